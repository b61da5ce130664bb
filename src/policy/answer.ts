import { append, type Decimal, decimal, type Interval, interval, isPoint } from '../base/index.ts'
import type { Expr } from './expression.ts'
import { completionsOf, narrowed, valueFor } from './narrow.ts'
import { type Question, questionsFor } from './question.ts'
import { Book } from './quota.ts'
import { domainOf, type Flag, type Given, type Outcome, ruleFor, runRule, type Used } from './run.ts'
import type { Assumption, Claim, Policy, Rule } from './tree.ts'
import { appliesAt, type Setting } from './version.ts'

/** Another way to read what the texts leave open, and what it would give. */
export interface Reading {
  readonly assumption: string
  readonly reading: string
  readonly value: Interval | null
}

/** What a policy gives for one claim. */
export interface Answer {
  readonly claim: string
  readonly rule: string
  readonly value: Interval | null
  readonly shares: ReadonlyMap<string, Interval>
  readonly used: readonly Used[]
  readonly questions: readonly Question[]
  readonly assumptions: readonly Assumption[]
  readonly readings: readonly Reading[]
  readonly flags: readonly Flag[]
  readonly pool: string
}

/** How much is looked into beside the value. */
export interface AnswerOptions {
  /** whether questions, assumptions and other readings are worked out; they take several times as long */
  readonly full: boolean
}

/** What the setting's policy gives for a claim with inputs `given`; a positive result draws on quotas in `book`. */
export function answerClaim(
  setting: Setting,
  claim: Claim,
  given: Given,
  book: Book,
  options: AnswerOptions = { full: true },
): Answer {
  const rule = ruleFor(setting, claim.name)
  if (rule === null) return noRule(setting, claim)
  const outcome = runRule(setting, rule, claim, given, book)
  const value = outcome.value === null ? null : narrowed(setting, rule, claim, given, book, outcome)
  const flags = [...outcome.flags]
  const extra = options.full
    ? look(setting, rule, claim, given, book, outcome, value)
    : {
        questions: [],
        assumptions: outcome.assumed.flatMap((n) => setting.policy.assumptions.get(n) ?? []),
        readings: [],
        flags: [],
      }
  append(flags, extra.flags)
  if (value !== null && (value.high === null || value.high.gt(0)))
    for (const keys of outcome.draws) book.draw(keys, outcome.certain || value.low?.gt(0) === true)
  const { questions, assumptions, readings } = extra
  const { shares, used, pool } = outcome
  return { claim: claim.name, rule: rule.name, value, shares, used, questions, assumptions, readings, flags, pool }
}

function noRule(setting: Setting, claim: Claim): Answer {
  const { policy, place } = setting
  const elsewhere = policy.rules.filter((r) => r.claim === claim.name).map((r) => r.jurisdiction)
  const where = place === '' ? 'a place that is not given' : place
  const flag: Flag = {
    flag: 'no-rule',
    words: {
      en: `no rule answers \`${claim.name}\` for ${where}; there is one for ${elsewhere.join(', ') || 'no place'}`,
      zh: `没有规则处理 \`${claim.name}\`（地区：${place || '未给出'}）；有规则的地区：${elsewhere.join('、') || '无'}`,
    },
  }
  const empty = { shares: new Map(), used: [], questions: [], assumptions: [], readings: [], pool: '' }
  return { claim: claim.name, rule: '', value: null, flags: [flag], ...empty }
}

interface Looked {
  readonly questions: readonly Question[]
  readonly assumptions: readonly Assumption[]
  readonly readings: readonly Reading[]
  readonly flags: readonly Flag[]
}

function look(
  setting: Setting,
  rule: Rule,
  claim: Claim,
  given: Given,
  book: Book,
  outcome: Outcome,
  value: Interval | null,
): Looked {
  const { policy } = setting
  const flags = quotaFlag(setting, rule, claim, given, book, value)
  const counted = new Set(flags.length === 0 ? [] : [...policy.definitions.values()].map((d) => d.under))
  const assumptions: Assumption[] = []
  const readings: Reading[] = []
  for (const name of outcome.assumed) {
    const assumption = policy.assumptions.get(name)
    if (assumption === undefined) continue
    const others = otherReadings(setting, rule, claim, given, book, assumption, value)
    append(readings, others)
    // what has one reading only matters whenever it was leant on
    const matters =
      value === null || isPoint(value)
        ? leantOn(setting, rule, claim, given, book, assumption, value)
        : mattersSomewhere(setting, rule, claim, given, book, assumption, outcome.missing)
    if (others.length > 0 || counted.has(name) || matters) assumptions.push(assumption)
  }
  const questions =
    value === null || isPoint(value) ? [] : questionsFor(setting, rule, claim, given, book, outcome, value)
  const local = placeFlag(setting, rule, outcome)
  return { questions, assumptions, readings, flags: [...flags, ...local] }
}

function otherReadings(
  setting: Setting,
  rule: Rule,
  claim: Claim,
  given: Given,
  book: Book,
  assumption: Assumption,
  value: Interval | null,
): readonly Reading[] {
  return assumption.or.flatMap((other): readonly Reading[] => {
    const policy = withReading(setting.policy, assumption.name, other)
    const found = valueFor({ ...setting, policy }, rule, claim, given, book)
    return same(found, value) ? [] : [{ assumption: assumption.name, reading: readingText(other), value: found }]
  })
}

// what the width of an interval hides may yet decide once more is known, so each branch is looked at
function mattersSomewhere(
  setting: Setting,
  rule: Rule,
  claim: Claim,
  given: Given,
  book: Book,
  assumption: Assumption,
  missing: readonly string[],
): boolean {
  return completionsOf(setting, claim, given, missing, mostBranches).some((branch) => {
    const outcome = runRule(setting, rule, claim, branch, book)
    if (!outcome.assumed.includes(assumption.name)) return false
    const value = valueFor(setting, rule, claim, branch, book)
    if (leantOn(setting, rule, claim, branch, book, assumption, value)) return true
    if (otherReadings(setting, rule, claim, branch, book, assumption, value).length > 0) return true
    const upTo = outcome.flags.some((f) => f.flag === 'up-to')
    const open = value !== null && !isPoint(value) && (outcome.missing.length + outcome.vague.length > 0 || !upTo)
    return open && !isOfQuota(setting, assumption)
  })
}

const mostBranches = 64

// the order of claims matters only where a quota is drawn on twice, which its flag tells
function isOfQuota({ policy }: Setting, assumption: Assumption): boolean {
  return [...policy.definitions.values()].some((d) => d.under === assumption.name)
}

// an assumption that stands for an input matters when the other answers would give something else
function leantOn(
  setting: Setting,
  rule: Rule,
  claim: Claim,
  given: Given,
  book: Book,
  assumption: Assumption,
  value: Interval | null,
): boolean {
  return claim.inputs
    .filter((i) => i.assume?.under === assumption.name && !given.has(i.name))
    .some((input) => {
      const all = new Map(given).set(input.name, domainOf(input, setting))
      return !same(valueFor(setting, rule, claim, all, book), value)
    })
}

/** `policy` with the assumption `name` read as `reading`. */
export function withReading(policy: Policy, name: string, reading: Expr): Policy {
  const assumption = policy.assumptions.get(name)
  if (assumption === undefined) return policy
  const assumptions = new Map(policy.assumptions).set(name, { ...assumption, take: reading })
  return { ...policy, assumptions }
}

function readingText(expr: Expr): string {
  return expr.kind === 'date'
    ? expr.day
    : expr.kind === 'name'
      ? expr.name
      : expr.kind === 'number'
        ? expr.value.toFixed()
        : '…'
}

function same(a: Interval | null, b: Interval | null): boolean {
  if (a === null || b === null) return a === b
  const end = (x: Decimal | null, y: Decimal | null) => (x === null || y === null ? x === y : x.eq(y))
  return end(a.low, b.low) && end(a.high, b.high)
}

// a claim that finds its quota used is told what it would have been worth
function quotaFlag(
  setting: Setting,
  rule: Rule,
  claim: Claim,
  given: Given,
  _book: Book,
  value: Interval | null,
): readonly Flag[] {
  const free = valueFor(setting, rule, claim, given, new Book())
  if (value === null || free === null || same(free, value)) return []
  const amount = isPoint(free)
    ? free.high!.toFixed(2)
    : `${free.low?.toFixed(2) ?? '…'}..${free.high?.toFixed(2) ?? '…'}`
  return [
    {
      flag: 'quota-used',
      words: {
        en: `the quota was drawn on by an earlier claim; this one alone would give ${amount}`,
        zh: `限额已被先前的申请占用；若以本件申请，可得 ${amount}`,
      },
      possible: free,
    },
  ]
}

// where no place is given, rules of some places are left out, and the answer says so
function placeFlag(setting: Setting, rule: Rule, outcome: Outcome): readonly Flag[] {
  const { policy, place } = setting
  if (place !== '') return []
  const elsewhere = new Set<string>()
  for (const used of outcome.used) {
    for (const version of used.definition?.versions ?? [])
      if (!appliesAt(version.jurisdiction, '', policy.jurisdiction)) elsewhere.add(version.jurisdiction)
  }
  for (const { cite } of rule.steps) {
    const act = cite === null ? undefined : policy.acts.get(cite.act)
    if (act !== undefined && act.public <= setting.knownOn && !appliesAt(act.jurisdiction, '', policy.jurisdiction))
      elsewhere.add(act.jurisdiction)
  }
  for (const other of policy.rules) if (other.claim === rule.claim && other !== rule) elsewhere.add(other.jurisdiction)
  if (elsewhere.size === 0) return []
  const list = [...elsewhere].sort()
  return [
    {
      flag: 'place-not-given',
      words: {
        en: `no place is given: national rules alone are applied, other rules are stored for ${list.join(', ')}`,
        zh: `未给出地区：只适用全国规定；另存有 ${list.join('、')} 的规定`,
      },
    },
  ]
}

/** The interval that holds zero alone. */
export const nothing: Interval = interval(decimal('0'), decimal('0'))
