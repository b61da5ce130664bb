import { type Mention, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { slipOf } from '../digits.ts'
import { isPercent } from '../kept.ts'
import { isQuoted } from '../prose/audit.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import { spanIn } from '../prose/timed.ts'
import type { Grid, GridCell } from '../table/grid.ts'
import { otherBasis } from './chain.ts'
import { textBetween } from './growth.ts'
import type { Read } from './input.ts'
import { nearTables } from './near.ts'

// a sentence speaks of tables within this many characters of it
const reach = 4001
const any = gate(/同比|环比|year|\by[/-]?o[/-]?y\b|quarter|sequential|\bq[/-]?o[/-]?q\b|month/i)
const zhFront =
  /(同比|环比)(?:大幅|小幅|快速|再|又)*(?:增长|增加|上升|上涨|提升|提高|下降|下滑|减少|下跌|回落|增|降|升|涨)?(?:了|约|近|达)*\s?$/
const enBehind =
  /^\s?(?:percent)?\s?(?:(?:more|less|higher|lower|above|below)\sthan\s(?:in\s)?)?(?:(a\syear\s(?:ago|earlier|before)|the\ssame\squarter|year[-\s]on[-\s]year|year[-\s]over[-\s]year|y\/y|yoy|on\sthe\syear)|(sequentially|quarter[-\s]on[-\s]quarter|quarter[-\s]over[-\s]quarter|q\/q|qoq|on\sthe\squarter|in\sthe\s\w+\squarter))/i
const yearly = /同比|\by[/-]?o[/-]?y\b|\by\/y\b|year|年增/i
const stepwise = /环比|\b[qmw][/-]?o[/-]?[qmw]\b|\b[qmw]\/[qmw]\b|sequential/i

/** Tells of growth beside a level that a table has, where the growth that the table gives for that level is a slip of the hand away. */
export function checkGrown({ desk, grids, numbered }: Read): void {
  const open = grids.filter((g) => g.rows.length <= 60 && g.columns.length <= 16)
  if (open.length === 0) return
  const near = nearTables(open, reach)
  for (const s of numbered) {
    if (s.mentions.length < 2 || s.mentions.length > 24 || !any(s)) continue
    for (const [n, m] of s.mentions.entries()) {
      const isYearly = isPercent(m.unitText) && isPlain(m) ? wayOf(s, m) : null
      if (isYearly === null || isQuoted(s, m) || desk.isTold(m.start, m.end) || otherBasis(s, m)) continue
      const level = s.mentions.slice(0, n).findLast((x) => !isPercent(x.unitText))
      if (level === undefined || !isPlain(level) || figuresOf(level) < 3) continue
      check(
        s,
        m,
        level,
        isYearly,
        near(s.start).map((i) => open[i]!),
        desk,
      )
    }
  }
}

function isPlain(m: Mention): boolean {
  return m.form === 'digits' && m.high === undefined && m.bound === 'exact'
}

function figuresOf({ value, scale }: Mention): number {
  return value.div(scale).abs().toFixed().replace(/\D/g, '').replace(/^0+/, '').length
}

// whether it is taken on the year or on the step before; `null` where that is not said
function wayOf(s: Sentence, m: Mention): boolean | null {
  const front = zhFront.exec(textBetween(s, m.start - 16, m.start))
  if (front !== null) return front[1] === '同比'
  const behind = enBehind.exec(textBetween(s, m.end, m.end + 50))
  return behind === null ? null : behind[1] !== undefined
}

function check(
  s: Sentence,
  m: Mention,
  level: Mention,
  isYearly: boolean,
  grids: readonly Grid[],
  desk: AuditDesk,
): void {
  const said = Math.abs(toNumber(m.value))
  const found = grids.flatMap((grid) => grownIn(grid, level, isYearly))
  const half = 0.5 * 10 ** -(m.decimals ?? 0)
  // a growth that any of the tables bears out, or that none of them has
  if (found.length === 0 || found.some((f) => Math.abs(Math.abs(f.value) - said) <= half + f.half + 1e-9)) return
  const shown = said.toFixed(Math.max(0, m.decimals ?? 0))
  const rights = new Set(found.map((f) => Math.abs(f.value).toFixed(Math.max(0, m.decimals ?? 0))))
  const [right] = rights
  if (right === undefined || rights.size > 1 || shown.replace(/\D/g, '').length < 3) return
  if (!['digit', 'exchange'].includes(slipOf(shown, right))) return
  const printed = textBetween(s, m.start, m.end)
  desk.tell(
    'audit/ratio',
    desk.place(m.start, m.end),
    {
      en: `\`${printed}\` disagrees with table ${found[0]!.table}, which has ${right}% for \`${textBetween(s, level.start, level.end)}\``,
      zh: `\`${printed}\` 与表 ${found[0]!.table} 不符，表中 \`${textBetween(s, level.start, level.end)}\` 对应 ${right}%`,
    },
    { confidence: 0.84, printed, expected: `${right}%` },
  )
}

interface Grown {
  readonly value: number
  readonly half: number
  readonly table: number
}

// the growths that a table has for the one cell that holds a level
function grownIn(grid: Grid, level: Mention, isYearly: boolean): readonly Grown[] {
  const bare = toNumber(level.value.div(level.scale))
  const holders = grid.cells.flatMap((row, r) =>
    row.flatMap((c, k) => (c.exact !== null && c.unitText !== '%' && c.exact.value === bare ? [{ r, k }] : [])),
  )
  const [at] = holders
  if (at === undefined || holders.length > 1) return []
  const heads = grid.columns.map((c) => c.text)
  const own = spanIn(heads[at.k]!).span
  const row = grid.cells[at.r]!
  const is = (head: string) => (isYearly ? yearly.test(head) && !stepwise.test(head) : stepwise.test(head))
  return row.flatMap((c: GridCell, k): readonly Grown[] => {
    if (c.exact === null || k === at.k) return []
    // a column of growth
    if (c.unitText === '%' || /%/.test(heads[k]!))
      return is(heads[k]!) ? [{ value: c.exact.value, half: c.exact.half, table: grid.number }] : []
    // the same time of the year before
    const base = spanIn(heads[k]!).span
    const isBase =
      isYearly &&
      own?.year != null &&
      base?.year === own.year - 1 &&
      base.part === own.part &&
      base.n === own.n &&
      c.exact.value > 0
    if (!isBase) return []
    const value = (bare / c.exact.value - 1) * 100
    return [{ value, half: (Math.abs(value) + 100) * (c.exact.half / c.exact.value), table: grid.number }]
  })
}
