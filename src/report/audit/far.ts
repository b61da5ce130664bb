import { slipOf } from './digits.ts'

// what a hand gets wrong lies nearer to what is right, as counted on documents of strangers: in a sentence of a few numbers
// within about twice, in one that is full of them within an eighth, since there any three may be meant
const most = 2.2
const mostInCrowd = 1.12
const few = 5

const number = /[+\-−]?\d[\d,]*(?:\.\d+)?/g
const anyNumber = /\d[\d,]*(?:\.\d+)?/g
const stop = /[。；！？\n|]|[.;!?]\s/
const reach = 160

/**
 * Whether two printed numbers are too far apart for the one to be a slip for the other: neither a point moved nor one
 * digit or two exchanged make it so, and the one is more than about twice the other, or more than an eighth above it where
 * it stands among many numbers.
 *
 * @example isFar('49%', '8%', false) // true
 * @example isFar('4.9%', '49%', false) // false
 */
export function isFar(printed: string, expected: string, isInCrowd: boolean): boolean {
  const [a, ...others] = printed.match(number) ?? []
  const [b, ...more] = expected.match(number) ?? []
  if (a === undefined || b === undefined || others.length > 0 || more.length > 0) return false
  const [x, y] = [a, b].map((n) => Math.abs(Number(n.replaceAll(',', '').replace(/^[+−]/, ''))))
  if (!(x! > 0) || !(y! > 0)) return false
  if (!isApart(x! / y!, isInCrowd ? mostInCrowd : most)) return false
  // 17.6% for 117.6% lost a digit, 112.2% has nothing to do with 12.2%; 26% for the 62.2% that come out
  const rounded = y!.toFixed((a.split('.')[1] ?? '').length)
  const isOther = (right: string) => {
    const slip = slipOf(a, right)
    return slip === 'other' || (isInCrowd && slip === 'lost' && x! > y!)
  }
  return isOther(b) && isOther(rounded)
}

/** Whether a number that is `ratio` times another is too far from it, and by no power of ten. */
export function isApart(ratio: number, limit = most): boolean {
  const power = Math.log10(ratio)
  return (ratio > limit || ratio < 1 / limit) && Math.abs(power - Math.round(power)) > 0.03
}

/** Whether the sentence or row around a place of `text` holds many numbers. */
export function isInCrowd(text: string, start: number, end: number): boolean {
  const front = text
    .slice(Math.max(0, start - reach), start)
    .split(stop)
    .at(-1)!
  const behind = text.slice(end, end + reach).split(stop)[0]!
  return count(front) + 1 + count(behind) > few
}

function count(text: string): number {
  return text.match(anyNumber)?.length ?? 0
}
