import type { Mention } from '../../../base/index.ts'
import type { Quantity } from './quantity.ts'

// field by field: a paragraph's numbers are looked at many times, and all of one shape are looked at faster

/** A quantity that stands further on by so much, in the sentence that begins at `sentence`. */
export function shiftQuantity(q: Quantity, by: number, sentence: number, mention: Mention | null): Quantity {
  return {
    start: q.start + by,
    end: q.end + by,
    at: q.at + by,
    text: q.text,
    value: q.value,
    slack: q.slack,
    kind: q.kind,
    dimension: q.dimension,
    key: q.key,
    code: q.code,
    unit: q.unit,
    label: q.label,
    isBinary: q.isBinary,
    noun: q.noun,
    each: q.each,
    isOwn: q.isOwn,
    period: q.period,
    sentence,
    front: q.front,
    behind: q.behind,
    mention,
    isQuoted: q.isQuoted,
    isSaved: q.isSaved,
  }
}

type Open = 'value' | 'kind' | 'dimension' | 'key' | 'code' | 'unit' | 'label' | 'each' | 'isOwn'

/** A quantity with other values of some of its fields. */
export function changeQuantity(q: Quantity, change: Partial<Pick<Quantity, Open>>): Quantity {
  const { value = q.value, kind = q.kind, dimension = q.dimension, key = q.key, code = q.code } = change
  const { unit = q.unit, label = q.label, each = q.each, isOwn = q.isOwn } = change
  return {
    start: q.start,
    end: q.end,
    at: q.at,
    text: q.text,
    value,
    slack: q.slack,
    kind,
    dimension,
    key,
    code,
    unit,
    label,
    isBinary: q.isBinary,
    noun: q.noun,
    each,
    isOwn,
    period: q.period,
    sentence: q.sentence,
    front: q.front,
    behind: q.behind,
    mention: q.mention,
    isQuoted: q.isQuoted,
    isSaved: q.isSaved,
  }
}
