import { type Mention, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { slipOf } from '../digits.ts'
import { isPoints, isTimes } from '../kept.ts'
import { isQuoted } from '../prose/audit.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import type { Grid } from '../table/grid.ts'
import { textBetween } from './growth.ts'
import type { Read } from './input.ts'
import { isTotal, namedIn, namesOf } from './items.ts'
import { nearTables } from './near.ts'

const reach = 4000
const any = gate(
  /times|\d\s?[x×]|倍|factor|points?|\bpp\b|百分点|\bby\b|behind|ahead|more|higher|lower|fewer|less|高出|领先|落后|[多少差]/i,
)
// what happened in time is no matter of two cells side by side, nor what is only supposed
const isOther =
  /\b(?:year|quarter|month|week|earlier|ago|since|from|previous\w*|last|prior|rose|fell|grew|increased|decreased|if|would|could|target|average|mean|total|combined|together)\b|同比|环比|去年|上[年周月季期]|此前|增长|下降|上升|若|平均|合计|共|从|由/i

type Kind = 'times' | 'apart'

/** What two cells of a line come to. */
interface Relation {
  readonly value: number
  readonly slack: number
  /** how surely the sentence speaks of these two */
  readonly isMeant: boolean
  /** whether it names both cells: 甲的 WUE 是丙的 9 倍 */
  readonly isFull: boolean
  readonly text: string
}

/**
 * Tells of a difference or multiple that a sentence gives between cells of a table that it names, with two digits exchanged:
 * H200 over H100: 1.34x the bandwidth, over a table that makes it 1.43.
 */
export function checkBetween({ desk, grids, numbered }: Read): void {
  const open = grids.filter((g) => g.rows.length >= 2 && g.rows.length <= 40 && g.columns.length <= 16)
  if (open.length === 0) return
  const moved = new Set(desk.findings.filter((f) => /^audit\/(?:row|column)-/.test(f.code)).map((f) => f.at.table))
  const near = nearTables(open, reach)
  for (const s of numbered) {
    if (s.text.length > 360 || s.mentions.length > 8 || !any(s)) continue
    const close = near(s.start).filter((n) => !moved.has(open[n]!.number))
    if (close.length === 0) continue
    let before: Kind | null = null
    for (const [n, m] of s.mentions.entries()) {
      const kind = kindOf(s, n, before)
      before = kind
      if (
        kind === null ||
        m.high !== undefined ||
        !(m.bound === 'exact' || (m.bound === 'about' && kind === 'times')) ||
        isQuoted(s, m)
      )
        continue
      if (desk.isTold(m.start, m.end)) continue
      check(
        s,
        m,
        kind,
        close.map((c) => open[c]!),
        desk,
      )
    }
  }
}

function kindOf(s: Sentence, n: number, before: Kind | null): Kind | null {
  const m = s.mentions[n]!
  if (m.form !== 'digits' && !(m.form === 'words' && isTimes(m.unitText))) return null
  const front = textBetween(s, m.numberStart - 24, m.numberStart)
  const behind = textBetween(s, m.end, m.end + 16)
  if (isTimes(m.unitText) || /\bfactor (?:is|of)\s$/i.test(front)) return 'times'
  if (isPoints(m.unitText) || /\bby\s(?:about\s)?$/i.test(front)) return 'apart'
  if (/^\s(?:points?\s)?(?:behind|ahead|more|higher|lower|fewer|less)\b/i.test(behind)) return 'apart'
  if (/(?:高出|领先|落后|多出|相差)[^，。；;\d]{0,6}$/.test(front)) return 'apart'
  // by 2.1 points on A, 5.9 on B
  const last = s.mentions[n - 1]
  const between = last === undefined ? '' : textBetween(s, last.end, m.numberStart)
  return m.unitText === '' && /^\s?(?:on|in|for|the)\s[^,;.]{2,32}(?:,|,?\sand)\s$/i.test(between) ? before : null
}

interface Named {
  readonly rows: readonly number[]
  readonly columns: readonly number[]
}

function named(text: string, grid: Grid): Named {
  const of = (lines: Grid['rows']) => [...new Set(namedIn(text, namesOf(lines.map((l) => l.text))).map((x) => x.n))]
  return { rows: of(grid.rows), columns: of(grid.columns) }
}

function check(s: Sentence, m: Mention, kind: Kind, grids: readonly Grid[], desk: AuditDesk): void {
  const text = s.text.toLowerCase()
  if (isOther.test(text)) return
  const behind = textBetween(s, m.end, m.end + 40).toLowerCase()
  // what stands right beside the number says which line is meant
  const isZh = /[\u4e00-\u9fff]/.test(text)
  const beside = isZh
    ? text
        .slice(0, m.numberStart - s.start)
        .split(/[,，;；。：:、]/)
        .at(-1)!
    : behind.split(/[,，;；。]|\band\b/)[0]!
  const all = grids.flatMap((grid) => relationsOf(text, beside, kind, grid))
  const scale = toNumber(m.scale)
  const said = toNumber(m.value) / scale
  const places = Math.max(0, (m.decimals ?? 0) + Math.round(Math.log10(scale)))
  const half = 0.5 * 10 ** -places
  const isMore = kind === 'times' && /^\s?(?:more|faster|higher|larger|greater)/.test(behind)
  const isFit = ({ value, slack }: Relation) =>
    [value, ...(isMore ? [value - 1] : [])].some((v) => Math.abs(v - said) <= slack + half * 1.02 + 1e-9)
  if (all.some(isFit)) return
  const open = all.filter((r) => r.isMeant)
  const full = open.filter((r) => r.isFull)
  const meant = closest(text, full.length > 0 ? full : open)
  const printed = said.toFixed(places)
  const slips = meant.filter((r) => isSlip(printed, r, m, places, meant.length))
  const [slip] = slips
  if (slip === undefined || new Set(slips.map((r) => r.value.toFixed(places))).size > 1) return
  const expected = slip.value.toFixed(places)
  const shown = textBetween(s, m.start, m.end)
  desk.tell(
    'audit/inconsistent',
    desk.place(m.start, m.end),
    {
      en: `\`${shown}\` disagrees with ${slip.text}, which make ${expected}`,
      zh: `\`${shown}\` 与 ${slip.text} 不符，据此应为 ${expected}`,
    },
    { confidence: 0.8, printed: shown, expected },
  )
}

// the next best is the nearest of those behind
function closest(text: string, meant: readonly Relation[]): readonly Relation[] {
  if (meant.length < 2 || !/\b(?:strongest|best|next|closest|nearest|runner)\b|最强|第二|次优/.test(text)) return meant
  return [meant.reduce((a, b) => (b.value < a.value ? b : a))]
}

// of many numbers one has the same two digits by chance
function isSlip(printed: string, { value, isFull }: Relation, m: Mention, places: number, among: number): boolean {
  // four times what is five times as much
  if (m.form === 'words') return among === 1 && Math.abs(value - Math.round(value)) < 0.02 && value < 20
  const off = Number(printed) / value
  if (isFull && among === 1 && isTimes(m.unitText) && value >= 1.2 && off < 3 && off > 1 / 3) return true
  const slip = slipOf(printed, value.toFixed(places))
  if (slip === 'digit') return among === 1 && printed.replace(/\D/g, '').length >= 2
  return slip === 'exchange' && among <= (printed.replace(/\D/g, '').length >= 3 ? 12 : 4)
}

function relationsOf(text: string, beside: string, kind: Kind, grid: Grid): readonly Relation[] {
  const { rows, columns } = named(text, grid)
  if (rows.length + columns.length === 0) return []
  const close = named(beside, grid)
  const found: Relation[] = []
  const take = (j: number, k: number, i: number, l: number, isMeant: boolean, isFull: boolean) => {
    const [a, b] = [grid.cells[j]![k]!, grid.cells[i]![l]!]
    const [x, y] = [a.exact, b.exact]
    if (x === null || y === null || a.unitText !== b.unitText) return
    const label = `\`${a.text}\` / \`${b.text}\``
    if (kind === 'apart')
      found.push({ value: Math.abs(x.value - y.value), slack: x.half + y.half, isMeant, isFull, text: label })
    else if (x.value > 0 && y.value > 0) {
      const value = x.value > y.value ? x.value / y.value : y.value / x.value
      found.push({ value, slack: value * (x.half / x.value + y.half / y.value), isMeant, isFull, text: label })
    }
  }
  const isClose = close.rows.length + close.columns.length > 0
  for (const [j, row] of grid.rows.entries())
    for (let i = j + 1; i < grid.rows.length; i += 1) {
      const count = Number(rows.includes(j)) + Number(rows.includes(i))
      if (count === 0) continue
      const areItems = !isTotal(row.text) && !isTotal(grid.rows[i]!.text)
      for (let k = 0; k < grid.columns.length; k += 1)
        take(
          j,
          k,
          i,
          k,
          areItems && (isClose ? close.columns.includes(k) : count === 2 && columns.length === 0),
          isClose && count === 2 && close.columns.includes(k),
        )
    }
  for (let k = 0; k < grid.columns.length; k += 1)
    for (let l = k + 1; l < grid.columns.length; l += 1) {
      const count = Number(columns.includes(k)) + Number(columns.includes(l))
      if (count === 0) continue
      for (let j = 0; j < grid.rows.length; j += 1)
        take(
          j,
          k,
          j,
          l,
          isClose ? close.rows.includes(j) : count === 2 && rows.length <= 1 && (rows[0] ?? j) === j,
          isClose && count === 2,
        )
    }
  return found
}
