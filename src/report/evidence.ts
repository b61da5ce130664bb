import type { Lang } from '../base/index.ts'
import { type Fact, factAddress, formatValue } from '../facts/index.ts'
import type { Binding, Naming } from './tree.ts'

/** What a fact says and who says so, in words for a reader. */
export interface EvidenceWords {
  readonly what: string
  readonly value: string
  readonly source: string
  readonly publisher: string
  readonly url: string
  readonly locator: string
  readonly quote: string
  readonly kind: Fact['evidence']['kind']
  readonly known: string
  readonly note: string
}

const bounds: Readonly<Record<Fact['bound'], Readonly<Record<Lang, string>>>> = {
  exact: { zh: '', en: '' },
  about: { zh: '约 ', en: 'about ' },
  nearly: { zh: '近 ', en: 'nearly ' },
  'at-least': { zh: '不低于 ', en: 'at least ' },
  'more-than': { zh: '超过 ', en: 'more than ' },
  'at-most': { zh: '不超过 ', en: 'at most ' },
  'less-than': { zh: '低于 ', en: 'less than ' },
  average: { zh: '平均 ', en: 'on average ' },
  range: { zh: '', en: '' },
}

// the page and the PDF ask for the same facts, each several times
const asked = new WeakMap<Naming, Map<Fact, EvidenceWords>>()

/** The words of a fact's evidence; `naming` is that of one document, in `lang`. */
export function evidenceOf(fact: Fact, naming: Naming, lang: Lang): EvidenceWords {
  const known = asked.get(naming) ?? new Map<Fact, EvidenceWords>()
  asked.set(naming, known)
  const words = known.get(fact) ?? evidenceWords(fact, naming, lang)
  known.set(fact, words)
  return words
}

function evidenceWords(fact: Fact, naming: Naming, lang: Lang): EvidenceWords {
  const source = naming.source(fact.evidence.source)
  return {
    what: whatOf(fact, naming, lang),
    value: valueWords(fact, naming, lang),
    source: source.title,
    publisher: source.publisher,
    url: source.url,
    locator: fact.evidence.locator,
    quote: fact.evidence.quote,
    kind: fact.evidence.kind,
    known: fact.known,
    note: fact.note,
  }
}

/** What a fact is about: subject, measure and conditions. */
export function whatOf(fact: Fact, naming: Naming, lang: Lang): string {
  const scope = Object.entries(fact.scope).map(([k, v]) => naming.scope(k, v))
  const parts = [
    naming.entity(fact.subject),
    naming.measure(fact.measure),
    ...scope,
    fact.period.replace('/', lang === 'zh' ? ' 至 ' : ' to '),
  ]
  return parts.filter((p) => p !== '').join(' · ')
}

/** A fact's value with its bound and unit in words. */
export function valueWords(fact: Fact, naming: Naming, lang: Lang): string {
  if (fact.value.kind !== 'number') return formatValue(fact)
  const high = fact.value.high === undefined ? '' : `–${grouped(fact.value.high)}`
  const unit =
    fact.unit === '1' ? '' : ` ${naming.unit(fact.unit, fact.value.high === undefined ? fact.value.text : '')}`
  return `${bounds[fact.bound][lang]}${grouped(fact.value.text)}${high}${unit}`
}

function grouped(digits: string): string {
  const [whole, ...rest] = digits.split('.')
  return [whole!.replace(/\B(?=(\d{3})+$)/g, ','), ...rest].join('.')
}

/** Bindings that say the same of the same facts, together: one entry of the appendix. */
export interface EvidenceEntry {
  readonly id: string
  readonly texts: readonly string[]
  readonly keys: readonly string[]
  readonly binding: Binding
}

/**
 * The entries of an appendix of evidence, in the order of their first numbers.
 *
 * `seriesOf` may name the series that a binding is a point of: the points of one series share an entry, with all their
 * facts and the address that they have in common.
 */
export function evidenceEntries(
  bindings: Iterable<Binding>,
  seriesOf: (key: string) => string | undefined = () => undefined,
): readonly EvidenceEntry[] {
  const entries = new Map<string, { id: string; texts: string[]; keys: string[]; binding: Binding }>()
  for (const binding of bindings) {
    const series = seriesOf(binding.key)
    const name = series ?? `${binding.derived ? binding.address : ''} ${binding.facts.map((f) => f.id).join(' ')}`
    const entry = entries.get(name)
    if (entry === undefined) {
      entries.set(name, { id: `e${entries.size + 1}`, texts: [binding.text], keys: [binding.key], binding })
      continue
    }
    entry.keys.push(binding.key)
    if (series !== undefined) {
      entry.texts = [entry.texts[0]!, '…', binding.text]
      entry.binding = joinPoints(entry.binding, binding)
    } else if (!entry.texts.includes(binding.text)) entry.texts.push(binding.text)
  }
  return [...entries.values()]
}

function joinPoints(first: Binding, next: Binding): Binding {
  const { subject, measure, scope } = first.facts[0]!
  return {
    ...first,
    address: factAddress({ subject, measure, scope, period: '' }),
    facts: [...first.facts, ...next.facts],
    others: [],
  }
}
