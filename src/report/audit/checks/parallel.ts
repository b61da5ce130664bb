import { type Mention, toNumber } from '../../../base/index.ts'
import { slipOf } from '../digits.ts'
import { isPercent } from '../kept.ts'
import { isQuoted } from '../prose/audit.ts'
import type { Sentence } from '../prose/sentence.ts'
import type { Read } from './input.ts'

const most = 40
const least = 4

/**
 * Tells of a number of a paragraph that stands in two languages which the two print otherwise: 有效问卷 2,536 份, "2,356 were valid".
 *
 * Two paragraphs are one in two languages where nearly all of their numbers stand in one order.
 */
export function checkParallel({ desk, numbered, paragraphs, text, start }: Read): void {
  if (!/[\u4e00-\u9fff]/.test(text) || !/[a-z]{3} [a-z]{3}/.test(text)) return
  let last: Side | null = null
  let before: Side | null = null
  for (const { from, to, start: at, end, isHeading } of paragraphs) {
    if (from === to || isHeading) continue
    const words = text.slice(at - start, end - start)
    const side: Side = { isChinese: isChinese(words), from, to, numbers: null }
    // a table may stand between, or another paragraph of the first language
    for (const other of [last, before]) {
      if (other === null || other.isChinese === side.isChinese) continue
      if (compare(numbersOf(other, numbered), numbersOf(side, numbered), desk)) break
    }
    ;[before, last] = [last, side]
  }
}

interface Side {
  readonly isChinese: boolean
  readonly from: number
  readonly to: number
  numbers: readonly Printed[] | null
}

interface Printed {
  readonly mention: Mention
  readonly sentence: Sentence
  readonly value: number
  readonly isShare: boolean
}

function isChinese(text: string): boolean {
  const end = Math.min(text.length, 400)
  let chinese = 0
  let latin = 0
  for (let at = 0; at < end; at += 1) {
    const code = text.charCodeAt(at)
    if (code >= 0x4e00 && code <= 0x9fff) chinese += 1
    else if ((code > 96 && code < 123) || (code > 64 && code < 91)) latin += 1
  }
  return chinese * 3 > latin
}

function numbersOf(side: Side, sentences: readonly Sentence[]): readonly Printed[] {
  side.numbers ??= sentences.slice(side.from, side.to).flatMap((sentence) =>
    sentence.mentions
      .filter((m) => m.form === 'digits' && m.high === undefined)
      .map((mention) => ({
        mention,
        sentence,
        value: toNumber(mention.value),
        isShare: isPercent(mention.unitText),
      })),
  )
  return side.numbers
}

// whether the two say the same
function compare(a: readonly Printed[], b: readonly Printed[], desk: Read['desk']): boolean {
  if (a.length < least || b.length < least || a.length > most || b.length > most) return false
  const pairs = alignedOf(a, b)
  if (pairs.length < least || pairs.length < 0.7 * Math.max(a.length, b.length)) return false
  const ends = [[-1, -1] as const, ...pairs, [a.length, b.length] as const]
  for (let n = 1; n < ends.length; n += 1) {
    const i = ends[n - 1]![0] + 1
    const j = ends[n - 1]![1] + 1
    // one number stands alone between the same two on both sides
    if (ends[n]![0] !== i + 1 || ends[n]![1] !== j + 1) continue
    const x = a[i]!
    const y = b[j]!
    if (x.isShare !== y.isShare || isQuoted(x.sentence, x.mention) || isQuoted(y.sentence, y.mention)) continue
    if (desk.isTold(x.mention.start, x.mention.end) || desk.isTold(y.mention.start, y.mention.end)) continue
    tell(x, y, desk)
  }
  return true
}

// the longest row of numbers that both have in one order
function alignedOf(a: readonly Printed[], b: readonly Printed[]): readonly (readonly [number, number])[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint8Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      lengths[i]![j] = isSame(a[i]!, b[j]!)
        ? lengths[i + 1]![j + 1]! + 1
        : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!)
  const pairs: [number, number][] = []
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    if (isSame(a[i]!, b[j]!)) {
      pairs.push([i, j])
      i += 1
      j += 1
    } else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i += 1
    else j += 1
  }
  return pairs
}

function isSame(x: Printed, y: Printed): boolean {
  return x.isShare === y.isShare && Math.abs(x.value - y.value) <= Math.abs(x.value) * 1e-9
}

function tell(x: Printed, y: Printed, desk: Read['desk']): void {
  const [one, other] = [x, y].map(({ mention: m }) => desk.input.extract.text.slice(m.start, m.end)) as [string, string]
  const power = Math.round(Math.log10(x.value / y.value))
  const isPower = power !== 0 && Math.abs(x.value / y.value / 10 ** power - 1) < 1e-6
  // rounded for one of the two languages, or another thing
  if (!isPower && slipOf(digits(one), digits(other)) === 'other') return
  desk.tell(
    isPower ? 'audit/scale-slip' : 'audit/inconsistent',
    desk.place(y.mention.start, y.mention.end),
    {
      en: `\`${other}\` disagrees with \`${one}\`, which stands in its place in the other language`,
      zh: `\`${other}\` 与另一语言同处的 \`${one}\` 不一致`,
    },
    { confidence: 0.82, printed: other, expected: one },
  )
}

function digits(text: string): string {
  return /\d[\d,]*(?:\.\d+)?/.exec(text)?.[0].replaceAll(',', '') ?? ''
}
