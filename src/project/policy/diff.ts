import { AssayError, type Day, type Diagnostic, type Effects, isDay, nearest } from '../../base/index.ts'
import {
  type Comparison,
  compareSides,
  describedNames,
  report as finding,
  type Side,
  withChange,
} from '../../policy/index.ts'
import { report } from '../codes.ts'
import type { Places } from '../load.ts'
import { type ClaimsFile, readClaims } from './claims.ts'
import { loadPolicy } from './load.ts'

/** Two sides with what differs between them. */
export interface PolicyDiff {
  readonly before: Side
  readonly after: Side
  readonly comparison: Comparison
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * What differs between two policies, two acts of one, or two days on which one is asked.
 *
 * A side is `POLICY`, `POLICY@DAY` or an act, which stands for its policy as known when the act was published; a day
 * alone is that of the policy named before it.
 */
export async function diffPolicy(
  effects: Effects,
  places: Places,
  sides: readonly string[],
  input: ClaimsFile | null,
  knownOn?: Day,
): Promise<PolicyDiff> {
  for (const side of sides)
    if (/^\d{4}-\d{2}-\d{2}$/.test(side) && !isDay(side)) throw wrong(`there is no day ${side}`, `没有 ${side} 这一天`)
  const names = isDay(sides[1] ?? '') ? sides.slice(1).map((day) => `${sides[0]}@${day}`) : sides
  if (names.length !== 2)
    throw wrong(
      'name two sides, such as `cn-75 cn-1104` or `POLICY DAY DAY`',
      '请写明两方，例如 `cn-75 cn-1104` 或 `政策 日期 日期`',
    )
  const [a, b] = [await sideOf(effects, places, names[0]!, knownOn), await sideOf(effects, places, names[1]!, knownOn)]
  const claims = input === null ? { records: [], diagnostics: [] } : await readClaims(effects, input)
  const comparison = compareSides(a.side, b.side, claims.records)
  const own = a.side.policy.id === b.side.policy.id ? a.diagnostics : [...a.diagnostics, ...b.diagnostics]
  return {
    before: a.side,
    after: b.side,
    comparison,
    diagnostics: [...own, ...claims.diagnostics, ...comparison.diagnostics],
  }
}

function wrong(en: string, zh: string): AssayError {
  return new AssayError([report('project/bad-usage', { en, zh })])
}

async function sideOf(
  effects: Effects,
  places: Places,
  name: string,
  knownOn?: Day,
): Promise<{ readonly side: Side; readonly diagnostics: readonly Diagnostic[] }> {
  const at = name.lastIndexOf('@')
  const day = at === -1 ? '' : name.slice(at + 1)
  if (day !== '' && !isDay(day)) throw wrong(`\`${day}\` is no day YYYY-MM-DD`, `\`${day}\` 不是 YYYY-MM-DD 日期`)
  const loaded = await loadPolicy(effects, places, at === -1 ? name : name.slice(0, at))
  const known = day || loaded.act?.public || knownOn || effects.now().slice(0, 10)
  return { side: { policy: loaded.policy, knownOn: known }, diagnostics: loaded.diagnostics }
}

/** What would differ if a policy said something else: `changes` are `NAME=VALUE`. */
export async function whatIf(
  effects: Effects,
  places: Places,
  policy: string,
  changes: readonly string[],
  input: ClaimsFile | null,
  knownOn?: Day,
): Promise<PolicyDiff> {
  const loaded = await loadPolicy(effects, places, policy)
  const known = knownOn ?? loaded.act?.public ?? effects.now().slice(0, 10)
  if (changes.length === 0)
    throw wrong('say what changes, such as `appliance.cap=2500`', '请写明改动，例如 `appliance.cap=2500`')
  let changed = loaded.policy
  for (const change of changes) {
    const equals = change.indexOf('=')
    const [name, value] =
      equals === -1 ? [change, ''] : [change.slice(0, equals).trim(), change.slice(equals + 1).trim()]
    const next = withChange(changed, name, value)
    if (next === 'value')
      throw wrong(
        `\`${value}\` is nothing that \`${name}\` can be; a share is written with its sign, such as 20%`,
        `\`${name}\` 不能为 \`${value}\`；比例须写明单位，例如 20%`,
      )
    if (next === 'name') {
      const near = nearest(name, describedNames(loaded.policy))[0]
      const hint = near === undefined ? {} : { hint: { en: `use \`${near}\``, zh: `可用 \`${near}\`` } }
      const words = { en: `\`${name}\` is not defined`, zh: `\`${name}\` 未定义` }
      throw new AssayError([finding('policy/unknown-name', words, hint)])
    }
    changed = next
  }
  const claims = input === null ? { records: [], diagnostics: [] } : await readClaims(effects, input)
  const before = { policy: loaded.policy, knownOn: known }
  const after = { policy: changed, knownOn: known }
  const comparison = compareSides(before, after, claims.records)
  return {
    before,
    after,
    comparison,
    diagnostics: [...loaded.diagnostics, ...claims.diagnostics, ...comparison.diagnostics],
  }
}
