import { type Decimal, plain, powerOfTen, round } from '../decimal.ts'
import type { Style } from '../number.ts'
import type { Amount } from '../quantity.ts'
import { type Scale, scales, usual } from './words.ts'

const automatic: Readonly<Record<'zh' | 'en', readonly string[]>> = {
  zh: ['万亿', '亿', '万'],
  en: ['trillion', 'billion', 'million'],
}

/**
 * `amount` as it is printed in a style; `parseAmount` reads the same amount back.
 *
 * Digits after the point are those that the amount carries, counted after scaling, or `places`. A scale is chosen by
 * itself only where at most three digits after the point remain.
 *
 * @example formatAmount({ value: decimal('405000000000'), decimals: -8, bound: 'exact' }, { lang: 'zh', scale: 'auto', unitText: '' }) // '4050 亿'
 */
export function formatAmount(amount: Amount, style: Style): string {
  const scale = chooseScale(amount, style)
  const low = digitsOf(amount.value, amount, scale, style)
  const number =
    amount.high === undefined
      ? low
      : `${low}${style.lang === 'zh' ? '~' : '–'}${digitsOf(amount.high, amount, scale, style)}`
  const word = style.qualifier ?? usual[style.lang][amount.bound]
  const joined = joinUnit(number, scale, style)
  return word === '' ? joined : `${word} ${joined}`
}

function joinUnit(number: string, scale: Scale | null, style: Style): string {
  const scaled =
    scale === null ? number : /^[A-Z]$/i.test(scale.word) ? `${number}${scale.word}` : `${number} ${scale.word}`
  const unit = style.unitText
  if (unit === '') return scaled
  if (/^[$¥￥€]$|^(?:US|HK)\$$/.test(unit)) return `${unit}${scaled}`
  if (/^[%‰°]|^[xX×]$/.test(unit)) return `${scaled}${unit}`
  const wide = /^[\u3000-\u9fff]/.test(unit)
  // 3000 亿元, but 88 元 and 15 万亿 token
  return wide && scale !== null && /[\u4e00-\u9fff]$/.test(scaled) ? `${scaled}${unit}` : `${scaled} ${unit}`
}

function digitsOf(value: Decimal, amount: Amount, scale: Scale | null, style: Style): string {
  const exponent = scale?.exponent ?? 0
  const scaled = value.times(powerOfTen(-exponent))
  const places = style.places ?? (amount.decimals === undefined ? undefined : Math.max(0, amount.decimals + exponent))
  const digits = places === undefined ? plain(round(scaled, 12)) : round(scaled, places).toFixed(places)
  const grouped = style.grouping ?? style.lang === 'en'
  return grouped ? group(digits) : digits
}

function group(digits: string): string {
  const [whole, ...rest] = digits.split('.')
  return [whole!.replace(/\B(?=(\d{3})+$)/g, ','), ...rest].join('.')
}

function chooseScale(amount: Amount, style: Style): Scale | null {
  if (style.scale === 'none') return null
  if (style.scale !== 'auto') return scales.find((s) => s.word === style.scale) ?? null
  for (const word of automatic[style.lang]) {
    const scale = scales.find((s) => s.word === word)!
    const scaled = amount.value.times(powerOfTen(-scale.exponent))
    if (scaled.abs().lt(1)) continue
    // what the amount carries in digits must not be lost, and what it does not carry not be invented
    const needed =
      amount.decimals === undefined
        ? (plain(scaled).split('.')[1]?.length ?? 0)
        : Math.max(amount.decimals + scale.exponent, 0)
    if (needed <= (word === '万' ? 1 : 3)) return scale
  }
  return null
}
