import { largest, smallest } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import type { Grid, GridCell } from '../table/grid.ts'
import type { Read } from './input.ts'
import { bareLabel, labelsIn, nearTables } from './near.ts'

const any = gate(
  /first|second|third|fourth|fifth|last\b|best|highest|largest|biggest|lowest|smallest|cheapest|top\b|最|第[一二三四五六]|居首|垫底|首位/i,
)
const reach = 3000
const total =
  /^\W*(?:合计|总计|小计|全部|整体|平均|均值|其他|其它|其余|行业|total|sum|all|average|mean|overall|others?|rest|median|industry|market|guidance|n\b)/i
// a choice among some of them, and words that turn the sense
const isPartial =
  /\b(?:among|except|excluding|besides|apart from|after|behind|other|open|closed|chinese|domestic|one of|not|n't|never|but|if|would|could|should|expect\w*|than|second[- ](?:best|highest|largest|lowest|half|quarter)|only|since|ever|record|historic\w*|so far|previous\w*|week|month|quarter|year|round)\b|之一|其中|除|以外|之外|开源|闭源|国产|国内|海外|非|未|不是|若|将|预计|曾|历史|以来|次高|次低|其次|增|降|跌|涨/i

/** A word that places one of a row: the first, the lowest. */
interface Word {
  readonly at: number
  readonly text: string
  /** from 1, of those from the top; -1 for the last */
  readonly rank: number
  readonly from: 'top' | 'bottom' | 'either'
}

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth']
const ordinalEn =
  /\b(?:is|are|was|were|comes?|came|ranks?|ranked|stands?|puts it|places?d?|finishe[sd]|remains?|stays?)\s(?:in\s)?(?:the\s)?(first|second|third|fourth|fifth|sixth|last)(?:\splace|\slargest|\shighest|\sbiggest)?(?=\s(?:with|at|on|in|by|for|among|vendor|model|company|provider|country|app|platform|largest|place|,)|[.,;:)]|$)/gi
const placeEn = /\b(?:in|into)\s(first|second|third|fourth|fifth|last)\splace\b/gi
const mostEn =
  /\b(?:is|are|was|has|have|had|holds?|shows?|scores?|gets?|achieves?|reaches|posts?)\s(?:clearly\s|by far\s)?the\s(best|highest|largest|biggest|lowest|smallest|cheapest)\b(?!-)/gi
const ordinalZh = /(?:排名?|位[居列]|居|列|排在|名列|处于|占据|是|为)第?([一二三四五六])(?:位|名|$|(?=[，。；]))/g
const mostZh =
  /(?:得分|成绩|价格|份额|占比|数值|分数|成本|总分|均分)?(?<![之])(最高|最低|最大|最小|最多|最少|最便宜|垫底|居首|居末)(?:的是)?/g

function wordsIn({ text }: Sentence): readonly Word[] {
  const words: Word[] = []
  const take = (m: RegExpMatchArray, rank: number, from: Word['from']) => {
    const own = m[1]!
    const at = m.index! + m[0].lastIndexOf(own)
    words.push({ at, text: own, rank, from })
  }
  for (const pattern of [ordinalEn, placeEn])
    for (const m of text.matchAll(pattern))
      take(m, m[1]!.toLowerCase() === 'last' ? -1 : ordinals.indexOf(m[1]!.toLowerCase()) + 1, 'either')
  for (const m of text.matchAll(mostEn)) take(m, 1, wayOf(m[1]!))
  for (const m of text.matchAll(ordinalZh)) take(m, '〇一二三四五六'.indexOf(m[1]!), 'either')
  for (const m of text.matchAll(mostZh)) take(m, 1, wayOf(m[1]!))
  return words
}

function wayOf(word: string): Word['from'] {
  if (/best|居首/i.test(word)) return 'either'
  return /lowest|smallest|cheapest|低|小|少|便宜|垫底|末/i.test(word) ? 'bottom' : 'top'
}

/** Tells of a place that a sentence gives one item of a table close by and that the line of the table it speaks of does not: on MMLU A is the best, B is third with 57.6. */
export function checkPlaced({ desk, grids, sentences }: Read): void {
  const open = grids.filter((g) => g.rows.length <= 60 && g.columns.length <= 20)
  if (open.length === 0) return
  const near = nearTables(open, reach)
  for (const s of sentences) {
    if (s.text.length > 260 || !any(s)) continue
    const words = wordsIn(s)
    if (words.length !== 1 || isPartial.test(s.text.replace(words[0]!.text, ''))) continue
    for (const n of near(s.start)) if (check(s, words[0]!, open[n]!, desk)) break
  }
}

interface Line {
  readonly names: readonly string[]
  readonly cells: readonly GridCell[]
  readonly head: string
}

// a table as lines of comparable cells: by its columns, and by its rows
function linesOf(grid: Grid): { readonly items: readonly string[]; readonly lines: readonly Line[] }[] {
  const rows = grid.rows.map((r) => r.text)
  const columns = grid.columns.map((c) => c.text)
  return [
    { items: rows, lines: columns.map((head, k) => ({ names: rows, head, cells: grid.cells.map((r) => r[k]!) })) },
    { items: columns, lines: rows.map((head, j) => ({ names: columns, head, cells: grid.cells[j]! })) },
  ]
}

const beneath = /\b(?:on|in|for|under|at|of|by)\s(?:the\s)?$|[在于]\s?$/i

// who is placed: the last name before the word that stands under no preposition
function subjectIn(text: string, word: Word, items: readonly string[]): number | null {
  const front = text.slice(0, word.at)
  const named = labelsIn(front, items).filter((n) => {
    const at = front.lastIndexOf(bareLabel(items[n]!))
    // somebody else may stand in a clause between
    return !beneath.test(front.slice(0, at)) && !/[,，;；。]/.test(front.slice(at))
  })
  return named.length === 1 && labelsIn(text, items).length === 1 ? named[0]! : null
}

function check(s: Sentence, word: Word, grid: Grid, desk: AuditDesk): boolean {
  const text = s.text.toLowerCase()
  const sides = linesOf(grid)
  for (const [side, { items, lines }] of sides.entries()) {
    // benchmarks are placed nowhere
    if (grid.down !== null && (grid.down === 'measure') === (side === 0)) continue
    const own = subjectIn(text, word, items)
    if (own === null || total.test(items[own]!)) continue
    const heads = labelsIn(
      text,
      lines.map((l) => l.head),
    ).filter((n) => !isOfOther(text, word, bareLabel(lines[n]!.head)))
    // the number beside the word says which line is meant where none is named
    const fit = heads.length === 1 ? heads : heads.length > 1 ? [] : byNumber(s, word, lines, own)
    if (fit.length !== 1) continue
    const line = lines[fit[0]!]!
    // third, with a growth of 1.7%: who ranks by growth is the fastest
    if (/QoQ|YoY|MoM|WoW|growth|change|同比|环比|增速|变化/i.test(line.head)) continue
    const kept = line.cells.flatMap((c, n) => (total.test(line.names[n]!) ? [] : [{ c, n }]))
    if (kept.length < 3 || kept.some(({ c }) => c.kind !== 'number' || c.amount?.bound !== 'exact')) continue
    if (new Set(kept.map(({ c }) => c.unitText)).size > 1) continue
    const values = kept.map(({ c, n }) => ({ value: c.number, n }))
    judge(s, word, line, own, values, grid, desk)
    return true
  }
  return false
}

// the largest of the five and has the fewest tokens per parameter: what stands behind an "and" is another matter
function isOfOther(text: string, word: Word, head: string): boolean {
  const at = text.indexOf(head, word.at)
  return (
    at !== -1 &&
    text.lastIndexOf(head, word.at) === -1 &&
    /\b(?:and|with|but)\b|[,，；;且而并]/.test(text.slice(word.at, at))
  )
}

const behind =
  /^(?:\s(?:place|largest|highest|vendor))?[,，]?\s?(?:\b(?:with|at|on|by)\b|[,（(，]|为|是|达|得)?\s?(?:an?\s)?(?:(?:market\s)?share of|score of)?\s?[$¥€£]?$/i
const before = /^[^,，;；。.\d]{0,20}$/

function byNumber(s: Sentence, word: Word, lines: readonly Line[], own: number): readonly number[] {
  const [from, to] = [word.at, word.at + word.text.length]
  const said = s.mentions
    .filter((m) =>
      m.numberStart - s.start >= to
        ? behind.test(s.text.slice(to, m.numberStart - s.start))
        : before.test(s.text.slice(m.numberEnd - s.start, from)),
    )
    .map((m) => Number(m.value.div(m.scale)))
  return lines.flatMap((l, n) => {
    const cell = l.cells[own]!
    return cell.kind === 'number' && said.some((v) => Math.abs(v - cell.number) < 1e-9) ? [n] : []
  })
}

function judge(
  s: Sentence,
  word: Word,
  line: Line,
  own: number,
  values: readonly { readonly value: number; readonly n: number }[],
  grid: Grid,
  desk: AuditDesk,
): void {
  const mine = values.find((v) => v.n === own)!.value
  const above = values.filter((v) => v.value > mine).length
  const below = values.filter((v) => v.value < mine).length
  const ties = values.filter((v) => v.value === mine).length
  const want = word.rank === -1 ? values.length : word.rank
  const fits = (n: number) => want > n && want <= n + ties
  if (word.from !== 'bottom' && fits(above)) return
  if (word.from !== 'top' && fits(below)) return
  // a rank of their own, and a table that is in another order than that of its numbers
  if (word.from === 'either' && values.length > 12) return
  const at = s.start + word.at
  if (desk.isTold(at, at + word.text.length)) return
  const best = word.from === 'bottom' ? smallest(values.map((v) => v.value)) : largest(values.map((v) => v.value))
  const winner = line.names[values.find((v) => v.value === best)!.n]!
  const right = word.rank === 1 ? winner : String(above + 1)
  desk.tell(
    'audit/inconsistent',
    desk.place(at, at + word.text.length),
    {
      en: `\`${word.text}\` disagrees with ${line.head} of table ${grid.number}, where ${line.names[own]} is number ${above + 1} of ${values.length}`,
      zh: `“${word.text}”与表 ${grid.number} 的 ${line.head} 不符，${line.names[own]} 在 ${values.length} 项中位列第 ${above + 1}`,
    },
    { confidence: 0.8, printed: word.text, expected: right },
  )
}
