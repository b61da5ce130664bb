import { foldField } from './field.ts'
import type { Path } from './role.ts'
import type { Claim, Input } from './tree.ts'

/** An input, and the unit that the name of its field counts in: `本金（万元）`, `term_months`; empty for its own. */
export interface Headed {
  readonly input: Input
  readonly unit: string
}

/** The input of `claim` that a field names by its path, by its end, or by all of it joined. */
export function inputFor(claim: Claim, path: Path): Input | undefined {
  return headedFor(claim, path)?.input
}

/** The same with the unit that the name says. */
export function headedFor(claim: Claim, path: Path): Headed | undefined {
  const index = indexOf(claim)
  const parts = path.filter((p) => typeof p === 'string').map((p) => foldField(String(p)))
  // `old.registered` is not when the new car was registered: what old and new hold is taken whole
  const last = /^(?:old|new|scrapped|旧|新)/.test(parts[0] ?? '') ? 0 : parts.length - 1
  for (let from = 0; from <= last; from += 1) {
    const whole = parts.slice(from).join('')
    const found = index.get(whole) ?? index.get(plainField(whole))
    if (found !== undefined) return { input: found, unit: '' }
    const headed = counted(index, whole)
    if (headed !== undefined) return headed
  }
  return undefined
}

const inputIndex = new WeakMap<Claim, ReadonlyMap<string, Input>>()

function indexOf(claim: Claim): ReadonlyMap<string, Input> {
  const known = inputIndex.get(claim)
  if (known !== undefined) return known
  const names = new Map<string, Input>()
  for (const input of claim.inputs)
    for (const alias of input.aliases) if (!names.has(foldField(alias))) names.set(foldField(alias), input)
  for (const input of claim.inputs) names.set(foldField(input.name), input)
  inputIndex.set(claim, names)
  return names
}

// `principal_cny`, `cancellation_date` and `old_vehicle.fuel` say nothing more than without these words
function plainField(name: string): string {
  return name
    .replace(/^(old|new)(?:vehicle|car)(?=.)/, '$1')
    .replace(/(?<=.)(?:date|day|cny|yuan|rmb|元|liters?|litres?|单位)$/, '')
}

// what tables put behind the name of a column, by the unit of the input, as a value is written with it
const suffixes: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  money: [
    [/(?:千万元|千万)$/, '千万元'],
    [/(?:百万元|百万|million(?:cny|yuan|rmb)?)$/, '百万元'],
    [/(?:亿元|亿)$/, '亿元'],
    [/(?:万元|万|wanyuan|wan|10k)$/, '万元'],
    [/(?:千元|thousand(?:cny|yuan|rmb)?)$/, '千元'],
  ],
  year: [[/(?:months?|个月|月数|月)$/, '个月']],
}

function counted(index: ReadonlyMap<string, Input>, whole: string): Headed | undefined {
  for (const [unit, list] of Object.entries(suffixes))
    for (const [suffix, written] of list) {
      const name = whole.replace(suffix, '').replace(/(?:单位|in)$/, '')
      if (name === whole || name === '') continue
      const input = index.get(name) ?? index.get(plainField(name))
      if (input?.type.kind === 'number' && input.type.unit === unit) return { input, unit: written }
    }
  return undefined
}

/** A value under a name that says its unit, as text with it; what has a unit of its own keeps that. */
export function underUnit(raw: unknown, unit: string): unknown {
  if (unit === '') return raw
  if (typeof raw === 'number' || typeof raw === 'bigint') return `${raw}${unit}`
  if (typeof raw === 'string') return /^\s*[+-]?[\d.,，]+\s*$/.test(raw) ? `${raw.trim()}${unit}` : raw
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return raw
  return Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, underUnit(value, unit)]))
}
