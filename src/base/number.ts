import type { Decimal } from './decimal.ts'
import type { Amount, Bound } from './quantity.ts'

/** A number found in a text, with everything its words say about it. */
export interface Mention extends Amount {
  readonly kind: 'mention'
  /** offsets into the text, of the whole reading: qualifier, number, scale and unit */
  readonly start: number
  readonly end: number
  /** offsets of the number alone: digits and scale, without qualifier and unit */
  readonly numberStart: number
  readonly numberEnd: number
  /** the words that gave the bound, in order, such as `超过` or `more than`; empty when none */
  readonly qualifiers: readonly string[]
  /** the unit as printed (`元`, `%`, `次`, `tokens`) or as a word implies it (`%` for 三成, `倍` for 翻番), empty when none */
  readonly unitText: string
  /** how the number was written; `vague` names a size alone, such as 数百 or "hundreds of" */
  readonly form: 'digits' | 'fraction' | 'words' | 'range' | 'vague'
  /** the scale word as printed (`亿`, `万亿`, `K`, `B`, `billion`), empty when none */
  readonly scaleText: string
  /** the factor of the scale word; 1 when none */
  readonly scale: Decimal
  /** index of this number in a list introduced by 分别 or "respectively", when it is in one */
  readonly respectively?: number | undefined
}

/** What a number is to look like when it is printed. */
export interface Style {
  readonly lang: 'zh' | 'en'
  /** scale word to use; `auto` picks 万/亿 or million/billion; `none` prints all digits */
  readonly scale: 'auto' | 'none' | string
  /** digits after the point, counted after scaling; absent keeps what the amount carries */
  readonly places?: number
  /** thousands separators; default in English only */
  readonly grouping?: boolean
  /** how the unit is printed after the number, empty for none */
  readonly unitText: string
  /** word for the bound, when another than the usual one is wanted */
  readonly qualifier?: string
}

export type { Bound }
