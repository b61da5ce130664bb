import type { Mention } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { isQuoted } from '../prose/audit.ts'
import { isBase } from '../prose/basis.ts'
import type { Sentence } from '../prose/sentence.ts'
import { textBetween } from './growth.ts'
import type { Read } from './input.ts'
import { type Items, isBorneOut, isTotal, itemsOf, type Named, namedIn } from './items.ts'
import { bareLabel, nearTables } from './near.ts'

const reach = 4000
// what speaks of two, or of what is no cell
const isOther =
  /\b(?:behind|below|above|than|versus|vs|against|compared|from|more|less|fewer|higher|lower|points?|pp|gap|lead|leads|margin|difference|average|mean|together|combined|total|sum|each|both|all|per|between|over|under|if|would|target)\b|差|高出|领先|落后|低于|高于|超过|合计|共|平均|均值|总|百分点|倍|较|比|由|从|至|分别|各|均/i

/**
 * Tells of a number that a sentence gives one item of a table and that stands in the table beside another: Quay & Marsh had the fewest
 * errors, 9, where 9 are those of Lodestar.
 */
export function checkTaken({ desk, grids, numbered }: Read): void {
  const open = grids.filter((g) => g.rows.length >= 2 && g.rows.length <= 60 && g.columns.length <= 20)
  if (open.length === 0) return
  const moved = new Set(desk.findings.filter((f) => /^audit\/(?:row|column)-/.test(f.code)).map((f) => f.at.table))
  const near = nearTables(open, reach)
  const read: (readonly Items[])[] = []
  for (const s of numbered) {
    if (s.text.length > 360 || s.mentions.length > 6) continue
    const text = s.text.toLowerCase()
    const close = near(s.start).map((n) => {
      read[n] ??= itemsOf(open[n]!)
      return read[n]
    })
    const all = close.flat()
    for (const own of close)
      if (!moved.has(own[0]?.grid.number) && own.some((items) => checkSentence(s, text, items, all, desk))) break
  }
}

function checkSentence(s: Sentence, text: string, items: Items, all: readonly Items[], desk: AuditDesk): boolean {
  const named = namedIn(text, items.names)
  if (named.length === 0 || new Set(named.map((x) => x.n)).size > 2) return false
  let isOf = false
  for (const m of s.mentions) {
    const at = m.numberStart - s.start
    const own = named.filter((x) => x.end <= at).at(-1)
    if (own === undefined || !isOpen(s, m, desk)) continue
    if (check(s, text, m, own, named, items, all, desk)) isOf = true
  }
  return isOf
}

function isOpen(s: Sentence, m: Mention, desk: AuditDesk): boolean {
  if (m.form !== 'digits' || m.high !== undefined || m.bound !== 'exact' || m.value.lte(0) || isQuoted(s, m))
    return false
  if (m.unitText === '' && m.scaleText === '' && m.value.gte(1900) && m.value.lte(2100)) return false
  return !desk.isTold(m.start, m.end) && !isBase(s, m)
}

// 3000 元 beside a column of 万千瓦时 is of another thing
function isOfUnit({ unitText }: Mention, unit: string, head: string): boolean {
  return unitText === '' || unit === unitText || head.includes(unitText)
}

// true where the number stands in this table
function check(
  s: Sentence,
  text: string,
  m: Mention,
  own: Named,
  named: readonly Named[],
  items: Items,
  all: readonly Items[],
  desk: AuditDesk,
): boolean {
  const digits = /\d[\d,]*(?:\.\d+)?/.exec(s.text.slice(m.numberStart - s.start, m.numberEnd - s.start))?.[0] ?? ''
  const value = Number(digits.replace(/,/g, ''))
  const hits = items.labels.flatMap((_, i) =>
    items.heads.flatMap((_, l) => {
      const cell = items.cell(i, l)
      return cell.kind === 'number' && Math.abs(cell.number) === value ? [{ i, l, cell }] : []
    }),
  )
  const [hit] = hits
  if (hit === undefined) return false
  if (hits.some((h) => h.i === own.n)) return true
  if (named.some((x) => x.n === hit.i)) return true
  if (hits.length > 1 || isTotal(items.labels[hit.i]!) || items.cell(own.n, hit.l).kind !== 'number') return false
  if (items.cell(own.n, hit.l).unitText !== hit.cell.unitText) return false
  if (isBorneOut(all, s.text.slice(own.at, own.end), value)) return true
  const [from, to] = [own.end, m.numberStart - s.start]
  const clause = text.slice(from, to)
  if (
    isOther.test(clause) ||
    isOther.test(text.slice(m.end - s.start, m.end - s.start + 16)) ||
    /[;；。:：]/.test(clause)
  )
    return false
  // the 9 of Lodestar, 9 (Lodestar)
  if (named.some((x) => x.at >= m.end - s.start && x.at - (m.end - s.start) < 24)) return false
  const head = bareLabel(items.heads[hit.l]!)
  const isHeaded =
    head.length >= 3 &&
    /\p{L}{2}/u.test(head) &&
    textBetween(s, s.start + from, m.end + 24)
      .toLowerCase()
      .includes(head)
  const figures = digits.replace(/\D/g, '').replace(/^0+/, '').length
  if (
    !isHeaded &&
    !(figures >= 4 && to - from <= 40 && isOfUnit(m, hit.cell.unitText, `${items.heads[hit.l]} ${items.grid.caption}`))
  )
    return false
  const printed = s.text.slice(m.start - s.start, m.end - s.start)
  const right = items.cell(own.n, hit.l).text
  const label = items.labels[own.n]!
  desk.tell(
    'audit/inconsistent',
    desk.place(m.start, m.end),
    {
      en: `\`${printed}\` stands at ${items.labels[hit.i]} in ${items.heads[hit.l]} of table ${items.grid.number}; ${label} has \`${right}\``,
      zh: `表 ${items.grid.number} 的 ${items.heads[hit.l]} 中，\`${printed}\` 属于 ${items.labels[hit.i]}，${label} 为 \`${right}\``,
    },
    { confidence: 0.8, printed, expected: right },
  )
  return true
}
