import type { Row } from '../task/task.ts'
import { asRecord, type Prediction, textOutput } from './prediction.ts'

/**
 * The solutions of a results file of EvalPlus with the status of each.
 *
 * A solution that passes the base tests alone has failed the extended ones.
 *
 * @source evalplus, evaluate.py: `{ eval: { TASK: [{ solution, base_status, plus_status }] } }`
 */
export function evalPlusResults(record: Row): readonly Prediction[] | { readonly lacks: string } {
  const found = Object.entries(asRecord(record.eval) ?? {}).flatMap(([id, given]) =>
    (Array.isArray(given) ? given : []).flatMap((one, i): readonly Prediction[] => {
      const result = asRecord(one)
      if (typeof result?.solution !== 'string') return []
      return [
        {
          row: { task_id: id },
          id,
          outputs: [textOutput(result.solution, 'stop')],
          failure: null,
          recorded: statusOf(result),
          recordedAnswer: null,
          key: `${id}/${i}`,
        },
      ]
    }),
  )
  return found.length === 0 ? { lacks: 'solutions under `eval`' } : found
}

function statusOf({ base_status: base, plus_status: plus }: Row): Readonly<Record<string, number>> {
  const passed = (status: unknown) => (status === 'pass' || status === 'success' ? 1 : 0)
  return {
    ...(typeof base === 'string' ? { base: passed(base) } : {}),
    ...(typeof base === 'string' && typeof plus === 'string' ? { plus: passed(base) * passed(plus) } : {}),
  }
}
