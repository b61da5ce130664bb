import { type Diagnostic, type Found, isDecimal, type Span } from '../../base/index.ts'
import { report } from '../codes.ts'
import { defineFact, type Evidence, type Fact, sortScope, type Value } from '../fact.ts'

/** A fact as JSON: numbers as texts, because JSON numbers are doubles. */
export function factToJson(fact: Fact): Readonly<Record<string, unknown>> {
  const { evidence } = fact
  return {
    id: fact.id,
    subject: fact.subject,
    measure: fact.measure,
    scope: fact.scope,
    period: fact.period,
    unit: fact.unit,
    value: valueToJson(fact.value),
    ...(fact.value.kind === 'number' && fact.value.high !== undefined ? { high: fact.value.high } : {}),
    ...(fact.value.kind === 'text' ? { text: true } : {}),
    ...(fact.decimals === undefined ? {} : { decimals: fact.decimals }),
    bound: fact.bound,
    evidence,
    known: fact.known,
    note: fact.note,
  }
}

function valueToJson(value: Value): string | null {
  switch (value.kind) {
    case 'number':
    case 'text':
      return value.text
    case 'not-reported':
      return null
    case 'wanted':
      return 'wanted'
  }
}

/** `facts` as a JSON text with two blanks of indent. */
export function formatFactsJson(facts: readonly Fact[]): string {
  return `${JSON.stringify({ kind: 'assay-facts', facts: facts.map(factToJson) }, null, 2)}\n`
}

/** The facts of a JSON text that `formatFactsJson` wrote; an entry that is none is reported and left out. */
export function parseFactsJson(text: string, at?: Span): Found<readonly Fact[]> {
  const where = at ? { at } : {}
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (error) {
    const reason = (error as Error).message
    return {
      value: [],
      diagnostics: [
        report('facts/bad-field', { en: `facts are no JSON: ${reason}`, zh: `事实文件不是 JSON：${reason}` }, where),
      ],
    }
  }
  const list = (parsed as { facts?: unknown } | null)?.facts
  if (!Array.isArray(list)) {
    return {
      value: [],
      diagnostics: [report('facts/bad-field', { en: '`facts` is no list', zh: '`facts` 不是列表' }, where)],
    }
  }
  const facts: Fact[] = []
  const diagnostics: Diagnostic[] = []
  list.forEach((entry, index) => {
    const fact = factFromJson(entry)
    if (fact !== null) facts.push(fact)
    else
      diagnostics.push(
        report(
          'facts/bad-field',
          { en: `entry ${index + 1} of \`facts\` is no fact`, zh: `\`facts\` 的第 ${index + 1} 项不是事实` },
          where,
        ),
      )
  })
  return { value: facts, diagnostics }
}

function factFromJson(entry: unknown): Fact | null {
  if (typeof entry !== 'object' || entry === null) return null
  const e = entry as Record<string, unknown>
  const text = (key: string) => (typeof e[key] === 'string' ? (e[key] as string) : null)
  const [id, subject, measure, unit, known] = [
    text('id'),
    text('subject'),
    text('measure'),
    text('unit'),
    text('known'),
  ]
  if (id === null || subject === null || measure === null || unit === null || known === null) return null
  const value = valueFromJson(e)
  if (value === null) return null
  return defineFact({
    id,
    subject,
    measure,
    scope: sortScope((e.scope ?? {}) as Record<string, string>),
    period: text('period') ?? '',
    unit,
    value,
    ...(typeof e.decimals === 'number' ? { decimals: e.decimals } : {}),
    bound: (text('bound') ?? 'exact') as Fact['bound'],
    evidence: { kind: 'published', source: '', locator: '', quote: '', ...(e.evidence as Partial<Evidence>) },
    known,
    note: text('note') ?? '',
  })
}

function valueFromJson(e: Record<string, unknown>): Value | null {
  if (e.value === null) return { kind: 'not-reported' }
  if (typeof e.value !== 'string') return null
  if (e.text === true) return { kind: 'text', text: e.value }
  if (e.value === 'wanted') return { kind: 'wanted' }
  if (!isDecimal(e.value)) return null
  return { kind: 'number', text: e.value, ...(typeof e.high === 'string' ? { high: e.high } : {}) }
}
