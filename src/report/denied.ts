import type { Diagnostic } from '../base/index.ts'
import { factAddress } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { report } from './codes.ts'
import { type Placed, sentencesOf } from './comparison.ts'

// 未部署大模型的企业占 [64%], [64%] have not deployed
const who = '(?:企业|公司|用户|受访者|受访企业|机构|样本|人|学生|家庭|开发者)'
const before = new RegExp(
  `(?:尚未|从未|并未|未|没有)[^，。；、,;\\d]{1,12}的\\s?(?:${who}+\\s?(?:比例|比重|占比)?|占|比例|比重|占比)\\s?(?:占|为|有|达到?|是)?\\s*$`,
)
const behind =
  /^(?:\sof\s(?:(?!that|which)[a-z]+\s?){1,5})?\s(?:(?:have|had|do|did|are|were)\s(?:not|never|yet to)|(?:haven|hadn|don|didn|aren|weren)['’]t)\b/i
// the share itself is who did not: Beta's [88.5%] does not beat
const subject = /(?:^|[.,;:]|\b(?:some|about|only|while|and|but|that|still|nearly|over))\s*$/i
const negative = /[未非不无没]|\b(?:not|non|no|never|without|un\w+)\b/i

/** Tells of shares that words give to those who did not, while the measure counts those who did: [64%] have not deployed a model. */
export function checkDenied(text: string, numbers: readonly Placed[], { registry }: Binder): readonly Diagnostic[] {
  return sentencesOf(text).flatMap(([from, to]) => {
    const inside = numbers.filter((n) => n.start >= from && n.end <= to)
    return inside.flatMap((number, i): readonly Diagnostic[] => {
      const { fact } = number.derived.fact!
      const measure = registry.measure(fact.measure)
      if (fact.unit !== 'percent' || measure === undefined) return []
      const lead = text.slice(inside[i - 1]?.end ?? from, number.start)
      const after = subject.test(lead) ? text.slice(number.end, inside[i + 1]?.start ?? to) : ''
      const said = before.exec(lead) ?? behind.exec(after)
      const names = [measure.zh, measure.en, ...measure.aliases, ...Object.values(fact.scope), fact.note ?? ''].join(
        '\n',
      )
      if (said === null || negative.test(names)) return []
      const address = factAddress(fact)
      return [
        report(
          'report/measure',
          {
            en: `the words count those who did not, \`${address}\` those who did`,
            zh: `文字说的是未如此的一方，\`${address}\` 说的却是如此的一方`,
          },
          {
            at: number.at,
            hint: {
              en: 'take the rest, `100% - …`, or mend the words',
              zh: '请改用其余部分（`100% - …`），或改正文字',
            },
          },
        ),
      ]
    })
  })
}
