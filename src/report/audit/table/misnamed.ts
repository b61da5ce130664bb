import type { Words } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
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
  return hits >= 6 && hits >= numbers.length * 0.5 && hits >= covered * 0.85 && own <= hits * 0.4
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
