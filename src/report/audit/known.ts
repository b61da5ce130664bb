import { type Day, decimal } from '../../base/index.ts'
import { asKnown, type Fact, factAddress, factKey, formatValue, type Registry, type Store } from '../../facts/index.ts'
import type { Known, Witness } from './claim.ts'

/** Looks up what is known of a subject and a measure. */
export interface Knowledge {
  readonly of: (subject: string, measure: string) => readonly Known[]
  /** the subjects of which something is known under a measure */
  readonly subjects: (measure: string) => readonly string[]
  /** all that is known under a measure, one subject after another */
  readonly under: (measure: string) => readonly Held[]
  readonly measures: readonly string[]
  readonly notReported: (subject: string, measure: string) => boolean
}

/** A known number of a subject. */
export interface Held {
  readonly id: string
  readonly known: Known
}

const none: readonly Known[] = []

// many documents are audited against one store, mostly as of one day
const held = new WeakMap<Store, { readonly day: Day | null; readonly knowledge: Knowledge }>()

/** The numbers of `store` as known on `day`, older vintages marked. */
export function knowledgeOf(store: Store, day: Day | null): Knowledge {
  const before = held.get(store)
  if (before !== undefined && before.day === day) return before.knowledge
  const knowledge = readKnowledge(store, day)
  held.set(store, { day, knowledge })
  return knowledge
}

function readKnowledge(store: Store, day: Day | null): Knowledge {
  const facts = new Map<string, Map<string, Fact[]>>()
  const dashes = new Set<string>()
  const subjects = new Map<string, Set<string>>()
  for (const fact of store.facts) {
    if (fact.value.kind === 'not-reported') dashes.add(`${fact.subject}\n${fact.measure}`)
    if (fact.value.kind !== 'number' || fact.evidence.kind === 'synthetic') continue
    const own = facts.get(fact.subject) ?? new Map<string, Fact[]>()
    const list = own.get(fact.measure)
    if (list === undefined) facts.set(fact.subject, own.set(fact.measure, [fact]))
    else list.push(fact)
    if (day !== null && fact.known > day) continue
    const of = subjects.get(fact.measure)
    if (of === undefined) subjects.set(fact.measure, new Set([fact.subject]))
    else of.add(fact.subject)
  }
  // a document asks of few of them
  const read = new Map<string, Map<string, readonly Known[]>>()
  const lists = new Map([...subjects].map(([measure, set]) => [measure, [...set]]))
  const held = new Map<string, readonly Held[]>()
  const of = (subject: string, measure: string) => {
    const known = read.get(subject)?.get(measure)
    if (known !== undefined) return known
    const list = facts.get(subject)?.get(measure)
    if (list === undefined) return none
    const own = read.get(subject) ?? new Map<string, readonly Known[]>()
    read.set(subject, own.set(measure, readKnown(list, day)))
    return own.get(measure)!
  }
  return Object.freeze({
    of,
    under: (measure: string) => {
      let all = held.get(measure)
      if (all === undefined) {
        all = (lists.get(measure) ?? []).flatMap((id) => of(id, measure).map((known) => ({ id, known })))
        held.set(measure, all)
      }
      return all
    },
    subjects: (measure: string) => lists.get(measure) ?? [],
    measures: [...subjects.keys()],
    notReported: (subject: string, measure: string) => dashes.has(`${subject}\n${measure}`),
  })
}

function readKnown(facts: readonly Fact[], day: Day | null): readonly Known[] {
  const groups = new Map<string, Fact[]>()
  for (const fact of facts) {
    const key = factKey(fact)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [fact])
    else group.push(fact)
  }
  return [...groups].flatMap(([key, group]) => {
    const { current, older } = asKnown(key, group, day)
    return [...current.map((fact) => knownOf(fact, false)), ...older.map((fact) => knownOf(fact, true))]
  })
}

function knownOf(fact: Fact, older: boolean): Known {
  const text = fact.value.kind === 'number' ? fact.value.text : '0'
  return { fact, value: decimal(text), number: Number(text), decimals: fact.decimals ?? 15, older }
}

/** The source behind a fact, as a finding shows it. */
export function witnessOf(fact: Fact, registry: Registry): Witness {
  const source = registry.source(fact.evidence.source)
  return Object.freeze({
    source: fact.evidence.source,
    title: source?.title ?? fact.evidence.source,
    publisher: source?.publisher ?? '',
    url: source?.url ?? '',
    locator: fact.evidence.locator,
    fact: factAddress(fact),
    value: formatValue(fact),
  })
}

/** The sources behind several facts, each once. */
export function witnessesOf(facts: readonly Fact[], registry: Registry): readonly Witness[] {
  const seen = new Set<string>()
  return facts.flatMap((fact) => {
    const name = `${fact.evidence.source} ${factAddress(fact)}`
    if (seen.has(name)) return []
    seen.add(name)
    return [witnessOf(fact, registry)]
  })
}

/** The number of a fact as its source prints it. */
export function printedText({ fact, value }: Known): string {
  return fact.value.kind === 'number' ? fact.value.text : value.toFixed()
}
