import { addDays, dayCount, firstDay, isPeriod, lastDay, type Period, type Span } from '../base/index.ts'
import { isDiagnostic } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { type Answer, type Ask, answer, tell } from './exhibit.ts'
import type { Cell, Inline } from './tree.ts'

const most = 12

/** Whether a column asks for the periods before its own: how many, its own counted; 0 when it does not. */
export function trailOf(option: unknown): number {
  const count = Number(option ?? 0)
  return Number.isInteger(count) && count >= 2 && count <= most ? count : 0
}

/**
 * A cell with the last `count` periods of one fact, the oldest first: a small line for who sees it, numbers for all others.
 *
 * Periods follow each other without a gap and are as long as that of the query. One that has no fact is a gap in the line; the
 * last one must have its fact.
 */
export function trailCell(
  ask: Ask,
  count: number,
  bind: (found: Answer) => Inline & { readonly kind: 'number' },
  binder: Binder,
  at: Span,
): Cell {
  const period = ask.where.get('period')?.[0] ?? ''
  if (period === '' || !isPeriod(period) || dayCount(period) < 1) {
    tell(binder, '`trail` needs a period of days', '`trail` 需要以日为界的期间', at)
    return { children: [], note: '' }
  }
  const periods = periodsUpTo(period, count)
  const cells = periods.map((p) => {
    const where = new Map([...ask.where, ['period', [p]]] as const)
    const found = answer({ ...ask, where, mayFail: p !== period }, binder, at)
    if (!isDiagnostic(found)) return { period: p, number: bind(found), found }
    if (p === period || found.code !== 'report/empty-cell') binder.diagnostics.push(found)
    return { period: p, number: null, found: null }
  })
  const children = cells.flatMap(({ number }, i): readonly Inline[] => {
    const blank: Inline = { kind: 'text', text: ' ', at }
    return [...(i === 0 ? [] : [blank]), number ?? { kind: 'text', text: '–', at }]
  })
  const trail = cells.map(({ period: p, number, found }) => ({
    period: p,
    text: number?.text ?? '–',
    value: found?.fact.value.kind === 'number' ? Number(found.fact.value.text) : null,
    binding: number?.binding ?? '',
  }))
  return { children, note: '', trail }
}

function periodsUpTo(period: Period, count: number): readonly Period[] {
  const days = dayCount(period)
  const [first, last] = [firstDay(period), lastDay(period)]
  return Array.from({ length: count }, (_, i) => {
    const back = (i - count + 1) * days
    return days === 1 ? addDays(first, back) : `${addDays(first, back)}/${addDays(last, back)}`
  })
}

/** What a trail says in words: `2024-07-05/2024-07-11 510.2, …`. */
export function trailWords(cell: Cell): string {
  return (cell.trail ?? []).map((p) => `${p.period} ${p.text}`).join(', ')
}
