import type { Extract } from '../../base/index.ts'
import type { AuditInput, Claim, Finding, Reason } from './claim.ts'
import { type AuditDesk, type Figures, openAudit } from './desk.ts'
import { auditPart, type Course, type Division, divide, firstCourse, type Part } from './part.ts'
import { mostListed } from './prose/audit.ts'

/** How much of a document an audit saw. */
export interface AuditCoverage {
  readonly found: number
  readonly parsed: number
  readonly linked: number
  readonly checked: number
  readonly unchecked: number
  readonly why: Readonly<Partial<Record<Reason, number>>>
}

/** What an audit says of a document. */
export interface Audited {
  readonly extract: Extract
  readonly coverage: AuditCoverage
  readonly claims: readonly Claim[]
  readonly findings: readonly Finding[]
  /** findings that are left out, since they are less sure than was asked for */
  readonly withheld?: number
}

/** Items of a JSON list in UTF-8, each behind a comma. */
export interface Items {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** where each ends */
  readonly ends: Uint32Array<ArrayBuffer>
}

/** What was found in one part, as JSON. */
export interface Written {
  readonly coverage: AuditCoverage
  /** the same without the figures of files of figures, where it has any */
  readonly rest?: AuditCoverage
  /** items of a JSON list in UTF-8, each behind a comma, in the order of the document */
  readonly claims: Uint8Array<ArrayBuffer>
  /** the place of each claim in the order in which they were found */
  readonly order: Uint32Array<ArrayBuffer>
  readonly findings: Items
  /** of each finding the numbers by which it is ranked, see `rankOf` */
  readonly ranks: Float64Array<ArrayBuffer>
}

/** A part that was audited before what it begins with was known for certain. */
export interface Ahead {
  readonly course: Course
  readonly part: Part
  /** what its claims come to, where they are not kept */
  readonly counts?: AuditCoverage
  /** its claims and findings as they are written, where `part` has none of them */
  readonly written?: Written
}

/** The claims of a foreign document and what disagrees, wrong conclusions first. */
export function auditDocument(input: AuditInput): Audited {
  return openConclusion(divide(input.extract), openAudit(input)).end()
}

/** No more claims are listed than this; the others are counted. */
export const mostClaims = 200_000

/** No more findings are listed than this. */
export const mostFindings = 20_000

/** The audit of a document whose parts are audited ahead, in any order. */
export interface Conclusion {
  /** takes the `n`-th part */
  readonly add: (n: number, ahead: Ahead) => void
  /** whether as many claims are listed as may be, so that of others the counts are enough */
  readonly isFull: () => boolean
  /** what all parts come to */
  readonly end: () => Audited
}

/**
 * Puts the parts of a document together as they come.
 *
 * What was audited ahead counts where the part really begins with what was supposed; any other part is audited here.
 */
export function openConclusion(division: Division, desk: AuditDesk): Conclusion {
  const listed: Claim[] = []
  const findings: Finding[] = []
  let dropped = emptyCoverage
  let counted = 0
  const order = inOrder(division, desk, (ready) => {
    if (ready.counts !== undefined) dropped = addCoverage(dropped, ready.counts)
    const part = countFigures(ready.part, listed.length)
    const room = mostClaims - listed.length
    for (const claim of part.claims.slice(0, room)) listed.push(claim)
    if (part.claims.length > room) dropped = addCoverage(dropped, coverageOf(part.claims.slice(room)))
    for (const finding of part.findings.slice(0, mostFindings - findings.length)) findings.push(finding)
    counted += part.counted
  })
  return {
    add: order.add,
    isFull: () => listed.length >= mostClaims,
    end: () => {
      order.finish()
      for (const finding of tellUnread(desk)) findings.push(finding)
      const claims = listed.sort((a, b) => a.at.start - b.at.start)
      const coverage = addCoverage(addCoverage(coverageOf(claims), dropped), countedOf(counted))
      return Object.freeze({ extract: desk.input.extract, coverage, claims, findings: rank(findings) })
    },
  }
}

/** Takes the parts of a document one after another, in whatever order they come. */
export function inOrder(
  division: Division,
  desk: AuditDesk,
  take: (part: Ahead) => void,
): { readonly add: (n: number, ahead: Ahead) => void; readonly finish: () => void } {
  const ahead = new Map<number, Ahead>()
  let course = firstCourse
  let next = 0
  const settle = (ready: Ahead | undefined) => {
    const fits = ready !== undefined && sameCourse(ready.course, course)
    const own = fits ? ready : { course, part: auditPart(division, next, course, desk) }
    take(own)
    course = own.part.course
    ahead.delete(next)
    next += 1
  }
  return {
    add: (n, part) => {
      ahead.set(n, part)
      for (let ready = ahead.get(next); ready !== undefined; ready = ahead.get(next)) settle(ready)
    },
    finish: () => {
      while (next < division.parts.length) settle(ahead.get(next))
    },
  }
}

/** A part with the counts of its claims in their place, for where no more are listed. */
export function countAhead({ course, part }: Ahead): Ahead {
  const own = countFigures(part, mostClaims)
  return { course, part: { ...own, claims: [], figures: [] }, counts: coverageOf(own.claims) }
}

/** A part whose figures of files of figures are listed up to a limit, and counted from there on. */
export function countFigures(part: Part, before: number): Part {
  const over = figuresOver(part.figures, before)
  if (over.size === 0) return part
  return { ...part, claims: part.claims.filter((_, i) => !over.has(i)), counted: part.counted + over.size }
}

/** Which claims of a part are figures of files of figures beyond the limit, where `before` others stand before it. */
export function figuresOver(figures: readonly Figures[], before: number): ReadonlySet<number> {
  const over = figures.filter(({ at }) => before + at > mostListed)
  return new Set(over.flatMap(({ at, count }) => Array.from({ length: count }, (_, i) => at + i)))
}

function sameCourse(a: Course, b: Course): boolean {
  return (
    a.said.year === b.said.year &&
    a.said.isHeaded === b.said.isHeaded &&
    a.records === b.records &&
    a.tables === b.tables &&
    a.carried.heading === b.carried.heading &&
    a.carried.subjects.join('\n') === b.carried.subjects.join('\n') &&
    a.families.join('\n') === b.families.join('\n')
  )
}

/** The coverage of nothing. */
export const emptyCoverage: AuditCoverage = { found: 0, parsed: 0, linked: 0, checked: 0, unchecked: 0, why: {} }

/** The coverage of `n` numbers that are counted alone. */
export function countedOf(n: number): AuditCoverage {
  return { ...emptyCoverage, found: n, parsed: n, unchecked: n, why: n === 0 ? {} : { 'not-parsed': n } }
}

/** Two coverages as one. */
export function addCoverage(a: AuditCoverage, b: AuditCoverage): AuditCoverage {
  const why: Partial<Record<Reason, number>> = { ...a.why }
  for (const key in b.why) why[key as Reason] = (why[key as Reason] ?? 0) + b.why[key as Reason]!
  return {
    found: a.found + b.found,
    parsed: a.parsed + b.parsed,
    linked: a.linked + b.linked,
    checked: a.checked + b.checked,
    unchecked: a.unchecked + b.unchecked,
    why,
  }
}

/** What was not read, as findings, so that nobody takes silence for consent. */
export function tellUnread(desk: AuditDesk): readonly Finding[] {
  const { extract } = desk.input
  desk.begin([])
  for (const { why, page } of extract.unread) {
    if (page === undefined) continue
    const mark = extract.pages.find((p) => p.number === page)
    const at = { ...desk.place(mark?.start ?? 0, mark?.start ?? 0), page }
    desk.tell('audit/not-read', at, why, { confidence: 1, printed: '', origin: 'extraction' })
  }
  return desk.end().findings
}

/** What became of `claims`. */
export function coverageOf(claims: readonly Claim[]): AuditCoverage {
  const found = claims.length
  let parsed = 0
  let linked = 0
  let unchecked = 0
  const reasons = new Map<Reason, number>()
  for (let n = 0; n < found; n += 1) {
    const { amount, verdict, why } = claims[n]!
    if (amount !== null || why !== 'not-parsed') parsed += 1
    if (verdict !== 'unlinked') linked += 1
    if (verdict !== 'unlinked' && verdict !== 'unchecked') continue
    unchecked += 1
    if (why !== '') reasons.set(why, (reasons.get(why) ?? 0) + 1)
  }
  const why: Partial<Record<Reason, number>> = Object.fromEntries(reasons)
  return { found, parsed, linked, checked: found - unchecked, unchecked, why }
}

// a wrong conclusion weighs more than a wrong digit
const first: readonly string[] = ['audit/flip', 'audit/undecided']
const weight = { error: 0, warning: 1, note: 2 } as const

/** By what a finding is ranked, the lowest number first. */
export function rankOf({ severity, code, confidence, at }: Finding): readonly number[] {
  return [weight[severity], first.includes(code) ? 0 : 1, -confidence, at.start]
}

function rank(findings: readonly Finding[]): readonly Finding[] {
  const conclusion = (f: Finding) => (first.includes(f.code) ? 0 : 1)
  return [...findings].sort(
    (a, b) =>
      weight[a.severity] - weight[b.severity] ||
      conclusion(a) - conclusion(b) ||
      b.confidence - a.confidence ||
      a.at.start - b.at.start,
  )
}
