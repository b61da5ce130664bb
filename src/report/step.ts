import type { Diagnostic } from '../base/index.ts'
import type { Binder } from './binder.ts'
import { type Placed, sentencesOf } from './comparison.ts'
import { findWays, type Way } from './lexicon.ts'
import { misfit, spokenWay } from './way.ts'

const first = { zh: /(?:由|从|自)[^，。；、]{0,8}$/, en: /\bfrom\s(?:\w+\s){0,2}$/i } as const
const second = { zh: /(?:到|至|为)[^，。；、]{0,4}$/, en: /\bto\s(?:\w+\s){0,2}$/i } as const
// a word of the verb may stand before what it goes from: raised the subsidy from … to …
const reach = 48

/**
 * Tells of 由 A 降低到 B and `raised from A to B` where B lies on the other side of A.
 *
 * The numbers are neighbours of one measure and unit; whatever else differs between them is what the step is about.
 */
export function checkSteps(text: string, numbers: readonly Placed[], binder: Binder): readonly Diagnostic[] {
  const sentences = sentencesOf(text)
  return numbers.slice(1).flatMap((right, i) => {
    const left = numbers[i]!
    const [before, after] = [left.derived.fact!.fact, right.derived.fact!.fact]
    const sentence = sentences.find(([from, to]) => left.start >= from && left.start < to)!
    if (right.end > sentence[1] || before.measure !== after.measure || before.unit !== after.unit) return []
    const said = steppedBetween(text, Math.max(sentence[0], left.start - reach), left, right, binder)
    const went = spokenWay(before, after, text.slice(sentence[0], right.start), binder)
    return said === null || went === null || said.relation === went ? [] : [misfit(said.word, before, after, right.at)]
  })
}

function steppedBetween(text: string, from: number, left: Placed, right: Placed, { lang, lexicon }: Binder) {
  const lead = text.slice(from, left.start)
  const between = text.slice(left.end, right.start)
  if (!first[lang].test(lead) || !second[lang].test(between) || /[。；;]/.test(between)) return null
  const words = [...findWays(lang === 'en' ? lead : '', lexicon).slice(-1), ...findWays(between, lexicon)]
  const moving = words.filter((w): w is typeof w & { relation: Way } => ['rising', 'falling'].includes(w.relation))
  return moving.length === 1 && !moving[0]!.denied ? moving[0]! : null
}
