import { largest, smallest } from '../../../base/index.ts'
import type { Edit, Place, Repair } from '../claim.ts'
import type { AuditCode } from '../codes.ts'
import type { AuditDesk } from '../desk.ts'
import { agrees, type Covered } from './agree.ts'
import type { Alignment, Displaced } from './align.ts'
import type { Grid, GridCell } from './grid.ts'
import type { Item } from './item.ts'

type Axis = 'row' | 'column'

const codes: Readonly<Record<Axis, Readonly<Record<Displaced['kind'], AuditCode>>>> = {
  row: {
    shift: 'audit/row-shift',
    permuted: 'audit/row-shift',
    swap: 'audit/row-swap',
    duplicate: 'audit/row-duplicate',
  },
  column: {
    shift: 'audit/column-swap',
    permuted: 'audit/column-swap',
    swap: 'audit/column-swap',
    duplicate: 'audit/column-duplicate',
  },
}

/** Tells of lines whose values belong to other labels, one finding for each group of them. */
export function tellMoved(axis: Axis, covered: Covered, alignment: Alignment, desk: AuditDesk): void {
  const { grid } = covered
  const items = axis === 'row' ? grid.rows : grid.columns
  for (const group of alignment.displaced) {
    const lines = [...new Set(group.moves.flat())].sort((a, b) => a - b)
    const names = lines.map((l) => items[l]!.text).filter((t) => t !== '')
    const [en, zh] = words(axis, group, items)
    const facts = factsOf(axis, covered, group).slice(0, 12)
    desk.tell(
      codes[axis][group.kind],
      placeOf(axis, grid, lines, desk),
      { en, zh },
      {
        confidence: group.sure ?? (group.moves.length > 1 ? 0.98 : 0.9),
        printed: names.join(' | '),
        expected: group.moves.map(([j, i]) => `${items[j]!.text || `${axis} ${j + 1}`} → ${items[i]!.text}`).join('; '),
        repair: repairOf(axis, grid, group, alignment),
        facts,
      },
    )
  }
}

function words(axis: Axis, { kind, moves }: Displaced, items: readonly Item[]): readonly [string, string] {
  const name = (i: number) => `\`${items[i]!.text || i + 1}\``
  const [j, i] = moves[0]!
  const line = axis === 'row' ? '行' : '列'
  const list = moves.map(([from, to]) => `${name(from)} holds the values of ${name(to)}`).join(', ')
  const listZh = moves.map(([from, to]) => `${name(from)} 处填的是 ${name(to)} 的数值`).join('，')
  switch (kind) {
    case 'swap':
      return [
        `the values of ${axis}s ${name(j)} and ${name(i)} are exchanged`,
        `${name(j)} 与 ${name(i)} 两${line}数值互换`,
      ]
    case 'duplicate':
      return [`${axis} ${name(j)} repeats the values of ${name(i)}`, `${line} ${name(j)} 重复了 ${name(i)} 的数值`]
    case 'shift':
      return [
        `the values of ${moves.length} ${axis}s are shifted by ${Math.abs(i - j)}: ${list}`,
        `${moves.length} ${line}数值错位 ${Math.abs(i - j)} ${line}：${listZh}`,
      ]
    case 'permuted':
      return [
        `the values of ${moves.length} ${axis}s stand beside other labels: ${list}`,
        `${moves.length} ${line}数值与标签不对应：${listZh}`,
      ]
  }
}

/** The place from the first to the last of some rows or columns. */
export function placeOf(axis: Axis, grid: Grid, lines: readonly number[], desk: AuditDesk): Place {
  const items = axis === 'row' ? grid.rows : grid.columns
  const first = lines[0]!
  const last = lines.at(-1)!
  const cells =
    axis === 'row'
      ? [...grid.cells[first]!, ...grid.cells[last]!]
      : grid.cells.flatMap((row) => [row[first]!, row[last]!])
  const present = cells.filter((c) => c.kind !== 'empty')
  const starts = [items[first]!, ...present].filter((c) => c.end > 0).map((c) => c.start)
  const start = smallest(starts)
  const end = Math.max(
    start,
    largest(axis === 'row' ? present.map((c) => c.end) : [items[last]!.end, items[first]!.end]),
  )
  return desk.place(start, end, {
    table: grid.number,
    ...(axis === 'row' ? { row: grid.rowAt[first]! } : { cell: grid.columnAt[first]! }),
  })
}

function factsOf(axis: Axis, { grid, known }: Covered, { moves }: Displaced) {
  const others = axis === 'row' ? grid.columns.length : grid.rows.length
  return moves.flatMap(([j, i]) =>
    Array.from({ length: others }, (_, k) => {
      const cell = axis === 'row' ? grid.cells[j]![k]! : grid.cells[k]![j]!
      return (axis === 'row' ? known(i, k) : known(k, i)).find((n) => agrees(cell, n))?.fact
    }).filter((f) => f !== undefined),
  )
}

// each label of the group gets the values of the line that holds them; a line that nobody fills loses what it has
function repairOf(axis: Axis, grid: Grid, { moves }: Displaced, { label }: Alignment): Repair {
  const cellAt = (line: number, k: number): GridCell => (axis === 'row' ? grid.cells[line]![k]! : grid.cells[k]![line]!)
  const others = axis === 'row' ? grid.columns.length : grid.rows.length
  const edits: Edit[] = []
  const lines = [...new Set(moves.flat())].sort((a, b) => a - b)
  for (const line of lines) {
    // its own line holds its values already, which others repeat
    if (label[line] === line) continue
    const from = moves.find(([, i]) => i === line)?.[0]
    for (let k = 0; k < others; k += 1) {
      const cell = cellAt(line, k)
      const text = from === undefined ? '' : cellAt(from, k).text
      if (cell.end > 0 && cell.text !== text) edits.push({ start: cell.start, end: cell.end, text })
    }
  }
  const list = moves.map(([j, i]) => `${i + 1} ← ${j + 1}`).join(', ')
  return {
    message: {
      en: `move the values back to their labels (${axis} ← ${axis}): ${list}`,
      zh: `请把数值移回各自标签（${axis === 'row' ? '行' : '列'} ← ${axis === 'row' ? '行' : '列'}）：${list}`,
    },
    edits,
  }
}
