import { type Mention, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { slipOf } from '../digits.ts'
import { isPercent, isPoints } from '../kept.ts'
import { isQuoted } from '../prose/audit.ts'
import { isStep } from '../prose/basis.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import { textBetween } from './growth.ts'
import { closeTo, type Paragraph } from './input.ts'
import { bareUnit, ulp } from './rates.ts'

const any = gate(
  /fewer|more|less\b|higher|lower|above|below|ahead|advantage|lead\b|gap\b|difference|spread|margin|差距|相差|高出|领先|多出|少于|低了|revised/i,
)
const behindEn =
  /^[\s-]?(?:(?:percentage[- ])?points?|pp|[A-Za-z-]{3,14}(?:\s[a-z]{3,12})?)?\s?(?:fewer|more|less|higher|lower|above|below|ahead of|behind|advantage|lead|gap|difference|spread|margin)\b/i
const frontEn =
  /\b(?:gap|difference|spread|lead|advantage|revised (?:up|down))\s(?:[a-z]+\s){0,6}?(?:of|was|is|by|to|at)\s(?:only\s|just\s|about\s|a\s|mere\s)*(?:US\$|[$€£¥])?$/i
const frontZh =
  /(?:差距|相差|高出|领先|多出)[^，。；;,\d]{0,10}?(?:[至到为达])?(?:了|约|近)*\s?$|(?:比|较)[^，。；;,\d]{2,14}(?:多|少|高|低)(?:了|出|约|近)*\s?$/

/**
 * Tells of a difference that no two levels close by make, where a slip of the hand turns it into what two of them do: 市占率 43.9% and
 * 27.6%, 差距拉大至 13.6 个百分点; 343,830 and 258,610, 82,520 fewer.
 */
export function checkDiffers({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    if (sentence.mentions.length > 16 || !any(sentence)) continue
    for (const z of sentence.mentions) {
      if (!isFirm(z) || isQuoted(sentence, z)) continue
      if (desk.isTold(z.start, z.end) || !isDifference(sentence, z)) continue
      check(closeTo(sentences, s, from, 2), sentence, z, desk)
    }
  }
}

function isFirm({ form, high, bound, value }: Mention): boolean {
  return form === 'digits' && high === undefined && bound === 'exact' && value.gt(0)
}

function isDifference(sentence: Sentence, z: Mention): boolean {
  const front = textBetween(sentence, z.start - 60, z.start)
  if (frontEn.test(front) || frontZh.test(front)) return true
  return behindEn.test(textBetween(sentence, z.numberEnd, z.numberEnd + 40))
}

const grows = /\b(?:increase|decrease|growth|rise|gain|decline|drop|fall)\sof\s(?:[a-z]+\s)?$/i

function check(window: readonly Sentence[], sentence: Sentence, z: Mention, desk: AuditDesk): void {
  const isOfPoints =
    isPoints(z.unitText) ||
    /^[\s-]?(?:percentage[- ])?points?\b/i.test(textBetween(sentence, z.numberEnd, z.numberEnd + 20))
  const pool = window.flatMap((o) =>
    o.mentions.filter(
      (m) =>
        m !== z &&
        isFirm(m) &&
        !isStep(o, m) &&
        !grows.test(textBetween(o, m.start - 24, m.start)) &&
        !isDifference(o, m) &&
        isOf(m, z, isOfPoints),
    ),
  )
  // points of a rating and rates that it stands for
  if (isOfPoints && /Elo|rating|指数|点位/i.test(sentence.text) && pool.some((m) => isPercent(m.unitText))) return
  const own = pool.filter((m) => m.start >= sentence.start)
  if (pool.length < 2 || pool.length > 7 || own.length === 0) return
  const said = toNumber(z.value)
  let found: readonly [Mention, Mention, string] | undefined
  const scale = toNumber(z.scale)
  const places = Math.max(0, (z.decimals ?? 0) + Math.round(Math.log10(scale)))
  for (const [n, a] of pool.entries())
    for (const b of pool.slice(n + 1)) {
      const apart = Math.abs(toNumber(a.value) - toNumber(b.value))
      if (Math.abs(apart - said) <= (ulp(a) + ulp(b) + ulp(z)) * 1.05) return
      if (b.start < sentence.start) continue
      const expected = (apart / scale).toFixed(places)
      const slip = slipOf((said / scale).toFixed(places), expected)
      const figures = expected.replace(/\D/g, '').replace(/^0+/, '').length
      if (figures >= 2 && (slip === 'exchange' || (slip === 'digit' && figures >= (pool.length === 2 ? 2 : 3))))
        found = [a, b, expected]
    }
  if (found === undefined) return
  const [a, b, expected] = found
  const printed = textBetween(sentence, z.start, z.end)
  const [one, other] = [a, b].map((m) => desk.input.extract.text.slice(m.start, m.end)) as [string, string]
  desk.tell(
    'audit/arithmetic',
    desk.place(z.start, z.end),
    {
      en: `\`${printed}\` is not what \`${one}\` and \`${other}\` are apart: that is ${expected}`,
      zh: `\`${printed}\` 并非 \`${one}\` 与 \`${other}\` 之差，应为 ${expected}`,
    },
    { confidence: 0.8, printed, expected },
  )
}

function isOf(m: Mention, z: Mention, isOfPoints: boolean): boolean {
  if (isOfPoints && isPercent(m.unitText)) return true
  if (isOfPoints) return /^(?:Elo|points?|分)?$/i.test(m.unitText) && m.decimals === z.decimals && isLarge(m)
  const [a, b] = [bareUnit(m), bareUnit(z)]
  // bare counts are of anything
  return a === b
    ? a !== '' || isLarge(z)
    : (a === '' || b === '') && m.scaleText === z.scaleText && isLarge(m) && isLarge(z)
}

function isLarge({ value, decimals }: Mention): boolean {
  return (decimals ?? 0) > 0 || value.gte(2101) || (value.gte(1000) && value.lt(1900))
}
