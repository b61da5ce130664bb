import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { add, contains, decimal, divide, interval, multiply, point, subtract } from '../../src/base/index.ts'
import {
  classify,
  computeFacts,
  createRegistry,
  createStore,
  type Derived,
  defineFact,
  derive,
  diffFacts,
  type Fact,
  factAddress,
  factFromRow,
  formatFactsCsv,
  formatFactsJson,
  formatFactsXbrl,
  isDiagnostic,
  parseFactsJson,
  parseFactsXbrl,
  type Store,
} from '../../src/facts/index.ts'
import { readFactTable } from '../../src/sources/index.ts'

const registry = createRegistry({
  entities: ['a', 'b', 'c'].map((id) => ({ id, en: id.toUpperCase(), zh: `模型${id}`, aliases: `Model ${id}` })),
  measures: [
    { id: 'score', unit: 'percent', better: 'higher', low: '0', high: '100' },
    { id: 'params', unit: 'parameter', low: '0' },
    { id: 'price', unit: 'CNY', better: 'lower', low: '0' },
  ],
  scopes: [],
  units: [
    { id: '1', dimension: 'ratio', factor: '1' },
    { id: 'percent', dimension: 'ratio', factor: '0.01' },
    { id: 'percentage-point', dimension: 'percentage-point', factor: '1' },
    { id: 'parameter', dimension: 'parameter', factor: '1' },
    { id: 'token', dimension: 'token', factor: '1' },
    { id: 'CNY', dimension: 'CNY', factor: '1' },
    { id: 'USD', dimension: 'USD', factor: '1' },
    { id: 'GB', dimension: 'information', factor: '1000000000' },
    { id: 'GiB', dimension: 'information', factor: '1073741824' },
  ],
  sources: [],
})

function fact(row: Readonly<Record<string, string>>): Fact {
  const made = factFromRow({ unit: 'percent', known: '2024-07-01', source: 's', ...row }, registry)
  if ('field' in made) throw new Error(made.field)
  return made
}

const facts: readonly Fact[] = [
  fact({ subject: 'a', measure: 'score', scope: 'shots=0', value: '88.6' }),
  fact({ subject: 'a', measure: 'score', scope: 'shots=5', value: '87.3' }),
  fact({ subject: 'b', measure: 'score', scope: 'shots=0', value: '88.5' }),
  fact({ subject: 'c', measure: 'score', scope: 'shots=0', value: '80.1' }),
  fact({ subject: 'a', measure: 'params', value: '405000000000', unit: 'parameter', decimals: '-9' }),
  fact({ subject: 'b', measure: 'params', value: '123000000000', unit: 'parameter', decimals: '-9' }),
  fact({ subject: 'a', measure: 'price', value: '10', unit: 'CNY', bound: 'at-most' }),
  fact({ subject: 'b', measure: 'price', value: '5', unit: 'USD' }),
  fact({ subject: 'c', measure: 'price', value: '7', unit: 'CNY' }),
]

function storeOf(list: readonly Fact[]): Store {
  return createStore(list, registry).value
}

const store = storeOf(facts)
const day = { day: '2024-07-28' }

function value(text: string, options = {}): Derived {
  const result = derive(store, text, { ...day, ...options })
  if (isDiagnostic(result)) throw new Error(`${result.code}: ${result.message.en}`)
  return result
}

function code(text: string): string {
  const result = derive(store, text, day)
  return isDiagnostic(result) ? result.code : 'none'
}

describe('an address', () => {
  test('narrows by scope to one fact', () => {
    expect(value('a/score?shots=0').value?.toFixed()).toBe('88.6')
  })
  test('takes aliases in both languages', () => {
    expect(value('Model%20a/score?shots=5').value?.toFixed()).toBe('87.3')
    expect(value('模型a/score?shots=5').value?.toFixed()).toBe('87.3')
  })
  test('that several facts answer to names what tells them apart', () => {
    const found = store.resolve('a/score', '2024-07-28')
    expect(isDiagnostic(found) && found.message.en).toBe('`a/score` names 2 facts, which differ in shots=0 | 5')
  })
  test('that none answers to gives the nearest', () => {
    const found = store.resolve('a/scor', '2024-07-28')
    expect(isDiagnostic(found) && found.hint?.en).toBe('use `a/score`')
  })
  test('of a fact names that fact', () => {
    for (const f of facts) {
      const found = store.resolve(factAddress(f), null)
      expect(isDiagnostic(found) ? found : found.fact.id).toBe(f.id)
    }
  })
  test('with an empty value asks that the key is absent', () => {
    expect(code('a/score?shots=')).toBe('facts/unknown-address')
  })
})

describe('derived', () => {
  test.each([
    ['b/params / a/params', '0.3037037037037037037037037037037037037037', '1'],
    ['pp(a/score?shots=0, b/score)', '0.1', 'percentage-point'],
    ['percent(a/params, b/params)', '229.26829268292682926829268292682926829268', 'percent'],
    ['count(*/score?shots=0)', '3', '1'],
    ['max(*/score?shots=0)', '88.6', 'percent'],
    ['min(*/score?shots=0)', '80.1', 'percent'],
    ['sum(*/score?shots=0)', '257.2', 'percent'],
    ['mean(*/score?shots=0&subject=a,c)', '84.35', 'percent'],
    ['rank(b/score in */score?shots=0)', '2', '1'],
    ['rank(c/price in */price?unit=CNY)', '1', '1'],
    ['( a/params + b/params ) / a/params * 2', '2.6074074074074074074074074074074074074074', '1'],
    ['a/params / b/price', '81000000000', 'parameter/USD'],
  ])('%s', (text, expected, unit) => {
    const result = value(text)
    expect(result.value?.toFixed().slice(0, 42)).toBe(expected.slice(0, 42))
    expect(result.unit).toBe(unit)
  })
  test('keeps to intervals', () => {
    const ratio = value('b/params / a/params').interval!
    expect(contains(ratio, point(decimal('122.6').div('405.4')))).toBe(true)
    expect(contains(ratio, point(decimal('0.31')))).toBe(false)
  })
  test.each([
    ['a/price + b/price', 'facts/unit-mismatch'],
    ['a/params + a/score?shots=0', 'facts/unit-mismatch'],
    ['pp(a/params, b/params)', 'facts/unit-mismatch'],
    ['a/score?shots=0 - a/score?shots=5', 'facts/scope-mixed'],
    ['a/params / 0', 'facts/divide-by-zero'],
    ['a/params /', 'facts/bad-address'],
    ['foo(a/params)', 'facts/bad-address'],
    [`${'('.repeat(200)}a/params${')'.repeat(200)}`, 'facts/bad-address'],
  ])('%s is refused as %s', (text, expected) => {
    expect(code(text)).toBe(expected)
  })
  test('may mix scopes when told so', () => {
    expect(value('a/score?shots=0 - a/score?shots=5', { despite: ['shots'] }).value?.toFixed()).toBe('1.3')
  })
  test('a comparison holds, fails or stays open', () => {
    const holds = (text: string) => value(text).relation?.holds
    expect(holds('a/score?shots=0 above b/score')).toBe('yes')
    expect(holds('b/score above a/score?shots=0')).toBe('no')
    expect(holds('a/score?shots=0 near b/score')).toBe('yes')
    expect(holds('a/price above c/price')).toBe('unknown')
  })
})

describe('vintages and sources', () => {
  const old = fact({ subject: 'a', measure: 'score', value: '80.0' })
  const revised = fact({ subject: 'a', measure: 'score', value: '81.0', known: '2024-07-20' })
  const other = fact({ subject: 'a', measure: 'score', value: '81.4', source: 't', known: '2024-07-02' })
  test('a new vintage supersedes without erasing', () => {
    const both = storeOf([old, revised])
    const at = (d: string) => {
      const r = both.resolve('a/score', d)
      return isDiagnostic(r) ? r.code : [r.fact.id === revised.id ? 'new' : 'old', r.group.older.length]
    }
    expect(at('2024-07-28')).toEqual(['new', 1])
    expect(at('2024-07-10')).toEqual(['old', 0])
    expect(at('2024-06-01')).toBe('facts/unknown-address')
    expect(value('a/score?shots=0').fact?.group.older).toEqual([])
  })
  test.each([
    [['88.6', '88.60'], 'consistent'],
    [['88.6', '88.6'], 'complete'],
    [['88.6', '88.64'], 'consistent'],
    [['88.6', '88.7'], 'inconsistent'],
    [['88.6', '88.65'], 'consistent'],
    [['88.6', '-'], 'single'],
  ])('%s are %s duplicates', ([one, two], expected) => {
    const pair = [
      fact({ subject: 'a', measure: 'score', value: one! }),
      fact({ subject: 'a', measure: 'score', value: two!, source: 't' }),
    ]
    expect(classify(pair)).toBe(expected)
  })
  test('a bound agrees with a number inside it', () => {
    const pair = [
      fact({ subject: 'a', measure: 'params', unit: 'parameter', value: '16000', bound: 'more-than' }),
      fact({ subject: 'a', measure: 'params', unit: 'parameter', value: '16384', source: 't' }),
    ]
    expect(classify(pair)).toBe('consistent')
  })
  test('contradictions are found as known on a day', () => {
    const all = storeOf([old, revised, other])
    expect(all.contradictions('2024-07-28').length).toBe(1)
    expect(
      storeOf([
        revised,
        fact({ subject: 'a', measure: 'score', value: '81', decimals: '0', source: 't' }),
      ]).contradictions(null),
    ).toEqual([])
  })
  test('one id twice is told, the first is kept', () => {
    const made = createStore([old, old], registry)
    expect(made.diagnostics.map((d) => d.code)).toEqual(['facts/duplicate-id'])
    expect(made.value.facts.length).toBe(1)
  })
})

describe('computed facts', () => {
  const computed = (id: string, formula: string) =>
    fact({
      subject: id,
      measure: 'params',
      unit: 'parameter',
      evidence: 'computed',
      formula,
      value: '',
      source: '',
      known: '2024-07-02',
    })
  test('follow each other in any order', () => {
    const list = [computed('c', 'b/params?kind=computed * 2'), computed('b', 'a/params + a/params'), facts[4]!]
    const made = computeFacts(list, registry, () => undefined)
    expect(made.diagnostics).toEqual([])
    const found = storeOf(made.value).resolve('c/params', null)
    expect(!isDiagnostic(found) && found.fact.value.kind === 'number' && found.fact.value.text).toBe('1618000000000')
  })
  test('in a circle are told once', () => {
    const made = computeFacts([computed('a', 'b/params + 1'), computed('b', 'a/params + 1')], registry, () => undefined)
    expect(made.diagnostics.map((d) => d.code)).toEqual(['facts/cyclic-derivation'])
  })
})

test('a difference between two issues is sorted by kind', () => {
  const week = (period: string, v: string) => fact({ subject: 'a', measure: 'score', period, value: v })
  const before = [week('2024-07-01', '1'), facts[0]!, facts[4]!]
  const after = [
    week('2024-07-08', '2'),
    facts[1]!,
    fact({ subject: 'a', measure: 'params', value: '406000000000', unit: 'parameter', decimals: '-9' }),
    facts[2]!,
  ]
  expect(diffFacts(before, after).map((c) => c.kind)).toEqual(['revised', 'scope-changed', 'changed', 'new'])
  expect(diffFacts(before, before)).toEqual([])
})

const anyFact: fc.Arbitrary<Fact> = fc
  .record({
    subject: fc.constantFrom('a', 'b', 'x/y z'),
    scope: fc.dictionary(
      fc.constantFrom('shots', 'cot', 'note'),
      fc.string({ minLength: 1, maxLength: 8 }).filter((t) => t.trim() === t && t !== ''),
    ),
    digits: fc.integer(),
    decimals: fc.option(fc.integer({ min: -9, max: 9 }), { nil: undefined }),
    bound: fc.constantFrom('exact' as const, 'about' as const, 'at-most' as const, 'range' as const),
    quote: fc.string(),
    kind: fc.constantFrom('number' as const, 'not-reported' as const, 'wanted' as const),
  })
  .map((r) =>
    defineFact({
      subject: r.subject,
      measure: 'score',
      scope: Object.freeze(Object.fromEntries(Object.entries(r.scope).sort(([a], [b]) => (a < b ? -1 : 1)))),
      period: '2024-07-19/2024-07-25',
      unit: 'percent',
      value:
        r.kind === 'number'
          ? { kind: 'number', text: String(r.digits), ...(r.bound === 'range' ? { high: String(r.digits + 3) } : {}) }
          : { kind: r.kind },
      ...(r.decimals === undefined || r.kind !== 'number' ? {} : { decimals: r.decimals }),
      bound: r.kind === 'number' ? r.bound : 'exact',
      evidence: { kind: 'published', source: 's', locator: 'row "1", col 2', quote: r.quote.replaceAll('\r', ' ') },
      known: '2024-07-01',
      note: 'a, "b"\nc',
    }),
  )

describe('every codec gives back what it was given', () => {
  test('CSV', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyFact, { maxLength: 5, selector: (f) => f.id }), (list) => {
        expect(readFactTable('t.csv', formatFactsCsv(list), registry).value.facts).toEqual(list)
      }),
      { numRuns: 300, seed: 3 },
    )
  })
  test('JSON', () => {
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 5 }), (list) => {
        expect(parseFactsJson(formatFactsJson(list)).value).toEqual(list)
      }),
      { numRuns: 300, seed: 4 },
    )
  })
  test('xBRL-JSON', () => {
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 5 }), (list) => {
        expect(parseFactsXbrl(formatFactsXbrl(list)).value).toEqual(list)
      }),
      { numRuns: 300, seed: 5 },
    )
  })
})

test('interval arithmetic holds every pair of members', () => {
  const ends = fc
    .tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 0, max: 20 }))
    .map(([low, width]) => ({ low, high: low + width, i: interval(decimal(low), decimal(low + width)) }))
  fc.assert(
    fc.property(
      ends,
      ends,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (a, b, s, t) => {
        const x = decimal((a.low + (a.high - a.low) * s).toFixed(6))
        const y = decimal((b.low + (b.high - b.low) * t).toFixed(6))
        expect(contains(add(a.i, b.i), point(x.plus(y)))).toBe(true)
        expect(contains(subtract(a.i, b.i), point(x.minus(y)))).toBe(true)
        expect(contains(multiply(a.i, b.i), point(x.times(y)))).toBe(true)
        const q = divide(a.i, b.i)
        expect(q === null).toBe(b.low <= 0 && b.high >= 0)
        if (q !== null) expect(q.low!.minus('1e-30').lte(x.div(y)) && q.high!.plus('1e-30').gte(x.div(y))).toBe(true)
      },
    ),
    { numRuns: 2000, seed: 9 },
  )
})
