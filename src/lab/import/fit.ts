import { largest } from '../../base/index.ts'
import type { Protocol } from '../protocol/protocol.ts'
import { scoreRecord } from '../run/outcome.ts'
import { ofSubset } from '../run/recorded.ts'
import { compareRecorded } from '../run/score.ts'
import type { Sample, Task } from '../task/task.ts'
import { anybody, ownNames } from './choose.ts'
import type { ImportFormat, Prediction } from './prediction.ts'

/** A prediction with what it answers. */
export interface Placed {
  readonly sample: Sample
  readonly prediction: Prediction
}

const most = 2000
const tags = /<\/?(?:think|thinking|thought|reasoning)>/

/**
 * Of several protocols the one whose rule gives the scores that came with the predictions most often, the first of equals.
 *
 * What the other program took for the answer decides between rules that give as many scores.
 */
export async function fitProtocol(
  task: Task,
  candidates: readonly Protocol[],
  placed: readonly Placed[],
  format: ImportFormat,
): Promise<Protocol> {
  if (candidates.length < 2) return candidates[0]!
  const told = placed.filter(
    ({ prediction: p }) => p.outputs.length > 0 && (Object.keys(p.recorded).length > 0 || p.recordedAnswer !== null),
  )
  if (told.length === 0 && anybody.has(format)) return candidates[0]!
  if (told.length === 0) return mostRead(task, candidates, placed.slice(0, most))
  const sparse = told.length <= most ? told : told.filter((_, i) => i % Math.ceil(told.length / most) === 0)
  let best = { protocol: candidates[0]!, worth: -1 }
  for (const protocol of candidates) {
    const worth = await worthOf(task, protocol, sparse)
    if (worth > best.worth) best = { protocol, worth }
  }
  return best.protocol
}

// without scores the usual one, unless another finds twice as many answers
async function mostRead(task: Task, candidates: readonly Protocol[], placed: readonly Placed[]): Promise<Protocol> {
  if (candidates.length > 8) return candidates[0]!
  const read: number[] = []
  for (const protocol of candidates) {
    let found = 0
    for (const { sample, prediction } of placed) {
      const score = await scoreRecord(task, { sample, output: prediction.outputs[0] ?? null }, protocol, idle)
      const option =
        sample.choices === undefined || 'ABCDEFGHIJ'.slice(0, sample.choices.length).includes(score.answer ?? '-')
      if (score.answer !== null && option) found += 1
    }
    read.push(found)
  }
  const best = read.indexOf(largest(read))
  return read[0]! * 2 >= read[best]! ? candidates[0]! : candidates[best]!
}

const idle = { sandbox: null, resource: () => undefined, judgement: null }

async function worthOf(task: Task, protocol: Protocol, placed: readonly Placed[]): Promise<number> {
  let worth = 0
  for (const { sample, prediction } of placed) {
    const record = { sample, output: prediction.outputs[0]! }
    const score = await scoreRecord(task, record, { ...protocol, thoughts: 'keep' }, idle)
    const compared = compareRecorded(
      score,
      ofSubset(ownNames(prediction.recorded), protocol.subset),
      prediction.recordedAnswer,
    )
    worth += Object.values(compared).filter((same) => same).length
    worth -= Object.values(compared).filter((same) => !same).length
    if (prediction.recordedAnswer !== null && score.answer === prediction.recordedAnswer) worth += 0.5
  }
  return worth
}

/**
 * `protocol` as answers that another program scored have to be read: what it scored is what stands there, thoughts and all.
 *
 * Without thoughts in any of the answers nothing changes.
 */
export function keepingThoughts(protocol: Protocol, placed: readonly Placed[]): Protocol {
  const thought = placed.some(({ prediction: p }) => p.outputs.some((o) => tags.test(o.text)))
  return thought && protocol.thoughts === 'strip' ? { ...protocol, thoughts: 'keep' } : protocol
}
