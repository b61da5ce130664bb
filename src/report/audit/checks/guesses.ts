import type { Grid, GridCell } from '../table/grid.ts'

const total = /^\s*(?:总计|合计|总和|总数|全部|total|sum|grand total)/i
const change =
  /同比|环比|提升(?:幅度|比例|率)|[较比][年上去前期]|增[速长幅]|[降跌涨]幅|涨跌|变[动化]|growth|change|chg|sequential|\bvs\.?\s(?:previous|prior|last)\b|\by[/-]?o[/-]?y\b|\bq[/-]?o?[/-]?q\b|\bw[/-]?o?[/-]?w\b|\bm[/-]?o?[/-]?m\b|\by\/y\b/i
const share = /占比|份额|比重|share|% of|proportion/i

const counted = /数量|[台臺张張套件个個人]数|[台臺张張套件个個人]數|\b(?:qty|quantity|count|units)\b/i

/** A table seen by its columns, or turned. */
export interface Lines {
  readonly heads: readonly string[]
  readonly labels: readonly string[]
  readonly cell: (line: number, item: number) => GridCell
  readonly place: (line: number, item: number) => readonly [row: number, column: number]
}

/** A table by its columns, or by its rows. */
export function linesOf(grid: Grid, turned: boolean): Lines {
  const rows = grid.rows.map((r) => r.text)
  const columns = grid.columns.map((c) => c.text)
  return turned
    ? { heads: rows, labels: columns, cell: (j, k) => grid.cells[j]![k]!, place: (j, k) => [j, k] }
    : { heads: columns, labels: rows, cell: (k, j) => grid.cells[j]![k]!, place: (k, j) => [j, k] }
}

/** How a cell is looked up. */
export type Cell = Lines['cell']

/** What the cell of an item should be, with how far rounding may take it, as `cell` reads the table. */
export type At = (item: number, cell: Cell) => { readonly value: number; readonly slack: number } | null

/** A way to reckon the cells of a line, with how many of them it meets. */
export interface Guess {
  readonly text: string
  readonly at: At
  readonly hits: number
  readonly misses: readonly number[]
}

/** Whether the head of a line speaks of a change. */
export function isChange(head: string): boolean {
  return change.test(head)
}

/** Whether the head of a line speaks of a share, and of no change of one. */
export function isShare(head: string): boolean {
  return !change.test(head) && share.test(head)
}

/** Whether the head of a line speaks of a total. */
export function isTotalled(head: string): boolean {
  return total.test(head) || /合计|总[计额价分]/.test(head)
}

/** What the cells of a line may follow from. */
export function guessesOf(lines: Lines, k: number, count: number): Guess[] {
  const head = lines.heads[k]!
  if (isChange(head)) return [...growthOf(lines, k, count), ...differencesOf(lines, k, count)]
  if (!isShare(head)) return combined(lines, k, count)
  // a part of another line: 其他地区收入对总收入的占比
  return [...sharesOf(lines, k, count), ...combined(lines, k, count).filter((g) => g.hits >= 3 && g.misses.length <= 2)]
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

/** Whether a cell is what `at` makes of its item; `null` where one of them is no number. */
export function isMet(k: number, item: number, at: At, cell: Cell): boolean | null {
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

/** Whether a line holds rates. */
export function isRate(lines: Lines, k: number): boolean {
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

// +9 beside 43% and 34%: by so many points, or by so many
function differencesOf(lines: Lines, k: number, count: number): Guess[] {
  const found: Guess[] = []
  const own = lines.labels.map((_, i) => lines.cell(k, i)).filter((c) => c.exact !== null)
  if (own.length < 3 || own.some((c) => /[%％]/.test(c.unitText))) return found
  for (let a = 0; a < count; a += 1)
    for (let b = 0; b < count; b += 1) {
      if (a === b || a === k || b === k || change.test(lines.heads[a]!) || change.test(lines.heads[b]!)) continue
      const made = guess(lines, k, `${lines.heads[a]} − ${lines.heads[b]}`, (i, cell) => {
        const [x, y] = [cell(a, i), cell(b, i)]
        if (x.exact === null || y.exact === null || x.unitText !== y.unitText) return null
        return { value: x.exact.value - y.exact.value, slack: x.exact.half + y.exact.half }
      })
      // small whole numbers differ by others all the time
      if (made.hits >= 3 && made.misses.length <= 1) found.push(made)
    }
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
    /\/|÷|×|倍|比|率|均|合计|小[计計]|净|差|单价|占比|毛利(?!率)|\b(?:share|subtotal|gross profit|ratio|average|price|times|multiple|blend(?:ed)?|per|(?<!-)rate(?!\s\w)|accuracy|total|net|diff(?:erence)?|gap|margin)\b/i
  if (isTotalled(lines.heads[k]!)) return sumsOf(lines, k)
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
      const x = countedOf(a, cell(a, i))
      const y = countedOf(b, cell(b, i))
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
  // 6 台 are counted, not rounded
  const countedOf = (line: number, { exact, decimals }: GridCell) =>
    exact !== null && decimals === 0 && counted.test(lines.heads[line]!) ? { ...exact, half: 0 } : exact
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
