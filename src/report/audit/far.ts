import { slipOf } from './digits.ts'

// what a hand gets wrong lies nearer to what is right, as counted on documents of strangers
const most = 2.2

const number = /[+\-−]?\d[\d,]*(?:\.\d+)?/g

/**
 * Whether two printed numbers are too far apart for the one to be a slip for the other: the one is more than about
 * twice the other, and neither a point moved nor a digit more or less makes it so.
 *
 * @example isFar('49%', '8%') // true
 * @example isFar('4.9%', '49%') // false
 */
export function isFar(printed: string, expected: string): boolean {
  const [a, ...others] = printed.match(number) ?? []
  const [b, ...more] = expected.match(number) ?? []
  if (a === undefined || b === undefined || others.length > 0 || more.length > 0) return false
  const [x, y] = [a, b].map((n) => Math.abs(Number(n.replaceAll(',', '').replace(/^[+−]/, ''))))
  if (!(x! > 0) || !(y! > 0)) return false
  const ratio = x! / y!
  if (ratio <= most && ratio >= 1 / most) return false
  const power = Math.log10(ratio)
  // 26% for the 62.2% that come out
  const rounded = y!.toFixed((a.split('.')[1] ?? '').length)
  return Math.abs(power - Math.round(power)) > 0.03 && slipOf(a, b) === 'other' && slipOf(a, rounded) === 'other'
}
