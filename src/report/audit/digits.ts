import type { Words } from '../../base/index.ts'

/** How two printed numbers differ. */
export type Slip = 'power' | 'digit' | 'exchange' | 'lost' | 'other'

/** The slip of the hand that turns one number into the other, where there is one. */
export function slipOf(printed: string, right: string): Slip {
  const [a, b] = [bare(printed), bare(right)]
  if (significant(a) === significant(b) && significant(a) !== '') return 'power'
  if (a.length === b.length) {
    const apart = [...a].filter((c, i) => c !== b[i]).length
    if (apart === 1) return 'digit'
    const at = [...a].findIndex((c, i) => c !== b[i])
    if (apart === 2 && a[at] === b[at + 1] && a[at + 1] === b[at]) return 'exchange'
    // 88.6 and 86.8 exchange two digits across the point
    const [x, y] = [a.replace('.', ''), b.replace('.', '')]
    const first = [...x].findIndex((c, i) => c !== y[i])
    if (apart === 2 && x[first] === y[first + 1] && x[first + 1] === y[first]) return 'exchange'
  }
  if (Math.abs(a.length - b.length) === 1 && isOneLess(a, b)) return 'lost'
  return 'other'
}

function bare(text: string): string {
  return text.replace(/[^\d.]/g, '')
}

function significant(text: string): string {
  return text.replace('.', '').replace(/^0+|0+$/g, '')
}

function isOneLess(a: string, b: string): boolean {
  const [long, short] = a.length > b.length ? [a, b] : [b, a]
  return [...long].some((_, i) => long.slice(0, i) + long.slice(i + 1) === short)
}

/** What a slip is called, empty for one that has no name. */
export const slipWords: Readonly<Record<Slip, Words>> = {
  power: { en: ', a slip by a power of ten', zh: '，疑为数量级错误' },
  digit: { en: ', one digit differs', zh: '，仅一位数字不同' },
  exchange: { en: ', two digits are exchanged', zh: '，相邻数字互换' },
  lost: { en: ', one digit too few or too many', zh: '，多或少一位数字' },
  other: { en: '', zh: '' },
}
