import type { Lang } from '../base/index.ts'
import { type Fact, factAddress } from './fact.ts'
import type { Registry } from './registry.ts'

/** The value of a fact as it is stored, with its bound and unit: `more-than 16000 gpu`. */
export function formatValue(fact: Pick<Fact, 'value' | 'bound' | 'unit'>): string {
  const bound = fact.bound === 'exact' || fact.bound === 'range' ? '' : `${fact.bound} `
  switch (fact.value.kind) {
    case 'number': {
      const high = fact.value.high === undefined ? '' : `..${fact.value.high}`
      return `${bound}${fact.value.text}${high}${fact.unit === '1' ? '' : ` ${fact.unit}`}`
    }
    case 'text':
      return fact.value.text
    case 'not-reported':
      return '–'
    case 'wanted':
      return 'wanted'
  }
}

/** Address, value and source of a fact in one line. */
export function describe(fact: Fact): string {
  const source = fact.evidence.source === '' ? fact.evidence.kind : fact.evidence.source
  return `${factAddress(fact)} = ${formatValue(fact)} (${source}, ${fact.known})`
}

/** What a fact is about, in words of the registry: `Llama 3.1 405B · MMLU · 0-shot · CoT`. */
export function title(
  fact: Pick<Fact, 'subject' | 'measure' | 'scope' | 'period'>,
  registry: Registry,
  lang: Lang,
): string {
  const parts = [
    registry.entity(fact.subject)?.[lang] ?? fact.subject,
    registry.measure(fact.measure)?.[lang] ?? fact.measure,
    ...Object.entries(fact.scope).map(([k, v]) => registry.scopeWords(k, v, lang)),
  ]
  if (fact.period !== '') parts.push(fact.period)
  return parts.filter((p) => p !== '').join(' · ')
}
