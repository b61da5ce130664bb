import type { Extract, Severity } from '../../base/index.ts'
import { append } from '../../base/index.ts'
import {
  type Ahead,
  type AuditCoverage,
  addCoverage,
  countedOf,
  coverageOf,
  emptyCoverage,
  figuresOver,
  type Items,
  inOrder,
  mostClaims,
  mostFindings,
  rankOf,
  tellUnread,
  type Written,
} from './audit.ts'
import type { Claim, Finding } from './claim.ts'
import type { AuditDesk } from './desk.ts'
import type { Division, Part } from './part.ts'
import { claimItem, findingItem } from './render/json.ts'

const keys = 4

/** What is found in a document of many claims: claims and findings are written as they come, none is kept. */
export interface Listing {
  readonly extract: Extract
  readonly coverage: AuditCoverage
  /** the claims as items of a JSON list, in pieces */
  readonly claims: readonly Uint8Array[]
  /** the findings in the same way, wrong conclusions first */
  readonly findings: readonly Uint8Array[]
  /** how many findings there are of each severity */
  readonly counts: Readonly<Record<Severity, number>>
}

/** A part with its claims and findings written. */
export function writeAhead({ course, part, counts }: Ahead): Ahead {
  const written = write(part)
  return {
    course,
    part: { course: part.course, counted: part.counted, figures: part.figures, claims: [], findings: [] },
    written: counts === undefined ? written : { ...written, coverage: counts },
  }
}

function write({ claims, findings, figures }: Pick<Part, 'claims' | 'findings' | 'figures'>): Written {
  const order = [...claims.keys()].sort((a, b) => claims[a]!.at.start - claims[b]!.at.start)
  const listed = figuresOver(figures, Number.POSITIVE_INFINITY)
  const sorted: readonly Claim[] = order.map((n) => claims[n]!)
  const ranks = new Float64Array(findings.length * keys)
  for (let n = 0; n < findings.length; n += 1) {
    const f = findings[n]!
    ranks.set(rankOf(f), n * keys)
  }
  return {
    coverage: coverageOf(sorted),
    ...(figures.length === 0 ? {} : { rest: coverageOf(sorted.filter((_, i) => !listed.has(order[i]!))) }),
    claims: claimsOf(sorted),
    order: Uint32Array.from(order),
    findings: findingsOf(findings),
    ranks,
  }
}

// a letter of UTF-16 has at most three bytes
const widest = 3
const encoder = new TextEncoder()

// a text in UTF-8, put together piece by piece
class Bytes {
  private bytes = new Uint8Array(1 << 16)
  length = 0

  add(bytes: Uint8Array): void {
    this.reserve(bytes.length)
    this.bytes.set(bytes, this.length)
    this.length += bytes.length
  }

  put(text: string): void {
    this.reserve(text.length * widest)
    this.length += encoder.encodeInto(text, this.bytes.subarray(this.length)).written
  }

  all(): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(0, this.length)
  }

  private reserve(most: number): void {
    if (this.bytes.length - this.length >= most) return
    const more = new Uint8Array(Math.max(this.bytes.length * 2, this.length + most))
    more.set(this.bytes.subarray(0, this.length))
    this.bytes = more
  }
}

function findingsOf(findings: readonly Finding[]): Items {
  const ends = new Uint32Array(findings.length)
  const bytes = new Bytes()
  for (let n = 0; n < findings.length; n += 1) {
    const finding = findings[n]!
    bytes.put(findingItem(finding))
    ends[n] = bytes.length
  }
  return { bytes: bytes.all(), ends }
}

// so many letters are put down at once
const together = 60_000

function claimsOf(claims: readonly Claim[]): Uint8Array<ArrayBuffer> {
  const bytes = new Bytes()
  let text = ''
  for (const claim of claims) {
    text += claimItem(claim)
    if (text.length < together) continue
    bytes.put(text)
    text = ''
  }
  bytes.put(text)
  return bytes.all()
}

/** The listing of a document whose parts are audited ahead, in any order. */
export interface Writing {
  readonly add: (n: number, ahead: Ahead) => void
  readonly isFull: () => boolean
  readonly end: () => Listing
}

/** Puts the written parts of a document together as they come; what was not written is written here. */
export function openWriting(division: Division, desk: AuditDesk): Writing {
  const parts: Written[] = []
  const claims: Uint8Array[] = []
  let coverage = emptyCoverage
  let listed = 0
  let counted = 0
  const take = (ahead: Ahead) => {
    const { figures, counted: before } = ahead.part
    const over = figuresOver(figures, listed)
    const all = ahead.written ?? write(ahead.part)
    const written = without(over, all)
    const { order } = written
    const room = Math.max(0, mostClaims - listed)
    append(claims, order.length <= room ? [written.claims] : firstOf(written, room))
    listed += Math.min(room, order.length)
    // the limit may be passed within a part: what is counted there is of the same kind as what is listed
    const isOver = over.size > 0 && over.size === figuresOver(figures, Number.POSITIVE_INFINITY).size
    coverage = addCoverage(coverage, isOver ? all.rest! : all.coverage)
    counted += isOver ? before + over.size : before
    parts.push(written)
  }
  const course = inOrder(division, desk, take)
  return {
    add: course.add,
    isFull: () => listed >= mostClaims,
    end: () => {
      course.finish()
      const unread = write({ claims: [], findings: tellUnread(desk), figures: [] })
      const findings = ranked(parts, unread)
      return Object.freeze({
        extract: desk.input.extract,
        coverage: addCoverage(coverage, countedOf(counted)),
        claims: claims.filter((c) => c.length > 0),
        findings: findings.map(({ items, n }) => itemAt(items, n)),
        counts: {
          error: findings.filter((f) => f.rank[0] === 0).length,
          warning: findings.filter((f) => f.rank[0] === 1).length,
          note: findings.filter((f) => f.rank[0] === 2).length,
        },
      })
    },
  }
}

// a part without the figures that are beyond the limit
function without(over: ReadonlySet<number>, { claims, order, ...rest }: Written): Written {
  if (over.size === 0) return { claims, order, ...rest }
  const starts = startsOf(claims)
  const kept = [...order.keys()].filter((n) => !over.has(order[n]!))
  const bytes = new Bytes()
  for (const n of kept) bytes.add(claims.subarray(starts[n], starts[n + 1]))
  const places = new Map(
    kept
      .map((n) => order[n]!)
      .sort((a, b) => a - b)
      .map((at, place) => [at, place]),
  )
  return { ...rest, claims: bytes.all(), order: Uint32Array.from(kept, (n) => places.get(order[n]!)!) }
}

function itemAt({ bytes, ends }: Items, n: number): Uint8Array {
  return bytes.subarray(n === 0 ? 0 : ends[n - 1]!, ends[n]!)
}

// those that were found first, as many as there is room for
function firstOf({ claims, order }: Written, room: number): readonly Uint8Array[] {
  const starts = startsOf(claims)
  return starts.flatMap((start, n) => (order[n]! < room ? [claims.subarray(start, starts[n + 1])] : []))
}

const comma = 0x2c
const newline = 0x0a
const blank = 0x20
const brace = 0x7b

// a comma, a line of its own and a brace behind four blanks: what stands deeper has more of them
function startsOf(bytes: Uint8Array): readonly number[] {
  const starts: number[] = []
  for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1))
    if (bytes[at - 1] === comma && bytes[at + 4] === blank && bytes[at + 5] === brace) starts.push(at - 1)
  return starts
}

interface Ranked {
  readonly items: Items
  readonly n: number
  readonly rank: Float64Array
}

function ranked(parts: readonly Written[], unread: Written): readonly Ranked[] {
  const of = ({ findings, ranks }: Written): Ranked[] =>
    [...findings.ends.keys()].map((n) => ({ items: findings, n, rank: ranks.subarray(n * keys, n * keys + keys) }))
  return [...parts.flatMap(of).slice(0, mostFindings), ...of(unread)].sort((a, b) => {
    for (let k = 0; k < keys; k += 1) if (a.rank[k] !== b.rank[k]) return a.rank[k]! - b.rank[k]!
    return 0
  })
}
