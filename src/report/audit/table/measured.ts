import type { Known } from '../claim.ts'
import type { AuditDesk } from '../desk.ts'
import { agrees } from './agree.ts'
import type { Grid, GridCell } from './grid.ts'
import type { Item } from './item.ts'

/** How the cells of a table stand to what is known, under the labels that their lines really belong to. */
export interface CellState {
  readonly cell: GridCell
  readonly row: number
  readonly column: number
  readonly known: readonly Known[]
  readonly hit: boolean
  /** the label that the line really belongs to */
  readonly label: { readonly row: number; readonly column: number }
}

// who measures again comes to 80.4 where another had 80.6: a slip only of who copied the source, as the cells around show
const closest = 0.005
const roundest = 0.03
const leastCopied = 2

export function isMeasuredAnew(cell: GridCell, expected: Known, lines: readonly CellState[]): boolean {
  const apart = Math.abs(cell.number - expected.number) / Math.abs(expected.number)
  // 70.6B is what the 70B of a name come to when they are counted
  const isFiner = cell.decimals > expected.decimals && cell.number % 10 ** -expected.decimals !== 0
  if (expected.fact.unit === 'parameter' && isFiner) return apart <= roundest
  if (apart > closest) return false
  // one in the last digit is what two who measured are apart
  const isLastDigit = Math.abs(cell.number - expected.number) < 1.5 * 10 ** -expected.decimals
  return copiedFrom(expected, lines) < (isLastDigit ? leastCopied * 2 : leastCopied)
}

// a base model's score says nothing of a column whose other values are those of the tuned one
export function isOtherVariant({ fact }: Known, lines: readonly CellState[]): boolean {
  const { variant } = fact.scope
  const seen = lines.flatMap((s) =>
    s.known.filter((k) => k.fact.subject === fact.subject && agrees(s.cell, k)).map((k) => k.fact.scope.variant),
  )
  return variant !== undefined && seen.length > 1 && seen.every((v) => v !== undefined && v !== variant)
}

const leastFollowed = 0.7

// whether nearly all that is known of a line stands so in the source of a fact
export function follows(expected: Known, line: readonly CellState[]): boolean {
  const covered = line.filter((s) => s.cell.kind === 'number' && s.known.length > 0).length
  return covered >= 2 && copiedFrom(expected, line) >= covered * leastFollowed
}

export function copiedFrom({ fact }: Known, lines: readonly CellState[]): number {
  const { source } = fact.evidence
  return lines.filter((s) => s.known.some((k) => k.fact.evidence.source === source && agrees(s.cell, k))).length
}

// less sure than this is that a quite different number was meant to be the known one
export const leastSure = 0.86
const leastCopiedOfOthers = 3

// what somebody measured of another's model says nothing of a third table, but of one that copied it
export function isAuthority(expected: Known, lines: readonly CellState[], { input: { registry } }: AuditDesk): boolean {
  const { subject, evidence } = expected.fact
  const publisher = registry.source(evidence.source)?.publisher ?? ''
  const entity = registry.entity(subject)
  const maker = registry.entity(entity?.parent ?? '')
  const isOwn =
    publisher !== '' &&
    (publisher === maker?.zh || publisher === maker?.en || entity?.en.startsWith(publisher) === true)
  return isOwn || copiedFrom(expected, lines) >= leastCopiedOfOthers
}

// taken under conditions that nobody has facts of: 4-shot where all have 0-shot; no excuse where the rest of the line
// agrees with facts of those other conditions too
export function isOtherSetting(state: CellState, line: readonly CellState[], grid: Grid): boolean {
  return isDenied(state, grid) && !line.some((s) => s !== state && s.hit && isDenied(s, grid))
}

function isDenied({ known, label, cell }: CellState, grid: Grid): boolean {
  const stated = { ...grid.columns[label.column]!.scope, ...grid.rows[label.row]!.scope, ...cell.note }
  return ['shots', 'cot'].some((key) => {
    const told = known.filter((k) => k.fact.scope[key] !== undefined)
    return stated[key] !== undefined && told.length > 0 && told.every((k) => k.fact.scope[key] !== stated[key])
  })
}

// of a chat model nothing is known where only its base was measured, and of some benchmarks makers print several scores
export function isOtherMake({ known, label, cell }: CellState, grid: Grid, { input }: AuditDesk): boolean {
  if (known.some((k) => input.cues.is('several', k.fact.measure))) return true
  const stated = cell.note.variant ?? makeOf(grid.rows, label.row) ?? makeOf(grid.columns, label.column)
  return known.every(({ fact: { scope } }) => (stated === 'base' ? scope.variant !== 'base' : scope.variant === 'base'))
}

// the make that a label states; beside Llama-3-8B-Instruct, Llama-3-8B is the base
function makeOf(items: readonly Item[], n: number): string | undefined {
  const own = items[n]!
  if (own.scope.variant !== undefined || own.entity === null) return own.scope.variant
  return items.some((i) => i.entity === own.entity && i.scope.variant === 'instruct') ? 'base' : undefined
}
