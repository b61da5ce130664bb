import { type Day, type Diagnostic, type Found, nearest, type Span } from '../base/index.ts'
import { fieldKeys, isDiagnostic, parseAddress, type Query } from './address.ts'
import { report } from './codes.ts'
import { asKnown, classify, type Duplicates, type Group, spokesman } from './conflict.ts'
import { type Fact, factAddress, factKey } from './fact.ts'
import { describe } from './name.ts'
import type { Registry } from './registry.ts'

/** One fact found under an address, with everybody who speaks of it. */
export interface Resolved {
  readonly fact: Fact
  readonly group: Group
  readonly duplicates: Duplicates
}

/** Facts with their index; made once, asked often. */
export interface Store {
  readonly facts: readonly Fact[]
  readonly registry: Registry
  /** where a fact is written, when that is known */
  readonly place: (fact: Fact) => Span | undefined
  /** the groups that a query finds as known on `day`, in the order of their first facts */
  readonly find: (query: Query, day: Day | null) => readonly Group[]
  /** the one fact that an address names as known on `day` */
  readonly resolve: (address: string, day: Day | null, at?: Span) => Resolved | Diagnostic
  /** the existing addresses that are most like one that names nothing, the likeliest first */
  readonly near: (address: string) => readonly string[]
  /** everybody who speaks of the same thing as `fact`, as known on `day` */
  readonly siblings: (fact: Fact, day: Day | null) => Group
  /** groups whose facts contradict each other as known on `day` */
  readonly contradictions: (day: Day | null) => readonly Group[]
}

// a bucket of this size is searched through by the fields and the identities of its facts
const largeBucket = 64

/** A store of `facts`; facts whose ids collide are reported and the first is kept. */
export function createStore(
  facts: readonly Fact[],
  registry: Registry,
  place: (fact: Fact) => Span | undefined = () => undefined,
): Found<Store> {
  const diagnostics: Diagnostic[] = []
  const kept = withoutDuplicateIds(facts, place, diagnostics)
  const buckets = intoBuckets(kept)
  const byField = new Map<string, ReadonlyMap<string, readonly Fact[]>>()
  const having = (name: string, bucket: readonly Fact[], key: string, value: string): readonly Fact[] => {
    const index = `${name}\n${key}`
    let fields = byField.get(index)
    if (fields === undefined) {
      fields = groupBy(bucket, (f) => fieldOf(f, key))
      byField.set(index, fields)
    }
    return fields.get(value) ?? []
  }
  const candidates = (query: Query): readonly Fact[] => {
    const subject = registry.entity(query.subject)?.id ?? query.subject
    const measure = registry.measure(query.measure)?.id ?? query.measure
    if (subject === '*' || measure === '*') return wide(kept, buckets, subject, measure, query)
    const bucket = bucketOf(buckets, subject, measure)
    if (bucket.length < largeBucket) return bucket
    const name = bucketName(subject, measure)
    let fewest: readonly Fact[] = bucket
    for (const [key, values] of query.where) {
      if (key === 'known' || key === 'subject' || values.length !== 1) continue
      const list = having(name, bucket, key, values[0]!)
      if (list.length < fewest.length) fewest = list
    }
    return fewest
  }
  const known = new WeakMap<Fact, string>()
  const keyOf = (fact: Fact): string => {
    const key = known.get(fact) ?? factKey(fact)
    known.set(fact, key)
    return key
  }
  const byKey = new Map<string, ReadonlyMap<string, readonly Fact[]>>()
  const ofKey = (fact: Fact, key: string): readonly Fact[] => {
    const bucket = bucketOf(buckets, fact.subject, fact.measure)
    if (bucket.length < largeBucket) return bucket.filter((f) => f.period === fact.period && keyOf(f) === key)
    const name = bucketName(fact.subject, fact.measure)
    let keys = byKey.get(name)
    if (keys === undefined) {
      keys = groupBy(bucket, factKey)
      byKey.set(name, keys)
    }
    return keys.get(key) ?? []
  }
  const find = (query: Query, day: Day | null): readonly Group[] => {
    const pinned = query.where.get('known')?.[0] ?? day
    const wanted = matcher(query, registry)
    return groupsOf(candidates(query).filter(wanted), pinned)
  }
  const store: Store = {
    facts: kept,
    registry,
    place,
    find,
    resolve: (address, day, at) => resolve(store, buckets, address, day, at),
    near: (address) => {
      const query = parseAddress(address)
      return isDiagnostic(query) ? [] : nearTo(registry, buckets, query)
    },
    siblings: (fact, day) => {
      const key = keyOf(fact)
      return asKnown(key, ofKey(fact, key), day)
    },
    contradictions: (day) => contradictions(kept, day),
  }
  return { value: Object.freeze(store), diagnostics }
}

/** Facts by subject and measure. */
type Buckets = ReadonlyMap<string, ReadonlyMap<string, readonly Fact[]>>

// two maps: a name joined of both would be made and hashed anew for every fact
function intoBuckets(facts: readonly Fact[]): Buckets {
  const buckets = new Map<string, Map<string, Fact[]>>()
  for (const fact of facts) {
    let own = buckets.get(fact.subject)
    if (own === undefined) {
      own = new Map()
      buckets.set(fact.subject, own)
    }
    const bucket = own.get(fact.measure)
    if (bucket === undefined) own.set(fact.measure, [fact])
    else bucket.push(fact)
  }
  return buckets
}

function bucketOf(buckets: Buckets, subject: string, measure: string): readonly Fact[] {
  return buckets.get(subject)?.get(measure) ?? []
}

function bucketName(subject: string, measure: string): string {
  return `${subject}\n${measure}`
}

function withoutDuplicateIds(
  facts: readonly Fact[],
  place: (fact: Fact) => Span | undefined,
  diagnostics: Diagnostic[],
): readonly Fact[] {
  const byId = new Map<string, Fact>()
  for (const fact of facts) {
    const first = byId.get(fact.id)
    if (first === undefined) {
      byId.set(fact.id, fact)
      continue
    }
    const at = place(fact)
    const before = place(first)
    diagnostics.push(
      report(
        'facts/duplicate-id',
        { en: `fact \`${fact.id}\` is entered twice`, zh: `事实 \`${fact.id}\` 录入了两次` },
        {
          ...(at ? { at } : {}),
          hint: {
            en: 'delete one of the rows, or give them different locators',
            zh: '请删除其中一行，或写明不同的出处位置',
          },
          related: [{ message: { en: 'first entered here', zh: '首次录入于此' }, ...(before ? { at: before } : {}) }],
        },
      ),
    )
  }
  return diagnostics.length === 0 ? facts : [...byId.values()]
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const name = key(item)
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [item])
    else group.push(item)
  }
  return groups
}

function groupsOf(facts: readonly Fact[], day: Day | null): readonly Group[] {
  if (facts.length === 1) {
    const group = asKnown(factKey(facts[0]!), facts, day)
    return group.current.length === 0 ? [] : [group]
  }
  const groups: Group[] = []
  for (const [key, list] of groupBy(facts, factKey)) {
    const group = asKnown(key, list, day)
    if (group.current.length > 0) groups.push(group)
  }
  return groups
}

function wide(all: readonly Fact[], buckets: Buckets, subject: string, measure: string, query: Query): readonly Fact[] {
  const subjects = query.where.get('subject')
  if (measure !== '*' && subjects !== undefined) return subjects.flatMap((s) => bucketOf(buckets, s, measure))
  return all.filter((f) => (subject === '*' || f.subject === subject) && (measure === '*' || f.measure === measure))
}

function matcher(query: Query, registry: Registry): (fact: Fact) => boolean {
  const tests: ((fact: Fact) => boolean)[] = []
  for (const [key, values] of query.where) {
    if (key === 'known') continue
    const wanted = new Set(key === 'subject' ? values.map((v) => registry.entity(v)?.id ?? v) : values)
    const empty = values.length === 0
    tests.push((fact) => {
      const value = fieldOf(fact, key)
      return empty ? value === '' : wanted.has(value)
    })
  }
  return (fact) => tests.every((test) => test(fact))
}

function fieldOf(fact: Fact, key: string): string {
  switch (key) {
    case 'subject':
      return fact.subject
    case 'measure':
      return fact.measure
    case 'period':
      return fact.period
    case 'unit':
      return fact.unit
    case 'source':
      return fact.evidence.source
    case 'kind':
      return fact.evidence.kind
    default:
      return fact.scope[key] ?? ''
  }
}

function resolve(store: Store, buckets: Buckets, address: string, day: Day | null, at?: Span): Resolved | Diagnostic {
  const query = parseAddress(address, at)
  if (isDiagnostic(query)) return query
  let groups = store.find(query, day)
  if (groups.length > 1) {
    const whole = groups.filter((g) => spellsOut(query, g.current[0]!))
    if (whole.length === 1) groups = whole
  }
  if (groups.length === 0) return unknown(store, buckets, query, day, at)
  if (groups.length > 1) return ambiguous(groups, query, at)
  const group = groups[0]!
  return { fact: spokesman(group.current), group, duplicates: classify(group.current) }
}

// an address that spells out a fact's whole scope names it, even where others have more conditions
function spellsOut(query: Query, fact: Fact): boolean {
  const asked = [...query.where.keys()].filter((k) => !fieldKeys.includes(k))
  const keys = Object.keys(fact.scope)
  return (
    (query.where.has('period') || fact.period === '') &&
    asked.length === keys.length &&
    keys.every((k) => asked.includes(k))
  )
}

function ambiguous(groups: readonly Group[], query: Query, at?: Span): Diagnostic {
  const facts = groups.map((g) => g.current[0]!)
  const keys = new Set(facts.flatMap((f) => ['period', 'unit', 'subject', 'measure', ...Object.keys(f.scope)]))
  const dimensions: string[] = []
  for (const key of keys) {
    const values = [...new Set(facts.map((f) => fieldOf(f, key)))]
    if (values.length > 1)
      dimensions.push(
        `${key}=${values
          .slice(0, 6)
          .map((v) => v || '(none)')
          .join(' | ')}`,
      )
  }
  const told = dimensions.join('; ')
  return report(
    'facts/ambiguous-address',
    {
      en: `\`${query.text}\` names ${groups.length} facts, which differ in ${told}`,
      zh: `\`${query.text}\` 对应 ${groups.length} 条事实，区别在于 ${told}`,
    },
    {
      ...(at ? { at } : {}),
      hint: {
        en: `add one of them, such as \`${factAddress(facts[0]!)}\``,
        zh: `请加上其中的条件，例如 \`${factAddress(facts[0]!)}\``,
      },
      related: facts.slice(0, 8).map((f) => ({ message: same(describe(f)) })),
    },
  )
}

function same(text: string) {
  return { en: text, zh: text }
}

function unknown(store: Store, buckets: Buckets, query: Query, day: Day | null, at?: Span): Diagnostic {
  const { registry } = store
  const later =
    day === null
      ? []
      : bucketOf(buckets, ...meant(registry, query)).filter((f) => f.known > day && matcher(query, registry)(f))
  const near = later.length > 0 ? [] : nearTo(registry, buckets, query)
  const en =
    later.length > 0
      ? `\`${query.text}\` became known on ${later[0]!.known}, after ${day}`
      : `\`${query.text}\` names no fact`
  const zh =
    later.length > 0
      ? `\`${query.text}\` 于 ${later[0]!.known} 才为人所知，晚于 ${day}`
      : `\`${query.text}\` 没有对应的事实`
  const list = near.map((a) => `\`${a}\``).join(', ')
  const since = later.map((f) => f.known).toSorted()[0]
  const hint =
    since !== undefined
      ? {
          en: `leave it out, or let the report know more: \`known: ${since}\` or later`,
          zh: `请删去，或把报告的 \`known\` 改为 ${since} 或更晚`,
        }
      : near.length > 0
        ? { en: near.length === 1 ? `use ${list}` : `use one of ${list}`, zh: `可选用 ${list}` }
        : undefined
  return report('facts/unknown-address', { en, zh }, { ...(at ? { at } : {}), ...(hint === undefined ? {} : { hint }) })
}

function meant(registry: Registry, query: Query): readonly [subject: string, measure: string] {
  return [registry.entity(query.subject)?.id ?? query.subject, registry.measure(query.measure)?.id ?? query.measure]
}

function nearTo(registry: Registry, buckets: Buckets, query: Query): readonly string[] {
  const bucket = bucketOf(buckets, ...meant(registry, query))
  if (bucket.length > 0) return [...new Set(bucket.map(factAddress))].slice(0, 3)
  return nearestAddresses(buckets, ...meant(registry, query))
}

function nearestAddresses(buckets: Buckets, subject: string, measure: string): readonly string[] {
  const ofSubject = [...(buckets.get(subject)?.keys() ?? [])]
  if (ofSubject.length > 0) {
    const near = nearest(measure, ofSubject)
    return (near.length > 0 ? near : ofSubject.slice(0, 3)).map((m) => `${subject}/${m}`)
  }
  const close = nearest(subject, buckets.keys())
  const exact = close.filter((s) => bucketOf(buckets, s, measure).length > 0)
  return (exact.length > 0 ? exact : close).map((s) => `${s}/${measure}`)
}

function contradictions(facts: readonly Fact[], day: Day | null): readonly Group[] {
  const found: Group[] = []
  const single = new Map<string, Fact | Fact[]>()
  for (const fact of facts) {
    const key = factKey(fact)
    const before = single.get(key)
    if (before === undefined) single.set(key, fact)
    else if (Array.isArray(before)) before.push(fact)
    else single.set(key, [before, fact])
  }
  for (const [key, list] of single) {
    if (!Array.isArray(list)) continue
    const group = asKnown(key, list, day)
    if (classify(group.current) === 'inconsistent') found.push(group)
  }
  return found
}
