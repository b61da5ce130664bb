import { addDays, append, type Diagnostic, type Words } from '../base/index.ts'
import { report } from './codes.ts'
import type { Case, Definition, Policy, Version } from './tree.ts'
import { limitDay } from './version.ts'

const first = '0001-01-01'
const last = '9999-12-31'

interface Held {
  readonly version: Version
  readonly from: string
  readonly to: string
}

/** Gaps and overlaps between the versions of each definition, and cases that are never reached. */
export function checkVersions(policy: Policy): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  for (const definition of policy.definitions.values()) {
    for (const place of new Set(definition.versions.map((v) => v.jurisdiction)))
      found.push(...overlaps(policy, definition, place), ...gaps(policy, definition, place))
    for (const version of definition.versions)
      if (version.content.kind === 'cases') append(found, unreached(policy, definition, version.content.cases))
  }
  return found
}

function heldAt(policy: Policy, definition: Definition, place: string): readonly Held[] {
  return definition.versions
    .filter((v) => v.jurisdiction === place)
    .map((version) => ({
      version,
      from: limitDay(policy, version.from) ?? first,
      to: limitDay(policy, version.to) ?? last,
    }))
}

// a later act must say how it treats what it meets
function overlaps(policy: Policy, definition: Definition, place: string): readonly Diagnostic[] {
  const held = heldAt(policy, definition, place)
  return held.flatMap((b, i): readonly Diagnostic[] => {
    if (b.version.amendment !== '') return []
    const a = held.slice(0, i).find((h) => h.from <= b.to && b.from <= h.to)
    if (a === undefined) return []
    const [from, to] = [[a.from, b.from].sort()[1]!, [a.to, b.to].sort()[0]!]
    const span =
      from === first && to === last
        ? { en: 'on all days', zh: '所有日期' }
        : { en: `from ${from} to ${to}`, zh: `${from} 至 ${to}` }
    return [
      report(
        'policy/overlap',
        {
          en: `two versions of \`${definition.name}\` hold ${span.en}`,
          zh: `\`${definition.name}\` 有两个版本同时有效：${span.zh}`,
        },
        {
          at: b.version.at,
          hint: {
            en: 'end the earlier one, or write `replaces`, `extends` or `retroactive`',
            zh: '请结束前一版本，或写 `replaces`、`extends` 或 `retroactive`',
          },
          related: [{ message: { en: 'the other version', zh: '另一版本' }, at: a.version.at }],
        },
      ),
    ]
  })
}

function gaps(policy: Policy, definition: Definition, place: string): readonly Diagnostic[] {
  const held = [...heldAt(policy, definition, place)].sort((a, b) => (a.from < b.from ? -1 : 1))
  const found: Diagnostic[] = []
  let reach = held[0]?.to ?? last
  for (const next of held.slice(1)) {
    if (reach < last && next.from > addDays(reach, 1)) {
      const [from, to] = [addDays(reach, 1), addDays(next.from, -1)]
      const words = {
        en: `no version of \`${definition.name}\` holds from ${from} to ${to}`,
        zh: `${from} 至 ${to} 没有有效的 \`${definition.name}\``,
      }
      found.push(report('policy/gap', words, { at: next.version.at }))
    }
    if (next.to > reach) reach = next.to
  }
  return found
}

function unreached(policy: Policy, definition: Definition, cases: readonly Case[]): readonly Diagnostic[] {
  const seen = new Set<string>()
  const all = policy.words.get(definition.words)?.words.map((w) => w.id)
  const found: Diagnostic[] = []
  let rest = false
  for (const row of cases) {
    const again = row.keys?.filter((k) => seen.has(k)) ?? []
    const covered = row.keys === null && all !== undefined && all.every((w) => seen.has(w))
    if (rest || covered)
      found.push(unreachable(row, { en: 'what stands before it takes all', zh: '前面的情形已包括全部' }))
    else if (again.length > 0)
      found.push(
        unreachable(row, { en: `\`${again.join(', ')}\` stands before it`, zh: `前面已有 \`${again.join('、')}\`` }),
      )
    for (const key of row.keys ?? []) seen.add(key)
    rest ||= row.keys === null
  }
  return found
}

function unreachable(row: Case, why: Words): Diagnostic {
  const words = { en: `this case is never reached: ${why.en}`, zh: `该情形永远不会用到：${why.zh}` }
  return report('policy/unreachable', words, { at: row.at })
}
