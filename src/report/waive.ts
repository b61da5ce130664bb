import { type Diagnostic, nearest, type Severity, type Span } from '../base/index.ts'
import { codes as factCodes } from '../facts/index.ts'
import { codes, report } from './codes.ts'

/** An author's decision to let a finding stand, with the reason. */
export interface Waiver {
  readonly code: string
  /** address that the finding must speak of; empty for any */
  readonly about: string
  readonly reason: string
  /** offsets between which it holds; `null` for the whole report */
  readonly range: { readonly start: number; readonly end: number } | null
  /** the lowered severity; `null` when the finding is waived */
  readonly severity: Severity | null
  readonly at: Span
}

const form = /^<!--\s*assay\s+(waive|lower)\s+([\w/-]+)(?:\s+to\s+(warning|note))?\s*[:：]\s*([\s\S]*?)\s*-->$/

/** The waiver that an HTML comment writes, `null` when it is some other comment, or `bad` when it is none but means to be. */
export function parseWaiver(comment: string, at: Span): Waiver | null | 'bad' {
  const text = comment.trim()
  if (!/^<!--\s*assay\b/.test(text)) return null
  const match = form.exec(text)
  if (match === null || match[4] === '' || (match[1] === 'lower') !== (match[3] !== undefined)) return 'bad'
  const severity = match[1] === 'lower' ? (match[3] as Severity) : null
  return { code: match[2]!, about: '', reason: match[4]!, range: { start: at.end, end: at.end }, severity, at }
}

/** `diagnostics` with every waiver applied; a waiver that found nothing is a finding itself. */
export function applyWaivers(diagnostics: readonly Diagnostic[], waivers: readonly Waiver[]): readonly Diagnostic[] {
  const used = new Set<Waiver>()
  const applied = diagnostics.map((diagnostic) => {
    const waiver = waivers.find((w) => holds(w, diagnostic))
    if (waiver === undefined) return diagnostic
    used.add(waiver)
    return waiver.severity === null
      ? { ...diagnostic, waived: waiver.reason }
      : { ...diagnostic, severity: waiver.severity }
  })
  const unused = waivers.filter((w) => !used.has(w))
  return [
    ...applied,
    ...unused.map((w) =>
      report(
        'report/unused-waiver',
        { en: `waiver of \`${w.code}\` waives nothing`, zh: `对 \`${w.code}\` 的豁免没有对应的问题` },
        {
          at: w.at,
          hint: unusedHint(w.code),
          ...(w.range !== null && isKnown(w.code) ? { fix: { span: w.at, text: '' } } : {}),
        },
      ),
    ),
  ]
}

const known: readonly string[] = [...Object.keys(codes), ...Object.keys(factCodes)]

function isKnown(code: string): boolean {
  return known.includes(code)
}

function unusedHint(code: string) {
  const near = isKnown(code) ? undefined : nearest(code, known)[0]
  return near === undefined ? { en: 'delete it', zh: '请删除' } : { en: `use \`${near}\``, zh: `可用 \`${near}\`` }
}

function holds(waiver: Waiver, diagnostic: Diagnostic): boolean {
  if (waiver.code !== diagnostic.code) return false
  if (waiver.about !== '' && !diagnostic.message.en.includes(waiver.about)) return false
  if (waiver.range === null) return true
  const at = diagnostic.at
  return at !== undefined && at.file === waiver.at.file && at.start >= waiver.range.start && at.start < waiver.range.end
}
