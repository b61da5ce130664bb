import {
  add,
  append,
  type Day,
  type Decimal,
  type Diagnostic,
  decimal,
  type Interval,
  isPoint,
  subtract,
} from '../base/index.ts'
import { answerClaim, nothing } from './answer.ts'
import { type Basis, basisOf, eitherBasis } from './basis.ts'
import { type Amount, amountOf, type RawRecord } from './calculate.ts'
import { evaluate } from './evaluate.ts'
import { type Expr, isFault, parseExpr } from './expression.ts'
import { drawn, Pools } from './pool.ts'
import { Book } from './quota.ts'
import { readRecord } from './record.ts'
import { formula } from './text.ts'
import { money, type Shown, shown } from './trace.ts'
import type { Content, Definition, Modality, Policy } from './tree.ts'
import { definedType, type Type } from './type.ts'
import { isVerified, type Setting, versionOn } from './version.ts'

/** A policy as known on a day. */
export interface Side {
  readonly policy: Policy
  readonly knownOn: Day
}

/** A record whose amount differs. */
export interface ChangedRow {
  readonly id: string
  readonly before: Amount
  readonly after: Amount
  /** absent where one of the two is not one amount */
  readonly change?: string
}

/** A definition that says something else. */
export interface ChangedName {
  readonly name: string
  readonly before: Shown
  readonly after: Shown
  readonly unit: string
  readonly modality: Modality
  readonly per: string
  readonly act: string
  readonly clause: string
  /** whether both sides were */
  readonly verified: boolean
  readonly note: string
}

/** What differs between two sides over the same records. */
export interface Comparison {
  readonly records: number
  readonly gain: number
  readonly lose: number
  readonly same: number
  /** records with no single amount on one of the sides */
  readonly open: number
  /** gained by records that got something before already */
  readonly topUps: { readonly count: number; readonly total: string }
  /** gained by records that got nothing before */
  readonly newly: { readonly count: number; readonly total: string }
  readonly totals: { readonly before: Amount; readonly after: Amount; readonly change: Amount }
  readonly rows: readonly ChangedRow[]
  readonly names: readonly ChangedName[]
  /** what the totals of either side rest on beside the records */
  readonly basis: Basis
  readonly diagnostics: readonly Diagnostic[]
}

/** What differs for `records` between `before` and `after`: who gains, top-ups and totals. */
export function compareSides(before: Side, after: Side, records: readonly RawRecord[]): Comparison {
  const old = amounts(before, records)
  const now = amounts(after, records)
  const rows: ChangedRow[] = []
  const count = { gain: 0, lose: 0, same: 0, open: 0 }
  const topUps = { count: 0, total: decimal(0) }
  const newly = { count: 0, total: decimal(0) }
  for (const [i, { id, value: a }] of old.values.entries()) {
    const b = now.values[i]!.value
    const known = a !== null && b !== null && isPoint(a) && isPoint(b)
    const change = known ? b.low!.minus(a.low!) : null
    if (change === null) count.open += 1
    else count[change.gt(0) ? 'gain' : change.lt(0) ? 'lose' : 'same'] += 1
    if (change?.gt(0)) {
      const into = a!.low!.gt(0) ? topUps : newly
      into.count += 1
      into.total = into.total.plus(change)
    }
    if (change === null || !change.eq(0))
      rows.push({ id, before: amountOf(a), after: amountOf(b), ...(change === null ? {} : { change: money(change) }) })
  }
  const [x, y] = [total(old.values), total(now.values)]
  return {
    records: records.length,
    ...count,
    topUps: told(topUps),
    newly: told(newly),
    totals: {
      before: amountOf(x),
      after: amountOf(y),
      change: amountOf(isPoint(x) && isPoint(y) ? subtract(y, x) : null),
    },
    rows,
    names: changedNames(before, after),
    basis: eitherBasis(old.basis, now.basis),
    diagnostics: [
      ...new Map(
        [...old.diagnostics, ...now.diagnostics].map((d) => [
          `${d.code} ${d.message.en} ${d.at?.line}:${d.at?.column}`,
          d,
        ]),
      ).values(),
    ],
  }
}

function told(sum: { readonly count: number; readonly total: Decimal }): {
  readonly count: number
  readonly total: string
} {
  return { count: sum.count, total: money(sum.total) }
}

interface Amounts {
  readonly values: readonly { readonly id: string; readonly value: Interval | null }[]
  readonly basis: Basis
  readonly diagnostics: readonly Diagnostic[]
}

function amounts({ policy, knownOn }: Side, records: readonly RawRecord[]): Amounts {
  const book = new Book()
  const pools = new Pools()
  const diagnostics: Diagnostic[] = []
  const [claims, places] = [new Set<string>(), new Set([''])]
  const values = records.map((record, index) => {
    const read = readRecord(policy, record.raw, index, record.at)
    append(diagnostics, read.diagnostics)
    let sum: Interval | null = read.entries.length > 0 || read.household ? nothing : null
    for (const entry of read.entries) {
      const setting: Setting = { policy, knownOn, place: entry.place }
      claims.add(entry.claim.name)
      places.add(entry.place)
      const consumer = entry.consumer || (read.named ? read.consumer : `#${index}`)
      const given = new Map(entry.given).set('consumer', { kind: 'choice', set: [consumer] })
      const answer = entry.bad.length > 0 ? null : answerClaim(setting, entry.claim, given, book, { full: false })
      const pool = answer === null ? undefined : policy.definitions.get(answer.pool)
      const value = answer?.value ?? null
      const paid =
        pool === undefined || value === null ? value : drawn(setting, pool, value, given.get(pool.event), pools).value
      sum = sum === null || paid === null ? null : add(sum, paid)
    }
    return { id: read.id, value: sum }
  })
  return { values, basis: basisOf({ policy, knownOn }, [...claims], [...places]), diagnostics }
}

function total(values: Amounts['values']): Interval {
  return values.reduce<Interval>((sum, v) => (v.value === null ? sum : add(sum, v.value)), nothing)
}

/** Definitions and derived values that say something else on the two sides, where both have them or one has. */
function changedNames(before: Side, after: Side): readonly ChangedName[] {
  const names = new Set([...before.policy.definitions.keys(), ...after.policy.definitions.keys()])
  return [...names].flatMap((name): readonly ChangedName[] => {
    const [old, now] = [said(before, name), said(after, name)]
    if (JSON.stringify(old.value) === JSON.stringify(now.value)) return []
    const { unit, modality, per, note } = (after.policy.definitions.get(name) ?? before.policy.definitions.get(name))!
    const { act, clause } = now.act === '' ? old : now
    const verified = old.verified && now.verified
    return [{ name, before: old.value, after: now.value, unit, modality, per, act, clause, verified, note }]
  })
}

interface Said {
  readonly value: Shown
  readonly act: string
  readonly clause: string
  readonly verified: boolean
}

function said(side: Side, name: string): Said {
  const definition = side.policy.definitions.get(name)
  const setting = { ...side, place: '' }
  const version = definition === undefined ? null : versionOn(setting, definition, null)
  if (definition === undefined || version === null) return { value: null, act: '', clause: '', verified: true }
  const cite = { act: version.cite?.act ?? '', clause: version.cite?.clause ?? '' }
  const verified = isVerified(side.policy, version.cite, version)
  return { value: contentText(setting, version.content, definedType(definition)), ...cite, verified }
}

/** What a version says, as a text or a list. */
export function contentText(setting: Setting, content: Content, type: Type): Shown {
  const ignore = () => {}
  const value = (expr: Expr) =>
    shown(
      evaluate(expr, {
        setting,
        local: () => undefined,
        quota: () => ({ kind: 'none' }),
        used: ignore,
        assumed: ignore,
      }),
      type,
    )
  switch (content.kind) {
    case 'scalar':
      return value(content.expr)
    case 'between':
      return { low: textOf(value(content.low)), high: textOf(value(content.high)) }
    case 'members':
      return content.members
    case 'cases':
      return content.cases.map((c) => `${c.keys?.join(', ') ?? 'other'} -> ${textOf(value(c.expr)) ?? formula(c.expr)}`)
    case 'period': {
      const end = (limit: typeof content.from) =>
        limit === null ? '' : typeof limit === 'string' ? limit : limit.assumption
      return `${end(content.from)}..${end(content.to)}`
    }
  }
}

function textOf(value: Shown): string | null {
  return typeof value === 'string' ? value : null
}

/**
 * `policy` with what `name` says changed to `text`, in all its versions, or why it cannot be.
 *
 * A name of a table takes its key in brackets: `appliance.rate[1]`.
 */
export function withChange(policy: Policy, name: string, text: string): Policy | 'name' | 'value' {
  const parsed = parseExpr(text, 0)
  if (isFault(parsed)) return 'value'
  const assumption = policy.assumptions.get(name)
  if (assumption?.take) {
    const readings = [assumption.take, ...assumption.or].map((r) => formula(r))
    const isDay = parsed.kind === 'date' && assumption.take.kind === 'date'
    if (!isDay && !readings.includes(formula(parsed))) return 'value'
  }
  if (assumption?.take)
    return { ...policy, assumptions: new Map(policy.assumptions).set(name, { ...assumption, take: parsed }) }
  const [, bare, key] = /^([^[\]]+)(?:\[([^\]]+)\])?$/.exec(name) ?? []
  const definition = policy.definitions.get(bare ?? '')
  if (definition === undefined) return 'name'
  if (!fitsUnit(parsed, definition.unit)) return 'value'
  if (key !== undefined && !isKey(policy, definition, key)) return 'name'
  const expr = withUnit(parsed, definition.unit)
  const changed = definition.versions.map((version) => ({
    ...version,
    content: changedContent(version.content, key, expr),
  }))
  if (changed.some((v) => v.content === null)) return 'value'
  const versions = changed as typeof definition.versions
  return { ...policy, definitions: new Map(policy.definitions).set(definition.name, { ...definition, versions }) }
}

// 25 % is no amount of money, 2024 no day, and 0.3 of percent may be either
function fitsUnit(expr: Expr, unit: string): boolean {
  if (expr.kind === 'date') return unit === 'date'
  if (expr.kind !== 'number') return false
  return expr.unit === '1' ? unit !== 'date' && !/^percent/.test(unit) : expr.unit === unit
}

// a word of the table's vocabulary, or a whole number that an input of its name may have
function isKey(policy: Policy, definition: Definition, key: string): boolean {
  const words = policy.words.get(definition.words)
  if (words !== undefined) return words.words.some((w) => w.id === key)
  const inputs = [...policy.claims.values()].flatMap((c) => c.inputs.filter((i) => i.name === definition.words))
  return inputs.some(
    ({ type }) => type.kind === 'whole' && /^\d+$/.test(key) && Number(key) >= type.low && Number(key) <= type.high,
  )
}

// 2500 means 2500 of what the definition counts in
function withUnit(expr: Expr, unit: string): Expr {
  return expr.kind !== 'number' || expr.unit !== '1' ? expr : { ...expr, unit }
}

function changedContent(content: Content, key: string | undefined, expr: Expr): Content | null {
  if (content.kind === 'scalar') return key === undefined ? { kind: 'scalar', expr } : null
  if (content.kind === 'between') return { kind: 'scalar', expr }
  if (content.kind !== 'cases') return null
  if (key === undefined) return { kind: 'cases', cases: content.cases.map((c) => ({ ...c, expr })) }
  const rest = content.cases.map((c) => ({ ...c, keys: c.keys?.filter((k) => k !== key) ?? null }))
  const at = content.cases[0]!.at
  return {
    kind: 'cases',
    cases: [{ keys: [key], expr, at }, ...rest.filter((c) => c.keys === null || c.keys.length > 0)],
  }
}
