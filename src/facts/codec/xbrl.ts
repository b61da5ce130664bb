import { addDays, type Diagnostic, type Found, firstDay, lastDay } from '../../base/index.ts'
import { report } from '../codes.ts'
import { defineFact, type Evidence, type Fact, sortScope, type Value } from '../fact.ts'

const documentType = 'https://xbrl.org/2021/xbrl-json'
const namespaces = {
  assay: 'https://assay.example/2024/facts',
  subject: 'https://assay.example/2024/subject',
  unit: 'https://assay.example/2024/unit',
  scope: 'https://assay.example/2024/scope',
  xbrl: 'https://xbrl.org/2021',
  iso4217: 'http://www.xbrl.org/2003/iso4217',
}

const currency = /^[A-Z]{3}$/

/**
 * `facts` as an xBRL-JSON report: every value a text, `decimals` absent for exact numbers, scope as dimensions.
 *
 * What the standard has no place for (bound, evidence, day known, `wanted`) stands under `assay:` dimensions of the fact.
 *
 * @source xBRL-JSON 1.0, Recommendation of 2021-10-13
 */
export function formatFactsXbrl(facts: readonly Fact[]): string {
  const body = Object.fromEntries(facts.map((fact, index) => [`f${index + 1}`, factToXbrl(fact)]))
  const report = { documentInfo: { documentType, namespaces, taxonomy: [], features: {} }, facts: body }
  return `${JSON.stringify(report, null, 2)}\n`
}

function factToXbrl(fact: Fact): Readonly<Record<string, unknown>> {
  const scope = Object.fromEntries(Object.entries(fact.scope).map(([k, v]) => [`scope:${k}`, v]))
  return {
    value: fact.value.kind === 'number' || fact.value.kind === 'text' ? fact.value.text : null,
    ...(fact.decimals === undefined ? {} : { decimals: fact.decimals }),
    dimensions: {
      concept: `assay:${fact.measure}`,
      entity: `subject:${fact.subject}`,
      ...(fact.period === '' ? {} : { period: periodToXbrl(fact.period) }),
      ...(fact.value.kind === 'number' || fact.value.kind === 'not-reported' ? { unit: unitToXbrl(fact.unit) } : {}),
      ...scope,
    },
    'assay:fact': {
      id: fact.id,
      unit: fact.unit,
      period: fact.period,
      kind: fact.value.kind,
      ...(fact.value.kind === 'number' && fact.value.high !== undefined ? { high: fact.value.high } : {}),
      bound: fact.bound,
      evidence: fact.evidence,
      known: fact.known,
      note: fact.note,
    },
  }
}

// xBRL periods are moments: a day ends at midnight of the next
function periodToXbrl(period: string): string {
  return `${firstDay(period)}T00:00:00/${addDays(lastDay(period), 1)}T00:00:00`
}

function unitToXbrl(unit: string): string {
  const name = (id: string) => (id === '1' ? 'xbrl:pure' : currency.test(id) ? `iso4217:${id}` : `unit:${id}`)
  return unit
    .split('/')
    .map((side) => side.split('*').map(name).join('*'))
    .join('/')
}

interface XbrlFact {
  readonly value: string | null
  readonly decimals?: number
  readonly dimensions: Readonly<Record<string, string>>
  readonly 'assay:fact': {
    readonly id: string
    readonly unit: string
    readonly period: string
    readonly kind: Value['kind']
    readonly high?: string
    readonly bound: Fact['bound']
    readonly evidence: Evidence
    readonly known: string
    readonly note: string
  }
}

/** The facts of a report that `formatFactsXbrl` wrote. */
export function parseFactsXbrl(text: string): Found<readonly Fact[]> {
  const diagnostics: Diagnostic[] = []
  const bad = (en: string, zh: string) => diagnostics.push(report('facts/bad-field', { en, zh }))
  let parsed: { documentInfo?: { documentType?: string }; facts?: Readonly<Record<string, XbrlFact>> } = {}
  try {
    parsed = JSON.parse(text)
  } catch (error) {
    bad(`report is no JSON: ${(error as Error).message}`, `报告不是 JSON：${(error as Error).message}`)
    return { value: [], diagnostics }
  }
  if (parsed?.documentInfo?.documentType !== documentType)
    bad(`document type is not \`${documentType}\``, `文档类型不是 \`${documentType}\``)
  const facts: Fact[] = []
  for (const [name, entry] of Object.entries(parsed?.facts ?? {})) {
    const fact = factFromXbrl(entry)
    if (fact === null) bad(`\`${name}\` is no fact of this house`, `\`${name}\` 不是本格式的事实`)
    else facts.push(fact)
  }
  return { value: facts, diagnostics }
}

function factFromXbrl(entry: XbrlFact): Fact | null {
  const own = entry?.['assay:fact']
  const concept = entry?.dimensions?.concept
  const entity = entry?.dimensions?.entity
  if (own === undefined || concept === undefined || entity === undefined) return null
  const scope = Object.entries(entry.dimensions)
    .filter(([k]) => k.startsWith('scope:'))
    .map(([k, v]) => [k.slice(6), v] as const)
  return defineFact({
    id: own.id,
    subject: entity.slice('subject:'.length),
    measure: concept.slice('assay:'.length),
    scope: sortScope(Object.fromEntries(scope)),
    period: own.period,
    unit: own.unit,
    value: valueFromXbrl(entry),
    ...(entry.decimals === undefined ? {} : { decimals: entry.decimals }),
    bound: own.bound,
    evidence: own.evidence,
    known: own.known,
    note: own.note,
  })
}

function valueFromXbrl(entry: XbrlFact): Value {
  const own = entry['assay:fact']
  if (own.kind === 'number')
    return { kind: 'number', text: entry.value ?? '0', ...(own.high === undefined ? {} : { high: own.high }) }
  if (own.kind === 'text') return { kind: 'text', text: entry.value ?? '' }
  return { kind: own.kind }
}
