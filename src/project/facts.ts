import type { Day, Diagnostic, Effects } from '../base/index.ts'
import { type Fact, factAddress, type Group, isDiagnostic, parseAddress, spokesman } from '../facts/index.ts'
import { type Desk, loadDesk, type Places } from './load.ts'

/** How facts are asked for. */
export interface FactsOptions {
  /** an address or a query with `*`; empty for all */
  readonly query: string
  /** as known on this day; `null` for today's knowledge */
  readonly known: Day | null
  /** only identities whose sources contradict each other */
  readonly conflicts: boolean
}

/** The facts found, by identity. */
export interface FoundFacts {
  readonly desk: Desk
  readonly groups: readonly Group[]
  readonly diagnostics: readonly Diagnostic[]
}

/** The facts of a desk that answer a query, each with its other sources and older vintages. */
export async function findFacts(effects: Effects, places: Places, options: FactsOptions): Promise<FoundFacts> {
  const loaded = await loadDesk(effects, places)
  const { store } = loaded.value
  const done = (groups: readonly Group[], more: readonly Diagnostic[] = []): FoundFacts => ({
    desk: loaded.value,
    groups,
    diagnostics: [...loaded.diagnostics, ...more],
  })
  if (options.conflicts) return done(store.contradictions(options.known))
  const query = parseAddress(options.query === '' ? '*/*' : wideOf(options.query))
  if (isDiagnostic(query)) return done([], [query])
  const groups = store.find(query, options.known)
  if (groups.length > 0) return done(groups)
  const told = store.resolve(options.query, options.known)
  return done([], isDiagnostic(told) ? [told] : [])
}

// a subject alone asks for everything about it
function wideOf(query: string): string {
  return query.includes('/') ? query : `${query}/*`
}

/** The fact that speaks for a group. */
export function headOf(group: Group): Fact {
  return spokesman(group.current)
}

/** The address of a group's facts. */
export function addressOf(group: Group): string {
  return factAddress(headOf(group))
}
