import type { Mention } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import type { Grid, GridCell } from '../table/grid.ts'
import { textBetween } from './growth.ts'
import type { Read } from './input.ts'
import { labelOf } from './leads.ts'
import { nearTables } from './near.ts'

// a sentence speaks of tables within this many characters of it
const reach = 4001
const superlative =
  /最[高低大小多少快慢贵]|居首|垫底|\b(?:highest|lowest|largest|biggest|greatest|smallest|fastest|slowest|dearest|cheapest|steepest|best|worst)\b/i
const any = gate(superlative)
// 最高的是 X（v）; the largest gain is on X (v)
const front =
  /(?:最[高低大小多少快慢贵](?:的)?(?:[\u4e00-\u9fff]{0,6}?)?(?:是|为)|\b(?:highest|lowest|largest|biggest|greatest|smallest|fastest|slowest|steepest)\b[^.,;:()\d]{0,40}?\b(?:is|was)(?:\s(?:that\sof|in|on|at|for|seen\s(?:in|at)))?(?:\sthe)?)\s?$/i
// X（v）最高
const back = /^\s?[）)]\s?(?:为)?(?:最[高低大小多少快慢贵]|居首)/
// the smallest gain, v, is on X
const between = /^\s?(?:points?|percent|pp)?,\s(?:is|was)\s(?:that\sof|in|on|at|for)\s(?:the\s)?$/i
const aside = /^\s?[（(]\s?(?:[高低增减升降涨跌]|约|达|at\s|up\s|down\s)?\s?[+\-−]?(?:US\$|[$¥€£])?$/
// the best of some is not the best of all
const some =
  /除|之外|第二|其次|其余|其他|开源|闭源|国[产内]|同[类级]|之[一中]|\b(?:second|next|open|closed|among|except|other|apart|after|excluding|of the)\b/i
const total = /合计|总计|平均|均值|\btotal\b|\baverage\b|\bmean\b|\ball\b/i

/** What a sentence names, and the number that it gives to it. */
interface Named {
  readonly row: number
  readonly start: number
  readonly end: number
  readonly mention: Mention
  readonly isTop: boolean
}

/** A table by what its rows are called, as one of two ways to read it. */
interface Table {
  readonly grid: Grid
  readonly items: Grid['rows']
  readonly labels: readonly string[]
  readonly heads: readonly string[]
  readonly cell: (row: number, line: number) => GridCell
}

/** Tells of a name beside the highest or lowest value of a table that is another's: 最高的是 H200（92%） where the table has 92 % for H20. */
export function checkLabelled({ desk, grids, sentences }: Read): void {
  const open = grids.filter((g) => g.rows.length >= 2 && g.rows.length <= 40 && g.columns.length <= 12)
  if (open.length === 0) return
  const near = nearTables(open, reach)
  const tables: (readonly Table[])[] = []
  const tablesAt = (t: number) => {
    tables[t] ??= tablesOf(open[t]!)
    return tables[t]
  }
  for (const [n, s] of sentences.entries()) {
    if (!any(s) || s.mentions.length === 0 || s.text.length > 400) continue
    for (const t of near(s.start))
      if (tablesAt(t).some((table) => check(table, s, sentences.slice(Math.max(0, n - 2), n), desk))) break
  }
}

function tablesOf(grid: Grid): readonly Table[] {
  const [rows, columns] = [grid.rows, grid.columns].map((items) => items.map((i) => labelOf(i.text))) as [
    string[],
    string[],
  ]
  return [
    { grid, items: grid.rows, labels: rows, heads: columns, cell: (r: number, l: number) => grid.cells[r]![l]! },
    { grid, items: grid.columns, labels: columns, heads: rows, cell: (r: number, l: number) => grid.cells[l]![r]! },
  ].filter((t) => t.labels.length >= 3 && t.heads.length <= 12)
}

function check(table: Table, s: Sentence, before: readonly Sentence[], desk: AuditDesk): boolean {
  const own = namedIn(table, s)
  const tops = own.filter((n) => n.isTop)
  if (tops.length === 0) return false
  const others = [...before.flatMap((b) => namedIn(table, b)), ...own]
  let met = false
  for (const top of tops) {
    const rows = [...table.labels.keys()].filter((r) => !total.test(table.labels[r]!))
    // a name in several rows has a number in each
    if (table.labels.indexOf(table.labels[top.row]!) !== table.labels.lastIndexOf(table.labels[top.row]!)) continue
    const lines = linesOf(table, rows)
    const value = sizeOf(top.mention)
    const isAt = (line: Line, row: number) =>
      line.at(row) !== null && Math.abs(line.at(row)!.value - value) <= line.at(row)!.slack
    // its own number of some kind, which then is at the end of its line
    const held = lines.filter((l) => isAt(l, top.row))
    if (held.length > 0) {
      met = true
      const isMeant = (l: Line) =>
        (held.length === 1 && l.isPrinted && !some.test(s.text)) ||
        tops.some((o) => o !== top && o.row !== top.row && isSaid(l, o) && isEnd(l, o.row, rows))
      if (held.some((l) => isSomeEnd(l, top.row, rows)) || !held.some(isMeant)) continue
      if (desk.isTold(top.start, top.end)) continue
      const printed = textBetween(s, top.start, top.end)
      desk.tell(
        'audit/flip',
        desk.place(top.start, top.end),
        {
          en: `\`${printed}\` has the \`${textBetween(s, top.mention.start, top.mention.end)}\` of table ${table.grid.number}, which is neither the highest nor the lowest there`,
          zh: `\`${printed}\` 在表 ${table.grid.number} 中的数值 \`${textBetween(s, top.mention.start, top.mention.end)}\` 既非最高也非最低`,
        },
        { confidence: 0.78, printed },
      )
      continue
    }
    const found = lines.flatMap((line) => {
      const at = rows.filter((r) => isAt(line, r))
      const [winner] = at
      if (winner === undefined || at.length > 1 || !isEnd(line, winner, rows)) return []
      // a difference of two columns is meant where another name has its own
      const isMeant = line.isPrinted || others.some((o) => o !== top && o.row !== top.row && isSaid(line, o))
      return isMeant ? [{ winner, line }] : []
    })
    const [hit] = found
    if (hit === undefined || found.some((f) => f.winner !== hit.winner)) continue
    const label = table.labels[hit.winner]!
    if (s.text.toLowerCase().includes(label) && own.some((o) => o.row === hit.winner && sizeOf(o.mention) === value))
      continue
    if (desk.isTold(top.start, top.end)) continue
    const printed = textBetween(s, top.start, top.end)
    const right = table.items[hit.winner]!.text
    const number = textBetween(s, top.mention.start, top.mention.end)
    desk.tell(
      'audit/inconsistent',
      desk.place(top.start, top.end),
      {
        en: `\`${number}\` is not that of \`${printed}\` in table ${table.grid.number}: it is the end of the column, at ${right}`,
        zh: `表 ${table.grid.number} 中 \`${number}\` 并非 \`${printed}\` 的数值，而是 ${right} 的`,
      },
      { confidence: 0.82, printed, expected: right },
    )
    met = true
  }
  return met
}

function sizeOf(m: Mention): number {
  return Math.abs(Number(m.value.div(m.scale).toString()))
}

function isSaid(line: Line, { row, mention }: Named): boolean {
  const at = line.at(row)
  return at !== null && Math.abs(at.value - sizeOf(mention)) <= at.slack
}

/** What stands, or may be reckoned, for each row. */
interface Line {
  readonly isPrinted: boolean
  readonly at: (row: number) => { readonly value: number; readonly signed: number; readonly slack: number } | null
}

function linesOf({ heads, cell }: Table, rows: readonly number[]): readonly Line[] {
  const numbers = [...heads.keys()].filter((h) => rows.every((r) => cell(r, h).exact !== null))
  const printed = numbers.map((h) => ({
    isPrinted: true,
    at: (r: number) => ({ value: Math.abs(cell(r, h).exact!.value), signed: cell(r, h).exact!.value, slack: 1e-9 }),
  }))
  const made = numbers.flatMap((a) =>
    numbers.flatMap((b) => {
      if (a === b || rows.some((r) => cell(r, a).unitText !== cell(r, b).unitText)) return []
      const gap = (r: number) => {
        const [x, y] = [cell(r, a).exact!, cell(r, b).exact!]
        return { value: Math.abs(y.value - x.value), signed: y.value - x.value, slack: 1e-6 }
      }
      const growth = (r: number) => {
        const [x, y] = [cell(r, a).exact!, cell(r, b).exact!]
        const change = x.value > 0 ? (y.value / x.value - 1) * 100 : Number.NaN
        return { value: Math.abs(change), signed: change, slack: 0.051 }
      }
      return [...(a < b ? [{ isPrinted: false, at: gap }] : []), { isPrinted: false, at: growth }]
    }),
  )
  return [...printed, ...made]
}

function isEnd(line: Line, winner: number, rows: readonly number[]): boolean {
  const own = line.at(winner)!.signed
  const all = rows.map((r) => line.at(r)!.signed)
  return all.every((x) => x <= own) || all.every((x) => x >= own)
}

// the smallest gain is the end of those that gain, the smallest change that of the sizes
function isSomeEnd(line: Line, row: number, rows: readonly number[]): boolean {
  const sign = Math.sign(line.at(row)!.signed)
  const size = line.at(row)!.value
  const sizes = rows.map((r) => line.at(r)!.value)
  return (
    isEnd(line, row, rows) ||
    sizes.every((x) => x >= size) ||
    isEnd(
      line,
      row,
      rows.filter((r) => Math.sign(line.at(r)!.signed) === sign),
    )
  )
}

// X（v）, and whether it is called the highest or lowest
function namedIn({ labels }: Table, s: Sentence): readonly Named[] {
  const lower = s.text.toLowerCase()
  const found: Named[] = []
  for (const mention of s.mentions) {
    // 粤语（9.8→6.7，31.6%）: the change is meant
    if (/^\s?(?:[→至到]|to\b|->)/.test(s.text.slice(mention.end - s.start))) continue
    if (mention.form !== 'digits' || mention.high !== undefined || mention.bound !== 'exact') continue
    const at = mention.numberStart - s.start
    const open = Math.max(lower.lastIndexOf('（', at), lower.lastIndexOf('(', at))
    const label =
      open !== -1 && at - open <= 10 && aside.test(s.text.slice(open, at)) ? longestAt(labels, lower, open) : null
    if (label !== null) {
      const start = s.start + label.from
      const isTop =
        front.test(s.text.slice(Math.max(0, label.from - 80), label.from)) ||
        back.test(s.text.slice(mention.end - s.start))
      found.push({ row: label.row, start, end: start + label.length, mention, isTop })
      continue
    }
    const link = between.exec(
      s.text.slice(mention.end - s.start).replace(/(?<=\s(?:in|on|at|for|of)\s)(?!the\s).*|(?<=\sthe\s).*/s, ''),
    )
    if (
      link === null ||
      !/\b(?:highest|lowest|largest|biggest|greatest|smallest)\s[a-z\s]{2,30},\s[^,]{0,4}$/i.test(s.text.slice(0, at))
    )
      continue
    const from = mention.end - s.start + link[0].length
    const row = longestFrom(labels, lower, from)
    if (row !== null)
      found.push({ row, start: s.start + from, end: s.start + from + labels[row]!.length, mention, isTop: true })
  }
  return found
}

// the longest label that ends right before `end`
function longestAt(labels: readonly string[], text: string, end: number) {
  const bare = text.slice(0, end).trimEnd()
  let best: { readonly row: number; readonly from: number; readonly length: number } | null = null
  for (const [row, label] of labels.entries()) {
    if (label.length < 2 || !bare.endsWith(label) || label.length <= (best?.length ?? 0)) continue
    const from = bare.length - label.length
    if (/[a-z\d]/.test(label[0]!) && /[a-z\d-]/.test(text[from - 1] ?? '')) continue
    best = { row, from, length: label.length }
  }
  return best
}

function longestFrom(labels: readonly string[], text: string, from: number): number | null {
  let best: number | null = null
  for (const [row, label] of labels.entries())
    if (
      label.length >= 2 &&
      text.startsWith(label, from) &&
      !/[a-z\d]/.test(text[from + label.length] ?? '') &&
      label.length > (best === null ? 0 : labels[best]!.length)
    )
      best = row
  return best
}
