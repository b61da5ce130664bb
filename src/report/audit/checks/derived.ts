import type { AuditDesk } from '../desk.ts'
import type { Grid, GridCell } from '../table/grid.ts'
import { tellExchanged } from './exchanged.ts'

const total = /^\s*(?:总计|合计|总和|总数|全部|total|sum|grand total)/i
const change =
  /同比|环比|提升(?:幅度|比例|率)|较[年上去前期]|增[速长幅]|[降跌涨]幅|涨跌|变[动化]|growth|change|chg|\by[/-]?o[/-]?y\b|\bq[/-]?o?[/-]?q\b|\bw[/-]?o?[/-]?w\b|\bm[/-]?o?[/-]?m\b|\by\/y\b/i
const share = /占比|份额|比重|share|% of|proportion/i

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

/** A table seen by its columns, or turned. */
interface Lines {
  readonly heads: readonly string[]
  readonly labels: readonly string[]
  readonly cell: (line: number, item: number) => GridCell
  readonly place: (line: number, item: number) => readonly [row: number, column: number]
}

function linesOf(grid: Grid, turned: boolean): Lines {
  const rows = grid.rows.map((r) => r.text)
  const columns = grid.columns.map((c) => c.text)
  return turned
    ? { heads: rows, labels: columns, cell: (j, k) => grid.cells[j]![k]!, place: (j, k) => [j, k] }
    : { heads: columns, labels: rows, cell: (k, j) => grid.cells[j]![k]!, place: (k, j) => [j, k] }
}

type Cell = Lines['cell']

/** What the cell of an item should be, with how far rounding may take it, as `cell` reads the table. */
type At = (item: number, cell: Cell) => { readonly value: number; readonly slack: number } | null

interface Guess {
  readonly text: string
  readonly at: At
  readonly hits: number
  readonly misses: readonly number[]
}

const mostLines = 12

function checkLines(lines: Lines, grid: Grid, desk: AuditDesk): void {
  const count = Math.min(lines.heads.length, mostLines)
  const firm: Line[] = []
  for (let k = 0; k < count; k += 1) {
    const head = lines.heads[k]!
    // a rate of several years follows from no two neighbours
    if (/复合|CAGR/i.test(head)) continue
    const isChange = change.test(head)
    const isShare = !isChange && share.test(head)
    const guesses = isChange
      ? growthOf(lines, k, count)
      : isShare
        ? // a part of another line: 其他地区收入对总收入的占比
          [
            ...sharesOf(lines, k, count),
            ...combined(lines, k, count).filter((g) => g.hits >= 3 && g.misses.length <= 1),
          ]
        : combined(lines, k, count)
    const best = guesses.sort((a, b) => b.hits - a.hits)[0]
    // a column of a name needs two that follow, one without a name four
    const enough = isChange || isShare || (best !== undefined && isSpelt(head, best.text)) ? 2 : 3
    if (best === undefined || best.hits < enough) continue
    const most = isChange ? Math.max(1, best.hits) : isShare ? Math.max(1, best.hits / 2) : 1
    if (best.misses.length <= most) firm.push({ k, best, isRate: isChange || isShare })
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
  const cell: Cell = (line, i) => lines.cell(line, line !== k ? i : i === p ? q : i === q ? p : i)
  if (!isMet(k, p, at, cell) || !isMet(k, q, at, cell)) return
  tellExchanged(
    grid,
    { first: lines.place(k, p), second: lines.place(k, q) },
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
      return firm.every(({ k, best }) => isMet(k, item, best.at, cell) !== false) ? [[p, q] as const] : []
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

// 资本开支÷总收入 says itself of what it is made
function isSpelt(head: string, text: string): boolean {
  const bare = (t: string) => t.replace(/[（(][^()（）]*[）)]|\s/g, '')
  return head.includes('÷') && bare(head) === bare(text).replace('/', '÷')
}

function guess(lines: Lines, k: number, text: string, at: At): Guess {
  let hits = 0
  const misses: number[] = []
  for (let item = 0; item < lines.labels.length; item += 1) {
    const fits = isMet(k, item, at, lines.cell)
    if (fits === null) continue
    if (fits) hits += 1
    else misses.push(item)
  }
  return { text, at, hits, misses }
}

function isMet(k: number, item: number, at: At, cell: Cell): boolean | null {
  const own = cell(k, item).exact
  const right = own === null ? null : at(item, cell)
  return own === null || right === null
    ? null
    : Math.abs(own.value - right.value) <= right.slack + own.half * loose(cell(k, item)) + 1e-9
}

// 59.00% for 58.99: taken from numbers with more places
function loose({ decimals, unitText }: GridCell): number {
  return decimals >= 2 && unitText === '%' ? 2.4 : 1.2
}

function isRate(lines: Lines, k: number): boolean {
  return (
    change.test(lines.heads[k]!) ||
    /[%％]/.test(lines.heads[k]!) ||
    lines.labels.some((_, i) => lines.cell(k, i).unitText === '%')
  )
}

function growthOf(lines: Lines, k: number, count: number): Guess[] {
  const found: Guess[] = []
  // +7, -3: by so many, and no percentage
  const own = lines.labels.map((_, i) => lines.cell(k, i)).filter((c) => c.exact !== null)
  if (!/[%％率增幅]|growth|yoy|y\/y/i.test(lines.heads[k]!) && own.every((c) => c.unitText !== '%' && c.decimals <= 0))
    return found
  const levels = [...Array(count).keys()].filter((c) => c !== k && !isRate(lines, c))
  const from = (a: GridCell, b: GridCell) => {
    const x = a.exact
    const y = b.exact
    if (x === null || y === null || x.value <= 0 || y.value <= 0) return null
    if (a.unitText !== b.unitText && a.unitText !== '' && b.unitText !== '') return null
    const ratio = y.value / x.value
    const value = (ratio - 1) * 100
    return {
      value: /(?<!涨)[降跌]幅/.test(lines.heads[k]!) ? -value : value,
      slack: ratio * (x.half / x.value + y.half / y.value) * 100,
    }
  }
  // a share may stand between the two
  for (const a of levels)
    for (const b of levels)
      if (a !== b)
        found.push(
          guess(lines, k, `${lines.heads[a]} → ${lines.heads[b]}`, (i, cell) =>
            // +11分 among percentages: by so many
            /^(?:%|)$/.test(cell(k, i).unitText) ? from(cell(a, i), cell(b, i)) : null,
          ),
        )
  for (const a of levels)
    if (Math.abs(a - k) <= 2)
      for (const step of [-1, 1])
        found.push(
          guess(lines, k, lines.heads[a]!, (i, cell) =>
            i + step < 0 || i + step >= lines.labels.length ? null : from(cell(a, i + step), cell(a, i)),
          ),
        )
  return found
}

function sharesOf(lines: Lines, k: number, count: number): Guess[] {
  const found: Guess[] = []
  for (let a = 0; a < count; a += 1) {
    if (a === k || isRate(lines, a)) continue
    const items = [...lines.labels.keys()]
    // World 24.1, 100.0 %
    const isTotal = (i: number) => total.test(lines.labels[i]!) || lines.cell(k, i).number === 100
    const own = items.filter(isTotal)
    const whole = own.length === 1 ? lines.cell(a, own[0]!).exact?.value : undefined
    const sum = items.filter((i) => !isTotal(i)).reduce((s, i) => s + (lines.cell(a, i).exact?.value ?? 0), 0)
    // a whole that stands elsewhere, of which all of them may be shares
    const other =
      whole === undefined
        ? wholeOf(
            lines,
            k,
            a,
            items.filter((i) => !isTotal(i)),
          )
        : null
    for (const base of whole === undefined ? [sum, ...(other !== null && other >= sum ? [other] : [])] : [whole, sum])
      if (base > 0)
        found.push(
          guess(lines, k, lines.heads[a]!, (i, cell) => {
            // the whole is no share of itself
            const x = isTotal(i) ? null : cell(a, i).exact
            return x === null ? null : { value: (x.value / base) * 100, slack: (x.half / base) * 100 * 2 }
          }),
        )
  }
  return found
}

// the one number of which each amount is the share that is printed beside it
function wholeOf(lines: Lines, k: number, a: number, items: readonly number[]): number | null {
  let [low, high] = [0, Number.POSITIVE_INFINITY]
  for (const i of items) {
    const [share, x] = [lines.cell(k, i).exact, lines.cell(a, i).exact]
    if (share === null || x === null || share.value - share.half <= 0) return null
    low = Math.max(low, ((x.value - x.half) / (share.value + share.half)) * 100)
    high = Math.min(high, ((x.value + x.half) / (share.value - share.half)) * 100)
  }
  return low <= high && Number.isFinite(high) ? (low + high) / 2 : null
}

// 输出/输入, a blend, a product of price and number: what most rows bear out holds for all
function combined(lines: Lines, k: number, count: number): Guess[] {
  const found: Guess[] = []
  const names =
    /\/|÷|×|倍|比|率|均|合计|净|差|单价|占比|毛利(?!率)|\b(?:gross profit|ratio|average|price|times|multiple|blend(?:ed)?|per|(?<!-)rate(?!\s\w)|accuracy|total|net|diff(?:erence)?|gap|margin)\b/i
  if (total.test(lines.heads[k]!) || /^\s*total\b|合计|总[计额价]/i.test(lines.heads[k]!)) return sumsOf(lines, k)
  if (!names.test(lines.heads[k]!)) return found
  // a difference of two levels is none of their growth: +26.5 in the column of changes
  const isChange = (label: string) => change.test(label) || /[%％]/.test(label)
  const areMixed = lines.labels.some((l) => !isChange(l))
  const of = (
    a: number,
    b: number,
    text: string,
    make: (x: number, y: number) => number,
    most = Number.POSITIVE_INFINITY,
  ) =>
    guess(lines, k, text, (i, cell) => {
      if (areMixed && isChange(lines.labels[i]!)) return null
      const x = cell(a, i).exact
      const y = cell(b, i).exact
      if (x === null || y === null || x.value === 0 || y.value === 0) return null
      const value = make(x.value, y.value)
      const slack = Math.max(
        Math.abs(make(x.value + x.half, y.value - y.half) - value),
        Math.abs(make(x.value - x.half, y.value + y.half) - value),
        Math.abs(make(x.value + x.half, y.value + y.half) - value),
      )
      // a factor of one digit, $0.08, makes anything
      return slack > Math.abs(value) * most ? null : { value, slack }
    })
  const isMean = /均|average|per |单价|price/i.test(lines.heads[k]!) && !isRate(lines, k)
  for (let a = 0; a < count; a += 1)
    for (let b = 0; b < count; b += 1) {
      if (a === b || a === k || b === k) continue
      const power = isMean ? powerOf(lines, k, a, b) : 0
      if (power !== 0) found.push(of(a, b, `${lines.heads[a]} / ${lines.heads[b]}`, (x, y) => (x / y) * 10 ** power))
      const p = lines.heads[a]!
      const q = lines.heads[b]!
      found.push(
        of(a, b, `${p} / ${q}`, (x, y) => (isRate(lines, k) || share.test(lines.heads[k]!) ? 100 : 1) * (x / y)),
        of(a, b, `${p} − ${q}`, (x, y) => x - y),
      )
      found.push(of(a, b, `3 ${p} : 1 ${q}`, (x, y) => (3 * x + y) / 4))
      if (a < b)
        found.push(
          of(a, b, `${p} × ${q}`, (x, y) => x * y, 0.03),
          of(a, b, `${p} + ${q}`, (x, y) => x + y),
        )
    }
  return found
}

// a total behind its parts, with columns in front of them that are none
function sumsOf(lines: Lines, k: number): Guess[] {
  const found: Guess[] = []
  for (let first = k - 2; first > 0; first -= 1) {
    const parts = [...Array(k - first).keys()].map((i) => first + i)
    const at: At = (item, cell) => {
      const numbers = parts.map((c) => cell(c, item).exact)
      return numbers.every((x) => x !== null)
        ? { value: numbers.reduce((s, x) => s + x.value, 0), slack: numbers.reduce((s, x) => s + x.half, 0) }
        : null
    }
    found.push(guess(lines, k, parts.map((c) => lines.heads[c]).join(' + '), at))
  }
  return found
}

// billions over a number of deals are so many millions each: the power of ten that most rows bear out
function powerOf(lines: Lines, k: number, a: number, b: number): number {
  const powers = [...lines.labels.keys()].flatMap((i) => {
    const [own, x, y] = [k, a, b].map((c) => lines.cell(c, i).exact?.value ?? 0) as [number, number, number]
    return own > 0 && x > 0 && y > 0 ? [Math.round(Math.log10((own * y) / x))] : []
  })
  const first = powers.sort((p, q) => p - q)[powers.length >> 1] ?? 0
  return powers.length >= 3 ? first : 0
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
    { confidence: hits >= 3 ? 0.88 : 0.8, printed: cell.text, expected, isNear: hits < 3 },
  )
}
