import type { Diagnostic, Span } from '../base/index.ts'
import { report } from './codes.ts'
import { type Placed, sentencesOf } from './comparison.ts'
import type { Plain } from './plain.ts'

const zh =
  /[^，。；、：]{0,14}(?:(?<![盘年集])中(?!最高(?:补|可|不|给|奖|支|资|限))|之中|当中|里)(?:排名|位列|位居|均|都|也|仍|得分|成绩)?(?:最高|最低|最好|最强|最快|最优|第一|居首|居于首位|首位)/g
// 三个模型里 A 最高
const zhNamed =
  /(?:[两二三四五六七八九十几各数多\d]\s?(?:[个款家]\S{0,4}?|大|种)|模型|公司|厂商|产品|企业|应用)(?:之中|当中|里|中)[^，。；、：\d]{0,6}[A-Za-z\u4e00-\u9fff][^，。；、：]{0,18}?(?:最高|最低|最好|最强|最快|最优|第一|居首)/g
const en =
  /(?<!\bat\s)(?<!\bat\sthe\s)\b(?:the\s)?(?:(?:highest|best|lowest|fastest|strongest)\b(?:\s\w+){0,3}|top|first)\s(?:of|among|in)\s(?:all|these|those|its(?!\s(?:own\s)?(?:history|kind|range|guidance|life|fiscal))|the\s(?:five|four|three|six|seven|eight|field|group|table|comparison|\w+\smodels))\b/gi

/**
 * Tells of words that rank a bound number first among others without the facts that it is ranked by: 在同期模型中最高.
 *
 * The words themselves are bound with `[最高](<fact:rank(A, …)>)`.
 */
export function checkSuperlatives(
  plain: Plain,
  numbers: readonly Placed[],
  place: (start: number, end: number) => Span,
): readonly Diagnostic[] {
  if (numbers.length === 0) return []
  const { text } = plain
  return sentencesOf(text).flatMap(([from, to]) => {
    const inside = numbers.filter((n) => n.start >= from && n.end <= to)
    if (inside.length === 0) return []
    // with all of them in the sentence the order itself is checked
    const isAlone = new Set(inside.map((n) => n.derived.fact!.fact.subject)).size < 2
    return (isAlone ? [zh, zhNamed, en] : [zh, en]).flatMap((form) =>
      [...text.slice(from, to).matchAll(form)].flatMap((match): readonly Diagnostic[] => {
        const [start, end] = [from + match.index, from + match.index + match[0].length]
        if (plain.regions.some((r) => r.kind === 'number' && r.start < end && start < r.end)) return []
        const said = match[0].trim()
        const at = place(start + match[0].indexOf(said), end)
        return [
          report(
            'report/unbound-comparison',
            { en: `"${said}" compares, but is bound to no facts`, zh: `“${said}”作了比较，但没有绑定事实` },
            {
              at,
              hint: {
                en: 'bind the rank: `[highest](<fact:rank(A/measure in */measure)>)`',
                zh: '请绑定名次：`[最高](<fact:rank(A/measure in */measure)>)`',
              },
            },
          ),
        ]
      }),
    )
  })
}
