import { addDays, type Day } from '../base/index.ts'
import type { Case, Content, Definition, Version } from './tree.ts'

/**
 * The definition with what its amendments say of the versions before them.
 *
 * A version that replaces or extends holds, where it names no first day, for events from the day on which it became known; one that is retroactive holds for all. What extends a list or a table holds its words beside the earlier ones, what extends a window makes it longer.
 */
export function amended(definition: Definition, home: string): Definition {
  if (definition.versions.every((v) => v.amendment === '')) return definition
  const versions: Version[] = []
  for (const version of definition.versions) {
    const dated = fromKnown(definition, version)
    const earlier =
      version.amendment === 'extends'
        ? versions.findLast((v) => v.known <= version.known && within(v, version, home))
        : undefined
    versions.push(earlier === undefined ? dated : { ...dated, content: extended(earlier.content, version.content) })
  }
  return { ...definition, versions }
}

function fromKnown(definition: Definition, version: Version): Version {
  const forward = version.amendment === 'replaces' || version.amendment === 'extends'
  if (!forward || definition.event === '' || version.from !== null || version.known === '') return version
  return { ...version, from: version.known }
}

function within(earlier: Version, version: Version, home: string): boolean {
  const { jurisdiction } = earlier
  return (
    jurisdiction === '' ||
    jurisdiction === home ||
    version.jurisdiction === jurisdiction ||
    version.jurisdiction.startsWith(`${jurisdiction}/`)
  )
}

function extended(earlier: Content, content: Content): Content {
  if (earlier.kind === 'members' && content.kind === 'members')
    return { kind: 'members', members: [...new Set([...earlier.members, ...content.members])] }
  if (earlier.kind === 'cases' && content.kind === 'cases')
    return { kind: 'cases', cases: joined(earlier.cases, content.cases) }
  if (earlier.kind !== 'period' || content.kind !== 'period') return content
  // only days that follow upon each other are one window
  const meets = typeof content.from !== 'string' || typeof earlier.to !== 'string' || content.from <= next(earlier.to)
  const ends = [earlier.to, content.to]
  const to = ends.every((e) => typeof e === 'string')
    ? (ends.toSorted()[1] as Day)
    : earlier.to === null
      ? null
      : content.to
  return meets ? { kind: 'period', from: earlier.from, to } : content
}

function next(day: Day): Day {
  return day < '9999-12-31' ? addDays(day, 1) : day
}

// what is said anew goes before what was said; what stands for all others comes last
function joined(earlier: readonly Case[], added: readonly Case[]): readonly Case[] {
  const said = new Set(added.flatMap((c) => c.keys ?? []))
  const kept = earlier.flatMap((c): readonly Case[] => {
    if (c.keys === null) return added.some((a) => a.keys === null) ? [] : [c]
    const keys = c.keys.filter((k) => !said.has(k))
    return keys.length === 0 ? [] : [{ ...c, keys }]
  })
  const all = [...added, ...kept]
  return [...all.filter((c) => c.keys !== null), ...all.filter((c) => c.keys === null)]
}
