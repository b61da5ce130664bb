import { type Day, type Decimal, type Diagnostic, decimal, type Interval } from '../base/index.ts'
import { type Answer, answerClaim } from './answer.ts'
import { newState, type State } from './cell.ts'
import { compileClaim, inputScale, type Program } from './compile.ts'
import { readField } from './field.ts'
import { drawn, type Pools } from './pool.ts'
import { Book } from './quota.ts'
import { type Entry, readRecord } from './record.ts'
import type { Path } from './role.ts'
import type { Claim, Input, Policy } from './tree.ts'
import type { Val } from './val.ts'
import type { Setting } from './version.ts'

/** Money paid out over a batch, apart for each claim. */
export interface Tally {
  readonly claim: string
  /** claims with a certain amount */
  count: number
  /** of them those that get something */
  positive: number
  /** claims that cannot be answered with one amount */
  open: number
  /** in hundredths, at least and at most */
  low: bigint
  high: bigint
  /** claims of which nothing can be said */
  unknown: number
}

/** What one claim came to: hundredths, or both ends of what it may be. */
export interface Paid {
  readonly claim: string
  readonly low: number | null
  readonly high: number | null
}

/** Programs for one place, made when the first claim of that place comes. */
export class Programs {
  private readonly made = new Map<string, Program | null>()
  private readonly setting: Setting

  constructor(setting: Setting) {
    this.setting = setting
  }

  /** the program that answers `claim`, or `null` when it has to be answered the long way */
  of(claim: Claim): Program | null {
    const known = this.made.get(claim.name)
    if (known !== undefined) return known
    const program = compileClaim(this.setting, claim)
    this.made.set(claim.name, program)
    return program
  }
}

/** Claims of one household that were read into numbers. */
export interface Loaded {
  readonly program: Program
  readonly values: Float64Array
}

/**
 * What a household's claims come to, in their order, or `null` when one of them has to be answered the long way.
 *
 * `out` is filled with hundredths and returned; quotas are shared among the claims.
 */
export function payAll(loaded: readonly Loaded[], count: number, state: State, out: number[]): number[] | null {
  state.keys.length = 0
  state.counts.length = 0
  for (let i = 0; i < count; i += 1) {
    const { program, values } = loaded[i]!
    const own = state as { v: Float64Array }
    own.v = values
    const value = program.pay(state)
    if (Number.isNaN(value)) return null
    out[i] = value
  }
  return out
}

/** Stands for a cell that cannot be what it says. */
export const wrong = Number.POSITIVE_INFINITY

// what is said to be unknown, or to be one of several, is not to be taken under an assumption, as a missing cell is
function isLong(input: Input, kind: string): boolean {
  return kind === 'bad' || kind === 'value' || (kind === 'unknown' && input.assume !== null)
}

/** How a cell of a table becomes the number of an input. */
export type CellReader = (cell: unknown) => number

/**
 * Reads cells of `input` into numbers; `NaN` for what is missing, or has to be read the long way.
 *
 * What was read once is remembered, up to a few thousand different cells.
 */
export function cellReader(policy: Policy, input: Input): CellReader {
  const known = new Map<unknown, number>()
  const slow = (cell: unknown): number => {
    const found = known.get(cell)
    if (found !== undefined) return found
    const read = readField(policy, input, cell)
    const number = read.kind === 'value' ? asNumber(policy, input, read.value) : Number.NaN
    const value = Number.isNaN(number) && isLong(input, read.kind) ? wrong : number
    if (known.size < 8192) known.set(cell, value)
    return value
  }
  if (input.type.kind !== 'number') return slow
  const scale = inputScale(input)
  const most = input.type.high === null ? Number.MAX_SAFE_INTEGER : input.type.high.times(scale).toNumber()
  return (cell) => {
    if (typeof cell === 'number') {
      const parts = cell < 0 ? Number.NaN : scaled(cell, scale)
      return parts <= most ? parts : slow(cell)
    }
    if (typeof cell === 'bigint') {
      const parts = cell < 0n ? Number.NaN : Number(cell) * scale
      return parts <= most ? parts : slow(String(cell))
    }
    if (typeof cell !== 'string') return slow(cell)
    const plain = digits(cell, scale)
    return plain <= most ? plain : slow(cell)
  }
}

function scaled(cell: number, scale: number): number {
  const value = Math.round(cell * scale)
  return Math.abs(value - cell * scale) < 1e-6 * Math.max(1, Math.abs(cell)) && Number.isSafeInteger(value)
    ? value
    : Number.NaN
}

/** A plain decimal as so many parts, or `NaN`. */
function digits(cell: string, scale: number): number {
  let value = 0
  let places = -1
  const length = cell.length
  if (length === 0 || length > 15) return Number.NaN
  for (let i = 0; i < length; i += 1) {
    const c = cell.charCodeAt(i)
    if (c === 46 && places === -1) places = 0
    else if (c < 48 || c > 57) return Number.NaN
    else {
      value = value * 10 + (c - 48)
      if (places !== -1) places += 1
    }
  }
  const factor = places <= 0 ? scale : scale / 10 ** places
  return factor >= 1 ? value * factor : Number.NaN
}

function asNumber(policy: Policy, input: Input, value: Val): number {
  if (value.kind === 'truth') return value.yes === value.no ? Number.NaN : value.yes ? 1 : 0
  if (value.kind === 'choice') {
    if (input.type.kind !== 'choice' || value.set.length !== 1) return Number.NaN
    return policy.words.get(input.type.words)?.words.findIndex((w) => w.id === value.set[0]) ?? Number.NaN
  }
  if (value.kind !== 'number') return Number.NaN
  const { low, high } = value.range
  if (low === null || high === null || !low.eq(high)) return Number.NaN
  const parts = low.times(inputScale(input))
  return parts.eq(parts.round(0, 0)) && parts.abs().lt(Number.MAX_SAFE_INTEGER) ? parts.toNumber() : Number.NaN
}

/** Whether a cell says that nothing is known. */
export function isBlank(cell: unknown): boolean {
  return cell === undefined || cell === null || cell === ''
}

/** A fresh state for the largest of `programs`. */
export function stateFor(): State {
  return newState(0)
}

/** An empty tally of `claim`. */
export function emptyTally(claim: string): Tally {
  return { claim, count: 0, positive: 0, open: 0, low: 0n, high: 0n, unknown: 0 }
}

/** Adds what one claim came to. */
export function tallyUp(tally: Tally, low: number | null, high: number | null): void {
  if (low === null || high === null) {
    tally.unknown += 1
    return
  }
  if (low === high) tally.count += 1
  else tally.open += 1
  if (low > 0) tally.positive += 1
  tally.low += BigInt(low)
  tally.high += BigInt(high)
}

/** A household answered the long way; `null` for a row that does not say what it claims. */
export function payLong(
  policy: Policy,
  knownOn: Day,
  records: readonly {
    readonly raw: Readonly<Record<string, unknown>>
    readonly index: number
    readonly at: (path: Path) => undefined
  }[],
  pools: Pools,
): { readonly paid: readonly (readonly Paid[] | null)[]; readonly diagnostics: readonly Diagnostic[] } {
  const book = new Book()
  const diagnostics: Diagnostic[] = []
  const paid = records.map(({ raw, index, at }) => {
    const read = readRecord(policy, raw, index, at)
    diagnostics.push(...read.diagnostics)
    // who says nothing of what is claimed is not a household that claims nothing
    if (read.entries.length === 0 && !read.household) return null
    return read.entries.map((entry) => longOf({ policy, knownOn, place: entry.place }, entry, book, pools))
  })
  return { paid, diagnostics }
}

function longOf(setting: Setting, entry: Entry, book: Book, pools: Pools): Paid {
  const claim = entry.claim.name
  if (entry.bad.length > 0) return { claim, low: null, high: null }
  const given = new Map(entry.given).set('consumer', { kind: 'choice', set: [entry.consumer || 'one'] })
  const answer = answerClaim(setting, entry.claim, given, book, { full: false })
  const value = afterPool(setting, answer, given, pools)
  return { claim, low: parts(value?.low ?? null), high: parts(value?.high ?? null) }
}

function afterPool(setting: Setting, answer: Answer, given: ReadonlyMap<string, Val>, pools: Pools): Interval | null {
  const pool = setting.policy.definitions.get(answer.pool)
  if (pool === undefined || answer.value === null) return answer.value
  return drawn(setting, pool, answer.value, given.get(pool.event), pools).value
}

function parts(value: Decimal | null): number | null {
  if (value === null) return null
  const hundredths = value.times(100).round(0, 1)
  return hundredths.gt(decimal(Number.MAX_SAFE_INTEGER)) ? null : hundredths.toNumber()
}
