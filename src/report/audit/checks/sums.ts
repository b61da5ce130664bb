import { type Decimal, plain, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { slipOf } from '../digits.ts'
import { spanIn } from '../prose/timed.ts'
import { scaledAs } from '../table/content.ts'
import type { Grid, GridCell } from '../table/grid.ts'

const total =
  /^\s*(?:总计|合计|总和|小计|总数|全部|total|sum|subtotal|grand total|overall total|all(?=\s*[（(]))\s*(?:[（(:：].*)?$/i
const ratio =
  /率|利用小时|单位投资|增速|同比|环比|增幅|涨幅|变动|均价|单价|股价|倍|每股|\bP\/?E\b|\bEPS\b|growth|\brate|change|margin|price|yield|ratio|\bper\b|yoy|%/i
const mean = /均|平均|average|mean/i

// what is paid of each is no share of a whole
const ratesOf = /补贴|补助|抵扣|减免|贴息|折扣|分成|返还|奖励|首付|提成|subsid|discount|rebate|deduct/i

/** Tells of totals of a table that differ from the sum of their parts, and of shares that do not make a whole. */
export function checkSums(grid: Grid, desk: AuditDesk): void {
  for (const { at, isRow, parts } of totalsOf(grid))
    for (let n = 0; n < (isRow ? grid.columns : grid.rows).length; n += 1) {
      const place = isRow ? ([at, n] as const) : ([n, at] as const)
      const cells = parts.map((p) => (isRow ? grid.cells[p]![n]! : grid.cells[n]![p]!))
      checkTotal(
        grid,
        cells,
        grid.cells[place[0]]![place[1]]!,
        (isRow ? grid.columns : grid.rows)[n]!.text,
        place,
        desk,
      )
    }
  for (let k = 0; k < grid.columns.length; k += 1) {
    const item = grid.columns[k]!
    if (/占比|份额|比例|构成|share|proportion/i.test(item.text) && !ratesOf.test(item.text)) checkShares(grid, k, desk)
  }
}

/** The totals of a table: which rows or columns each adds up, and which row or column it stands in. */
export function totalsOf(
  grid: Grid,
): readonly { readonly at: number; readonly isRow: boolean; readonly parts: readonly number[] }[] {
  // 合计（市场口径）, 合计（仅 …）: each is of some of the rows
  const isOfSome = (text: string) =>
    /[（(][^（）()]*(?:口径|基准|仅|不含|basis|based|method|only|excluding|excl\.)[^（）()]*[）)]/i.test(text)
  const rows = grid.rows.flatMap((item, j) =>
    total.test(item.text) && !isOfSome(item.text) ? [{ at: j, isRow: true, parts: partRows(grid, j) }] : [],
  )
  const last = grid.columns.length - 1
  const across = last > 0 && total.test(grid.columns[last]!.text)
  return across ? [...rows, { at: last, isRow: false, parts: [...Array(last).keys()] }] : rows
}

function unitIn(label: string): string {
  return /[（(]([^（）()]{1,8})[)）]\s*$/.exec(label)?.[1] ?? ''
}

// the rows above a total, up to the total before it
function partRows(grid: Grid, j: number): readonly number[] {
  const rows: number[] = []
  for (let i = j - 1; i >= 0 && !total.test(grid.rows[i]!.text); i -= 1) {
    // 前五名合计: a total of some of the parts stands among them
    if (/^\s*其中|of which|(?:合计|小计)\s*$|sub-?total/i.test(grid.rows[i]!.text)) return []
    rows.unshift(i)
  }
  // 合计（万亿） under 日活（亿）, 任务数 and 词元（万亿）: it is of those in its own unit
  const unit = unitIn(grid.rows[j]!.text)
  if (unit !== '' && rows.some((i) => unitIn(grid.rows[i]!.text) !== unit))
    return rows.filter((i) => unitIn(grid.rows[i]!.text) === unit)
  // a total may stand first
  if (rows.length === 0)
    for (let i = j + 1; i < grid.rows.length && !total.test(grid.rows[i]!.text); i += 1) rows.push(i)
  return rows
}

const counts =
  /^(?!.*(?:[万亿千百]|万|thousand|million|billion|\bk\b|\bm\b|bn|'000|平均|均|率|%|％)).*(?:笔数|件数|家数|人数|台数|个数|项数|次数|席位|number of|\bdeals\b|\bheadcount\b|\bseats\b)/i

/** By how much parts that a table adds up exceed the total, with what rounding may do; `null` where nothing is added up. */
export function excessOf(
  cells: readonly GridCell[],
  cell: GridCell,
  label: string,
): { readonly excess: number; readonly slack: number; readonly sum: Decimal } | null {
  const numbers = cells.filter((c) => c.kind === 'number')
  if (
    numbers.length < 2 ||
    cells.some((c) => c.kind === 'text' || c.kind === 'dash') ||
    cell.kind !== 'number' ||
    cell.amount === null
  )
    return null
  if (
    mean.test(label) ||
    numbers.some((c) => c.unitText !== cell.unitText || c.amount?.bound !== 'exact') ||
    cell.amount.bound !== 'exact'
  )
    return null
  // columns of rates, prices and multiples have no sum; percent add up only where they are shares
  const isShare = /占比|份额|比重|构成|\bshare|proportion|% of/i.test(label)
  if (ratio.test(label) && !isShare) return null
  if ([...numbers, cell].every((c) => c.unitText === '%') && !isShare) return null
  const sum = numbers.reduce(
    (s, c) => s.plus(c.amount!.value),
    numbers[0]!.amount!.value.minus(numbers[0]!.amount!.value),
  )
  // 12 笔 and 4 笔 are counted, not rounded
  const isCounted = counts.test(label) && [...numbers, cell].every((c) => c.decimals === 0 && c.number < 10_000)
  const slack = isCounted ? 0 : [...numbers, cell].reduce((s, c) => s + 0.5 * 10 ** -c.decimals, 0)
  return { excess: toNumber(sum.minus(cell.amount.value)), slack, sum }
}

function checkTotal(
  grid: Grid,
  cells: readonly GridCell[],
  cell: GridCell,
  label: string,
  [j, k]: readonly [number, number],
  desk: AuditDesk,
): void {
  const numbers = cells.filter((c) => c.kind === 'number')
  if (numbers.some((c) => desk.isTold(c.start, c.end))) return
  const made = excessOf(cells, cell, label)
  if (made === null || Math.abs(made.excess) <= made.slack + 1e-9) return
  // 163*: what is marked is explained below
  if (/[*＊†‡※]|[①-⑳]/.test(cell.text)) return
  const { sum } = made
  // in a text without lines a total may have slid into the column beside its own
  if (isSlid(grid, j, k, cell)) return
  // parts that make less than half or more than twice of it are no parts of it
  const times = toNumber(sum) / (cell.number || 1)
  if (!(times > 0.5 && times < 2)) return
  const right = scaledAs(cell, toNumber(sum), cell.decimals) ?? plain(sum)
  if (
    Math.abs(made.excess) > far * Math.abs(cell.number) &&
    ![cell, ...numbers].some((c) => isSlip(c, cell, made.excess))
  )
    return
  desk.tell(
    'audit/sum',
    desk.place(cell.start, cell.end, { table: grid.number, row: grid.rowAt[j]!, cell: grid.columnAt[k]! }),
    {
      en: `\`${cell.text}\` disagrees with its ${numbers.length} parts, which add up to ${right}`,
      zh: `\`${cell.text}\` 与 ${numbers.length} 个分项之和 ${right} 不符`,
    },
    {
      confidence: 0.9,
      printed: cell.text,
      expected: right,
      repair: {
        message: { en: `write \`${right}\`, or mend a part`, zh: `请写 \`${right}\`，或改正分项` },
        edits: [{ start: cell.start, end: cell.end, text: right }],
      },
    },
  )
}

// further off than this a total is of other rows, unless one number of them is a slip of the hand away
const far = 0.12

function isSlip(c: GridCell, cell: GridCell, excess: number): boolean {
  const right = c === cell ? c.number + excess : c.number - excess
  return (
    right > 0 && slipOf(c.digits, scaledAs(c, right, c.decimals) ?? right.toFixed(Math.max(0, c.decimals))) !== 'other'
  )
}

function isSlid(grid: Grid, j: number, k: number, cell: GridCell): boolean {
  return [k - 1, k + 1].some((c) => {
    if (grid.columns[c] === undefined) return false
    const own = partRows(grid, j)
      .flatMap((i) => grid.cells[i]![c]!)
      .filter((x) => x.kind === 'number')
    return (
      own.length > 1 &&
      Math.abs(own.reduce((s, x) => s + x.number, 0) - cell.number) < 1e-9 * Math.abs(cell.number) + 1e-9
    )
  })
}

// 20.0 % is 160 of the 800 of its own row
function areOfRows(grid: Grid, k: number): boolean {
  if (grid.columns.length > 24 || grid.rows.length > 400) return false
  const rows = grid.rows.flatMap((item, j) => (total.test(item.text) ? [] : [j]))
  return grid.columns.some((_, a) =>
    grid.columns.some(
      (_, b) =>
        a !== b &&
        a !== k &&
        b !== k &&
        rows.every((j) => {
          const [own, x, y] = [k, a, b].map((c) => grid.cells[j]![c]!) as [GridCell, GridCell, GridCell]
          return (
            x.number > 0 &&
            y.number > x.number &&
            Math.abs((x.number / y.number) * 100 - own.number) <= 0.6 * 10 ** -own.decimals
          )
        }),
    ),
  )
}

const rest = /^\s*(?:其他|其它|其余|剩余|总计|合计|others?|rest|remaining|total|all)/i
const whole =
  /构成|结构|占比分布|分布|拆分|市场份额|市占率|breakdown|composition|\bsplit|distribution|\bmix\b|market share/i
const several = /多选|可选多项|不限选|any\b|multiple|all that apply/i

function checkShares(grid: Grid, k: number, desk: AuditDesk): void {
  const rows = grid.rows.flatMap((item, j) => (total.test(item.text) ? [] : [grid.cells[j]![k]!]))
  const numbers = rows.filter((c) => c.kind === 'number')
  if (numbers.length < 3 || numbers.length < rows.length || numbers.some((c) => c.amount?.bound !== 'exact')) return
  const isPercent = numbers.every((c) => c.unitText === '%') || /%|％/.test(grid.columns[k]!.text)
  if (!isPercent || numbers.some((c) => c.number < 0)) return
  const sum = numbers.reduce((s, c) => s + c.number, 0)
  const slack = numbers.reduce((s, c) => s + 0.5 * 10 ** -c.decimals, 0)
  if (Math.abs(sum - 100) <= slack + 1e-9 || sum < 80 || sum > 125 || areOfRows(grid, k)) return
  // shares of one whole say so, by a rest or by their name; answers to a question may be several
  const hasRest = grid.rows.some((r) => rest.test(r.text))
  const named = `${grid.caption} ${grid.columns[k]!.text}`
  if (!hasRest && !whole.test(named)) return
  // the largest of a market, the years of one firm
  if (!hasRest && sum < 100 && /市场份额|市占率|market share/i.test(named)) return
  if (grid.rows.every((r) => spanIn(r.text).span !== null)) return
  if (several.test(`${grid.caption} ${grid.columns[k]!.text} ${grid.table.rows[0]?.map((c) => c.text).join(' ')}`))
    return
  // the one share that does not follow has been told of
  if (numbers.some((c) => desk.isTold(c.start, c.end))) return
  const first = numbers[0]!
  const last = numbers.at(-1)!
  desk.tell(
    'audit/sum',
    desk.place(first.start, last.end, { table: grid.number, cell: grid.columnAt[k]! }),
    {
      en: `the shares of \`${grid.columns[k]!.text}\` add up to ${round(sum)} %, not to 100 %`,
      zh: `\`${grid.columns[k]!.text}\` 各项之和为 ${round(sum)}%，而非 100%`,
    },
    { confidence: sum > 100 ? 0.9 : 0.75, printed: `${round(sum)}%`, expected: '100%' },
  )
}

function round(value: number): string {
  return String(Math.round(value * 1000) / 1000)
}
