import { toNumber } from '../../../base/index.ts'
import { isQuoted } from '../prose/audit.ts'
import { gate } from '../prose/gate.ts'
import { clausesOf, type Sentence } from '../prose/sentence.ts'
import type { Grid } from '../table/grid.ts'
import { textBetween } from './growth.ts'
import { holds } from './inconsistent.ts'
import type { Read } from './input.ts'
import { nearTables } from './near.ts'

const any = gate(/第|首位|榜首|末位|最后|first|second|third|fourth|fifth|last|No\./)

const numerals = '一二三四五六七八九十'
const english: readonly string[] = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
]

const zh =
  /(?:排名?|位[居列]|居|列|排在|名列)(?:全?[国球部]|行业|榜单|其中)?(?:第\s?([一二三四五六七八九十]|\d{1,2})(?:[位名])?|(首位|榜首|末位|最后))/g
const en =
  /\b(?:ranks?|ranked|ranking|comes?|came|placed|finishe[sd])\s(?:in\s)?(?:(?:the\s)?(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?:\splace)?|(last)|No\.\s?(\d{1,2}))(?=[\s,.;)]|$)(?!\s(?:quarter|half|week|month|year|day|time|model|company|to\b|of all|generation|version))/gi

// a sentence speaks of tables within this many characters of it
const reach = 4000

/** Tells of a rank that the column of the table that it is taken from does not give: 豆包以 168 万次位居第二. */
export function checkRanks({ desk, grids, numbered }: Read): void {
  const open = grids.filter((g) => g.rows.length >= 3 && g.rows.length <= 100 && g.columns.length <= 24)
  if (open.length === 0) return
  const nearOf = nearTables(open, reach)
  for (const sentence of numbered) {
    if (!any(sentence)) continue
    const near = nearOf(sentence.start).map((n) => open[n]!)
    for (const said of ranksIn(sentence)) for (const grid of near) if (checkIn(grid, near, sentence, said, desk)) break
  }
}

interface Said {
  readonly at: number
  readonly end: number
  /** from 1; -1 is the last */
  readonly rank: number
  readonly text: string
}

function ranksIn({ text, start }: Sentence): readonly Said[] {
  const of = (m: RegExpMatchArray, rank: number): Said => ({
    at: start + m.index!,
    end: start + m.index! + m[0].length,
    rank,
    text: m[0],
  })
  return [
    ...[...text.matchAll(zh)].map((m) =>
      of(
        m,
        m[1] === undefined
          ? /首|榜首/.test(m[2]!)
            ? 1
            : -1
          : /\d/.test(m[1])
            ? Number(m[1])
            : numerals.indexOf(m[1]) + 1,
      ),
    ),
    ...[...text.matchAll(en)].map((m) =>
      of(m, m[2] !== undefined ? -1 : m[3] === undefined ? english.indexOf(m[1]!.toLowerCase()) + 1 : Number(m[3])),
    ),
  ]
}

const low =
  /价|成本|费|延迟|时延|耗|错误|幻觉|跌|降|最[低少小快慢]|低|price|cost|latency|error|loss|lowest|cheap|fewest|least|decline|\bms\b|\$\//i
const all = /^\s*(?:总计|合计|总和|小计|平均|其他|其它|其余|total|sum|average|others?|rest)/i

const bare = (head: string) =>
  head
    .replace(/[（(][^（）()]*[)）]/g, '')
    .trim()
    .toLowerCase()

function checkIn(grid: Grid, open: readonly Grid[], sentence: Sentence, said: Said, desk: Read['desk']): boolean {
  const clause = clausesOf(sentence).filter((c) => c.start <= said.at)
  const from = clause.length >= 2 ? clause.at(-2)!.start : (clause.at(-1)?.start ?? sentence.start)
  const words = textBetween(sentence, from, said.at).toLowerCase()
  const rows = grid.rows
    .map((r, n) => ({ n, text: r.text.trim().toLowerCase() }))
    .filter((r) => r.text.length >= 2 && !all.test(r.text))
  const named = rows.filter((r) => holds(words, r.text))
  const longest = named.filter((r) => !named.some((o) => o.text.length > r.text.length && o.text.includes(r.text)))
  if (longest.length !== 1) return false
  const row = longest[0]!.n
  // HumanEval 得分 86.6，列第三: among models, and not among benchmarks
  if (grid.rows[row]!.measure !== null && grid.columns.some((c) => c.entity !== null)) return false
  // the number beside the rank says of which column it is
  const beside = sentence.mentions.filter(
    (m) =>
      m.start >= from &&
      !/[，,；;]/.test(m.start < said.end ? '' : textBetween(sentence, said.end, m.start)) &&
      m.start - said.end < 24 &&
      !isQuoted(sentence, m) &&
      (m.end <= said.at || m.start >= said.end),
  )
  const fit = grid.columns.flatMap((_, k) => {
    const cell = grid.cells[row]![k]!
    const isSame =
      cell.kind === 'number' && beside.some((m) => Math.abs(toNumber(m.value.div(m.scale)) - cell.number) < 1e-9)
    return isSame ? [k] : []
  })
  if (fit.length !== 1) return false
  // 由 A 排第一, where A heads a column: it is first among those of a row
  const heads = grid.columns.map((c) => bare(c.text)).filter((head) => head.length >= 2)
  if (heads.some((head) => words.trimEnd().endsWith(head))) return false
  // on Chinese it ranks first: a row of benchmarks ranks among none
  if (/(?:^|[,，.。])\s*(?:on|in|for|under|at)\s[^,，]{2,40},?\s(?:it|they|this model|the model)\s?$/i.test(words))
    return false
  // 灵问 DAU/MAU 为 40.0%，列第二: another column, of this table or of one close by, is called by its name
  const own = grid.columns[fit[0]!]!.text.toLowerCase()
  const isOther = open.some((g) =>
    g.columns.some(({ text }) => {
      const head = bare(text)
      return (
        head.length >= 2 &&
        !own.includes(head) &&
        holds(words, head) &&
        !grid.rows[row]!.text.toLowerCase().includes(head)
      )
    }),
  )
  if (isOther && !holds(words, bare(own))) return false
  const column = rows.flatMap((r) => {
    const cell = grid.cells[r.n]![fit[0]!]!
    return cell.kind === 'number' ? [{ n: r.n, value: cell.number }] : []
  })
  if (column.length < 3 || column.length < rows.length) return false
  const value = column.find((c) => c.n === row)!.value
  const above = column.filter((c) => c.value > value).length
  const below = column.filter((c) => c.value < value).length
  const want = said.rank === -1 ? column.length : said.rank
  const ties = column.filter((c) => c.value === value).length
  const fits = (n: number) => want > n && want <= n + ties
  // the lowest price is the first
  const isLow = low.test(`${grid.caption} ${grid.columns[fit[0]!]!.text} ${sentence.text}`)
  if (fits(above) || (isLow && fits(below))) return true
  desk.tell(
    'audit/inconsistent',
    desk.place(said.at, said.end),
    {
      en: `\`${said.text}\` disagrees with column ${grid.columns[fit[0]!]!.text} of table ${grid.number}, where ${grid.rows[row]!.text} is number ${above + 1}`,
      zh: `\`${said.text}\` 与表 ${grid.number} 的 ${grid.columns[fit[0]!]!.text} 一列不符，${grid.rows[row]!.text} 在其中位列第 ${above + 1}`,
    },
    { confidence: 0.82, printed: said.text, expected: String(above + 1) },
  )
  return true
}
