import { type Decimal, decimal, type Interval, interval, isPoint, point, round, type Words } from '../base/index.ts'
import { evaluate, type Scope } from './evaluate.ts'
import { type Expr, namesIn } from './expression.ts'
import { type Book, quotaFree, quotaKeys } from './quota.ts'
import { isMoney, ruleTypes } from './trace.ts'
import type { Cite, Claim, Definition, Input, Rule, Step, Version } from './tree.ts'
import { hull, no, type Val } from './val.ts'
import { appliesAt, type Setting } from './version.ts'

/**
 * Values of a claim's inputs, as far as they are known.
 *
 * Under `saidUnknown(NAME)` stands that an input was said to be unknown, so that nothing is assumed of it.
 */
export type Given = ReadonlyMap<string, Val>

/** The name under which `Given` holds that an input was said to be unknown. */
export function saidUnknown(input: string): string {
  return `? ${input}`
}

/** One thing that an answer rests on: a version that was read, or a step that was taken. */
export interface Used {
  readonly name: string
  readonly kind: 'version' | 'step' | 'condition' | 'result' | 'share' | 'refusal'
  readonly value: Val
  readonly cite: Cite | null
  readonly say: Words
  readonly expr: Expr | null
  readonly version: Version | null
  readonly definition: Definition | null
}

/** Something about a result that its reader has to know. */
export interface Flag {
  readonly flag: string
  readonly words: Words
  readonly possible?: Interval
}

/** What a rule gives for a claim. */
export interface Outcome {
  /** all amounts that are possible; `null` when the rules give none */
  readonly value: Interval | null
  readonly shares: ReadonlyMap<string, Interval>
  readonly used: readonly Used[]
  /** inputs that were read and not given */
  readonly missing: readonly string[]
  /** inputs that were read and are given as one of several values */
  readonly vague: readonly string[]
  readonly assumed: readonly string[]
  readonly flags: readonly Flag[]
  /** keys that a positive result draws on */
  readonly draws: readonly (readonly string[])[]
  /** whether it is claimed for certain, though a region decides how much is given */
  readonly certain: boolean
  readonly pool: string
}

const zero = point(decimal('0'))

/** The rule that answers `claim` at the setting's place, the narrowest first. */
export function ruleFor(setting: Setting, claim: string): Rule | null {
  const { policy, place } = setting
  const depth = (r: Rule) => (r.jurisdiction === '' ? 0 : r.jurisdiction.split('/').length)
  return policy.rules
    .filter((r) => r.claim === claim && appliesAt(r.jurisdiction, place, policy.jurisdiction))
    .reduce<Rule | null>((best, r) => (best === null || depth(r) > depth(best) ? r : best), null)
}

/** What `input` may be when nothing is said of it. */
export function domainOf(input: Input, setting: Setting): Val {
  const { type } = input
  switch (type.kind) {
    case 'choice':
      return { kind: 'choice', set: setting.policy.words.get(type.words)?.words.map((w) => w.id) ?? [] }
    case 'whole':
      return { kind: 'number', range: interval(decimal(type.low), decimal(type.high)) }
    case 'number':
      return { kind: 'number', range: interval(type.low, type.high) }
    case 'date':
      return { kind: 'number', range: interval(null, null) }
    case 'truth':
      return { kind: 'truth', yes: true, no: true }
    case 'text':
      return { kind: 'choice', set: [] }
  }
}

interface Running {
  readonly setting: Setting
  readonly steps: Map<string, Val>
  readonly used: Used[]
  readonly missing: Set<string>
  readonly vague: Set<string>
  readonly assumed: Set<string>
  readonly flags: Flag[]
  readonly draws: (readonly string[])[]
}

/** What `rule` gives for a claim with the inputs `given`. */
export function runRule(setting: Setting, rule: Rule, claim: Claim, given: Given, book: Book): Outcome {
  const running: Running = {
    setting,
    steps: new Map(),
    used: [],
    missing: new Set(),
    vague: new Set(),
    assumed: new Set(),
    flags: [],
    draws: [],
  }
  const scope = scopeOf(running, claim, given, book)
  let value: Interval | null = null
  let doubtful = false
  let certain = false
  let pool = ''
  const shares = new Map<string, Interval>()
  if (!isKnown(setting, rule.cite)) return notInForce(setting, rule)
  for (const step of stepsInForce(setting, rule)) {
    if (step.kind === 'refuse') {
      refuse(running, step, scope)
      continue
    }
    if (step.kind === 'also' && lacksOptional(step.expr, claim, given)) continue
    const result = wholeFen(evaluate(step.expr, scope), step, running, rule)
    running.used.push(usedStep(step, rule, result))
    if (step.kind === 'let') running.steps.set(step.name, result)
    else if (step.kind === 'unclear') {
      if (result.kind !== 'truth' || !result.yes) continue
      running.flags.push({ flag: 'not-settled', words: step.say })
      if (!result.no) {
        value = null
        break
      }
      doubtful = true
    } else if (step.kind === 'only') {
      const fails = result.kind === 'none' || (result.kind === 'truth' && !result.yes)
      if (fails) {
        value = zero
        running.flags.push(failed(step, result, running))
        break
      }
      doubtful ||= result.kind === 'truth' && result.no
    } else if (step.kind === 'give') {
      pool = step.pool
      value = result.kind === 'number' ? result.range : null
      if (value === null) running.flags.push(nothing)
      else {
        if (step.upTo) running.flags.push(upTo)
        certain = step.upTo && !doubtful && value.low?.gt(0) === true
        if (doubtful || step.upTo) value = hull(value, zero)
        running.steps.set('pay', { kind: 'number', range: value })
      }
    } else if (step.kind === 'also' && result.kind === 'number') shares.set(step.name, result.range)
  }
  const { used, missing, vague, assumed, flags, draws } = running
  const read = { missing: [...missing], vague: [...vague], assumed: [...assumed] }
  return { value, shares, used, ...read, flags, draws, certain, pool }
}

/** Whether what cites an act exists yet, and here: an act that is not published has no conditions. */
export function isKnown(setting: Setting, cite: Cite | null): boolean {
  const act = cite === null ? undefined : setting.policy.acts.get(cite.act)
  if (act === undefined) return true
  return act.public <= setting.knownOn && appliesAt(act.jurisdiction, setting.place, setting.policy.jurisdiction)
}

/** The steps of `rule` as its acts stand on the day; a step is replaced by a later one of the same name. */
export function stepsInForce(setting: Setting, rule: Rule): readonly Step[] {
  const known = rule.steps.filter((s) => isKnown(setting, s.cite))
  return known.filter(
    (s, i) =>
      (s.kind !== 'let' && s.kind !== 'also') ||
      !known.slice(i + 1).some((t) => t.kind === s.kind && 'name' in t && t.name === s.name),
  )
}

function notInForce(setting: Setting, rule: Rule): Outcome {
  const say = { en: 'no act is known yet that provides for it', zh: '尚无文件作此规定' }
  const used: Used = {
    name: 'in force',
    kind: 'condition',
    value: no,
    cite: rule.cite,
    say,
    expr: null,
    version: null,
    definition: null,
  }
  const words = {
    en: `no act known on ${setting.knownOn} provides for it`,
    zh: `截至 ${setting.knownOn} 没有文件作此规定`,
  }
  const flags = [{ flag: 'not-in-force', words }]
  return {
    value: zero,
    shares: new Map(),
    used: [used],
    missing: [],
    vague: [],
    assumed: [],
    flags,
    draws: [],
    certain: false,
    pool: '',
  }
}

/** Whether `expr` reads an optional input that is not given. */
function lacksOptional(expr: Expr, claim: Claim, given: Given): boolean {
  let lacks = false
  namesIn(expr, (name) => {
    lacks ||= !given.has(name) && claim.inputs.some((i) => i.name === name && i.optional)
  })
  return lacks
}

const nothing: Flag = {
  flag: 'no-version',
  words: { en: 'nothing in force says how much', zh: '没有有效的规定说明金额' },
}

// nobody is paid parts of a fen; where the rules state no rounding the answer says that one was taken
function wholeFen(value: Val, step: Step, running: Running, rule: Rule): Val {
  if ((step.kind !== 'give' && step.kind !== 'also') || value.kind !== 'number') return value
  const { low, high } = value.range
  const end = (x: Decimal | null) => (x === null ? null : round(x, 2))
  const range = interval(end(low), end(high))
  const same = (a: Decimal | null, b: Decimal | null) => a === b || (a !== null && b !== null && a.eq(b))
  if (same(range.low, low) && same(range.high, high)) return value
  const name = step.kind === 'give' ? 'pay' : step.name
  const type = ruleTypes(running.setting.policy, rule).get(name)
  if (type?.kind !== 'number' || !isMoney(type.unit)) return value
  const words = {
    en: `\`${name}\` is not whole fen and the rules state no rounding: it is rounded half up`,
    zh: `\`${name}\` 不是整分，规则未写明取整：按四舍五入到分`,
  }
  running.flags.push({ flag: 'rounded', words })
  return { kind: 'number', range }
}

const upTo: Flag = {
  flag: 'up-to',
  words: { en: 'the rules state the most that may be given; the region decides', zh: '规定只给出上限，具体由地方确定' },
}

function refuse(running: Running, step: Step & { readonly kind: 'refuse' }, scope: Scope): void {
  const value = evaluate({ kind: 'name', name: step.name, start: 0, end: 0 }, scope)
  running.used.push({ ...usedStep(step, null, value), name: step.name, kind: 'refusal' })
  const modality = running.setting.policy.definitions.get(step.name)?.modality ?? 'average'
  running.flags.push({
    flag: `refused-${modality}`,
    words: {
      en: `\`${step.name}\` is given as ${modality} and is nobody's entitlement`,
      zh: `\`${step.name}\` 只是${modality === 'average' ? '平均数' : '概数'}，不是任何人的应得额`,
    },
  })
}

function failed(step: Step, result: Val, running: Running): Flag {
  const { en, zh } = step.say
  if (result.kind !== 'none')
    return { flag: 'not-eligible', words: { en: en || 'a condition is not met', zh: zh || '有条件不满足' } }
  const day = running.setting.knownOn
  return {
    flag: 'not-in-force',
    words: { en: `no act known on ${day} provides for it`, zh: `截至 ${day} 没有文件作此规定` },
  }
}

function usedStep(step: Step, rule: Rule | null, value: Val): Used {
  const kinds = {
    let: 'step',
    only: 'condition',
    unclear: 'condition',
    give: 'result',
    also: 'share',
    refuse: 'refusal',
  } as const
  const name = step.kind === 'let' || step.kind === 'also' ? step.name : step.kind === 'give' ? 'pay' : 'condition'
  const expr = step.kind === 'refuse' ? null : step.expr
  const cite = step.cite ?? rule?.cite ?? null
  return { name, kind: kinds[step.kind], value, cite, say: step.say, expr, version: null, definition: null }
}

function scopeOf(running: Running, claim: Claim, given: Given, book: Book): Scope {
  const inputs = new Map(claim.inputs.map((i) => [i.name, i]))
  const open = new Set<string>()
  const scope: Scope = {
    setting: running.setting,
    local: (name) => running.steps.get(name) ?? inputValue(name),
    quota: (definition) => {
      const keys = quotaKeys(definition, scope)
      if (keys !== null) running.draws.push(keys)
      if (definition.under !== '') running.assumed.add(definition.under)
      return quotaFree(definition, scope, book)
    },
    used: (definition, version, value) => {
      // the same version read twice is told once
      if (running.used.some((u) => u.version === version && u.definition === definition)) return
      running.used.push({
        name: definition.name,
        kind: 'version',
        value,
        cite: version.cite,
        say: definition.names,
        expr: null,
        version,
        definition,
      })
    },
    assumed: (name) => running.assumed.add(name),
  }
  const inputValue = (name: string): Val | undefined => {
    const known = given.get(name)
    if (known !== undefined && !isSettled(known)) running.vague.add(name)
    if (known !== undefined) return known
    const input = inputs.get(name)
    if (input === undefined) return undefined
    if (input.otherwise !== null && !open.has(name) && givesAny(input.otherwise, given)) {
      open.add(name)
      const value = evaluate(input.otherwise, scope)
      open.delete(name)
      return within(input, value)
    }
    if (input.assume !== null && !given.has(saidUnknown(name))) {
      running.assumed.add(input.assume.under)
      return evaluate(input.assume.value, scope)
    }
    running.missing.add(name)
    return domainOf(input, running.setting)
  }
  return scope
}

function isSettled(value: Val): boolean {
  if (value.kind === 'number') return isPoint(value.range)
  if (value.kind === 'choice') return value.set.length === 1
  return value.kind !== 'truth' || value.yes !== value.no
}

// a discount that is not known does not make a price less than nothing
function within(input: Input, value: Val): Val {
  if (value.kind !== 'number' || input.type.kind !== 'number' || input.type.low === null) return value
  const { low, high } = value.range
  const floor = input.type.low
  return low?.gte(floor) || high?.lt(floor) ? value : { kind: 'number', range: interval(floor, high) }
}

function givesAny(expr: Expr, given: Given): boolean {
  let found = false
  namesIn(expr, (name) => {
    found ||= given.has(name)
  })
  return found
}
