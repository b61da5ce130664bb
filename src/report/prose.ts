import type { Diagnostic, Mention, Span } from '../base/index.ts'
import { append } from '../base/index.ts'
import type { Derived } from '../facts/index.ts'
import { checkAggregates, type Reckoned } from './aggregate.ts'
import { checkAsOf } from './asof.ts'
import { checkAttributions } from './attribution.ts'
import { checkBases, checkYearsAgo } from './basis.ts'
import type { Binder } from './binder.ts'
import { report } from './codes.ts'
import { checkBetween, checkUnbound, type Placed, sentencesOf } from './comparison.ts'
import { checkContext, checkSentenceSums } from './context.ts'
import { checkDates, checkWeeks } from './date.ts'
import { checkDenied } from './denied.ts'
import { checkEvery } from './every.ts'
import { checkFewer, checkMerits } from './fewer.ts'
import { checkFirsts } from './first.ts'
import { checkGaps, checkRoutes, type Difference, isDifference } from './gap.ts'
import type { HeadUnit } from './head.ts'
import { isLapse } from './lapse.ts'
import { checkLatest } from './latest.ts'
import { type Made, shapeOf } from './made.ts'
import { checkMeasures } from './measure.ts'
import { checkGrown, checkMultiples } from './multiple.ts'
import { bindNumber, mentionsOf } from './number.ts'
import { checkOrders } from './order.ts'
import { checkDirectOwners, checkOwners } from './owner.ts'
import { checkPairs } from './pair.ts'
import { checkPeriods } from './period.ts'
import { mapInlines, type Plain, placeOf, plainOf, type Region } from './plain.ts'
import { checkPortions } from './portion.ts'
import { checkRates } from './rate.ts'
import { checkRests } from './rest.ts'
import { checkRivals } from './rival.ts'
import { checkReckonedScopes, checkScopes } from './scoped.ts'
import { checkSiblings } from './sibling.ts'
import { checkSides } from './sides.ts'
import { checkSigns } from './sign.ts'
import { isSizeName } from './size.ts'
import { checkSlopes } from './slope.ts'
import { checkSpans, spanCounts } from './span.ts'
import { checkSteps } from './step.ts'
import { checkStreaks } from './streak.ts'
import { suggestAddress } from './suggest.ts'
import { checkSuperlatives } from './superlative.ts'
import { isCountedBy, tallies } from './tally.ts'
import { checkTerms } from './term.ts'
import { checkTotals } from './total.ts'
import type { Inline, NumberInline } from './tree.ts'
import { checkUnlike } from './unlike.ts'
import { checkUnsaid } from './unsaid.ts'
import { checkVersus } from './versus.ts'
import { checkSteppedTo, checkWays } from './way.ts'
import { checkWeekWords } from './week.ts'

/** How a run of text is bound. */
export interface ProseOptions {
  /** a cell of a table, whose head carries the unit */
  readonly bare: boolean
  /** whether numbers that are bound to nothing are told of; in a `label` a bare whole number is a rank, 70B a model */
  readonly strict: boolean | 'label'
  /** the unit of bare numbers, from the head of the cell's column or the caption of its table */
  readonly head?: HeadUnit | null
  /** whether a number such as 1.1 or 2. at the start counts the heading itself */
  readonly heading?: boolean
}

const hasLetter = /\p{L}/u
const typedNumber = /^\d{1,2}(?:(?:\.\d{1,2})+\s|[.、．]\s?(?=\D))/

/** `inlines` with every number bound and checked, and every other number told of. */
export function bindProse(inlines: readonly Inline[], binder: Binder, options: ProseOptions): readonly Inline[] {
  const plain = plainOf(inlines)
  const mentions = mentionsOf(plain.text, binder)
  const done = new Map<Inline, NumberInline>()
  const placed: Placed[] = []
  const compared: Placed[] = []
  // days and words
  const texts: Placed[] = []
  const gaps: Difference[] = []
  const made: Made[] = []
  const turned: Placed[] = []
  // from several facts
  const reckoned: Reckoned[] = []
  const sentences = sentencesOf(plain.text)
  for (const region of plain.regions) {
    if (region.inline.kind !== 'number') continue
    const before = placed.filter((p) => sameSentence(sentences, p.start, region.start)).map((p) => p.derived)
    const bound = bindNumber(
      region.inline,
      { plain, region, mentions, bare: options.bare, head: options.head ?? null, before },
      binder,
    )
    done.set(region.inline, bound.inline)
    const { derived } = bound
    if (derived === null) continue
    const spot = { derived, start: region.start, end: region.end, at: region.inline.textAt }
    if (isPlainFact(derived)) placed.push(spot)
    else if (derived.relation) compared.push(spot)
    else if (derived.fact !== null) texts.push(spot)
    else if (derived.fact === null) {
      if (derived.facts.length > 1) reckoned.push({ ...spot, address: bound.inline.address })
      const shape = shapeOf(bound.inline.address, spot, binder)
      // a loss that is written without its sign is the fact itself
      if (shape?.kind === 'turned') {
        const own = { ...spot, derived: shape.of }
        placed.push(own)
        turned.push(own)
      }
      if (shape !== null && shape.kind !== 'turned') made.push({ ...spot, shape })
      if (isDifference(bound.inline.address)) gaps.push({ ...spot, address: bound.inline.address })
    }
  }
  const place = (start: number, end: number) => placeOf(plain, start, end, binder.file, binder.starts)
  const used = checkBetween(plain, placed, place, binder)
  const totals = checkTotals(plain.text, made, placed, binder)
  const all = [...placed, ...made].toSorted((a, b) => a.start - b.start)
  const counts = [...totals.counts, ...spanCounts(plain.text, made), ...tallies(plain.text, all)]
  if (options.strict === true) {
    // growth is of somebody and of something as well
    const owned = [...placed, ...made.flatMap(asOwned)].toSorted((a, b) => a.start - b.start)
    checkRates(plain, made, place, binder)
    checkUnbound(plain, used, placed, place, binder)
    // a cell with a number alone has no words to hold against it
    const told = hasLetter.test(plain.text)
      ? [
          checkDates(plain.text, binder.day, place),
          checkWeeks(plain.text, placed, binder.period, place),
          checkSuperlatives(plain, placed, place),
          checkGaps(plain.text, gaps, placed, binder),
          checkRoutes(plain.text, gaps, placed, binder),
          checkVersus(plain.text, placed, binder),
          checkContext(plain.text, texts, binder),
          checkDirectOwners(plain.text, texts, binder),
          checkRivals(plain, placed, place, binder),
          checkContext(plain.text, owned, binder),
          checkScopes(plain.text, owned, binder),
          checkAggregates(plain.text, reckoned, all, binder),
          checkReckonedScopes(plain.text, reckoned, all, binder),
          checkMeasures(plain.text, owned, binder),
          checkAttributions(plain.text, placed, binder),
          checkPairs(plain.text, placed, binder),
          checkPeriods(plain.text, placed, binder),
          checkSides(plain.text, compared, binder),
          checkOwners(plain.text, owned, binder),
          checkDirectOwners(plain.text, owned, binder),
          checkBases(plain.text, made, placed),
          checkYearsAgo(plain.text, placed, binder.day),
          checkWeekWords(plain.text, placed, binder.period, binder.day),
          checkSpans(plain.text, made, placed),
          checkMultiples(plain.text, made, binder),
          checkGrown(plain.text, made),
          checkRests(plain.text, made, placed, binder),
          checkOrders(plain.text, placed, binder),
          checkFirsts(plain.text, placed, binder),
          checkEvery(plain.text, placed, binder),
          checkPortions(plain.text, made, placed, binder),
          checkDenied(plain.text, placed, binder),
          checkAsOf(plain.text, placed),
          checkLatest(plain.text, placed, binder),
          checkSiblings(plain.text, placed, binder),
          checkFewer(plain.text, made),
          checkMerits(plain.text, placed, binder),
          checkTerms(plain.text, owned, binder),
          totals.diagnostics,
          checkWays(plain.text, placed, binder),
          checkSteppedTo(plain.text, placed, binder),
          checkSteps(plain.text, placed, binder),
          checkSlopes(plain.text, placed, binder),
          checkUnlike(plain.text, placed, binder),
          checkStreaks(plain.text, placed, binder),
          checkSentenceSums(plain.text, mentions, place),
        ]
      : []
    told.push(checkUnsaid(plain.text, placed, binder), checkSigns(plain.text, turned))
    for (let i = 0; i < told.length; i += 1) if (told[i]!.length > 0) append(binder.diagnostics, told[i]!)
  }
  for (const mention of options.strict === false ? [] : mentions) {
    if (isBound(plain, mention.numberStart, mention.numberEnd)) continue
    if (counts.some(([a, b]) => a <= mention.numberStart && mention.numberEnd <= b)) continue
    const first =
      options.heading === true && mention.numberStart === 0 && `${mention.unitText}${mention.scaleText}` === ''
    const typed = first ? typedNumber.exec(plain.text) : null
    if (typed !== null) {
      binder.diagnostics.push(typedFinding(typed[0], place(0, typed[0].length)))
      continue
    }
    if (isSizeName(plain.text, mention, binder.sizeNames) || isLapse(plain.text, mention)) continue
    if (isCountedBy(mention, plain.text, placed, binder)) continue
    if (options.strict === true || !isBare(mention)) tellUnbound(plain, mention, sentences, binder)
  }
  return done.size === 0 ? inlines : mapInlines(inlines, (inline) => done.get(inline) ?? inline)
}

function asOwned(number: Made): readonly Placed[] {
  const { shape } = number
  const own = shape.kind === 'change' ? shape.after : shape.kind === 'span' ? shape.parts[0]! : null
  const fact = own === null ? undefined : number.derived.facts.find((f) => f.fact.id === own.id)
  return fact === undefined ? [] : [{ ...number, derived: { ...number.derived, fact } }]
}

function typedFinding(typed: string, at: Span): Diagnostic {
  const number = typed.trim()
  return report(
    'report/typed-label',
    { en: `"${number}" is typed, headings number themselves`, zh: `“${number}”为手工输入，标题会自动编号` },
    { at, fix: { span: at, text: '' } },
  )
}

function sameSentence(sentences: readonly (readonly [number, number])[], a: number, b: number): boolean {
  return sentences.some(([from, to]) => a >= from && a < to && b >= from && b < to)
}

function isPlainFact(derived: Derived | null): boolean {
  return derived !== null && derived.fact !== null && derived.value !== null
}

function isBound(plain: Plain, start: number, end: number): boolean {
  return plain.regions.some(
    (r: Region) => (r.kind === 'number' || r.kind === 'ref' || r.kind === 'code') && r.start < end && start < r.end,
  )
}

function isBare({ unitText, scaleText, qualifiers, decimals, form }: Mention): boolean {
  const isName = scaleText === '' ? decimals === 0 : /^[A-Za-z]$/.test(scaleText)
  return form === 'digits' && unitText === '' && isName && qualifiers.length === 0
}

// a literal is best bound with its unit, which stands in the text or is meant by a word
function endWithUnit(text: string, { numberEnd, unitText }: Mention): number {
  // 三成 is thirty percent without a sign for it
  const tenths = unitText === '%' ? /^\s?成/.exec(text.slice(numberEnd, numberEnd + 2)) : null
  if (tenths !== null) return numberEnd + tenths[0].length
  const at = text.indexOf(unitText, numberEnd)
  return at === numberEnd || (at === numberEnd + 1 && text[numberEnd] === ' ') ? at + unitText.length : numberEnd
}

function tellUnbound(
  plain: Plain,
  mention: Mention,
  sentences: readonly (readonly [number, number])[],
  binder: Binder,
): void {
  const start = mention.numberStart
  const end = endWithUnit(plain.text, mention)
  const [from, to] = sentences.find(([a, b]) => start >= a && start < b) ?? [0, plain.text.length]
  const found = suggestAddress(mention, plain.text.slice(from, to), binder) ?? '…'
  const address = found.includes(' ') ? `<fact:${found}>` : `fact:${found}`
  const text = plain.text.slice(start, end)
  binder.diagnostics.push(
    report(
      'report/unbound-number',
      { en: `"${text}" is bound to no fact`, zh: `“${text}”没有绑定事实` },
      {
        at: placeOf(plain, start, end, binder.file, binder.starts),
        hint: {
          en: `write \`[${text}](${address})\`, or \`[${text}](lit:)\` when it is no claim`,
          zh: `请写成 \`[${text}](${address})\`；不是主张时写 \`[${text}](lit:)\``,
        },
      },
    ),
  )
}
