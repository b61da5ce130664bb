import type { Row } from '../task/task.ts'
import { asRecord, type Prediction, textOutput } from './prediction.ts'

/**
 * The solutions of a results file of EvalPlus with the status of each.
 *
 * A solution that passes the base tests alone has failed the extended ones. The first versions kept the status alone, by
 * sample.
 *
 * @source evalplus, evaluate.py: `{ eval: { TASK: [{ solution, base_status, plus_status }] } }`; before 0.2 `{ base: [[status, details]], plus }`
 */
export function evalPlusResults(record: Row): readonly Prediction[] | { readonly lacks: string } {
  const found = Object.entries(asRecord(record.eval) ?? {}).flatMap(([id, given]) =>
    resultsOf(given).map((result, i): Prediction => {
      const { solution, base_status: base, plus_status: plus } = result
      const said = [['base', base] as const, ['plus', plus] as const].filter(([, s]) => typeof s === 'string')
      return {
        row: { task_id: id, ...(typeof plus === 'string' ? {} : { __base: true }) },
        id,
        outputs: typeof solution === 'string' ? [textOutput(solution, 'stop')] : [],
        failure: typeof solution === 'string' ? null : 'the file holds no solutions',
        recorded: statusOf(result),
        recordedAnswer: null,
        recordedWhy: said.map(([tests, status]) => `${tests} ${String(status)}`).join(', '),
        key: `${id}/${i}`,
      }
    }),
  )
  return found.length === 0 ? { lacks: 'results under `eval`' } : found
}

function resultsOf(given: unknown): readonly Row[] {
  if (Array.isArray(given)) return given.map(asRecord).filter((r) => r !== null)
  const { base, plus } = asRecord(given) ?? {}
  const status = (one: unknown) => (Array.isArray(one) ? one[0] : one)
  return (Array.isArray(base) ? base : []).map((one, i) => ({
    base_status: status(one),
    plus_status: Array.isArray(plus) ? status(plus[i]) : null,
  }))
}

function statusOf({ base_status: base, plus_status: plus }: Row): Readonly<Record<string, number>> {
  const passed = (status: unknown) => (status === 'pass' || status === 'success' ? 1 : 0)
  return {
    ...(typeof base === 'string' ? { base: passed(base) } : {}),
    ...(typeof base === 'string' && typeof plus === 'string' ? { plus: passed(base) * passed(plus) } : {}),
  }
}
