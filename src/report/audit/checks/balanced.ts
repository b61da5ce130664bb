import type { AuditDesk } from '../desk.ts'
import { gate } from '../prose/gate.ts'
import type { Paragraph } from './input.ts'

const any = gate(/区间|\bCI\b|interval/i)
const share = '(\\d{1,2}(?:\\.\\d+)?)\\s?[%％]'
const bound = '(\\d{1,2}(?:\\.\\d+)?)\\s?[%％]?'
// 72.8%, 95% confidence interval 69.3% to 76.4%; 72.8%（95% 置信区间 69.3%—76.4%）
const form = new RegExp(
  `${share}\\s?[，,（(]{1,2}\\s?(?:with an?\\s)?(?:9\\d\\s?[%％]\\s?)?(?:confidence interval|CI|置信区间|区间)(?:\\sof|\\sfrom|为|是)?[:：]?\\s?[\\[（(]?\\s?${bound}\\s?(?:to|–|—|-|至|到|~|～|,|，)\\s?${bound}`,
  'gi',
)

/**
 * Tells of an interval that its own estimate is far from the middle of: 72.8% (95% confidence interval 69.3% to 78.4%).
 *
 * Between a quarter and three quarters an interval of Wilson or of the normal law leans by less than an eighth of its half.
 *
 * @source Wilson 1927, formula of the interval: its middle is `(p + z²/2n) / (1 + z²/n)`
 */
export function checkBalanced({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    if (!any(sentence)) continue
    for (const m of sentence.text.matchAll(form)) {
      const [at, low, high] = [m[1], m[2], m[3]].map(Number) as [number, number, number]
      const half = (high - low) / 2
      if (!(low < at && at < high) || at < 25 || at > 75 || half > 10) continue
      const places = Math.max(...[m[1]!, m[2]!, m[3]!].map((x) => x.split('.')[1]?.length ?? 0))
      if (Math.abs(at - (low + high) / 2) <= half * 0.2 + 10 ** -places) continue
      tell(m[0], `${m[2]}–${m[3]}`, at, sentence.start + m.index, desk)
    }
  }
}

function tell(words: string, interval: string, at: number, start: number, desk: AuditDesk): void {
  const end = start + words.length
  if (desk.isTold(start, end)) return
  desk.tell(
    'audit/inconsistent',
    desk.place(start, end),
    {
      en: `\`${at}%\` is far from the middle of its interval \`${interval}\``,
      zh: `\`${at}%\` 远离其区间 \`${interval}\` 的中点`,
    },
    { confidence: 0.82, printed: words },
  )
}
