import { largest, smallest } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { slipOf } from '../digits.ts'
import type { Sentence } from '../prose/sentence.ts'
import { type Quantity, quantitiesOf } from '../solve/quantity.ts'
import { shown } from '../solve/shown.ts'
import type { Paragraph, Read } from './input.ts'

const shareZh = /占比?(?:为|达到?|约|仅|高达|超)*\s?$/
const shareEn = /(?:,|\bor|\babout|\baccounting for|\brepresenting)\s(?:about\s|nearly\s|roughly\s|some\s)*$/i
const ofTotal = /^\s?(?:%|percent)?\s?of\s(?:the\s|that\s|its\s|this\s)?(?:total|overall|whole|sum)\b/i
// longer paragraphs are lists of figures
const most = 40

/** Tells of a share that no whole of its paragraph makes: 总额 812 亿元。其中，甲 436 亿元，占比 57.3%; $53 billion, or 75% of the total. */
export function checkSlices({ sentences, from, to, desk }: Paragraph): void {
  if (to - from > most) return
  for (let s = from; s < to; s += 1) {
    const { text, mentions } = sentences[s]!
    if (mentions.length < 2 || !/占|of\s/.test(text) || !/[%％]|percent/.test(text)) continue
    const list = sentences.slice(Math.max(from, s - 4), s + 1).flatMap((x) => quantitiesOf(x))
    for (let n = 1; n < list.length; n += 1)
      if (list[n]!.sentence === sentences[s]!.start) checkShare(list, n, sentences, s, desk)
  }
}

function checkShare(
  list: readonly Quantity[],
  n: number,
  sentences: readonly Sentence[],
  s: number,
  desk: AuditDesk,
): void {
  const q = list[n]!
  const a = list[n - 1]!
  if (
    q.kind !== 'share' ||
    q.mention === null ||
    !/^(?:digits|words|fraction)$/.test(q.mention.form) ||
    q.isQuoted ||
    !isThing(a) ||
    a.sentence !== q.sentence
  )
    return
  if (q.at - a.end > 24) return
  const isZh = shareZh.test(q.front)
  if (!isZh && !(shareEn.test(q.front) && ofTotal.test(q.behind))) return
  const wholes = list
    .slice(0, n - 1)
    .filter((b) => isThing(b) && b.key === a.key && b.noun === a.noun && b.value > a.value)
  const [whole] = wholes.slice(-1)
  if (whole === undefined || wholes.some((b) => fits(q, a, b))) return
  // 合计 47.0 亿元，占 49.6%；其中两笔 30.5 亿元，占 32.2%: of the whole that the first share is of
  const isOfAnother = list.some((share, i) => {
    const part = list[i - 1]
    if (share === q || share.kind !== 'share' || part === undefined || part.key !== a.key || part === a) return false
    return Math.abs(a.value / (part.value / share.value) / q.value - 1) < 0.012
  })
  if (isOfAnother) return
  if (isZh) {
    // what stands behind 其中 is of what stood right before it
    const own = sentences[s]!
    const front = own.text.slice(0, a.at - own.start)
    const between = whole.sentence === own.start ? front.slice(Math.max(0, whole.end - own.start)) : front
    if (!/其中/.test(between) || (whole.sentence !== own.start && whole.sentence !== sentences[s - 1]?.start)) return
    if (
      !/[总共额计]|收入|规模|量/.test(whole.front.slice(-12)) ||
      list.slice(list.indexOf(whole) + 1, n - 1).some((b) => b.key === a.key)
    )
      return
  }
  tell(q, whole, a, desk)
}

function isThing(q: Quantity): boolean {
  return (q.kind === 'amount' || q.kind === 'count') && q.mention?.form === 'digits' && q.period === null
}

function fits(q: Quantity, a: Quantity, b: Quantity): boolean {
  const made = a.value / b.value
  const half = 0.01 * 0.5 * 10 ** -(q.mention!.decimals ?? 0)
  const rough = [q, a, b].some((x) => x.mention!.bound !== 'exact') ? 0.03 : 0.004
  return Math.abs(made - q.value) <= half + made * (a.slack + b.slack + rough)
}

function tell(q: Quantity, whole: Quantity, a: Quantity, desk: AuditDesk): void {
  if ([q, a, whole].some((x) => desk.isTold(x.start, x.end))) return
  const right = ((a.value / whole.value) * 100).toFixed(Math.max(0, q.mention!.decimals ?? 0))
  desk.tell(
    'audit/ratio',
    desk.place(q.start, q.end),
    {
      en: `\`${q.text}\` disagrees with \`${a.text}\` of \`${whole.text}\`, which are ${right} %`,
      zh: `\`${q.text}\` 与 \`${whole.text}\` 中的 \`${a.text}\` 不符，据此应为 ${right}%`,
    },
    { confidence: 0.82, printed: q.text, expected: `${right}%`, isNear: true },
  )
}

const puts =
  /(?:representing|equals?|equivalent to|equal to|translat(?:es|ing) (?:in)?to|worth|amounting to|即|约合|相当于|对应)\s?(?:about\s|roughly\s|approximately\s|some\s|约)*(?:US\$|[$€£¥])?$/i
const closes = /^[（(,，]?\s?(?:占比?)?(?:约|a\s)?$/
// longer parts are no reports
const longest = 900

interface Pair {
  readonly share: Quantity
  readonly amount: Quantity
  readonly whole: number
}

/** Tells of an amount that is a slip of the hand away from its share, where other shares of the document are all of one whole. */
export function checkPairs({ desk, numbered }: Read): void {
  if (numbered.length > longest) return
  const pairs: Pair[] = []
  for (const s of numbered) {
    if (s.mentions.length < 2 || s.mentions.length > 20) continue
    const list = quantitiesOf(s)
    for (let n = 1; n < list.length; n += 1) {
      const [a, b] = [list[n - 1]!, list[n]!]
      const between = s.text.slice(a.end - s.start, b.at - s.start)
      // rose by 71 (29%) and the capacity by 12.3 GW (42%): a growth
      if (
        a.kind !== 'share' &&
        /\bby\s(?:about\s|some\s)?$|(?:增加|减少|增长|新增|上升|下降)了?约?$/.test(
          a.front.replace(/(?:US\$|[$¥€£])$/, ''),
        )
      )
        continue
      const isPut = a.kind === 'share' && isThing(b) && puts.test(between) && between.length < 70
      if (!isPut && !(isThing(a) && b.kind === 'share' && closes.test(between.trim()))) continue
      const [share, amount] = isPut ? [a, b] : [b, a]
      if (share.mention?.form === 'digits' && share.value > 0)
        pairs.push({ share, amount, whole: amount.value / share.value })
    }
  }
  if (pairs.length < 3) return
  for (const p of pairs) {
    const others = pairs.filter((o) => o !== p && o.amount.key === p.amount.key && o.amount.noun === p.amount.noun)
    if (others.length < 2) continue
    // all others are of one whole
    const low = largest(others.map((o) => o.whole * (1 - roughOf(o))))
    const high = smallest(others.map((o) => o.whole * (1 + roughOf(o))))
    if (low > high) continue
    const whole = (low + high) / 2
    if (Math.abs(p.whole / whole - 1) <= 2 * roughOf(p) + high / low - 1 + 0.01) continue
    // 二季度 4.9 亿占 16.3%: of a whole of its own
    if (/季度?|[上去今]年|上[月周]|半年|\d\s?[年月]|\bQ[1-4]\b|quarter|year|month/i.test(p.amount.front.slice(-14)))
      continue
    // 新增的 2,940 亿元中，推理贡献 2,360 亿元，占 80.3%: of a whole that stands before it
    if (/中[，,][^，。；;\d]{0,10}$/.test(p.amount.front.slice(-14))) continue
    const right = p.share.value * whole
    const m = p.amount.mention!
    const unit = p.amount.value / Number(m.value.div(m.scale).toString())
    const printed = m.value.div(m.scale).toString()
    const places = printed.split('.')[1]?.length ?? 0
    if (slipOf(printed, (right / unit).toFixed(places)) === 'other' || desk.isTold(p.amount.start, p.amount.end))
      continue
    if (desk.isTold(p.share.start, p.share.end)) continue
    desk.tell(
      'audit/ratio',
      desk.place(p.amount.start, p.amount.end),
      {
        en: `\`${p.amount.text}\` is not \`${p.share.text}\` of what the other shares are of: that is ${shown(p.amount, right)}`,
        zh: `\`${p.amount.text}\` 与 \`${p.share.text}\` 不符：按其余各项所对应的总体应为 ${shown(p.amount, right)}`,
      },
      { confidence: 0.82, printed: p.amount.text, expected: shown(p.amount, right), isNear: true },
    )
  }
}

const ofSame = /^[^。；;\d]{0,24}[，,]\s?占([\u4e00-\u9fff]{2,8})的?(?:比例|比重)?(?:为|约|达)*\s?$/

/** Tells of two amounts whose shares are of one thing and make it twice as different: 3.31 亿人，占总人口的 23.5%；2.49 亿人，占总人口的 27.7%. */
export function checkSame({ sentences, from, to, desk }: Paragraph): void {
  const pairs: (Pair & { readonly name: string })[] = []
  for (let s = from; s < to; s += 1) {
    const own = sentences[s]!
    if (own.mentions.length < 2 || own.mentions.length > 20 || !own.text.includes('占')) continue
    const list = quantitiesOf(own)
    for (let n = 1; n < list.length; n += 1) {
      const [amount, share] = [list[n - 1]!, list[n]!]
      const found =
        share.kind === 'share' && isThing(amount)
          ? ofSame.exec(own.text.slice(amount.end - own.start, share.at - own.start))
          : null
      if (found !== null && share.mention?.form === 'digits')
        pairs.push({ share, amount, whole: amount.value / share.value, name: found[1]! })
    }
  }
  for (let n = 1; n < pairs.length; n += 1) {
    const [a, b] = [pairs[n - 1]!, pairs[n]!]
    if (a.name !== b.name || a.amount.key !== b.amount.key || b.share.start - a.share.end > 120) continue
    if (Math.abs(b.whole / a.whole - 1) <= 0.02 + 1.5 * (roughOf(a) + roughOf(b))) continue
    const text = desk.input.extract.text.slice(a.share.end, b.amount.at)
    if (/去年|上年|同期|20\d\d/.test(text)) continue
    tell(b.share, { ...a.amount, value: a.whole, text: `${a.amount.text} / ${a.share.text}` }, b.amount, desk)
  }
}

function roughOf({ share, amount }: Pair): number {
  return (0.005 * 10 ** -(share.mention!.decimals ?? 0)) / share.value + amount.slack
}
