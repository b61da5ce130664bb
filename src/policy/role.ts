import { foldField, readField } from './field.ts'
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

/** The place that the fields name, or an empty text. */
export function placeIn(policy: Policy, fields: readonly Field[]): string {
  const where = commonOf(fields, placeNames)
  return isArea(policy, where) ? '' : placeNamed(policy, where)
}

/** The place that `value` names, as a path from the policy's own. */
export function placeNamed(policy: Policy, value: unknown): string {
  if (!isPlain(value)) return ''
  const wanted = foldField(String(value))
  for (const { name, names } of policy.places)
    if (foldField(name) === wanted || name.split('/').at(-1) === wanted || names.some((n) => foldField(n) === wanted))
      return name
  // a place for which nothing is stored is still a place: only what holds everywhere applies there
  return `${policy.jurisdiction}/${String(value).trim()}`
}
