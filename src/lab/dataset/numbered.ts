import type { Row } from '../task/task.ts'

/**
 * A row of the first function-calling leaderboard with the id that it has by its file and line; any other row as it is.
 *
 * Lines of its possible answers are the answer itself.
 *
 * @source gorilla 7bef000, berkeley-function-call-leaderboard/data: lines without ids
 */
export function numbered(row: Row, line: number): Row {
  if (row.id !== undefined) return row
  const category = categoryIn(String(row.__file ?? ''))
  if (category === null) return row
  const id = `${category}_${line}`
  if (row.question !== undefined || row.ground_truth !== undefined) return { ...row, id }
  const { __file: file, ...answer } = row
  return { id, ground_truth: answer, __file: file }
}

/**
 * The category that the name of a file of the leaderboard tells, `null` when it tells none.
 *
 * @example categoryIn('BFCL_v3_live_simple_result.json') // 'live_simple'
 */
export function categoryIn(file: string): string | null {
  return (
    /^(?:gorilla_openfunctions_v1_test_|BFCL_v\d+_)(\w+?)(?:_result|_score)?\.jsonl?$/.exec(file)?.[1] ??
    /^(\w+)_score\.json$/.exec(file)?.[1] ??
    null
  )
}
