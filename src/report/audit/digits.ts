import type { Words } from '../../base/index.ts'

/** How two printed numbers differ. */
export type Slip = 'power' | 'digit' | 'exchange' | 'lost' | 'other'

// thousand, 万, million, 亿, billion
const unitPowers: readonly number[] = [3, 4, 6, 8, 9]

/**
 * The power of ten by which a number is off as by another scale word, `null` where it is off by anything else.
 *
 * @example unitOff(0.001, 0.01) // -3
 * @example unitOff(100, 0.01) // null
 */
export function unitOff(ratio: number, slack: number): number | null {
  const power = Math.round(Math.log10(ratio))
  return unitPowers.includes(Math.abs(power)) && Math.abs(ratio / 10 ** power - 1) <= slack ? power : null
}

/** The slip of the hand that turns one number into the other, where there is one. */
export function slipOf(printed: string, right: string): Slip {
  const b = bare(right)
  const a = asPrecise(bare(printed), b)
  const whole = significant(a)
  if (whole !== '' && whole === significant(b)) return 'power'
  if (a.length === b.length) {
    let apart = 0
    let at = -1
    for (let i = 0; i < a.length; i += 1) {
      if (a[i] === b[i]) continue
      apart += 1
      if (at === -1) at = i
    }
    if (apart === 1) return 'digit'
    if (apart === 2 && isExchanged(a, b, at)) return 'exchange'
    if (apart === 2) {
      // 88.6 and 86.8 exchange two digits across the point
      const x = a.replace('.', '')
      const y = b.replace('.', '')
      let first = 0
      while (first < x.length && x[first] === y[first]) first += 1
      if (first < x.length && isExchanged(x, y, first)) return 'exchange'
    }
  }
  if (Math.abs(a.length - b.length) === 1 && isOneLess(a, b)) return 'lost'
  return 'other'
}

function isExchanged(a: string, b: string, at: number): boolean {
  return a[at] === b[at + 1] && a[at + 1] === b[at]
}

function bare(text: string): string {
  let from = 0
  while (from < text.length && isFigure(text.charCodeAt(from))) from += 1
  // most texts are a number and nothing else
  return from === text.length ? text : text.normalize('NFKC').replace(/[^\d.]/g, '')
}

// 84.00 beside 80.4 is 84.0
function asPrecise(text: string, other: string): string {
  const point = text.indexOf('.')
  const places = other.includes('.') ? other.length - other.indexOf('.') - 1 : 0
  if (point === -1 || places === 0) return text
  let end = text.length
  while (end - point - 1 > places && text[end - 1] === '0') end -= 1
  return text.slice(0, end)
}

function isFigure(code: number): boolean {
  return (code > 47 && code < 58) || code === 46
}

function significant(text: string): string {
  const whole = text.replace('.', '')
  let from = 0
  let to = whole.length
  while (from < to && whole[from] === '0') from += 1
  while (to > from && whole[to - 1] === '0') to -= 1
  return whole.slice(from, to)
}

// where the two first part, a digit more stands in the longer
function isOneLess(a: string, b: string): boolean {
  const [long, short] = a.length > b.length ? [a, b] : [b, a]
  let at = 0
  while (at < short.length && long[at] === short[at]) at += 1
  return long.slice(at + 1) === short.slice(at)
}

/** What a slip is called, empty for one that has no name. */
export const slipWords: Readonly<Record<Slip, Words>> = {
  power: { en: ', a slip by a power of ten', zh: '，疑为数量级错误' },
  digit: { en: ', one digit differs', zh: '，仅一位数字不同' },
  exchange: { en: ', two digits are exchanged', zh: '，相邻数字互换' },
  lost: { en: ', one digit too few or too many', zh: '，多或少一位数字' },
  other: { en: '', zh: '' },
}
