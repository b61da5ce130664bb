import { type Mention, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { slipOf } from '../digits.ts'
import { isPercent } from '../kept.ts'
import { isQuoted } from '../prose/audit.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import { halfOf, partOf } from '../prose/stated.ts'
import { textBetween } from './growth.ts'
import type { Paragraph } from './input.ts'
import { bareUnit } from './rates.ts'

const any = gate(/\b(?:from|over|than|compared|versus|on)\b|\bThat(?:['’]s| is| was)|\bThis (?:is|was)\b/)
const rises =
  /\b(?:up|ris(?:e|es|ing)|rose|gr[eo]w\w*|growth|increas\w*|gain\w*|jump\w*|surg\w*|climb\w*|higher|more|soar\w*|boost\w*)\b/i
const falls =
  /\b(?:down|f[ae]ll\w*|drop\w*|declin\w*|decreas\w*|lower|less|dip\w*|slid\w*|slump\w*|plung\w*|shr[aiu]nk\w*|contract\w*|tumbl\w*|reduc\w*|cut\w*|slash\w*)\b/i
// what else a change may be taken from
const otherBase =
  /constant (?:currenc|exchange)|local currenc|organic|like[- ]for[- ]like|comparable|adjusted|excluding|pro forma|annuali[sz]ed|CAGR|compound|per year|a year on average|seasonally|respectively|sequentially/i
const base = '(?:from|over|than|on|compared (?:with|to)|versus|vs\\.?|against)'
// up 53% from the previous quarter's …
const toBase = new RegExp(
  `^(?:\\s(?:increase|rise|gain|jump|growth|surge|improvement|decrease|decline|drop|fall|dip|reduction|higher|lower|more|less|up|down|year[- ]over[- ]year|year[- ]on[- ]year|quarter[- ]over[- ]quarter|yoy|qoq|sequential|in [a-z]+))*,?\\s${base}\\s[^.;:()\\d]{0,60}$`,
  'i',
)
const toLevel = /^(?:\s(?:to|to a record|to about|to around|to roughly)\s)(?:US)?[$€£¥]?$/i
const fromBase = /^[^.;:()\d]{0,40}\bfrom\s(?:about |around |roughly |the )*[^.;:()\d]{0,24}$/i
const fromLevel = /^,?\s(?:falling |rising |dropping |going )?from\s(?:about |around |roughly )*(?:US)?[$€£¥]?$/i
const again = /^\s*(?:That|This)(?:['’]s| is| was| represents| marks)\b/

/** Tells of changes in percent that English sentences give with the two levels they lead between, in whichever order: a 19.1% increase from the previous quarter's $31.962 billion. */
export function checkRebased({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    if (!any(sentence) || sentence.mentions.length === 0 || sentence.mentions.length > 12) continue
    if (otherBase.test(sentence.text)) continue
    const before = s > from && again.test(sentence.text) ? sentences[s - 1]! : null
    for (const [n, p] of sentence.mentions.entries()) if (isChange(p)) checkAt(sentence, n, before, desk)
  }
}

function isChange(m: Mention): boolean {
  return isPercent(m.unitText) && (m.form === 'digits' || m.form === 'words') && m.high === undefined && !m.value.eq(0)
}

function isLevel(m: Mention | undefined): m is Mention {
  return (
    m !== undefined &&
    m.form === 'digits' &&
    m.high === undefined &&
    m.value.gt(0) &&
    !isPercent(m.unitText) &&
    (m.bound === 'exact' || m.bound === 'about' || m.bound === 'average')
  )
}

function isAlike(a: Mention, b: Mention): boolean {
  return (
    bareUnit(a) === bareUnit(b) && (a.scaleText !== '' || b.scaleText !== '' || a.unitText !== '' || b.unitText !== '')
  )
}

interface Step {
  readonly level: Mention
  readonly base: Mention
}

function checkAt(sentence: Sentence, n: number, before: Sentence | null, desk: AuditDesk): void {
  const { mentions } = sentence
  const p = mentions[n]!
  if (p.bound !== 'exact' && p.bound !== 'about') return
  if (isQuoted(sentence, p) || desk.isTold(p.start, p.end)) return
  const way = wayOf(sentence, n)
  const step = way === 0 ? null : stepOf(sentence, n, before)
  if (step === null || [step.level, step.base].some((m) => desk.isTold(m.start, m.end))) return
  const said = Math.abs(toNumber(p.value)) * way
  const all = [...(before?.mentions ?? []), ...mentions].filter(isLevel).filter((m) => isAlike(m, step.base))
  // another two of the sentence make it, or another percentage leads between the two
  const isOwn = (x: Mention, y: Mention) => x === step.base && y === step.level
  if (all.some((x) => all.some((y) => x !== y && !isOwn(x, y) && isMade(x, y, said, p)))) return
  const percents = mentions.filter((m) => m !== p && isChange(m)).map((m) => Math.abs(toNumber(m.value)))
  if (percents.some((q) => isMade(step.level, step.base, q, p) || isMade(step.level, step.base, -q, p))) return
  const [a, b] = [toNumber(step.level.value), toNumber(step.base.value)]
  const made = (a / b - 1) * 100
  for (const power of [1000, 1e-3, 1e6, 1e-6])
    if (Math.abs((a * power) / b - 1 - said / 100) <= 0.02 * Math.abs(said / 100) + 0.004) {
      tellScale(sentence, step, desk)
      return
    }
  if (!(made > -100) || Math.abs(made) > 2000) return
  const places = Math.max(0, p.decimals ?? 0)
  const right = Math.abs(made).toFixed(places)
  const isTurned = isMade(step.level, step.base, -said, p)
  // 5% less than the $26.2 million: the word is told of by itself
  if (
    isTurned &&
    /^\s(?:less|more|lower|higher|cheaper|dearer|fewer)\sthan\b/i.test(textBetween(sentence, p.end, p.end + 18))
  )
    return
  const isSlip = slipOf(Math.abs(said).toFixed(places), right) !== 'other'
  const isNear =
    Math.sign(made) === way &&
    Math.abs(Math.abs(made) - Math.abs(said)) <= 0.75 * Math.max(Math.abs(made), Math.abs(said))
  if (!isTurned && !isSlip && !isNear) return
  const [printed, x, y] = [p, step.base, step.level].map((m) => desk.input.extract.text.slice(m.start, m.end)) as [
    string,
    string,
    string,
  ]
  const expected = `${made < 0 ? '-' : ''}${right}%`
  desk.tell(
    'audit/ratio',
    desk.place(p.start, p.end),
    {
      en: `\`${printed}\` does not lead from \`${x}\` to \`${y}\`: that is ${expected}`,
      zh: `\`${printed}\` 与 \`${x}\` 至 \`${y}\` 不符，应为 ${expected}`,
    },
    { confidence: isSlip || isTurned ? 0.86 : 0.8, printed, expected },
  )
}

// the word for the way that stands nearest to the number: a 19.1% increase, up 53%
function wayOf(sentence: Sentence, n: number): -1 | 0 | 1 {
  const { mentions } = sentence
  const p = mentions[n]!
  const from = Math.max(mentions[n - 1]?.end ?? sentence.start, p.start - 40)
  const front = textBetween(sentence, from, p.start).replace(/^.*[.;:]/s, '')
  const behind = /^[^,.;:()]{0,26}/.exec(
    textBetween(sentence, p.end, Math.min(mentions[n + 1]?.start ?? sentence.end, p.end + 26)),
  )![0]
  const noun = behind.split(/\s(?:from|over|than|on|compared|to)\b/)[0]!
  for (const text of [noun, front.slice(-24), front]) {
    const [up, down] = [rises.test(text), falls.test(text)]
    if (up !== down) return up ? 1 : -1
    if (up && down) return 0
  }
  // dropped the price of its 8x cluster by 81%
  const whole = /^.*\sby\s$/s.test(front) ? textBetween(sentence, Math.max(sentence.start, p.start - 110), p.start) : ''
  const [up, down] = [rises.test(whole), falls.test(whole)]
  return up === down ? 0 : up ? 1 : -1
}

function stepOf(sentence: Sentence, n: number, before: Sentence | null): Step | null {
  const { mentions } = sentence
  const p = mentions[n]!
  const [next, second] = [mentions[n + 1], mentions[n + 2]]
  const behind =
    next === undefined ? '' : textBetween(sentence, p.end, next.numberStart).replace(/(?:19|20)\d{2}(?:['’]s)?/g, '')
  if (isLevel(next) && isLevel(second) && isAlike(next, second)) {
    const between = textBetween(sentence, next.end, second.numberStart)
    // rose by 12% to $8.2 billion this quarter from around $6.7 billion
    if (toLevel.test(behind) && fromBase.test(between)) return { level: next, base: second }
    // by 81%, from $98.32 to $80.62
    if (
      fromLevel.test(behind) &&
      /^(?:\/[a-z]+|\s(?:per|a|an)\s[a-z]+)?[^.;:()\d]{0,14}\sto\s(?:about |around |just |roughly )*(?:US)?[$€£¥]?$/i.test(
        between,
      )
    )
      return { level: second, base: next }
  }
  const own = mentions.slice(0, n)
  if (isLevel(next) && toBase.test(behind)) {
    // the level that stands before it in its sentence, or in the one that it goes on from
    const levels = [
      ...own,
      ...(own.some((m) => isLevel(m) && isAlike(m, next)) ? [] : (before?.mentions ?? [])),
    ].filter((m) => isLevel(m) && isAlike(m, next))
    // $1.53, up 66% from $0.92 and 6% over $1.45: what it was before is no level
    const level = levels.findLast((m) => !isBase(own.includes(m) ? sentence : before!, m))
    if (level === undefined || p.start - level.end > 160) return null
    return own.includes(level) || levels.length === 1 ? { level, base: next } : null
  }
  // fell to 14 million from 24 million a year earlier. That's a 46.1% drop.
  if (before === null || own.some(isLevel) || isLevel(next)) return null
  const levels = before.mentions.filter(isLevel)
  const [a, b] = levels
  if (levels.length !== 2 || !isAlike(a!, b!) || !fromBase.test(textBetween(before, a!.end, b!.numberStart)))
    return null
  return { level: a!, base: b! }
}

function isBase(sentence: Sentence, m: Mention): boolean {
  return /\b(?:from|over|than|against|versus)\s[^,.;\d]{0,30}$/i.test(
    textBetween(sentence, m.numberStart - 44, m.numberStart),
  )
}

function isMade(a: Mention, b: Mention, said: number, p: Mention): boolean {
  const ratio = toNumber(a.value) / toNumber(b.value)
  const slack = ratio * (partOf(a) + partOf(b)) * 100
  return Math.abs((ratio - 1) * 100 - said) <= slack + 1.2 * halfOf(p, 0.03) + 0.1
}

function tellScale(sentence: Sentence, { level, base: other }: Step, desk: AuditDesk): void {
  const later = level.start > other.start ? level : other
  const [printed, left] = [later, later === level ? other : level].map((m) =>
    desk.input.extract.text.slice(m.start, m.end),
  ) as [string, string]
  if (isQuoted(sentence, later)) return
  desk.tell(
    'audit/scale-slip',
    desk.place(later.start, later.end),
    {
      en: `\`${printed}\` and \`${left}\` make the change beside them but for a power of a thousand`,
      zh: `\`${printed}\` 与 \`${left}\` 仅差千的幂次即得旁边的变动幅度`,
    },
    { confidence: 0.88, printed },
  )
}
