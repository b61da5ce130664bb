import type { Diagnostic, Effects, Lang, Span } from '../base/index.ts'
import { type Fact, factAddress, parseFactsJson, type Store } from '../facts/index.ts'
import { type Desk, loadDesk, type Places } from './load.ts'
import { compileEdition, type Edition, listEditions } from './reports.ts'

/** What became of a fact after a report was published. */
export type ErratumKind = 'revised' | 'withdrawn' | 'gone'

/** One number of a published report whose fact is another today. */
export interface Erratum {
  readonly kind: ErratumKind
  readonly issue: string
  readonly lang: Lang
  /** the number as printed, and where */
  readonly text: string
  readonly address: string
  readonly at: Pick<Span, 'file' | 'line' | 'column'>
  readonly before: Fact
  /** what is known now; `null` when it is gone */
  readonly after: Fact | null
}

/** The errata of a desk. */
export interface Errata {
  readonly desk: Desk
  readonly errata: readonly Erratum[]
  /** reports that were looked at */
  readonly reports: number
  readonly diagnostics: readonly Diagnostic[]
}

/** What a published report rests on. */
interface Published {
  readonly numbers: readonly {
    readonly text: string
    readonly address: string
    readonly facts: readonly string[]
    readonly at: Erratum['at']
  }[]
  readonly facts: ReadonlyMap<string, Fact>
}

/**
 * Every number of a published report that a revised or withdrawn fact touches, as known on `day` (today's knowledge without).
 *
 * A report that was built is taken as it was built (`facts.json` beside it); another is compiled as known on its own day. A later
 * vintage of the same source revises a fact, one that reports nothing withdraws it, and a fact that the desk no longer has is
 * gone.
 */
export async function errata(effects: Effects, places: Places, reports: readonly string[], day = ''): Promise<Errata> {
  const loaded = await loadDesk(effects, places)
  const desk = loaded.value
  const found: Erratum[] = []
  const editions = await listEditions(effects, desk, reports)
  for (const edition of editions) {
    const published = (await builtOf(effects, desk, edition)) ?? (await compiledOf(effects, desk, edition))
    for (const number of published.numbers)
      for (const id of number.facts) {
        const before = published.facts.get(id)
        const now = before === undefined ? null : fateOf(before, desk.store, day)
        if (before === undefined || now === null) continue
        const { text, address, at } = number
        found.push({ ...now, issue: edition.issue, lang: edition.lang, text, address, at, before })
      }
  }
  return { desk, errata: found, reports: editions.length, diagnostics: loaded.diagnostics }
}

function fateOf(before: Fact, store: Store, day: string): Pick<Erratum, 'kind' | 'after'> | null {
  // what is computed follows its inputs, which stand in the list themselves
  if (before.evidence.kind === 'computed' && before.evidence.source === '') return null
  const { current } = store.siblings(before, day === '' ? null : day)
  const after =
    current.find(
      (f) => f.evidence.source === before.evidence.source && f.evidence.locator === before.evidence.locator,
    ) ?? current.find((f) => f.evidence.source === before.evidence.source)
  if (after === undefined) return { kind: 'gone', after: null }
  if (same(before, after)) return null
  return { kind: after.value.kind === 'not-reported' ? 'withdrawn' : 'revised', after }
}

function same(a: Fact, b: Fact): boolean {
  return JSON.stringify([a.value, a.bound]) === JSON.stringify([b.value, b.bound])
}

async function builtOf(effects: Effects, desk: Desk, edition: Edition): Promise<Published | null> {
  const bytes = await effects.read(`${desk.places.desk}/${desk.config.out}/${edition.issue}/${edition.lang}/facts.json`)
  if (bytes === null) return null
  const text = new TextDecoder().decode(bytes)
  const facts = parseFactsJson(text)
  const { numbers } = JSON.parse(text) as { numbers?: Published['numbers'] }
  return { numbers: numbers ?? [], facts: new Map(facts.value.map((f) => [f.id, f])) }
}

async function compiledOf(effects: Effects, desk: Desk, edition: Edition): Promise<Published> {
  const { compiled } = await compileEdition(effects, desk, edition)
  const bindings = [...(compiled?.document.bindings.values() ?? [])]
  return {
    numbers: bindings.map((b) => ({ text: b.text, address: b.address, facts: b.facts.map((f) => f.id), at: b.at })),
    facts: new Map(bindings.flatMap((b) => b.facts).map((f) => [f.id, f])),
  }
}

/** The errata as lines for a notice: one for each fact, with the numbers that rest on it. */
export function erratumKey(erratum: Erratum): string {
  return `${erratum.issue} ${erratum.lang} ${factAddress(erratum.before)} ${erratum.before.evidence.source}`
}
