import { type Bound, bounds, isDecimal } from '../../base/index.ts'
import { defineFact, type EvidenceKind, evidenceKinds, type Fact, sortScope, type Value } from '../fact.ts'
import type { Registry } from '../registry.ts'

/** The columns of a table of facts, in the order in which they are written. */
export const factColumns = [
  'subject',
  'measure',
  'scope',
  'period',
  'value',
  'high',
  'unit',
  'decimals',
  'bound',
  'evidence',
  'source',
  'locator',
  'quote',
  'known',
  'note',
  'formula',
  'id',
] as const

/** A fact as texts by column; `scope.KEY` is another way to write one condition. */
export type FactRow = Readonly<Record<string, string>>

/** A field that cannot be read, with what was found in it. */
export interface FieldFault {
  readonly field: string
  readonly found: string
  readonly known: readonly string[]
}

const dashes = new Set(['-', '–', '—', '－', '——'])

/** What a printed value says, with its precision; a thousands comma is left out. */
export function readValue(text: string, unit: string): { readonly value: Value; readonly decimals?: number } | null {
  const trimmed = text.trim()
  if (dashes.has(trimmed)) return { value: { kind: 'not-reported' } }
  if (trimmed.toLowerCase() === 'wanted' || trimmed === '待补') return { value: { kind: 'wanted' } }
  if (unit === 'text' || unit === 'date') return { value: { kind: 'text', text: trimmed } }
  const digits = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(trimmed) ? trimmed.replaceAll(',', '') : trimmed
  if (!isDecimal(digits)) return null
  return { value: { kind: 'number', text: digits }, decimals: printedDecimals(digits) }
}

// most numbers of a table are printed many times: one object for each, as for scopes
const numbers = new Map<string, ReturnType<typeof readValue>>()
const mostNumbers = 10_000

function knownNumber(text: string): ReturnType<typeof readValue> {
  const known = numbers.get(text)
  if (known !== undefined) return known
  const read = readValue(text, '')
  if (numbers.size < mostNumbers && text.length < 32) numbers.set(text, read)
  return read
}

/** Digits after the point that `digits` prints; an exponent moves it. */
export function printedDecimals(digits: string): number {
  const match = /^[+-]?\d*\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(digits)
  return (match?.[1]?.length ?? 0) - Number(match?.[2] ?? 0)
}

/**
 * The fact that `row` writes, or the field that cannot be read.
 *
 * Subject and measure are taken through the aliases of `registry`. Without `decimals` the printed digits count;
 * `exact` there says that the number has no rounding.
 */
export function factFromRow(row: FactRow, registry: Registry): Fact | FieldFault {
  const unit = row.unit ?? ''
  const formula = row.formula ?? ''
  const read =
    (row.value ?? '') === '' && formula !== ''
      ? { value: { kind: 'wanted' as const } }
      : unit === 'text' || unit === 'date'
        ? readValue(row.value ?? '', unit)
        : knownNumber(row.value ?? '')
  if (read === null) return { field: 'value', found: row.value ?? '', known: [] }
  const bound = (row.bound || 'exact') as Bound
  if (!bounds.includes(bound)) return { field: 'bound', found: bound, known: bounds }
  const kind = (row.evidence || (formula === '' ? 'published' : 'computed')) as EvidenceKind
  if (!evidenceKinds.includes(kind)) return { field: 'evidence', found: kind, known: evidenceKinds }
  const decimals = decimalsOf(row.decimals ?? '', 'decimals' in read ? read.decimals : undefined)
  if (decimals === null) return { field: 'decimals', found: row.decimals ?? '', known: [] }
  const high = row.high ?? ''
  if (high !== '' && !isDecimal(high)) return { field: 'high', found: high, known: [] }
  if ((high !== '') !== (bound === 'range') && read.value.kind === 'number')
    return { field: 'high', found: high, known: [] }
  const scope = readScope(row)
  if (scope === null) return { field: 'scope', found: row.scope ?? '', known: [] }
  const value: Value = read.value.kind === 'number' && high !== '' ? { ...read.value, high } : read.value
  return defineFact({
    subject: registry.entity(row.subject ?? '')?.id ?? row.subject ?? '',
    measure: registry.measure(row.measure ?? '')?.id ?? row.measure ?? '',
    scope,
    period: row.period ?? '',
    unit,
    value,
    ...(decimals === undefined || value.kind !== 'number' ? {} : { decimals }),
    bound,
    evidence: {
      kind,
      source: row.source ?? '',
      locator: row.locator ?? '',
      quote: row.quote ?? '',
      ...(formula === '' ? {} : { formula }),
    },
    known: row.known ?? '',
    note: row.note ?? '',
    ...(row.id ? { id: row.id } : {}),
  })
}

function decimalsOf(written: string, printed: number | undefined): number | undefined | null {
  if (written === '') return printed
  if (written === 'exact') return undefined
  return /^-?\d{1,3}$/.test(written) ? Number(written) : null
}

// most facts of a table share a few scopes: one object for each saves time and memory
const scopes = new Map<string, Fact['scope']>()
const mostScopes = 10_000

// null where a part is no KEY=VALUE, or holds two of them with another sign between
function readScope(row: FactRow): Fact['scope'] | null {
  const written = row.scope ?? ''
  const scope: Record<string, string> = {}
  let own = false
  for (const column in row) {
    if (!column.startsWith('scope.')) continue
    scope[column.slice(6)] = row[column]!
    own = true
  }
  const known = own ? undefined : scopes.get(written)
  if (known !== undefined) return known
  for (const pair of written.split(';')) {
    const equals = pair.indexOf('=')
    if (pair.trim() !== '' && (equals <= 0 || joined.test(pair))) return null
    if (equals > 0) scope[pair.slice(0, equals).trim()] ??= unescapeText(pair.slice(equals + 1).trim())
  }
  const sorted = sortScope(scope)
  if (!own && scopes.size < mostScopes) scopes.set(written, sorted)
  return sorted
}

const joined = /[&,，]\s*[\w.-]+=/

/** The texts of a fact by column; `factFromRow` makes the same fact of them. */
export function rowFromFact(fact: Fact): Readonly<Record<(typeof factColumns)[number], string>> {
  const number = fact.value.kind === 'number' ? fact.value : null
  return {
    subject: fact.subject,
    measure: fact.measure,
    scope: Object.entries(fact.scope)
      .map(([k, v]) => `${k}=${escapeText(v)}`)
      .join(';'),
    period: fact.period,
    value: valueText(fact.value, fact.evidence.formula),
    high: number?.high ?? '',
    unit: fact.unit,
    decimals: number === null ? '' : fact.decimals === undefined ? 'exact' : String(fact.decimals),
    bound: fact.bound === 'exact' ? '' : fact.bound,
    evidence: fact.evidence.kind,
    source: fact.evidence.source,
    locator: fact.evidence.locator,
    quote: fact.evidence.quote,
    known: fact.known,
    note: fact.note,
    formula: fact.evidence.formula ?? '',
    id: fact.id,
  }
}

function valueText(value: Value, formula: string | undefined): string {
  switch (value.kind) {
    case 'number':
    case 'text':
      return value.text
    case 'not-reported':
      return '-'
    case 'wanted':
      return formula ? '' : 'wanted'
  }
}

const escaped: readonly (readonly [string, string])[] = [
  ['%', '%25'],
  [';', '%3B'],
  ['=', '%3D'],
]

function escapeText(text: string): string {
  return escaped.reduce((written, [sign, code]) => written.replaceAll(sign, code), text)
}

function unescapeText(text: string): string {
  return escaped.reduceRight((read, [sign, code]) => read.replaceAll(code, sign), text)
}
