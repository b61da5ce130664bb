import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ByteCells, byteScanner, decimal, formatCsv } from '../../src/base/index.ts'
import { cellReader } from '../../src/policy/batch.ts'
import { newState } from '../../src/policy/cell.ts'
import { compileClaim } from '../../src/policy/compile.ts'
import { evaluate } from '../../src/policy/evaluate.ts'
import { isFault, parseExpr } from '../../src/policy/expression.ts'
import { ByteRow, calculate, type Result, type Row, startBatch, valueRow } from '../../src/policy/index.ts'
import type { Val } from '../../src/policy/val.ts'
import { shipped } from './shipped.ts'

const policies = { 2024: shipped(2024), 2025: shipped(2025), 2026: shipped(2026) } as const
type Year = keyof typeof policies
type Raw = Readonly<Record<string, unknown>>

// others each time; a night may draw more
const runs = Number(process.env.ASSAY_FUZZ ?? 60)

const year = fc.constantFrom<Year>(2024, 2025, 2026)
const day = (y: number) =>
  fc
    .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
    .map(([m, d]) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`)
const near = (y: number) => fc.constantFrom(y - 1, y, y, y, y + 1).chain(day)
const price = fc.integer({ min: 0, max: 3_000_000 }).map((fen) => (fen / 100).toFixed(2))
const category = fc.constantFrom('tv', 'fridge', 'aircon', 'microwave', 'phone', 'watch', 'stove')

const item = (y: number) =>
  fc.record({
    category,
    grade: fc.integer({ min: 1, max: 5 }),
    'final-price': price,
    invoice: near(y),
  })
const car = (y: number) =>
  fc.record({
    'old-fuel': fc.constantFrom('petrol', 'diesel', 'other', 'nev'),
    'old-registered': fc.integer({ min: 2008, max: 2020 }).chain(day),
    'owned-since': fc.constantFrom(2015, y, y).chain(day),
    'new-kind': fc.constantFrom('nev', 'fuel'),
    displacement: fc.constantFrom('1.5', '2.0', '2.4'),
    catalogue: fc.constantFrom('yes', 'no'),
    'car-price': price,
    scrapped: near(y),
    cancelled: near(y),
    invoice: near(y),
    registered: near(y),
    applied: near(y),
  })
const known = (y: number) => fc.constantFrom(`${y}-05-01`, `${y}-07-25`, `${y}-09-01`, '2026-12-31')

function ask(y: Year, knownOn: string, raw: Raw): Result {
  return calculate(policies[y], knownOn, [{ raw, at: () => undefined }]).results[0]!
}

function ends(result: Pick<Result, 'value' | 'interval'>): readonly [number, number] | null {
  if (result.value !== undefined) return [Number(result.value), Number(result.value)]
  if (result.interval === undefined) return null
  return [
    Number(result.interval.low ?? Number.NEGATIVE_INFINITY),
    Number(result.interval.high ?? Number.POSITIVE_INFINITY),
  ]
}

const cases = fc.oneof(
  year.chain((y) => fc.tuple(fc.constant(y), known(y), item(y))),
  year.chain((y) => fc.tuple(fc.constant(y), known(y), car(y))),
)

function flat(items: readonly Raw[], one: Raw): Record<string, string> {
  const row: Record<string, string> = { id: 'a' }
  for (const [i, it] of items.entries())
    for (const [k, v] of Object.entries(it)) if (v !== '') row[`items.${i}.${k}`] = String(v)
  for (const [k, v] of Object.entries(one)) row[`car.${k}`] = String(v)
  return row
}

const amount = fc.constantFrom('', '?', '500', '600.00', '1100', '100.125', '700..900', '-3', '0.1万')
const loose = (y: number) =>
  fc.record({
    item: fc.record({ price: amount, 'seller-discount': amount, 'final-price': amount }),
    owned: fc.constantFrom(`${y}`, `${y}-07`, `${y}-01`, '2015', '?'),
    shared: fc.constantFrom('', `${y}-09-01`, `${y - 1}-09-01`),
  })

function expectAlike(y: Year, knownOn: string, row: Readonly<Record<string, string>>): void {
  const single = ask(y, knownOn, row)
  const expected = single.parts.map((p) =>
    p.unknown ? [Number.NaN, Number.NaN] : ends(p)!.map((x) => Math.round(x * 100)),
  )
  const paidBy = (feed: (push: (row: Row) => void) => void) => {
    const paid: number[][] = []
    const batch = startBatch(policies[y], knownOn, 'x.csv', Object.keys(row), (_, __, list) =>
      paid.push(...list.map((p) => [p.low ?? Number.NaN, p.high ?? Number.NaN])),
    )
    feed(batch.push)
    return { paid, totals: batch.finish() }
  }
  const { paid, totals } = paidBy((push) => push(valueRow(Object.values(row), 2)))
  expect(paid).toEqual(expected)
  const bytes = new TextEncoder().encode(formatCsv([Object.values(row)]))
  const read = (push: (row: Row) => void) => (cells: ByteCells) => {
    push(new ByteRow(cells))
    return true
  }
  const fromBytes = paidBy((push) => byteScanner(',', { row: read(push), fault: () => {} }).read(bytes, true))
  expect(fromBytes.paid).toEqual(expected)
  expect(totals.rows).toBe(1)
}

test.each([2024, 2025, 2026] as const)('the rules of %d for appliances and cars are compiled', (y) => {
  const setting = { policy: policies[y], knownOn: '2026-12-31', place: '' }
  for (const name of ['item', 'car']) expect(compileClaim(setting, policies[y].claims.get(name)!), name).not.toBeNull()
})

describe('for all claims', () => {
  test('more price never gives less, and never more than the price', () => {
    fc.assert(
      fc.property(
        year.chain((y) => fc.tuple(fc.constant(y), item(y), price)),
        ([y, raw, more]) => {
          const low = ask(y, '2026-12-31', raw)
          const raised = (Number(raw['final-price']) + Number(more)).toFixed(2)
          const high = ask(y, '2026-12-31', { ...raw, 'final-price': raised })
          // a device above the limit of its price gets nothing at all
          if (['phone', 'watch'].includes(raw.category) && Number(raised) > 6000) return
          expect(ends(high)![0]).toBeGreaterThanOrEqual(ends(low)![0])
          expect(ends(low)![1]).toBeLessThanOrEqual(Number(raw['final-price']))
        },
      ),
      { numRuns: runs },
    )
  })

  test('what is not known is an interval that holds every completion', () => {
    fc.assert(
      fc.property(cases, fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), ([y, knownOn, raw], picks) => {
        const names = Object.keys(raw)
        const hidden = Object.fromEntries(picks.map((p) => [names[p % names.length]!, '?']))
        const whole = ask(y, knownOn, raw)
        const part = ask(y, knownOn, { ...raw, ...hidden })
        if (whole.unknown || part.unknown) return
        const [outer, inner] = [ends(part)!, ends(whole)!]
        expect(outer[0]).toBeLessThanOrEqual(inner[0])
        expect(outer[1]).toBeGreaterThanOrEqual(inner[1])
        // nothing is asked that is known, and an open result asks
        for (const question of part.questions) expect(Object.keys(hidden)).toContain(question.input)
        if (part.interval !== undefined) expect(part.questions.length).toBeGreaterThan(0)
      }),
      { numRuns: runs },
    )
  })

  test('a batch gives what single claims give', () => {
    fc.assert(
      fc.property(
        year.chain((y) =>
          fc.tuple(fc.constant(y), known(y), fc.array(item(y), { minLength: 1, maxLength: 4 }), car(y)),
        ),
        fc.boolean(),
        ([y, knownOn, items, one], open) => {
          const row = flat(items, one)
          if (open) row['items.0.grade'] = '?'
          expectAlike(y, knownOn, row)
        },
      ),
      { numRuns: runs },
    )
  })

  test('a batch gives what single claims give, of fields that are loose or say different things', () => {
    fc.assert(
      fc.property(
        year.chain((y) => fc.tuple(fc.constant(y), item(y), car(y), loose(y))),
        ([y, one, car, { owned, ...more }]) => {
          const { 'final-price': final, ...rest } = one
          const row = flat([{ ...rest, ...more.item }, rest], { ...car, 'owned-since': owned })
          row['items.1.final-price'] = final
          if (more.shared !== '') row.invoice = more.shared
          expectAlike(y, '2026-12-31', row)
        },
      ),
      { numRuns: runs },
    )
  })

  test('the trace recomputes to the result', () => {
    fc.assert(
      fc.property(cases, ([y, knownOn, raw]) => {
        const result = ask(y, knownOn, raw)
        const steps = new Map<string, Val>()
        const policy = policies[y]
        for (const step of result.trace) {
          if (step.step === undefined || step.step === 'condition' || step.formula === undefined) continue
          const expr = parseExpr(step.formula, 0)
          if (isFault(expr)) throw new Error(step.formula)
          const given = (name: string): Val | undefined => steps.get(name) ?? valOf((raw as Raw)[name])
          const ignore = () => {}
          const scope = {
            setting: { policy, knownOn, place: '' },
            local: given,
            quota: (): Val => ({ kind: 'none' }),
            used: ignore,
            assumed: ignore,
          }
          const value = evaluate(expr, scope)
          steps.set(step.step, value)
          if (step.step === 'pay')
            expect(value).toMatchObject({ kind: 'number', range: { low: decimal(result.value!) } })
        }
      }),
      { numRuns: runs },
    )
  })

  test('a compiled rule tells the same trace', () => {
    fc.assert(
      fc.property(cases, ([y, knownOn, raw]) => {
        const policy = policies[y]
        const slow = ask(y, knownOn, raw)
        const claim = policy.claims.get(slow.claim)!
        const program = compileClaim({ policy, knownOn, place: '' }, claim)
        if (program === null) return
        const state = newState(program.size)
        for (const input of claim.inputs) {
          const cell = (raw as Raw)[input.name]
          if (cell !== undefined) state.v[program.slots.get(input.name)!] = cellReader(policy, input).of(String(cell))
        }
        state.trace = []
        const paid = program.pay(state)
        if (Number.isNaN(paid)) return
        expect(paid / 100).toBe(Number(slow.value))
        expect(state.trace).toEqual(slow.trace)
      }),
      { numRuns: runs },
    )
  })
})

function valOf(cell: unknown): Val | undefined {
  if (cell === undefined) return undefined
  const text = String(cell)
  const at = (n: number | string): Val => ({
    kind: 'number',
    range: { low: decimal(n), high: decimal(n), lowOpen: false, highOpen: false },
  })
  if (/^\d{4}-/.test(text)) return at(Date.parse(`${text}T00:00:00Z`) / 86_400_000)
  if (/^[\d.]+$/.test(text)) return at(text)
  if (text === 'yes' || text === 'no') return { kind: 'truth', yes: text === 'yes', no: text === 'no' }
  return { kind: 'choice', set: [text] }
}
