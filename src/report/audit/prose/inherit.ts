import type { FoundName } from '../names.ts'
import type { Link } from './link.ts'
import type { Sentence } from './sentence.ts'

/** A link made before, with the place of its number. */
export interface Earlier {
  readonly sentence: Sentence
  readonly index: number
  readonly link: Link
}

// what may stand between a number, the next name and its number where both are of one measure
const binding =
  /^[\s，,、；;：:（()）—–-]*(?:排?名?第[一二三四五六七八九十]|居[首前次]|领先|持平|并列|\b(?:first|second|third)\b)?[\s，,、；;：:（(—–-]*(?:而|则|但|且|也|均|都|大幅|明显|显著|小幅|略微?|稍|远|and|while|whereas|but|versus|vs\.?|against|compared (?:with|to)|to|a hair|a touch|slightly|well|just|narrowly|far|clearly|easily|对|和|与|以及|及|为|是|高于|低于|over|than)*[\s，,]*(?:which|则|也|仅|只有|仅为|约|为|是|得|达|达到|到|有|的|取得|得到|获得|拿到|得分为?|成绩为|at|with|scores?|scored|gets?|got|of|has|posts?|posted|reach(?:es|ed|ing)?|hits?|for|only|just|'s|’s|[（(：:])*\s*$/i

/**
 * The earlier number whose measure also holds for the `n`-th one: A scores 59.4 on it, B 53.6 and C 51.1.
 *
 * A name of its own must stand at the number, no other measure between the two, and both be printed alike.
 */
export function parallelOf(sentence: Sentence, n: number, earlier: readonly Earlier[]): Link | null {
  const last = earlier.at(-1)
  if (last === undefined || last.link.measure === null || last.link.sure === 0) return null
  const a = last.sentence.mentions[last.index]!
  const b = sentence.mentions[n]!
  if (a.form !== b.form || a.high !== undefined || b.high !== undefined || b.start < a.end) return null
  // 30.84 million GPU hours against 7 million for B
  const alike = a.unitText === b.unitText || (b.unitText === '' && b.scaleText !== '' && b.scaleText === a.scaleText)
  if (!alike || (a.decimals ?? 0) > 0 !== (b.decimals ?? 0) > 0) return null
  if (
    last.sentence !== sentence &&
    !(last.sentence.text.trimEnd().endsWith('；') && last.sentence.end === sentence.start)
  )
    return null
  const from = last.sentence === sentence ? a.end : sentence.start
  const named = sentence.names.filter((x) => x.start >= from && x.end <= b.numberStart)
  const compared = sentence.words.filter((w) => w.start >= from && w.end <= b.numberStart)
  const behind = sentence.names.filter((x) => x.kind === 'entity' && x.start >= b.end && x.start - b.end < 12)
  if (named.some((x) => x.kind === 'measure') || (!named.some(isEntity) && behind.length === 0)) return null
  const blanks = compared.length === 0 ? named : [...named, ...compared].sort((x, y) => x.start - y.start)
  const gap = blank(sentence, from, Math.max(b.start, blanks.at(-1)?.end ?? 0), blanks)
  return gap.length <= 60 && binding.test(gap) ? last.link : null
}

function isEntity({ kind }: FoundName): boolean {
  return kind === 'entity'
}

function blank(
  { text, start }: Sentence,
  from: number,
  to: number,
  names: readonly { readonly start: number; readonly end: number }[],
): string {
  let gap = ''
  let at = from
  for (const name of names) {
    if (name.start < at || name.end > to) continue
    gap += text.slice(at - start, name.start - start)
    at = name.end
  }
  return gap + text.slice(at - start, Math.max(at, to) - start)
}
