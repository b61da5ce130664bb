import { formatAmount, type Lang, plain, toNumber, type Words } from '../../../base/index.ts'
import { factAddress, type Registry } from '../../../facts/index.ts'
import type { Claim, Known, Place, Verdict } from '../claim.ts'
import type { AuditDesk, OwnNumber } from '../desk.ts'
import { slipOf, slipWords } from '../digits.ts'
import { isInCrowd } from '../far.ts'
import { isOfOtherReport } from '../reported.ts'
import type { Judgement } from '../verdict.ts'
import type { Link } from './link.ts'

/** A number as it stands in a document. */
export interface Printed {
  readonly text: string
  readonly at: Place
  /** the digits and scale alone */
  readonly digits: string
  /** the sentence that it stands in */
  readonly sentence: string
  readonly sentenceAt: number
  readonly digitsAt: { readonly start: number; readonly end: number }
  /** what else the sentence names */
  readonly others: readonly string[]
}

/** Below this a disagreement is kept to itself and the claim counts as not checked. */
const threshold = 0.72

/** Tells of a stated number that a source disagrees with; returns what became of the claim. */
export function tellNumber(
  printed: Printed,
  link: Link,
  judged: Judgement,
  desk: AuditDesk,
): Pick<Claim, 'verdict' | 'why'> {
  const { verdict, known } = judged
  if (known === null) return { verdict: 'unchecked', why: 'no-fact' }
  const open = { verdict: 'unchecked', why: 'other-measurement' } as const
  switch (verdict) {
    case 'match':
    case 'consistent':
      return { verdict: tellScope(printed, link, desk) ? 'other-scope' : verdict, why: '' }
    case 'mismatch':
      return tellMismatch(printed, link, known, desk) ? { verdict, why: '' } : open
    case 'scale-slip':
    case 'unit-slip':
    case 'stale':
    case 'weak':
    case 'other-conditions':
      if (link.sure < threshold || isMargin(printed) || isBeyond(judged, known)) return open
      tellOther(printed, link, judged, known, desk)
      return { verdict, why: '' }
    default:
      return { verdict: 'unchecked', why: 'no-fact' }
  }
}

// 以 0.1 分之差压过: how far two are apart
function isMargin({ sentence, sentenceAt, at }: Printed): boolean {
  return (
    /(?:以|\bby)\s?$/.test(sentence.slice(Math.max(0, at.start - sentenceAt - 4), at.start - sentenceAt)) &&
    /^\s?(?:之差|的?差距|的?优势|之先|points?\b)/.test(sentence.slice(at.end - sentenceAt, at.end - sentenceAt + 8))
  )
}

// a score is out by ten or a hundred, where a point moved or a share was meant
function isBeyond({ verdict, factor }: Judgement, { fact }: Known): boolean {
  if (verdict !== 'scale-slip' || factor == null || fact.unit !== 'percent') return false
  const by = Math.abs(Math.log10(toNumber(factor)))
  return by > 2.01
}

// one item per consumer, where the source has one per consumer and category
function tellScope(printed: Printed, link: Link, desk: AuditDesk): boolean {
  const found = desk.input.scopeWords
    .map((w) => ({ wanted: w, fact: link.known.find((k) => !k.older && k.fact.scope[w.key] === w.value)?.fact }))
    .find(({ fact }) => fact !== undefined)
  if (found?.fact === undefined || link.sure < threshold) return false
  const { wanted, fact } = found
  if (wanted.words.some((w) => printed.sentence.includes(w))) return false
  const said = desk.input.registry.scopeWords(wanted.key, wanted.value, 'en')
  const saidZh = desk.input.registry.scopeWords(wanted.key, wanted.value, 'zh')
  desk.tell(
    'audit/other-scope',
    printed.at,
    {
      en: `\`${printed.text}\` disagrees with ${fact.evidence.source} on its scope: there it holds ${said}`,
      zh: `\`${printed.text}\` 的适用范围与 ${fact.evidence.source} 不符：在该来源中为${saidZh}`,
    },
    { confidence: round(link.sure * 0.88), printed: printed.text, expected: said, facts: [fact] },
  )
  return true
}

const scored: readonly string[] = ['percent', 'f1-points', 'score', 'gpu-hour', 'gpu']

// one digit apart is often chance among scores; in a document that follows its sources elsewhere it is a slip
function followsSources(desk: AuditDesk, measure: string | null, sentence: number): boolean {
  const { own, input } = desk
  // two neighbours under the same benchmark that both hold tell as much
  const near: OwnNumber[] = []
  // those of its sentence are the last
  for (let n = own.length - 1; n >= 0 && own[n]!.sentence === sentence; n -= 1)
    if (own[n]!.measure === measure) near.push(own[n]!)
  if (near.length >= 2 && near.every((o) => o.verdict === 'match')) return true
  desk.looksAround = true
  const { scores, borne } = scoresOf(own, input.registry)
  return borne >= 3 && borne >= scores * 0.75
}

interface Scores {
  /** how many numbers were looked at, how many of them are scores, and how many of those a source bears out */
  first: OwnNumber | undefined
  count: number
  scores: number
  borne: number
}

const counted = new WeakMap<readonly OwnNumber[], Scores>()

function scoresOf(own: readonly OwnNumber[], registry: Registry): Scores {
  let sum = counted.get(own)
  // each part of a document begins anew
  if (sum === undefined || sum.first !== own[0]) sum = { first: own[0], count: 0, scores: 0, borne: 0 }
  for (; sum.count < own.length; sum.count += 1) {
    const { measure, verdict } = own[sum.count]!
    if ((registry.measure(measure)?.better ?? '') === '') continue
    sum.scores += 1
    if (verdict === 'match') sum.borne += 1
  }
  counted.set(own, sum)
  return sum
}

// a table of the document has it for that measure, under the name of another version: its cells are checked themselves
function isInOwnTable(digits: string, measure: string | null, { own }: AuditDesk): boolean {
  const said = Number(digits)
  return own.some((o) => o.at.table !== undefined && o.measure === measure && o.amount.value.eq(said))
}

function tellMismatch(printed: Printed, link: Link, known: Known, desk: AuditDesk): boolean {
  const right = rightText(printed, known)
  const slip = slipOf(printed.digits, right)
  const kind = desk.input.registry.entity(known.fact.subject)?.kind ?? ''
  const isScore = scored.includes(known.fact.unit) && kind !== 'policy'
  // another harness gives another score: only a slip of the hand is one to tell of
  if (isScore && (slip === 'other' || desk.input.cues.has('own-run', printed.sentence))) return false
  if (isScore && isInOwnTable(printed.digits, link.measure, desk)) return false
  if (kind === 'model' && isSize(link.measure)) {
    // 128K is a length
    if (/[Kk千]$/.test(printed.digits.trim())) return false
    const isPlain = slip === 'other' || slip === 'lost'
    if (isPlain && (printed.others.length > 0 || isInCrowd(desk.input.extract.text, printed.at.start, printed.at.end)))
      return false
    if (isOfOthers(printed, link, desk) || isHeldAgainst(printed) || isOtherSize(printed, link, desk)) return false
  }
  if (isScore && slip === 'digit' && isOfOtherReport(known.fact, desk)) return false
  if (isScore && slip === 'digit' && !followsSources(desk, link.measure, printed.sentenceAt)) return false
  const confidence = link.sure * (slip === 'other' ? 0.85 : 0.92)
  if (confidence < threshold) return false
  desk.tell('audit/mismatch', printed.at, words(printed, known, slipWords[slip], desk), {
    confidence: round(confidence),
    printed: printed.text,
    expected: right,
    repair: repairOf(printed, right),
    facts: link.known
      .filter((k) => !k.older)
      .map((k) => k.fact)
      .slice(0, 6),
  })
  return true
}

// 405 billion active for each token against 37 billion: of the other
function isHeldAgainst({ sentence, sentenceAt, at }: Printed): boolean {
  return /(?:\b(?:against|versus|vs\.?|than|compared (?:with|to))|对比?|相比|[较比])\s?$/i.test(
    sentence.slice(Math.max(0, at.start - sentenceAt - 16), at.start - sentenceAt),
  )
}

function isSize(measure: string | null): boolean {
  return measure === 'params' || measure === 'params.active'
}

// routes each token through 37 billion parameters: those that are active, where nothing says that it is all of them
function isOtherSize(
  { sentence, sentenceAt, at }: Printed,
  { subject, measure, amount }: Link,
  desk: AuditDesk,
): boolean {
  if (subject === null || measure !== 'params') return false
  if (!desk.knowledge.of(subject, 'params.active').some((k) => k.value.eq(amount.value))) return false
  const from = at.start - sentenceAt
  return !/总|全部|\btotal\b|\boverall\b|\bin all\b/i.test(
    sentence.slice(Math.max(0, from - 16), at.end - sentenceAt + 20),
  )
}

// 参数几乎一样（235B 与 236B）: each is the size of another that is named beside it
function isOfOthers({ others }: Printed, { amount }: Link, { knowledge }: AuditDesk): boolean {
  return others.some((id) =>
    ['params', 'params.active'].some((m) => knowledge.of(id, m).some((k) => k.value.eq(amount.value))),
  )
}

function words(printed: Printed, known: Known, more: Words, { input }: AuditDesk): Words {
  const { fact } = known
  const address = `${factAddress(fact)}`
  const value = (lang: Lang) => valueText(known, input.registry.units.get(fact.unit)?.[lang] ?? fact.unit, lang)
  return {
    en: `\`${printed.text}\` disagrees with ${fact.evidence.source}: \`${address}\` is ${value('en')}${more.en}`,
    zh: `\`${printed.text}\` 与 ${fact.evidence.source} 不符：\`${address}\` 为 ${value('zh')}${more.zh}`,
  }
}

// 405 billion parameters, 4050 亿参数; what is less than a million is read as it is
function valueText({ fact, value }: Known, unit: string, lang: Lang): string {
  if (fact.value.kind !== 'number') return ''
  const large = value.abs().gte(1_000_000)
  if (!large || fact.value.high !== undefined) return `${fact.value.text} ${unit}`.trim()
  return formatAmount({ value, bound: 'exact' }, { lang, scale: 'auto', unitText: unit })
}

function tellOther(printed: Printed, link: Link, judged: Judgement, known: Known, desk: AuditDesk): void {
  const { fact } = known
  const right = rightText(printed, known)
  const extra = {
    confidence: round(link.sure * 0.93),
    printed: printed.text,
    expected: right,
    facts: [fact, ...link.known.filter((k) => !k.older && k !== known).map((k) => k.fact)].slice(0, 6),
  }
  const scope = Object.entries(fact.scope)
    .map(([k, v]) => `${k}=${v}`)
    .join(', ')
  switch (judged.verdict as Verdict) {
    case 'scale-slip': {
      const factor = plain(judged.factor!)
      desk.tell(
        'audit/scale-slip',
        printed.at,
        words(printed, known, { en: `, off by a factor of ${factor}`, zh: `，相差 ${factor} 倍` }, desk),
        { ...extra, repair: repairOf(printed, right) },
      )
      return
    }
    case 'unit-slip':
      desk.tell(
        'audit/unit-slip',
        printed.at,
        words(printed, known, { en: ': the number agrees, the unit does not', zh: '：数字相符而单位不同' }, desk),
        {
          ...extra,
          expected: `${fact.value.kind === 'number' ? fact.value.text : ''} ${fact.unit}`,
        },
      )
      return
    case 'stale':
      desk.tell(
        'audit/stale',
        printed.at,
        {
          en: `\`${printed.text}\` is what ${fact.evidence.source} said on ${fact.known}; it was revised since`,
          zh: `\`${printed.text}\` 是 ${fact.evidence.source} 在 ${fact.known} 的旧值，其后已修订`,
        },
        extra,
      )
      return
    case 'weak':
      desk.tell(
        'audit/weak',
        printed.at,
        {
          en: `\`${printed.text}\` is true, and far from what ${fact.evidence.source} has: ${fact.value.kind === 'number' ? fact.value.text : ''}`,
          zh: `\`${printed.text}\` 属实，但远离 ${fact.evidence.source} 的数值：${fact.value.kind === 'number' ? fact.value.text : ''}`,
        },
        extra,
      )
      return
    default:
      desk.tell(
        'audit/other-conditions',
        printed.at,
        {
          en: `\`${printed.text}\` disagrees with ${fact.evidence.source} on its conditions: there it holds for ${scope}`,
          zh: `\`${printed.text}\` 的条件与 ${fact.evidence.source} 不符：在该来源中适用于 ${scope}`,
        },
        extra,
      )
  }
}

/** A known number as the document would print it, with its scale word. */
export function rightText(printed: Printed, { fact, value, decimals }: Known): string {
  const scale = /(?:万亿|千亿|百亿|亿|百万|千万|万|千|trillion|billion|million|thousand|[KMBT])$/.exec(
    printed.digits.trim(),
  )?.[0]
  if (decimals < 15 && decimals > 0) return value.toFixed(decimals)
  if (scale === undefined) return plain(value)
  const lang = /[\u4e00-\u9fff]/.test(scale) ? 'zh' : 'en'
  const amount = { value, bound: 'exact' as const, ...(fact.decimals === undefined ? {} : { decimals: fact.decimals }) }
  const printedSo = formatAmount(amount, { lang, scale, unitText: '' })
  // 4050 亿, not 40500000 万
  const whole = printedSo.replace(/[,，]|\..*$/g, '').replace(/\D/g, '')
  return whole.length > 6 || /^0\.00/.test(printedSo)
    ? formatAmount(amount, { lang, scale: 'auto', unitText: '' })
    : printedSo
}

function repairOf({ digitsAt }: Printed, right: string) {
  return { message: { en: `write \`${right}\``, zh: `请写 \`${right}\`` }, edits: [{ ...digitsAt, text: right }] }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
