import type { Mention } from '../../../base/index.ts'
import { sortScope } from '../../../facts/index.ts'
import type { AuditDesk } from '../desk.ts'
import { judge } from '../verdict.ts'
import { isAside, isLocal, isStepped, isUse } from './aside.ts'
import { auditComparisons } from './compare.ts'
import { tellExchanged } from './exchange.ts'
import { type Link, linkMention } from './link.ts'
import { checkRatio } from './ratio.ts'
import { type Carried, readSentences } from './read.ts'
import type { Sentence } from './sentence.ts'
import { tellNumber } from './tell.ts'
import { leadYearIn, yearOf } from './year.ts'

/** A number of a sentence with what it is said to be. */
export interface Linked {
  readonly sentence: Sentence
  readonly index: number
  readonly link: Link
}

// a sentence of more numbers than this is a file of figures without line ends: they are counted, not looked at
const mostMentions = 200

/** No more of such numbers are listed than this. */
export const mostListed = 10_000

/** Takes the numbers of a sentence as claims that nothing is known of. */
export function countOnly({ mentions, text, start }: Sentence, desk: AuditDesk): void {
  desk.looksAround = true
  if (desk.claims.length > mostListed) {
    desk.counted += mentions.length
    return
  }
  desk.noteFigures(mentions.length)
  for (const { value, bound, start: from, end } of mentions) {
    const at = desk.place(from, end)
    const printed = text.slice(from - start, end - start)
    desk.claims.push({ ...nothing, text: printed, at, amount: { value, bound } })
  }
}

const nothing = {
  kind: 'claim',
  subject: null,
  measure: null,
  scope: {},
  period: '',
  unit: '',
  verdict: 'unlinked',
  why: 'not-parsed',
} as const

/** Audits the running text from `start` to `end`; returns its sentences and links, for checks across sentences. */
export function auditProse(
  start: number,
  end: number,
  carried: Carried,
  year: string,
  desk: AuditDesk,
): { readonly sentences: readonly Sentence[]; readonly links: readonly Linked[] } {
  desk.by = ''
  const sentences = readSentences(start, end, carried, desk)
  const links: Linked[] = []
  const told: Sentence[] = []
  let held = year
  for (const sentence of sentences) {
    if (sentence.mentions.length > mostMentions) {
      countOnly(sentence, desk)
      continue
    }
    told.push(sentence)
    if (sentence.mentions.length === 0) {
      auditComparisons(sentence, [], desk)
      continue
    }
    const here: Linked[] = []
    for (let index = 0; index < sentence.mentions.length; index += 1)
      here.push({
        sentence,
        index,
        link: linkMention(
          sentence,
          index,
          yearOf(sentence, index, held),
          here.length > 0 ? here : links.slice(-1),
          desk,
        ),
      })
    held = leadYearIn(sentence.text) || held
    const exchanged = here.length > 1 ? tellExchanged(here, desk) : none
    for (const { index, link } of here) take(sentence, index, link, exchanged.has(index), desk)
    auditComparisons(sentence, here, desk)
    for (let index = 0; index < sentence.mentions.length; index += 1) checkRatio(sentence, index, desk)
    for (const l of here) links.push(l)
  }
  return { sentences: told, links }
}

// a sentence that corrects a number prints the wrong one too
const corrects =
  /误[印写作读传以]|错[印写]|写[成作]|而非|而不是|并非|不是|不应|不能|印[成作为]|misprint|misread|mistaken|rather than|instead of|\bnot\b|n['’]t\b|erroneous|wrongly/i

// "to 1.5 %" should be 1.5 percentage points
const corrected =
  /^\s?["”」』’'）)]?\s?(?:一?[数词处]?(?:有误|应(?:当|该)?[为是作改]|实[为际])|\bshould (?:be|read|have)\b|\bought to\b|\binstead should\b|\[sic\])|^[，,][^。；;，,\d]{0,12}[，,]?\s?(?:应(?:当|该)?[为是作改]|[更订]正为)/i

// in issue 57 we wrote that; an earlier version said
const earlier =
  /\b(?:in|on) [^.]{2,40} we (?:wrote|said|stated|printed)\b|\b(?:earlier|previous) version\b[^.]*\b(?:said|stated|gave|printed)\b|(?:\b(?:correction|corrected|erratum)\b|更正|勘误)[^.。]*?\b(?:said|wrote|stated|reported|gave|printed|版|曾|误|此前|上期)|(?:更正|勘误)[^。]{0,40}(?:此前|上期|曾|误)|(?:^|\n)\s*原[文为]?(?:误)?[：:][^\n]*$/i

// what the two hold at least
const anySlip =
  /[Cc]orrect|更正|原|勘误|we (?:wrote|said|stated|printed)|earlier version|误[印写作读传以]|错[印写]|写[成作]|而非|而不是|并非|不是|不应|不能|印[成作为]|misprint|misread|mistaken|rather than|instead of|not|n['’]t|erroneous|wrongly|有误|应|正为|实[为际]|should|ought|\[sic\]/i

/** Whether a number is quoted as somebody's mistake. */
export function isQuoted({ text, start, noted }: Sentence, mention: Mention): boolean {
  noted.speaksOfSlips ??= anySlip.test(text)
  if (!noted.speaksOfSlips) return false
  return (
    earlier.test(text.slice(0, mention.start - start)) ||
    corrects.test(text.slice(Math.max(0, mention.start - start - 16), mention.start - start)) ||
    corrected.test(text.slice(mention.end - start, mention.end - start + 28))
  )
}

const agreeing: readonly string[] = ['match', 'consistent', 'stale', 'unit-slip']

// a policy that the sentence does not name is the national one only where nothing says otherwise
function isElsewhere(sentence: Sentence, { subject }: Link, desk: AuditDesk): boolean {
  if (subject === null || desk.input.registry.entity(subject)?.kind !== 'policy') return false
  return isLocal(sentence, desk) && !sentence.names.some((x) => x.kind === 'entity' && x.id === subject)
}

const against =
  /^\s?(?:仍|也|还|均|都)?(?:略|稍|远|明显|大幅|已)?(?:低于|高于|不及|超过|逊于|落后于|优于|好于|胜过)|^,?\s(?:is|was|still|just|slightly|well|far|\s)*(?:below|above|behind|ahead of|short of)\s/i

const comparedTo =
  /(?:\b(?:smaller|larger|bigger|fewer|more|less|lower|higher|shorter|longer|cheaper|dearer|faster|slower)\s(?:[a-z]+\s)?than\b|小于|大于|低于|高于|少于|多于|超过|不及|不到)[^,，。.;；]*$/i
const comparedWith = /^[^，,。.;；]{0,12}(?:相比|比起|相较)/
const unlike = /\b(?:compared (?:with|to)|unlike|versus)\s(?:the\s)?$/i

// 7B 的 49.1 仍略低于 GPT-4o 的 49.9; it has 72 billion and is smaller than B; 与 B 相比，仅有 720 亿: what is held against a name is another's
function isHeldAgainst({ text, start, names }: Sentence, mention: Mention, subject: string | null): boolean {
  const own = names.filter((x) => x.kind === 'entity' && x.id === subject)
  const behind = text.slice(mention.end - start)
  return (
    own.length > 0 &&
    own.every((x) =>
      x.start >= mention.end
        ? against.test(behind) || comparedTo.test(text.slice(mention.end - start, x.start - start))
        : x.end <= mention.start &&
          (comparedWith.test(text.slice(x.end - start, mention.start - start)) ||
            unlike.test(text.slice(0, x.start - start))),
    )
  )
}

const none: ReadonlySet<number> = new Set()

function take(sentence: Sentence, index: number, link: Link, isExchanged: boolean, desk: AuditDesk): void {
  const mention = sentence.mentions[index]!
  const text = sentence.text.slice(mention.start - sentence.start, mention.end - sentence.start)
  const digits = sentence.text.slice(mention.numberStart - sentence.start, mention.numberEnd - sentence.start)
  const at = desk.place(mention.start, mention.end)
  const { subject, measure, scope, amount, sure } = link
  const own = link.measure === null ? '' : (desk.input.registry.measure(link.measure)?.unit ?? '')
  const aside =
    link.why === '' &&
    ((link.isRule === true ? isStepped(sentence, index) : isAside(sentence, index, link, desk)) ||
      isUse(sentence, index, link.measure) ||
      isElsewhere(sentence, link, desk) ||
      isHeldAgainst(sentence, mention, subject))
  const candidate =
    link.why === '' && !isQuoted(sentence, mention)
      ? judge(
          { amount, units: link.units, scope, digits, scale: mention.scaleText, isVague: mention.form === 'vague' },
          link.known,
          desk.input.registry.units,
        )
      : null
  // what is said beside the subject may agree with its facts, and cannot disagree with them
  const judged = aside && candidate !== null && !agreeing.includes(candidate.verdict) ? null : candidate
  const outcome = isExchanged
    ? ({ verdict: 'mismatch', why: '' } as const)
    : judged === null
      ? ({
          verdict: link.measure !== null && link.subject !== null ? 'unchecked' : 'unlinked',
          why: link.why !== '' ? link.why : aside ? 'other-measurement' : 'no-fact',
        } as const)
      : tellNumber(
          {
            text,
            at,
            digits,
            sentence: sentence.text,
            sentenceAt: sentence.start,
            digitsAt: { start: mention.numberStart, end: mention.numberEnd },
            others: sentence.names.flatMap((x) => (x.kind === 'entity' && x.id !== subject ? [x.id] : [])),
          },
          link,
          judged,
          desk,
        )
  const unit = link.units.includes(own) ? own : (link.units[0] ?? own)
  if (subject !== null && measure !== null && sure > 0 && !aside)
    desk.own.push({
      key: `${subject}\n${measure}`,
      subject,
      measure,
      scope,
      amount,
      unit,
      text,
      at,
      verdict: outcome.verdict,
      sure,
      sentence: sentence.start,
    })
  desk.claims.push({
    kind: 'claim',
    text,
    at,
    subject: link.subject,
    measure: link.measure,
    scope: sortScope(link.scope),
    period: '',
    amount: link.amount,
    unit,
    ...outcome,
  })
}
