import { type Mention, smallest, toNumber, wordNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { isPercent } from '../kept.ts'
import { isQuoted } from '../prose/audit.ts'
import { basisOf, isLeft, isNoLevel, isOfOther } from '../prose/basis.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import { type Span, spanIn } from '../prose/timed.ts'
import type { Grid } from '../table/grid.ts'
import { isNamed } from './echoes.ts'
import { textBetween } from './growth.ts'
import { holds, ownWords } from './inconsistent.ts'
import type { Read } from './input.ts'
import { nearTables } from './near.ts'

// a sentence speaks of tables within this many characters of it
const reach = 4000
const any = gate(
  /倍|前[二两三四五六]|平均|均值|[高低多少差]|超过|领先|落后|times|\btop (?:two|three|four|five)\b|average|\bmean\b|ahead|behind|more than|less than/i,
)
const all = /^(?:合计|总计|总和|小计|平均|均值|其他|其它|其余|total|sum|average|mean|others?|rest)/i

/**
 * Tells of what a sentence reckons from rows that it names of a table close by, and that no column gives: 豆包是文小言的 1.8 倍, 前两名合计
 * 200.5 万次, 四款平均 84.9 万次, 超过 Kimi 10.1 万次.
 */
export function checkTabled({ desk, grids, numbered }: Read): void {
  const moved = new Set(desk.findings.filter((f) => /^audit\/(?:row|column)-/.test(f.code)).map((f) => f.at.table))
  const open = grids.filter(
    (g) => g.rows.length >= 2 && g.rows.length <= 40 && g.columns.length <= 12 && !moved.has(g.number),
  )
  if (open.length === 0) return
  const nearOf = nearTables(open, reach)
  const read: (Named | undefined)[] = []
  for (const sentence of numbered) {
    if (sentence.mentions.length > 24) continue
    const near = nearOf(sentence.start).map((n) => {
      read[n] ??= namedOf(open[n]!)
      return read[n]
    })
    if (
      near.length === 0 ||
      !(
        any(sentence) || near.some((t) => t!.isTimed && t!.rows.some((r) => holds(sentence.text.toLowerCase(), r.text)))
      )
    )
      continue
    for (const m of sentence.mentions)
      if (m.form === 'digits' && m.high === undefined && !isQuoted(sentence, m) && !desk.isTold(m.start, m.end))
        checkNumber(sentence, m, near, desk)
  }
}

interface Named {
  readonly grid: Grid
  /** whether columns are of times */
  readonly isTimed: boolean
  readonly rows: readonly { readonly text: string; readonly at: number }[]
}

function namedOf(grid: Grid): Named {
  const rows = grid.rows.flatMap((r, at) => {
    const text = r.text
      .replace(/\s*[（(][^()（）]*[）)]\s*$/, '')
      .trim()
      .toLowerCase()
    return text === '' || all.test(text) ? [] : [{ text, at }]
  })
  return { grid, rows, isTimed: grid.columns.some((c) => spanIn(c.text).span !== null) }
}

const topZh =
  /前([二两三四五六])[名大家位款强][^，。；;\d]{0,10}(?:合计|共计|总计|共)(?:下载|收入|出货|销售|拥有)?(?:约|为|达到?|\s)*$/
const topEn =
  /\btop (two|three|four|five|six)\b[^.;\d]{0,30}?\b(?:together|combined|in total|total(?:led|ing)?|add up to)[^.;,\d]{0,16}$/i
const meanZh =
  /([两二三四五六七八])[款家个项者组][\u4e00-\u9fff]{0,6}?的?平均(?:值|得分|分)?(?:[\u4e00-\u9fff]{0,6}?)(?:约|为|达到?|\s)*$/
const meanEn =
  /\b(?:average|mean) (?:of|across|over) (?:all |the |these )*(two|three|four|five|six)\b[^.;,\d]{0,24}\b(?:is|was|of)\s(?:about\s)?$/i
const moreZh =
  /(?:领先|高于|高出?(?![度级端新校管等频])|超过|超出?|多出?|落后|低于|低|少)(?![^，。；;\d]*(?:合计|共|之和))[^，。；;\d]{0,16}$/
const other = /同比|环比|去年|上年|上[周月季]|此前|year|quarter|month|week|earlier|ago/i

function checkNumber(sentence: Sentence, m: Mention, near: readonly Named[], desk: AuditDesk): void {
  const front = textBetween(sentence, m.numberStart - 60, m.numberStart)
  const top = topZh.exec(front) ?? topEn.exec(front)
  const mean = top === null ? (meanZh.exec(front) ?? meanEn.exec(front)) : null
  if (top !== null || mean !== null) {
    const count = wordNumber((top ?? mean)![1]!)!
    if (isPercent(m.unitText) && top === null) return
    if (near.length === 1) checkAll(sentence, m, near[0]!, count, top === null ? 'mean' : 'top', desk)
    return
  }
  if (near.length === 1 && checkCell(sentence, m, near[0]!, desk)) return
  const isFold = m.unitText === '倍' || /^(?:times|x)$/i.test(m.unitText)
  if (!isFold && (!moreZh.test(front.slice(-24)) || isPercent(m.unitText))) return
  if (other.test(front.slice(-30)) || (isFold && /增长|增加|提升|扩大|grew|rose|increas/.test(front.slice(-12)))) return
  const pairs = near.flatMap((n) => {
    const pair = pairOf(sentence, m, n)
    return pair === null ? [] : [{ grid: n.grid, pair }]
  })
  const [only] = pairs
  if (pairs.length !== 1 || only === undefined) return
  // 参数是 70B 的 5.8 倍，训练用时是 4.4 倍: each of a quantity of its own
  if (isFold && sentence.mentions.filter((x) => x.unitText === m.unitText).length > 1) return
  checkPair(sentence, m, only.grid, only.pair, isFold ? 'times' : 'apart', desk)
}

// the row that is spoken of, and that which it is held against, both in the clause, or the first in the one before it
function pairOf(sentence: Sentence, m: Mention, { rows }: Named): readonly [number, number] | null {
  const at = m.numberStart - sentence.start
  const isZh = /[\u4e00-\u9fff]/.test(sentence.text)
  // in English the second of them stands behind the number
  const text = sentence.text.slice(0, isZh ? at : Math.min(sentence.text.length, at + 50)).toLowerCase()
  const cuts = [...text.slice(0, at).matchAll(/[，；。;]|,\s/g)].map((c) => c.index + 1)
  const starts = [cuts.at(-1) ?? 0, cuts.at(-2) ?? 0]
  for (const from of starts) {
    const own = isZh ? text.slice(from) : text.slice(from).replace(/(?<=.{8})[.;].*$/s, '')
    const found = rows
      .filter((r) => r.text.length >= 2 && holds(own, r.text))
      .filter((r, _i, all) => !all.some((o) => o !== r && o.text.length > r.text.length && o.text.includes(r.text)))
      .map((r) => ({ ...r, place: own.indexOf(r.text) }))
      .toSorted((a, b) => a.place - b.place)
    if (found.length > 2) return null
    if (found.length < 2) continue
    const [one, two] = found as [(typeof found)[0], (typeof found)[0]]
    // 冷板多 7,200 美元、管路多 6,800 美元: neither is held against the other
    if (isZh && /\d[^、]*、/.test(own.slice(one.place, two.place))) return null
    // nothing but the words of a comparison may part the second from the number
    return isZh && /[，,。；;、]/.test(own.slice(two.place + two.text.length)) ? null : [one.at, two.at]
  }
  return null
}

// the head of a column, as the time it is of and what else it says
const bareHead = (text: string) => text.replace(/\s*[（(][^()（）]*[）)]\s*$/, '').trim()

function isSame(a: Span, b: Span): boolean {
  return a.part === b.part && a.n === b.n && a.now === b.now && a.year === b.year
}

/** Whether a number is that of the row and column that its clause names; one that is not is told of. */
function checkCell(sentence: Sentence, m: Mention, { grid, rows }: Named, desk: AuditDesk): boolean {
  if (m.bound !== 'exact' || m.unitText === '倍' || isNoLevel(sentence, m) || isLeft(sentence, m)) return false
  const { text, start, mentions } = sentence
  const n = mentions.indexOf(m)
  const isZh = /[\u4e00-\u9fff]/.test(text)
  const from = (mentions[n - 1]?.end ?? start) - start
  const front = n > 0 ? ownWords(text.slice(from, m.numberStart - start)) : text.slice(from, m.numberStart - start)
  const behind = isZh
    ? ''
    : (/^[^,;.]*/.exec(text.slice(m.end - start, (mentions[n + 1]?.numberStart ?? sentence.end) - start))?.[0] ?? '')
  const words = `${front} ${behind}`.toLowerCase()
  if (
    /[较比]|同期|按[^，。]{0,16}计算|按上一|假设|假如|若|同比|环比|than|from|合计|总|平均|total|average|\b(?:up|down)\b|增|减|[升降]/.test(
      words,
    )
  )
    return false
  const named = rows.filter((r) => r.text.length >= 2 && holds(words, r.text))
  const [row, ...more] = named.filter(
    (r) => !named.some((o) => o !== r && o.text.length > r.text.length && o.text.includes(r.text)),
  )
  if (row === undefined || more.length > 0) return false
  const { span } = spanIn(words)
  const columns = grid.columns.flatMap((c, k) => {
    const head = spanIn(bareHead(c.text).toLowerCase())
    if (head.span === null || span === null || !isSame(head.span, span)) return []
    const rest = head.rest.replace(/[量额数]$/, '').trim()
    return rest === '' || words.includes(rest) ? [k] : []
  })
  const [column] = columns
  if (columns.length !== 1 || column === undefined) return false
  const said = toNumber(m.value.div(m.scale))
  const whole = toNumber(m.value)
  const agrees = (k: number) => {
    const cell = grid.cells[row.at]![k]!
    const half =
      0.5 * 10 ** -Math.min(cell.decimals, Math.max(0, (m.decimals ?? 0) + Math.round(Math.log10(toNumber(m.scale)))))
    return cell.kind === 'number' && [said, whole].some((v) => Math.abs(cell.number - v) <= half * 1.01 + 1e-9)
  }
  const cell = grid.cells[row.at]![column]!
  if (
    isOfOther(
      basisOf(sentence, m),
      `${grid.caption} ${grid.columns[column]!.text} ${grid.rows[row.at]!.text}`,
      desk.input.cues,
    )
  )
    return false
  if (cell.kind !== 'number' || grid.columns.some((_, k) => agrees(k))) return true
  const off = said / cell.number
  if (off > 2 || off < 0.5 || (m.unitText !== '' && !isUnitOf(m, `${grid.columns[column]!.text} ${grid.caption}`)))
    return false
  const printed = textBetween(sentence, m.start, m.end)
  const name = `${grid.rows[row.at]!.text} / ${grid.columns[column]!.text}`
  desk.tell(
    'audit/inconsistent',
    desk.place(m.start, m.end),
    {
      en: `\`${printed}\` disagrees with \`${cell.text}\` for ${name} in table ${grid.number}`,
      zh: `\`${printed}\` 与表 ${grid.number} 中 ${name} 的 \`${cell.text}\` 不一致`,
    },
    { confidence: 0.76, printed, expected: cell.text },
  )
  return true
}

interface Made {
  readonly column: number
  readonly value: number
  readonly slack: number
}

function checkPair(
  sentence: Sentence,
  m: Mention,
  grid: Grid,
  [a, b]: readonly [number, number],
  as: 'times' | 'apart',
  desk: AuditDesk,
): void {
  const made = grid.columns.flatMap((_, column): readonly Made[] => {
    const [x, y] = [grid.cells[a]![column]!, grid.cells[b]![column]!]
    if (x.kind !== 'number' || y.kind !== 'number') return []
    const halves = [x, y].map((c) => 0.5 * 10 ** -c.decimals) as [number, number]
    if (as === 'apart') return [{ column, value: Math.abs(x.number - y.number), slack: halves[0] + halves[1] }]
    if (x.number <= 0 || y.number <= 0) return []
    const value = x.number / y.number
    return [{ column, value, slack: value * (halves[0] / x.number + halves[1] / y.number) }]
  })
  const own = made.filter(({ column }) => isMeant(grid, column, sentence, m, as))
  // about so many times is rounded freely
  const rough = as === 'times' ? 0.06 : 0
  judge(sentence, m, grid, made, own, rough, `${grid.rows[a]!.text} / ${grid.rows[b]!.text}`, as, desk)
}

// a column of changes is no column of levels
function isMeant(
  grid: Grid,
  column: number,
  sentence: Sentence,
  m: Mention,
  as: 'times' | 'apart' | 'top' | 'mean',
): boolean {
  const head = grid.columns[column]!.text
  if (/[%％]|同比|环比|占比|份额|growth|change|share|yoy/i.test(head)) return false
  if (as !== 'times' && m.unitText !== '' && !isUnitOf(m, `${head} ${grid.caption}`)) return false
  return isNamed(head, sentence.text) || (as !== 'times' && m.unitText !== '')
}

// 万次 of a head （万次）
function isUnitOf({ scaleText, unitText }: Mention, head: string): boolean {
  const bare = head.replace(/\s/g, '')
  return (
    bare.includes(`${scaleText}${unitText}`.replace(/\s/g, '')) ||
    (unitText.length > 1 && bare.includes(unitText)) ||
    (scaleText.length > 2 && bare.includes(scaleText))
  )
}

function checkAll(
  sentence: Sentence,
  m: Mention,
  { grid, rows }: Named,
  count: number,
  as: 'top' | 'mean',
  desk: AuditDesk,
): void {
  if (rows.length < count || (as === 'mean' && rows.length !== count)) return
  const made = grid.columns.flatMap((_, column): readonly Made[] => {
    const cells = rows.map((r) => grid.cells[r.at]![column]!)
    if (cells.some((c) => c.kind !== 'number')) return []
    const values = cells.map((c) => c.number).toSorted((a, b) => b - a)
    const parts = values.slice(0, count)
    const sum = parts.reduce((s, v) => s + v, 0)
    const half = 0.5 * 10 ** -smallest(cells.map((c) => c.decimals))
    return [as === 'top' ? { column, value: sum, slack: half * count } : { column, value: sum / count, slack: half }]
  })
  const own = made.filter(
    ({ column }) =>
      isMeant(grid, column, sentence, m, as) ||
      (isPercent(m.unitText) && /[%％]|占比|份额|share/i.test(grid.columns[column]!.text)),
  )
  judge(sentence, m, grid, made, own, 0, as === 'top' ? `top ${count}` : `${count}`, as, desk)
}

function judge(
  sentence: Sentence,
  m: Mention,
  grid: Grid,
  made: readonly Made[],
  own: readonly Made[],
  rough: number,
  names: string,
  as: 'times' | 'apart' | 'top' | 'mean',
  desk: AuditDesk,
): void {
  const whole = toNumber(m.value)
  const said = toNumber(m.value.div(m.scale))
  const places = Math.max(0, (m.decimals ?? 0) + Math.round(Math.log10(toNumber(m.scale))))
  const half = 0.5 * 10 ** -places
  const isFit = ({ value, slack }: Made) =>
    [said, whole].some(
      (v) => Math.abs(value - v) <= slack + (v === said ? half : half * toNumber(m.scale)) + rough * v + 1e-9,
    ) ||
    // said of more than, or of almost so many
    (!['exact', 'average'].includes(m.bound) && as !== 'apart' && Math.abs(value / said - 1) < 0.2)
  if (
    made.some(isFit) ||
    (as === 'times' && made.some(({ value }) => isFit({ column: 0, value: 1 / value, slack: 0.02 })))
  )
    return
  const [meant] = own
  if (meant === undefined || meant.value === 0) return
  const ratio = said / meant.value
  if (ratio > 3 || ratio < 1 / 3) return
  const expected = meant.value.toFixed(as === 'times' ? Math.max(1, places) : Math.max(places, 1))
  const printed = textBetween(sentence, m.start, m.end)
  const head = grid.columns[meant.column]!.text
  const what = {
    times: { en: `where ${names} is ${expected}`, zh: `其中 ${names} 为 ${expected} 倍` },
    apart: { en: `where ${names} are ${expected} apart`, zh: `其中 ${names} 相差 ${expected}` },
    top: { en: `where the ${names} add up to ${expected}`, zh: `其中前 ${names.slice(4)} 名之和为 ${expected}` },
    mean: { en: `where the mean of the ${names} is ${expected}`, zh: `其中 ${names} 项的平均值为 ${expected}` },
  }[as]
  desk.tell(
    'audit/inconsistent',
    desk.place(m.start, m.end),
    {
      en: `\`${printed}\` disagrees with \`${head}\` of table ${grid.number}, ${what.en}`,
      zh: `\`${printed}\` 与表 ${grid.number} 的 \`${head}\` 不一致，${what.zh}`,
    },
    { confidence: 0.78, printed, expected },
  )
}
