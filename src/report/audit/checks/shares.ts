import { type Mention, toNumber } from '../../../base/index.ts'
import { slipOf } from '../digits.ts'
import { isPercent } from '../kept.ts'
import { isQuoted } from '../prose/audit.ts'
import { isLeft } from '../prose/basis.ts'
import type { Sentence } from '../prose/sentence.ts'
import { textBetween } from './growth.ts'
import type { Read } from './input.ts'
import { nearTables } from './near.ts'

// a sentence speaks of tables within this many characters of it
const reach = 4001

/** Tells of a share, a margin or a part in percent that is a slip of the hand away from what its two amounts make. */
export function checkParts(read: Read): void {
  const near = nearTables(read.grids, reach)
  const nearOf = (at: number) => near(at).map((n) => read.grids[n]!)
  for (let s = 0; s < read.numbered.length; s += 1) checkSentence(read.numbered, s, nearOf, read)
}

function checkSentence(
  sentences: readonly Sentence[],
  s: number,
  nearOf: (at: number) => Read['grids'],
  { desk, grids }: Read,
): void {
  const sentence = sentences[s]!
  if (sentence.mentions.length > 30) return
  for (let n = 0; n < sentence.mentions.length; n += 1) {
    const m = sentence.mentions[n]!
    if (!isPercent(m.unitText) || m.high !== undefined || m.form !== 'digits') continue
    const front = textBetween(sentence, m.numberStart - 30, m.numberStart)
    checkGoal(sentence, n, desk)
    const share = partOf(front, textBetween(sentence, m.end, m.end + 40))
    if (share === null || isQuoted(sentence, m) || desk.isTold(m.start, m.end)) continue
    const part = sentence.mentions.slice(0, n).findLast((x) => isAmount(x))
    if (part === undefined || m.start - part.end > 40) continue
    // 占 40%，即 60 万辆: the part stands behind
    const next = sentence.mentions[n + 1]
    if (
      next !== undefined &&
      next.unitText === part.unitText &&
      /^[，,]\s?(?:即|也就是|相当于|约?合|为)(?:约)?\s?$/.test(textBetween(sentence, m.end, next.numberStart))
    )
      continue
    const near = sentences.slice(Math.max(0, s - 3), s + 1).filter((o) => sentence.start - o.end < 600)
    const wholes = near.flatMap((o) =>
      o.mentions
        .filter(
          (x) =>
            x !== part &&
            isAmount(x) &&
            !isLeft(o, x) &&
            // 去年同期为 9.2%（收入 3,609 亿美元）
            !/(?:去年|上年|同期|last year|year ago)[^。；;]{0,16}[（(][^）)]{0,10}$/i.test(
              textBetween(o, x.numberStart - 36, x.numberStart),
            ) &&
            (x.unitText === part.unitText || (part.unitText === '' && part.scaleText !== '' && x.scaleText !== '')) &&
            x.value.gt(part.value) &&
            !isOther(o, x),
        )
        .map((x) => ({ x, words: textBetween(o, x.numberStart - 16, x.numberStart) })),
    )
    checkInTable(sentence, part, m, nearOf(m.start), desk) ||
      check(sentence, part, m, wholes, share, grids.length > 0, desk)
  }
}

// 12.6 亿元，占比 25.9%；6.8 亿元，占比 14.0%: what has a share of its own is no whole of the next
function isOther(sentence: Sentence, x: Mention): boolean {
  const next = sentence.mentions[sentence.mentions.indexOf(x) + 1]
  return (
    next !== undefined &&
    isPercent(next.unitText) &&
    /^[^，。；;,\d]{0,16}[，,（(]\s?(?:约)?(?:占比?(?:约|为|达)*)?\s?$/.test(
      textBetween(sentence, x.end, next.numberStart),
    ) &&
    !/其中|of which/i.test(sentence.text)
  )
}

// 10.2 亿元，完成全年目标 24 亿元的 42.5%
function checkGoal(sentence: Sentence, n: number, desk: Read['desk']): void {
  const part = sentence.mentions[n - 2]
  const whole = sentence.mentions[n - 1]
  const m = sentence.mentions[n]!
  if (
    part === undefined ||
    whole === undefined ||
    !isAmount(part) ||
    !isAmount(whole) ||
    part.unitText !== whole.unitText
  )
    return
  if (!/^\s?的\s?(?:约)?$/.test(textBetween(sentence, whole.end, m.start)) || part.value.gt(whole.value)) return
  if (
    !/^[，,（(]?\s?(?:已)?(?:完成|占|相当于|约占|约为|仅占|仅为|达到)[^，。；;\d]{0,26}$/.test(
      textBetween(sentence, part.end, whole.numberStart),
    )
  )
    return
  if (part.start - whole.end > 20 || whole.value.eq(0) || isQuoted(sentence, m)) return
  if (isJoint(sentence, part, whole, toNumber(m.value), 0.5 * 10 ** -(m.decimals ?? 0))) return
  const right = toNumber(part.value.div(whole.value).times(100))
  const slack = 1.6 * 10 ** -(m.decimals ?? 0) + right * ((0.5 * 10 ** -(part.decimals ?? 15)) / toNumber(part.value))
  if (Math.abs(right - toNumber(m.value)) <= slack) return
  tellPart(sentence, m, part, whole, right.toFixed(Math.max(0, m.decimals ?? 0)), 0.85, desk)
}

// 风电 5.7，光伏 11.0，占全国 36.5 的 45.8%: the last ones together
function isJoint(sentence: Sentence, part: Mention, whole: Mention, said: number, half: number): boolean {
  const before = sentence.mentions.filter(
    (o) => o.end <= part.start && o.unitText === part.unitText && o.form === 'digits',
  )
  // 计算 430 亿、网络 82 亿，网络占 16%: of both together
  const both = toNumber(part.value) + toNumber(whole.value)
  if (Math.abs((100 * toNumber(part.value)) / both - said) <= half * 2.2 + 0.1) return true
  let joint = toNumber(part.value)
  for (const o of before.slice(-4).reverse()) {
    joint += toNumber(o.value)
    if (Math.abs((100 * joint) / toNumber(whole.value) - said) <= half * 2.2 + 0.5) return true
  }
  return false
}

function isAmount(m: Mention): boolean {
  return (
    m.form === 'digits' &&
    m.high === undefined &&
    (m.unitText !== '' || /[万亿]/.test(m.scaleText)) &&
    !/^(?:%|％|percent|个?百分点|倍|x|年|月|天|years?|months?|days?)$/i.test(m.unitText) &&
    m.value.gt(0)
  )
}

// the last two letters of the word for the whole: 占总收入的
function partOf(front: string, behind: string): string | null {
  const zh =
    /占(?:到|比)?(?:公司|集团|全部|总体|整体|总)?([^，。；;\d]{0,10}?)(?:的|比重|比例|比)?(?:比重|比例)?(?:约|为|达到?|仅|近|超过)*\s?$/.exec(
      front,
    )
  if (zh !== null) return zh[1]!.replace(/的$/, '').slice(-2)
  if (/of (?:that|this|which|the total)[^,.;]{0,12}, (?:or )?(?:about )?$/i.test(front)) return ''
  const of = /^\s?of\s(?:the\s|its\s|all\s|group\s)*(total|revenue|sales|market|spending|shipments|downloads)\b/i.exec(
    behind,
  )
  return of === null ? null : of[1]!.toLowerCase()
}

// 收入 180.0 亿元，占比 67.8%: the total under the cell of a table that holds the part
function checkInTable(
  sentence: Sentence,
  part: Mention,
  m: Mention,
  grids: Read['grids'],
  desk: Read['desk'],
): boolean {
  const own = toNumber(part.value.div(part.scale))
  for (const grid of grids) {
    const last = grid.rows.findIndex((r) => /^\s*(?:总计|合计|总和|total)/i.test(r.text))
    if (last === -1) continue
    for (const [k] of grid.columns.entries()) {
      const row = grid.rows.findIndex((r, j) => grid.cells[j]![k]!.number === own && sentence.text.includes(r.text))
      const whole = grid.cells[last]![k]!
      if (row === -1 || whole.kind !== 'number' || !(whole.number > own)) continue
      const right = (own / whole.number) * 100
      const said = toNumber(m.value)
      if (Math.abs(right - said) <= 1.6 * 10 ** -(m.decimals ?? 0)) return true
      const expected = right.toFixed(Math.max(0, m.decimals ?? 0))
      if (slipOf(textBetween(sentence, m.start, m.end), expected) === 'other') continue
      tellPart(sentence, m, part, { ...part, start: whole.start, end: whole.end }, expected, 0.8, desk)
      return true
    }
  }
  return false
}

interface Whole {
  readonly x: Mention
  readonly words: string
}

function check(
  sentence: Sentence,
  part: Mention,
  m: Mention,
  wholes: readonly Whole[],
  name: string,
  hasTables: boolean,
  desk: Read['desk'],
): void {
  // 占比分别为 65%、20%、15%: each of an amount of its own
  if (/(?:分别|依次)(?:约|为|是|达|\s)*$/.test(textBetween(sentence, m.start - 12, m.numberStart))) return
  const said = toNumber(m.value)
  const shareOf = (x: Mention) =>
    x.value.eq(0) ? Number.POSITIVE_INFINITY : toNumber(part.value.div(x.value).times(100))
  const half = 0.5 * 10 ** -(m.decimals ?? 0)
  const rounding = (x: Mention) =>
    shareOf(x) *
    ((0.5 * 10 ** -(part.decimals ?? 15)) / toNumber(part.value) +
      (0.5 * 10 ** -(x.decimals ?? 15)) / toNumber(x.value))
  if (wholes.length === 0 || wholes.some(({ x }) => Math.abs(shareOf(x) - said) <= half * 2.2 + rounding(x))) return
  if (wholes.some(({ x }) => isJoint(sentence, part, x, said, half))) return
  // a whole that stands in a table may be the one that is meant
  const meant = wholes.filter(({ words }) => name.length >= 2 && words.toLowerCase().includes(name))
  // the one larger number of the sentence, or of those before it, is the whole
  const here = wholes.filter(({ x }) => x.start >= sentence.start)
  const list =
    meant.length > 0
      ? meant
      : here.length === 1
        ? here
        : wholes.length === 1
          ? wholes
          : hasTables
            ? []
            : wholes.slice(-1)
  // 占指数成分流通市值的 3.1%: none of these is called so
  if (
    meant.length === 0 &&
    isOfUnknown(
      textBetween(sentence, m.start - 24, m.start),
      wholes.map((w) => w.words),
    )
  )
    return
  const printed = textBetween(sentence, m.start, m.end)
  // 占 20%（4.8 万亿）: its own amount stands behind it
  if (/^\s?[（(]\s?(?:US\$|[$¥€£])?\d[\d,.]*\s?(?![\d,.]*\s?[%％])/.test(textBetween(sentence, m.end, m.end + 16)))
    return
  for (const { x } of list) {
    const expected = shareOf(x).toFixed(Math.max(0, m.decimals ?? 0))
    // 4,300 元 of 2,400 亿元: the one is no part of the other
    if (shareOf(x) < said / 20) continue
    const slip = slipOf(printed, expected)
    if (slip === 'other' || (slip === 'lost' && meant.length === 0 && here.length !== 1)) continue
    // 占总资本开支的 25%: a whole that the words name, and that stands nowhere, is none of these
    if (meant.length === 0 && x.start < sentence.start && slip !== 'exchange') continue
    tellPart(sentence, m, part, x, expected, meant.length > 0 ? 0.84 : 0.76, desk)
    return
  }
}

/** Whether a share is said to be of a whole that none of `words` has a word of: 占指数成分流通市值的. */
export function isOfUnknown(front: string, words: readonly string[]): boolean {
  const named = /占(?!比)到?([^，。；;\d占\s]{2,14}?)(?:的|比重|比例|约|为)*\s?$/.exec(front)?.[1]
  if (named === undefined || /全国|全球|全[市省部]|整体|总体|行业|大盘|其/.test(named)) return false
  // the noun stands last: 流通市值
  const pairs = [...named]
    .slice(1)
    .map((c, n) => named[n]! + c)
    .slice(-3)
  return !pairs.some((p) => words.some((w) => w.includes(p)))
}

function tellPart(
  sentence: Sentence,
  m: Mention,
  part: Mention,
  whole: Mention,
  expected: string,
  confidence: number,
  desk: Read['desk'],
): void {
  const printed = textBetween(sentence, m.start, m.end)
  const [a, b] = [part, whole].map((x) => desk.input.extract.text.slice(x.start, x.end))
  desk.tell(
    'audit/ratio',
    desk.place(m.start, m.end),
    {
      en: `\`${printed}\` disagrees with ${a} of ${b}, which are ${expected} %`,
      zh: `\`${printed}\` 与 ${a} 占 ${b} 的比例 ${expected}% 不符`,
    },
    { confidence, printed, expected },
  )
}
