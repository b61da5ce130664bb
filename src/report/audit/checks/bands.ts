import {
  amountInterval,
  type ExtractCell,
  type ExtractTable,
  findMentions,
  type Interval,
  largest,
  plain,
  smallest,
} from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'

type Bounds = Omit<Band, 'cell'>

// the table of ratings stands in every report of a house
const kept = new WeakMap<AuditDesk, Map<string, Bounds | null>>()

interface Band {
  readonly cell: ExtractCell
  readonly interval: Interval
  readonly text: string
}

/** Tells of bands in a column of a table that overlap, leave a gap, or share an end. */
export function checkBands(table: ExtractTable, number: number, desk: AuditDesk): void {
  const width = Math.min(12, largest(table.rows.map((r) => r.length)))
  for (let c = 0; c < width; c += 1) {
    let group: Band[] = []
    for (const row of table.rows) {
      // a name in the first column begins another scheme
      if (c > 0 && row[0]?.text.trim() && group.length > 0 && width > 2 && c > 1) {
        checkGroup(group, number, desk)
        group = []
      }
      const band = row[c] === undefined ? null : bandOf(row[c]!, desk)
      if (band !== null) group.push(band)
    }
    checkGroup(group, number, desk)
    checkScheme(table, c, number, desk)
  }
}

const scored =
  /^\s*(\d{1,3}(?:\.\d+)?)\s?[%％分]?\s?(?:[-–—~～至到]|to(?:\s(?:below|under|less than))?)\s?(\d{1,3}(?:\.\d+)?)\s?(?:[%％分]|points?)?\s*$/i

const lowest =
  /^\s*(?:(?:below|under|less than|低于|不足|[<＜])\s?(\d{1,3}(?:\.\d+)?)\s?[%％分]?|(\d{1,3}(?:\.\d+)?)\s?[%％分]?\s?以下)\s*$/i
const highest =
  /^\s*(?:(?:above|over|at least|≥|[>＞]|不低于)\s?)?(\d{1,3}(?:\.\d+)?)\s?[%％分]?\s?(?:and above|or more|及?以上)?\s*$/i

function endsOf(text: string): { readonly low: number; readonly high: number } | null {
  const both = scored.exec(text)
  if (both !== null) return { low: Number(both[1]), high: Number(both[2]) }
  const low = lowest.exec(text)
  if (low !== null) return { low: Number.NEGATIVE_INFINITY, high: Number(low[1] ?? low[2]) }
  const high = /[a-z≥>＞上低]/i.test(text) ? highest.exec(text) : null
  return high === null ? null : { low: Number(high[1]), high: Number.POSITIVE_INFINITY }
}

// 0—19分, 20—39分, 35—59分: all but one of a scheme follow each other
function checkScheme(table: ExtractTable, c: number, number: number, desk: AuditDesk): void {
  const found = table.rows.flatMap((row) => {
    const cell = row[c]
    const ends = cell === undefined ? null : endsOf(cell.text)
    return cell === undefined || ends === null ? [] : [{ cell, ...ends }]
  })
  if (found.length < 3 || found.length > 12 || found.some((b) => !(b.low < b.high))) return
  const sorted = [...found].sort((a, b) => a.low - b.low)
  const off: number[] = []
  for (let n = 1; n < sorted.length; n += 1) {
    const step = sorted[n]!.low - sorted[n - 1]!.high
    if (step !== 0 && step !== 1 && Math.abs(step - 0.1) > 1e-9 && Math.abs(step - 0.01) > 1e-9) off.push(n)
  }
  const [n] = off
  if (n === undefined || off.length > 1 || sorted.length - 1 - off.length < 1) return
  const [a, b] = [sorted[n - 1]!, sorted[n]!]
  if (b.low >= a.high || desk.isTold(b.cell.start, b.cell.end)) return
  desk.tell(
    'audit/bands',
    desk.place(b.cell.start, b.cell.end, { table: number }),
    {
      en: `\`${a.cell.text.trim()}\` and \`${b.cell.text.trim()}\` overlap`,
      zh: `\`${a.cell.text.trim()}\` 与 \`${b.cell.text.trim()}\` 重叠`,
    },
    { confidence: 0.88, printed: `${a.cell.text.trim()} | ${b.cell.text.trim()}` },
  )
}

const bounded =
  /以上|以下|以内|介于|之间|超过|低于|高于|不足|至|[~～≥≤<>–-]|\b(?:above|below|over|under|between|to|more|less|least|most|than)\b/i

const opens: readonly string[] = ['at-least', 'at-most', 'more-than', 'less-than', 'range']

function bandOf(cell: ExtractCell, desk: AuditDesk): Band | null {
  if (cell.text.length > 80 || !bounded.test(cell.text) || !/\d\s?[%％]/.test(cell.text)) return null
  const known = kept.get(desk) ?? new Map<string, Bounds | null>()
  kept.set(desk, known)
  let bounds = known.get(cell.text)
  if (bounds === undefined) {
    bounds = boundsOf(cell.text, desk)
    if (known.size < 20_000) known.set(cell.text, bounds)
  }
  return bounds === null ? null : { cell, ...bounds }
}

function boundsOf(text: string, { input }: AuditDesk): Bounds | null {
  const mentions = findMentions(text, { units: input.registry.units }).filter((m) => /^(?:%|％)$/.test(m.unitText))
  const only = mentions.length === 1 ? mentions[0]! : null
  if (only === null || !opens.includes(only.bound)) return null
  const { value, high, bound } = only
  return {
    interval: amountInterval({ value, bound, ...(high === undefined ? {} : { high }) }),
    text: text.slice(only.start, only.end),
  }
}

function checkGroup(group: readonly Band[], number: number, desk: AuditDesk): void {
  if (group.length < 3) return
  // bands of a scheme have two open ends or follow each other; anything else is a list of bounds
  const sorted = [...group].sort((a, b) => Number(a.interval.low ?? -1e9) - Number(b.interval.low ?? -1e9))
  if (sorted.filter((b) => b.interval.low !== null && b.interval.high !== null).length === 0) return
  const ends: string[] = []
  for (let n = 0; n < sorted.length; n += 1) {
    const a = sorted[n]!
    const b = sorted[n + 1]
    if (b === undefined || a.interval.high === null || b.interval.low === null) continue
    const order = a.interval.high.cmp(b.interval.low)
    const at = desk.place(b.cell.start, b.cell.end, { table: number })
    const printed = `${a.text} | ${b.text}`
    if (order > 0)
      desk.tell(
        'audit/bands',
        at,
        { en: `\`${a.text}\` and \`${b.text}\` overlap`, zh: `\`${a.text}\` 与 \`${b.text}\` 重叠` },
        { confidence: 0.9, printed },
      )
    else if (order < 0)
      desk.tell(
        'audit/bands',
        at,
        {
          en: `nothing covers what lies between \`${a.text}\` and \`${b.text}\``,
          zh: `\`${a.text}\` 与 \`${b.text}\` 之间存在空档`,
        },
        { confidence: 0.9, printed },
      )
    else if (!a.interval.highOpen && !b.interval.lowOpen) ends.push(plain(a.interval.high))
  }
  const first = sorted[0]!
  if (ends.length > 0)
    desk.tell(
      'audit/band-ends',
      desk.place(smallest(group.map((b) => b.cell.start)), largest(group.map((b) => b.cell.end)), {
        table: number,
      }),
      {
        en: `${ends.join(', ')} belong to two bands each: 以上, 以下 and between include their ends`,
        zh: `${ends.join('、')} 同属两档：“以上”“以下”“介于”均含端点`,
      },
      { confidence: 0.7, printed: first.text },
    )
}
