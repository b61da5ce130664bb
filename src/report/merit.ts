import type { Relation } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import type { FoundWord } from './lexicon.ts'

const ofSize = /[高低大小多少超]|higher|lower|more|less|above|below|over|under|exceed|larger|smaller|great/i
const turned: Readonly<Record<Relation, Relation>> = { above: 'below', below: 'above', near: 'near' }

/** What a comparison word says of two numbers of `measure`: 优于 is said of the lower latency, 高于 of the higher one. */
export function relationOf({ word, relation }: FoundWord, measure: string, { registry }: Binder): Relation {
  const isMerit = registry.measure(measure)?.better === 'lower' && !ofSize.test(word)
  return isMerit ? turned[relation as Relation] : (relation as Relation)
}
