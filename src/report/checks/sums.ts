import { append, type Decimal, type Diagnostic, decimal, parseAmount, powerOfTen } from '../../base/index.ts'
import { report } from '../codes.ts'
import { plainOf } from '../plain.ts'
import type { Cell, TableBlock } from '../tree.ts'
import { allBlocks } from '../walk.ts'
import type { CheckInput } from './input.ts'

const totalWord = /^(合计|总计|总和|小计|共计|全部|总共|total|sum|all|subtotal)\s*[:：]?\s*$/i
const shareWord = /(占比|份额|比重|构成|share|proportion)/i

// of one whole, whatever stands beside the word; 女性占比 may be of each row
const ofOne =
  /份额|市占|构成|\b(?:market share|composition|split)\b|^(?:占比|比重|shares?|proportion)\s*(?:[（(%].*)?$/i
const restWord = /^(?:其他|其它|其余|剩余|others?|rest|remaining|all others)/i
const wholeWord = /合计|总计|整体|市场|行业|全部|全体|\b(?:total|overall|market|all)\b/i
const timeWord = /^\s*(?:19|20)\d\d|[年月周季日]|\b[QH][1-4]\b/

/** Totals of tables against the rows above them, and shares against the whole. */
export function checkSums(input: CheckInput): readonly Diagnostic[] {
  return allBlocks(input.document.blocks).flatMap((b) => (b.kind === 'table' ? checkTable(b) : []))
}

interface Printed {
  readonly value: Decimal
  readonly half: Decimal
}

function checkTable(table: TableBlock): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const totals = table.rows.some((row) => row.kind !== 'group' && isTotal(row.cells[0]))
  for (let column = 1; column < table.columns.length; column += 1) {
    const head = plainOf(table.columns[column]!.children).text
    const shares = shareWord.test(head)
    if (!totals && !shares) continue
    let above: Printed[] = []
    let total = false
    for (const row of table.rows) {
      if (row.kind === 'group') {
        above = []
        continue
      }
      const cell = row.cells[column]
      const number = cell === undefined ? null : printedIn(cell)
      if (cell === undefined || number === null) continue
      if (isTotal(row.cells[0])) {
        total = true
        append(found, compareTotal(above, number, cell, table))
        above = []
      } else if (!(shares && number.value.eq('100') && wholeWord.test(labelOf(row.cells[0])))) above.push(number)
    }
    if (!total && shares && above.length > 1) append(found, compareShares(above, head, table))
  }
  return found
}

function isTotal(cell: Cell | undefined): boolean {
  return cell !== undefined && totalWord.test(plainOf(cell.children).text.trim())
}

function labelOf(cell: Cell | undefined): string {
  return cell === undefined ? '' : plainOf(cell.children).text
}

function printedIn(cell: Cell): Printed | null {
  const mention = parseAmount(plainOf(cell.children).text)
  if (mention === null) return null
  const { value, decimals } = mention
  return { value, half: decimals === undefined ? decimal('0') : powerOfTen(-decimals).times('0.5') }
}

function compareTotal(above: readonly Printed[], total: Printed, cell: Cell, table: TableBlock): readonly Diagnostic[] {
  if (above.length < 2) return []
  const sum = above.reduce((s, n) => s.plus(n.value), decimal('0'))
  const slack = above.reduce((s, n) => s.plus(n.half), total.half)
  if (sum.minus(total.value).abs().lte(slack)) return []
  return [
    report(
      'report/sum',
      {
        en: `rows add up to ${sum.toFixed()}, the total says ${total.value.toFixed()}`,
        zh: `各行之和为 ${sum.toFixed()}，合计为 ${total.value.toFixed()}`,
      },
      { at: cell.children[0]?.at ?? table.at },
    ),
  ]
}

function compareShares(shares: readonly Printed[], head: string, table: TableBlock): readonly Diagnostic[] {
  const sum = shares.reduce((s, n) => s.plus(n.value), decimal('0'))
  const slack = shares.reduce((s, n) => s.plus(n.half), decimal('0'))
  const off = sum.minus('100').abs()
  if (off.lte(slack)) return []
  const labels = table.rows.flatMap((row) => (row.kind === 'group' ? [] : [labelOf(row.cells[0])]))
  // a list of the first few leaves out the rest, and a share of each row, or of each year, has no sum
  if (labels.some((l) => timeWord.test(l))) return []
  const isWhole = sum.gt('100') ? ofOne.test(head.trim()) : labels.some((l) => restWord.test(l.trim()))
  if (off.gt('10') && !isWhole) return []
  return [
    report(
      'report/sum',
      {
        en: `shares under "${head}" add up to ${sum.toFixed()}, not 100`,
        zh: `“${head}”各项之和为 ${sum.toFixed()}，不是 100`,
      },
      { at: table.at },
    ),
  ]
}
