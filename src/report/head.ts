import {
  conversion,
  type Decimal,
  isRecord,
  type Mention,
  parseScaledUnit,
  powerOfTen,
  type ScaledUnit,
  type Units,
} from '../base/index.ts'
import type { Binder } from './binder.ts'
import { report } from './codes.ts'
import { plainOf } from './plain.ts'
import type { RawExhibit } from './raw.ts'

/** The unit that a caption or the head of a column gives to bare numbers: 单位：万元, ($ million). */
export type HeadUnit = ScaledUnit

const said = /(?:单位|units?)\s*[:：]\s*([^（）()，。；,;\n]{1,60})/i
const inParentheses = /[（(]\s*([^（）()]{1,40}?)\s*[)）]/g
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
 * The unit that `words` name and that is none; `null` where they name none or one that is known.
 *
 * @example unreadUnit('下载量（单位：箩）', unitTable([])) // '箩'
 */
export function unreadUnit(words: string, units: Units): string | null {
  const told = said.exec(words)?.[1]?.trim() ?? ''
  return told === '' || parseScaledUnit(told, units) !== null ? null : told
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
    ...(mention.below === undefined ? {} : { below: mention.below.times(head.scale) }),
    ...(mention.decimals === undefined ? {} : { decimals: mention.decimals - head.exponent }),
  }
}

/** A value as it is printed under a head, without the digits that its scale only adds as zeros. */
export function inHead(value: Decimal, decimals: number | undefined, head: HeadUnit): Decimal {
  const scaled = value.times(powerOfTen(-head.exponent))
  return decimals === undefined ? scaled.round(2) : scaled.round(Math.max(0, decimals + head.exponent))
}

/** Tells of a caption whose unit is none while columns or rows of its query leave theirs to it. */
export function checkCaption(exhibit: RawExhibit, value: Readonly<Record<string, unknown>>, binder: Binder): void {
  const unread = unreadUnit(plainOf(exhibit.caption).text, binder.registry.units)
  const bare = (item: unknown) => isRecord(item) && item.unit === 'none'
  const items = [value.columns, value.rows].flatMap((list) => (Array.isArray(list) ? list : []))
  if (unread === null || !items.some(bare)) return
  binder.diagnostics.push(
    report(
      'report/unit',
      { en: `the caption names the unit \`${unread}\`, which is not known`, zh: `题注的单位 \`${unread}\` 未知` },
      { at: exhibit.at },
    ),
  )
}

/** Whether the unit of a caption served a cell, and the unit of a bare number that it did not serve. */
export interface HeadUse {
  used: boolean
  other: string
}

/** Notes for one cell whether the unit of the caption served it. */
export function noteUse(
  use: HeadUse,
  head: HeadUnit | null,
  caption: HeadUnit | null,
  unit: string,
  isBare: boolean,
  units: Units,
  text = '',
): void {
  if (head !== null) use.used = true
  else if (caption === null) return
  else if (isBare && !unscaled.has(units.get(unit)?.dimension ?? 'ratio')) use.other ||= unit
  else if (units.named(caption.unitText).length > 0 && isPercent(unit, units) && digits.test(text)) use.other ||= unit
}

// ranks and counts need no unit, shares printed as 88.6 rest on that of the caption
const digits = /^-?[\d.,]*\d$/

function isPercent(unit: string, units: Units): boolean {
  return unit !== '1' && unscaled.has(units.get(unit)?.dimension ?? '')
}

/** Tells of a caption whose unit is that of no cell, while numbers without their units rest on it. */
export function checkUse(exhibit: RawExhibit, use: HeadUse, binder: Binder): void {
  if (use.used || use.other === '') return
  const unit = binder.naming.unit(use.other)
  binder.diagnostics.push(
    report(
      'report/unit',
      {
        en: `the caption names a unit that no cell has: their numbers are in ${unit}`,
        zh: `题注的单位不适用于任何单元格：表中数值的单位为${unit}`,
      },
      { at: exhibit.at },
    ),
  )
}
