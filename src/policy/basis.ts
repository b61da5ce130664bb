import type { Words } from '../base/index.ts'
import { type Expr, namesIn } from './expression.ts'
import { isKnown, ruleFor, stepsInForce } from './run.ts'
import type { Assumption, Cite, Claim, Definition, Limit, Step, Version } from './tree.ts'
import { appliesAt, isVerified, type Setting } from './version.ts'

/** Something that answers rest on and that was not verified: a rule or a definition by its clause. */
export interface Unverified extends Words {
  readonly name: string
  readonly act: string
  readonly clause: string
  /** where it comes from; empty when nothing is said of it */
  readonly note: string
}

/** What the answers to a kind of claim may rest on, whatever the claim says. */
export interface Basis {
  readonly unverified: readonly Unverified[]
  readonly assumptions: readonly Assumption[]
  /** rules that state no rounding for what they give, which is then rounded half up to the fen */
  readonly unrounded: readonly string[]
}

/** What the answers to `claims` rest on, as the policy stands on the day, at any of `places`; each is given once. */
export function basisOf(setting: Omit<Setting, 'place'>, claims: readonly string[], places: readonly string[]): Basis {
  const unverified = new Map<string, Unverified>()
  const assumptions = new Map<string, Assumption>()
  const unrounded = new Set<string>()
  for (const name of claims) {
    const claim = setting.policy.claims.get(name)
    if (claim === undefined) continue
    for (const place of places) {
      const here = { ...setting, place }
      new Gathering(here, claim, unverified, assumptions).gather()
      const rule = ruleFor(here, name)
      const steps = rule === null || !isKnown(here, rule.cite) ? [] : stepsInForce(here, rule)
      if (steps.some((s) => s.kind === 'give' && !isWhole(s.expr, steps, here))) unrounded.add(rule!.name)
    }
  }
  return {
    unverified: [...unverified.values()],
    assumptions: [...assumptions.values()],
    unrounded: [...unrounded],
  }
}

/** What one of two answers rests on, each given once. */
export function eitherBasis(a: Basis, b: Basis): Basis {
  const once = <T>(items: readonly T[], key: (item: T) => string) => [
    ...new Map(items.map((i) => [key(i), i])).values(),
  ]
  return {
    unverified: once([...a.unverified, ...b.unverified], (u) => `${u.name} ${u.act} ${u.clause}`),
    assumptions: once([...a.assumptions, ...b.assumptions], (x) => x.name),
    unrounded: once([...a.unrounded, ...b.unrounded], (rule) => rule),
  }
}

// whole fen by how it is written: rounded to fen or more, stated so in an act, or made of such by what keeps it whole
function isWhole(expr: Expr, steps: readonly Step[], setting: Setting): boolean {
  const whole = (e: Expr) => isWhole(e, steps, setting)
  if (expr.kind === 'number') return expr.value.times(100).round(0, 0).eq(expr.value.times(100))
  if (expr.kind === 'if') return whole(expr.yes) && whole(expr.no)
  if (expr.kind === 'binary') return (expr.op === '+' || expr.op === '-') && whole(expr.left) && whole(expr.right)
  if (expr.kind === 'call' && (expr.fn === 'least' || expr.fn === 'most')) return expr.args.every(whole)
  if (expr.kind === 'call') return expr.fn === 'round' && expr.args[1] !== undefined && whole(expr.args[1])
  if (expr.kind !== 'name' && expr.kind !== 'lookup') return false
  const name = expr.kind === 'name' ? expr.name : expr.table
  const step = steps.find((s) => s.kind === 'let' && s.name === name)
  if (step?.kind === 'let') return whole(step.expr)
  const versions = setting.policy.definitions.get(name)?.versions ?? []
  return versions.length > 0 && versions.every((v) => contentExprs(v).every(whole))
}

function contentExprs({ content }: Version): readonly Expr[] {
  if (content.kind === 'scalar') return [content.expr]
  if (content.kind === 'between') return [content.low, content.high]
  return content.kind === 'cases' ? content.cases.map((row) => row.expr) : []
}

// follows every name that a rule reads, and what that reads in turn
class Gathering {
  private readonly seen = new Set<string>()
  private readonly steps = new Set<string>()
  private readonly setting: Setting
  private readonly claim: Claim
  private readonly unverified: Map<string, Unverified>
  private readonly assumptions: Map<string, Assumption>

  constructor(
    setting: Setting,
    claim: Claim,
    unverified: Map<string, Unverified>,
    assumptions: Map<string, Assumption>,
  ) {
    this.setting = setting
    this.claim = claim
    this.unverified = unverified
    this.assumptions = assumptions
  }

  gather(): void {
    const rule = ruleFor(this.setting, this.claim.name)
    if (rule === null || !isKnown(this.setting, rule.cite)) return
    for (const step of stepsInForce(this.setting, rule)) {
      this.cite(rule.name, rule.names, step.cite ?? rule.cite, '')
      if (step.kind === 'refuse') this.name(step.name)
      else this.follow(step.expr)
      if (step.kind === 'let') this.steps.add(step.name)
      if (step.kind === 'give' && step.pool !== '') this.name(step.pool)
    }
  }

  private follow(expr: Expr): void {
    namesIn(expr, (name) => this.name(name))
  }

  private name(name: string): void {
    if (this.seen.has(name) || this.steps.has(name)) return
    this.seen.add(name)
    const { policy } = this.setting
    const input = this.claim.inputs.find((i) => i.name === name)
    if (input !== undefined) {
      if (input.otherwise !== null) this.follow(input.otherwise)
      if (input.assume !== null) this.assume(input.assume.under)
      return
    }
    this.assume(name)
    const definition = policy.definitions.get(name)
    if (definition !== undefined) this.define(definition)
    const derivation = policy.derivations.get(name)
    if (derivation !== undefined) this.follow(derivation.expr)
  }

  private define(definition: Definition): void {
    const { policy, knownOn, place } = this.setting
    this.assume(definition.under)
    if (definition.event !== '') this.name(definition.event)
    for (const key of definition.keys) this.follow(key)
    for (const version of definition.versions) {
      if (version.known > knownOn || !appliesAt(version.jurisdiction, place, policy.jurisdiction)) continue
      this.cite(definition.name, definition.names, version.cite, definition.note, version)
      const { content } = version
      for (const limit of [version.from, version.to]) this.limit(limit)
      if (content.kind === 'period') for (const limit of [content.from, content.to]) this.limit(limit)
      for (const expr of contentExprs(version)) this.follow(expr)
    }
  }

  private limit(limit: Limit): void {
    if (limit !== null && typeof limit !== 'string') this.assume(limit.assumption)
  }

  private assume(name: string): void {
    const assumption = this.setting.policy.assumptions.get(name)
    if (assumption !== undefined) this.assumptions.set(name, assumption)
  }

  private cite(name: string, names: Words, cite: Cite | null, note: string, version: Version | null = null): void {
    const { policy } = this.setting
    if (cite === null || isVerified(policy, cite, version)) return
    const why = note || policy.clauses.get(`${cite.act} ${cite.clause}`)?.note || ''
    const key = `${name} ${cite.act} ${cite.clause}`
    if (!this.unverified.has(key))
      this.unverified.set(key, { name, ...names, act: cite.act, clause: cite.clause, note: why })
  }
}
