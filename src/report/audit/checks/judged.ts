import { type Mention, plain, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { slipOf } from '../digits.ts'
import { isApart } from '../far.ts'
import { isPercent } from '../kept.ts'
import type { Sentence } from '../prose/sentence.ts'
import { kindOf } from './changed.ts'
import { isInCents, textBetween } from './growth.ts'
import { isOfWhole, isPlainly } from './partly.ts'

/** A number, and what it was before. */
export interface Levels {
  readonly old: Mention
  readonly now: Mention
  /** plain words tie the three together */
  readonly firm: boolean
}

/** Half of the last digit of a number. */
export function ulp(m: Mention): number {
  return 0.5 * 10 ** -(m.decimals ?? 15)
}

/** Tells of a change that two levels do not make. */
export function judgeChange(sentence: Sentence, { old, now, firm }: Levels, change: Mention, desk: AuditDesk): void {
  const kind = kindOf(change, sentence)!
  // to $205 from $190, which is 11.3% above the close
  if (
    /^\s(?:above|below)\s(?:the|its|their|our)\s(?:[a-z'’-]+\s?){1,4}[.,;)]/i.test(
      textBetween(sentence, change.end, change.end + 50),
    )
  )
    return
  // it has risen by 550 MW, or 112.2%: what stands before it is no level
  if (
    /\bby\s(?:about|some|around)?\s?\S{0,3}$|(?:增加|减少|[上下]升|多|少)了?约?\s?$/i.test(
      textBetween(sentence, now.numberStart - 16, now.numberStart),
    ) &&
    /^[，,]?\s?(?:or|that is|即|也就是)\s?$/i.test(textBetween(sentence, now.end, change.numberStart))
  )
    return
  // from 311 of 426 (73.0%) to 309 of 420 (73.6%): a share
  if (/\bof\s\d[\d,.]*\s?\($/.test(textBetween(sentence, change.start - 16, change.start))) return
  // 13 of them fatal (95% CI 8 to 17)
  if (/^\s?(?:CI\b|confidence|置信)/i.test(textBetween(sentence, change.end, change.end + 12))) return
  // 10% 转诊率下从 4.0% 降到 1.4%，25% 降到 0.3%: where it was taken
  if (
    /^\s?(?:时|下)?(?:则|又|再)?(?:[升降增减涨跌]|下降|上升|提[高升]|增加|减少)[到至为]/.test(
      textBetween(sentence, change.end, change.end + 12),
    )
  )
    return
  // up 120 points from 58.2% and up 270 from 56.7%; from 100% to 90% and 78%: neither went from one to the other
  if (old.start !== now.start && /\bfrom\s\S{0,3}$/.test(textBetween(sentence, now.numberStart - 10, now.numberStart)))
    return
  if (
    isPercent(now.unitText) &&
    isPercent(change.unitText) &&
    /^(?:\sin\s\S{3,9})?\s?(?:and|和|、|,)\s?$/.test(textBetween(sentence, now.end, change.start))
  )
    return
  if (isInCents(sentence, old) !== isInCents(sentence, now)) return
  const [a, b, c] = [old, now, change].map((m) => toNumber(m.value)) as [number, number, number]
  // of a range said in one both texts are the same
  const textOf = (m: Mention) => (old.start === now.start ? plain(m.value) : textBetween(sentence, m.start, m.end))
  const levels = [textOf(old), textOf(now)] as const
  const isShare = isPercent(now.unitText)
  const points = Math.abs(b - a)
  const pointSlack = ulp(old) + ulp(now)
  const ratio = b / a
  const ratioSlack = ratio * (ulp(old) / a + ulp(now) / b)
  const near = (x: number, slack: number) => Math.abs(Math.abs(c) - Math.abs(x)) <= slack + ulp(change) * 3
  const printed = textBetween(sentence, change.start, change.end)
  if (kind === 'points' || kind === 'basis-points') {
    if (!isShare) return
    const wanted = kind === 'points' ? points : points * 100
    if (near(wanted, pointSlack * (kind === 'points' ? 1 : 100))) return
    if (!firm && slipOf(printed, wanted.toFixed(Math.max(0, change.decimals ?? 0))) === 'other') return
    tell(
      change,
      printed,
      wanted,
      kind === 'basis-points' && near(wanted / 10, 1) ? 'audit/scale-slip' : 'audit/ratio',
      levels,
      sentence,
      desk,
    )
    return
  }
  if (kind === 'times') {
    // 4.0x, compared with medians of 6.5x and 4.6x
    if (/^(?:倍|x|times)$/i.test(now.unitText)) return
    // EUR 140m, four times the fixed sum: of what is named behind it
    if (isApart(c / Math.max(ratio, 1 / ratio))) return
    // from $128 to $138, which is 21 times the new figure: of something else
    if (c >= 1.5 && ratio > 0.85 && ratio < 1.18) return
    if (near(ratio, ratioSlack) || near(ratio - 1, ratioSlack) || near(1 / ratio, ratioSlack)) return
    if (!firm && slipOf(printed, ratio.toFixed(Math.max(0, change.decimals ?? 0))) === 'other') return
    tell(change, printed, ratio >= 1 ? ratio : 1 / ratio, 'audit/ratio', levels, sentence, desk)
    return
  }
  // of 800 testers 640 stayed, or 80%; raised from 400 to 500, 83% of the capacity: a part, and no growth
  if (isOfWhole(sentence, change) || (isPlainly(sentence, change) && near(ratio * 100, ratioSlack * 100))) return
  // the scale of one of them stands on another line
  if (ratio > 1e3 || ratio < 1e-3) return
  const growth = (ratio - 1) * 100
  // 182,400 votes on 24 models, 12% more than the 162,900 before
  if (now.unitText === '' && Math.abs(growth) > 80 && Math.abs(c) < Math.abs(growth) / 4) return
  if (near(growth, ratioSlack * 100)) {
    if (firm) checkWay(sentence, old, now, change, growth, desk)
    return
  }
  // of which of the two levels it is taken, a loose sentence does not say
  if (!firm && near((1 / ratio - 1) * 100, ratioSlack * 100)) return
  // growth of 19% and 25% is no growth of what stands before it
  if (isShare && !firm) return
  if (isShare && near(points, pointSlack)) {
    tell(change, printed, points, 'audit/unit-slip', levels, sentence, desk)
    return
  }
  const slip = slipOf(printed, Math.abs(growth).toFixed(Math.max(0, change.decimals ?? 0)))
  if (!firm && slip === 'other') return
  tell(change, printed, Math.abs(growth), 'audit/ratio', levels, sentence, desk)
}

const rise =
  /(?:[,，]\s?(?:a|an)\s(?:rise|gain|increase) of\s?|[，,]\s?(?:同比|环比)?(?:增长|增加|上升|上涨)(?:了|约)?\s?)$/i
const fall =
  /(?:[,，]\s?(?:a|an)\s(?:fall|drop|decline|decrease) of\s?|[，,]\s?(?:同比|环比)?(?:下降|减少|降低|下跌|下滑)(?:了|约)?\s?)$/i

// fell to 1,146 from 1,285, a rise of 10.8%
function checkWay(
  sentence: Sentence,
  old: Mention,
  now: Mention,
  change: Mention,
  growth: number,
  desk: AuditDesk,
): void {
  const front = textBetween(sentence, change.numberStart - 20, change.numberStart)
  const way = rise.test(front) ? 1 : fall.test(front) ? -1 : 0
  if (way === 0 || change.value.lte(0) || Math.abs(growth) < 1 || Math.sign(growth) === way) return
  const printed = textBetween(sentence, change.start, change.end)
  const [a, b] = [old, now].map((m) => textBetween(sentence, m.start, m.end)) as [string, string]
  desk.tell(
    'audit/flip',
    desk.place(change.start, change.end),
    {
      en: `the way of \`${printed}\` is not that from \`${a}\` to \`${b}\``,
      zh: `\`${printed}\` 的增减方向与由 \`${a}\` 到 \`${b}\` 相反`,
    },
    { confidence: 0.8, printed },
  )
}

function tell(
  change: Mention,
  printed: string,
  right: number,
  code: 'audit/ratio' | 'audit/unit-slip' | 'audit/scale-slip',
  [a, b]: readonly [string, string],
  sentence: Sentence,
  desk: AuditDesk,
): void {
  // 同比增长 16%: the word says of what, however far it is off
  const isNear = !/[同环]比[\u4e00-\u9fff]{1,4}$/.test(
    textBetween(sentence, change.numberStart - 8, change.numberStart),
  )
  const digits = /\./.test(printed)
    ? (change.decimals ?? 1)
    : right < 10 && kindOf(change, sentence) === 'times'
      ? 1
      : 0
  const expected = right.toFixed(Math.min(4, Math.max(0, digits)))
  const shown = code === 'audit/unit-slip' ? `${expected} percentage points` : expected
  desk.tell(
    code,
    desk.place(change.start, change.end),
    {
      en:
        code === 'audit/unit-slip'
          ? `\`${printed}\` is the difference of the two levels: percentage points, not percent`
          : `\`${printed}\` disagrees with \`${a}\` and \`${b}\`, from which follows ${expected}`,
      zh:
        code === 'audit/unit-slip'
          ? `\`${printed}\` 是两个百分比之差，应为百分点而非百分比`
          : `\`${printed}\` 与 \`${a}\`、\`${b}\` 不符，据此应为 ${expected}`,
    },
    { confidence: 0.83, printed, expected: shown, isNear },
  )
}
