import { amountInterval, overlaps } from '../../../base/index.ts'
import { differing } from '../conditions.ts'
import type { OwnNumber } from '../desk.ts'
import type { Linked } from '../prose/audit.ts'
import { agreesWith } from '../table/agree.ts'
import type { Grid } from '../table/grid.ts'
import type { Read } from './input.ts'

/** Tells of places that state the same thing with numbers that cannot both hold. */
export function checkInconsistent(read: Read): void {
  const { desk } = read
  const groups = new Map<string, OwnNumber[]>()
  for (const own of desk.own) {
    const key = `${own.subject}\n${own.measure}`
    groups.set(key, [...(groups.get(key) ?? []), own])
  }
  for (const list of groups.values()) if (list.length > 1 && list.length < 200) tellFirst(list, read)
  checkAgainstTables(read)
}

function tellFirst(list: readonly OwnNumber[], { desk }: Read): void {
  const told = (o: OwnNumber) => desk.findings.some((f) => f.at.start <= o.at.start && f.at.end >= o.at.end)
  for (const [n, a] of list.entries())
    for (const b of list.slice(n + 1)) {
      // what the fact base has already told of, or bears out both times, is no contradiction of the document
      if ((isBorne(a) && isBorne(b)) || told(a) || told(b) || Math.min(a.sure, b.sure) < 0.9) continue
      if (
        differing(a.scope, b.scope).length > 0 ||
        a.unit !== b.unit ||
        overlaps(amountInterval(a.amount), amountInterval(b.amount))
      )
        continue
      if (a.at.table !== undefined && b.at.table !== undefined) continue
      desk.tell(
        'audit/inconsistent',
        b.at,
        {
          en: `\`${b.text}\` disagrees with \`${a.text}\` on line ${a.at.line}`,
          zh: `\`${b.text}\` 与第 ${a.at.line} 行的 \`${a.text}\` 不一致`,
        },
        { confidence: 0.78, printed: b.text, expected: a.text },
      )
      return
    }
}

function isBorne({ verdict }: OwnNumber): boolean {
  return verdict === 'match' || verdict === 'consistent' || verdict === 'weak'
}

interface LabelIndex {
  readonly grid: Grid
  readonly rows: readonly { readonly text: string; readonly at: number }[]
  readonly columns: readonly { readonly text: string; readonly at: number }[]
}

// a sentence that names a row and a column of a table speaks of their cell
function checkAgainstTables({ desk, grids, links }: Read): void {
  const indexes = grids.filter((g) => g.rows.length * g.columns.length < 5000).map(indexOf)
  if (indexes.length === 0) return
  for (const linked of links) {
    const { sentence, index } = linked
    const mention = sentence.mentions[index]!
    if (mention.form !== 'digits' || mention.bound !== 'exact' || mention.high !== undefined) continue
    for (const labels of indexes) if (checkCell(linked, labels, desk)) break
  }
}

function indexOf(grid: Grid): LabelIndex {
  const clean = (text: string) => text.replace(/\s*[（(][^()（）]*[）)]\s*$/, '').trim()
  const fit = (t: string) => t.length >= 2 && t.length <= 40 && !/^[\d.,%\s]+$/.test(t)
  return {
    grid,
    rows: grid.rows.map((r, at) => ({ text: clean(r.text), at })).filter((r) => fit(r.text)),
    columns: grid.columns.map((c, at) => ({ text: clean(c.text), at })).filter((c) => fit(c.text)),
  }
}

function checkCell(
  { sentence, index, link }: Linked,
  { grid, rows, columns }: LabelIndex,
  desk: Read['desk'],
): boolean {
  if (link.measure !== null && link.known.length > 0) return false
  const mention = sentence.mentions[index]!
  const from = sentence.mentions[index - 1]?.end ?? sentence.start
  const front = sentence.text.slice(from - sentence.start, mention.numberStart - sentence.start)
  const row = only(rows, front)
  const column = only(columns, front)
  if (row === null || column === null) return false
  const cell = grid.cells[row]![column]!
  if (cell.kind !== 'number' || cell.amount === null || cell.amount.bound !== 'exact') return false
  if (cell.unitText !== '' && mention.unitText !== '' && cell.unitText !== mention.unitText) return false
  const printed = Number(mention.value.toFixed())
  const scaled = [1, 1e4, 1e8, 1e6, 1e9, 1e3].some((s) =>
    agreesWith(printed / s, (mention.decimals ?? 0) + Math.round(Math.log10(s)), cell.number, cell.decimals),
  )
  if (scaled) return true
  const text = sentence.text.slice(mention.start - sentence.start, mention.end - sentence.start)
  desk.tell(
    'audit/inconsistent',
    desk.place(mention.start, mention.end),
    {
      en: `\`${text}\` disagrees with \`${cell.text}\` for ${grid.rows[row]!.text} / ${grid.columns[column]!.text} in table ${grid.number}`,
      zh: `\`${text}\` 与表 ${grid.number} 中 ${grid.rows[row]!.text} / ${grid.columns[column]!.text} 的 \`${cell.text}\` 不一致`,
    },
    { confidence: 0.76, printed: text, expected: cell.text },
  )
  return true
}

function only(labels: readonly { readonly text: string; readonly at: number }[], text: string): number | null {
  const folded = text.toLowerCase()
  const found = labels.filter((l) => folded.includes(l.text.toLowerCase()))
  const longest = found.filter(
    (l) =>
      !found.some(
        (o) => o !== l && o.text.length > l.text.length && o.text.toLowerCase().includes(l.text.toLowerCase()),
      ),
  )
  return longest.length === 1 ? longest[0]!.at : null
}
