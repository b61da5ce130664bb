import type { Mention } from '../../../base/index.ts'
import { isPercentagePoints, kept } from '../kept.ts'
import type { Sentence } from '../prose/sentence.ts'
import { textBetween } from './growth.ts'
import { bareUnit } from './rates.ts'

const isFold = kept(/^(?:times|fold)$/i)
/** Whether a unit is percent. */
export const isShare = kept(/^(?:%|％|per ?cent|pct)$/i)
/** Whether a unit is basis points. */
export const isBasisPoints = kept(/^(?:个?基点|bps?|basis points?)$/i)
const isTimes = kept(/^(?:x|×|times)$/i)

/** How a change is told. */
export type Kind = 'percent' | 'points' | 'basis-points' | 'times'

/** How a number tells a change: in percent, points, basis points or as a multiple; `null` where it tells none. */
export function kindOf({ unitText, form, numberStart }: Mention, sentence: Sentence): Kind | null {
  if (isFold(unitText) && form === 'words') return 'times'
  if (
    unitText === '倍' &&
    /(?:增长|提升|增加|扩大)(?:了|约|近|超过?)*\s?$/.test(textBetween(sentence, numberStart - 12, numberStart))
  )
    return 'times'
  // 输出为输入的 3 倍
  if (
    unitText === '倍' &&
    /[为是][^，。；;\d]{1,8}的\s?(?:约)?$/.test(textBetween(sentence, numberStart - 14, numberStart))
  )
    return 'times'
  if (form !== 'digits') return null
  if (unitText === '' && /\bfactor of\s(?:about\s)?$/i.test(textBetween(sentence, numberStart - 18, numberStart)))
    return 'times'
  if (isShare(unitText)) return unitText === 'pct' ? 'points' : 'percent'
  if (isPercentagePoints(unitText)) return 'points'
  if (isBasisPoints(unitText)) return 'basis-points'
  return isTimes(unitText) ? 'times' : null
}

/** Whether two numbers are plain amounts of one unit, so that the one may be what the other has become. */
export function alike(a: Mention, b: Mention): boolean {
  const whole = (m: Mention) => m.form === 'digits' && m.high === undefined && m.value.gt(0)
  // 4.62 million times, from 4.40 million
  const left = (x: Mention, y: Mention) => x.unitText === '' && x.scaleText !== '' && x.scaleText === y.scaleText
  // 3B and 7B are sizes of models
  const isSize = (x: Mention) => x.unitText === '' && x.scaleText === 'B'
  if (isSize(a) || isSize(b)) return false
  const per = (x: Mention) => /[/每].*$/.exec(x.unitText)?.[0] ?? ''
  if (per(a) !== per(b) && per(a) !== '' && per(b) !== '') return false
  const like = bareUnit(a) === bareUnit(b) || left(a, b) || left(b, a)
  return whole(a) && whole(b) && like && a.bound === 'exact' && b.bound === 'exact'
}
