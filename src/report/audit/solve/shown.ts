import { type Mention, toNumber } from '../../../base/index.ts'
import type { Quantity } from './quantity.ts'

/** A value to four digits. */
export function short(value: number): string {
  return String(Number(value.toPrecision(4)))
}

/** A value in the unit that the number of a quantity is printed in. */
export function shown({ text, value, mention }: Quantity, right: number): string {
  const scale = mention === null ? 1 : value / toNumber(mention.value.div(mention.scale))
  const digits = /\d[\d,.]*/.exec(text)?.[0]
  return digits === undefined ? short(right) : text.replace(digits, short(right / scale))
}

/** A value with the scale word of a number and as many decimals, or `least` where it has fewer. */
export function inScaleOf({ decimals, scale, scaleText }: Mention, right: number, least = 0): string {
  const places = Math.max(least, (decimals ?? 0) + Math.round(Math.log10(toNumber(scale))))
  const digits = (right / toNumber(scale)).toFixed(Math.max(0, places))
  // million stands apart from its number, 万 need not
  return /^[a-z]{3}/i.test(scaleText) ? `${digits} ${scaleText}` : `${digits}${scaleText}`
}
