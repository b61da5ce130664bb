import { largest, toNumber, wordNumber } from '../../../base/index.ts'
import type { Sentence } from '../prose/sentence.ts'
import { changeQuantity } from './copy.ts'
import { combine, dimensionCode, dimensionText, measureAt } from './dimension.ts'
import { kindOfNoun, nounAt } from './noun.ts'
import type { Quantity } from './quantity.ts'

const words =
  /\b(two|three|four|five|six|seven|eight|nine|ten|twelve)\b(?!\s(?:percent|percentage|times|points|quarters|years|consecutive|thirds))|([两三四五六七八十])(?=[张卡台块栋座])|(?<![\d.,A-Za-z-])(\d{1,4})(?=\s?[×✕]\s?\d)|(?<=每\s?[KMGTP]B\s?)(\d+(?:\.\d+)?)(?=\s?(?:美元|元))/gi

const anyWord = /[两三四五六七八十×✕]|[KMGTP]B|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve)\b/i

const sizes: Readonly<Record<string, number>> = Object.freeze({ K: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15 })

/** The numbers of things that a sentence says in words: eight cards, 八卡, the 8 of 8×80 GB. */
export function countsOf({ text, start, mentions }: Sentence, sentence: number): readonly Quantity[] {
  if (!anyWord.test(text)) return []
  return [...text.matchAll(words)].flatMap((found) => {
    const at = start + found.index
    const end = at + found[0].length
    if (mentions.some((m) => m.start < end && at < m.end)) return []
    const behind = text.slice(end - start, end - start + 40)
    // four H100s are no four hours
    const measure = /^\s?[HAB]\d{2,3}/.test(behind) ? null : measureAt(behind, '')
    const value = wordNumber(found[0]) ?? Number(found[0])
    if (measure !== null && measure.kind !== 'amount') return []
    const per = /每\s?([KMGTP])B\s?$/.exec(text.slice(Math.max(0, found.index - 6), found.index))?.[1]
    const dimension = per === undefined ? (measure?.dimension ?? {}) : combine(measure?.dimension ?? {}, { B: 1 }, -1)
    const made: Quantity = {
      start: at,
      end,
      at,
      text: found[0],
      value: (value * (measure?.factor ?? 1)) / (per === undefined ? 1 : sizes[per]!),
      slack: 0,
      kind: measure === null ? 'count' : 'amount',
      dimension,
      key: dimensionText(dimension),
      code: dimensionCode(dimension),
      unit: behind.slice(0, measure?.length ?? 0).trim(),
      label: '',
      isBinary: false,
      noun: measure === null ? nounAt(behind, '').noun : '',
      each: null,
      isOwn: true,
      period: null,
      sentence,
      front: '',
      behind,
      mention: null,
      isQuoted: false,
      isSaved: false,
    }
    return [made]
  })
}

const subject =
  /^\s*(?:A|An|One|Each|Every)\s(?:typical\s|average\s|single\s|full\s)?(GPU|H\d+|A\d+|B\d+|card|accelerator|chip|server|node|machine|rack|cabinet|user|subscriber|customer|request|call|chat|message|visit|deal|hall|building|site|unit)\b/
const lowered =
  /(?:下调|降价|降低|下降|降|调整|上调|提高|增加|升|减少?)(?:至|到|为)\s?$|\bto\s(?:US\$|[$¥￥])?\s?$|输[入出]价?[^，。；;\d]{0,6}$/i
const joint = /^\s?(?:[、和与及]|and|、输出|，输出)[^，。；;\d]{0,12}$/i

/** The quantities of a paragraph with what they take over from those beside them: of what, per what. */
export function inherit(list: readonly Quantity[]): readonly Quantity[] {
  const made: Quantity[] = []
  const prices: Quantity[] = []
  for (let n = 0; n < list.length; n += 1) {
    const q = list[n]!
    const last = made.at(-1)
    if (last?.dimension.tok === -1) prices.push(last)
    const most = prices.length === 0 ? 0 : largest(prices.map(sizeOf))
    // a price that is said again per thousand is none that others go on from
    const price = prices.findLast((x) => sizeOf(x) >= most * 0.99)
    const next = list[n + 1]
    if (price !== undefined && lowered.test(q.front) && isPriceLike(q, price)) made.push(asPrice(q, price))
    // $1.25 and $5.00 per million
    else if (
      next !== undefined &&
      isPriceLike(q, next) &&
      /^\s?(?:and|or|to|和|与|、)\s?(?:US\$|[$¥￥])?$/i.test(next.front)
    )
      made.push(asPrice(q, next))
    else if (last?.key === 'tok1' && q.kind === 'count' && q.noun === '' && joint.test(q.front))
      // 1,500 tokens and writes 500
      made.push(
        changeQuantity(q, {
          kind: 'amount',
          dimension: last.dimension,
          key: last.key,
          code: last.code,
          each: last.each,
        }),
      )
    // 单张卡容量由 80 GB 增至 141 GB
    else if (last !== undefined && last.each !== null && q.each === null && last.key === q.key && became.test(q.front))
      made.push(changeQuantity(q, { each: last.each, isOwn: last.isOwn }))
    // 2,500 tokens per second, 216 million a day
    else if (
      last?.key === 'tok1' &&
      last.period !== null &&
      q.kind === 'count' &&
      q.noun === '' &&
      q.period !== null &&
      q.period !== last.period &&
      /^[^，。,;；\d]{0,12}[,，]\s?(?:or |about |即|约|合)*$/i.test(q.front)
    )
      made.push(changeQuantity(q, { kind: 'amount', dimension: last.dimension, key: last.key, code: last.code }))
    else made.push(q)
  }
  return made
}

const became = /^[^，。,；;\d]{0,6}(?:[增升提降减扩][^，。,；;\d]{0,3}(?:至|到|为)|\bto)\s*(?:US\$|[$¥￥€])?$/

// of how many tokens a price is
function sizeOf({ value, mention }: Quantity): number {
  return mention === null ? 1 : toNumber(mention.value) / value
}

function isPriceLike(q: Quantity, price: Quantity): boolean {
  if (q.kind !== 'amount' || price.dimension.tok !== -1 || price.key !== `${q.key} tok-1`) return false
  // 账单降到 7.8 万元 is no price
  return q.mention !== null && q.mention.scaleText === '' && q.value <= 100 * price.value * sizeOf(price)
}

// 由每百万 tokens 4 元下调至 0.8 元
function asPrice(q: Quantity, price: Quantity): Quantity {
  return changeQuantity(q, {
    dimension: price.dimension,
    key: price.key,
    code: price.code,
    value: q.value / sizeOf(price),
    unit: price.unit,
    label: q.label === '' ? price.label : q.label,
  })
}

/** The quantities of a sentence that begins with one of a thing: what it goes on to say is of that. */
export function ofSubject(list: readonly Quantity[], { text }: Sentence): readonly Quantity[] {
  const each = subject.exec(text)?.[1]
  if (each === undefined) return list
  const kind = kindOfNoun(each)
  // each rack draws 120 kW, so the fleet needs 600 MW
  const end = list.find((q) => whole.test(q.front))?.at ?? Number.POSITIVE_INFINITY
  const isOf = (q: Quantity) =>
    q.at < end && q.each === null && q.kind === 'amount' && q.key !== 'h1' && q.dimension.tok !== -1
  return list.map((q) => (isOf(q) ? changeQuantity(q, { each: kind, isOwn: false }) : q))
}

const whole = /fleet|cluster|campus|compan|customer|contract|\btotal|\ball\b|\bthey\b|\bso the\b/i
