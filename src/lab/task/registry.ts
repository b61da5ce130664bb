import { type Diagnostic, nearest } from '../../base/index.ts'
import { report } from '../codes.ts'
import type { Protocol } from '../protocol/protocol.ts'
import { recordedProtocol } from '../run/recorded.ts'
import type { Task } from './task.ts'

/** Every task by its id, loaded when it is asked for: a command does not pay for those that it does not run. */
export const taskLoaders: Readonly<Record<string, () => Promise<Task>>> = {
  'multi-needle': async () => (await import('../suite/needle.ts')).multiNeedle,
  arithmetic: async () => (await import('../suite/arithmetic.ts')).arithmetic,
  'key-value': async () => (await import('../suite/retrieval.ts')).keyValue,
  'variable-tracking': async () => (await import('../suite/retrieval.ts')).variableTracking,
  'function-calling': async () => (await import('../suite/calling.ts')).functionCalling,
  'instruction-constraints': async () => (await import('../suite/constraints.ts')).instructionConstraints,
  abstention: async () => (await import('../suite/abstention.ts')).abstention,
  'code-specs': async () => (await import('../suite/specs.ts')).codeSpecs,
  'format-sensitivity': async () => (await import('../suite/format.ts')).formatSensitivity,
  mmlu: async () => (await import('../benchmark/mmlu.ts')).mmlu,
  'mmlu-pro': async () => (await import('../benchmark/mmlupro.ts')).mmluPro,
  'arc-challenge': async () => (await import('../benchmark/arc.ts')).arcChallenge,
  gpqa: async () => (await import('../benchmark/gpqa.ts')).gpqa,
  gsm8k: async () => (await import('../benchmark/gsm8k.ts')).gsm8k,
  drop: async () => (await import('../benchmark/drop.ts')).drop,
  math: async () => (await import('../benchmark/math.ts')).math,
  mgsm: async () => (await import('../benchmark/mgsm.ts')).mgsm,
  ifeval: async () => (await import('../benchmark/ifeval.ts')).ifeval,
  humaneval: async () => (await import('../benchmark/code.ts')).humanEval,
  mbpp: async () => (await import('../benchmark/code.ts')).mbpp,
  'multipl-e': async () => (await import('../benchmark/code.ts')).multiplE,
  bfcl: async () => (await import('../benchmark/bfcl.ts')).bfcl,
  nexus: async () => (await import('../benchmark/nexus.ts')).nexus,
  'zeroscrolls-quality': async () => (await import('../benchmark/longbook.ts')).quality,
  'infinitebench-en-mc': async () => (await import('../benchmark/longbook.ts')).infiniteBench,
  'mt-bench': async () => (await import('../benchmark/mtbench.ts')).mtBench,
  'alpaca-eval': async () => (await import('../benchmark/preferred.ts')).alpacaEval,
  'arena-hard': async () => (await import('../benchmark/preferred.ts')).arenaHard,
  simpleqa: async () => (await import('../benchmark/simpleqa.ts')).simpleQa,
  truthfulqa: async () => (await import('../benchmark/truthfulqa.ts')).truthfulQa,
}

/** The ids of all tasks. */
export const taskIds: readonly string[] = Object.keys(taskLoaders)

/** The task of an id, or what there is instead. */
export async function findTask(id: string): Promise<Task | Diagnostic> {
  const load = Object.hasOwn(taskLoaders, id) ? taskLoaders[id] : undefined
  return load === undefined ? unknown('task', '任务', id, taskIds) : load()
}

/** The protocol of a task by its name; the usual one for an empty name. */
export function findProtocol(task: Task, id: string): Protocol | Diagnostic {
  if (id === '') return task.protocols[0]!
  if (id === 'recorded') return recordedProtocol(task)
  const found = task.protocols.find((p) => p.id === id)
  return (
    found ??
    unknown(
      'protocol',
      '协议',
      id,
      task.protocols.map((p) => p.id),
    )
  )
}

function unknown(en: string, zh: string, id: string, known: readonly string[]): Diagnostic {
  const parts = id.toLowerCase().split(/[^a-z0-9]+/)
  const alike = known.filter((k) => k.split('-').some((word) => parts.includes(word)))
  const near = alike.length > 0 ? alike : nearest(id, known)
  const shown = near.length > 0 ? near : known
  const list = shown.slice(0, 8).map((k) => `\`${k}\``)
  return report(
    'lab/unknown-task',
    { en: `there is no ${en} \`${id}\``, zh: `没有${zh} \`${id}\`` },
    { hint: { en: `use ${list.join(' or ')}`, zh: `可用 ${list.join('、')}` } },
  )
}
