import { type Decimal, powerOfTen } from '../decimal.ts'
import type { UnitWords } from './reading.ts'
import { parseAmount } from './scan.ts'

/** A unit with the scale that is printed before it: 万元, $ million. */
export interface ScaledUnit {
  readonly scale: Decimal
  /** 10 to this power is the scale */
  readonly exponent: number
  readonly unitText: string
}

const money = /^(US\$|HK\$|[$¥￥€]|RMB|USD|CNY|EUR|HKD)\s*(.*)$/

/**
 * The scale and the unit that `words` are as a whole, or `null`.
 *
 * @example parseScaledUnit('亿')?.exponent // 8
 */
export function parseScaledUnit(words: string, units?: UnitWords): ScaledUnit | null {
  if (/^[\d.+-]/.test(words)) return null
  const [, sign, rest] = money.exec(words) ?? []
  const tries = sign === undefined ? [`1${words}`, `1 ${words}`] : [`${sign}1 ${rest}`.trim(), `1 ${rest} ${sign}`]
  for (const text of tries) {
    const amount = parseAmount(text, units)
    if (amount === null || amount.qualifiers.length > 0 || amount.end < text.length) continue
    for (let exponent = 0; exponent <= 12; exponent += 1)
      if (amount.value.eq(powerOfTen(exponent))) return { scale: amount.value, exponent, unitText: amount.unitText }
  }
  return null
}
