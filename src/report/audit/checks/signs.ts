import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import type { Grid, GridCell } from '../table/grid.ts'
import type { Read } from './input.ts'
import { nearTables } from './near.ts'
import { numberOf } from './wins.ts'

// a sentence speaks of tables within this many characters of it
const reach = 2501
const zhNumber = '(\\d{1,2}|[一两二三四五六七八九十])'
const enNumber = '(\\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)'
const zhUp = '上涨|上升|增长|收涨|走高|回升'
const zhDown = '下跌|下降|下滑|收跌|走低|回落'
const enUp = 'rose|rise|grew|grow|gained|gain|increased|increase|climbed|are up|were up'
const enDown = 'fell|fall|declined|decline|dropped|drop|decreased|decrease|shrank|lost ground|are down|were down'
// 三跌两涨, 两涨一平一跌
const tally = new RegExp(
  `(?<![\\d.第])${zhNumber}(涨|升|增|跌|降|平)${zhNumber}(涨|升|增|跌|降|平)(?:${zhNumber}(涨|升|增|跌|降|平))?`,
  'g',
)
// 五款中四款下降
const zhPart = new RegExp(
  `${zhNumber}(?:个|款|家|项|种|只)[\\u4e00-\\u9fff]{0,6}中(?:有)?${zhNumber}(?:个|款|家|项|种|只)(?:环比|同比)?(?:均|都)?(?:(${zhUp})|(${zhDown}))`,
  'g',
)
// three of the five apps fell
const enPart = new RegExp(
  `\\b${enNumber}\\sof\\s(?:the|all)\\s${enNumber}\\s(?:[a-z-]+\\s){0,2}?(?:(${enUp})|(${enDown}))\\b`,
  'gi',
)
const any = gate(/[涨升增跌降][^，。]{0,2}[涨升增跌降平]|[个款家项种只][^，。]{0,8}中|\bof (?:the|all)\b/i)
const total = /合计|总计|平均|均值|整体|指数|\btotal\b|\baverage\b|\bmean\b|\ball\b|\bindex\b/i

/** Tells of a number of items that are said to rise or fall, which no column of changes of the table that has them all bears out: 三跌两涨. */
export function checkSigns({ desk, grids, sentences }: Read): void {
  const open = grids.filter((g) => g.rows.length >= 3 && g.rows.length <= 40 && g.columns.length <= 24)
  if (open.length === 0) return
  const near = nearTables(open, reach)
  const columns: (readonly Counts[])[] = []
  for (const s of sentences) {
    if (s.text.length > 400 || !any(s)) continue
    for (const said of saidIn(s)) {
      const found = near(s.start).flatMap((n) => {
        columns[n] ??= countsOf(open[n]!)
        return columns[n].filter((c) => c.of === said.of).map((c) => ({ ...c, table: open[n]!.number }))
      })
      const fits = (c: Counts) =>
        (said.up === null || said.up === c.up) &&
        (said.down === null || said.down === c.down) &&
        (said.flat === null || said.flat === c.flat)
      const [first] = found
      const at = desk.place(s.start + said.at, s.start + said.at + said.text.length)
      if (first === undefined || found.some(fits) || desk.isTold(at.start, at.end)) continue
      desk.tell(
        'audit/flip',
        at,
        {
          en: `\`${said.text}\` agrees with no column of changes of table ${first.table}: of ${first.of} there ${first.up} rise and ${first.down} fall in the first of them`,
          zh: `\`${said.text}\` 与表 ${first.table} 的各列涨跌均不符：首列 ${first.of} 项中 ${first.up} 涨 ${first.down} 跌`,
        },
        { confidence: 0.8, printed: said.text, expected: `${first.up}/${first.down}` },
      )
    }
  }
}

interface Counts {
  readonly of: number
  readonly up: number
  readonly down: number
  readonly flat: number
}

// 持平, –, 0.0%
function isFlat({ text, exact }: GridCell): boolean {
  return /^(?:持平|平|flat|unchanged|[-–—−]{1,2})$/i.test(text.trim()) || exact?.value === 0
}

const changeHead = /环比|同比|涨跌|变[动化]|增[速长减幅]|change|growth|Δ|\b(?:yoy|qoq|mom|wow)\b/i

// the columns of a table that have a sign in each cell
function countsOf(grid: Grid): readonly Counts[] {
  const rows = [...grid.rows.keys()].filter((r) => !total.test(grid.rows[r]!.text))
  return [...grid.columns.keys()].flatMap((c) => {
    const cells = rows.map((r) => grid.cells[r]![c]!)
    // a rise may stand without its sign where the head says what the column is
    const isHeaded =
      changeHead.test(grid.columns[c]!.text) && cells.some((x) => x.exact !== null && /^[-−–]/.test(x.text.trim()))
    const isChange = cells.every((x) => isFlat(x) || (x.exact !== null && (isHeaded || /^[+\-−–]/.test(x.text.trim()))))
    if (!isChange) return []
    const of = (sign: number) => cells.filter((x) => !isFlat(x) && Math.sign(x.number) === sign).length
    return [{ of: rows.length, up: of(1), down: of(-1), flat: cells.filter(isFlat).length }]
  })
}

interface Said {
  readonly at: number
  readonly text: string
  readonly of: number
  readonly up: number | null
  readonly down: number | null
  readonly flat: number | null
}

function saidIn({ text }: Sentence): readonly Said[] {
  const found: Said[] = []
  for (const m of text.matchAll(tally)) {
    const parts = [m.slice(1, 3), m.slice(3, 5), m.slice(5, 7)].filter(([n]) => n !== undefined)
    const sum = (way: RegExp) =>
      parts.filter(([, w]) => way.test(w!)).reduce((t, [n]) => t + (numberOf(n!) ?? Number.NaN), 0)
    const [up, down, flat] = [sum(/[涨升增]/), sum(/[跌降]/), sum(/平/)]
    const of = up + down + flat
    if (up > 0 && down > 0 && Number.isFinite(of)) found.push({ at: m.index, text: m[0], of, up, down, flat })
  }
  for (const [pattern, whole, part] of [
    [zhPart, 1, 2],
    [enPart, 2, 1],
  ] as const)
    for (const m of text.matchAll(pattern)) {
      const [of, count] = [numberOf(m[whole]!), numberOf(m[part]!)]
      if (of === null || count === null || count > of) continue
      const isUp = m[3] !== undefined
      found.push({ at: m.index, text: m[0], of, up: isUp ? count : null, down: isUp ? null : count, flat: null })
    }
  return found
}
