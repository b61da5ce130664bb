import {
  conversion,
  type Decimal,
  type Mention,
  parseScaledUnit,
  powerOfTen,
  type ScaledUnit,
  type Units,
} from '../base/index.ts'

/** The unit that a caption or the head of a column gives to bare numbers: 单位：万元, ($ million). */
export type HeadUnit = ScaledUnit

const said = /(?:单位|units?)\s*[:：]\s*([^（）()，。；,;]{1,16})/i
const inParentheses = /[（(]\s*([^（）()]{1,16}?)\s*[)）]/g
const inWords = /\bin\s(thousand|million|billion|trillion)s\b/i

/**
 * The unit that `words` give, or `null`.
 *
 * A text in parentheses counts only when it is a scale or a unit as a whole: `（万次）`, not `（0-shot）`.
 *
 * @example headUnit('下载量（单位：万）', unitTable([]))?.exponent // 4
 */
export function headUnit(words: string, units: Units): HeadUnit | null {
  const told = said.exec(words)?.[1]
  if (told !== undefined) return parseScaledUnit(told.trim(), units)
  for (const match of words.matchAll(inParentheses)) {
    const found = parseScaledUnit(match[1]!, units)
    if (found !== null) return found
  }
  const scale = inWords.exec(words)?.[1]
  return scale === undefined ? null : parseScaledUnit(scale, units)
}

/**
 * `head` where it speaks of numbers in `unit`; `null` where it does not.
 *
 * A caption gives one unit to a table that may hold ranks and percentages as well: 万次 says nothing of them, and a scale
 * without a unit says nothing of plain ratios and days.
 */
export function headFor(head: HeadUnit | null, unit: string, units: Units): HeadUnit | null {
  if (head === null) return null
  const named = units.named(head.unitText)
  if (named.length > 0) return named.some((u) => conversion(units, unit, u.id) !== null) ? head : null
  return head.exponent > 0 && unscaled.has(units.get(unit)?.dimension ?? '') ? null : head
}

const unscaled: ReadonlySet<string> = new Set(['ratio', 'percentage-point', 'time', 'date'])

/** A bare number as its head means it: 90 under 万次 is 900,000. */
export function underHead(mention: Mention, head: HeadUnit | null | undefined): Mention {
  if (!head || head.exponent === 0 || mention.scaleText !== '' || mention.unitText !== '') return mention
  return {
    ...mention,
    value: mention.value.times(head.scale),
    ...(mention.high === undefined ? {} : { high: mention.high.times(head.scale) }),
    ...(mention.decimals === undefined ? {} : { decimals: mention.decimals - head.exponent }),
  }
}

/** A value as it is printed under a head, without the digits that its scale only adds as zeros. */
export function inHead(value: Decimal, decimals: number | undefined, head: HeadUnit): Decimal {
  const scaled = value.times(powerOfTen(-head.exponent))
  return decimals === undefined ? scaled.round(2) : scaled.round(Math.max(0, decimals + head.exponent))
}
