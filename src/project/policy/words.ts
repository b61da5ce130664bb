import type { Lang } from '../../base/index.ts'
import {
  type Amount,
  amountText,
  type Basis,
  type Description,
  type Modality,
  type Result,
  type Shown,
} from '../../policy/index.ts'

export { partsText, type TraceStep } from '../../policy/index.ts'

/** The result of one record. */
export type PolicyResult = Result

/** A policy laid out. */
export type PolicyDescription = Description

/** What a batch rests on. */
export type PolicyBasis = Basis

/** What a number is, in words; nothing for an exact one. */
export function modalityWords(modality: Modality, lang: Lang): string {
  if (modality === 'exact') return ''
  const zh = { 'up-to': '至多', about: '约', average: '平均', range: '区间' }
  return lang === 'zh' ? zh[modality] : modality.replace('-', ' ')
}

/** An amount in words: a number, both ends, or that it is not known. */
export function amountWords(amount: Amount, lang: Lang): string {
  return amount.unknown === true ? (lang === 'zh' ? '未知' : 'unknown') : amountText(amount)
}

/** A value of a trace in words. */
export function shownWords(value: Shown, lang: Lang): string {
  const words: Readonly<Record<string, string>> = { yes: '是', no: '否' }
  const text = (t: string | null) => (t === null ? '…' : lang === 'zh' ? (words[t] ?? t) : t)
  if (value === null) return lang === 'zh' ? '无规定' : 'nothing'
  if (typeof value === 'string') return text(value)
  if (!('low' in value)) return value.map(text).join(lang === 'zh' ? ' 或 ' : ' or ')
  return `${text(value.low)}..${text(value.high)}`
}
