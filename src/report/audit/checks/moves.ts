import { type Mention, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { slipOf } from '../digits.ts'
import { isPercent } from '../kept.ts'
import { isQuoted } from '../prose/audit.ts'
import type { Sentence } from '../prose/sentence.ts'
import { textBetween } from './growth.ts'
import type { Paragraph } from './input.ts'
import { bareUnit } from './rates.ts'

/**
 * Tells of a percentage beside the step that it is of, where the level shows that it is another: closed at 35,950, up 196 points
 * or 0.55 percent; 4.9 percent more than the August total of $34.5 billion.
 */
export function checkMoves({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    const { mentions } = sentence
    if (mentions.length < 2 || mentions.length > 40) continue
    const isAbove = sentence.text.includes('average of')
    for (let n = 0; n < mentions.length; n += 1) {
      const m = mentions[n]!
      if (isAbove) checkAverage(sentences, [from, s], n, desk)
      if (!isPercent(m.unitText) || m.form !== 'digits' || !isFirm(m) || isQuoted(sentence, m)) continue
      if (mentions.length < 3 || desk.isTold(m.start, m.end)) continue
      checkStep(sentence, n, desk)
      checkMore(sentence, n, desk)
      checkOr(sentence, n, desk)
    }
  }
}

function isFirm({ high, bound }: Mention): boolean {
  return high === undefined && (bound === 'exact' || bound === 'about')
}

const ulp = (m: Mention) => 0.5 * 10 ** -(m.decimals ?? 15)

const money = String.raw`(?:US)?[$¥€£]?\s?`
const rising = String.raw`up|rose|gained|gaining|added|adding|climbed|increased|advanced|jumped|surged|rallied|tacked on|收涨|上涨|涨|升`
const falling = String.raw`down|fell|lost|losing|shed|dropped|declined|slipped|slid|tumbled|decreased|收跌|下跌|跌|降`
const step = new RegExp(
  String.raw`(?:\b|(?<=[\u4e00-\u9fff]))(?:(${rising})|(${falling}))\s?(?:by\s|了)?${money}$`,
  'i',
)
const aside =
  /^\s?(?:points?|pts|cents|个?点)?(?:[,，]\s?(?:or\s)?|\s(?:or\s|[（(])|[（(]|，?\s?(?:或|即|幅度)\s?)[+−-]?\s?$/i
const arriving = new RegExp(
  String.raw`^[)）]?[,，]?\s?(?:to (?:close|end|finish|settle|trade)(?: the (?:day|session|week))? at|(?:closing|ending|finishing|settling|trading)\sat|to|at|收于|报|至)\s?${money}$`,
  'i',
)
const leading = new RegExp(
  String.raw`^\s?(?:points?|点)?[)）]?[,，]?\s?(?:and\s)?(?:${rising}|${falling})\s?(?:by\s|了)?${money}$`,
  'i',
)

// closed at 35,950, up 196 points or 0.55 percent; rose 22.34 points, or 0.32%, to 6,932.13
function checkStep(sentence: Sentence, n: number, desk: AuditDesk): void {
  const [by, share, next] = [sentence.mentions[n - 1], sentence.mentions[n]!, sentence.mentions[n + 1]]
  if (by === undefined || !isFirm(by) || by.form !== 'digits' || isPercent(by.unitText)) return
  const front = textBetween(sentence, by.numberStart - 18, by.numberStart)
  const way = step.exec(front)
  const between = textBetween(sentence, by.end, share.numberStart)
  if (way === null || !aside.test(between)) return
  const last = sentence.mentions[n - 2]
  const level =
    next !== undefined && arriving.test(textBetween(sentence, share.end, next.numberStart))
      ? next
      : last !== undefined && leading.test(textBetween(sentence, last.end, by.numberStart))
        ? last
        : undefined
  if (level === undefined || !isFirm(level) || level.form !== 'digits') return
  const isCents = /^cents?$/i.test(by.unitText) || /^\s?cents/.test(between)
  const bare = (m: Mention) => (/^(?:points?|个?点|cents?)$/i.test(m.unitText) ? '' : bareUnit(m))
  if (isPercent(level.unitText) || (!isCents && bare(level) !== bare(by))) return
  const d = toNumber(by.value) / (isCents ? 100 : 1)
  const now = toNumber(level.value)
  const old = now - (way[1] !== undefined ? d : -d)
  // a step of many percent is no step of a day, and of a year it is for others to reckon
  if (d <= 0 || old <= 0 || d > now * 0.5) return
  const made = [(d / old) * 100, (d / now) * 100]
  const rough = made[0]! * ((ulp(by) / (isCents ? 100 : 1) / d) * 1.2 + (ulp(level) / now) * 1.2)
  tellShare(sentence, share, made, rough, [by, level], desk)
}

function tellShare(
  sentence: Sentence,
  share: Mention,
  made: readonly number[],
  rough: number,
  of: readonly [Mention, Mention],
  desk: AuditDesk,
): void {
  const said = Math.abs(toNumber(share.value))
  const slack = rough + ulp(share) * 2.1
  if (made.some((x) => Math.abs(x - said) <= slack) || (share.bound === 'about' && Math.abs(made[0]! / said - 1) < 0.1))
    return
  const printed = textBetween(sentence, share.start, share.end)
  const [a, b] = of.map((m) => textBetween(sentence, m.start, m.end)) as [string, string]
  const expected = made[0]!.toFixed(Math.max(0, Math.min(3, share.decimals ?? 1)))
  desk.tell(
    'audit/ratio',
    desk.place(share.start, share.end),
    {
      en: `\`${printed}\` disagrees with \`${a}\` and \`${b}\`, from which follows ${expected}`,
      zh: `\`${printed}\` 与 \`${a}\`、\`${b}\` 不符，据此应为 ${expected}`,
    },
    { confidence: 0.83, printed, expected },
  )
}

const moreThan = new RegExp(
  String.raw`^\s(more|higher|greater|above|over|lower|less|below|fewer)\s(?:than\s)?(?:the|its|a)\s(?:[\w.'’-]+\s){0,5}(?:total|figure|level|tally|record|sum)\sof\s${money}$`,
  'i',
)
const comparedTo = new RegExp(
  String.raw`^\s(?:when\s)?compared\s(?:to|with)\s(?:the|its|a)\s(?:[\w.'’-]+\s){0,5}(?:total|figure|level|tally|record|sum)\sof\s${money}$`,
  'i',
)
const growthOf = /\b(?:(increase|rise|growth|gain|jump)|(?:decrease|decline|drop|fall))\sof\s(?:about\s)?$/i

// $36.2 billion in August, 4.9 percent more than the total of $34.5 billion of the year before
function checkMore(sentence: Sentence, n: number, desk: AuditDesk): void {
  const share = sentence.mentions[n]!
  const old = sentence.mentions[n + 1]
  if (old === undefined || !isFirm(old) || old.form !== 'digits' || isPercent(old.unitText)) return
  const words = textBetween(sentence, share.end, old.numberStart)
  if (!words.includes(' of ')) return
  const more = moreThan.exec(words)
  const grown = comparedTo.test(words)
    ? growthOf.exec(textBetween(sentence, share.numberStart - 24, share.numberStart))
    : null
  if (more === null && grown === null) return
  const isUp = more !== null ? /^(?:more|higher|greater|above|over)$/i.test(more[1]!) : grown![1] !== undefined
  const now = sentence.mentions.find((m) => m.form === 'digits' && isFirm(m) && bareUnit(m) === bareUnit(old))
  if (now === undefined || now.start >= share.start || !(toNumber(old.value) > 0)) return
  const change = (toNumber(now.value) / toNumber(old.value) - 1) * (isUp ? 100 : -100)
  const rough = (1 + Math.abs(change) / 100) * (ulp(now) / toNumber(now.value) + ulp(old) / toNumber(old.value)) * 100
  if (Math.abs(change) > 95) return
  tellShare(sentence, share, [change], rough, [now, old], desk)
}

const or = /[,，]\s(?:or\s)(?:still\s|about\s)?$/i
const than = new RegExp(
  String.raw`^\s(?:(?:more|higher|lower|less)\sthan|above|below)\s(?:the|its)\s(?:[\w.'’-]+\s){0,3}(?:of\s)?${money}$`,
  'i',
)

// 284 billion cubic feet, or 8.3% higher than the 3,442 billion of a year ago
function checkOr(sentence: Sentence, n: number, desk: AuditDesk): void {
  const [by, share, old] = [sentence.mentions[n - 1], sentence.mentions[n]!, sentence.mentions[n + 1]]
  if (by === undefined || old === undefined || ![by, old].every((m) => isFirm(m) && m.form === 'digits')) return
  if (!or.test(textBetween(sentence, by.end, share.numberStart))) return
  if (!than.test(textBetween(sentence, share.end, old.numberStart)) || bareUnit(by) !== bareUnit(old)) return
  const [d, level] = [toNumber(by.value), toNumber(old.value)]
  if (isPercent(old.unitText) || d <= 0 || d >= level) return
  const made = (d / level) * 100
  tellShare(sentence, share, [made], made * (ulp(by) / d + ulp(old) / level), [by, old], desk)
}

const above =
  /^(?:\s[A-Za-z]{1,12}){0,3}\s(?:above|below|higher than|lower than|more than|less than)\sthe\s(?:[\w.-]+\s){0,3}average\sof\s$/i

// 282 Bcf above the 5-year average of 3,294 Bcf, where 3,576 Bcf stand before
function checkAverage(
  sentences: readonly Sentence[],
  [from, s]: readonly [number, number],
  n: number,
  desk: AuditDesk,
): void {
  const sentence = sentences[s]!
  const by = sentence.mentions[n]!
  // the five of a 5-year average stands between
  const mean = sentence.mentions.slice(n + 1, n + 3).find((m) => bareUnit(m) === bareUnit(by))
  if (mean === undefined || ![by, mean].every((m) => isFirm(m) && m.form === 'digits')) return
  if (!above.test(textBetween(sentence, by.numberEnd, mean.numberStart)) || bareUnit(by) !== bareUnit(mean)) return
  const before = [
    ...sentences.slice(Math.max(from, s - 3), s).flatMap((o) => o.mentions),
    ...sentence.mentions.slice(0, n),
  ]
  const apart = before
    .filter((m) => m.form === 'digits' && m.high === undefined && bareUnit(m) === bareUnit(mean))
    .map((m) => Math.abs(toNumber(m.value) - toNumber(mean.value)))
  const said = toNumber(by.value)
  const slack = (ulp(by) + ulp(mean) * 2) * 1.1 + said * 0.004
  if (said <= 0 || apart.length === 0 || apart.some((x) => Math.abs(x - said) <= slack)) return
  const scale = toNumber(by.scale)
  const places = Math.max(0, (by.decimals ?? 0) + Math.round(Math.log10(scale)))
  const right = apart.find((x) => slipOf((said / scale).toFixed(places), (x / scale).toFixed(places)) === 'exchange')
  if (right === undefined || desk.isTold(by.start, by.end)) return
  const printed = textBetween(sentence, by.start, by.end)
  const expected = (right / scale).toFixed(places)
  desk.tell(
    'audit/arithmetic',
    desk.place(by.start, by.end),
    {
      en: `\`${printed}\` is not what \`${textBetween(sentence, mean.start, mean.end)}\` and the level before it are apart: that is ${expected}`,
      zh: `\`${printed}\` 并非与 \`${textBetween(sentence, mean.start, mean.end)}\` 之差，应为 ${expected}`,
    },
    { confidence: 0.8, printed, expected },
  )
}
