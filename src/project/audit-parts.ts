import { type Amount, type Day, type Decimal, decimal, type Extract } from '../base/index.ts'
import {
  type Ahead,
  type Audited,
  type AuditInput,
  auditAhead,
  type Claim,
  type Course,
  concludeAudit,
  divide,
  openAudit,
  supposeCourses,
} from '../report/index.ts'
import type { Places } from './load.ts'
import { type Asked, hasThreads, startThread } from './node.ts'

/** Threads that audit parts of a long document beside this one. */
export interface AuditHelpers {
  readonly audit: (input: AuditInput) => Promise<Audited>
}

/** What a helper is asked: to load what it looks things up in, then to audit its share of a document. */
export type HelperQuestion =
  | { readonly kind: 'open'; readonly places: Places }
  | {
      readonly kind: 'share'
      readonly extract: Extract
      readonly known: Day | null
      readonly supposed: readonly Course[]
      /** number of the next part that nobody has taken */
      readonly next: SharedArrayBuffer
    }

/** What a helper found, by number of the part; decimals are texts, since no number crosses threads as it is. */
export type HelperAnswer = ReadonlyMap<number, PackedAhead>

type Parts = 'value' | 'high' | 'below'
type PackedAmount = Omit<Amount, Parts> & Readonly<Partial<Record<Parts, string>>>
type PackedClaim = Omit<Claim, 'amount'> & { readonly amount: PackedAmount | null }
type PackedAhead = Omit<Ahead, 'part'> & {
  readonly part: Omit<Ahead['part'], 'claims'> & { readonly claims: readonly PackedClaim[] }
}

/** The parts that a helper audited, as they cross threads. */
export function packAhead(ahead: ReadonlyMap<number, Ahead>): HelperAnswer {
  return mapParts(ahead, (value: Decimal) => value.toFixed()) as HelperAnswer
}

/** What a helper sent, as it was before it crossed threads. */
export function unpackAhead(packed: HelperAnswer): ReadonlyMap<number, Ahead> {
  return mapParts(packed, decimal) as ReadonlyMap<number, Ahead>
}

function mapParts<V>(ahead: ReadonlyMap<number, unknown>, map: (value: V) => unknown): ReadonlyMap<number, unknown> {
  type Numbers = { value: V; high?: V; below?: V }
  const parts = ahead as ReadonlyMap<number, { part: { claims: { amount: Numbers | null }[] } }>
  const amountOf = (amount: Numbers | null) =>
    amount === null
      ? null
      : {
          ...amount,
          value: map(amount.value),
          ...(amount.high === undefined ? {} : { high: map(amount.high) }),
          ...(amount.below === undefined ? {} : { below: map(amount.below) }),
        }
  return new Map(
    [...parts].map(([n, own]) => [
      n,
      { ...own, part: { ...own.part, claims: own.part.claims.map((c) => ({ ...c, amount: amountOf(c.amount) })) } },
    ]),
  )
}

/** The numbers of parts from the first on, each given to one thread alone. */
export function countParts(next: SharedArrayBuffer): () => number {
  const count = new Int32Array(next)
  return () => Atomics.add(count, 0, 1)
}

const mostHelpers = 3

/**
 * Helpers for one document, as many as processors are free beside this thread.
 *
 * They load their facts at once where the document is surely `long`, otherwise when it has turned out to have several parts.
 * `null` where there is no built file to start threads from, or one processor alone.
 */
export function createAuditHelpers(places: Places, processors: number, long: boolean): AuditHelpers | null {
  const count = Math.min(mostHelpers, processors - 1)
  if (count < 1 || !hasThreads()) return null
  let threads: readonly Thread[] | undefined
  const started = () => {
    threads ??= Array.from({ length: count }, () => openThread(places))
    return threads
  }
  if (long) started()
  return { audit: (input) => auditWith(started, input) }
}

type Thread = Asked<HelperQuestion, HelperAnswer>

function openThread(places: Places): Thread {
  const thread = startThread<HelperQuestion, HelperAnswer>('audit')
  void thread.ask({ kind: 'open', places }).catch(() => undefined)
  return thread
}

async function auditWith(threads: () => readonly Thread[], input: AuditInput): Promise<Audited> {
  const division = divide(input.extract)
  const desk = openAudit(input)
  if (division.parts.length < 2) return concludeAudit(division, desk, new Map())
  const supposed = supposeCourses(division, desk)
  const next = new SharedArrayBuffer(4)
  const { extract, known } = input
  const asked = threads().map((t) => t.ask({ kind: 'share', extract, known, supposed, next }).catch(() => none))
  const own = auditAhead(division, supposed, countParts(next), desk)
  const found = await Promise.all(asked)
  return concludeAudit(division, desk, new Map([own, ...found.map(unpackAhead)].flatMap((parts) => [...parts])))
}

// a part that a helper failed at is audited here
const none: HelperAnswer = new Map()
