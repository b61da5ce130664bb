import { toNumber } from '../../../base/index.ts'
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
