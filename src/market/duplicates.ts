import type { Diagnostic } from '../base/index.ts'
import { report } from './codes.ts'
import { type Observation, observationKey } from './observation.ts'

/** The observations without days that stand twice: of two alike one is kept, of two that differ none; both are told of. */
export function withoutDuplicates(
  observations: readonly Observation[],
  diagnostics: Diagnostic[],
): readonly Observation[] {
  const byKey = new Map<string, Observation[]>()
  for (const o of observations) {
    const key = observationKey(o)
    const list = byKey.get(key)
    if (list === undefined) byKey.set(key, [o])
    else list.push(o)
  }
  const kept: Observation[] = []
  // the numbers of one row are told of once, by one that differs where there is one
  const told = new Map<string, readonly [Observation, Observation]>()
  for (const list of byKey.values()) {
    const first = list[0]!
    if (list.length === 1) {
      kept.push(first)
      continue
    }
    const others = list.slice(1)
    const other = others.find((o) => !o.value.eq(first.value)) ?? others[0]
    if (other === undefined || other.value.eq(first.value)) kept.push(first)
    if (other === undefined) continue
    const row = `${first.subject} ${first.day} ${JSON.stringify(first.scope)}`
    const before = told.get(row)
    const differs = !other.value.eq(first.value)
    if (before === undefined || (differs && before[0].value.eq(before[1].value))) told.set(row, [first, other])
  }
  for (const [first, other] of told.values()) diagnostics.push(duplicate(first, other))
  return kept
}

function duplicate(first: Observation, other: Observation): Diagnostic {
  const same = first.value.eq(other.value)
  const [a, b] = [first.value.toFixed(), other.value.toFixed()]
  return report(
    'market/duplicate-row',
    {
      en: same
        ? `${first.day} of \`${first.subject}\` stands twice`
        : `${first.day} of \`${first.subject}\` is ${a} and ${b}`,
      zh: same
        ? `\`${first.subject}\` 的 ${first.day} 出现两次`
        : `\`${first.subject}\` 的 ${first.day} 既为 ${a} 又为 ${b}`,
    },
    {
      at: other.at,
      related: [{ message: { en: 'first here', zh: '首次出现于此' }, at: first.at }],
      ...(same ? {} : { hint: { en: 'keep the right one in the file', zh: '请在文件中保留正确的一行' } }),
    },
  )
}
