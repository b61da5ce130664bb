import type { Diagnostic } from '../base/index.ts'
import { type Fact, factAddress } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { report } from './codes.ts'
import type { Placed } from './comparison.ts'

// a text that says why the weeks differ leaves nobody in the dark
const told =
  /休市|假期|长假|节后|节前|[春国中端清]\S{0,2}[节庆秋午明]|交易日|不可比|不宜(?:直接)?(?:相比|比较)|holiday|closed|closure|\bsessions?\b|trading days?|not comparable|golden week|new year/i

/**
 * Tells of a change against the week before whose two weeks are not alike, in a paragraph that does not say so.
 *
 * Whether weeks are alike is said by the note that a feed with `holidays` makes of each week.
 */
export function checkUnlike(text: string, numbers: readonly Placed[], binder: Binder): readonly Diagnostic[] {
  if (told.test(text)) return []
  return numbers.flatMap(({ derived, at }) => {
    const fact = derived.fact?.fact
    const base = fact && /^(.*\.weekly)\.(?:change|difference)$/.exec(fact.measure)?.[1]
    if (!fact || base === undefined) return []
    const [en, zh] = (['en', 'zh'] as const).map((lang) => noteOf(fact, `${base}.note`, lang, binder))
    if (!en || !zh) return []
    const address = factAddress(fact)
    return [
      report(
        'report/trend',
        {
          en: `\`${address}\` compares weeks that are not alike: ${en}`,
          zh: `\`${address}\` 前后两周不可比：${zh}`,
        },
        { at, hint: { en: 'say so beside the number', zh: '请在数字旁说明' } },
      ),
    ]
  })
}

function noteOf(fact: Fact, measure: string, lang: string, binder: Binder): string | null {
  const query = { subject: fact.subject, measure, where: new Map([['lang', [lang]]]), text: '' }
  const wanted = factAddress({ ...fact, measure, scope: { ...fact.scope, lang } })
  const notes = binder.store.find(query, binder.day).flatMap((g) => g.current)
  const note = notes.find((f) => factAddress(f) === wanted)?.value
  return note?.kind === 'text' ? note.text : null
}
