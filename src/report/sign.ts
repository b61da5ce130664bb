import type { Diagnostic } from '../base/index.ts'
import { factAddress, formatValue } from '../facts/index.ts'
import { report } from './codes.ts'
import { type Placed, sentencesOf } from './comparison.ts'

const tail = '(?:约|近|超过?|了|为|达到?|至|的是|\\s|of|about|nearly|some|was|is|reached)*$'
const gain = new RegExp(`(?:盈利|净赚|赚|净利润|利润|净利|\\b(?:profit|earnings|earned|net income))${tail}`, 'i')
const loss = new RegExp(`(?:净?亏损?|净亏|\\b(?:loss|lost|deficit))${tail}`, 'i')
const denied = /[未没不无]|扭亏|减亏|\b(?:no|not|without)\b/i

/** Tells of a number whose sign its address turns and whose words say the other: 盈利 of what is a loss. */
export function checkSigns(text: string, turned: readonly Placed[]): readonly Diagnostic[] {
  return turned.flatMap((number): readonly Diagnostic[] => {
    const sentence = sentencesOf(text).find(([a, b]) => number.start >= a && number.start < b)
    const { fact } = number.derived.fact!
    const { value } = number.derived
    const lead = text.slice(Math.max(sentence?.[0] ?? 0, number.start - 24), number.start)
    const [isGain, isLoss] = [gain.test(lead), loss.test(lead)]
    if (value === null || value.eq(0) || isGain === isLoss || denied.test(lead.slice(-12))) return []
    if (isGain ? value.gt(0) : value.lt(0)) return []
    const word = (isGain ? gain : loss).exec(lead)![0].trim()
    return [
      report(
        'report/comparison',
        {
          en: `"${word}" is denied by the fact: \`${factAddress(fact)}\` is ${formatValue(fact)}`,
          zh: `“${word}”与事实相反：\`${factAddress(fact)}\` 为 ${formatValue(fact)}`,
        },
        {
          at: number.at,
          hint: { en: 'mend the word, or the sign in the address', zh: '请改正该词，或地址中的正负号' },
        },
      ),
    ]
  })
}
