import type { AuditDesk } from '../desk.ts'
import type { Grid } from '../table/grid.ts'
import { tellExchanged } from './exchanged.ts'
import {
  type Cell,
  type Guess,
  guessesOf,
  isChange,
  isMet,
  isRate,
  isShare,
  isTotalled,
  type Lines,
  linesOf,
} from './guesses.ts'

/** Tells of cells of a column or row of growth, shares, ratios, products or sums that do not follow as the others there do. */
export function checkDerived(grid: Grid, desk: AuditDesk): void {
  // scores of models are measured, not reckoned
  if (grid.rows.length > 400 || grid.columns.length > 24 || grid.rows.length < 2) return
  if (grid.down !== null && grid.rows.some((r) => r.measure !== null || r.entity !== null) && isScored(grid, desk))
    return
  checkLines(linesOf(grid, false), grid, desk)
  checkLines(linesOf(grid, true), grid, desk)
}

function isScored(grid: Grid, { input }: AuditDesk): boolean {
  const items = [...grid.rows, ...grid.columns]
  const scored = items.filter((i) => (input.registry.measure(i.measure ?? '')?.better ?? '') !== '')
  return scored.length >= 2
}

const mostLines = 12

function checkLines(lines: Lines, grid: Grid, desk: AuditDesk): void {
  const count = Math.min(lines.heads.length, mostLines)
  const firm: Line[] = []
  for (let k = 0; k < count; k += 1) {
    const head = lines.heads[k]!
    // a rate of several years follows from no two neighbours
    if (/复合|CAGR/i.test(head)) continue
    const best = guessesOf(lines, k, count).sort((a, b) => b.hits - a.hits)[0]
    // a column of a name needs two that follow, one without a name four
    const isMade = isChange(head) || isShare(head)
    const isEnough = isMade || (best !== undefined && (isSpelt(head, best.text) || isLong(lines, k)))
    const enough = isEnough ? 2 : 3
    if (best === undefined || best.hits < enough) continue
    const most = isChange(head) ? Math.max(1, best.hits) : isMade ? Math.max(1, best.hits / 2) : 1
    if (best.misses.length <= most) firm.push({ k, best, isRate: isMade })
    else if (best.hits >= 3) tellTurned(lines, k, best, grid, desk)
  }
  for (const { k, best } of firm)
    for (const item of best.misses)
      if (!tellSwap(lines, firm, item, count, grid, desk)) tell(lines, k, item, best, grid, desk)
}

interface Line {
  readonly k: number
  readonly best: Guess
  readonly isRate: boolean
}

// each of the two that do not follow is what follows for the other
function tellTurned(lines: Lines, k: number, { at, hits, misses }: Guess, grid: Grid, desk: AuditDesk): void {
  const [p, q] = misses
  if (misses.length !== 2 || p === undefined || q === undefined) return
  // of the line itself, or of one that it is made of
  const line = [k, ...lines.heads.keys()].find((l) => {
    const cell: Cell = (line, i) => lines.cell(line, line !== l ? i : i === p ? q : i === q ? p : i)
    return isMet(k, p, at, cell) === true && isMet(k, q, at, cell) === true
  })
  if (line === undefined) return
  tellExchanged(
    grid,
    { first: lines.place(line, p), second: lines.place(line, q) },
    {
      en: `only so do both follow from the cells beside them, as ${hits} others of their line do`,
      zh: `互换后两者方能像同列其余 ${hits} 项一样算得`,
    },
    0.92,
    desk,
  )
}

// two cells of the item whose exchange makes all follow that did not, and leaves what followed
function tellSwap(
  lines: Lines,
  firm: readonly Line[],
  item: number,
  count: number,
  grid: Grid,
  desk: AuditDesk,
): boolean {
  // ranks and marks of one figure are anything's
  const isFigure = (c: number) => lines.cell(c, item).decimals === 0 && Math.abs(lines.cell(c, item).number) < 10
  if (lines.heads.filter((_, c) => isFigure(c)).length > 2) return false
  const made = new Set(firm.map((f) => f.k))
  const levels = [...Array(count).keys()].filter(
    (c) => !made.has(c) && !isRate(lines, c) && lines.cell(c, item).exact !== null,
  )
  const found = levels.flatMap((p, n) =>
    levels.slice(n + 1).flatMap((q) => {
      const [a, b] = [lines.cell(p, item), lines.cell(q, item)]
      if (a.unitText !== b.unitText || a.exact!.value === b.exact!.value || a.decimals !== b.decimals) return []
      const cell: Cell = (line, i) => lines.cell(i === item && line === p ? q : i === item && line === q ? p : line, i)
      return firm.every(({ k, best }) => {
        const isNow = isMet(k, item, best.at, cell)
        return isNow === true || (isNow === null && !best.misses.includes(item))
      })
        ? [[p, q] as const]
        : []
    }),
  )
  const [pair] = found
  if (pair === undefined || found.length > 1) return false
  const off = firm.filter(({ best }) => best.misses.includes(item))
  // 410, 402, +2.0%: a sign is lost as easily as two cells are exchanged
  if (off.length === 1) {
    const { k, best } = off[0]!
    const own = lines.cell(k, item).exact!
    const right = best.at(item, lines.cell)!
    if (Math.abs(own.value + right.value) <= right.slack + own.half * 1.2 + 1e-9) return false
  }
  const failed = off.map(({ k }) => `\`${lines.cell(k, item).text}\``)
  tellExchanged(
    grid,
    { first: lines.place(pair[0], item), second: lines.place(pair[1], item) },
    {
      en: `only so ${failed.join(' and ')} follow${failed.length > 1 ? '' : 's'} from them as in the lines beside it`,
      zh: `互换后 ${failed.join('、')} 方能像其余各行一样算得`,
    },
    failed.length > 1 ? 0.93 : 0.88,
    desk,
  )
  return true
}

// totals of so many figures are no sums by chance
function isLong(lines: Lines, k: number): boolean {
  return (
    (isTotalled(lines.heads[k]!) || /小[计計]|subtotal/i.test(lines.heads[k]!)) &&
    lines.labels.every((_, i) => lines.cell(k, i).text.replace(/\D/g, '').replace(/0+$/, '').length >= 3)
  )
}

// 资本开支÷总收入 says itself of what it is made
function isSpelt(head: string, text: string): boolean {
  const bare = (t: string) => t.replace(/[（(][^()（）]*[）)]|\s/g, '')
  return head.includes('÷') && bare(head) === bare(text).replace('/', '÷')
}

function tell(lines: Lines, k: number, item: number, { text, at, hits }: Guess, grid: Grid, desk: AuditDesk): void {
  const cell = lines.cell(k, item)
  const right = at(item, lines.cell)!
  // what was told of a number that this one is made of has told of both
  if (lines.heads.some((_, c) => desk.isTold(lines.cell(c, item).start, lines.cell(c, item).end))) return
  const isFigure = (c: number) => lines.cell(c, item).decimals === 0 && Math.abs(lines.cell(c, item).number) < 10
  if (lines.heads.filter((_, c) => isFigure(c)).length > 2) return
  // -150 beside +12.4%: in a column of changes of several kinds
  if (
    /[%％]/.test(cell.unitText) !== lines.labels.some((_, i) => i !== item && /[%％]/.test(lines.cell(k, i).unitText))
  )
    return
  // parameters less parameters are no price, whatever they are close to
  if (Math.abs(right.value) > 1e6 * Math.max(1, Math.abs(cell.number))) return
  const [j, c] = lines.place(k, item)
  const expected = right.value.toFixed(Math.max(0, Math.min(4, cell.decimals)))
  desk.tell(
    'audit/ratio',
    desk.place(cell.start, cell.end, { table: grid.number, row: grid.rowAt[j]!, cell: grid.columnAt[c]! }),
    {
      en: `\`${cell.text}\` does not follow from ${text}, as ${hits} others of its line do: that makes ${expected}`,
      zh: `\`${cell.text}\` 与 ${text} 不符（同列其余 ${hits} 项相符），据此应为 ${expected}`,
    },
    { confidence: hits >= 3 ? 0.88 : 0.8, printed: cell.text, expected, isNear: hits < 3 && !isLong(lines, k) },
  )
}
