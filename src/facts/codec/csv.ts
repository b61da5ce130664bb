import { formatCsv } from '../../base/index.ts'
import type { Fact } from '../fact.ts'
import { factColumns, rowFromFact } from './row.ts'

/** `facts` as a CSV text that the reader of facts turns back into the same facts. */
export function formatFactsCsv(facts: readonly Fact[]): string {
  const rows = facts.map((fact) => {
    const row = rowFromFact(fact)
    return factColumns.map((c) => row[c])
  })
  return formatCsv([factColumns, ...rows])
}
