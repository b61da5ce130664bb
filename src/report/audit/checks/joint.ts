import { toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { slipOf } from '../digits.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import { type Quantity, quantitiesOf } from '../solve/quantity.ts'
import type { Paragraph, Read } from './input.ts'
import { periodsOf } from './same.ts'

const together = gate(
  /\b(?:together|collectively|combined|jointly)\b|合计|[两三四五]家(?:合计|共|总)|[两三四五]者(?:合计|共|之和)/i,
)
const numbers: Readonly<Record<string, number>> = { two: 2, three: 3, four: 4, five: 5, 两: 2, 三: 3, 四: 4, 五: 5 }
// longer parts are no reports
const longest = 900

/** Tells of a joint share that the shares of the two to five things before it do not make: 30%, 20% and 13%. Together, these three control 66%. */
export function checkJoint({ sentences, from, to, desk }: Paragraph): void {
  for (let s = Math.max(from, 1); s < to; s += 1) {
    const own = sentences[s]!
    if (own.mentions.length > 6 || !together(own)) continue
    const shares = sharesOf(own)
    const before = sharesOf(sentences[s - 1]!)
    const word = /\b(two|three|four|five)\b|([两三四五])[家者]/i.exec(own.text)
    const count = word === null ? 0 : numbers[(word[1] ?? word[2]!).toLowerCase()]
    if (shares.length === 1 && s - 1 >= from && before.length >= 2 && before.length === count)
      judge(shares[0]!, before, desk)
  }
}

const parting = /其中|of which|including/i
const joins = /^[%％]?\s?(?:、|，|,|和|与|及|以及|and|\s)+$/

/** Tells of shares of one sentence that make more than their whole: 50%, 45% and 10% of a market; 74.6%, 其中甲 33.8%、乙 21.0%、丙 39.8%. */
export function checkOver({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const own = sentences[s]!
    if (own.mentions.length < 3 || own.mentions.length > 12 || !/[%％]|percent/.test(own.text)) continue
    const list = sharesOf(own)
    if (list.length < 3) continue
    const text = (a: number, b: number) => own.text.slice(a - own.start, b - own.start)
    const isJoined = list.every((q, n) => n === 0 || joins.test(text(list[n - 1]!.end, q.at)))
    const isOne =
      (/^\s?market shares?\b/i.test(text(list.at(-1)!.end, own.end)) ||
        /(?:市场份额|占比)分别(?:为|是|达)\s?$/.test(list[0]!.front)) &&
      !/\b(?:in|across)\s(?:the\s)?[A-Z]|年|地区|\b(?:19|20)\d\d\b.*\b(?:19|20)\d\d\b/.test(
        own.text.replace(/\bin (?:19|20)\d\d\b/, ''),
      )
    const sum = (qs: readonly Quantity[]) => qs.reduce((t, q) => t + toNumber(q.mention!.value), 0)
    if (isJoined && isOne && sum(list) > 101.5) {
      const last = list.at(-1)!
      if (!desk.isTold(list[0]!.at, last.end)) tell(last, list.slice(0, -1), `${Number(sum(list).toFixed(2))}%`, desk)
      continue
    }
    // 占海外的 70.2%、占总收入的 52.0%, 二期 42 MW（占 70%）: each has a whole of its own
    if (list.some((q) => /占[^，。；;、（(]{1,10}的\s?$|[（(]\s?占比?\s?$/.test(q.front))) continue
    // each part is of what stands before 其中, as its own word for a share says
    const [w, ...parts] = list as [Quantity, ...Quantity[]]
    if (parts.length < 2 || !parting.test(text(w.end, parts[0]!.at)) || /[；;]/.test(text(w.end, own.end))) continue
    if (
      !/占/.test(w.front) ||
      parts.slice(1).some((p) => !/占/.test(p.front)) ||
      parting.test(text(parts[0]!.end, own.end))
    )
      continue
    if (sum(parts) <= toNumber(w.mention!.value) + 0.1 * (parts.length + 1) || desk.isTold(w.at, w.end)) continue
    tell(w, parts, `${Number(sum(parts).toFixed(2))}%`, desk)
  }
}

function sharesOf(s: Sentence): readonly Quantity[] {
  return quantitiesOf(s).filter((q) => q.kind === 'share' && q.mention?.form === 'digits' && !q.isQuoted)
}

const listed =
  /([A-Z][\w.+]*(?:\s[A-Z][\w.+]*){0,2}(?:,\s[A-Z][\w.+]*(?:\s[A-Z][\w.+]*){0,2})*,?\s(?:and|&)\s[A-Z][\w.+]*(?:\s[A-Z][\w.+]*){0,2})[^.;\d]{0,20}\b(?:together|collectively|combined|jointly)\b[^.;\d]{0,30}$/

/** Tells of the joint market share of named firms that their own market shares, each given once, do not make. */
export function checkMarket({ desk, numbered }: Read): void {
  if (numbered.length > longest || numbered.length < 2) return
  const own = numbered.flatMap((s) =>
    /market share|份额/.test(s.text)
      ? sharesOf(s)
          .filter((q) => /^\s?(?:%|percent)?\s?market share/i.test(q.behind))
          .map((q) => ({ q, s }))
      : [],
  )
  if (own.length < 2) return
  for (const s of numbered) {
    if (s.mentions.length > 4 || !together(s)) continue
    for (const q of sharesOf(s)) {
      const found = listed.exec(s.text.slice(0, q.at - s.start))
      if (found === null) continue
      const names = found[1]!.split(/,\s(?:and\s)?|\s(?:and|&)\s/).map((n) => n.trim())
      const parts = names.map((name) =>
        own.filter((o) => o.s !== s && o.s.text.slice(0, o.q.at - o.s.start).includes(name)),
      )
      // a name in two sentences may have two shares
      if (parts.every((p) => p.length === 1) && new Set(parts.map((p) => p[0]!.q)).size === names.length)
        judge(
          q,
          parts.map((p) => p[0]!.q),
          desk,
        )
    }
  }
}

function judge(q: Quantity, parts: readonly Quantity[], desk: AuditDesk): void {
  const half = (x: Quantity) => 0.5 * 10 ** -(x.mention!.decimals ?? 0)
  const percent = (x: Quantity) => toNumber(x.mention!.value)
  const sum = parts.reduce((t, p) => t + percent(p), 0)
  const slack =
    parts.reduce((t, p) => t + half(p), half(q)) + ([q, ...parts].some((p) => p.mention!.bound !== 'exact') ? 2 : 0)
  if (sum > 100.5 || Math.abs(sum - percent(q)) <= slack || desk.isTold(q.start, q.end)) return
  // three shares of one sentence and the one of the next may be of two things
  const right = sum.toFixed(Math.max(0, q.mention!.decimals ?? 0))
  if (parts.length > 2 && slipOf(percent(q).toFixed(Math.max(0, q.mention!.decimals ?? 0)), right) === 'other') return
  tell(q, parts, `${Number(sum.toFixed(2))}%`, desk)
}

function tell(q: Quantity, parts: readonly Quantity[], right: string, desk: AuditDesk): void {
  const text = parts.map((p) => `\`${p.text}\``).join(' + ')
  desk.tell(
    'audit/sum',
    desk.place(q.start, q.end),
    {
      en: `\`${q.text}\` disagrees with ${text}, which make ${right}`,
      zh: `\`${q.text}\` 与 ${text} 之和 ${right} 不符`,
    },
    { confidence: 0.82, printed: q.text, expected: right },
  )
}

const nouns = /(净利润?|营收|营业收入|收入|利润|销量|出货量?|下载量?|net income|revenue)[^，。；;,\d]{0,12}$/i

/** Tells of a half year that its two quarters do not make: 上半年净利润 10.38 亿元，Q1 净利 5.35 亿元，Q2 净利 6.83 亿元. */
export function checkHalves({ sentences, from, to, desk }: Paragraph): void {
  if (to - from > 30) return
  const found = new Map<string, Quantity[]>()
  for (let s = from; s < to; s += 1) {
    const own = sentences[s]!
    if (own.mentions.length > 20 || !/Q[1-4]|季|半年|half|quarter/i.test(own.text)) continue
    for (const q of quantitiesOf(own)) {
      if (q.kind !== 'amount' || q.mention?.form !== 'digits' || q.mention.bound !== 'exact') continue
      const front = own.text.slice(0, q.at - own.start)
      const noun = nouns.exec(front.slice(-24))?.[1]
      if (noun === undefined || /去年|上年|同期|扣非|year-ago|prior/.test(front.slice(-24))) continue
      const part = lastPart(front)
      if (part === null) continue
      const key = `${noun.replace(/润$/, '').toLowerCase().slice(0, 2)}|${part}|${q.key}`
      const list = found.get(key)
      if (list === undefined) found.set(key, [q])
      else if (list.every((o) => Math.abs(o.value / q.value - 1) > o.slack + q.slack)) list.push(q)
    }
  }
  for (const [key, whole] of found) {
    const [noun, part, unit] = key.split('|')
    const two = part === 'h1' ? ['q1', 'q2'] : part === 'h2' ? ['q3', 'q4'] : null
    const parts = two?.map((p) => found.get(`${noun}|${p}|${unit}`)) ?? []
    if (two === null || whole.length !== 1 || parts.some((p) => p?.length !== 1)) continue
    const [w, a, b] = [whole[0]!, parts[0]![0]!, parts[1]![0]!]
    const sum = a.value + b.value
    const slack = w.slack * w.value + a.slack * a.value + b.slack * b.value
    if (Math.abs(sum - w.value) <= slack * 1.05 || desk.isTold(w.start, w.end) || desk.isTold(a.start, a.end)) continue
    tell(
      w,
      [a, b],
      String(Number((sum / (w.value / toNumber(w.mention!.value.div(w.mention!.scale)))).toFixed(4))),
      desk,
    )
  }
}

// the quarter or the half that was named last
function lastPart(front: string): string | null {
  const clause = front.slice(Math.max(front.lastIndexOf('。'), front.lastIndexOf('；'), 0))
  const all = [
    ...clause.matchAll(
      /Q[1-4]|[一二三四]季度|[上下]半年|(?:first|second|third|fourth)[- ]quarter|(?:first|second) half/gi,
    ),
  ]
  const last = all.at(-1)
  if (last === undefined) return null
  const [part] = periodsOf(last[0]).parts
  return part ?? null
}
