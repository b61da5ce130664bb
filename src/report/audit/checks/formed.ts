import {
  type Lang,
  largest,
  type Mention,
  plain,
  type Sieve,
  sieveOf,
  smallest,
  toNumber,
} from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { slipOf } from '../digits.ts'
import { bitOf, type Form, indicesIn, type Lawful, type Slot, slotOf } from '../forms.ts'
import { isPercent, isPoints, isTimes, kept } from '../kept.ts'
import { isQuoted } from '../prose/audit.ts'
import type { Sentence } from '../prose/sentence.ts'
import { halfOf, isMoney } from '../prose/stated.ts'
import { inScaleOf } from '../solve/shown.ts'
import { textBetween } from './growth.ts'
import type { Paragraph } from './input.ts'
import { bareUnit } from './rates.ts'
import { tellTurned } from './turned.ts'

/** Tells of numbers that stand in a form of `forms.csv` and do not follow its law: 总额 29.10 亿元，扣除 1.62 亿元后，净额 28.48 亿元. */
export function checkFormed({ sentences, from, to, desk }: Paragraph): void {
  const ofLanguage = sievesFor(desk.input.forms)
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    if (sentence.mentions.length === 0 || sentence.mentions.length > 30) continue
    let own: Template | undefined
    let two: Both | undefined
    let three: Both | undefined
    const { forms, sieve } = /[\u4e00-\u9fff]/.test(sentence.text) ? ofLanguage.zh : ofLanguage.en
    const near = sieve.pass(sentence.text)
    for (let w = 0; w < near.length; w += 1)
      for (let bits = near[w]!; bits !== 0; bits &= bits - 1) {
        const { needs, law } = forms[w * 32 + 31 - Math.clz32(bits & -bits)]!
        if (!needs.some((word) => sentence.text.includes(word))) continue
        const form = law()
        if (form.isOfTwo) {
          two ??= bothOf(s === from ? undefined : sentences[s - 1], sentence, desk)
          if (form.isOfThree) three ??= bothOf(s - from < 2 ? undefined : sentences[s - 2], two.sentence, desk)
          const both = form.isOfThree ? three! : two
          checkForm(both.sentence, both.template, form, desk)
        } else if (form.least <= sentence.mentions.length) {
          own ??= templateOf(sentence)
          checkForm(sentence, own, form, desk)
        }
      }
  }
}

function checkForm(sentence: Sentence, template: Template, form: Lawful, desk: AuditDesk): void {
  if (form.least > sentence.mentions.length || !holdsKinds(template, form)) return
  for (const found of template.text.matchAll(form.pattern)) check(sentence, template, form, found, desk)
}

function holdsKinds({ kinds: held }: Template, { kinds }: Lawful): boolean {
  for (let n = 0; n < kinds.length; n += 1) {
    const [bits, count] = kinds[n]!
    let missing = count
    for (let i = 0; i < held.length && missing > 0; i += 1) if ((bits & held[i]!) !== 0) missing -= 1
    if (missing > 0) return false
  }
  return true
}

interface Both {
  readonly sentence: Sentence
  readonly template: Template
}

// two sentences as one, where nothing but a blank stands between them; else the second, whose stops may be within it
function bothOf(before: Sentence | undefined, sentence: Sentence, desk: AuditDesk): Both {
  const { text } = desk.input.extract
  const mentions = [...(before?.mentions ?? []), ...sentence.mentions]
  if (
    before === undefined ||
    mentions.length > 30 ||
    sentence.start - before.end > 3 ||
    /\S/.test(text.slice(before.end, sentence.start))
  )
    return { sentence, template: templateOf(sentence) }
  const both: Sentence = {
    ...sentence,
    start: before.start,
    text: text.slice(before.start, sentence.end),
    mentions,
    noted: { ...sentence.noted, speaksOfSlips: undefined },
  }
  return { sentence: both, template: templateOf(both) }
}

interface Sieved {
  readonly forms: readonly Form[]
  readonly sieve: Sieve
}

const sieves = new WeakMap<readonly Form[], Readonly<Record<Lang, Sieved>>>()

// one look at a sentence tells of most forms that it has no word of theirs
function sievesFor(forms: readonly Form[]): Readonly<Record<Lang, Sieved>> {
  let both = sieves.get(forms)
  if (both === undefined) {
    const sieved = (own: readonly Form[]) => ({
      forms: own,
      sieve: sieveOf(own.map((f) => f.needs.map((word) => word.toLowerCase()))),
    })
    both = { zh: sieved(forms.filter((f) => f.isChinese)), en: sieved(forms.filter((f) => !f.isChinese)) }
    sieves.set(forms, both)
  }
  return both
}

interface Template {
  readonly text: string
  /** the kind of each of its numbers, as a bit */
  readonly kinds: readonly number[]
  /** by how much a place of the text behind the sign of each number stands further on in the sentence */
  readonly shifts: readonly { readonly at: number; readonly by: number }[]
}

function templateOf({ text: own, start, mentions }: Sentence): Template {
  // no character of the document may pass for the sign of a number
  const text = own.replace(/[\ue000\ue100-\ue1ff]/g, ' ')
  let written = ''
  let at = 0
  const kinds: number[] = []
  const shifts: { at: number; by: number }[] = []
  for (const [n, m] of mentions.entries()) {
    // words for numbers, and words that say how exact one is, stay words
    if (m.numberStart - start < at || (!isOfDigits(m) && !isSaid(m, text.slice(m.end - start)))) continue
    const kind = kindOf(m)
    kinds.push(bitOf(kind))
    written += text.slice(at, m.numberStart - start).replace(currency, '') + slotOf(kind, n)
    at = m.end - start
    shifts.push({ at: written.length, by: at - written.length })
  }
  return { text: written + text.slice(at), kinds, shifts }
}

function isOfDigits({ form }: Mention): boolean {
  return !['words', 'vague', 'fraction'].includes(form)
}

// four times, five points; a quarter more than, nine months longer
function isSaid(m: Mention, behind: string): boolean {
  if (m.form === 'fraction') return /^ (?:more|less|fewer|higher|lower) than\b/.test(behind)
  if (m.form === 'words' && m.unitText !== '' && /^ (?:longer|shorter|more|less|fewer)\b/.test(behind)) return true
  return m.form === 'words' && m.numberEnd < m.end && (/^(?:times|倍)$/.test(m.unitText) || isPoints(m.unitText))
}

const currency = /(?:US\$|HK\$|RMB\s?|CNY\s?|USD\s?|[$¥￥€£])$/
const isCounter = kept(/^[个家款份张台辆件次人名卡道条宗起]$/)
const isBasis = kept(/^(?:个?基点|bps?|basis points?)$/i)

function kindOf(m: Mention): Slot {
  if (m.form === 'fraction') return 'f'
  if (m.high !== undefined && m.bound === 'range') return 'r'
  if (m.high !== undefined || !['exact', 'about', 'average', 'at-most', 'up-to'].includes(m.bound)) return '-'
  if (isPoints(m.unitText)) return 'p'
  if (isBasis(m.unitText)) return 'b'
  if (isPercent(m.unitText)) return '%'
  if (isTimes(m.unitText)) return 'x'
  return isMoney(m.unitText) ? '$' : '#'
}

// the last of a list of which the form takes no other: 28.4 倍、23.7 倍和 21.8 倍
function isListed(m: Mention, { mentions, text, start }: Sentence, own: readonly Mention[]): boolean {
  const last = mentions[mentions.indexOf(m) - 1]
  if (last === undefined || own.includes(last) || bareUnit(last) !== bareUnit(m)) return false
  return /^\s?(?:、|和|及|与|以及)\s?$/.test(text.slice(last.end - start, m.start - start))
}

function check(sentence: Sentence, template: Template, form: Lawful, found: RegExpExecArray, desk: AuditDesk): void {
  const { mentions } = sentence
  const { word, ...groups } = found.groups ?? {}
  const byName = new Map(
    Object.entries(groups).flatMap(([name, text]) =>
      text === undefined ? [] : [[name, indicesIn(text).map((n) => mentions[n]!)] as const],
    ),
  )
  const all = [...byName.values()].flat()
  if (all.some((m) => isQuoted(sentence, m) || desk.isTold(m.start, m.end))) return
  if ([...byName.values()].some((list) => list.length === 1 && isListed(list[0]!, sentence, all))) return
  const amounts = all.filter((m) => ['$', '#', 'r'].includes(kindOf(m)))
  if (!form.isMixed && !amounts.every((m) => isAlike(m, amounts[0]!))) return
  if (isOtherwise(sentence, form, all, amounts)) return
  const values = new Map(
    [...byName].map(
      ([name, list]) =>
        [name, list.flatMap((m) => [m.value, ...(m.high === undefined ? [] : [m.high])].map(toNumber))] as const,
    ),
  )
  // what the rounding of each number adds
  const slackOf = (right: (v: typeof values) => number, but?: string) => {
    const whole = right(values)
    let slack = 0
    for (const [name, list] of byName)
      if (name !== but)
        for (let i = 0; i < list.length; i += 1) {
          const moved = new Map(values)
          moved.set(
            name,
            values.get(name)!.map((x, k) => (k === i ? x + roundingOf(list[i]!) : x)),
          )
          slack += Math.abs(right(moved) - whole)
        }
    return slack
  }
  const { law } = form
  if (law.kind === 'order') {
    if (word === undefined) return
    const [low, high] = [law.low(values), law.high(values)]
    if (!(low - high > slackOf((v) => law.low(v) - law.high(v)) + 1e-9)) return
    const at = found.index + found[0].indexOf(word)
    tellTurned(
      word,
      placeOf(sentence, template, at),
      [textOf(sentence, all[0]!), textOf(sentence, all.at(-1)!)],
      0.82,
      desk,
    )
    return
  }
  const target = byName.get(law.target)?.[0]
  const right = law.right(values)
  if (target === undefined) return
  if (law.kind === 'points') {
    const levels = all.filter((m) => m !== target)
    if (isOfPoints(target, Math.abs(right), levels)) tellPoints(sentence, target, levels, desk)
    return
  }
  if (!Number.isFinite(right) || right <= 0) return
  const said = Math.abs(toNumber((law.isLast ? target.high : undefined) ?? target.value))
  // some may be left out of the list
  if (law.isLeast && right <= said) return
  if (Math.abs(said - right) <= (slackOf(law.right, law.target) + roundingOf(target)) * 1.15 + right * 1e-9) return
  if (form.isSum && isMadeOutside(sentence, said, byName, law.target)) return
  const expected = `${inScaleOf(target, right)}${isPercent(target.unitText) ? '%' : ''}`
  const printed = textOf(sentence, target)
  const isPower = slipOf(digitsOf(printed), digitsOf(expected)) === 'power'
  // leaving $131.2m after leases of $10m: the sentence has what is missing
  const gap = Math.abs(said - right)
  if (mentions.some((m) => !all.includes(m) && Math.abs(toNumber(m.value) - gap) <= roundingOf(m) + gap * 1e-6)) return
  // 15.6 against 14.8 trillion: the scale of one stands elsewhere
  if (!form.isMixed && amounts.some((m) => m.scaleText === '') && amounts.some((m) => m.scaleText !== '')) {
    const sizes = amounts.map((m) => Math.abs(toNumber(m.value)))
    if (largest(sizes) > 1000 * smallest(sizes)) return
  }
  // numbers that are far from one another are of different things
  if (!isPower && (said > 30 * right || right > 30 * said)) return
  const others = all.filter((m) => m !== target).map((m) => `\`${textOf(sentence, m)}\``)
  desk.tell(
    isPower ? 'audit/scale-slip' : 'audit/arithmetic',
    desk.place(target.start, target.end),
    {
      en: `\`${printed}\` disagrees with ${others.join(', ')}, from which follows ${expected}`,
      zh: `\`${printed}\` 与 ${others.join('、')} 不符，据此应为 ${expected}`,
    },
    { confidence: 0.82, printed, expected, isNear: form.isSum || form.isOfTwo },
  )
}

// A 段 5 份（其中 1 份被否决）、B 段 4 份: what stands in brackets is a part of a part
function isMadeOutside(
  { text, start }: Sentence,
  said: number,
  byName: ReadonlyMap<string, readonly Mention[]>,
  target: string,
): boolean {
  const isInside = (m: Mention) => {
    const front = text.slice(0, m.start - start)
    return (
      Math.max(front.lastIndexOf('（'), front.lastIndexOf('(')) >
      Math.max(front.lastIndexOf('）'), front.lastIndexOf(')'))
    )
  }
  const parts = [...byName].flatMap(([name, list]) => (name === target ? [] : list))
  const outside = parts.filter((m) => !isInside(m))
  return outside.length < parts.length && Math.abs(outside.reduce((t, m) => t + toNumber(m.value), 0) - said) < 1e-9
}

const otherBase =
  /constant (?:currenc|exchange|rates?)|local currenc|organic|like[- ]for[- ]like|comparable|可比|同口径|口径|不变汇率|固定汇率|重述|追溯/i
const qualified =
  /^\s?(?:among|with|together|after|before|excluding|including|net of|of those)\b|^\s?[（(](?:含|不含|去年|上年|剔除|扣除|已)/i
const ranked = /\b(?:rank|ranking|position|place)\b|排名|名次|位次/i
const otherScale = /\b(?:crore|lakh)s?\b|\bper\s?1?\d*\s?[KM]\b.*\bper\s?1?\d*\s?[KM]\b/i

// words that give a number another base than the form takes it to have, or numbers that no form can hold against each other
function isOtherwise(sentence: Sentence, form: Lawful, all: readonly Mention[], amounts: readonly Mention[]): boolean {
  const { text, start } = sentence
  const { law } = form
  if (law.kind === 'order') {
    const kinds = new Set(all.map(kindOf).filter((k) => k === '$' || k === '#'))
    return kinds.size > 1 || ranked.test(text) || otherScale.test(text)
  }
  // the remaining 12 questions of 3,250 answers
  if (form.isOfTwo && new Set(amounts.map((m) => (kindOf(m) === '#' ? m.unitText : ''))).size > 1 && !form.isMixed)
    return true
  const last = all.reduce((a, b) => (b.end > a.end ? b : a))
  if (qualified.test(text.slice(last.end - start))) return true
  if (all.some((m) => isPercent(m.unitText)) && otherBase.test(text)) return true
  // 5.46 亿港元 at 40.4 元人民币
  const money = new Set(amounts.filter((m) => kindOf(m) === '$').map(bareUnit))
  return form.isMixed && money.size > 1 && !/汇率|折合|rate|\bto (?:the|one|a) (?:pound|euro|dollar)/i.test(text)
}

// the difference of two percentages, and not by how much the one is more than the other
function isOfPoints(m: Mention, apart: number, levels: readonly Mention[]): boolean {
  const said = Math.abs(toNumber(m.value))
  const half = 0.5 * 10 ** -(m.decimals ?? 0)
  const fits = (x: number) => Math.abs(said - x) <= half + 1e-9
  const sizes = levels.map((l) => Math.abs(toNumber(l.value)))
  return apart > 0 && fits(apart) && !sizes.some((x) => fits((100 * apart) / x))
}

function tellPoints(sentence: Sentence, m: Mention, levels: readonly Mention[], desk: AuditDesk): void {
  const printed = textOf(sentence, m)
  const both = levels.map((l) => `\`${textOf(sentence, l)}\``)
  desk.tell(
    'audit/unit-slip',
    desk.place(m.start, m.end),
    {
      en: `\`${printed}\` is the difference of ${both.join(' and ')}: percentage points, not percent`,
      zh: `\`${printed}\` 是 ${both.join('、')} 之差，应为百分点而非百分比`,
    },
    { confidence: 0.85, printed, expected: `${plain(m.value.abs())} percentage points` },
  )
}

// whole things are counted, and whole prices are what they are
function roundingOf(m: Mention): number {
  if (m.form === 'fraction') return 0.03
  const isWhole = (m.decimals ?? 0) === 0 && m.scaleText === '' && m.bound !== 'about'
  return isWhole && (bareUnit(m) === '' || isMoney(m.unitText) || isCounter(m.unitText)) ? 0 : halfOf(m, 0.04)
}

function isAlike(a: Mention, b: Mention): boolean {
  const [one, other] = [bareUnit(a), bareUnit(b)]
  return one === other || (one === '' && !isMoney(b.unitText)) || (other === '' && !isMoney(a.unitText))
}

function placeOf({ start }: Sentence, { shifts }: Template, at: number): number {
  return start + at + (shifts.findLast((s) => s.at <= at)?.by ?? 0)
}

function textOf(sentence: Sentence, m: Mention): string {
  return textBetween(sentence, m.start, m.end)
}

function digitsOf(text: string): string {
  return /[\d.,]+/.exec(text)?.[0].replaceAll(',', '') ?? ''
}
