import type { ExtractCell } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { isDash } from '../table/content.ts'
import type { Grid } from '../table/grid.ts'

const mostRows = 2000
const fewestOthers = 3
const enough = 0.75

type Kind = 'number' | 'text' | 'empty'

// 88.7, $1.25, 4,096 tokens; "1M+ token context, best for long documents" is words
const figure = /^[^\p{L}\d]{0,4}\d[\d,.]*[^\p{L}]{0,8}(?:\p{L}[\p{L}/.]{0,11})?[^\p{L}]{0,4}$/u

function kindOf({ text }: ExtractCell): Kind {
  const bare = text.trim()
  if (bare === '' || isDash(bare)) return 'empty'
  return figure.test(bare) ? 'number' : 'text'
}

/**
 * Tells of a row whose cells stand one column beside their heads: numbers under a head of words and words under one of numbers, all
 * of which fit one column further on.
 */
export function checkSlid({ table, number }: Grid, desk: AuditDesk): void {
  if (!isParted(table.rows[0], desk)) return
  const width = table.rows[0]?.length ?? 0
  const count = table.rows.length - 1
  if (width < 4 || width > 64 || count <= fewestOthers || count > mostRows) return
  const kinds = table.rows
    .slice(1)
    .map((row) => Array.from({ length: width }, (_, c) => (row[c] ? kindOf(row[c]) : 'empty')))
  const sums = Array.from({ length: width }, (_, c) => sumOf(kinds.map((k) => k[c]!)))
  for (const [n, own] of kinds.entries()) {
    const profile = sums.map((s, c) => profileOf(s, own[c]!))
    const isOff = (kind: Kind, c: number) => c > 0 && kind !== 'empty' && profile[c] != null && kind !== profile[c]
    const off = own.flatMap((kind, c) => (isOff(kind, c) ? [kind] : []))
    if (!off.includes('number') || !off.includes('text')) continue
    for (const step of [1, -1] as const) {
      const from = startOf(own, profile, step)
      if (from === -1) continue
      tell(table.rows, n + 1, from, step, number, desk)
      break
    }
  }
}

// what was put into columns by its blanks may have slid on the way here
function isParted(head: readonly ExtractCell[] | undefined, { input: { extract } }: AuditDesk): boolean {
  if (['markdown', 'html', 'csv', 'xlsx', 'docx'].includes(extract.format)) return true
  const [first, second] = head ?? []
  return (
    extract.format === 'text' &&
    first !== undefined &&
    second !== undefined &&
    /[|\t│]/.test(extract.text.slice(first.end, second.start))
  )
}

type Sum = Readonly<Record<Kind, number>>

function sumOf(kinds: readonly Kind[]): Sum {
  const sum = { number: 0, text: 0, empty: 0 }
  for (const kind of kinds) sum[kind] += 1
  return sum
}

// what the other rows have there
function profileOf(sum: Sum, own: Kind): Kind | null {
  const of = (kind: Kind) => sum[kind] - (own === kind ? 1 : 0)
  const all = of('number') + of('text')
  if (all < fewestOthers) return null
  return of('number') >= all * enough ? 'number' : of('text') >= all * enough ? 'text' : null
}

// from which column on all cells fit the next one in the way of `step`, -1 where none does
function startOf(own: readonly Kind[], profile: readonly (Kind | null)[], step: 1 | -1): number {
  const last = own.length - 1
  const fits = (kind: Kind, c: number) => kind === 'empty' || profile[c] == null || profile[c] === kind
  for (let from = 1; from < last; from += 1) {
    if (!own.slice(1, from).every((kind, n) => fits(kind, n + 1))) return -1
    // one cell is missing and the last stands empty, or one too many is
    if (own[step === 1 ? last : from] !== 'empty') continue
    const moved = own.flatMap((kind, c) =>
      (step === 1 ? c >= from && c < last : c > from) ? [[kind, c + step] as const] : [],
    )
    const firm = moved.filter(([kind, c]) => kind !== 'empty' && profile[c] === kind)
    if (moved.every(([kind, c]) => fits(kind, c)) && firm.length >= 3) return from
  }
  return -1
}

function tell(
  rows: readonly (readonly ExtractCell[])[],
  n: number,
  from: number,
  step: 1 | -1,
  table: number,
  desk: AuditDesk,
): void {
  const row = rows[n]!
  const [first, last] = [row[0]!, row.at(-1)!]
  if (desk.isTold(first.start, last.end)) return
  const head = rows[0]![from]?.text.trim() ?? ''
  const name = first.text.trim()
  const [said, saidZh] = name === '' ? [`row ${n}`, `第 ${n} 行`] : [`\`${name}\``, `\`${name}\` 一行`]
  const [way, wayZh] = step === 1 ? ['left', '左'] : ['right', '右']
  desk.tell(
    'audit/row-shift',
    desk.place(row[from]?.start ?? first.start, last.end, { table, row: n }),
    {
      en: `the cells of ${said} stand one column to the ${way} of their heads, from \`${head}\` on`,
      zh: `${saidZh}自 \`${head}\` 起整体${wayZh}移了一列`,
    },
    {
      confidence: 0.9,
      printed: row
        .slice(from)
        .map((c) => c.text)
        .join(' | ')
        .slice(0, 120),
    },
  )
}
