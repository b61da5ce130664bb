import { type Day, decimal } from '../../base/index.ts'
import { asKnown, type Fact, factAddress, factKey, formatValue, type Registry, type Store } from '../../facts/index.ts'
import type { Known, Witness } from './claim.ts'

/** Looks up what is known of a subject and a measure. */
export interface Knowledge {
  readonly of: (subject: string, measure: string) => readonly Known[]
  /** the subjects of which something is known under a measure */
  readonly subjects: (measure: string) => readonly string[]
  /** all that is known under a measure and may be `number` as it is printed to so many decimals, each once, in any order */
  readonly near: (measure: string, number: number, decimals: number) => readonly Held[]
  /** all that is known of a subject that may be this number, under any measure */
  readonly nearOf: (subject: string, number: number, decimals: number) => readonly Held[]
  readonly measures: readonly string[]
  readonly notReported: (subject: string, measure: string) => boolean
}

/** A known number of a subject. */
export interface Held {
  readonly subject: string
  readonly measure: string
  readonly known: Known
}

/** Known numbers by their size: most are far from one that is looked for. */
interface Sized {
  readonly all: readonly Held[]
  /** those of at least whole ones, in their order */
  readonly fine: readonly Held[]
  /** those that are near more than their neighbours */
  readonly rough: readonly Held[]
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
  const under = new Map<string, Sized>()
  const about = new Map<string, Sized>()
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
    near: (measure: string, number: number, decimals: number) => {
      let all = under.get(measure)
      if (all === undefined) {
        all = sizedOf((lists.get(measure) ?? []).flatMap((subject) => heldOf(subject, measure, of)))
        under.set(measure, all)
      }
      return nearIn(all, number, decimals)
    },
    nearOf: (subject: string, number: number, decimals: number) => {
      let all = about.get(subject)
      if (all === undefined) {
        all = sizedOf([...subjects.keys()].flatMap((measure) => heldOf(subject, measure, of)))
        about.set(subject, all)
      }
      return nearIn(all, number, decimals)
    },
    subjects: (measure: string) => lists.get(measure) ?? [],
    measures: [...subjects.keys()],
    notReported: (subject: string, measure: string) => dashes.has(`${subject}\n${measure}`),
  })
}

function heldOf(subject: string, measure: string, of: Knowledge['of']): readonly Held[] {
  return of(subject, measure).map((known) => ({ subject, measure, known }))
}

// 128K tokens are 131072 as well as 128000
function isRough({ known }: Held): boolean {
  return known.decimals < 0 || known.fact.unit === 'token'
}

function sizedOf(all: readonly Held[]): Sized {
  const fine = all.filter((h) => !isRough(h)).sort((a, b) => a.known.number - b.known.number)
  return { all, fine, rough: all.filter(isRough) }
}

// two numbers of at least whole ones that are more than one apart are never the same
function nearIn({ all, fine, rough }: Sized, number: number, decimals: number): readonly Held[] {
  if (decimals < 0) return all
  let low = 0
  let high = fine.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (fine[middle]!.known.number < number - 1) low = middle + 1
    else high = middle
  }
  let end = low
  while (end < fine.length && fine[end]!.known.number <= number + 1) end += 1
  if (low === end) return rough
  return rough.length === 0 ? fine.slice(low, end) : [...fine.slice(low, end), ...rough]
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
  const value = decimal(text)
  return { fact, value, number: Number(text), text: value.toFixed(), decimals: fact.decimals ?? 15, older }
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
