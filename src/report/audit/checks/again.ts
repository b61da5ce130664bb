import { largest } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { slipOf } from '../digits.ts'
import type { Sentence } from '../prose/sentence.ts'
import { isOther, type Timed, timedAt } from '../prose/timed.ts'
import { type Quantity, quantitiesOf } from '../solve/quantity.ts'
import type { Block, Read } from './input.ts'
import { marksOf, mayAgree, moves, periodsOf, sameCodes, wordsOf } from './same.ts'

// longer parts are no reports: each number is held against each other one
const most = 900
// what is announced stands within this many characters of where it is told of
const reach = 12_000

/**
 * Tells of a number that a heading or a short sentence announces and that the sentence which tells of the same thing has
 * otherwise: Spending Jumps 32% over spending rose 22%, 融资 821 亿元 in the summary and 812 亿元 in the text.
 */
export function checkAgain({ desk, numbered, paragraphs }: Read): void {
  if (numbered.length > most || numbered.length < 2) return
  const all = statedIn(numbered, paragraphs, desk)
  const groups = new Map<string, Stated[]>()
  for (const s of all) {
    const group = groups.get(s.group)
    if (group === undefined) groups.set(s.group, [s])
    else group.push(s)
  }
  for (const group of groups.values()) {
    if (group.length < 2) continue
    for (let n = 0; n < group.length; n += 1) {
      if (group[n]!.isShort) check(group[n]!, group, desk)
      checkScale(group[n]!, group.slice(0, n), desk)
    }
  }
}

interface Stated {
  readonly q: Quantity
  readonly sentence: Sentence
  readonly group: string
  /** whether it is a line of its own, a heading or a title */
  readonly isTitle: boolean
  /** whether it announces or sums up what other sentences tell of */
  readonly isHeading: boolean
  /** whether its sentence says little else */
  readonly isShort: boolean
  /** the sentence before it, where it points back */
  readonly before: string
  /** the words around it, up to commas */
  readonly clause: string
}

function statedIn(numbered: readonly Sentence[], paragraphs: readonly Block[], desk: AuditDesk): readonly Stated[] {
  const list: Stated[] = []
  const { text } = desk.input.extract
  const isLine = paragraphs.map((p) => p.isHeading || isTitle(text.slice(p.start, p.end)))
  for (let p = 0; p < paragraphs.length; p += 1) {
    const { from, to, start, end } = paragraphs[p]!
    if (from === to) continue
    // the title of a text without marks; further down such a line may be one of a list
    const isAlone = isLine[p]! && (p === 0 || (!isLine[p - 1] && isLine[p + 1] === false && paragraphs[p]!.isHeading))
    // the first line of a text is its title, with what stands under it or without
    const line = text.slice(start, end).split('\n', 1)[0]!
    const first = p === 0 && isTitle(line) ? start + line.length : -1
    let isSum = false
    for (let n = from; n < to; n += 1) {
      const sentence = numbered[n]!
      isSum ||= sums.test(sentence.text)
      if (sentence.mentions.length > 14) continue
      const isListed = item.test(text.slice(start, end)) && summary.test(sentence.heading)
      const isHeading = isAlone || isSum || isListed || gist.test(sentence.text)
      const isShort = isHeading || sentence.text.length <= (/[\u4e00-\u9fff]/.test(sentence.text) ? 90 : 190)
      const before = n > from && back.test(sentence.text) ? numbered[n - 1]!.text : ''
      for (const q of quantitiesOf(sentence)) {
        const group = groupOf(q)
        if (group === null || q.isQuoted || q.isSaved) continue
        const isTop = isAlone || q.end <= first
        list.push({
          q,
          sentence,
          group,
          isTitle: isTop,
          isHeading: isHeading || isTop,
          before,
          isShort: isShort || isTop,
          clause: clauseOf(q, sentence),
        })
      }
    }
  }
  return list
}

const summary =
  /要点|重点|摘要|总结|小结|核心观点|一览|highlights|key (?:points|takeaways|statistics|stats|findings|facts)|tl;?dr|in brief|in short|summary|at a glance|abstract/i
// 划重点： in front of what sums up
const sums = /(?:^|\n)\s*(?:划重点|要点|摘要|小结|总结|key (?:points|takeaways)|tl;?dr)\s?(?:[:：]|\n)/i
const item = /^\s*(?:[-*•·●]|\d{1,2}[.、)）]|\p{Extended_Pictographic})/u
const back = /该|其中|这[一些]|\b(?:this|these|that|they|its?)\b/i
const gist = /^\s*(?:[-*•]\s*)?(?:in (?:short|brief|summary)|to sum up|overall|总之|综上|总体来?看|总的来看)/i

// one line that ends with no stop
function isTitle(text: string): boolean {
  const line = text.trim()
  return line.length <= 110 && !/[\n|]|[.。；;!！?？:：…]$|^[-*•]/.test(line)
}

// what two numbers must have in common to be of one thing
function groupOf(q: Quantity): string | null {
  const m = q.mention
  if (m === null || m.form !== 'digits' || m.respectively !== undefined) return null
  if (q.kind === 'growth' || q.kind === 'fall' || q.kind === 'share') return 'percent'
  if (q.kind === 'amount' && q.key !== 'h1' && q.key !== '') return `${q.key}|${q.each ?? ''}|${q.label}`
  if (q.kind === 'count' && (q.noun !== '' || m.scaleText !== '')) return `count|${q.noun}|${q.each ?? ''}`
  return null
}

function clauseOf(q: Quantity, { text, start }: Sentence): string {
  const front = text.slice(0, q.at - start)
  const cut = /[，。；;：:、（(\n—]|,(?!\d)/g
  let from = 0
  for (const m of front.matchAll(cut)) from = m.index + m[0].length
  const behind = text.slice(q.end - start)
  const next = behind.search(/[，。；;：:、）()\n—]|,(?!\d)|\b(?:from|compared|versus)\b/)
  return `${front.slice(from)} ${next === -1 ? behind : behind.slice(0, next)}`
}

const counter = /^[张枚套件台辆部本册份盒瓶袋箱头只条把栋幢间户所座艘架]$/

function check(own: Stated, group: readonly Stated[], desk: AuditDesk): void {
  if (desk.isTold(own.q.at, own.q.end)) return
  const clause = wordsOf(own.clause)
  const words = clause.size < (isZh(own) ? 3 : 2) && own.isHeading ? wordsOf(own.sentence.text) : clause
  if (words.size < 2 || (own.group === 'percent' && !own.isHeading)) return
  const like: Like[] = []
  for (const o of group) {
    if (o === own || Math.abs(o.q.start - own.q.start) > reach) continue
    // 图片 1 张, 1 套 2 枚: of two things
    if (o.q.unit !== own.q.unit && counter.test(o.q.unit) && counter.test(own.q.unit)) continue
    // a title may run on into the sentence under it
    if (o.sentence === own.sentence && isNear(o.q, own.q)) return
    if (o.sentence === own.sentence) continue
    const theirs = wordsOf(`${o.before}${o.sentence.text}`)
    let common = 0
    for (const w of words) if (theirs.has(w)) common += 1
    const share = common / words.size
    // the number stands elsewhere too, and somebody else tells of that
    if (share >= 0.4 && isNear(o.q, own.q)) return
    if (share < 0.5) continue
    const near = wordsOf(o.clause)
    let beside = 0
    for (const w of words) if (near.has(w)) beside += 1
    like.push({ o, common: common + beside / 100, share })
  }
  const best = bestOf(own, like)
  if (best === null || desk.isTold(best.q.at, best.q.end)) return
  const { q } = own
  const line = desk.place(best.q.start, best.q.end).line
  const isSlip = isMistyped(own, best, desk)
  desk.tell(
    isSlip ? 'audit/inconsistent' : 'audit/near-miss',
    desk.place(q.start, q.end),
    {
      en: `\`${q.text}\` disagrees with \`${best.q.text}\` on line ${line}, which is said of the same`,
      zh: `\`${q.text}\` 与第 ${line} 行对同一事项所写的 \`${best.q.text}\` 不一致`,
    },
    { confidence: isSlip ? 0.76 : 0.2, printed: q.text, expected: best.q.text },
  )
}

// 净利润 6.83 万元 where it was 净利 6.83 亿元: the same figures of the same thing on two scales
function checkScale(own: Stated, before: readonly Stated[], desk: AuditDesk): void {
  const m = own.q.mention!
  const digits = figuresOf(own)
  if (m.scaleText === '' || digits.length < 3 || own.group === 'percent') return
  const words = wordsOf(own.clause)
  const other = before.findLast((o) => {
    if (o.q.mention!.scaleText === '' || figuresOf(o) !== digits || Math.abs(o.q.start - own.q.start) > reach)
      return false
    const power = Math.log10(own.q.value / o.q.value)
    if (Math.abs(power) < 2.5 || Math.abs(power - Math.round(power)) > 1e-9) return false
    const theirs = wordsOf(o.clause)
    return [...words].some((w) => theirs.has(w)) && marksOf(own.clause) === marksOf(o.clause)
  })
  if (other === undefined || desk.isTold(own.q.at, own.q.end) || desk.isTold(other.q.at, other.q.end)) return
  const line = desk.place(other.q.start, other.q.end).line
  desk.tell(
    'audit/scale-slip',
    desk.place(own.q.start, own.q.end),
    {
      en: `\`${own.q.text}\` is \`${other.q.text}\` on line ${line}: the same figures on another scale`,
      zh: `\`${own.q.text}\` 与第 ${line} 行的 \`${other.q.text}\` 数字相同而数量级不同`,
    },
    { confidence: 0.8, printed: own.q.text, expected: other.q.text },
  )
}

function figuresOf({ q }: Stated): string {
  return q
    .mention!.value.div(q.mention!.scale)
    .toString()
    .replace('.', '')
    .replace(/^0+|0+$/g, '')
}

interface Like {
  readonly o: Stated
  /** how many words they have in common, and which part of those of the shorter one */
  readonly common: number
  readonly share: number
}

// a slip of the hand away, and in another paragraph: a summary and what it sums up
function isMistyped(own: Stated, best: Stated, { input }: AuditDesk): boolean {
  const [a, b] = [own.q, best.q]
  const [x, y] = [a, b].map((q) => q.text.replace(/[^\d.]/g, '')) as [string, string]
  const between = input.extract.text.slice(Math.min(a.end, b.end), Math.max(a.start, b.start))
  const slip = slipOf(x, y)
  // a digit apart are a number and its like in another example; not so in a title
  return between.includes('\n') && (slip === 'exchange' || (own.isHeading && slip !== 'other'))
}

// the one number that is said of the same thing
function bestOf(own: Stated, like: readonly Like[]): Stated | null {
  const marks = marksOf(own.clause)
  const periods = periodsOf(own.sentence.text)
  const may = like.filter(({ o }) => {
    if (
      o.isTitle ||
      (own.isHeading && o.isHeading) ||
      isMove(o) !== isMove(own) ||
      !sameCodes(own.clause, o.clause) ||
      isOfWhole(own) !== isOfWhole(o) ||
      namesOther(own, o) ||
      marksOf(o.clause) !== marks ||
      !mayAgree(own, o) ||
      isOther(timedOf(own), timedOf(o))
    )
      return false
    const { text, start } = o.sentence
    return periods.agrees(periodsOf(`${text.slice(0, o.q.at - start)}${o.clause}`))
  })
  if (may.length === 0) return null
  const most = largest(may.map((l) => l.common))
  const found = may.filter((l) => l.common === most)
  const [{ o, common, share }] = found as [Like]
  if (found.some((l) => !isNear(l.o.q, o.q))) return null
  const ratio = own.q.value / o.q.value
  const least = isZh(own) ? 4 : 3
  const ownAll = wordsOf(own.sentence.text)
  const foreign = [...wordsOf(o.clause)].filter((w) => !ownAll.has(w)).length
  // a summary may say something else of another part, unless a slip of the hand explains it
  if (own.isHeading && !own.isTitle && !isSlip(own.q, o.q)) return null
  if (own.isHeading)
    return ratio > 0.3 && ratio < 3.4 && common >= least - 1 && share >= (common >= least ? 0.55 : 0.7) ? o : null
  return foreign <= (isZh(own) ? 6 : 3) && common >= least && share >= 0.8 && isSlip(own.q, o.q) ? o : null
}

// 61% of the increase is no growth of 61%
function isOfWhole({ q, sentence }: Stated): boolean {
  return /^\s?of\s/i.test(sentence.text.slice(q.end - sentence.start))
}

// “数据核对”是最难的类别，准确率只有 44.0%: what one sentence has in quotes and the other does not know
function namesOther(own: Stated, o: Stated): boolean {
  const [quoted] =
    /(?<=[“「『"])[^”」』"]{2,20}(?=[”」』"])/.exec(own.sentence.text.slice(0, own.q.at - own.sentence.start)) ?? []
  return quoted !== undefined && !`${o.before}${o.sentence.text}`.includes(quoted)
}

function timedOf({ sentence, q }: Stated): Timed {
  return timedAt(sentence, sentence.mentions.indexOf(q.mention!))
}

function isZh({ sentence }: Stated): boolean {
  return /[\u4e00-\u9fff]/.test(sentence.text)
}

// 22% of a rise are no 22% of a whole
function isMove({ q, clause, group }: Stated): boolean {
  return group === 'percent' && (q.kind !== 'share' || moves(clause))
}

// a slip of the hand: two figures exchanged, one of three or more another
function isSlip(a: Quantity, b: Quantity): boolean {
  const [x, y] = [a, b].map((q) => q.mention!.value.div(q.mention!.scale).toString()) as [string, string]
  if (a.mention!.scaleText !== b.mention!.scaleText) return false
  const slip = slipOf(x, y)
  const size = x.replace(/\D/g, '').length
  return slip === 'exchange' ? size >= 2 : slip === 'digit' && size >= 3
}

// whether one may stand for the other, as far as they are printed
function isNear(a: Quantity, b: Quantity): boolean {
  const apart = Math.abs(a.value / b.value - 1)
  if (apart <= a.slack + b.slack + 0.006) return true
  const [low, high] = a.value < b.value ? [a, b] : [b, a]
  return low.mention!.bound !== 'exact' && high.value / low.value < 1.2
}
