import { isReachable } from '../../../base/index.ts'
import type { Known } from '../claim.ts'
import type { AuditDesk } from '../desk.ts'
import { agrees } from '../table/agree.ts'
import { type CellState, cellPlace, commonSource } from '../table/cells.ts'
import type { Grid } from '../table/grid.ts'

/** Tells of scores that no number of right answers gives, of rows that mix subsets, of competitors' own figures. */
export function checkScores(
  grid: Grid,
  states: readonly (readonly CellState[])[],
  wrong: ReadonlySet<CellState>,
  desk: AuditDesk,
): void {
  const measures = (s: CellState) =>
    (grid.down === 'entity' ? grid.columns[s.label.column] : grid.rows[s.label.row])?.measure ?? null
  const lines = grid.down === 'entity' ? grid.columns.map((_, k) => states.map((r) => r[k]!)) : states
  for (const line of lines) {
    // one slip leaves one such score; where there are more, scores are means of several runs
    // what a source prints itself is not for the reader to doubt
    const [beyond, ...more] = line.filter((s) => !s.hit && isBeyond(s, measures(s), desk))
    if (beyond === undefined || more.length > 0 || wrong.has(beyond)) continue
    if (line.some((s) => s.hit && isBeyond(s, measures(s), desk))) continue
    checkReach(grid, beyond, measures(beyond), desk)
  }
  for (const line of lines) if (line.length > 0) checkSubsets(grid, line, desk)
  checkCopies(grid, states, desk)
}

// no number of right answers prints as this score
function isBeyond({ cell }: CellState, measure: string | null, desk: AuditDesk): boolean {
  if (
    measure === null ||
    cell.kind !== 'number' ||
    cell.amount === null ||
    cell.amount.bound !== 'exact' ||
    cell.decimals < 1 ||
    cell.decimals > 3
  )
    return false
  const items = desk.input.items.get(`${measure}!`)
  // 0.565 is a share of one
  const isPart = cell.number > 0 && cell.number < 1 && cell.unitText === '' && cell.decimals >= 2
  const score = isPart ? cell.amount.value.times('100') : cell.amount.value
  return (
    items !== undefined &&
    cell.number >= 0 &&
    cell.number <= 100 &&
    !isReachable(score, isPart ? cell.decimals - 2 : cell.decimals, items)
  )
}

function checkReach(grid: Grid, state: CellState, measure: string | null, desk: AuditDesk): void {
  const { cell } = state
  if (measure === null) return
  const items = desk.input.items.get(`${measure}!`)
  if (desk.isTold(cell.start, cell.end)) return
  // what some source prints for another model was counted as theirs is
  if (desk.knowledge.subjects(measure).some((s) => desk.knowledge.of(s, measure).some((k) => k.number === cell.number)))
    return
  const name = desk.input.registry.measure(measure)?.en ?? measure
  desk.tell(
    'audit/unreachable',
    cellPlace(grid, state, desk),
    {
      en: `no number of right answers among the ${items} items of ${name} prints as \`${cell.text}\`, which may be a mean of several runs`,
      zh: `${name} 共 ${items} 题，任何答对题数都得不出 \`${cell.text}\`，除非是多次运行的均值`,
    },
    {
      confidence: 0.7,
      printed: cell.text,
      facts: desk.knowledge.of(`benchmark/${measure}`, 'items').map((k) => k.fact),
    },
  )
}

/** Whether the words around a table of GPQA say which subset it is of. */
export function namesSubset(
  { start, end }: { readonly start: number; readonly end: number },
  { input }: AuditDesk,
): boolean {
  const { text } = input.extract
  if (!/gpqa/i.test(text.slice(start, end))) return false
  return /diamond|钻石|子集|subset/i.test(text.slice(Math.max(0, start - 600), end + 800))
}

function checkSubsets(grid: Grid, line: readonly CellState[], desk: AuditDesk): void {
  if (!line.some((s) => s.known.some((k) => k.fact.scope.version !== undefined))) return
  const source = commonSource(line)
  const versions = new Map<string, CellState>()
  for (const s of line) {
    const facts = s.known.filter((k) => agrees(s.cell, k) && k.fact.evidence.source === source)
    const own = new Set(facts.map((k) => k.fact.scope.version ?? ''))
    const only = own.size === 1 ? [...own][0]! : ''
    if (only !== '' && s.cell.note.version === undefined) versions.set(only, versions.get(only) ?? s)
  }
  if (versions.size < 2 || !['main', 'diamond'].every((v) => versions.has(v))) return
  const first = [...versions.values()][0]!
  // a note that names the subset has said it
  if (namesSubset(grid.table, desk)) return
  const last = line.at(-1)!
  const label = grid.down === 'entity' ? grid.columns[first.label.column]! : grid.rows[first.label.row]!
  const at = desk.place(label.start, grid.down === 'entity' ? label.end : Math.max(label.end, last.cell.end), {
    table: grid.number,
    row: grid.rowAt[first.row]!,
  })
  const list = [...versions.keys()].join(', ')
  desk.tell(
    'audit/mixed-subset',
    at,
    {
      en: `\`${label.text}\` mixes subsets (${list}), which cannot be ranked against each other, says ${source}`,
      zh: `\`${label.text}\` 混用了子集（${list}），据 ${source} 不能相互排名`,
    },
    {
      confidence: 0.85,
      printed: label.text,
      facts: [...versions.values()]
        .flatMap((s) =>
          s.known.filter((k) => agrees(s.cell, k) && k.fact.evidence.source === source).map((k) => k.fact),
        )
        .slice(0, 6),
    },
  )
}

function checkCopies(grid: Grid, states: readonly (readonly CellState[])[], desk: AuditDesk): void {
  const all = states.flat()
  const mayCopy = all.filter((s) => s.hit && s.known.some((k) => k.fact.evidence.kind === 'vendor-copy'))
  if (mayCopy.length < 2) return
  // what a table copies is what the source of the table says that it copied
  const source = commonSource(all)
  const isCopy = (k: Known) => k.fact.evidence.kind === 'vendor-copy' && k.fact.evidence.source === source
  const copies = mayCopy.filter((s) => s.known.some((k) => agrees(s.cell, k) && isCopy(k)))
  if (copies.length < 2) return
  const first = copies[0]!
  desk.tell(
    'audit/vendor-copy',
    cellPlace(grid, first, desk),
    {
      en: `${copies.length} cells of the table equal the figures that their makers published themselves, and were probably not measured again`,
      zh: `表中有 ${copies.length} 格等于厂商自报值，很可能没有复测`,
    },
    {
      confidence: 0.8,
      printed: copies
        .slice(0, 6)
        .map((s) => s.cell.text)
        .join(', '),
      facts: copies.slice(0, 4).flatMap((s) =>
        s.known
          .filter(isCopy)
          .slice(0, 1)
          .map((k) => k.fact),
      ),
    },
  )
}
