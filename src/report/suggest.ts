import { decimal, isDecimal, type Mention } from '../base/index.ts'
import { type Fact, factAddress, foldName } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { namesIn } from './named.ts'
import { reckonAddress } from './reckon.ts'

// a base of millions is not gone through for a hint
const mostFacts = 100_000
// a run of words this long is a table without its lines: its names belong to other numbers
const longestSentence = 300

/**
 * The address that an unbound number of `sentence` most likely wants, or `null` when none or several fit.
 *
 * A fact fits when it has this very number, its subject is named in the sentence, and its unit goes with the printed one.
 */
export function suggestAddress(mention: Mention, sentence: string, binder: Binder): string | null {
  const { store } = binder
  if (store.facts.length > mostFacts || sentence.length > longestSentence) return null
  const same = byValue(binder).get(mention.value.toFixed()) ?? []
  const folded = foldName(sentence)
  const subjects = new Set(namesIn(folded, binder.subjectNames).map((n) => n.id))
  const stated = same.length === 0 ? null : statedAddress(mention, same, subjects, folded, binder)
  return stated ?? reckonAddress(mention, sentence, subjects, (f) => isNamed(f, folded, binder), binder)
}

function statedAddress(
  mention: Mention,
  same: readonly Fact[],
  subjects: ReadonlySet<string>,
  folded: string,
  binder: Binder,
): string | null {
  const { registry } = binder
  const units = new Set(registry.units.named(mention.unitText).map((u) => u.id))
  const fitting = same.filter((f) => subjects.has(f.subject) && (mention.unitText === '' || units.has(f.unit)))
  const named = fitting.filter((f) => isNamed(f, folded, binder))
  const pick = named.length > 0 ? named : fitting
  const addresses = [...new Set(pick.map((f) => `${f.subject}/${f.measure}`))]
  if (addresses.length !== 1) return null
  const whole = [...new Set(pick.map(factAddress))]
  return whole.length === 1 ? shortest(whole[0]!, addresses[0]!, binder) : addresses[0]!
}

function isNamed(fact: Fact, folded: string, { registry }: Binder): boolean {
  const measure = registry.measure(fact.measure)
  const names = measure === undefined ? [] : [measure.zh, measure.en, ...measure.aliases]
  return names.some((n) => n.length > 1 && folded.includes(foldName(n)))
}

// the plain address where it names one fact already
function shortest(whole: string, plain: string, { store, day }: Binder): string {
  const found = store.resolve(plain, day)
  return 'fact' in found && factAddress(found.fact) === whole ? plain : whole
}

const indexes = new WeakMap<object, ReadonlyMap<string, readonly Fact[]>>()

function byValue({ store }: Binder): ReadonlyMap<string, readonly Fact[]> {
  const known = indexes.get(store)
  if (known !== undefined) return known
  const index = new Map<string, Fact[]>()
  for (const fact of store.facts) {
    if (fact.value.kind !== 'number' || !isDecimal(fact.value.text)) continue
    const key = decimal(fact.value.text).toFixed()
    const list = index.get(key)
    if (list === undefined) index.set(key, [fact])
    else list.push(fact)
  }
  indexes.set(store, index)
  return index
}
