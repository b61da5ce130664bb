import { expect, test } from 'vitest'
import { readForeign } from '../../src/sources/index.ts'
import { xlsxOf } from './desk.ts'

// a cell and the format under which it shows
const cells = [
  ['3409.2934', '0.00', '3409.2934', '3409.29'],
  ['1234567.891', '#,##0', '1234567.891', '1234568'],
  ['0.5', '0%', '50%', '50%'],
  ['12.3', '0.0"万"', '12.3万', '12.3万'],
  ['45492', 'yyyy-mm-dd', '2024-07-19', '2024-07-19'],
  ['45492.625', 'yyyy-mm-dd', '2024-07-19', '2024-07-19'],
  ['45492.625', 'yyyy-mm-dd hh:mm', '2024-07-19 15:00:00', '2024-07-19 15:00:00'],
  ['45492', 'yyyy-mm-dd hh:mm:ss', '2024-07-19', '2024-07-19'],
] as const

test.each(cells)('%s under %s', async (value, format, held, shown) => {
  const bytes = xlsxOf(value, format)
  const text = async (options: object) => {
    const { blocks } = await readForeign('x.xlsx', bytes, options)
    return blocks.flatMap((b) => (b.kind === 'table' ? b.rows.flatMap((r) => r.map((c) => c.text)) : []))
  }
  expect(await text({ held: true })).toContain(held)
  expect(await text({})).toContain(shown)
})
