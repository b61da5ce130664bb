import type { SampleRecord } from '../log/record.ts'
import { defineProtocol, type Protocol } from '../protocol/protocol.ts'
import type { Score, Task } from '../task/task.ts'

/** The extractor that takes no answer, but the score that came with it. */
export const recordedRule = 'recorded@1'

/**
 * `protocol`, or the usual one of `task`, with the scores that another program gave in place of any that are made here.
 *
 * Its name says so, and `judge` whose they are where the file tells.
 */
export function recordedProtocol(task: Task, id = 'recorded', by = ''): Protocol {
  const { averaging } = task.protocols[0]!
  return defineProtocol({
    id,
    template: 'elsewhere@1',
    extractor: recordedRule,
    thoughts: 'keep',
    averaging,
    judge: by,
  })
}

// the name under which a file keeps the score that counts, the first of these that it has
const names = ['value', 'prompt_level_strict_acc', 'exact_match', 'acc', 'pass@1', 'score']

/** Scores with that of the base or of all tests as the `value`, as the protocol has it. */
export function ofSubset(recorded: Readonly<Record<string, number>>, subset: string): Readonly<Record<string, number>> {
  const { base, plus, ...rest } = recorded
  const value = subset === 'plus' ? plus : base
  return value === undefined ? rest : { ...rest, value }
}

/** The score that came with an answer; without one, or with one on a scale that nobody states, `not-run`. */
export function recordedScore(
  record: Pick<SampleRecord, 'output' | 'failure' | 'recorded' | 'recordedAnswer' | 'recordedWhy'>,
  subset: string,
): Score {
  const { recorded = {}, failure, recordedAnswer = null, recordedWhy } = record
  const given = ofSubset(recorded, subset)
  const name = names.find((n) => Object.hasOwn(given, n)) ?? Object.keys(given)[0]
  const others = Object.entries(recorded).filter(([n]) => n !== name)
  const parts = others.length === 0 ? {} : { parts: Object.fromEntries(others) }
  const said = recordedWhy === undefined ? '' : `: ${recordedWhy}`
  if (name === undefined) {
    const failed = record.output === null && failure !== undefined
    return {
      value: 0,
      outcome: failed ? 'error' : 'not-run',
      answer: recordedAnswer,
      why: failed ? failure.message : `no score came with it${said}`,
    }
  }
  const value = given[name]!
  if (value < 0 || value > 1)
    return {
      value: 0,
      outcome: 'not-run',
      answer: recordedAnswer,
      why: `${value} is no share of 1${said}`,
      parts: { ...parts.parts, [name]: value },
    }
  return {
    value,
    outcome: value === 1 ? 'correct' : 'incorrect',
    answer: recordedAnswer,
    why: `scored elsewhere${said}`,
    ...parts,
  }
}
