import type { Words } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { agrees, type Covered, hitsBy } from './agree.ts'
import type { Grid } from './grid.ts'
import type { Item } from './item.ts'

/** The numbers of a line, with the line across whose label each belongs to. */
export type Numbers = readonly { readonly cell: Grid['cells'][number][number]; readonly at: number }[]

/** Whether the name of one model stands over the scores of another: nearly all that is known of the other stands here. */
export function isOther(
  { entity }: Item,
  [id, hits]: readonly [string, number],
  own: number,
  numbers: Numbers,
  measures: readonly (string | null)[],
  desk: AuditDesk,
): boolean {
  if (entity === null || entity.startsWith(id) || id.startsWith(entity)) return false
  const covered = measures.filter((m) => m != null && desk.knowledge.of(id, m).length > 0).length
  if (hits >= 6 && hits >= numbers.length * 0.5 && hits >= covered * 0.85 && own <= hits * 0.4) return true
  // of fewer each must be that of the other, and two or more known of its own name be none of them
  const ofOwn = measures.filter((m) => m != null && desk.knowledge.of(entity, m).length > 0).length
  return hits === numbers.length && own === 0 && ofOwn >= 2 && numbers.every(({ cell }) => cell.decimals > 0)
}

/** Tells of labels of benchmarks over the scores of another that the table does not name. */
export function tellMeasures(
  { grid }: Covered,
  axis: 'row' | 'column',
  other: readonly number[],
  moved: ReadonlySet<number>,
  desk: AuditDesk,
): void {
  const items = axis === 'column' ? grid.columns : grid.rows
  const across = axis === 'column' ? grid.rows : grid.columns
  for (let n = 0; n < items.length; n += 1) {
    const item = items[n]!
    // what was moved among the lines of the table has been told of
    if (item.measure === null || moved.has(n)) continue
    const line = axis === 'column' ? grid.cells.map((row) => row[n]!) : grid.cells[n]!
    const numbers = line.flatMap((cell, j) => {
      const entity = other[j] === -1 ? null : (across[other[j]!]?.entity ?? null)
      return cell.kind === 'number' && cell.decimals > 0 && entity !== null ? [{ cell, entity }] : []
    })
    if (numbers.length < 3 || new Set(numbers.map((x) => x.entity)).size < 3) continue
    const known = numbers.filter(({ entity }) => desk.knowledge.of(entity, item.measure!).length > 0).length
    if (known < 2) continue
    const near = ({ cell, entity }: (typeof numbers)[number]) =>
      desk.knowledge.nearOf(entity, cell.number, cell.decimals)
    const hits = hitsBy(numbers, near, 'measure')
    if (hits.has(item.measure)) continue
    const [best, next] = [...hits].sort((a, b) => b[1] - a[1])
    if (best === undefined) continue
    const covered = numbers.filter(({ entity }) => desk.knowledge.of(entity, best[0]).length > 0).length
    if (best[1] < Math.max(3, covered * 0.8) || best[1] * 2 <= numbers.length) continue
    if (next !== undefined && next[1] > best[1] * 0.5) continue
    if (items.some((i) => i !== item && i.measure === best[0])) continue
    const name = desk.input.registry.measure(best[0])?.en ?? best[0]
    // MMLU in Portuguese, MMLU (Pro): a part or an edition of the benchmark that the label names
    const own = desk.input.registry.measure(item.measure)?.en ?? item.measure
    if (name.toLowerCase().includes(own.toLowerCase()) || own.toLowerCase().includes(name.toLowerCase())) continue
    desk.tell(
      'audit/label',
      desk.place(item.start, item.end, {
        table: grid.number,
        ...(axis === 'row' ? { row: grid.rowAt[n]! } : { cell: grid.columnAt[n]! }),
      }),
      {
        en: `\`${item.text}\` heads the values of ${name}: ${best[1]} of ${numbers.length} are those`,
        zh: `\`${item.text}\` 名下 ${numbers.length} 个数值中有 ${best[1]} 个属于 ${name}`,
      },
      {
        confidence: 0.88,
        printed: item.text,
        expected: name,
        repair: {
          message: { en: `write \`${name}\``, zh: `请写 \`${name}\`` },
          edits: [{ start: item.start, end: item.end, text: name }],
        },
        facts: numbers
          .flatMap(({ cell, entity }) =>
            desk.knowledge
              .of(entity, best[0])
              .filter((k) => agrees(cell, k))
              .slice(0, 1),
          )
          .map((k) => k.fact)
          .slice(0, 6),
      },
    )
  }
}

/** Tells of a label under which the values of `id` stand, in the words of `message` for its name. */
export function tellLine(
  code: 'audit/label' | 'audit/snapshot',
  message: (name: string) => Words,
  item: Item,
  id: string,
  axis: 'row' | 'column',
  n: number,
  grid: Grid,
  desk: AuditDesk,
): void {
  const name = desk.input.registry.entity(id)?.en ?? id
  desk.tell(
    code,
    desk.place(item.start, item.end, {
      table: grid.number,
      ...(axis === 'row' ? { row: grid.rowAt[n]! } : { cell: grid.columnAt[n]! }),
    }),
    message(name),
    {
      confidence: 0.9,
      printed: item.text,
      expected: name,
      repair: {
        message: { en: `write \`${name}\``, zh: `请写 \`${name}\`` },
        edits: [{ start: item.start, end: item.end, text: name }],
      },
      facts: factsOf(id, grid, axis, desk),
    },
  )
}

// some of the facts about `id` that the lines across name
function factsOf(id: string, grid: Grid, axis: 'row' | 'column', { knowledge }: AuditDesk) {
  const across = axis === 'column' ? grid.rows : grid.columns
  return across
    .flatMap((i) =>
      i.measure === null
        ? []
        : knowledge
            .of(id, i.measure)
            .slice(0, 1)
            .map((k) => k.fact),
    )
    .slice(0, 6)
}
