import { type Mention, toNumber } from '../../../base/index.ts'
import { kept } from '../kept.ts'

/** Whether a number is printed in figures and stands for itself: no range and no bound. */
export function isStated({ form, high, value, bound }: Mention): boolean {
  return form === 'digits' && high === undefined && value.gt(0) && ['exact', 'about', 'average'].includes(bound)
}

/** Whether a number is of money, by its unit. */
export const isMoney = kept(/^(?:元|美元|人民币|港元|欧元|\$|US\$|￥|¥|€|£|RMB|CNY|USD|yuan|dollars?)/i)

/** Half of the last digit of a number, and `rough` of it where it is said to be about so much. */
export function halfOf(m: Mention, rough: number): number {
  return 0.5 * 10 ** -(m.decimals ?? 15) + (m.bound === 'about' ? rough * toNumber(m.value) : 0)
}

/** The same as a part of the number. */
export function partOf(m: Mention): number {
  return halfOf(m, 0.03) / toNumber(m.value)
}
