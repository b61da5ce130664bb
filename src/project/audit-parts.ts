import { type Amount, append, type Day, type Decimal, decimal } from '../base/index.ts'
import {
  type Ahead,
  type AuditDesk,
  type Audited,
  type AuditInput,
  auditAhead,
  type Claim,
  type Course,
  countAhead,
  type Division,
  divide,
  type Listing,
  openAudit,
  openConclusion,
  openWriting,
  supposeCourses,
  writeAhead,
} from '../report/index.ts'
import { type PackedExtract, packExtract } from './audit-extract.ts'
import type { Places } from './load.ts'
import { type Asked, hasThreads, startThread } from './node.ts'

/** Threads that audit parts of a long document beside this one. */
export interface AuditHelpers {
  readonly audit: (input: AuditInput) => Promise<Audited>
  /** the same, where what is found is written as JSON at once */
  readonly list: (input: AuditInput) => Promise<Listing>
}

/** What a helper is asked: to load what it looks things up in, to take a document, to audit its share of the parts. */
export type HelperQuestion =
  | { readonly kind: 'open'; readonly places: Places }
  | {
      readonly kind: 'document'
      readonly extract: PackedExtract
      readonly known: Day | null
      readonly shared: Shared
      /** whether what is found goes out as JSON */
      readonly isWritten: boolean
    }
  /** the parts of which is said what they begin with, those that nobody has taken */
  | { readonly kind: 'share'; readonly supposed: readonly Course[] }

/** A part by its number, as it crosses threads: decimals are texts, since no number does as it is. `null` for an answer without any. */
export type HelperAnswer = readonly [number, PackedAhead] | null

type Parts = 'value' | 'high' | 'below'
type PackedAmount = Omit<Amount, Parts> & Readonly<Partial<Record<Parts, string>>>
type PackedClaim = Omit<Claim, 'amount'> & { readonly amount: PackedAmount | null }
type PackedAhead = Omit<Ahead, 'part'> & {
  readonly part: Omit<Ahead['part'], 'claims'> & { readonly claims: readonly PackedClaim[] }
}

/** A part that a helper audited, as it crosses threads. */
export function packAhead(ahead: Ahead): PackedAhead {
  return mapPart(ahead, (value: Decimal) => value.toFixed()) as PackedAhead
}

/** The memory of a part that is written, which goes to the other thread without being copied. */
export function memoryOf({ written }: PackedAhead): readonly ArrayBuffer[] {
  if (written === undefined) return []
  const { claims, order, findings, ranks } = written
  return [claims, order, findings.bytes, findings.ends, ranks].map((array) => array.buffer)
}

/** What a helper sent, as it was before it crossed threads. */
export function unpackAhead(packed: PackedAhead): Ahead {
  return mapPart(packed, decimal) as Ahead
}

function mapPart<V>(ahead: unknown, map: (value: V) => unknown): unknown {
  type Numbers = { value: V; high?: V; below?: V }
  const own = ahead as { part: { claims: { amount: Numbers | null }[] } }
  const amountOf = (amount: Numbers | null) =>
    amount === null
      ? null
      : {
          ...amount,
          value: map(amount.value),
          ...(amount.high === undefined ? {} : { high: map(amount.high) }),
          ...(amount.below === undefined ? {} : { below: map(amount.below) }),
        }
  return { ...own, part: { ...own.part, claims: own.part.claims.map((c) => ({ ...c, amount: amountOf(c.amount) })) } }
}

/** What threads tell each other while they work: the next part that nobody has taken, and whether enough claims are listed. */
export type Shared = SharedArrayBuffer

function createShared(): Shared {
  return new SharedArrayBuffer(8)
}

/** The numbers of parts below `until` that nobody has taken, each given to one thread alone; `until` when there is none. */
export function takeParts(shared: Shared, until: number): () => number {
  const state = new Int32Array(shared)
  return () => {
    for (let n = Atomics.load(state, 0); n < until; n = Atomics.load(state, 0))
      if (Atomics.compareExchange(state, 0, n, n + 1) === n) return n
    return until
  }
}

function isFull(shared: Shared): boolean {
  return Atomics.load(new Int32Array(shared), 1) === 1
}

const mostHelpers = 3

/**
 * Helpers for one document, as many as processors are free beside this thread.
 *
 * They load their facts at once where the document is surely `long`, otherwise when it has turned out to have several parts.
 * `onPart` hears of each part that this thread has audited. `null` where there is no built file to start threads from, or
 * one processor alone.
 */
export function createAuditHelpers(
  places: Places,
  processors: number,
  long: boolean,
  onPart: () => void = () => undefined,
): AuditHelpers | null {
  const count = Math.min(mostHelpers, processors - 1)
  if (count < 1 || !hasThreads()) return null
  let threads: readonly Thread[] | undefined
  const started = () => {
    threads ??= Array.from({ length: count }, () => openThread(places))
    return threads
  }
  if (long) started()
  return {
    audit: (input) => auditWith(started, input, false, onPart, openConclusion),
    list: (input) => auditWith(started, input, true, onPart, openWriting),
  }
}

type Thread = Asked<HelperQuestion, HelperAnswer>

function openThread(places: Places): Thread {
  const thread = startThread<HelperQuestion, HelperAnswer>('audit')
  void thread.ask({ kind: 'open', places }).catch(() => undefined)
  return thread
}

/** What takes the parts of a document as they come. */
interface Taker<R> {
  readonly add: (n: number, ahead: Ahead) => void
  readonly isFull: () => boolean
  readonly end: () => R
}

async function auditWith<R>(
  threads: () => readonly Thread[],
  input: AuditInput,
  isWritten: boolean,
  onPart: () => void,
  open: (division: Division, desk: AuditDesk) => Taker<R>,
): Promise<R> {
  const division = divide(input.extract)
  const desk = openAudit(input)
  const taker = open(division, desk)
  if (division.parts.length < 2) return taker.end()
  const shared = createShared()
  const add = (n: number, ahead: Ahead) => {
    taker.add(n, ahead)
    if (taker.isFull()) Atomics.store(new Int32Array(shared), 1, 1)
  }
  const hear = (answer: HelperAnswer) => {
    if (answer !== null) add(answer[0], unpackAhead(answer[1]))
  }
  // a part that a helper failed at is audited here
  const ask = (question: HelperQuestion) => threads().map((t) => t.ask(question, hear).catch(() => null))
  const { extract, known } = input
  const asked = ask({ kind: 'document', extract: packExtract(extract), known, shared, isWritten })
  // what the first part begins with needs no looking ahead
  append(asked, ask({ kind: 'share', supposed: supposeCourses(division, desk, 1) }))
  const supposed = supposeCourses(division, desk)
  append(asked, ask({ kind: 'share', supposed }))
  const next = takeParts(shared, supposed.length)
  for (let n = next(); n < supposed.length; n = next()) {
    add(n, finish(auditAhead(division, n, supposed[n]!, desk), shared, isWritten))
    onPart()
    await breath()
  }
  await Promise.all(asked)
  return taker.end()
}

/** A part as it is handed on: counted alone where no more claims are listed, and written where that is what is wanted. */
export function finish(ahead: Ahead, shared: Shared, isWritten: boolean): Ahead {
  const counted = isFull(shared) ? countAhead(ahead) : ahead
  return isWritten ? writeAhead(counted) : counted
}

// what the helpers tell is heard between two parts
function breath(): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, 0)
  })
}
