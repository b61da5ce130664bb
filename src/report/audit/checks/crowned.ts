import type { Mention } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import type { GridCell } from '../table/grid.ts'
import type { Read } from './input.ts'
import { type Items, isBorneOut, isTotal, itemsOf, type Named, namedIn } from './items.ts'
import { bareLabel, nearTables } from './near.ts'

const reach = 4000
const anyCrown = gate(
  /highest|largest|biggest|greatest|most|fastest|strongest|widest|longest|steepest|sharpest|lowest|smallest|least|fewest|slowest|cheapest|weakest|shortest|narrowest|最/i,
)
const high = 'highest|largest|biggest|greatest|most|fastest|strongest|widest|longest|steepest|sharpest'
const low = 'lowest|smallest|least|fewest|slowest|cheapest|weakest|shortest|narrowest'
const crownEn = new RegExp(
  `\\b(?:(${high})|(${low}))\\b(?!\\s(?:of (?:its|the|their)|likely|recent|notabl|important))`,
  'gi',
)
const crownZh = /(?<![之第])最(?:([高大多快强长])|([低小少慢弱短]))(?![近新终初佳优])/g
// a choice among some of them, a place that is not the first, and what turns the sense
const isPartial =
  /\b(?:among|except|excluding|besides|apart from|other|second|third|one of|not|n't|never|if|would|could|may|might|should|expect\w*|since|ever|record|historic\w*|so far|at (?:most|least)|previous\w*)\b|之一|其中|除|以外|之外|未|不是|若|将|预计|曾|历史|以来|次[高低]|其次|第二/i
// the best of others is what somebody is held against
const against = /behind|below|above|than|trail|short of|within|versus|against|低于|高于|落后|不及|距|仅次|差|超过/i
interface Crown {
  readonly at: number
  readonly end: number
  readonly isLow: boolean
}

/**
 * Tells of an item of a table that a sentence calls the first of them, beside the number of another, or by the name of a column
 * that another leads: Northlight made the largest upward revision, $3.4bn, over a table in which Veldt did.
 */
export function checkCrowned({ desk, grids, sentences }: Read): void {
  const open = grids.filter((g) => g.rows.length >= 2 && g.rows.length <= 60 && g.columns.length <= 20)
  if (open.length === 0) return
  const near = nearTables(open, reach)
  const read: (readonly Items[])[] = []
  for (const s of sentences) {
    if (s.text.length > 360 || !anyCrown(s)) continue
    const crowns = crownsIn(s.text)
    if (crowns.length === 0) continue
    const close = near(s.start).map((n) => {
      read[n] ??= itemsOf(open[n]!)
      return read[n]
    })
    const all = close.flat()
    for (const own of close) if (own.some((items) => checkSentence(s, crowns, items, all, desk))) break
  }
}

function crownsIn(text: string): readonly Crown[] {
  const found: Crown[] = []
  for (const pattern of [crownEn, crownZh])
    for (const m of text.matchAll(pattern))
      found.push({ at: m.index, end: m.index + m[0].length, isLow: m[2] !== undefined })
  return found.sort((a, b) => a.at - b.at)
}

// true where the sentence speaks of this table
function checkSentence(
  s: Sentence,
  crowns: readonly Crown[],
  items: Items,
  all: readonly Items[],
  desk: AuditDesk,
): boolean {
  const text = s.text.toLowerCase()
  const named = namedIn(text, items.names)
  if (named.length === 0) return false
  let isOf = false
  for (const [k, crown] of crowns.entries()) {
    const from = Math.max(crowns[k - 1]?.end ?? 0, clauseFrom(text, crown.at))
    const to = Math.min(crowns[k + 1]?.at ?? text.length, stopBehind(text, crown.end))
    const own = subjectOf(text, named, crown, from, to)
    if (own === undefined || desk.isTold(s.start + crown.at, s.start + crown.end)) continue
    const number = numberOf(s, crown, Math.max(crown.end, own.end), named, to)
    if (number !== null && checkNumber(s, crown, own, number, items, all, desk)) isOf = true
    else if (number === null && checkHead(s, text, crown, own, from, to, items, desk)) isOf = true
    if (!crown.isLow && checkSecond(s, text, crown, own, named, to, items, desk)) isOf = true
  }
  return isOf
}

const stops = /[;；。:：!?！？]/

function clauseFrom(text: string, at: number): number {
  for (let i = at - 1; i > 0; i -= 1) if (stops.test(text[i]!)) return i + 1
  return 0
}

function stopBehind(text: string, at: number): number {
  const found = text.slice(at).search(stops)
  return found === -1 ? text.length : at + found
}

// who is crowned: the last one named before the word, or the one right behind it, slowest in X, 最快的是 X
function subjectOf(text: string, named: readonly Named[], crown: Crown, from: number, to: number): Named | undefined {
  const behind = named.find((x) => x.at >= crown.end && x.at < to)
  if (
    behind !== undefined &&
    /^(?:的(?:是|为)?|\s(?:in|at|for|is|was)\s(?:the\s)?|\sby\s)$/.test(text.slice(crown.end, behind.at))
  )
    return behind
  const before = named.filter((x) => x.end <= crown.at && x.at >= from)
  const own = before.at(-1)
  // two of them share what is said
  if (own === undefined || /(?:\band|和|与|、|及|&|\bor|,)\s?(?:the\s)?$/.test(text.slice(from, own.at)))
    return undefined
  const between = text.slice(own.end, crown.at)
  return /['’]s\s|,.*,|，.*，|(?:\bon|\bin|\bfor|\bof)\s?$|\bwhere\b|\bwhile\b|\bwhereas\b|\bbut\b|而|但|中，/.test(
    between,
  )
    ? undefined
    : own
}

// the number that is said of who is crowned, before anybody else is named
function numberOf(s: Sentence, crown: Crown, from: number, named: readonly Named[], to: number): Mention | null {
  const found = s.mentions.find((m) => m.numberStart - s.start >= from)
  if (found === undefined || found.numberStart - s.start >= to || found.numberStart - s.start - crown.end > 70)
    return null
  const between = named.some((x) => x.at >= from && x.end <= found.numberStart - s.start)
  return between || found.high !== undefined || found.form !== 'digits' || found.bound !== 'exact' ? null : found
}

const figures = (text: string) => text.replace(/\D/g, '').replace(/^0+/, '').length

function printedOf(s: Sentence, m: Mention): string {
  return s.text.slice(m.numberStart - s.start, m.numberEnd - s.start)
}

// the number is that of another, who is the first by it
function checkNumber(
  s: Sentence,
  crown: Crown,
  own: Named,
  m: Mention,
  items: Items,
  all: readonly Items[],
  desk: AuditDesk,
): boolean {
  const printed = printedOf(s, m)
  const digits = /\d[\d,]*(?:\.\d+)?/.exec(printed)?.[0] ?? ''
  if (figures(digits) < 2 || desk.isTold(m.start, m.end)) return false
  const value = Number(digits.replace(/,/g, ''))
  const hits: { readonly i: number; readonly l: number; readonly cell: GridCell }[] = []
  for (let i = 0; i < items.labels.length; i += 1)
    for (let l = 0; l < items.heads.length; l += 1) {
      const cell = items.cell(i, l)
      if (cell.kind === 'number' && Math.abs(cell.number) === value) hits.push({ i, l, cell })
    }
  const [hit] = hits
  if (hit === undefined) return false
  if (hits.some((h) => h.i === own.n)) return true
  if (hits.length > 1 || isTotal(items.labels[hit.i]!) || against.test(s.text) || isOnlyHint(digits, hit.cell))
    return false
  // another table has it beside who is crowned
  if (isBorneOut(all, s.text.slice(own.at, own.end), value)) return true
  // numbers of who is crowned must be there to differ
  const beside = items.cell(own.n, hit.l)
  if (beside.kind !== 'number' || beside.unitText !== hit.cell.unitText || !isFirst(items, hit.l, hit.i, Math.abs))
    return false
  tell(s, crown, own, `\`${printed}\``, hit.i, items, desk, m.end)
  return true
}

// two figures meet by chance
function isOnlyHint(digits: string, cell: GridCell): boolean {
  return figures(digits) < 3 && !digits.includes('.') && cell.unitText === ''
}

// whether no other of the line is beyond it, upwards or downwards
function isFirst(items: Items, line: number, item: number, of: (x: number) => number): boolean {
  const value = of(items.cell(item, line).number)
  const others = items.labels.flatMap((label, i) => {
    const c = items.cell(i, line)
    return i === item || isTotal(label) || c.kind !== 'number' ? [] : [of(c.number)]
  })
  return others.length > 0 && (others.every((o) => o < value) || others.every((o) => o > value))
}

const followed = /^[^;；。]{0,60}?(?:,?\s(?:closely\s)?followed by\s(?:the\s)?|[，,]其次(?:是|为))$/

// the largest, followed by A: who comes second in every line that the first leads
function checkSecond(
  s: Sentence,
  text: string,
  crown: Crown,
  own: Named,
  named: readonly Named[],
  to: number,
  items: Items,
  desk: AuditDesk,
): boolean {
  const next = named.find((x) => x.at >= Math.max(crown.end, own.end))
  if (next === undefined || next.at > to || !followed.test(text.slice(crown.end, next.at))) return false
  if (isPartial.test(text) || desk.isTold(s.start + next.at, s.start + next.end)) return false
  const seconds = items.heads.flatMap((head, l) => {
    const cells = items.labels.flatMap((label, i) => (isTotal(label) ? [] : [{ i, cell: items.cell(i, l) }]))
    if (/rank|排名|名次|^#$/i.test(head) || cells.length < 3 || cells.some(({ cell }) => cell.exact === null)) return []
    const [a, b, c] = [...cells].sort((x, y) => y.cell.number - x.cell.number)
    if (a!.i !== own.n || a!.cell.number === b!.cell.number || b!.cell.number === c!.cell.number) return []
    return [{ i: b!.i, head }]
  })
  const [second] = seconds
  if (second === undefined || new Set(seconds.map((x) => x.i)).size > 1) return false
  if (second.i === next.n) return true
  const [name, right] = [s.text.slice(next.at, next.end), items.labels[second.i]!]
  desk.tell(
    'audit/inconsistent',
    desk.place(s.start + next.at, s.start + next.end),
    {
      en: `by ${second.head} of table ${items.grid.number} the one that follows is ${right}, not \`${name}\``,
      zh: `按表 ${items.grid.number} 的 ${second.head}，其次的是 ${right}，不是 \`${name}\``,
    },
    { confidence: 0.8, printed: name, expected: right },
  )
  return true
}

const growing = /growth|growing|speed|throughput|tokens?\b|bandwidth|rise|increase|增[速长幅]|涨幅|速度|吞吐/i
const falling = /下降|降幅|跌|减|亏|declin|drop|fall|loss|decreas|cut/i

// without a number: the column that the words name is led by another
function checkHead(
  s: Sentence,
  text: string,
  crown: Crown,
  own: Named,
  from: number,
  to: number,
  items: Items,
  desk: AuditDesk,
): boolean {
  const clause = text.slice(from, to)
  if (isPartial.test(clause) || falling.test(clause) || against.test(clause)) return false
  const word = text.slice(crown.at, crown.end)
  const line = lineOf(text, crown, own, from, items)
  if (line === null) return false
  const head = items.heads[line]!
  if (/fast|slow|strong|weak|steep|sharp|快|慢|强|弱/.test(word) && !growing.test(head)) return false
  if (/rank|排名|名次|^#$/i.test(head) || falling.test(head)) return false
  const rows = items.labels.flatMap((label, i) => (isTotal(label) ? [] : [{ i, cell: items.cell(i, line) }]))
  if (rows.length < 3 || rows.some(({ cell }) => cell.kind !== 'number' || cell.amount?.bound !== 'exact')) return false
  if (new Set(rows.map(({ cell }) => cell.unitText)).size > 1) return false
  const sign = crown.isLow ? -1 : 1
  const best = rows.reduce((a, b) => (sign * b.cell.number > sign * a.cell.number ? b : a))
  const mine = items.cell(own.n, line)
  if (mine.kind !== 'number' || mine.number === best.cell.number) return true
  tell(s, crown, own, head, best.i, items, desk)
  return true
}

// the line whose head the words beside the crown are: the most memory, 显存最大, growth was slowest
function lineOf(text: string, crown: Crown, own: Named, from: number, items: Items): number | null {
  const behind = text
    .slice(crown.end, crown.end + 40)
    .replace(/^的/, '')
    .trimStart()
  const front = text
    .slice(Math.max(from, own.end <= crown.at ? own.end : 0), crown.at)
    .replace(/\s(?:is|was|are|were)\s(?:the\s)?$/, '')
    .trimEnd()
  const fits = items.heads.flatMap((h, n) => {
    const head = bareLabel(h)
    if (head.length < 2 || !/\p{L}{2}/u.test(head)) return []
    const isBehind = behind.startsWith(head) && !/^[a-z]/.test(behind.slice(head.length).replace(/^s/, ''))
    return isBehind || (front.endsWith(head) && !/[a-z]$/.test(front.slice(0, -head.length))) ? [{ n, head }] : []
  })
  const longest = Math.max(...fits.map((f) => f.head.length))
  const best = fits.filter((f) => f.head.length === longest)
  return best.length === 1 ? best[0]!.n : null
}

function tell(
  s: Sentence,
  crown: Crown,
  own: Named,
  of: string,
  winner: number,
  items: Items,
  desk: AuditDesk,
  to = 0,
): void {
  const [at, end] = [s.start + crown.at, Math.max(s.start + crown.end, to)]
  const [name, right] = [s.text.slice(own.at, own.end), items.labels[winner]!]
  const word = s.text.slice(crown.at, crown.end)
  desk.tell(
    'audit/inconsistent',
    desk.place(at, end),
    {
      en: `by ${of} of table ${items.grid.number} the one that \`${word}\` is said of is ${right}, not \`${name}\``,
      zh: `按表 ${items.grid.number} 的 ${of}，“${word}”的是 ${right}，不是 \`${name}\``,
    },
    { confidence: 0.8, printed: s.text.slice(at - s.start, end - s.start), expected: right },
  )
}
