import { append, type Day, type Decimal, type Diagnostic, decimal, type Interval, type Span } from '../base/index.ts'
import type { Answer } from './answer.ts'
import { newState, type State } from './cell.ts'
import { compileClaim, inputScale, type Program } from './compile.ts'
import { readField } from './field.ts'
import { underUnit } from './head.ts'
import { type Lookup, lookup } from './lookup.ts'
import { drawn, type Pools } from './pool.ts'
import { Book } from './quota.ts'
import { type Entry, readRecord } from './record.ts'
import type { Path } from './role.ts'
import { saidUnknown } from './run.ts'
import type { Claim, Input, Policy } from './tree.ts'
import { maybe, type Val } from './val.ts'
import type { Setting } from './version.ts'
import { answerAt } from './where.ts'

/** Money paid out over a batch, apart for each claim. */
export interface Tally {
  readonly claim: string
  /** claims with a certain amount */
  readonly count: number
  /** of them those that get something */
  readonly positive: number
  /** claims that cannot be answered with one amount */
  readonly open: number
  /** in hundredths, at least and at most */
  readonly low: bigint
  readonly high: bigint
  /** claims of which nothing can be said */
  readonly unknown: number
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
  if (state.keys.length > 0) {
    state.keys.length = 0
    state.counts.length = 0
  }
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
export type CellReader = Lookup<number>

/**
 * Reads cells of `input` into numbers; `NaN` for what is missing, or has to be read the long way.
 *
 * `unit` is what the head of the column counts in. What was read once is remembered, up to a few thousand different cells.
 */
export function cellReader(policy: Policy, input: Input, unit = ''): CellReader {
  const slow = lookup((cell: unknown): number => {
    const read = readField(policy, input, underUnit(typeof cell === 'bigint' ? String(cell) : cell, unit))
    const number = read.kind === 'value' ? asNumber(policy, input, read.value) : Number.NaN
    return Number.isNaN(number) && isLong(input, read.kind) ? wrong : number
  })
  if (input.type.kind === 'date') return { of: slow.of, ofBytes: dayReader(slow) }
  if (input.type.kind !== 'number' || unit !== '') return slow
  const scale = inputScale(input)
  const most = input.type.high === null ? Number.MAX_SAFE_INTEGER : input.type.high.times(scale).toNumber()
  const of = (cell: unknown): number => {
    const parts =
      typeof cell === 'number'
        ? cell < 0
          ? Number.NaN
          : scaled(cell, scale)
        : typeof cell === 'bigint' && cell >= 0n
          ? Number(cell) * scale
          : Number.NaN
    return parts <= most ? parts : slow.of(cell)
  }
  const ofBytes = (bytes: Uint8Array, from: number, to: number): number => {
    const plain = digits(bytes, from, to, scale)
    return plain <= most ? plain : slow.ofBytes(bytes, from, to)
  }
  return { of, ofBytes }
}

const firstYear = 1900
const lastYear = 2199

// a day written as YYYY-MM-DD is found by its number without being hashed
function dayReader(slow: CellReader): CellReader['ofBytes'] {
  const unseen = Number.NEGATIVE_INFINITY
  const days = new Float64Array((lastYear - firstYear + 1) * 12 * 31).fill(unseen)
  return (bytes, from, to) => {
    const at = to - from === 10 ? dayIndex(bytes, from) : -1
    if (at === -1) return slow.ofBytes(bytes, from, to)
    const known = days[at]!
    if (known !== unseen) return known
    const value = slow.ofBytes(bytes, from, to)
    days[at] = value
    return value
  }
}

function dayIndex(bytes: Uint8Array, from: number): number {
  if (bytes[from + 4] !== 45 || bytes[from + 7] !== 45) return -1
  const year = pair(bytes, from) * 100 + pair(bytes, from + 2)
  const month = pair(bytes, from + 5)
  const day = pair(bytes, from + 8)
  if (!(year >= firstYear && year <= lastYear && month >= 1 && month <= 12 && day >= 1 && day <= 31)) return -1
  return ((year - firstYear) * 12 + month - 1) * 31 + day - 1
}

// two digits as a number; what is no digit makes it too small or too large to be part of a day
function pair(bytes: Uint8Array, at: number): number {
  const [tens, ones] = [bytes[at]! - 48, bytes[at + 1]! - 48]
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -10_000
}

function scaled(cell: number, scale: number): number {
  const value = Math.round(cell * scale)
  return Math.abs(value - cell * scale) < 1e-6 * Math.max(1, Math.abs(cell)) && Number.isSafeInteger(value)
    ? value
    : Number.NaN
}

/** A plain decimal as so many parts, or `NaN`. */
function digits(bytes: Uint8Array, from: number, to: number, scale: number): number {
  if (to === from || to - from > 15) return Number.NaN
  let value = 0
  let point = to
  for (let i = from; i < to; i += 1) {
    const c = bytes[i]!
    if (c >= 48 && c <= 57) value = value * 10 + (c - 48)
    else if (c === 46 && point === to) point = i
    else return Number.NaN
  }
  const places = to - point - 1
  if (places <= 0) return value * scale
  const factor = scale / 10 ** places
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

/** A fresh state for the largest of `programs`. */
export function stateFor(): State {
  return newState(0)
}

/** Adds up what the claims of one kind come to. */
export class Sums {
  private readonly claim: string
  private count = 0
  private positive = 0
  private open = 0
  private unknown = 0
  // whole numbers are exact up to here, and much faster than those without bounds
  private low = 0
  private high = 0
  private lowBefore = 0n
  private highBefore = 0n

  constructor(claim: string) {
    this.claim = claim
  }

  add(low: number | null, high: number | null): void {
    if (low === null || high === null) {
      this.unknown += 1
      return
    }
    if (low === high) this.count += 1
    else this.open += 1
    if (low > 0) this.positive += 1
    if (this.low + low > Number.MAX_SAFE_INTEGER || this.high + high > Number.MAX_SAFE_INTEGER) this.carry()
    this.low += low
    this.high += high
  }

  tally(): Tally {
    this.carry()
    const { claim, count, positive, open, unknown } = this
    return { claim, count, positive, open, low: this.lowBefore, high: this.highBefore, unknown }
  }

  private carry(): void {
    this.lowBefore += BigInt(this.low)
    this.highBefore += BigInt(this.high)
    this.low = 0
    this.high = 0
  }
}

/** A household answered the long way; `null` for a row that does not say what it claims. */
export function payLong(
  policy: Policy,
  knownOn: Day,
  records: readonly {
    readonly raw: Readonly<Record<string, unknown>>
    readonly index: number
    readonly at: (path: Path) => Span | undefined
  }[],
  pools: Pools,
): { readonly paid: readonly (readonly Paid[] | null)[]; readonly diagnostics: readonly Diagnostic[] } {
  const book = new Book()
  const diagnostics: Diagnostic[] = []
  const paid = records.map(({ raw, index, at }) => {
    const read = readRecord(policy, raw, index, at)
    append(diagnostics, read.diagnostics)
    // who says nothing of what is claimed is not a household that claims nothing
    if (read.entries.length === 0 && !read.household) return null
    return read.entries.map((entry) => longOf({ policy, knownOn, place: entry.place }, entry, book, pools))
  })
  return { paid, diagnostics }
}

function longOf(setting: Setting, entry: Entry, book: Book, pools: Pools): Paid {
  const claim = entry.claim.name
  const given = new Map(entry.given).set('consumer', { kind: 'choice', set: [entry.consumer || 'one'] })
  // what cannot be as it is given may have drawn on a quota all the same
  for (const name of entry.bad) given.delete(name)
  for (const name of entry.bad) given.set(saidUnknown(name), maybe)
  const { policy, knownOn, place } = setting
  const answer = answerAt(policy, knownOn, place, entry.claim, given, book, { full: false })
  if (entry.bad.length > 0) return { claim, low: null, high: null }
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
