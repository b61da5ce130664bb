import { conversion, type Mention, plain, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { slipOf } from '../digits.ts'
import { isQuoted } from '../prose/audit.ts'
import { gate } from '../prose/gate.ts'
import { goesOn, type Sentence } from '../prose/sentence.ts'
import type { Paragraph } from './input.ts'
import { bareUnit, baseOf, factorsOf } from './rates.ts'

/** Tells of a number that is said again per another time or in another unit, and is not the same: 299 元/月，即每年 358.8 元. */
export function checkRestated({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) checkSentence(sentences[s]!, sentences[s - 1], desk)
}

function checkSentence(sentence: Sentence, last: Sentence | undefined, desk: AuditDesk): void {
  const { mentions } = sentence
  // a semicolon parts no reckoning
  const before =
    last !== undefined &&
    sentence.start - last.end < 3 &&
    (goesOn(last) || /^\s*(?:That|This) is|^\s*这(?:相当于|意味着)/.test(sentence.text))
      ? last.mentions.slice(-2)
      : []
  if (mentions.length + before.length < 2 || mentions.length > 40 || !again(sentence)) return
  for (let n = 0; n < mentions.length; n += 1) {
    const b = mentions[n]!
    const front = sentence.text.slice(Math.max(0, b.start - sentence.start - 28), b.numberStart - sentence.start)
    const marker =
      markerIn(front) ??
      (/[,，]\s?(?:about|约)\s?$/i.test(front) && mentions[n - 1] !== undefined && inBytes(mentions[n - 1]!, b, desk)
        ? 'loose'
        : null)
    if (marker === null || isQuoted(sentence, b)) continue
    // a thousand of 千 tokens may be read as a number of its own
    const near = [...(n < 2 ? before : []), ...mentions.slice(Math.max(0, n - 2), n)]
    const a = near.findLast((m) => alike(m, b) || inBytes(m, b, desk))
    if (a === undefined || b.start - a.end > 48 || a.high !== undefined || b.high !== undefined) continue
    if (inBytes(a, b, desk)) checkUnit(sentence, a, b, desk)
    else checkRate(sentence, last, a, b, marker, desk)
  }
}

// one of these stands in front of what is said again
const again = gate(/[即合约]|相当于|也就是|换算|i\.e\.|that is|equivalent|which|comes to|equal|[,，]\s?(?:or|about)/i)

type Marker = 'firm' | 'loose'

const firm =
  /(?:即|折合|约合|相当于|也就是|换算|\bi\.e\.,?|\bthat is,?|\bequivalent to|\bwhich is|\bwhich comes to|\bcomes to|\bequals?)[^，。；;\d]{0,14}$/i
const loose = /(?:[,，]\s?(?:or|合|约为?)\s?(?:about\s|roughly\s|some\s)?(?:US\$|[$¥￥€])?\s?)$/i

function markerIn(front: string): Marker | null {
  return firm.test(front) ? 'firm' : loose.test(front) ? 'loose' : null
}

function alike(a: Mention, b: Mention): boolean {
  return bareUnit(a) === bareUnit(b) && a.unitText !== '%' && a.form === b.form && a.value.gt(0) && b.value.gt(0)
}

function unitsOf(m: Mention, { input }: AuditDesk): readonly string[] {
  return input.registry.units.named(m.unitText).map((u) => u.id)
}

function inBytes(a: Mention, b: Mention, desk: AuditDesk): boolean {
  const dimension = (m: Mention) => desk.input.registry.units.get(unitsOf(m, desk)[0] ?? '')?.dimension
  return a.unitText !== b.unitText && dimension(a) === 'information' && dimension(b) === 'information'
}

// half of the last digit of each, as a part of the whole
function slack(...list: readonly Mention[]): number {
  return list.reduce((s, m) => s + (0.5 * 10 ** -(m.decimals ?? 15)) / Math.abs(toNumber(m.value)), 0) + 1e-9
}

// the sentence that a number stands in
function ownOf(sentence: Sentence, last: Sentence | undefined, m: Mention): Sentence {
  return m.start < sentence.start && last !== undefined ? last : sentence
}

function checkRate(
  sentence: Sentence,
  last: Sentence | undefined,
  a: Mention,
  b: Mention,
  marker: Marker,
  desk: AuditDesk,
): void {
  const from = baseOf(ownOf(sentence, last, a), a)
  const to = baseOf(sentence, b)
  if (from === null || to === null || from.kind !== to.kind) return
  const x = toNumber(a.value)
  const y = toNumber(b.value)
  if (from.name === to.name) {
    // $9,600 a month, or $115,200 a month: the second is of a year
    const year = from.name === 'month' && Math.abs(y / x / 12 - 1) < slack(b)
    if (year) tell(a, b, 'audit/unit-slip', plain(a.value), 0.82, desk)
    return
  }
  const factors = factorsOf(from, to)
  const rough = marker === 'loose' || b.bound !== 'exact' ? 0.012 : 0.004
  if (factors.some((f) => Math.abs(y / (x * f) - 1) <= Math.max(slack(a, b), rough))) return
  const right = x * factors[0]!
  // $20 a month of each of 10 million, i.e. $2.4 billion a year
  const others = sentence.mentions.filter((m) => m !== a && m !== b).map((m) => toNumber(m.value))
  if (others.some((v) => [v, 1 / v, v / 100].some((f) => factors.some((t) => Math.abs(y / (x * t * f) - 1) < 0.02))))
    return
  const power = isPower(y / right)
  const slip = slipOf(sentence.text.slice(b.numberStart - sentence.start, b.numberEnd - sentence.start), short(right))
  if (!power && marker === 'loose' && slip === 'other') return
  // a team of 40 at $75 an hour comes to $15,600 a week: so many of them, so many hours
  if (!power && sentence.mentions.some((m) => m.end <= a.start && m.value.gt(1) && bareUnit(m) !== bareUnit(a))) return
  // far off is another thing, not a slip
  if (!power && (y / right > 3 || y / right < 1 / 3) && Math.abs(y / x - 1) > slack(b)) return
  tell(a, b, power ? 'audit/scale-slip' : 'audit/arithmetic', short(right), power ? 0.88 : 0.8, desk)
}

function checkUnit(_sentence: Sentence, a: Mention, b: Mention, desk: AuditDesk): void {
  const left = unitsOf(a, desk)[0]!
  const right = unitsOf(b, desk)[0]!
  const factor = conversion(desk.input.registry.units, left, right)
  if (factor === null || a.value.eq(0) || desk.isTold(a.start, a.end)) return
  const ratio = toNumber(b.value.div(a.value.times(factor)))
  if (Math.abs(ratio - 1) <= Math.max(slack(a, b), 0.012)) return
  const isSame = a.value.eq(b.value)
  // 1 GB is 1024 MB to many
  const loose = [1.024, 1.048576, 1.073741824, 1 / 1.024, 1 / 1.048576, 1 / 1.073741824]
  if (!isSame && loose.some((f) => Math.abs(ratio / f - 1) < 0.003)) return
  if (!isSame && !isPower(ratio) && (ratio > 2 || ratio < 0.5)) return
  const shown = short(toNumber(a.value.times(factor)))
  tell(a, b, isPower(ratio) ? 'audit/scale-slip' : 'audit/unit-slip', `${shown} ${right}`, 0.85, desk)
}

function isPower(ratio: number): boolean {
  const power = Math.round(Math.log10(ratio))
  return power !== 0 && Math.abs(ratio / 10 ** power - 1) < 0.012
}

function short(value: number): string {
  return String(Number(value.toPrecision(5)))
}

function tell(
  a: Mention,
  b: Mention,
  code: 'audit/arithmetic' | 'audit/scale-slip' | 'audit/unit-slip',
  expected: string,
  confidence: number,
  desk: AuditDesk,
): void {
  const [left, right] = [a, b].map((m) => desk.input.extract.text.slice(m.start, m.end))
  if (desk.isTold(b.start, b.end)) return
  desk.tell(
    code,
    desk.place(b.start, b.end),
    {
      en: `\`${right}\` disagrees with \`${left}\`, of which it is another way to say: that would be ${expected}`,
      zh: `\`${right}\` 与 \`${left}\` 应为同一数值的两种说法，据此应为 ${expected}`,
    },
    { confidence, printed: right!, expected },
  )
}
