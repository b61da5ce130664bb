import { type Mention, toNumber } from '../../../base/index.ts'
import { isPercent } from '../kept.ts'
import { isQuoted } from '../prose/audit.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import { textBetween } from './growth.ts'
import type { Paragraph } from './input.ts'
import { bareUnit } from './rates.ts'

const any = gate(/分别|依次|respectively/i)
const leading = /占[^，。；;\d]{0,12}(?:分别|依次)(?:约|为|是|达|\s)*$/
const joint = /^(?:\s?[、，,和及与]\s?|,?\s(?:and\s)?)$/

/**
 * Tells of the one share of a row that is not in the proportion to its amount that the others are in: 训练券 7200 万元、推理券 3600 万元、创新券
 * 1200 万元，占比分别为 60%、30%、10%.
 */
export function checkApportioned({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    if (!any(sentence) || sentence.mentions.length > 24) continue
    const shares = sharesIn(sentence)
    if (shares.length < 3) continue
    const amounts = amountsBefore(sentence, shares)
    if (amounts.length !== shares.length) continue
    const whole = wholeOf(amounts, shares)
    if (whole === null) continue
    for (const [n, share] of shares.entries()) {
      const right = (toNumber(amounts[n]!.value) / whole) * 100
      if (Math.abs(right - toNumber(share.value)) <= roundingOf(share) + 1e-9) continue
      if (isQuoted(sentence, share) || desk.isTold(share.start, share.end)) continue
      const printed = textBetween(sentence, share.start, share.end)
      const expected = right.toFixed(Math.max(0, share.decimals ?? 0))
      const amount = textBetween(sentence, amounts[n]!.start, amounts[n]!.end)
      desk.tell(
        'audit/ratio',
        desk.place(share.start, share.end),
        {
          en: `\`${printed}\` is not the share of ${amount} of the whole that the others are shares of, which is ${expected} %`,
          zh: `\`${printed}\` 与 ${amount} 不符，按其余各项的总额应为 ${expected}%`,
        },
        { confidence: 0.84, printed, expected },
      )
    }
  }
}

function sharesIn(sentence: Sentence): readonly Mention[] {
  const { mentions } = sentence
  const first = mentions.findIndex(
    (m) => isPercent(m.unitText) && leading.test(textBetween(sentence, m.numberStart - 24, m.numberStart)),
  )
  if (first === -1) return []
  const found = [mentions[first]!]
  for (const m of mentions.slice(first + 1)) {
    if (!isPercent(m.unitText) || !joint.test(textBetween(sentence, found.at(-1)!.end, m.numberStart))) break
    found.push(m)
  }
  return found.every((m) => m.high === undefined && m.form === 'digits') ? found : []
}

// as many amounts of one kind right before them
function amountsBefore({ mentions }: Sentence, shares: readonly Mention[]): readonly Mention[] {
  const before = mentions.slice(0, mentions.indexOf(shares[0]!)).filter((m) => !isPercent(m.unitText))
  const own = before.slice(-shares.length)
  const unit = own[0] === undefined ? '' : bareUnit(own[0])
  return own.every((m) => m.high === undefined && m.form === 'digits' && m.value.gt(0) && bareUnit(m) === unit)
    ? own
    : []
}

function roundingOf(share: Mention): number {
  return 0.5 * 10 ** -(share.decimals ?? 0) * 1.3
}

// of what two of the first shares and most of all are shares: their sum, or a larger whole
function wholeOf(amounts: readonly Mention[], shares: readonly Mention[]): number | null {
  const sum = amounts.reduce((t, m) => t + toNumber(m.value), 0)
  const wholes = [sum, ...amounts.map((m, n) => (toNumber(m.value) / toNumber(shares[n]!.value)) * 100)]
  const fits = (whole: number) =>
    amounts.filter(
      (m, n) => Math.abs((toNumber(m.value) / whole) * 100 - toNumber(shares[n]!.value)) <= roundingOf(shares[n]!),
    ).length
  // shares of wholes of their own have none in common
  const best = wholes.filter((w) => Number.isFinite(w) && w >= sum * 0.995).sort((a, b) => fits(b) - fits(a))[0]
  if (best === undefined) return null
  const count = fits(best)
  if (count === amounts.length) return null
  const off = amounts.length - count
  // two that changed places fit each other
  return (off === 1 && count >= 2) || (off === 2 && isExchanged(amounts, shares, best)) ? best : null
}

function isExchanged(amounts: readonly Mention[], shares: readonly Mention[], whole: number): boolean {
  const right = amounts.map((m) => (toNumber(m.value) / whole) * 100)
  const off = right.flatMap((r, n) => (Math.abs(r - toNumber(shares[n]!.value)) <= roundingOf(shares[n]!) ? [] : [n]))
  const [p, q] = off
  if (p === undefined || q === undefined) return false
  const isNear = (r: number, share: Mention) => Math.abs(r - toNumber(share.value)) <= roundingOf(share)
  return isNear(right[p]!, shares[q]!) && isNear(right[q]!, shares[p]!)
}
