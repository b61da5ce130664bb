import { type Mention, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { slipOf } from '../digits.ts'
import { isPercent } from '../kept.ts'
import { isQuoted } from '../prose/audit.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import type { Grid } from '../table/grid.ts'
import { textBetween } from './growth.ts'
import { holds } from './inconsistent.ts'
import type { Read } from './input.ts'
import { nearTables } from './near.ts'

// a sentence speaks of tables within this many characters of it
const reach = 4000
const any = gate(
  /领先|落后|高于|低于|高出?|低|多|少|差|ahead|behind|above|below|more than|less than|fewer than|higher than|lower than|lead/i,
)
const moreZh = /(?:领先|高于|高出?|超出?|多出?)[^，。；;\d]{0,16}$/
const lessZh = /(?:落后|低于|低|少)[^，。；;\d]{0,16}$/
const moreEn = /^\s?(?:[a-z%]+\s){0,3}?(?:ahead of|above|more than|higher than)\s/i
const lessEn = /^\s?(?:[a-z%]+\s){0,3}?(?:behind|below|less than|fewer than|lower than)\s/i
const other = /同比|环比|去年|上年|上[周月季]|year|quarter|month|week|earlier|ago/i

/**
 * Tells of a distance between two rows of a table that no column of it has, or that is the other way round:
 * 比第二名乙助手高 0.51 分, "45 MW less than Dublin".
 */
export function checkApart({ desk, grids, numbered }: Read): void {
  const open = grids.filter((g) => g.rows.length >= 2 && g.rows.length <= 60 && g.columns.length <= 16)
  if (open.length === 0) return
  const nearOf = nearTables(open, reach)
  const named: (Named | undefined)[] = []
  for (const sentence of numbered) {
    if (sentence.mentions.length > 24 || !any(sentence)) continue
    const near = nearOf(sentence.start).map((n) => {
      named[n] ??= namesOf(open[n]!)
      return named[n]
    })
    if (near.length > 0) for (const m of sentence.mentions) checkDistance(sentence, m, near, desk)
  }
}

interface Named {
  readonly grid: Grid
  readonly rows: readonly { readonly text: string; readonly at: number }[]
}

function namesOf(grid: Grid): Named {
  const rows = grid.rows.flatMap((r, at) => {
    const text = r.text
      .replace(/\s*[（(][^()（）]*[）)]\s*$/, '')
      .trim()
      .toLowerCase()
    return text.length >= 2 &&
      text.length <= 40 &&
      !/^[\d.,%\s]+$|^(?:合计|总计|其他|其余|平均|total|others?|average)$/.test(text)
      ? [{ text, at }]
      : []
  })
  return { grid, rows }
}

function checkDistance(sentence: Sentence, m: Mention, near: readonly Named[], desk: AuditDesk): void {
  if (m.form !== 'digits' || m.high !== undefined || m.bound !== 'exact' || isPercent(m.unitText)) return
  const front = textBetween(sentence, m.numberStart - 26, m.numberStart)
  const behind = textBetween(sentence, m.end, m.end + 60)
  const way = moreZh.test(front) || moreEn.test(behind) ? 1 : lessZh.test(front) || lessEn.test(behind) ? -1 : 0
  if (way === 0 || other.test(front) || other.test(behind.slice(0, 40))) return
  if (isQuoted(sentence, m) || desk.isTold(m.start, m.end)) return
  const isZh = moreZh.test(front) || lessZh.test(front)
  for (const { grid, rows } of near) {
    const pair = pairOf(sentence, m, isZh, rows)
    if (pair === null) continue
    judge(sentence, m, grid, pair, way, desk)
    return
  }
}

// who is ahead, by the first name of the sentence, and of whom, by the name beside the distance
function pairOf(sentence: Sentence, m: Mention, isZh: boolean, rows: Named['rows']): readonly [number, number] | null {
  const text = sentence.text.toLowerCase()
  const at = m.numberStart - sentence.start
  const found = rows
    .filter((r) => holds(text, r.text))
    .map((r) => ({
      ...r,
      from: text.indexOf(r.text),
      last: isZh ? text.lastIndexOf(r.text, at) : text.indexOf(r.text, at),
    }))
    .filter((r, _i, all) => !all.some((o) => o !== r && o.text.length > r.text.length && o.text.includes(r.text)))
  const subject = found.toSorted((a, b) => a.from - b.from)[0]
  const beside = found
    .filter((r) => r.last !== -1 && (isZh ? r.last < at && at - r.last < 30 : r.last - at < 60) && r !== subject)
    .toSorted((a, b) => (isZh ? b.last - a.last : a.last - b.last))[0]
  if (subject === undefined || beside === undefined || subject.from > at) return null
  // 冷板多 7,200 美元、管路多 6,800 美元: each has more than it had, and not than the other
  // 第一为北辰（1444，领先第二名 5 分）: behind the word for the distance stands whom it is held against
  const said = isZh ? /(?:领先|落后|高于|低于|超过)([^，。；;]*)$/.exec(text.slice(0, at))?.[1] : undefined
  if (said !== undefined && !holds(said, beside.text)) return null
  return isZh && !/比|较|[高低多少优]于|领先|落后|超|差/.test(text.slice(subject.from, at))
    ? null
    : [subject.at, beside.at]
}

function judge(
  sentence: Sentence,
  m: Mention,
  grid: Grid,
  [a, b]: readonly [number, number],
  way: number,
  desk: AuditDesk,
): void {
  const said = toNumber(m.value.div(m.scale))
  const whole = toNumber(m.value)
  const places = Math.max(0, (m.decimals ?? 0) + Math.round(Math.log10(toNumber(m.scale))))
  const gaps = grid.columns.flatMap((c, k) => {
    const x = grid.cells[a]![k]!
    const y = grid.cells[b]![k]!
    if (x.kind !== 'number' || y.kind !== 'number') return []
    const half = 0.5 * 10 ** -Math.min(x.decimals, y.decimals)
    return [
      {
        gap: x.number - y.number,
        slack: 2 * half + 0.5 * 10 ** -places,
        head: c.text,
        decimals: Math.max(x.decimals, y.decimals),
      },
    ]
  })
  const same = gaps.filter((g) => [said, whole].some((v) => Math.abs(Math.abs(g.gap) - v) <= g.slack + 1e-9))
  const printed = textBetween(sentence, m.start, m.end)
  const names = `${grid.rows[a]!.text} / ${grid.rows[b]!.text}`
  if (same.length > 0) {
    const exact = same.filter(
      (g) => g.decimals === places && Math.abs(Math.abs(g.gap) - said) <= 10 ** -places * 0.01 + 1e-9,
    )
    if (same.length !== 1 || exact.length !== 1 || said === 0 || Math.sign(same[0]!.gap) === way) return
    desk.tell(
      'audit/flip',
      desk.place(m.start, m.end),
      {
        en: `\`${printed}\` is said the other way round: ${names} are ${exact[0]!.gap > 0 ? '+' : ''}${shown(exact[0]!.gap)} apart in \`${exact[0]!.head}\` of table ${grid.number}`,
        zh: `\`${printed}\` 的方向相反：表 ${grid.number} 的 \`${exact[0]!.head}\` 中 ${names} 相差 ${shown(exact[0]!.gap)}`,
      },
      { confidence: 0.82, printed },
    )
    return
  }
  // two digits that changed places, in one column only
  const slips = gaps.filter(
    (g) => Math.sign(g.gap) === way && slipOf(said.toFixed(places), Math.abs(g.gap).toFixed(places)) === 'exchange',
  )
  const [slip] = slips
  if (slips.length !== 1 || slip === undefined || said.toFixed(places).replace(/\D/g, '').length < 2) return
  desk.tell(
    'audit/inconsistent',
    desk.place(m.start, m.end),
    {
      en: `\`${printed}\` disagrees with \`${slip.head}\` of table ${grid.number}, where ${names} are ${shown(Math.abs(slip.gap))} apart`,
      zh: `\`${printed}\` 与表 ${grid.number} 的 \`${slip.head}\` 不一致，其中 ${names} 相差 ${shown(Math.abs(slip.gap))}`,
    },
    { confidence: 0.78, printed, expected: shown(Math.abs(slip.gap)) },
  )
}

function shown(value: number): string {
  return String(Number(value.toFixed(4)))
}
