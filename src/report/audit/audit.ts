import type { Extract, ExtractBlock, ExtractTable } from '../../base/index.ts'
import type { AuditInput, Claim, Finding, Reason } from './claim.ts'
import { openAudit } from './desk.ts'
import { auditTable } from './table/audit.ts'

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
}

/** The claims of a foreign document and what disagrees, wrong conclusions first. */
export function auditDocument(input: AuditInput): Audited {
  const desk = openAudit(input)
  const { blocks } = input.extract
  let number = 0
  for (const [n, block] of blocks.entries()) {
    if (block.kind !== 'table') continue
    number += 1
    auditTable(block, number, captionOf(blocks, n, input.extract.text, block), desk)
  }
  const claims = [...desk.claims].sort((a, b) => a.at.start - b.at.start)
  return Object.freeze({ extract: input.extract, coverage: coverageOf(claims), claims, findings: rank(desk.findings) })
}

/** The caption of the table at `n`: a heading right before or a line behind that begins like one. */
export function captionOf(blocks: readonly ExtractBlock[], n: number, text: string, table: ExtractTable): string {
  for (const near of [blocks[n - 1], blocks[n - 2], blocks[n + 1]]) {
    if (near === undefined || near.kind === 'table') continue
    const words = text.slice(near.start, near.end).trim()
    if (/^(?:#+\s*)?\*{0,2}(?:图表?|表格?|Figure|Table|Exhibit|Chart)\s?\d/i.test(words)) return words.slice(0, 200)
  }
  const before = blocks[n - 1]
  return table.title || (before?.kind === 'heading' ? text.slice(before.start, before.end).slice(0, 200) : '')
}

function coverageOf(claims: readonly Claim[]): AuditCoverage {
  const parsed = claims.filter((c) => c.amount !== null || c.why !== 'not-parsed').length
  const linked = claims.filter((c) => c.verdict !== 'unlinked').length
  const open = claims.filter((c) => c.verdict === 'unlinked' || c.verdict === 'unchecked')
  const why: Partial<Record<Reason, number>> = {}
  for (const c of open) if (c.why !== '') why[c.why] = (why[c.why] ?? 0) + 1
  return { found: claims.length, parsed, linked, checked: claims.length - open.length, unchecked: open.length, why }
}

// a wrong conclusion weighs more than a wrong digit
const first: readonly string[] = ['audit/flip', 'audit/undecided']
const weight = { error: 0, warning: 1, note: 2 } as const

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
