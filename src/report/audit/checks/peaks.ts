import { largest, smallest } from '../../../base/index.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import type { Grid } from '../table/grid.ts'
import { holds } from './inconsistent.ts'
import type { Read } from './input.ts'
import { nearTables } from './near.ts'

// a sentence speaks of tables within this many characters of it
const reach = 4001
const any = gate(/最[大高低小多少]|\b(?:highest|largest|biggest|greatest|lowest|smallest)\b/i)
const zh = /最(大|高|多|低|小|少)的?([\u4e00-\u9fff]{2,8})/g
const en = /\b(highest|largest|biggest|greatest|lowest|smallest)\s((?:[a-z-]+\s?){1,4})/gi
const total =
  /^\W*(?:合计|总计|小计|全部|整体|平均|均值|total|sum|all|average|mean|overall)\b|^(?:合计|总计|小计|全部|整体|平均|均值)/i
const unclear = /除|之外|第二|second|其次|之一|one of|except|not\b|非|未/i
// of what stands for the lower one the smaller number is the larger
const turned = /跌|降|减|亏|declin|drop|fall|loss|decreas/i

/** Tells of a row of a table that a sentence calls the highest or lowest of a column and that it is not: 4 月创下最大环比增幅. */
export function checkPeaks({ desk, grids, sentences }: Read): void {
  if (grids.length === 0) return
  const near = nearTables(grids, reach)
  for (const s of sentences) {
    if (!any(s) || s.text.length > 400 || unclear.test(s.text)) continue
    const said = [...s.text.matchAll(zh), ...s.text.matchAll(en)].filter((m) => !turned.test(m[2]!))
    if (said.length > 0) for (const n of near(s.start)) if (check(s, said, grids[n]!, desk)) break
  }
}

function check(s: Sentence, said: readonly RegExpMatchArray[], grid: Grid, desk: Read['desk']): boolean {
  if (grid.rows.length < 3 || grid.rows.length > 40) return false
  for (const m of said) {
    const from = m.index!
    const column = grid.columns.findIndex((c) => isHead(c.text, m[2]!))
    if (column === -1) continue
    const front = closed(s.text.slice(clauseFrom(s.text, from), from)).toLowerCase()
    const rows = grid.rows.flatMap((r, at) => {
      const label = closed(r.text).toLowerCase()
      return label.length >= 2 && holds(front, label) ? [at] : []
    })
    if (rows.length !== 1) continue
    const line = grid.cells.flatMap((row, r) => (total.test(grid.rows[r]!.text) && r !== rows[0] ? [] : [row[column]!]))
    const names = grid.rows.filter((r, n) => !total.test(r.text) || n === rows[0])
    if (line.some((c) => c.kind !== 'number' || c.amount?.bound !== 'exact')) continue
    const own = grid.cells[rows[0]!]![column]!.number
    const isLow = /低|小|少|lowest|smallest/i.test(m[1]!)
    const best = isLow ? smallest(line.map((c) => c.number)) : largest(line.map((c) => c.number))
    if (own === best) return true
    const at = s.start + from
    if (desk.isTold(at, at + m[0].length)) return true
    const winner = names[line.findIndex((c) => c.number === best)]!.text
    const name = `${grid.rows[rows[0]!]!.text} / ${grid.columns[column]!.text}`
    desk.tell(
      'audit/flip',
      desk.place(at, at + m[0].trimEnd().length),
      {
        en: `\`${m[0].trimEnd()}\` is not true of ${name} in table ${grid.number}: ${winner} has \`${line.find((c) => c.number === best)!.text}\``,
        zh: `表 ${grid.number} 中 ${name} 并非“${m[0].trimEnd()}”：${winner} 为 \`${line.find((c) => c.number === best)!.text}\``,
      },
      { confidence: 0.78, printed: m[0].trimEnd(), expected: winner },
    )
    return true
  }
  return false
}

function clauseFrom(text: string, at: number): number {
  return (
    Math.max(
      text.lastIndexOf('，', at),
      text.lastIndexOf('；', at),
      text.lastIndexOf(';', at),
      text.lastIndexOf(',', at),
    ) + 1
  )
}

function closed(text: string): string {
  return text.replace(/(?<=[\u4e00-\u9fff\d])\s(?=[\u4e00-\u9fff])/g, '')
}

// 环比增幅 is the column 环比, monthly downloads that of downloads
function isHead(head: string, words: string): boolean {
  const bare = head
    .replace(/\s?[（(].*$/, '')
    .trim()
    .toLowerCase()
  const own = words.trim().toLowerCase()
  if (/[\u4e00-\u9fff]/.test(bare))
    return (
      bare.length >= 2 &&
      own.startsWith(bare) &&
      /^(?:增幅|增速|增长率?|占比|份额|价格|规模|量|数)?/.test(own.slice(bare.length))
    )
  return bare.length >= 4 && (own === bare || own.startsWith(`${bare} `))
}
