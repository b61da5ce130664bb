import { type Day, type Diagnostic, decimal, isDay, isDecimal, type Words } from '../base/index.ts'
import { type Amount, type Calculation, calculateOne, type Result, startCalculation } from './calculate.ts'
import { report } from './codes.ts'
import { evaluate } from './evaluate.ts'
import type { Shown } from './trace.ts'
import type { Example, Policy } from './tree.ts'

/** An example with what the rules gave. */
export interface Tried {
  readonly example: Example
  readonly result: Result
  readonly failures: readonly Words[]
}

/** What the examples and expectations of a policy came to. */
export interface Tested {
  readonly tried: readonly Tried[]
  readonly expected: number
  readonly diagnostics: readonly Diagnostic[]
}

const own = new Set(['case', 'pays', 'asks', 'other', 'known-on', 'assumes', 'flags', 'total'])

/** Runs the examples and expectations of `policy`; examples of one table share quotas. `today` stands where no day does. */
export function testPolicy(policy: Policy, today: Day): Tested {
  const tried: Tried[] = []
  const diagnostics: Diagnostic[] = []
  const running = new Map<string, Calculation>()
  for (const example of policy.examples) {
    const day = example.cells['known-on'] || example.knownOn || today
    if (!isDay(day)) {
      diagnostics.push(failure(example, { en: `\`${day}\` is no day`, zh: `\`${day}\` 不是日期` }))
      continue
    }
    const calculation = running.get(day) ?? startCalculation(policy, day)
    running.set(day, calculation)
    const one = tryOne(calculation, example, tried.length)
    tried.push(one.tried)
    diagnostics.push(...one.diagnostics, ...one.tried.failures.map((words) => failure(example, words)))
  }
  for (const expectation of policy.expectations) {
    const setting = { policy, knownOn: today, place: '' }
    const ignore = () => {}
    const value = evaluate(expectation.expr, {
      setting,
      local: () => undefined,
      quota: () => ({ kind: 'none' }),
      used: ignore,
      assumed: ignore,
    })
    if (value.kind === 'truth' && value.yes && !value.no) continue
    const words = { en: `\`${expectation.text}\` does not hold`, zh: `\`${expectation.text}\` 不成立` }
    diagnostics.push(report('policy/example-failed', words, { at: expectation.at }))
  }
  return { tried, expected: policy.expectations.length, diagnostics }
}

function failure(example: Example, words: Words): Diagnostic {
  const name = example.cells.case ?? ''
  return report(
    'policy/example-failed',
    { en: `\`${name}\`: ${words.en}`, zh: `\`${name}\`：${words.zh}` },
    { at: example.at },
  )
}

function tryOne(
  calculation: Calculation,
  example: Example,
  index: number,
): { readonly tried: Tried; readonly diagnostics: readonly Diagnostic[] } {
  const { cells } = example
  const claim = calculation.policy.claims.get(example.claim)
  const shares = shareNames(calculation.policy, example.claim)
  const inputs = Object.entries(cells).filter(([k, v]) => !own.has(k) && !shares.has(k) && v !== '')
  // a column that is both an input and a share is an input
  const raw = { ...Object.fromEntries(inputs), case: cells.case, claim: claim?.name ?? example.claim }
  // other readings and questions take several times as long, and few examples speak of them
  const full = Boolean(cells.asks || cells.other || cells.assumes || cells.flags)
  const found = calculateOne(calculation, { raw, at: () => example.at }, index, full)
  const failures: Words[] = []
  const compare = (what: string, wanted: string | undefined, got: string): void => {
    if (wanted === undefined || wanted === '' || same(wanted, got)) return
    failures.push({ en: `${what}: expected ${wanted}, found ${got}`, zh: `${what}：应为 ${wanted}，实为 ${got}` })
  }
  compare('pays', cells.pays, amountText(found.value))
  for (const name of shares) compare(name, cells[name], shownText(found.value.shares[name]))
  if (cells.asks) compare('asks', cells.asks, found.value.questions[0]?.input ?? 'nothing')
  if (cells.assumes) {
    const names = found.value.assumptions.map((a) => a.name)
    if (!names.includes(cells.assumes)) compare('assumes', cells.assumes, names.join(' ') || 'nothing')
  }
  if (cells.flags && !found.value.flags.some((f) => f.flag === cells.flags))
    compare('flags', cells.flags, found.value.flags.map((f) => f.flag).join(' ') || 'nothing')
  if (cells.other) {
    const others = found.value.readings.map(amountText)
    if (!others.some((o) => same(cells.other!, o))) compare('other reading', cells.other, others.join(' ') || 'none')
  }
  return { tried: { example, result: found.value, failures }, diagnostics: found.diagnostics }
}

function shareNames(policy: Policy, claim: string): ReadonlySet<string> {
  const names = policy.rules
    .filter((r) => r.claim === claim)
    .flatMap((r) => r.steps.flatMap((s) => (s.kind === 'also' ? s.name : [])))
  return new Set(names)
}

/** An amount as one text: `1000.00`, `0.00..1000.00` or `unknown`. */
export function amountText(amount: Amount): string {
  if (amount.value !== undefined) return amount.value
  return amount.interval === undefined ? 'unknown' : `${amount.interval.low ?? '…'}..${amount.interval.high ?? '…'}`
}

function shownText(shown: Shown | undefined): string {
  if (shown === undefined || shown === null) return 'unknown'
  if (typeof shown === 'string') return shown
  return 'low' in shown ? `${shown.low ?? '…'}..${shown.high ?? '…'}` : shown.join(' ')
}

function same(wanted: string, got: string): boolean {
  const ends = (text: string) =>
    text.split('..').map((t) => (isDecimal(t.trim()) ? decimal(t.trim()).toFixed() : t.trim()))
  return ends(wanted).join('..') === ends(got).join('..')
}
