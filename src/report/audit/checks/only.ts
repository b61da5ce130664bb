import type { AuditDesk } from '../desk.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import type { Grid } from '../table/grid.ts'
import type { Read } from './input.ts'
import { labelOf } from './leads.ts'
import { nearTables } from './near.ts'

// a sentence speaks of tables within this many characters of it
const reach = 4001
const any = gate(/唯一|只有|仅有?|\bonly\b/i)
const zhDown = '下降|下滑|下跌|收跌|回落|负增长|亏损|减少|走低|为负'
const zhUp = '上涨|上升|增长|收涨|增加|走高|盈利|为正'
const enDown =
  'shrink|lose|loses|lost|falls?|fell|declined?|declines|shrinks?|shrank|drops?|dropped|slips?|slipped|contracts?'
const enUp = 'rises?|rose|grows?|grew|gains?|gained|climbs?|climbed|advances?|advanced|expands?'
const way = `(?:(${zhDown})|(${zhUp}))`
// what a name may be put behind or before; the name itself stands at the end of the first, the start of the second
const forms: readonly { readonly isBehind: boolean; readonly pattern: RegExp }[] = [
  // 甲是唯一收跌的
  { isBehind: true, pattern: new RegExp(`是唯一(?:一?[个家款只])?${way}的`, 'g') },
  // 唯一下降的是甲, 下降的仅甲
  { isBehind: false, pattern: new RegExp(`唯一${way}的[\\u4e00-\\u9fff]{0,6}?(?:是|为)`, 'g') },
  { isBehind: false, pattern: new RegExp(`${way}的(?:仅有?|只有)`, 'g') },
  // X is the only one to lose
  {
    isBehind: true,
    pattern: new RegExp(
      `\\s(?:is|was)\\sthe\\sonly\\s[^.,;:()]{0,40}?\\b(?:to|that|where\\s[a-z]{2,16}|whose\\s[a-z]{2,16})\\s(?:(${enDown})|(${enUp}))\\b`,
      'gi',
    ),
  },
]
// 只有甲下降; only X fell
const around = new RegExp(`(?:只有|仅有?|唯有)(.{2,20}?)${way}`, 'g')
const enAround = new RegExp(`\\bonly\\s(.{2,40}?)\\s(?:(${enDown})|(${enUp}))\\b`, 'gi')
const patterns = [...forms.map((f) => f.pattern), around, enAround]
const total = /合计|总计|平均|\btotal\b|\baverage\b|\ball\b/i

/** Tells of an item that is called the only one to rise or fall where the table has another: 甲是唯一收跌的板块. */
export function checkOnly({ desk, grids, sentences }: Read): void {
  const open = grids.filter((g) => g.rows.length >= 3 && g.rows.length <= 60 && g.columns.length <= 24)
  if (open.length === 0) return
  const near = nearTables(open, reach)
  for (const s of sentences) {
    if (!any(s) || s.text.length > 400 || !patterns.some((p) => s.text.search(p) !== -1)) continue
    for (const n of near(s.start)) if (check(open[n]!, s, desk)) break
  }
}

interface Said {
  readonly row: number
  readonly at: number
  readonly end: number
  readonly isDown: boolean
}

function check(grid: Grid, s: Sentence, desk: AuditDesk): boolean {
  const rows = [...grid.rows.keys()].filter((r) => !total.test(grid.rows[r]!.text))
  const said = saidIn(grid, rows, s)
  if (said === null) return false
  const sign = said.isDown ? -1 : 1
  // columns of changes: numbers with signs, some of them below nought
  const changes = [...grid.columns.keys()].filter((c) => {
    const cells = rows.map((r) => grid.cells[r]![c]!)
    return cells.every((x) => x.exact !== null) && cells.some((x) => x.number < 0) && cells.some((x) => x.number > 0)
  })
  const signOf = (r: number, c: number) => Math.sign(grid.cells[r]![c]!.number)
  // the name may be meant by another column
  if (changes.some((c) => signOf(said.row, c) === sign)) return true
  const winners = new Set(
    changes.flatMap((c) => {
      const own = rows.filter((r) => signOf(r, c) === sign)
      return own.length === 1 ? own : []
    }),
  )
  const [winner] = winners
  if (winner === undefined || winners.size > 1 || desk.isTold(said.at, said.end)) return false
  const right = grid.rows[winner]!.text
  const printed = s.text.slice(said.at - s.start, said.end - s.start)
  desk.tell(
    'audit/flip',
    desk.place(said.at, said.end),
    {
      en: `\`${printed}\` is not the one that ${said.isDown ? 'falls' : 'rises'} in table ${grid.number}: only ${right} does`,
      zh: `表 ${grid.number} 中唯一${said.isDown ? '下降' : '上升'}的不是 \`${printed}\`，而是 ${right}`,
    },
    { confidence: 0.8, printed, expected: right },
  )
  return true
}

function saidIn(grid: Grid, rows: readonly number[], s: Sentence): Said | null {
  const labels = rows.map((row) => ({ row, text: labelOf(grid.rows[row]!.text) })).filter((l) => l.text.length >= 2)
  const lower = s.text.toLowerCase()
  const made = (row: number, at: number, length: number, isDown: boolean) => ({
    row,
    at: s.start + at,
    end: s.start + at + length,
    isDown,
  })
  for (const { isBehind, pattern } of forms)
    for (const m of s.text.matchAll(pattern)) {
      const edge = isBehind ? m.index : m.index + m[0].length
      const fits = labels.filter((l) =>
        isBehind ? lower.slice(0, edge).endsWith(l.text) : lower.startsWith(l.text, edge),
      )
      const best = fits.sort((a, b) => b.text.length - a.text.length)[0]
      if (best !== undefined)
        return made(best.row, isBehind ? edge - best.text.length : edge, best.text.length, m[1] !== undefined)
    }
  for (const pattern of [around, enAround])
    for (const m of s.text.matchAll(pattern)) {
      const best = labels.find((l) => l.text === m[1]!.trim().toLowerCase())
      if (best !== undefined) return made(best.row, s.text.indexOf(m[1]!, m.index), m[1]!.length, m[2] !== undefined)
    }
  return null
}
