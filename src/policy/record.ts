import { append, type Diagnostic, nearest, type Span, type Words } from '../base/index.ts'
import { disagreements, meet } from './agree.ts'
import { report } from './codes.ts'
import { foldField, readField } from './field.ts'
import { headedFor, inputFor, underUnit } from './head.ts'
import {
  commonOf,
  consumerNames,
  type Field,
  idNames,
  isCommon,
  isPlain,
  isStoredPlace,
  kindNames,
  listNames,
  type Path,
  passedOver,
  placeField,
  placeIn,
  placeNamed,
  unknownPlace,
} from './role.ts'
import { type Given, saidUnknown } from './run.ts'
import type { Claim, Input, Policy } from './tree.ts'
import { maybe, type Val } from './val.ts'

/** One claim of a record. */
export interface Entry {
  readonly claim: Claim
  readonly path: Path
  readonly given: Given
  /** inputs that cannot be as they are given */
  readonly bad: readonly string[]
  /** fields that no input goes by */
  readonly strange: readonly string[]
  /** its place: its own, or that of the record */
  readonly place: string
  /** its own consumer, or an empty text for that of the record */
  readonly consumer: string
}

/** What a record claims. */
export interface ClaimRecord {
  readonly id: string
  readonly consumer: string
  /** whether the record names its consumer, so that records may share quotas */
  readonly named: boolean
  /** whether the record is a household, which may claim nothing at all */
  readonly household: boolean
  readonly entries: readonly Entry[]
  readonly diagnostics: readonly Diagnostic[]
}

type Raw = Readonly<Record<string, unknown>>

interface Reader {
  readonly policy: Policy
  readonly at: (path: Path) => Span | undefined
  readonly diagnostics: Diagnostic[]
}

/**
 * The claims of the record `raw`, in its order.
 *
 * A record is one claim with its fields, or a household with its claims under their names (`items: [...]`, `car: {...}`)
 * and fields that they share. Names are taken in each language that the policy declares, nested or joined by dots.
 */
export function readRecord(policy: Policy, raw: Raw, index: number, at: Reader['at']): ClaimRecord {
  const reader: Reader = { policy, at, diagnostics: [] }
  const nested = expand(raw)
  const household = Object.keys(raw).some(
    (key) => claimNamed(policy, key.split(/[.[]/)[0]!) !== undefined && holds(raw[key], key),
  )
  const own: Field[] = []
  const held: { readonly claim: Claim | null; readonly raw: Raw; readonly path: Path }[] = []
  for (const [key, value] of Object.entries(nested)) holding(reader, key, value, own, held)
  const id = String(commonOf(own, idNames) ?? `#${index + 1}`)
  const consumer = commonOf(own, consumerNames)
  const place = placeIn(policy, own)
  tellPlace(reader, own, [])
  const shared = own.filter((f) => !isCommon(policy, f))
  const entries: Entry[] = []
  if (held.length === 0 && !household) {
    const claim = claimOf(reader, own, shared, [])
    if (claim !== null) entries.push({ ...entryOf(reader, claim, [], shared, shared), place, consumer: '' })
  }
  const taken = new Set<Field>()
  for (const { claim: named, raw: inner, path } of held) {
    const fields = flatten(expand(inner), path)
    const inside = fields.map((f) => ({ ...f, path: f.path.slice(path.length) }))
    const mine = fields.filter((_, i) => !isCommon(policy, inside[i]!))
    const claim = named ?? claimOf(reader, inside, mine, path)
    if (claim === null) continue
    const fit = shared.filter((f) => inputFor(claim, f.path) !== undefined)
    for (const field of fit) taken.add(field)
    tellPlace(reader, inside, path)
    const buyer = String(commonOf(inside, consumerNames) ?? '')
    const entry = entryOf(reader, claim, path, [...fit, ...mine], mine)
    entries.push({ ...entry, place: placeIn(policy, inside) || place, consumer: buyer })
  }
  if (held.length > 0) for (const field of shared) if (!taken.has(field)) unknownField(reader, null, field)
  return {
    id,
    consumer: String(consumer ?? id),
    named: consumer !== undefined,
    household,
    entries,
    diagnostics: reader.diagnostics,
  }
}

// a list of claims, or a column of one, also when nothing stands in it
function holds(value: unknown, key: string): boolean {
  return /[.[]/.test(key) || (typeof value === 'object' && value !== null)
}

// `items.0.price` and `items[0].price` are what a table has instead of nesting
function expand(raw: Raw): Raw {
  if (!Object.keys(raw).some((k) => /[.[]/.test(k))) return raw
  const result: Record<string, unknown> = Object.create(null)
  for (const [key, value] of Object.entries(raw)) {
    const parts = key.split(/[.[\]]+/).filter((p) => p !== '')
    if (value === '' && parts.length > 1) continue
    let into = result
    for (const part of parts.slice(0, -1)) {
      const next = into[part]
      into[part] = typeof next === 'object' && next !== null ? next : Object.create(null)
      into = into[part] as Record<string, unknown>
    }
    into[parts.at(-1) ?? key] = value
  }
  return result
}

function holding(
  reader: Reader,
  key: string,
  value: unknown,
  own: Field[],
  held: { claim: Claim | null; raw: Raw; path: Path }[],
): void {
  const claim = claimNamed(reader.policy, key)
  const isObject = typeof value === 'object' && value !== null
  if (isObject && (claim !== undefined || listNames.has(foldField(key)))) {
    const list = Array.isArray(value) ? value : isNumbered(value as Raw) ? Object.values(value) : [value]
    const many = list.length !== 1 || list[0] !== value
    for (const [i, inner] of list.entries()) {
      const path = many ? [key, i] : [key]
      if (typeof inner === 'object' && inner !== null && !Array.isArray(inner))
        held.push({ claim: claim ?? null, raw: inner as Raw, path })
      else notAnObject(reader, path)
    }
    return
  }
  append(own, flatten({ [key]: value }, []))
}

function tellPlace({ policy, at, diagnostics }: Reader, fields: readonly Field[], path: Path): void {
  const field = placeField(policy, fields)
  if (field === undefined || isStoredPlace(policy, placeNamed(policy, field.value))) return
  diagnostics.push(unknownPlace(policy, String(field.value).trim(), at([...path, ...field.path])))
}

function notAnObject(reader: Reader, path: Path): void {
  const [at, where] = [reader.at(path), path.join('.')]
  const words = { en: `\`${where}\` is no object with the fields of a claim`, zh: `\`${where}\` 不是含申请字段的对象` }
  reader.diagnostics.push(report('policy/bad-input', words, at ? { at } : {}))
}

function isNumbered(value: Raw): boolean {
  const keys = Object.keys(value)
  return keys.length > 0 && keys.every((k) => /^\d+$/.test(k))
}

function flatten(raw: Raw, path: Path): readonly Field[] {
  return Object.entries(raw).flatMap(([key, value]): readonly Field[] => {
    const inner = value as Raw | null
    const isEnds = typeof inner === 'object' && inner !== null && ('low' in inner || 'high' in inner)
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner) && !isEnds)
      return flatten(inner, [...path, key])
    return [{ path: [...path, key], value }]
  })
}

const claimIndex = new WeakMap<Policy['claims'], ReadonlyMap<string, Claim>>()

/** The claim that goes by `name`. */
export function claimNamed(policy: Policy, name: string): Claim | undefined {
  let index = claimIndex.get(policy.claims)
  if (index === undefined) {
    const names = new Map<string, Claim>()
    for (const claim of policy.claims.values())
      for (const alias of [claim.name, ...claim.aliases])
        if (!names.has(foldField(alias))) names.set(foldField(alias), claim)
    index = names
    claimIndex.set(policy.claims, index)
  }
  return index.get(foldField(name))
}

function claimOf(reader: Reader, own: readonly Field[], fields: readonly Field[], path: Path): Claim | null {
  const { policy } = reader
  for (const field of own) {
    if (field.path.length !== 1 || !kindNames.has(foldField(String(field.path[0]))) || !isPlain(field.value)) continue
    const named = claimNamed(policy, String(field.value))
    if (named !== undefined) return named
    const key = foldField(String(field.path[0]))
    // 申请 may also say on which day
    if (key === 'claim' || (key === '申请' && !/^\d/.test(String(field.value))))
      return noClaim(reader, path.concat(field.path), String(field.value))
  }
  const scored = [...policy.claims.values()]
    .map((claim) => ({ claim, score: new Set(fields.flatMap((f) => inputFor(claim, f.path) ?? [])).size }))
    .sort((a, b) => b.score - a.score)
  const [best, next] = scored
  if (best === undefined || best.score === 0 || best.score === next?.score) return noClaim(reader, path, '')
  return best.claim
}

function noClaim(reader: Reader, path: Path, value: string): null {
  const names = [...reader.policy.claims.keys()]
  const near = nearest(value, names)[0]
  const at = reader.at(path)
  const words =
    value === ''
      ? { en: 'the record does not say what it claims', zh: '记录未写明申请的是什么' }
      : { en: `there is no claim \`${value}\``, zh: `没有申请 \`${value}\`` }
  const list = names.map((n) => `\`${n}\``)
  const hint =
    near === undefined
      ? { en: `give \`claim\` as one of ${list.join(', ')}`, zh: `请给出 \`claim\`：${list.join('、')}` }
      : { en: `use \`${near}\``, zh: `可用 \`${near}\`` }
  reader.diagnostics.push(report('policy/no-claim', words, { ...(at ? { at } : {}), hint }))
  return null
}

type Read = Omit<Entry, 'place' | 'consumer'>

function entryOf(reader: Reader, claim: Claim, path: Path, fields: readonly Field[], mine: readonly Field[]): Read {
  const given = new Map<string, Val>()
  const bad: string[] = []
  const strange: string[] = []
  const from = new Map<string, Field>()
  const refuse = (input: Input, field: Field, words: Words, hint?: Words, code: Refusal = 'policy/bad-input') => {
    if (!bad.includes(input.name)) bad.push(input.name)
    const at = reader.at(field.path)
    const where = field.path.join('.')
    const said = { en: `\`${where}\`: ${words.en}`, zh: `\`${where}\`：${words.zh}` }
    reader.diagnostics.push(report(code, said, { ...(at ? { at } : {}), ...(hint ? { hint } : {}) }))
  }
  for (const field of fields) {
    const key = foldField(String(field.path.at(-1)))
    const headed = headedFor(
      claim,
      field.path.slice(field.path.length > path.length && mine.includes(field) ? path.length : 0),
    )
    if (headed === undefined) {
      if (!kindNames.has(key) && unknownField(reader, claim, field)) strange.push(field.path.join('.'))
      continue
    }
    const { input } = headed
    const read = readField(reader.policy, input, underUnit(field.value, headed.unit))
    if (read.kind === 'value') {
      const before = from.get(input.name)
      // what the claim itself says counts before what the household shares
      if (
        before !== undefined &&
        mine.includes(before) === mine.includes(field) &&
        !meet(given.get(input.name)!, read.value)
      )
        refuse(input, field, twice(before))
      given.set(input.name, read.value)
      from.set(input.name, field)
    }
    if (read.kind === 'unknown') given.set(saidUnknown(input.name), maybe)
    if (read.kind !== 'bad') continue
    // `type` may say which claim it is
    if (kindNames.has(key) && claimNamed(reader.policy, String(field.value)) === claim) continue
    refuse(input, field, read.words, read.hint, read.choice ? 'policy/unknown-choice' : 'policy/bad-input')
  }
  if (bad.length === 0)
    for (const { input, shown, words } of disagreements(reader.policy, claim, given))
      refuse(input, from.get(shown)!, words)
  return { claim, path, given, bad, strange }
}

type Refusal = 'policy/bad-input' | 'policy/unknown-choice'

function twice(before: Field): Words {
  const other = before.path.join('.')
  return { en: `\`${other}\` says otherwise`, zh: `与 \`${other}\` 所说不同` }
}

function unknownField(reader: Reader, claim: Claim | null, field: Field): boolean {
  const key = String(field.path.at(-1))
  const { value } = field
  if (passedOver.has(foldField(key)) || value === '' || value === null || value === undefined) return false
  const claims = claim === null ? [...reader.policy.claims.values()] : [claim]
  const near = nearest(
    key,
    claims.flatMap((c) => c.inputs.flatMap((i) => [i.name, ...i.aliases])),
  )[0]
  const at = reader.at(field.path)
  const hint = near === undefined ? {} : { hint: { en: `use \`${near}\``, zh: `可用 \`${near}\`` } }
  const where = field.path.join('.')
  reader.diagnostics.push(
    report(
      'policy/unknown-field',
      { en: `\`${where}\` is no field of the claim`, zh: `\`${where}\` 不是该申请的字段` },
      { ...(at ? { at } : {}), ...hint },
    ),
  )
  return true
}
