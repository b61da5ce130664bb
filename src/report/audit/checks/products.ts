import { type Mention, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { isPercent, isPoints } from '../kept.ts'
import { isQuoted } from '../prose/audit.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import { isMoney, isStated, partOf } from '../prose/stated.ts'
import { inScaleOf } from '../solve/shown.ts'
import { textBetween } from './growth.ts'
import type { Paragraph } from './input.ts'

const any = gate(
  /单价|均价|平均每|ARPU|each|apiece|小时|hours|年均|[-\s]years?\b|卡(?:服务器|节点|机)|补贴|补助|subsid|rebate|费用率|[净毛]利率|average|per GPU|每[ ]?(?:卡|GPU|张)|卡时|[%％]|percent/i,
)

/**
 * Tells of reckonings that everybody writes in the same words and that do not come out: an average price and a number sold, a mean of
 * each, processors by the hour, so many of so many in percent.
 */
export function checkProducts({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    const { mentions } = sentence
    if (mentions.length < 3 || mentions.length > 16 || !any(sentence)) continue
    for (const recipe of [...recipes, ...sales, ...computing])
      if (recipe.any(sentence)) checkRecipe(sentence, recipe, desk)
    for (let n = 2; n < mentions.length; n += 1) {
      checkShareOf(sentence, n, desk)
      checkShareAmid(sentence, n, desk)
      checkPartOf(sentence, n, desk)
    }
  }
}

const textOf = (sentence: Sentence, m: Mention) => textBetween(sentence, m.start, m.end)

/** One number of a recipe: the words in front of it, or behind it. */
interface Ingredient {
  readonly front?: RegExp
  readonly behind?: RegExp
  readonly isMoney?: boolean
  /** a number word does as well: five years */
  readonly isCount?: boolean
  /** how many of the base unit one is, by its unit */
  readonly size?: (unit: string) => number
}

interface Recipe {
  /** how far the result may be off, as a part of it, where nobody says that it follows to the last digit */
  readonly loose?: number
  readonly any: (sentence: Sentence) => boolean
  readonly factors: readonly Ingredient[]
  readonly result: Ingredient
}

const hours = (unit: string): number => (/^(?:天|日|days?)/i.test(unit) ? 24 : /周|week/i.test(unit) ? 168 : 1)

const recipes: readonly Recipe[] = [
  {
    any: gate(/均价|单价|average price|\$[\d,.]+ (?:each|apiece)/i),
    factors: [
      {
        front: /(?:均价|单价)(?:约|为|达|\s)*$|average (?:selling )?price of\s?(?:about\s)?(?:US\$|[$¥€£])?$/i,
        behind: /^\s(?:each|apiece|per unit)\b/i,
        isMoney: true,
      },
      {
        front:
          /(?:销量|出货量?|售出|卖出|交付)(?:约|为|达|了|\s)*$|\b(?:sold|shipped|delivered|sales of)\s(?:about\s)?$/i,
        behind: /^\sunits\s(?:bring|brought|make|made|yield)/i,
        isMoney: false,
      },
    ],
    result: {
      front:
        /(?:销售额|销售收入|总价|货值)(?:约|为|达到?|\s)*$|\b(?:for (?:a total|revenue|sales) of|br(?:ing|ought) in|makes?|yields?)\s?(?:about\s)?(?:US\$|[$¥€£])?$/i,
      isMoney: true,
    },
  },
  {
    any: gate(/平均每|average of/i),
    factors: [
      {
        behind:
          /^\s?[家个笔起人名户]|^\s(?:[a-z]+\s)?(?:companies|firms|startups|deals|rounds|projects|people|customers)\b/i,
        isMoney: false,
      },
      {
        front:
          /平均每[家个笔起人名户项](?:[\u4e00-\u9fff]{0,4}?)(?:约|为|达|\s)*$|\ban average of\s?(?:about\s)?(?:US\$|[$¥€£])?$/i,
        isMoney: true,
      },
    ],
    result: {
      front:
        /(?:合计|共计|总计|总额|共)(?:[\u4e00-\u9fff]{0,4}?)(?:约|为|达到?|\s)*$|\b(?:raised|spent|paid|invested|totall?ing|total of)\s?(?:about\s)?(?:US\$|[$¥€£])?$/i,
      isMoney: true,
    },
  },
  {
    any: gate(/卡时|每[ ]?(?:卡|GPU|张)[^，。；;]{0,4}小时|per GPU[- ]hour|a GPU[- ]hour/i),
    factors: [
      { behind: /^\s?(?:张|卡|块|片|[A-Z]\d00s?|GB?\d00s?|GPUs?|accelerators)/, isMoney: false },
      {
        front: /(?:卡时|每\s?(?:卡|GPU|张)[^，。；;\d]{0,4}小时)(?:约|为|价格|成本|\s)*$/i,
        behind: /^\s?(?:per|a|an)\sGPU[- ]hour|^\/\s?GPU[- ]?h/i,
        isMoney: true,
      },
      { behind: /^\s?(?:天|日|周|小时|个小时)(?!均)|^[- ](?:days?|weeks?|hours?)\b/i, isMoney: false, size: hours },
    ],
    result: {
      front:
        /(?:成本|费用|花费|合计|总价|需要?)(?:约|为|达到?|\s)*$|\b(?:costs?|cost of|comes? to|for)\s(?:about\s)?(?:US\$|[$¥€£])?$/i,
      isMoney: true,
    },
  },
]

// processors through days
const computing: readonly Recipe[] = [
  {
    loose: 0.07,
    any: gate(/(?:GPU|卡)\s?[·-]?\s?(?:小时|时|hours?)/i),
    factors: [
      { behind: /^\s?(?:张|卡|块|片)|^\s(?:[A-Z]\d00s?|GB?\d00s?|GPUs|accelerators)(?![-\s]?hours)/, isMoney: false },
      { behind: /^\s?天|^[-\s]days?\b/i, isMoney: false, size: hours },
    ],
    result: { behind: /^\s?(?:个)?(?:[A-Z]\d00\s)?(?:GPU|卡)\s?[·-]?\s?(?:小时|时|hours?)/i, isMoney: false },
  },
]

// what customers pay, and how many of them there are
const sales: readonly Recipe[] = [
  {
    any: gate(/客单价/),
    factors: [
      { front: /客单价(?:约|为|达|\s)*$/, isMoney: true },
      { front: /订单(?:量|数)?(?:约|为|达|\s)*$/, behind: /^\s?单/, isMoney: false },
    ],
    result: { front: /(?:GMV|成交额|交易额|销售额)(?:约|为|达到?|\s)*$/i, isMoney: true },
  },
  {
    any: gate(/ARPU/i),
    factors: [
      { front: /ARPU(?:值)?(?:约|为|达|\s|of|was|is|[$¥€£])*$/i, isMoney: true },
      {
        front: /(?:用户数?|会员数?)(?:约|为|达|\s)*$/,
        behind: /^\s?(?:users|subscribers|customers)\b/i,
        isMoney: false,
      },
    ],
    result: {
      front: /(?:收入|营收)(?:约|为|达到?|\s)*$|\brevenue (?:was|of|is)\s(?:about\s)?[$¥€£]?$/i,
      isMoney: true,
    },
  },
  {
    any: gate(/年均|平均每年|a year/i),
    factors: [
      { behind: /^\s?年(?!均)|^[-\s]years?\b/i, isMoney: false, isCount: true },
      {
        front: /(?:年均|平均每年)(?:投资|投入|支出)?(?:约|为|达|\s)*$|\bor\s(?:about\s)?[$¥€£]?$/i,
        behind: /^\s(?:a|per) year\b/i,
        isMoney: true,
      },
    ],
    result: {
      front:
        /(?:总额|合计|共计|累计)(?:投资|投入|支出)?(?:约|为|达到?|\s)*$|\b(?:worth|totall?ing|total of)\s(?:about\s)?[$¥€£]?$/i,
      isMoney: true,
    },
  },
  {
    any: gate(/卡(?:服务器|节点|机)/),
    factors: [
      { behind: /^\s?台/, isMoney: false },
      { behind: /^\s?卡(?:服务器|节点|机)/, isMoney: false },
    ],
    result: { behind: /^\s?(?:张|块|枚|颗)/, isMoney: false },
  },
]

// the one number of a sentence that is meant; `null` where none or several are
function find(sentence: Sentence, { front, behind, isMoney: wanted, isCount }: Ingredient): Mention | null {
  const { mentions } = sentence
  const found = mentions.filter((m, n) => {
    if (
      !(isStated(m) || (isCount && m.form === 'words')) ||
      isPercent(m.unitText) ||
      (wanted !== undefined && isMoney(m.unitText) !== wanted)
    )
      return false
    const last = mentions[n - 1]
    const words = textBetween(sentence, Math.max(last?.end ?? 0, m.numberStart - 30), m.numberStart)
    const rest = textBetween(sentence, m.numberStart, m.numberEnd + 40).replace(
      /^[\d.,]+(?:\s?(?:万亿|亿|万|千|[mb]illion|thousand|[KMB](?=\s)))?/,
      '',
    )
    const bare = isMoney(m.unitText) ? textBetween(sentence, m.end, m.end + 40) : rest
    return (front?.test(words) ?? false) || (behind?.test(bare) ?? false)
  })
  return found.length === 1 ? found[0]! : null
}

function checkRecipe(sentence: Sentence, { factors, result, loose = 0 }: Recipe, desk: AuditDesk): void {
  const own = find(sentence, result)
  const parts = factors.map((f) => find(sentence, f))
  if (own === null || parts.some((m) => m === null || m === own) || new Set(parts).size < parts.length) return
  const found = parts as readonly Mention[]
  const sizes = found.map(
    (m, i) => factors[i]!.size?.(textBetween(sentence, m.numberStart, m.end + 8).replace(/^[\d.,\s-]+/, '')) ?? 1,
  )
  const right = found.reduce((v, m, i) => v * toNumber(m.value) * sizes[i]!, 1)
  const slack = [own, ...found].reduce((s, m) => s + partOf(m), 0)
  const ratio = toNumber(own.value) / right
  if (Math.abs(Math.log(ratio)) <= slack * 1.05 + Math.max(loose, 0.02) || slack > 0.2) return
  const power = Math.round(Math.log10(ratio))
  const isPower = power !== 0 && Math.abs(ratio / 10 ** power - 1) < slack + 0.02
  if (!isPower && (ratio > 4 || ratio < 0.25)) return
  tell(sentence, own, right, found, isPower, desk)
}

const ofBetween =
  /^\s?(?:\/|of(?:\s(?:the|its|our|all|a|an))?(?:\s(?:total|target|goal|plan|planned total)(?:\sof)?)?)\s?$/i
const asPercent =
  /^[^.;:%\d]{0,24},\s(?:a|an)\s[a-z -]{0,24}(?:rate|share|ratio|accuracy)\sof\s(?:about\s)?$|^[^.;:%\d，。；：]{0,24}(?:,\s(?:or|i\.e\.,?|that is|which is)\s(?:about\s|some\s|roughly\s)?|\s?[（(]\s?(?:约|about\s)?)$|^[^。；;\d]{0,6}[，,（(]\s?(?:即|占比?|比例|[\u4e00-\u9fff]{1,4}率|得分|pass@1)?\s?(?:约|为|达到?)?\s?$/i
const amongZh = /^\s?[道个题条例家项名人次台种款]?[\u4e00-\u9fff]{0,6}?中[，,]?[\u4e00-\u9fff]{0,6}\s?$/

// 412 of 500 problems, or 82.4%; 1,319 道题中答对 1,275 道，准确率 96.7%
function checkShareOf(sentence: Sentence, n: number, desk: AuditDesk): void {
  const [a, b, share] = sentence.mentions.slice(n - 2, n + 1) as [Mention, Mention, Mention]
  if (
    !isPercent(share.unitText) ||
    !isStated(a) ||
    !isStated(b) ||
    !isStated(share) ||
    [a, b].some((x) => isPercent(x.unitText) || isPoints(x.unitText))
  )
    return
  if (isMoney(a.unitText) !== isMoney(b.unitText) || isQuoted(sentence, share)) return
  const between = textBetween(sentence, a.end, b.numberStart)
  const isOf = ofBetween.test(between)
  if (
    !isOf &&
    !(
      amongZh.test(between) ||
      (/(?:中[，,]?[\u4e00-\u9fff]{0,4}|^[，,]\s?(?:其中)?(?:答对|做对|通过|解决|正确|命中|成功)了?\s?)$/.test(
        between,
      ) &&
        between.length < 12)
    )
  )
    return
  if (!asPercent.test(textBetween(sentence, b.end, share.numberStart))) return
  const [x, y] = (isOf ? [a, b] : [b, a]).map((m) => toNumber(m.value)) as [number, number]
  if (x > y || y === 0) return
  const right = (100 * x) / y
  const said = toNumber(share.value)
  const slack = right * (partOf(a) + partOf(b)) + 0.5 * 10 ** -(share.decimals ?? 0)
  // whole numbers are what they are
  const exact = [a, b].every((m) => (m.decimals ?? 0) === 0 && m.scaleText === '')
    ? 0.5 * 10 ** -(share.decimals ?? 0) * 2
    : slack * 1.1
  if (Math.abs(said - right) <= exact + 1e-9) return
  // 2,000 份中 126 份有分歧，一致率 93.7%: of the others
  const isOfRest = /一致|其余|其他|其它|未|通过|合格|准确|agree|others?\b|rest\b/i.test(
    textBetween(sentence, b.end, share.numberStart),
  )
  if (isOfRest && Math.abs(100 - said - right) <= exact + 1e-9) return
  if (/同比|环比|增|降|\bup\b|\bdown\b|rose|fell/i.test(textBetween(sentence, b.end, share.numberStart))) return
  // 303 of 576 at first, or 62.5% with retries
  if (/^\s(?:with|after|among|including|excluding)\b/.test(textBetween(sentence, share.end, share.end + 12))) return
  tell(sentence, share, right, [a, b], false, desk)
}

const orPercent =
  /^[^.;\d%]{0,24},?\s\(?(?:or|i\.e\.,?|(?:made|makes?|making) up|accounted for|represented|is|are|was|were)\s(?:about\s|some\s)?$/i
const ofWhole = /^\sof\s(?:(?:the|its|all|our|their)\s|a total of\s|the total of\s)?(?:US\$|[$¥€£])?$/i

const ofHead = /\bof\s(?:the|its|all|our|their)\s(?:US\$|[$¥€£])?$/i

// of the 671 billion parameters, 37 billion are active, i.e. 5.5%
function checkPartOf(sentence: Sentence, n: number, desk: AuditDesk): void {
  const [b, a, share] = sentence.mentions.slice(n - 2, n + 1) as [Mention, Mention, Mention]
  if (!ofHead.test(textBetween(sentence, b.numberStart - 16, b.numberStart))) return
  if (!/^[^.;]{0,40},\s[^.;,]{0,12}$/.test(textBetween(sentence, b.end, a.numberStart))) return
  if (!/,\s(?:or|i\.e\.,?|that is)\s(?:about\s|some\s)?$/i.test(textBetween(sentence, a.end, share.numberStart))) return
  checkShare(sentence, a, b, share, desk)
}

// 2,318, or 37.9% of the 6,120 employees
function checkShareAmid(sentence: Sentence, n: number, desk: AuditDesk): void {
  const [a, share, b] = sentence.mentions.slice(n - 2, n + 1) as [Mention, Mention, Mention]
  if (!orPercent.test(textBetween(sentence, a.end, share.numberStart))) return
  if (!ofWhole.test(textBetween(sentence, share.end, b.numberStart))) return
  // fell to 120 from 180, or 10% of the 1,200: what it was before
  if (/\bfrom\s(?:US\$|[$¥€£])?$/.test(textBetween(sentence, a.numberStart - 9, a.numberStart))) return
  checkShare(sentence, a, b, share, desk)
}

// a of b is share
function checkShare(sentence: Sentence, a: Mention, b: Mention, share: Mention, desk: AuditDesk): void {
  if (![a, b, share].every(isStated) || !isPercent(share.unitText) || isPercent(a.unitText + b.unitText)) return
  if (isMoney(a.unitText) !== isMoney(b.unitText) || isQuoted(sentence, share) || a.value.gt(b.value)) return
  const right = (100 * toNumber(a.value)) / toNumber(b.value)
  const slack = right * (partOf(a) + partOf(b)) * 1.1 + 10 ** -(share.decimals ?? 0)
  if (Math.abs(toNumber(share.value) - right) > slack) tell(sentence, share, right, [a, b], false, desk)
}

function tell(
  sentence: Sentence,
  m: Mention,
  right: number,
  from: readonly Mention[],
  isPower: boolean,
  desk: AuditDesk,
): void {
  if ([m, ...from].some((x) => desk.isTold(x.start, x.end))) return
  const printed = textOf(sentence, m)
  const expected = inScaleOf(m, right)
  const list = from.map((x) => `\`${textOf(sentence, x)}\``)
  desk.tell(
    isPower ? 'audit/scale-slip' : isPercent(m.unitText) ? 'audit/ratio' : 'audit/arithmetic',
    desk.place(m.start, m.end),
    {
      en: `\`${printed}\` disagrees with ${list.join(', ')}, from which follows ${expected}`,
      zh: `\`${printed}\` 与 ${list.join('、')} 不符，据此应为 ${expected}`,
    },
    { confidence: 0.82, printed, expected, isNear: true },
  )
}
