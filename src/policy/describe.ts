import type { Day, Words } from '../base/index.ts'
import { contentText } from './compare.ts'
import { evaluate } from './evaluate.ts'
import { commonFields } from './role.ts'
import { formula } from './text.ts'
import { type Shown, shown } from './trace.ts'
import type { Claim, Definition, Derivation, Input, Policy, Rule, Version } from './tree.ts'
import { definedType } from './type.ts'
import { isVerified, type Setting, versionOn } from './version.ts'

/** A policy laid out for a reader or a program: acts, claims with their fields, what is defined, rules. */
export interface Description {
  readonly policy: string
  readonly names: Words
  readonly file: string
  readonly jurisdiction: string
  readonly currency: string
  readonly knownOn: Day
  readonly acts: readonly Readonly<Record<string, unknown>>[]
  readonly commonFields: typeof commonFields
  readonly claims: readonly Readonly<Record<string, unknown>>[]
  readonly definitions: readonly Readonly<Record<string, unknown>>[]
  readonly derivations: readonly Readonly<Record<string, unknown>>[]
  readonly rules: readonly Readonly<Record<string, unknown>>[]
  readonly assumptions: readonly Readonly<Record<string, unknown>>[]
}

/** `policy` as known on a day, or only what concerns `name` when one is given. */
export function describePolicy(policy: Policy, knownOn: Day, name = ''): Description {
  const setting: Setting = { policy, knownOn, place: '' }
  const wanted = (n: string) => name === '' || n === name || n.startsWith(`${name}.`)
  const all = { policy: policy.id, names: policy.names, file: policy.file, jurisdiction: policy.jurisdiction }
  return {
    ...all,
    currency: policy.currency,
    knownOn,
    acts: [...policy.acts.values()].filter((a) => wanted(a.id)).map((a) => actOf(policy, a.id)),
    commonFields,
    claims: [...policy.claims.values()].filter((c) => wanted(c.name)).map((c) => claimOf(policy, c)),
    definitions: [...policy.definitions.values()].filter((d) => wanted(d.name)).map((d) => definitionOf(setting, d)),
    derivations: [...policy.derivations.values()].filter((d) => wanted(d.name)).map((d) => derivationOf(setting, d)),
    rules: policy.rules.filter((r) => wanted(r.name) || r.claim === name).map((r) => ruleOf(policy, r)),
    assumptions: [...policy.assumptions.values()]
      .filter((a) => wanted(a.name))
      .map((a) => ({
        name: a.name,
        say: a.say,
        take: a.take === null ? null : formula(a.take),
        or: a.or.map(formula),
      })),
  }
}

/** Names that `describePolicy` knows, for a hint. */
export function describedNames(policy: Policy): readonly string[] {
  return [
    ...policy.acts.keys(),
    ...policy.claims.keys(),
    ...policy.definitions.keys(),
    ...policy.derivations.keys(),
    ...policy.assumptions.keys(),
    ...policy.rules.map((r) => r.name),
  ]
}

function actOf(policy: Policy, id: string): Readonly<Record<string, unknown>> {
  const { names, number, by, dated, public: known, source, amends, jurisdiction, verified } = policy.acts.get(id)!
  const clauses = [...policy.clauses.values()]
    .filter((c) => c.act === id)
    .map((c) => ({
      clause: c.id,
      names: c.names,
      quotes: c.quotes.map((q) => q.text),
      verified: c.verified,
      note: c.note,
    }))
  return { id, names, number, by, dated, public: known, source, amends, jurisdiction, verified, clauses }
}

function claimOf(policy: Policy, claim: Claim): Readonly<Record<string, unknown>> {
  const inputs = claim.inputs.map((i) => inputOf(policy, i))
  return { claim: claim.name, names: claim.names, alsoCalled: claim.aliases, inputs }
}

function inputOf(policy: Policy, input: Input): Readonly<Record<string, unknown>> {
  const { type } = input
  const words = type.kind === 'choice' ? policy.words.get(type.words)?.words : undefined
  return {
    input: input.name,
    type: type.kind === 'number' && type.unit === 'money' ? 'money' : type.kind,
    ...(type.kind === 'number' && type.unit !== 'money' ? { unit: type.unit } : {}),
    ...(type.kind === 'whole' ? { from: type.low, to: type.high } : {}),
    names: input.names,
    alsoCalled: input.aliases,
    ask: input.ask,
    ...(words === undefined
      ? {}
      : { choices: words.map((w) => ({ id: w.id, names: w.names, alsoCalled: w.aliases })) }),
    needed: input.assume === null && !input.optional && input.otherwise === null,
    ...(input.assume === null ? {} : { assumed: formula(input.assume.value), under: input.assume.under }),
    ...(input.otherwise === null ? {} : { otherwise: formula(input.otherwise) }),
  }
}

function definitionOf(setting: Setting, definition: Definition): Readonly<Record<string, unknown>> {
  const { kind, name, names, unit, modality, per, event } = definition
  const current = versionOn(setting, definition, null)
  const type = definedType(definition)
  const versions = definition.versions.map((v) => versionOf(setting, v, contentText(setting, v.content, type)))
  const value = current === null ? null : contentText(setting, current.content, type)
  return { name, kind, names, unit, modality, per, decidedBy: event, value, versions }
}

function versionOf(setting: Setting, version: Version, value: Shown): Readonly<Record<string, unknown>> {
  const { cite, known, jurisdiction, amendment } = version
  const clause = setting.policy.clauses.get(`${cite?.act} ${cite?.clause}`)
  const limit = (l: Version['from']) => (l === null || typeof l === 'string' ? l : l.assumption)
  return {
    value,
    from: limit(version.from),
    to: limit(version.to),
    known,
    jurisdiction,
    amendment,
    act: cite?.act ?? '',
    clause: cite?.clause ?? '',
    quote: clause?.quotes.map((q) => q.text).join(' … ') ?? '',
    verified: isVerified(setting.policy, cite, version),
  }
}

function derivationOf(setting: Setting, derivation: Derivation): Readonly<Record<string, unknown>> {
  const { name, names, unit, modality, per, cite } = derivation
  const ignore = () => {}
  const scope = {
    setting,
    local: () => undefined,
    quota: () => ({ kind: 'none' }) as const,
    used: ignore,
    assumed: ignore,
  }
  const value = shown(evaluate(derivation.expr, scope), { kind: 'number', unit, modality })
  return {
    name,
    names,
    unit,
    modality,
    per,
    value,
    formula: formula(derivation.expr),
    act: cite?.act,
    clause: cite?.clause,
  }
}

function ruleOf(policy: Policy, rule: Rule): Readonly<Record<string, unknown>> {
  const steps = rule.steps.map((step) => {
    const cite = step.cite ?? rule.cite
    const clause = policy.clauses.get(`${cite?.act} ${cite?.clause}`)
    const text =
      step.kind === 'refuse'
        ? `refuse ${step.name}`
        : step.kind === 'let'
          ? `${step.name} = ${formula(step.expr)}`
          : step.kind === 'also'
            ? `also ${step.name} = ${formula(step.expr)}`
            : step.kind === 'give'
              ? `give ${step.upTo ? 'up to ' : ''}${formula(step.expr)}${step.pool === '' ? '' : ` out of ${step.pool}`}`
              : `${step.kind} if ${formula(step.expr)}`
    return {
      text,
      say: step.say,
      act: cite?.act,
      clause: cite?.clause,
      quote: clause?.quotes.map((q) => q.text).join(' … ') ?? '',
    }
  })
  return { rule: rule.name, claim: rule.claim, names: rule.names, jurisdiction: rule.jurisdiction, steps }
}
