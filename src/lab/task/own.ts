import { type Diagnostic, nearest } from '../../base/index.ts'
import { contentId, text, texts } from '../benchmark/field.ts'
import { report } from '../codes.ts'
import type { Output } from '../models/model.ts'
import { defineProtocol, type Protocol, plainProtocol } from '../protocol/protocol.ts'
import type { RunScript } from '../script.ts'
import { chat } from './prompt.ts'
import { defineTask, type Sample, type Score, say, type Task } from './task.ts'

/** A task as its author writes it in a file. */
export interface OwnTask {
  readonly task: string
  readonly version?: number
  readonly title?: string
  readonly measure?: string
  readonly licence?: string
  /** names of the columns: id, input, target, choices, group, cluster */
  readonly fields?: Readonly<Record<string, string>>
  /** `{input}` and the names of columns in braces are filled in */
  readonly prompt?: string
  /** file of a script with a function `score`; without one the whole answer must equal the target */
  readonly scorer?: string
  readonly protocol?: Partial<Protocol>
}

const keys = ['task', 'version', 'title', 'measure', 'licence', 'fields', 'prompt', 'scorer', 'protocol']

/**
 * The task that a file writes, or what is wrong with it.
 *
 * `script` is the text of the scorer and `hash` names it, so that another scorer is another protocol.
 */
export function createOwnTask(
  spec: OwnTask,
  script: { readonly source: string; readonly hash: string; readonly run: RunScript } | null,
): Task | Diagnostic {
  const unknown = Object.keys(spec).find((k) => !keys.includes(k))
  if (typeof spec.task !== 'string' || unknown !== undefined) {
    const near = unknown === undefined ? undefined : nearest(unknown, keys)[0]
    return report(
      'lab/unknown-task',
      unknown === undefined
        ? { en: 'the file of a task has no `task`', zh: '任务文件缺少 `task`' }
        : { en: `the file of a task has the unknown key \`${unknown}\``, zh: `任务文件有未知的键 \`${unknown}\`` },
      near === undefined ? {} : { hint: { en: `use \`${near}\``, zh: `可用 \`${near}\`` } },
    )
  }
  const fields = spec.fields ?? {}
  const name = (key: string) => fields[key] ?? key
  const prompt = spec.prompt ?? '{input}'
  return defineTask({
    id: spec.task,
    version: spec.version ?? 1,
    title: { en: spec.title ?? spec.task, zh: spec.title ?? spec.task },
    measure: spec.measure ?? spec.task,
    licence: spec.licence ?? '',
    dataset: {
      kind: 'file',
      about: {
        en: `rows with ${name('input')} and ${name('target')}`,
        zh: `含 ${name('input')} 与 ${name('target')} 的行`,
      },
      fields: [name('id'), name('input'), name('target')],
      sizes: {},
      sample: (row) => {
        const input = text(row, name('input'))
        if (input === null) return { lacks: name('input') }
        const target =
          texts(row, name('target')) ?? (text(row, name('target')) === null ? [] : [text(row, name('target'))!])
        const [choices, group, cluster] = [
          texts(row, name('choices')),
          text(row, name('group')),
          text(row, name('cluster')),
        ]
        return {
          id: text(row, name('id')) ?? contentId(spec.task, input),
          input,
          target,
          ...(choices === null ? {} : { choices }),
          ...(group === null ? {} : { group }),
          ...(cluster === null ? {} : { cluster }),
          data: row,
        }
      },
    },
    protocols: [
      defineProtocol({
        ...plainProtocol,
        ...spec.protocol,
        id: `${spec.task}/own`,
        template: `own:${contentId('', prompt).slice(1)}`,
        extractor: script === null ? 'whole@1' : `script:${script.hash.slice(0, 16)}`,
      }),
    ],
    needs: () => ['chat'],
    request: (s, protocol) =>
      chat(
        protocol,
        prompt.replace(/\{(\w+)\}/g, (whole, key: string) =>
          key === 'input' ? s.input : key === 'choices' ? (s.choices ?? []).join('\n') : String(s.data[key] ?? whole),
        ),
      ),
    score: (s, output) => (script === null ? whole(s, output) : scripted(s, output, script)),
    canonical: (s) => say(s.target[0] ?? ''),
    chance: () => 0,
  })
}

function whole(s: Sample, output: Output): Score {
  const answer = output.text.trim()
  const right = s.target.some((t) => t.trim() === answer)
  return {
    value: right ? 1 : 0,
    outcome: answer === '' ? 'unparsed' : right ? 'correct' : 'incorrect',
    answer,
    why: right ? 'the same text' : 'another text',
  }
}

async function scripted(
  s: Sample,
  output: Output,
  script: { readonly source: string; readonly run: RunScript },
): Promise<Score> {
  const given = {
    id: s.id,
    input: s.input,
    target: s.target,
    choices: s.choices ?? null,
    data: s.data,
    text: output.text,
  }
  const ran = await script.run(script.source, 'score', [given])
  if (!ran.ok) return { value: 0, outcome: 'error', answer: null, why: `the scorer failed: ${ran.why}` }
  const told =
    typeof ran.value === 'object' && ran.value !== null
      ? (ran.value as Readonly<Record<string, unknown>>)
      : { value: ran.value }
  if (told.value === null)
    return { value: 0, outcome: 'unparsed', answer: null, why: String(told.why ?? 'the scorer found no answer') }
  const value = Number(told.value)
  if (!(value >= 0 && value <= 1))
    return { value: 0, outcome: 'error', answer: null, why: `the scorer gave ${String(told.value)}, expected 0 to 1` }
  return {
    value,
    outcome: value === 1 ? 'correct' : 'incorrect',
    answer: told.answer === undefined ? null : String(told.answer),
    why: String(told.why ?? ''),
  }
}
