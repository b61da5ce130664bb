import { foldName } from '../../../facts/index.ts'
import { type Covered, columnFit, type Fit, noFit, rowFit } from './agree.ts'
import type { Item } from './item.ts'

/** Lines whose values belong to other labels. */
export interface Displaced {
  readonly kind: 'shift' | 'swap' | 'duplicate' | 'permuted'
  /** pairs of the line that holds the values and the line whose label they belong to */
  readonly moves: readonly (readonly [number, number])[]
  /** how sure it is where no facts bear it out */
  readonly sure?: number
}

/** Which label the values of each line belong to: its own number, another, or -1 for a line without any. */
export interface Alignment {
  readonly label: readonly number[]
  readonly displaced: readonly Displaced[]
  /** own fits, for how sure a finding is */
  readonly own: readonly Fit[]
}

// beyond this many lines only near ones are compared
const manyLines = 120
const window = 8

/** The rows of a table against their labels. */
export function alignRows(covered: Covered): Alignment {
  const { rows } = covered.grid
  return align(rows.length, (i, j) => (isMakeOf(rows[j]!, rows[i]!) ? noFit : rowFit(covered, i, j)))
}

/** The columns of a table against their labels, the rows taken by `label`. */
export function alignColumns(covered: Covered, label: readonly number[]): Alignment {
  const { columns } = covered.grid
  return align(columns.length, (i, j) => (isMakeOf(columns[j]!, columns[i]!) ? noFit : columnFit(covered, i, j, label)))
}

// Llama-3-8B-Instruct beside Llama-3-8B: a longer name that nobody knows may be the one whose values are known;
// HLE (search) beside HLE (text only): so may a test under other conditions
function isMakeOf(own: Item, other: Item): boolean {
  if (own === other) return false
  if (own.entity === null && other.entity !== null)
    return foldName(own.bare ?? own.text).startsWith(foldName(other.bare ?? other.text))
  if (own.measure !== null || other.measure === null) return false
  const bare = other.text.replace(/\s*[(（[].*$/s, '')
  return bare !== '' && foldName(own.text).startsWith(foldName(bare))
}

function align(count: number, fit: (i: number, j: number) => Fit): Alignment {
  const own = Array.from({ length: count }, (_, j) => fit(j, j))
  const label = own.map((f, j) => (isOwn(f) ? j : bestOther(count, j, f, fit)))
  // what gave its values away holds those of the other, where the little that is known of it says so
  for (let j = 0; j < label.length; j += 1) {
    const i = label[j]!
    if (i === j || label[i] !== i || isOwn(own[i]!) || own[i]!.covered === 0) continue
    const back = fit(j, i)
    if (back.hits >= 1 && back.hits >= back.covered * 0.75) label[i] = j
  }
  return { label, own, displaced: components(label, own) }
}

function isOwn({ hits, covered }: Fit): boolean {
  return covered > 0 && hits >= covered * 0.6
}

function bestOther(count: number, j: number, own: Fit, fit: (i: number, j: number) => Fit): number {
  let best = j
  let most = 0
  const [from, to] = count > manyLines ? [Math.max(0, j - window), Math.min(count - 1, j + window)] : [0, count - 1]
  for (let i = from; i <= to; i += 1) {
    if (i === j) continue
    const { hits, covered } = fit(i, j)
    // of a line that little is known of, two may meet those of another by chance
    // and more of them where the other has its own
    const least = own.covered > 1 ? 2 : isOwn(fit(i, i)) ? 4 : 3
    if (hits < Math.max(least, Math.ceil(covered * 0.75)) || hits < own.hits + 2) continue
    if (hits > most || (hits === most && Math.abs(i - j) < Math.abs(best - j))) {
      best = i
      most = hits
    }
  }
  return best
}

function components(label: readonly number[], own: readonly Fit[]): readonly Displaced[] {
  const group = label.map((_, j) => j)
  const rootOf = (j: number): number => (group[j] === j ? j : rootOf(group[j]!))
  for (let j = 0; j < label.length; j += 1) {
    const i = label[j]!
    if (i !== j) group[rootOf(j)] = rootOf(i)
  }
  const byRoot = new Map<number, (readonly [number, number])[]>()
  for (let j = 0; j < label.length; j += 1) {
    const i = label[j]!
    if (i === j) continue
    const root = rootOf(j)
    byRoot.set(root, [...(byRoot.get(root) ?? []), [j, i]])
  }
  return [...byRoot.values()].map((moves) => ({ kind: kindOf(moves, label, own), moves }))
}

function kindOf(
  moves: readonly (readonly [number, number])[],
  label: readonly number[],
  own: readonly Fit[],
): Displaced['kind'] {
  if (moves.length === 2 && moves[0]![0] === moves[1]![1] && moves[0]![1] === moves[1]![0]) return 'swap'
  const offsets = new Set(moves.map(([j, i]) => i - j))
  if (moves.length === 1) {
    const [j, i] = moves[0]!
    // the values stand at their own label too
    return label[i] === i && isOwn(own[i]!) && own[j]!.covered > 0 ? 'duplicate' : 'shift'
  }
  return offsets.size === 1 ? 'shift' : 'permuted'
}
