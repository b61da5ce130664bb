import { amountInterval, type Mention, overlaps, toNumber } from '../../../base/index.ts'
import { differing } from '../conditions.ts'
import type { OwnNumber } from '../desk.ts'
import { slipOf } from '../digits.ts'
import { isQuoted, type Linked } from '../prose/audit.ts'
import { basisOf, isLeft, isNoLevel, isOfOther } from '../prose/basis.ts'
import { spanIn } from '../prose/timed.ts'
import { agreesWith } from '../table/agree.ts'
import type { Grid, GridCell } from '../table/grid.ts'
import type { Read } from './input.ts'
import { createPairs, type Pairs, pairOf } from './pairs.ts'

/** Tells of places that state the same thing with numbers that cannot both hold. */
export function checkInconsistent(read: Read): void {
  const { desk } = read
  const groups = new Map<string, OwnNumber[]>()
  for (const own of desk.own) {
    const group = groups.get(own.key)
    if (group === undefined) groups.set(own.key, [own])
    else group.push(own)
  }
  const told = toldBy(read)
  for (const list of groups.values()) if (list.length > 1 && list.length < 200) tellFirst(list, told, read)
  checkAgainstTables(read)
}

// whether some finding covers the place of a number: a mark on each character, since findings may be many
function toldBy({ desk }: Read): (own: OwnNumber) => boolean {
  const starts = desk.findings.map((f) => f.at.start)
  const base = starts.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  const end = desk.findings.reduce((most, f) => Math.max(most, f.at.end), 0)
  if (end <= base) return () => false
  const marks = new Uint8Array(end - base + 1)
  for (const { at } of desk.findings) marks.fill(1, at.start - base, at.end - base)
  return ({ at }) => marks[at.start - base] === 1 && marks[Math.max(at.start, at.end - 1) - base] === 1
}

const gains =
  /(?:\b(?:gain|gains|gained|adds|added|improves|improved|rises|rose|loses|lost|falls|fell) (?:by )?\+?[\d.]+ (?:percentage )?points?|(?:提高|提升|上升|下降|高出|高|低|增加|领先|落后)了?\s?[\d.]+\s?个?(?:百分点|分))[^.;。；]{0,40}$/i

function isGained({ at, sentence, text }: OwnNumber, { input }: Read['desk']): boolean {
  // HumanEval (+4.3)
  if (/^[+]/.test(text)) return true
  return sentence !== undefined && gains.test(input.extract.text.slice(Math.max(sentence, at.start - 100), at.start))
}

function tellFirst(all: readonly OwnNumber[], told: (own: OwnNumber) => boolean, { desk }: Read): void {
  // what the fact base has already told of, or bears out both times, is no contradiction of the document
  if (all.every(isBorne)) return
  const list = all.filter((own) => own.sure >= 0.9 && !told(own))
  for (let n = 0; n < list.length; n += 1) {
    const a = list[n]!
    for (let i = n + 1; i < list.length; i += 1) {
      const b = list[i]!
      if (isBorne(a) && isBorne(b)) continue
      // 671B, as its source has it: what disagrees with it elsewhere is of another thing
      if (b.verdict === 'match' && a.verdict !== 'match') continue
      if (
        differing(a.scope, b.scope).length > 0 ||
        a.unit !== b.unit ||
        overlaps(amountInterval(a.amount), amountInterval(b.amount))
      )
        continue
      if (a.at.table !== undefined && b.at.table !== undefined) continue
      // 37B, and 37 under a head that says B
      const power = Math.log10(toNumber(a.amount.value.div(b.amount.value.eq(0) ? '1' : b.amount.value)))
      if ((a.at.table === undefined) !== (b.at.table === undefined) && Math.abs(power - Math.round(power)) < 1e-9)
        continue
      // it gains 10.0 points there and 9.0 on AIME: how far, and no level
      if ([a, b].some((o) => isGained(o, desk))) continue
      // 在两张原表里分别写作 34.2 和 32.9: the sentence has both
      if (
        all.some(
          (o) => o !== b && o.sentence === b.sentence && overlaps(amountInterval(o.amount), amountInterval(a.amount)),
        )
      )
        continue
      // two numbers of one sentence are of two things: a whole and its part, before and after
      if (a.sentence === b.sentence && a.sentence !== undefined) continue
      desk.tell(
        'audit/inconsistent',
        b.at,
        {
          en: `\`${b.text}\` disagrees with \`${a.text}\` on line ${a.at.line}`,
          zh: `\`${b.text}\` 与第 ${a.at.line} 行的 \`${a.text}\` 不一致`,
        },
        { confidence: 0.78, printed: b.text, expected: a.text },
      )
      return
    }
  }
}

function isBorne({ verdict }: OwnNumber): boolean {
  return verdict === 'match' || verdict === 'consistent' || verdict === 'weak'
}

/** The words on a row or a column, in small letters, with its place. */
export interface Label {
  readonly text: string
  readonly at: number
  /** the letters that it begins with */
  readonly pair: number
}

interface LabelIndex {
  readonly grid: Grid
  readonly rows: readonly Label[]
  readonly columns: readonly Label[]
}

// a sentence speaks of tables within this many characters of it
const reach = 30_000
const mostNear = 24

// a sentence that names a row and a column of a table speaks of their cell
function checkAgainstTables({ desk, grids, links }: Read): void {
  // a table whose lines are told of as misplaced is no witness against the words on it
  const moved = new Set(desk.findings.filter((f) => /^audit\/(?:row|column)-/.test(f.code)).map((f) => f.at.table))
  const indexes = grids.filter((g) => !moved.has(g.number) && g.rows.length * g.columns.length < 5000).map(indexOf)
  if (indexes.length === 0) return
  const pairs = createPairs()
  let first = 0
  for (const linked of links) {
    const { sentence, index, link } = linked
    const mention = sentence.mentions[index]!
    while (first < indexes.length && indexes[first]!.grid.table.end < mention.start - reach) first += 1
    if (mention.form !== 'digits' || mention.bound !== 'exact' || mention.high !== undefined) continue
    if (link.measure !== null && link.known.length > 0) continue
    const from = sentence.mentions[index - 1]?.end ?? sentence.start
    const whole = sentence.text.slice(from - sentence.start, mention.numberStart - sentence.start).toLowerCase()
    const front = index > 0 ? ownWords(whole) : whole
    if (front.length < 2 || first === indexes.length || isQuoted(sentence, mention)) continue
    pairs.note(front)
    for (let n = first; n < indexes.length && n < first + mostNear; n += 1) {
      if (indexes[n]!.grid.table.start > mention.end + reach) break
      if (checkCell(linked, front, pairs, indexes[n]!, desk)) break
    }
  }
}

/** The words in front of a number without those on the one before it: 0.783 million last week, Charlie 0.741 million. */
export function ownWords(front: string): string {
  const found = /^[^,\u4e00-\u9fff]*,\s/.exec(front)
  return found === null || spanIn(found[0]).span === null ? front : front.slice(found[0].length)
}

function indexOf(grid: Grid): LabelIndex {
  const clean = (text: string) =>
    text
      .replace(/\s*[（(][^()（）]*[）)]\s*$/, '')
      .trim()
      .toLowerCase()
  const fit = (t: string) => t.length >= 2 && t.length <= 40 && !/^[\d.,%\s]+$/.test(t)
  // a total of the table is not every total
  const all = /^(?:合计|总计|其他|其它|其余|总和|小计|total|others?|sum|rest|average|平均)$/
  return {
    grid,
    rows: grid.rows.map((r, at) => labelOf(clean(r.text), at)).filter((r) => fit(r.text) && !all.test(r.text)),
    columns: grid.columns.map((c, at) => labelOf(clean(c.text), at)).filter((c) => fit(c.text)),
  }
}

/** The label `text` of the row or column at a place. */
export function labelOf(text: string, at: number): Label {
  return { text, at, pair: pairOf(text) }
}

const falling = /[降跌减低亏]|回落|下滑|收窄|fell|down|drop|declin|decreas|loss|lost|lower|negative/i

function checkCell(
  { sentence, index }: Linked,
  front: string,
  pairs: Pairs,
  { grid, rows, columns }: LabelIndex,
  desk: Read['desk'],
): boolean {
  const mention = sentence.mentions[index]!
  const row = only(rows, front, pairs)
  const column = row === null ? null : only(columns, front, pairs)
  if (row === null || column === null) return false
  if (!speaksOf(front, rows.find((r) => r.at === row)!.text, columns.find((c) => c.at === column)!.text)) return false
  // in the 214 pairs in which the lengths agree: of some of them
  if (ofSome.test(sentence.text.slice(0, mention.numberStart - sentence.start))) return false
  const cell = grid.cells[row]![column]!
  if (cell.kind !== 'number' || cell.amount === null || cell.amount.bound !== 'exact') return false
  if (isNoLevel(sentence, mention) || isLeft(sentence, mention)) return false
  if (isOfOther(basisOf(sentence, mention), headsOf(grid, row, column), desk.input.cues)) return false
  if (cell.unitText !== '' && mention.unitText !== '' && cell.unitText !== mention.unitText) return false
  // 是算力券户均的 2.6 倍 says how many times
  if (/^(?:倍|x|times)$/i.test(mention.unitText) && cell.unitText !== mention.unitText) return false
  // 领先 2.1 个百分点 says how far, and 平均分÷峰值内存 is neither of the two
  const isFar =
    /百分点|percentage points?|^pp/i.test(mention.unitText) &&
    /领先|落后|相差|高|低|ahead|behind|lead|trail/i.test(front)
  if (isFar || front.includes('÷')) return false
  // 72B of 7B/72B-Instruct and 3 of 3-year belong to a word
  if (/^-[A-Za-z]{2}/.test(sentence.text.slice(mention.end - sentence.start, mention.end - sentence.start + 3)))
    return false
  // 0 of 0-shot is no score
  if ((mention.decimals ?? 0) === 0 && cell.decimals > 0 && mention.value.lt(10) && mention.unitText === '')
    return false
  // 3% of the price of the other is not said of the price
  if (mention.unitText === '%' && cell.unitText === '' && !/[%％]/.test(headsOf(grid, row, column))) return false
  // PPL eval (1,040 tokens): a unit in words that the table does not know is of another thing
  if (
    /^[a-z]{4,}$/.test(mention.unitText) &&
    cell.unitText === '' &&
    !headsOf(grid, row, column).toLowerCase().includes(mention.unitText.slice(0, 4))
  )
    return false
  // 2026E revenue: €9.50bn of enterprise value
  const ofWhat = /^\sof\s(?:the\s|an?\s|its\s)?([a-z]{4,})/i.exec(
    sentence.text.slice(mention.end - sentence.start),
  )?.[1]
  if (ofWhat !== undefined && !headsOf(grid, row, column).toLowerCase().includes(ofWhat.slice(0, 4).toLowerCase()))
    return false
  // 少了 48 万 is no rate, and a bill no price
  if (/[%％]$/.test(cell.text) && mention.unitText === '' && mention.scaleText !== '') return false
  const printed = toNumber(mention.value)
  if (
    printed > 0 &&
    cell.number > 50 * printed &&
    mention.scaleText === '' &&
    /[收付花]费|bill|charge|costs?\b/i.test(front)
  )
    return false
  // 下降 3.1% is the -3.1% of the cell
  const own = cell.number < 0 && printed > 0 && falling.test(front) ? -cell.number : cell.number
  const scaled = [1, 1e4, 1e8, 1e6, 1e9, 1e3].some((s) =>
    agreesWith(printed / s, (mention.decimals ?? 0) + Math.round(Math.log10(s)), own, cell.decimals),
  )
  if (scaled || desk.isTold(mention.start, mention.end)) return true
  const text = sentence.text.slice(mention.start - sentence.start, mention.end - sentence.start)
  const isSlip = isExchange(mention, cell)
  desk.tell(
    isSlip ? 'audit/inconsistent' : 'audit/near-miss',
    desk.place(mention.start, mention.end),
    {
      en: `\`${text}\` disagrees with \`${cell.text}\` for ${grid.rows[row]!.text} / ${grid.columns[column]!.text} in table ${grid.number}`,
      zh: `\`${text}\` 与表 ${grid.number} 中 ${grid.rows[row]!.text} / ${grid.columns[column]!.text} 的 \`${cell.text}\` 不一致`,
    },
    { confidence: isSlip ? 0.76 : 0.2, printed: text, expected: cell.text },
  )
  return true
}

// what may stand between the names of a cell, and between them and its number: anything else makes it another number
const between =
  /^(?:[\s,，:：、（()）]|的|在|上|中|里|于|以|方面|一?项|得分|分数|成绩|'s|(?:on|for|in|at|of|the|scores?|scored|results?|gets?|got|reach(?:es|ed)|posts?|posted|has)(?![a-z]))*$/
const leading =
  /^(?:[\s:：=（(]|的|为|是|达到?|仅|只有|得分|分数|成绩|[得分]|价格?|[值率数量]|录得|取得|报|以|每(?:百万|千|万)?\s?(?:tokens?|词元|卡时|小时|月|年)|us\$|[$¥€£]|'s|(?:of|is|was|were|at|an?|the|ha[sd]|with|scores?|scored|reach(?:es|ed)|to|gets?|got|posts?|posted|stood|stands|came|comes|only|just)(?![a-z]))*$/
const ofSome = /^\W*(?:in|among|of|for|on)\s(?:the\s)?\d|\b(?:in|for) which\b|^[^，。]{0,16}(?:中|内|时)[，,]/i
// another time, or a case that is not the one of the table
const other =
  /原|曾|推算|倒推|假设|如果|若|去年|上年|同期|last year|year ago|previous|earlier|\bif\b|would|assum|\bhad been/

// 豆包的日活为 61.3 names a row, a column and their number, with nothing else between them
function speaksOf(front: string, row: string, column: string): boolean {
  const [r, c] = [front.lastIndexOf(row), front.lastIndexOf(column)]
  const [a, b] = r < c ? [r + row.length, c] : [c + column.length, r]
  const end = r < c ? c + column.length : r + row.length
  return a <= b && between.test(front.slice(a, b)) && leading.test(front.slice(end)) && !other.test(front)
}

/** Whether a number is that of a cell with two of its digits exchanged, which is no other number by chance. */
export function isExchange({ value, scale, decimals }: Mention, cell: GridCell): boolean {
  const shown = value
    .div(scale)
    .abs()
    .toFixed(Math.max(0, decimals ?? 0))
  return shown.replace(/\D/g, '').length >= 3 && slipOf(shown, cell.digits.replace(/[^\d.]/g, '')) === 'exchange'
}

/** Whether `text` holds `label`, a Latin one as a whole word. */
export function holds(text: string, label: string): boolean {
  const letter = (c: string | undefined) => c !== undefined && /[a-z\d]/.test(c)
  for (let at = text.indexOf(label); at !== -1; at = text.indexOf(label, at + 1)) {
    const end = at + label.length
    if (!(letter(label[0]) && letter(text[at - 1])) && !(letter(label.at(-1)) && letter(text[end]))) return true
  }
  return false
}

function headsOf(grid: Grid, row: number, column: number): string {
  return [grid.caption, grid.columns[column]!.text, grid.rows[row]!.text, grid.table.rows[0]?.[0]?.text ?? ''].join(' ')
}

function only(labels: readonly Label[], text: string, pairs: Pairs): number | null {
  const longest = longestIn(labels, text, pairs)
  return longest.length === 1 ? longest[0]!.at : null
}

const noLabels: readonly Label[] = []

/** The labels that `text` holds and that no longer one of them holds; `pairs` are those of the text or of a longer one. */
export function longestIn(labels: readonly Label[], text: string, pairs: Pairs): readonly Label[] {
  let found: Label[] | null = null
  for (const l of labels)
    if (pairs.mayHold(l.pair) && holds(text, l.text)) {
      found ??= []
      found.push(l)
    }
  if (found === null || found.length === 1) return found ?? noLabels
  const all = found
  return all.filter((l) => !all.some((o) => o.text.length > l.text.length && o.text.includes(l.text)))
}
