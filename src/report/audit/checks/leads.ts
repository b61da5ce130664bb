import { toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { keptOf, mostWords } from '../kept.ts'
import { isQuoted } from '../prose/audit.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import type { Grid, GridCell } from '../table/grid.ts'
import { holds } from './inconsistent.ts'
import type { Read } from './input.ts'
import { nearTables } from './near.ts'

const ahead =
  /\b(?:leads?|beats?|outperforms?|outscores?|surpass(?:es)?|exceeds?|tops|(?:is|stands|comes)\s(?:well\s)?ahead of|scores? higher than)\b|领先(?:于)?|超过|高于|优于|胜过|险胜|击败/gi
const behind =
  /\b(?:trails|lags(?:\sbehind)?|(?:is|falls|stands|comes)\sbehind|scores? lower than)\b|落后于?|低于|不及|不如|逊于/gi
// what one of these holds: most sentences hold none
const anyVerb = gate(
  /lead|beat|outperf|outsc|surpass|exceed|tops|ahead|higher|trail|lag|behind|lower|领先|超过|高于|优于|胜过|险胜|击败|落后|低于|不及|不如|逊于/i,
)
const best =
  /\b(?:is|has|gets)\sthe\s(?:best|highest)\s(?:model|score|result|accuracy)?|\bthe best model (?:on|in|for)\b|\branks? first\b|\btops the (?:list|table|leaderboard)\b|(?:得分|分数|成绩)最高|位居第一|排名第一|居首/i
const isBest = gate(best)
// the best of some is not the best of all
const few =
  /\b(?:among|open|closed|small|under|below|class|size|category|other|second|next|of (?:its|the)|most|many|several)\b|之[一中]|开源|闭源|同级|同类|国[产内]|第二/i
const unclear = gate(
  /\b(?:not|n't|almost|nearly|if|would|could|may|might|except|but|while|whereas|despite|average|versus its)\b|不(?![及如])|未|几乎|可能|除|若|平均|而/i,
)
const low =
  /价|成本|费|延迟|时延|耗|错误|幻觉|跌|降|最[低少小快慢]|低|排名|price|cost|latency|error|loss|toxi|perplex|bpb|ppl|%\s?drop|rank|lowest|cheap|fewest|least|decline|\bms\b|\$|time|size|params/i
const reach = 6000

/** Tells of a sentence that puts one item of a table before another, or by so many points, against their two cells. */
export function checkLeads({ desk, grids, sentences }: Read): void {
  const open = grids.filter((g) => g.rows.length >= 2 && g.rows.length <= 100 && g.columns.length <= 24)
  if (open.length === 0) return
  const tables: (readonly Table[])[] = []
  const tableAt = (n: number) => {
    tables[n] ??= tablesOf(open[n]!)
    return tables[n]
  }
  const nearOf = nearTables(open, reach)
  for (const sentence of sentences) {
    const near = sentence.text.length > 300 ? [] : nearOf(sentence.start)
    if (near.length === 0 || unclear(sentence)) continue
    const verb = verbIn(sentence)
    const said = verb === null && isBest(sentence) ? best.exec(sentence.text) : null
    if (verb === null && (said === null || few.test(sentence.text))) continue
    for (const n of near)
      if (
        tableAt(n).some((t) =>
          verb === null ? checkBest(t, sentence, said!, desk) : checkPair(t, sentence, verb, desk),
        )
      )
        break
  }
}

interface Verb {
  readonly at: number
  readonly end: number
  readonly isAhead: boolean
  readonly text: string
}

// one comparison and no more
function verbIn(sentence: Sentence): Verb | null {
  if (!anyVerb(sentence)) return null
  const { text } = sentence
  const of = (pattern: RegExp, isAhead: boolean) =>
    [...text.matchAll(pattern)].map((m) => ({ at: m.index, end: m.index + m[0].length, isAhead, text: m[0] }))
  const found = [...of(ahead, true), ...of(behind, false)]
  return found.length === 1 && !isBest(sentence) ? found[0]! : null
}

/** The words on a row or column, with its place. */
export interface Label {
  readonly n: number
  readonly text: string
}

/** The words of a label without what stands in brackets, in small letters. */
export const labelOf = keptOf(
  (text) =>
    text
      .replace(/\s*[（(][^()（）]*[）)]\s*/g, ' ')
      .trim()
      .toLowerCase(),
  mostWords,
)

function namesOf(items: Grid['rows']): readonly Label[] {
  return items.flatMap((i, n) => {
    const text = labelOf(i.text)
    return text.length >= 3 && /\p{L}/u.test(text) ? [{ n, text }] : []
  })
}

/** A table by its items, whichever way it lies. */
export interface Table {
  readonly grid: Grid
  readonly heads: Grid['rows']
  readonly items: readonly Label[]
  readonly labels: readonly Label[]
  readonly count: number
  readonly lines: readonly string[]
  readonly cell: (item: number, line: number) => GridCell
}

/** A table with its rows as items, and with its columns as items. */
export function tablesOf(grid: Grid): readonly Table[] {
  const [rows, columns] = [namesOf(grid.rows), namesOf(grid.columns)]
  const { cells, down } = grid
  const all: readonly Table[] = [
    {
      grid,
      heads: grid.rows,
      items: rows,
      labels: columns,
      count: grid.rows.length,
      lines: grid.columns.map((c) => c.text),
      cell: (item, line) => cells[item]![line]!,
    },
    {
      grid,
      heads: grid.columns,
      items: columns,
      labels: rows,
      count: grid.columns.length,
      lines: grid.rows.map((r) => r.text),
      cell: (item, line) => cells[line]![item]!,
    },
  ]
  // scores of two benchmarks are no race
  return down === null ? all : [down === 'entity' ? all[0]! : all[1]!]
}

interface Found extends Label {
  readonly at: number
}

// the labels that a text holds, the longest at each place
function foundIn(text: string, labels: readonly Label[]): readonly Found[] {
  const found = labels.flatMap((l) => (holds(text, l.text) ? [{ ...l, at: text.indexOf(l.text) }] : []))
  return found.filter((f) => !found.some((o) => o !== f && o.text.length > f.text.length && o.text.includes(f.text)))
}

/** Whether of a line of the table the smaller number is the better one. */
export function isLow({ grid, lines }: Table, line: number, { input }: AuditDesk): boolean {
  return low.test(`${lines[line]} ${grid.caption}`) || input.cues.has('lower', lines[line]!)
}

// true where the sentence speaks of this table
function checkPair(own: Table, sentence: Sentence, verb: Verb, desk: Read['desk']): boolean {
  const { grid, lines } = own
  const text = sentence.text.toLowerCase()
  const named = foundIn(text, own.items)
  const first = named.filter((f) => f.at < verb.at)
  const second = named.filter((f) => f.at >= verb.end)
  if (first.length !== 1 || second.length !== 1) return false
  // A leads on X, B on Y; A leads on six and is behind B on Y
  const rival = second[0]!
  if (/\bbehind\b|落后/.test(text.slice(verb.end, rival.at))) return false
  if (
    /,\s(?:and\s|while\s)?$/.test(text.slice(0, rival.at)) &&
    /^\son\s/.test(text.slice(rival.at + rival.text.length))
  )
    return false
  const line = lineOf(own, text, desk)
  if (line === null) return checkAll(own, sentence, verb, [first[0]!, rival], desk)
  const [a, b] = [own.cell(first[0]!.n, line), own.cell(second[0]!.n, line)]
  if (!isPlain(a) || !isPlain(b) || a.unitText !== b.unitText || isLow(own, line, desk)) return false
  const lead = (a.number - b.number) * (verb.isAhead ? 1 : -1)
  const at = desk.place(sentence.start + verb.at, sentence.start + verb.end)
  const pair = `${a.text} / ${b.text}`
  if (lead < 0) {
    // a cell that is told of, or a line that holds the values of another, accuses no sentence
    const doubted = [a, b, own.heads[first[0]!.n]!, own.heads[second[0]!.n]!]
    if ([at, ...doubted].some((c) => desk.isTold(c.start, c.end))) return true
    desk.tell(
      'audit/inconsistent',
      at,
      {
        en: `\`${verb.text}\` disagrees with ${lines[line]} of table ${grid.number}, which has ${a.text} and ${b.text}`,
        zh: `\`${verb.text}\` 与表 ${grid.number} 的 ${lines[line]} 不符，表中为 ${a.text} 与 ${b.text}`,
      },
      { confidence: 0.85, printed: verb.text, expected: pair },
    )
    return true
  }
  const points = sentence.mentions.filter(
    (m) => /^(?:个?百分点|分|点|pp|ppts?|points?|percentage points?)$/i.test(m.unitText) && !isQuoted(sentence, m),
  )
  const m = points[0]
  if (points.length !== 1 || m === undefined || m.bound !== 'exact' || m.high !== undefined || m.form !== 'digits')
    return true
  const slack = 0.5 * (10 ** -a.decimals + 10 ** -b.decimals + 10 ** -(m.decimals ?? 0))
  if (Math.abs(toNumber(m.value) - lead) <= slack + 1e-9 || desk.isTold(m.start, m.end)) return true
  const printed = sentence.text.slice(m.start - sentence.start, m.end - sentence.start)
  const expected = lead.toFixed(Math.max(0, m.decimals ?? 0))
  desk.tell(
    'audit/ratio',
    desk.place(m.start, m.end),
    {
      en: `\`${printed}\` disagrees with ${lines[line]} of table ${grid.number}: ${a.text} and ${b.text} are ${expected} apart`,
      zh: `\`${printed}\` 与表 ${grid.number} 的 ${lines[line]} 不符：${a.text} 与 ${b.text} 相差 ${expected}`,
    },
    { confidence: 0.85, printed, expected },
  )
  return true
}

const ofAll =
  '(?:the|all|most|many|various|several|multiple|key|numerous|these|major|standard|public|academic|common|popular|a (?:wide )?(?:range|variety|number) of)'
// A outperforms B across various benchmarks: of the whole table, and of nothing that it does not have
const enAll = new RegExp(
  `^(?:\\s(?:has|also|even|still|clearly|generally|consistently|significantly|slightly|largely|overall))*\\s?\\|['’s]{0,2}(?:\\s(?:across|on|in|over)(?:\\s${ofAll})*\\s(?:benchmarks?|tests?|tasks?|evaluations?|metrics|board))?\\s?[.!;]?\\s*$`,
  'i',
)
const zhAll =
  /^(?:的)?(?:整体|综合|总体)?(?:性能|表现|效果|能力|成绩)?(?:上|方面)?(?:在(?:多[个项数]?|各[个项类]?|大多数|多数|主流|所有|全部|这些|上述|几乎所有)*的?(?:公开|主流|常用|权威)?(?:基准|测试|任务|评测|榜单|指标)+(?:测试)?(?:上|中)?)?(?:的?(?:性能|表现|成绩))?(?:明显|显著|全面|大幅|远|均|都|整体|略|已|也)*\|(?:模型|版)?[。！；]?\s*$/

// a comparison that names no test, where each test of the table says the other way
function checkAll(
  own: Table,
  sentence: Sentence,
  verb: Verb,
  [first, rival]: readonly [Found, Found],
  desk: Read['desk'],
): boolean {
  const lower = sentence.text.toLowerCase()
  if (sentence.mentions.length > 0 || foundIn(lower, own.labels).length > 0) return false
  const between = sentence.text.slice(first.at + first.text.length, verb.at)
  const behind = sentence.text.slice(rival.at + rival.text.length)
  if (!enAll.test(`${between}|${behind}`) && !zhAll.test(`${between.trim()}|${behind.trim()}`)) return false
  const leads = own.lines.flatMap((_, line) => {
    const [a, b] = [own.cell(first.n, line), own.cell(rival.n, line)]
    if (!isPlain(a) || !isPlain(b) || a.unitText !== b.unitText) return []
    return isLow(own, line, desk) ? [Number.NaN] : [(a.number - b.number) * (verb.isAhead ? 1 : -1)]
  })
  if (leads.filter((x) => x < 0).length < 3 || !leads.every((x) => x <= 0)) return false
  const at = desk.place(sentence.start + verb.at, sentence.start + verb.end)
  if (desk.isTold(at.start, at.end)) return true
  desk.tell(
    'audit/inconsistent',
    at,
    {
      en: `\`${verb.text}\` disagrees with table ${own.grid.number}, in which all ${leads.length} lines that have both say the other way`,
      zh: `\`${verb.text}\` 与表 ${own.grid.number} 不符，表中两者均有的 ${leads.length} 项都相反`,
    },
    { confidence: 0.85, printed: verb.text },
  )
  return true
}

/** Whether a cell is one exact number. */
export function isPlain({ kind, amount }: GridCell): boolean {
  return kind === 'number' && amount?.bound === 'exact' && amount.high === undefined
}

// MMLU-Pro ranks first is said of the one item and the one line that are named
function checkBest(own: Table, sentence: Sentence, said: RegExpExecArray, desk: Read['desk']): boolean {
  const { grid, lines } = own
  // 乙以 50.8 分居首，高于甲的 42.0 分: 居首 is said of what stands before it, 最高的是甲 of what stands behind
  const end = said.index + said[0].length
  const isBefore =
    /[\u4e00-\u9fff]/.test(said[0]) && !/^的?(?:[\u4e00-\u9fff]{0,4})?[是为]/.test(sentence.text.slice(end))
  const text = (isBefore ? sentence.text.slice(0, said.index) : sentence.text).toLowerCase()
  const named = foundIn(text, own.items)
  const line = lineOf(own, text, desk)
  if (named.length !== 1 || line === null || isLow(own, line, desk)) return false
  const cell = own.cell(named[0]!.n, line)
  const all = Array.from({ length: own.count }, (_, i) => own.cell(i, line)).filter(isPlain)
  if (!isPlain(cell) || all.length < 3 || all.some((c) => c.unitText !== cell.unitText)) return false
  const top = all.reduce((m, c) => (c.number > m.number ? c : m))
  const at = desk.place(sentence.start + said.index, sentence.start + said.index + said[0].length)
  if (top.number === cell.number || desk.isTold(at.start, at.end)) return true
  desk.tell(
    'audit/inconsistent',
    at,
    {
      en: `\`${said[0]}\` disagrees with ${lines[line]} of table ${grid.number}, where \`${cell.text}\` is less than \`${top.text}\``,
      zh: `\`${said[0]}\` 与表 ${grid.number} 的 ${lines[line]} 不符，其中 \`${cell.text}\` 低于 \`${top.text}\``,
    },
    { confidence: 0.82, printed: said[0], expected: top.text },
  )
  return true
}

// the line that the sentence names, or the only one that has numbers
function lineOf(own: Table, text: string, desk: AuditDesk): number | null {
  const named = foundIn(text, own.labels)
  if (named.length > 0) return named.length === 1 ? named[0]!.n : null
  const full = own.lines.flatMap((_, line) => {
    const numbers = Array.from({ length: own.count }, (_, i) => own.cell(i, line)).filter((c) => c.kind === 'number')
    return numbers.length >= 2 && !/^#$/.test(own.lines[line]!) && !isLow(own, line, desk) ? [line] : []
  })
  return full.length === 1 ? full[0]! : null
}
