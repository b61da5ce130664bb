import { type Mention, toNumber } from '../../../base/index.ts'
import { kept } from '../kept.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import { textBetween } from './growth.ts'
import type { Read } from './input.ts'

const precisions: readonly (readonly [RegExp, number])[] = [
  [/\b(?:BF16|FP16|bfloat16|half precision)\b|16[- ]?bit|16 ?位|半精度|two bytes per|每参数 ?2 ?字节/i, 2],
  [/\b(?:FP8|INT8|W8A8)\b|8[- ]bit|8 ?位/i, 1],
  [/\b(?:INT4|FP4|NF4|AWQ|GPTQ|Q4)\b|4[- ]bit|4 ?位/i, 0.5],
  [/\b(?:FP32|float32)\b|32[- ]bit|全精度/i, 4],
]

// what each of them holds at least
const precise = gate(/bit|位|FP|INT|BF|W8|NF|Q4|AWQ|GPTQ|half|半精度|全精度|two bytes|每参数|float/i)

const any =
  /\b(?:BF16|FP16|bfloat16|FP8|INT8|INT4|FP4|NF4|AWQ|GPTQ|FP32|float32)\b|(?:16|8|4|32)[- ]?(?:bit|位)|半精度|全精度|half precision/i

const isBytes = kept(/^(?:[KMGT]i?B)$/)
const weights = gate(/权重|weights|显存|memory|VRAM|需要?|needs?|takes?|占用/i)

/**
 * Tells of the memory for the weights of a model that its parameters at the stated precision do not make: 70B in BF16 take 140 GB.
 *
 * Told are slips of scale and unit, and the double or half of it; anything else may count caches and overhead in.
 */
export function checkWeights({ desk, sentences, text }: Read): void {
  if (!any.test(text)) return
  let carried: number | null = null
  let at = 0
  for (const sentence of sentences) {
    // a rule of thumb holds for the paragraph
    if (sentence.start - at > 600) carried = null
    const stated = precise(sentence) ? precisions.filter(([p]) => p.test(sentence.text)) : []
    if (!weights(sentence) && stated.length === 0) continue
    for (let n = 0; n < sentence.mentions.length; n += 1) {
      const m = sentence.mentions[n]!
      if (!isBytes(m.unitText) || m.high !== undefined || m.form !== 'digits') continue
      const bytes =
        precisionAt(sentence, m) ?? (stated.length === 0 ? carried : stated.length === 1 ? stated[0]![1] : null)
      const size = sizeBefore(sentence, n, desk)
      if (bytes === null || size === null || isOther(sentence, m)) continue
      check(sentence, m, size, bytes, desk)
    }
    if (stated.length > 1) carried = null
    if (stated.length === 1) {
      // of two precisions close by either may be meant
      const bytes: number = stated[0]![1]
      carried = carried === null || carried === bytes ? bytes : null
      at = sentence.end
    }
  }
}

// the precision right behind the number, or the nearest before it within its clause or the one before
function precisionAt(sentence: Sentence, m: Mention): number | null {
  const behind = /^\s?(?:in|at|under|as|when quanti[sz]ed to|[（(])\s?([\w-]+(?:\s?bits?)?)/i.exec(
    textBetween(sentence, m.end, m.end + 30),
  )
  const own = behind === null ? undefined : precisions.find(([p]) => p.test(behind[1]!.replace(/\s(?=bit)/, '-')))
  if (own !== undefined) return own[1]
  const front = textBetween(sentence, m.numberStart - 40, m.numberStart)
  const found = precisions.flatMap(([p, bytes]) =>
    [...front.matchAll(new RegExp(p, 'gi'))].map((x) => ({ at: x.index, bytes })),
  )
  return found.sort((a, b) => b.at - a.at)[0]?.bytes ?? null
}

// what holds more than the weights, or is a device
function isOther(sentence: Sentence, m: Mention): boolean {
  const front = textBetween(sentence, m.numberStart - 24, m.numberStart)
  return (
    /KV|缓存|cache|单卡|每张|H100|A100|H200|H20|B200|显卡|GPU|node|节点|服务器|磁盘|disk|激活|activation|总显存|bandwidth|带宽|至少|以上|建议|recommend|advis|LoRA|微调|训练|train|tun/i.test(
      front,
    ) ||
    /^\s?(?:of (?:HBM|disk|RAM)|H\d|GPU|显卡|\/s|的?\s?(?:显卡|GPU))/i.test(textBetween(sentence, m.end, m.end + 12))
  )
}

// 70B 模型, a 32B model
const size =
  /(?<![\w.-])(\d{1,4}(?:\.\d)?)\s?(?:(?:B|billion)(?=[-\s]?(?:模型|参数|models?\b|parameters?\b|dense))|亿(?=\s?(?:个)?参数))/g

// the model that the number is said of: the last one named before it, no other size between
function sizeBefore(sentence: Sentence, n: number, desk: Read['desk']): number | null {
  const m = sentence.mentions[n]!
  const name = sentence.names
    .filter((x) => x.kind === 'entity' && x.end <= m.numberStart && m.numberStart - x.end < 60)
    .at(-1)
  // a semicolon before: the model of the sentence before
  const bare = [...textBetween(sentence, sentence.start, m.numberStart).matchAll(size)]
  if (
    name === undefined &&
    bare.length === 1 &&
    !/\d\s?(?:B|billion)(?![a-zA-Z])/.test(
      textBetween(sentence, sentence.start, sentence.end).replace(bare[0]![0], ''),
    ) &&
    sentence.strangers.every(
      (x) => x.end > m.numberStart || /^(?:BF|FP|INT)/.test(textBetween(sentence, x.start, x.end)),
    )
  )
    return Number(bare[0]![1]) * (/亿/.test(bare[0]![0]) ? 1e8 : 1e9)
  const carried = sentence.names.some((x) => x.kind === 'entity') ? [] : sentence.carried
  if (name === undefined && carried.length === 1 && /^\s*(?:以|用|采用|in\s|at\s)/i.test(sentence.text))
    return desk.knowledge.of(carried[0]!, 'params').find((k) => !k.older)?.number ?? null
  if (
    name === undefined ||
    sentence.strangers.some(
      (s) => s.start > name.end && s.end <= m.start && !/^(?:BF|FP|INT)/.test(textBetween(sentence, s.start, s.end)),
    )
  )
    return null
  const known = desk.knowledge.of(name.id, 'params').find((k) => !k.older)
  return known?.number ?? null
}

const factors: Readonly<Record<string, number>> = {
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
}

function check(sentence: Sentence, m: Mention, size: number, bytes: number, desk: Read['desk']): void {
  const unit = factors[m.unitText]
  if (unit === undefined || desk.isTold(m.start, m.end)) return
  // 一张 80 GB 的卡还余 27 GB: what is left
  if (
    /(?:余|剩下?|留出?|腾出|\bleav(?:es|ing)|\bleft\s|\bspare)\s?约?$/i.test(
      textBetween(sentence, m.numberStart - 10, m.numberStart),
    )
  )
    return
  // 8×80 GB: of one card of several
  if (/\d\s?[x×*]\s?$/i.test(textBetween(sentence, m.numberStart - 4, m.numberStart))) return
  if (/^\s(?:left|free|to spare|remain)/i.test(textBetween(sentence, m.end, m.end + 10))) return
  const right = (size * bytes) / unit
  const ratio = toNumber(m.value) / right
  const slip = [1e3, 1e-3, 1e6, 1e-6, 10, 0.1, 100, 0.01].some((f) => Math.abs(ratio / f - 1) < 0.03)
  const half = [2, 0.5, 4, 0.25].some((f) => Math.abs(ratio / f - 1) < 0.02)
  if (!slip && !half) return
  const printed = textBetween(sentence, m.start, m.end)
  const expected = `${Number(right.toPrecision(4))} ${m.unitText}`
  desk.tell(
    slip ? 'audit/scale-slip' : 'audit/arithmetic',
    desk.place(m.start, m.end),
    {
      en: `\`${printed}\` disagrees with ${size / 1e9} billion parameters of ${bytes} bytes each, which are ${Number(((size * bytes) / 1e9).toPrecision(4))} GB`,
      zh: `\`${printed}\` 与 ${size / 1e8} 亿参数、每参数 ${bytes} 字节不符，据此应为 ${Number(((size * bytes) / 1e9).toPrecision(4))} GB`,
    },
    { confidence: slip ? 0.88 : 0.78, printed, expected },
  )
}
