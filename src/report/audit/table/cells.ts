import type { Known } from '../claim.ts'
import type { AuditDesk } from '../desk.ts'
import { slipOf, slipWords } from '../digits.ts'
import { printedText } from '../known.ts'
import { isOfOtherReport } from '../reported.ts'
import { agrees, type Covered } from './agree.ts'
import { scaledAs } from './content.ts'
import { type Grid, type GridCell, isDash } from './grid.ts'
import {
  type CellState,
  copiedFrom,
  follows,
  isAuthority,
  isMeasuredAnew,
  isOtherMake,
  isOtherSetting,
  isOtherVariant,
  leastSure,
} from './measured.ts'

export type { CellState } from './measured.ts'

/** The state of every cell; `rowLabel` and `columnLabel` are the alignments, -1 where a line fits nothing. */
export function statesOf(
  covered: Covered,
  rowLabel: readonly number[],
  columnLabel: readonly number[],
): readonly (readonly CellState[])[] {
  return covered.grid.cells.map((row, j) =>
    row.map((cell, k) => {
      const i = rowLabel[j]!
      const c = columnLabel[k]!
      const known = i === -1 || c === -1 ? [] : covered.known(i, c)
      return {
        cell,
        row: j,
        column: k,
        known,
        hit: known.some((n) => agrees(cell, n)),
        label: { row: i === -1 ? j : i, column: c === -1 ? k : c },
      }
    }),
  )
}

interface Share {
  readonly hits: number
  readonly covered: number
}

// a line that gave all of its values away is told of as that
function isEmptied(
  { row: j, column: k }: CellState,
  row: readonly CellState[],
  states: readonly (readonly CellState[])[],
  moved: Moved,
): boolean {
  const isBare = (line: readonly CellState[]) => line.every((s) => s.cell.kind !== 'number')
  return (moved.rows.has(j) && isBare(row)) || (moved.columns.has(k) && isBare(states.map((r) => r[k]!)))
}

// what its row and its column say, the cell itself left out of both
function around(state: CellState, row: Share, column: Share): Share {
  const own = shareOf([state])
  return { hits: row.hits + column.hits - 2 * own.hits, covered: row.covered + column.covered - 2 * own.covered }
}

function shareOf(states: readonly CellState[]): Share {
  const counted = states.filter((s) => s.cell.kind === 'number' && s.known.length > 0)
  return { hits: counted.filter((s) => s.hit).length, covered: counted.length }
}

/** The lines whose own values stand elsewhere: what they lack is told of as that. */
export interface Moved {
  readonly rows: ReadonlySet<number>
  readonly columns: ReadonlySet<number>
}

/** Tells of cells that disagree with a source that the cells around them agree with, and of values that were lost. */
export function tellCells(
  states: readonly (readonly CellState[])[],
  grid: Grid,
  moved: Moved,
  desk: AuditDesk,
): ReadonlySet<CellState> {
  const told = new Set<CellState>()
  const columns = grid.columns.map((_, k) => states.map((row) => row[k]!))
  tellSizes(grid.down === 'entity' ? columns : states, grid, told, desk)
  const all = shareOf(states.flat())
  if (all.covered < 3 || all.hits < all.covered * 0.6) {
    // models of which the table has scores of its own say nothing of the one that it copied
    for (const line of grid.down === 'entity' ? states : columns) {
      const own = shareOf(line)
      if (own.hits >= 3 && own.hits >= own.covered * 0.5) tellSwaps(line, grid, told, desk)
    }
    return told
  }
  for (const line of [...states, ...columns]) tellSwaps(line, grid, told, desk)
  const rowShares = states.map((row) => shareOf(row))
  const columnShares = grid.columns.map((_, k) => shareOf(states.map((row) => row[k]!)))
  for (const row of states)
    for (const state of row) {
      if (told.has(state) || state.hit || state.known.length === 0) continue
      const near = around(state, rowShares[state.row]!, columnShares[state.column]!)
      if (near.hits < 2 || near.hits < near.covered * 0.7) continue
      if (state.cell.kind === 'number') {
        const lines = [...row, ...states.map((r) => r[state.column]!)].filter((s) => s !== state)
        const line = grid.down === 'entity' ? states.map((r) => r[state.column]!) : row
        const others = states.map((r) => r[state.column]!).filter((s) => s !== state)
        const mine = row.filter((s) => s !== state)
        const both = grid.down === 'entity' ? ([mine, others] as const) : ([others, mine] as const)
        tellCell(state, lines, { near, all }, both, isOtherSetting(state, line, grid), grid, told, desk)
      } else if (isEmptied(state, row, states, moved)) continue
      else if (state.cell.kind === 'dash' || state.cell.kind === 'empty')
        tellLost(
          state,
          row,
          states.map((r) => r[state.column]!),
          grid,
          told,
          desk,
        )
    }
  return told
}

// two models whose sizes stand at each other's names
function tellSizes(lines: readonly (readonly CellState[])[], grid: Grid, told: Set<CellState>, desk: AuditDesk): void {
  for (const line of lines) {
    const own = shareOf(line)
    const isSize = line.some((s) => s.known.some((k) => k.fact.measure === 'params' && k.fact.unit === 'parameter'))
    if (isSize && own.hits >= 1 && own.covered - own.hits === 2) tellSwaps(line, grid, told, desk)
  }
}

// the facts of the sources that speak for the other cells of the row come first
function expectedOf(state: CellState): Known {
  const current = state.known.filter((k) => !k.older)
  const list = current.length > 0 ? current : state.known
  const same = list.filter(
    (k) =>
      slipOf(state.cell.digits, state.cell.isPart === true ? printedAs(k, state.cell) : printedText(k)) !== 'other',
  )
  return (same.length > 0 ? same : list).reduce((a, b) =>
    Math.abs(b.number - state.cell.number) < Math.abs(a.number - state.cell.number) ? b : a,
  )
}

// a table of fewer known cells accuses by slips of the hand alone
const fewest = 12

function tellCell(
  state: CellState,
  lines: readonly CellState[],
  { near, all }: { readonly near: Share; readonly all: Share },
  // the cells of its model, and those of its benchmark
  [own, across]: readonly [readonly CellState[], readonly CellState[]],
  isOtherSet: boolean,
  grid: Grid,
  told: Set<CellState>,
  desk: AuditDesk,
): void {
  const { cell } = state
  const expected = expectedOf(state)
  if (isMeasuredAnew(cell, expected, lines) || isOtherVariant(expected, lines)) return
  // Pass@1 is no vote of 64
  const head = `${grid.rows[state.label.row]!.text} ${grid.columns[state.label.column]!.text}`
  if (/pass@1/i.test(head) && /^(?:cons|maj)/.test(expected.fact.scope.metric ?? '')) return
  if (/\b(?:cons|maj)@/i.test(head) && !/^(?:cons|maj)/.test(expected.fact.scope.metric ?? '')) return
  const right = printedAs(expected, cell)
  const slip = slipOf(cell.digits, right)
  const confidence = slip === 'other' ? 0.6 + 0.3 * (near.hits / near.covered) * (all.hits / all.covered) : 0.97
  // a row in which several cells differ is another measurement, not several slips
  if (slip === 'other' && (near.hits < near.covered * 0.8 || isOtherMake(state, grid, desk))) return
  if (slip === 'other' && (confidence < leastSure || !isAuthority(expected, lines, desk))) return
  // of three models on three benchmarks one may be measured otherwise
  if (slip === 'other' && all.covered < fewest) return
  // what another publisher has of a model is measured anew in the report that the document follows
  if ((slip === 'other' || slip === 'digit') && isOfOtherReport(expected.fact, desk)) return
  // two close scores are those of two who measured, but in a line that follows the one of them
  const isScore = !['parameter', 'token'].includes(expected.fact.unit)
  if (slip === 'other' && isScore && !follows(expected, own)) return
  if (
    slip === 'digit' &&
    isScore &&
    !follows(expected, own) &&
    !(follows(expected, across) && copiedFrom(expected, own) > 0)
  )
    return
  // nor does a maker's second edition accuse who took nothing else from it
  if (slip === 'other' && copiedFrom(expected, lines) === 0) return
  // digits exchanged and a point moved are slips under any conditions
  if (isOtherSet && slip !== 'exchange' && slip !== 'power') return
  told.add(state)
  const name = labelOf(grid, state.label)
  desk.tell(
    slip === 'power' ? 'audit/scale-slip' : 'audit/cell',
    cellPlace(grid, state, desk),
    {
      en: `\`${cell.text}\` for ${name} disagrees with ${expected.fact.evidence.source}, which has \`${right}\`${slipWords[slip].en}`,
      zh: `${name} 的 \`${cell.text}\` 与 ${expected.fact.evidence.source} 的 \`${right}\` 不符${slipWords[slip].zh}`,
    },
    {
      confidence: round(confidence),
      printed: cell.text,
      expected: right,
      repair: replace(cell, right),
      facts: state.known.filter((k) => !k.older).map((k) => k.fact),
      origin: desk.input.extract.format === 'pdf' && slip === 'lost' ? 'unknown' : 'author',
    },
  )
}

/** A known value as the cell would print it. */
export function printedAs(known: Known, cell: GridCell): string {
  const places = Math.max(0, Math.min(known.decimals, 15) === 15 ? cell.decimals : known.decimals)
  if (cell.isPart === true) return known.value.div(100).toFixed(places + 2)
  const scaled = scaledAs(cell, known.number, known.decimals === 15 ? cell.decimals : known.decimals)
  if (scaled !== null) return scaled
  const text = known.value.toFixed(places)
  return /%$/.test(cell.digits) ? `${text}%` : text
}

function replace(cell: GridCell, right: string) {
  const at = cell.text.indexOf(cell.digits)
  const start = cell.start + Math.max(0, at)
  return {
    message: { en: `write \`${right}\``, zh: `请写 \`${right}\`` },
    edits: [{ start, end: start + (at === -1 ? cell.text.length : cell.digits.length), text: right }],
  }
}

function tellLost(
  state: CellState,
  row: readonly CellState[],
  column: readonly CellState[],
  grid: Grid,
  told: Set<CellState>,
  desk: AuditDesk,
): void {
  // of the sources that the row agrees with, those that speak of this column too; where one of them is silent here, the
  // dash may be its own
  const ranked = sourcesOf(row)
  const speaks = (name: string) =>
    column.some((s) => s !== state && s.known.some((k) => k.fact.evidence.source === name))
  const likely = ranked
    .filter(([name, hits]) => hits >= (ranked[0]?.[1] ?? 0) * 0.8 && speaks(name))
    .map(([name]) => name)
  const lines = [...row, ...column]
  const found = likely.map((name) =>
    state.known.find((k) => !k.older && k.fact.evidence.source === name && !isOtherVariant(k, lines)),
  )
  const expected = found.every((k) => k !== undefined) ? found[0] : undefined
  const source = expected?.fact.evidence.source ?? ''
  const own = shareOf(row)
  if (expected === undefined || own.hits < 2 || own.hits < own.covered * 0.8) return
  const pair = expected.fact
  if (isDash(state.cell.text) && saysUnpublished(grid, desk)) return
  if (desk.knowledge.notReported(pair.subject, pair.measure) && saysDash(pair, source, desk)) return
  // two rows that hold the same values lost one value between them
  if ([...told].some((t) => t.known === state.known || (t.column === state.column && t.known[0] === state.known[0])))
    return
  told.add(state)
  const name = labelOf(grid, state.label)
  const right = printedText(expected)
  desk.tell(
    'audit/lost-value',
    cellPlace(grid, state, desk),
    {
      en: `${name} is ${state.cell.text === '' ? 'empty' : `\`${state.cell.text}\``}, while ${source} has \`${right}\``,
      zh: `${name} 为${state.cell.text === '' ? '空' : ` \`${state.cell.text}\``}，而 ${source} 有 \`${right}\``,
    },
    {
      confidence: isDash(state.cell.text) ? 0.85 : 0.9,
      printed: state.cell.text,
      expected: right,
      repair: {
        message: { en: `write \`${right}\``, zh: `请写 \`${right}\`` },
        edits: [{ start: state.cell.start, end: state.cell.end, text: right }],
      },
      facts: [expected.fact],
    },
  )
}

const unpublished =
  /(?:没有?|未)(?:公布|披露|报告|给出|测)|not (?:reported|published|disclosed|evaluated|given|available)|unreported/i

// whether the words around a table say what its dashes stand for
function saysUnpublished({ table }: Grid, { input }: AuditDesk): boolean {
  const { text } = input.extract
  return unpublished.test(
    text.slice(Math.max(0, table.start - 300), table.start) + text.slice(table.end, table.end + 300),
  )
}

function saysDash({ subject, measure }: Known['fact'], source: string, { input }: AuditDesk): boolean {
  return input.store.facts.some(
    (f) =>
      f.value.kind === 'not-reported' && f.subject === subject && f.measure === measure && f.evidence.source === source,
  )
}

/** The source that most cells of a line agree with. */
export function commonSource(states: readonly CellState[]): string {
  return sourcesOf(states)[0]?.[0] ?? ''
}

function sourcesOf(states: readonly CellState[]): readonly (readonly [string, number])[] {
  const count = new Map<string, number>()
  for (const s of states)
    for (const source of new Set(s.known.filter((k) => agrees(s.cell, k)).map((k) => k.fact.evidence.source)))
      count.set(source, (count.get(source) ?? 0) + 1)
  return [...count].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
}

/** Tells of two cells of a line each of which is the other's. */
export function tellSwaps(row: readonly CellState[], grid: Grid, told: Set<CellState>, desk: AuditDesk): void {
  const own = shareOf(row)
  const open = row.filter((s) => s.cell.kind === 'number' && !s.hit && s.known.length > 0)
  for (let n = 0; n < open.length; n += 1) {
    const a = open[n]!
    const b = open
      .slice(n + 1)
      .find((o) => !told.has(o) && o.known.some((k) => agrees(a.cell, k)) && a.known.some((k) => agrees(o.cell, k)))
    if (told.has(a) || b === undefined || own.hits < own.covered - 2) continue
    told.add(a).add(b)
    const left = labelOf(grid, a.label)
    const right = labelOf(grid, b.label)
    desk.tell(
      'audit/cell-swap',
      cellPlace(grid, a, desk),
      {
        en: `\`${a.cell.text}\` for ${left} and \`${b.cell.text}\` for ${right} are exchanged`,
        zh: `${left} 的 \`${a.cell.text}\` 与 ${right} 的 \`${b.cell.text}\` 互换`,
      },
      {
        confidence: 0.97,
        printed: `${a.cell.text} | ${b.cell.text}`,
        expected: `${b.cell.text} | ${a.cell.text}`,
        repair: {
          message: { en: 'exchange the two cells', zh: '请互换这两格' },
          edits: [
            { start: a.cell.start, end: a.cell.end, text: b.cell.text },
            { start: b.cell.start, end: b.cell.end, text: a.cell.text },
          ],
        },
        facts: [a, b].flatMap((s) =>
          s.known
            .filter((k) => !k.older)
            .slice(0, 2)
            .map((k) => k.fact),
        ),
      },
    )
  }
}

/** What a cell is about, in the words of its labels. */
export function labelOf(grid: Grid, { row, column }: CellState['label']): string {
  return [grid.columns[column]!.text, grid.rows[row]!.text].filter((t) => t !== '').join(' / ')
}

/** The place of a cell. */
export function cellPlace(grid: Grid, { cell, row, column }: CellState, desk: AuditDesk) {
  // the scores of a passage make a square that is no table
  if (grid.number === 0) return desk.place(cell.start, cell.end)
  const line = cell.line ?? grid.rowAt[row]!
  return desk.place(cell.start, cell.end, { table: grid.number, row: line, cell: grid.columnAt[column]! })
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
