import type { Extract, Severity } from '../../base/index.ts'
import {
  type Ahead,
  type AuditCoverage,
  addCoverage,
  countedOf,
  countFigures,
  coverageOf,
  emptyCoverage,
  type Items,
  inOrder,
  mostClaims,
  mostFindings,
  rankOf,
  tellUnread,
  type Written,
} from './audit.ts'
import type { Claim } from './claim.ts'
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

/** A part with its claims and findings written; one that holds a file of figures stays as it is, since not all of them may count. */
export function writeAhead({ course, part, counts }: Ahead): Ahead {
  if (part.figures.length > 0) return { course, part }
  const written = write(part)
  return {
    course,
    part: { course: part.course, counted: part.counted, figures: [], claims: [], findings: [] },
    written: counts === undefined ? written : { ...written, coverage: counts },
  }
}

function write({ claims, findings }: Pick<Part, 'claims' | 'findings'>): Written {
  const order = [...claims.keys()].sort((a, b) => claims[a]!.at.start - claims[b]!.at.start)
  const sorted: readonly Claim[] = order.map((n) => claims[n]!)
  const ranks = new Float64Array(findings.length * keys)
  for (const [n, f] of findings.entries()) ranks.set(rankOf(f), n * keys)
  return {
    coverage: coverageOf(sorted),
    claims: itemsOf(sorted, claimItem),
    order: Uint32Array.from(order),
    findings: itemsOf(findings, findingItem),
    ranks,
  }
}

// a letter of UTF-16 has at most three bytes
const widest = 3
const encoder = new TextEncoder()

function itemsOf<T>(list: readonly T[], item: (value: T) => string): Items {
  const ends = new Uint32Array(list.length)
  let bytes = new Uint8Array(list.length * 320)
  let length = 0
  for (const [n, value] of list.entries()) {
    const text = item(value)
    if (bytes.length - length < text.length * widest) {
      const more = new Uint8Array(Math.max(bytes.length * 1.5, length + text.length * widest))
      more.set(bytes.subarray(0, length))
      bytes = more
    }
    length += encoder.encodeInto(text, bytes.subarray(length)).written
    ends[n] = length
  }
  return { bytes: bytes.slice(0, length), ends }
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
    const part = countFigures(ahead.part, listed)
    const written = ahead.written ?? write(part)
    const { order } = written
    const room = Math.max(0, mostClaims - listed)
    claims.push(...(order.length <= room ? [written.claims.bytes] : firstOf(written, room)))
    listed += Math.min(room, order.length)
    coverage = addCoverage(coverage, written.coverage)
    counted += part.counted
    parts.push(written)
  }
  const course = inOrder(division, desk, take)
  return {
    add: course.add,
    isFull: () => listed >= mostClaims,
    end: () => {
      course.finish()
      const unread = write({ claims: [], findings: tellUnread(desk) })
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

function itemAt({ bytes, ends }: Items, n: number): Uint8Array {
  return bytes.subarray(n === 0 ? 0 : ends[n - 1]!, ends[n]!)
}

// those that were found first, as many as there is room for
function firstOf({ claims, order }: Written, room: number): readonly Uint8Array[] {
  const pieces: Uint8Array[] = []
  for (const [n, found] of order.entries()) if (found < room) pieces.push(itemAt(claims, n))
  return pieces
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
