import { type Diagnostic, nearest, type Span } from '../base/index.ts'
import { report } from './codes.ts'
import { foldField, isSaidUnknown, readField } from './field.ts'
import type { Policy } from './tree.ts'

/** A path into a record. */
export type Path = readonly (string | number)[]

/** One value of a record, and the way to it. */
export interface Field {
  readonly path: Path
  readonly value: unknown
}

/** Names of the field that names a record. */
export const idNames = new Set(['id', 'case', '编号', '案例', '序号', 'key'].map(foldField))
/** Fields that say nothing to the rules. */
export const passedOver = new Set(
  [
    'name',
    'title',
    'note',
    'notes',
    'comment',
    'remark',
    'description',
    'expected',
    'expect',
    '备注',
    '说明',
    '姓名',
    '#',
  ].map(foldField),
)
/** Names of the field that says what is claimed. */
export const kindNames = new Set(
  ['claim', 'kind', 'program', 'scheme', 'rule', 'type', '申请', '申请类型', '项目', '类型'].map(foldField),
)
const placeNames = new Set(
  ['region', 'place', 'city', 'province', 'jurisdiction', '地区', '城市', '省份', '省'].map(foldField),
)
/** Names of the field that says whose quotas are drawn on. */
export const consumerNames = new Set(
  ['consumer', 'person', 'household', 'applicant', 'buyer', 'owner', '消费者', '申请人', '家庭', '个人'].map(foldField),
)
/** Names of a list of claims of any sort. */
export const listNames = new Set(['claims', 'entries', '申请列表', 'list'].map(foldField))

/** What a field is for, when it is not one of a claim. */
export function commonRole(name: string): 'id' | 'consumer' | 'place' | 'claim' | 'passed' | null {
  const key = foldField(name)
  if (idNames.has(key)) return 'id'
  if (consumerNames.has(key)) return 'consumer'
  if (placeNames.has(key)) return 'place'
  if (key === 'claim' || key === foldField('申请')) return 'claim'
  return passedOver.has(key) ? 'passed' : null
}

/** Names of the fields that every record may have beside those of its claims. */
export const commonFields = {
  id: ['id', 'case', '编号', '案例'],
  claim: ['claim', 'kind', 'program', '申请', '项目'],
  consumer: ['consumer', 'person', 'household', '消费者', '申请人', '家庭'],
  region: ['region', 'place', 'city', 'province', '地区', '城市', '省份'],
} as const

// `region: east` is no place but what a claim asks for under that name
function isArea(policy: Policy, value: unknown): boolean {
  if (!isPlain(value)) return false
  return [...policy.claims.values()].some((claim) =>
    claim.inputs.some(
      (i) =>
        i.type.kind === 'choice' &&
        i.aliases.some((a) => placeNames.has(foldField(a))) &&
        readField(policy, i, value).kind === 'value',
    ),
  )
}

/** Whether a field says whose claim it is, and where, rather than what is claimed. */
export function isCommon(policy: Policy, field: Field): boolean {
  const key = foldField(String(field.path[0]))
  if (field.path.length !== 1) return false
  if (placeNames.has(key)) return !isArea(policy, field.value)
  return idNames.has(key) || passedOver.has(key) || consumerNames.has(key)
}

/** Whether something stands in a field, and no object. */
export function isPlain(value: unknown): boolean {
  return value !== null && value !== undefined && typeof value !== 'object' && value !== ''
}

/** What the first field of one of the `names` says. */
export function commonOf(fields: readonly Field[], names: ReadonlySet<string>): unknown {
  return fields.find((f) => f.path.length === 1 && names.has(foldField(String(f.path[0]))) && isPlain(f.value))?.value
}

/** Stands for a place that is said to be unknown. */
export const anyPlace = '?'

/** The place that the fields name, or an empty text. */
export function placeIn(policy: Policy, fields: readonly Field[]): string {
  const where = placeField(policy, fields)
  return where === undefined ? '' : placeNamed(policy, where.value)
}

/** The field that names a place. */
export function placeField(policy: Policy, fields: readonly Field[]): Field | undefined {
  const found = fields.find(
    (f) => f.path.length === 1 && placeNames.has(foldField(String(f.path[0]))) && isPlain(f.value),
  )
  return found === undefined || isArea(policy, found.value) ? undefined : found
}

/** The place that `value` names, as a path from the policy's own. */
export function placeNamed(policy: Policy, value: unknown): string {
  if (!isPlain(value)) return ''
  if (isSaidUnknown(value)) return anyPlace
  const wanted = foldField(String(value))
  for (const { name, names } of policy.places)
    if (foldField(name) === wanted || name.split('/').at(-1) === wanted || names.some((n) => foldField(n) === wanted))
      return name
  // a place for which nothing is stored is still a place: only what holds everywhere applies there
  const path = String(value).trim()
  return path.startsWith(`${policy.jurisdiction}/`) ? path : `${policy.jurisdiction}/${path}`
}

/** Whether a place is one of those that the policy names, or lies within one. */
export function isStoredPlace(policy: Policy, place: string): boolean {
  if (place === '' || place === anyPlace || place === policy.jurisdiction) return true
  return policy.places.some(({ name }) => place === name || place.startsWith(`${name}/`))
}

/** What is told of a place for which nothing is stored. */
export function unknownPlace(policy: Policy, written: string, at: Span | undefined): Diagnostic {
  const names = policy.places.flatMap((p) => [p.name.split('/').at(-1)!, ...p.names])
  // two letters of Chinese are near to too many others
  const near = /^[\x20-\x7e]+$/.test(written) ? nearest(written, names)[0] : undefined
  return report(
    'policy/unknown-place',
    {
      en: `nothing is stored for the place \`${written}\`: national rules alone are applied`,
      zh: `没有地区 \`${written}\` 的规定：只适用全国规定`,
    },
    {
      ...(at === undefined ? {} : { at }),
      ...(near === undefined ? {} : { hint: { en: `use \`${near}\``, zh: `可用 \`${near}\`` } }),
    },
  )
}
