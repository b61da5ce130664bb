import type { Fact } from '../../facts/index.ts'
import type { AuditDesk } from './desk.ts'

// where a document says whence it has its figures
const headOf = 4000

const named = new WeakMap<AuditDesk, ReadonlySet<string>>()

// the publishers of what is known of the models whose reports the head of the document names
function publishersOf(desk: AuditDesk): ReadonlySet<string> {
  let found = named.get(desk)
  if (found === undefined) {
    const { extract, words, cues, registry } = desk.input
    const head = extract.text.slice(0, headOf)
    const ids = words
      .find(head)
      .filter((x) => x.kind === 'entity' && registry.entity(x.id)?.kind === 'model')
      .filter((x) => cues.begins('report', head.slice(x.end, x.end + 32)))
      .map((x) => x.id)
    found = new Set(ids.map((id) => publisherOf(id, desk)).filter((x) => x !== ''))
    named.set(desk, found)
  }
  return found
}

// who published most of what is known of a model
function publisherOf(id: string, { knowledge, input }: AuditDesk): string {
  const count = new Map<string, number>()
  for (const measure of knowledge.measures)
    for (const { fact } of knowledge.of(id, measure)) {
      const publisher = input.registry.source(fact.evidence.source)?.publisher ?? ''
      count.set(publisher, (count.get(publisher) ?? 0) + 1)
    }
  return [...count].sort((a, b) => b[1] - a[1])[0]?.[0] ?? ''
}

/** Whether the document names the report that it follows, and the fact is another publisher's: a makers' report measures rivals anew. */
export function isOfOtherReport({ evidence }: Fact, desk: AuditDesk): boolean {
  const publishers = publishersOf(desk)
  return publishers.size > 0 && !publishers.has(desk.input.registry.source(evidence.source)?.publisher ?? '')
}
