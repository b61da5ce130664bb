import { wordNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import type { Grid } from '../table/grid.ts'
import { holds } from './inconsistent.ts'
import type { Read } from './input.ts'
import { isLow, isPlain, type Label, type Table, tablesOf } from './leads.ts'
import { nearTables } from './near.ts'

const reach = 4001
const number = '(\\d{1,2}|[两三四五六七八九十]|two|three|four|five|six|seven|eight|nine|ten|all|both|全部)'
const things =
  '(?:benchmarks?|tests?|tasks?|evaluations?|domains?|categories|areas|metrics|suites|项|个?基准|项?测试|项?任务|个?领域|个?类别)'
// Large leads on six of the eight benchmarks; is ahead of A on all six tests
const en = new RegExp(
  `\\b(?:leads|is\\s(?:ahead|first|best)|comes\\sfirst|ranks\\sfirst|wins|beats|outperforms|trails|is\\sbehind)\\b([^.,;:()]{0,40}?)\\s(?:(?:on|in)\\s)?${number}(?:\\s(?:of\\s(?:the\\s|all\\s)?)?(${number.slice(1)})?\\s${things}`,
  'gi',
)
// 在六项基准中的五项超过 B; 在五项中全部排名第一
const zh = new RegExp(
  `在?(?:这|上述|全部|所有)?${number}${things}(?:[\\u4e00-\\u9fff]{0,4})?(?:中|里|上)(?:的|有)?(?:${number}(?:${things})?(?:上|均|都)?)(领先|超过|高于|优于|胜过|排名第一|位列第一|居首|第一|夺冠)`,
  'g',
)
const any = gate(
  /\b(?:trails|behind|leads|ahead|first|wins|best|beats|outperforms)\b|领先|超过|高于|优于|胜过|第一|居首|夺冠/i,
)
// of some, or not at all
const some =
  /\b(?:open|closed|small(?:er)?|not|n't|except|at least|most|more than|fewer than|nearly|almost|among|would|could|each)\b|开源|闭源|同级|同类|除|之外|至少|不|未|超半|多数|若|如果|以上/i
const noLine = /\b(?:avg|average|mean|overall|total|sum)\b|平均|均值|合计|总[分计]|综合/i
const noRunner = /\b(?:human|experts?|random|baseline|previous)\b|人类|专家|随机|基线|前代/i

/** Tells of a number of tests that a model is said to lead in, where the table that has them all gives another: leads on seven of the eight benchmarks. */
export function checkWins({ desk, grids, sentences }: Read): void {
  const open = grids.filter((g) => g.rows.length >= 2 && g.rows.length <= 30 && g.columns.length <= 16)
  if (open.length === 0) return
  const near = nearTables(open, reach)
  const tables: (readonly Table[])[] = []
  for (const s of sentences) {
    if (!any(s) || s.text.length > 300) continue
    const said = saidIn(s)
    if (said === null) continue
    const found = near(s.start).flatMap((n) => {
      tables[n] ??= tablesOf(open[n] as Grid)
      return tables[n].flatMap((t) => outcomeOf(t, s, said, desk) ?? [])
    })
    // one table that bears it out is enough
    const [first] = found
    if (first !== undefined && found.every((f) => !f.holds)) tell(s, said, first, desk)
  }
}

interface Said {
  readonly at: number
  readonly text: string
  /** how many it is said to win, `null` for all of them */
  readonly wins: number | null
  /** of how many, `null` where that is not said */
  readonly of: number | null
  /** whether it trails */
  readonly isBehind: boolean
  /** whether words stand between that name another: beats its predecessor on */
  readonly isOther: boolean
  /** where the name stands that leads: before this place */
  readonly before: number
  /** where the other one stands, if one is named: from here on */
  readonly behind: number
}

function saidIn({ text }: Sentence): Said | null {
  if (some.test(text)) return null
  const english = [...text.matchAll(en)]
  const chinese = [...text.matchAll(zh)]
  const [m] = english.length > 0 ? english : chinese
  if (m === undefined || english.length + chinese.length !== 1) return null
  const isEnglish = english.length > 0
  const [count, whole] = isEnglish ? [m[2]!, m[3]] : [m[2]!, m[1]]
  const isAll = /^(?:all|both|全部)$/i.test(count)
  const size = (word: string | undefined) =>
    word === undefined || /^(?:all|both|全部)$/i.test(word) ? null : numberOf(word)
  const of = size(whole)
  const wins = isAll ? null : size(count)
  // leads on six benchmarks: of how many is not said, and it may lead on more
  if (wins !== null && of === null) return null
  const at =
    m.index + m[0].indexOf(count, isEnglish ? m[0].indexOf(m[1]!) + m[1]!.length : m[0].indexOf(m[1]!) + m[1]!.length)
  const isOther = isEnglish && (m[1]!.trim() !== '' || /^(?:beats|outperforms|trails|is\sbehind)/i.test(m[0]))
  return {
    at,
    text: count,
    wins,
    of,
    isOther,
    isBehind: /^(?:trails|is\sbehind)/i.test(m[0]),
    before: m.index,
    behind: isEnglish ? m.index : m.index + m[0].length,
  }
}

/** A count in figures or in words, `null` where it is none. */
export function numberOf(word: string): number | null {
  return /^\d+$/.test(word) ? Number(word) : (wordNumber(word) ?? null)
}

interface Outcome {
  readonly holds: boolean
  readonly grid: Grid
  readonly wins: number
  readonly of: number
}

function outcomeOf(table: Table, { text }: Sentence, said: Said, desk: AuditDesk): Outcome | null {
  const lower = text.toLowerCase()
  const front = lower.slice(0, said.before)
  const lead = lastOf(table.items, front) ?? lastOf(shortOf(table.items), front)
  const rival = firstOf(table.items, lower.slice(said.behind))
  if (lead === null || rival?.n === lead.n || (rival === null && said.isOther)) return null
  // who else stands in the sentence may be meant
  const named = table.items.filter((l) => holds(lower, l.text))
  if (named.some((l) => l.n !== lead.n && l.n !== rival?.n && !isIn(l, [lead, rival]))) return null
  const lines = table.lines.flatMap((line, n) => (noLine.test(line) ? [] : [n]))
  if (lines.length < 2 || (said.of !== null && said.of !== lines.length)) return null
  if (lines.some((n) => isLow(table, n, desk))) return null
  const own = lines.map((n) => table.cell(lead.n, n))
  const others = table.items.filter(
    (i) => i.n !== lead.n && (rival === null ? !noRunner.test(i.text) : i.n === rival.n),
  )
  // a column without a name of its own runs too
  if (others.length === 0 || (rival === null && table.items.length < table.count)) return null
  const rivals = lines.map((n) => others.map((o) => table.cell(o.n, n)))
  if (!own.every(isPlain) || !rivals.every((r) => r.every(isPlain))) return null
  // ranks are won by the lower one
  const isRank = (x: { readonly decimals: number; readonly number: number }) =>
    x.decimals === 0 && x.number >= 1 && x.number <= table.items.length
  if ([...own, ...rivals.flat()].every(isRank)) return null
  const units = new Set([...own, ...rivals.flat()].map((c) => c.unitText))
  if (units.size > 1) return null
  const sign = said.isBehind ? -1 : 1
  const ahead = own.filter((c, n) => rivals[n]!.every((r) => sign * (c.number - r.number) > 0)).length
  const even = own.filter((c, n) => rivals[n]!.every((r) => sign * (c.number - r.number) >= 0)).length
  const wins = said.wins ?? lines.length
  return { holds: wins >= ahead && wins <= even, grid: table.grid, wins: ahead, of: lines.length }
}

// Large, where one name alone ends so
function shortOf(labels: readonly Label[]): readonly Label[] {
  const ends = labels.map(({ n, text }) => ({ n, text: text.split(' ').at(-1)! }))
  return ends.filter(({ n, text }) => /^[a-z]{4,}$/.test(text) && !ends.some((o) => o.n !== n && o.text === text))
}

function isIn(label: Label, others: readonly (Label | null)[]): boolean {
  return others.some((o) => o?.text.includes(label.text) === true)
}

function lastOf(labels: readonly Label[], text: string): Label | null {
  return best(labels.map((l) => ({ l, at: holds(text, l.text) ? text.lastIndexOf(l.text) : -1 })))
}

function firstOf(labels: readonly Label[], text: string): Label | null {
  return best(labels.map((l) => ({ l, at: holds(text, l.text) ? text.length - text.indexOf(l.text) : -1 })))
}

function best(found: readonly { readonly l: Label; readonly at: number }[]): Label | null {
  const held = found.filter((f) => f.at >= 0).sort((a, b) => b.at - a.at || b.l.text.length - a.l.text.length)
  return held[0]?.l ?? null
}

function tell(s: Sentence, said: Said, { grid, wins, of }: Outcome, desk: AuditDesk): void {
  const at = desk.place(s.start + said.at, s.start + said.at + said.text.length)
  if (desk.isTold(at.start, at.end)) return
  desk.tell(
    'audit/flip',
    at,
    {
      en: `\`${said.text}\` disagrees with table ${grid.number}, in which it is ${said.isBehind ? 'behind' : 'ahead'} in ${wins} of ${of}`,
      zh: `\`${said.text}\` 与表 ${grid.number} 不符，表中为 ${of} 项中${said.isBehind ? '落后' : '领先'} ${wins} 项`,
    },
    { confidence: 0.82, printed: said.text, expected: String(wins) },
  )
}
