import { type Decimal, findMentions, formatAmount, type Mention, parseAmount, type Span } from '../base/index.ts'
import { type Derived, factAddress, isDiagnostic, type Relation } from '../facts/index.ts'
import { agree, type Truth } from './agree.ts'
import { addBinding, type Binder, deriveOnce, factValue } from './binder.ts'
import { report } from './codes.ts'
import { isSame, opposite, tellRelation } from './comparison.ts'
import { type HeadUnit, inHead, underHead } from './head.ts'
import { findComparisons, findWays, isDenied, type Lexicon } from './lexicon.ts'
import { checkText } from './literal-text.ts'
import { mendAddress } from './mend.ts'
import { relationOf } from './merit.ts'
import { tell } from './mismatch.ts'
import { validOptions } from './options.ts'
import { isRank, rankIn } from './ordinal.ts'
import { perSaid } from './per.ts'
import type { Region } from './plain.ts'
import { printNumber } from './print.ts'
import { againstLead, isRelative, leadBeside } from './relative.ts'
import type { NumberInline } from './tree.ts'
import { type Place, truthOf } from './truth.ts'
import { againstChange, againstRise, isChange, saidWithoutSign, wayBeside } from './way.ts'

/** A number with its binding, and what it is bound to. */
export interface BoundNumber {
  readonly inline: NumberInline
  readonly derived: Derived | null
}

/** Binds one number: finds its facts, fills it in or checks what is written. */
export function bindNumber(written: NumberInline, place: Place, binder: Binder): BoundNumber {
  if (written.scheme === 'lit') return { inline: written, derived: null }
  const despite = (written.options.despite ?? '').split(',').filter((k) => k !== '')
  const derived = deriveOnce(binder, written.address, despite, written.at)
  if (isDiagnostic(derived)) {
    binder.diagnostics.push(mendAddress(derived, written, place.bare, binder))
    return { inline: written, derived: null }
  }
  const number = { ...written, options: validOptions(written.options, derived, written.at, binder) }
  const text = number.text === '' ? fill(number, derived, place, binder) : number.text
  if (number.text !== '') check(number, derived, place, binder)
  const key = addBinding(binder, derived.facts, {
    address: number.address,
    text,
    value: derived.value === null ? '' : derived.value.toFixed(),
    unit: derived.unit,
    ...(derived.fact?.fact.decimals === undefined ? {} : { decimals: derived.fact.fact.decimals }),
    interval: derived.interval,
    derived: derived.fact === null,
    at: number.at,
  })
  tellSynthetic(derived, number.at, place.bare, binder)
  return { inline: { ...number, text, binding: key }, derived }
}

function tellSynthetic(derived: Derived, at: Span, bare: boolean, binder: Binder): void {
  const fact = derived.facts.find((f) => f.fact.evidence.kind === 'synthetic')?.fact
  if (bare || fact === undefined) return
  binder.diagnostics.push(
    report(
      'report/synthetic',
      { en: `\`${factAddress(fact)}\` is synthetic`, zh: `\`${factAddress(fact)}\` 是合成数据` },
      { at },
    ),
  )
}

function fill(number: NumberInline, derived: Derived, place: Place, binder: Binder): string {
  const printed = printDerived(derived, number.options, place.bare, binder, place.head)
  binder.fills.push({ span: number.textAt, text: printed })
  return printed
}

/** What a derived value prints: digits, text, or a dash. */
export function printDerived(
  derived: Derived,
  options: Readonly<Record<string, string>>,
  bare: boolean,
  binder: Binder,
  head: HeadUnit | null = null,
): string {
  if (derived.relation !== null)
    return binder.lexicon.find((w) => w.lang === binder.lang && w.relation === derived.relation!.relation)?.word ?? ''
  if (derived.value === null) return factValue(derived.fact!.fact)
  if (bare && head !== null && head.exponent > 0 && derived.fact?.fact.bound === 'exact')
    return printUnder(derived, options, head, binder)
  return printNumber(derived, binder.registry.units, binder.lang, options, bare)
}

// the head has said the scale and the unit
function printUnder(
  derived: Derived,
  options: Readonly<Record<string, string>>,
  head: HeadUnit,
  binder: Binder,
): string {
  const value = inHead(derived.value!, derived.fact?.fact.decimals, head)
  const { places, group } = options
  return formatAmount(
    { value, bound: 'exact' },
    {
      lang: binder.lang,
      scale: 'none',
      unitText: '',
      ...(places === undefined ? {} : { places: Number(places) }),
      ...(group === undefined ? {} : { grouping: group === 'yes' }),
    },
  )
}

// 第一, highest: a word for a place in an order
function checkRank(number: NumberInline, value: Decimal, binder: Binder): boolean {
  const said = rankIn(number.text)
  if (said === null) return false
  if (!value.eq(said))
    binder.diagnostics.push(
      report(
        'report/mismatch',
        {
          en: `"${number.text}" is ${value.toFixed()} in \`${number.address}\``,
          zh: `“${number.text}”在 \`${number.address}\` 中为 ${value.toFixed()}`,
        },
        { at: number.textAt },
      ),
    )
  return true
}

function check(number: NumberInline, derived: Derived, place: Place, binder: Binder): void {
  if (derived.relation !== null) {
    const { relation, holds } = derived.relation
    // 并未[超过](<a above b>): the words deny what the address says
    const measure = derived.relation.left.fact?.fact.measure ?? ''
    const denied = checkWord(number, relation, measure, place, binder)
    const told = denied ? { ...derived.relation, holds: opposite[holds] } : derived.relation
    tellRelation(told, number.text, number.textAt, binder)
    return
  }
  if (derived.value === null) {
    checkText(number, derived.fact!.fact, binder)
    return
  }
  const { fact } = derived.fact ?? {}
  const isOrdinal = number.address.startsWith('rank(') || (fact && isRank(fact.measure, fact.unit, binder.registry))
  if (isOrdinal && checkRank(number, derived.value, binder)) return
  const read = mentionAt(number, place, derived, binder)
  if (read === null) return
  const mention = underHead(read, place.head)
  const whole = truthOf(derived, binder.registry)
  // a unit that is printed itself says for how many it is
  const truth = mention.unitText.includes('/') ? whole : perSaid(whole, place, binder.registry.units)
  const mayMove = !place.bare && (truth.value.lt(0) || derived.fact === null || isChange(derived.fact.fact.measure))
  const way = mayMove ? wayBeside(place, binder.lexicon) : null
  const lead = fact !== undefined && !place.bare && isRelative(fact.measure) ? leadBeside(place) : null
  const isMinus = (way !== null && way.relation !== 'rising') || lead?.behind || isLoss(place, binder.lexicon)
  const signless = isMinus && truth.value.lt(0) && mention.value.gt(0)
  const verdict = agree(mention, signless ? saidWithoutSign(truth) : truth, binder.registry.units, place.bare)
  const bare = verdict.kind === 'qualifier' && mention.bound === 'exact'
  if (bare && truth.derived && truth.bound === 'about' && isRoughly(place)) return
  if (bare && isCapped(place, truth.bound)) return
  if (verdict.kind !== 'agrees') {
    tell(verdict, mention, number, derived, place, binder)
    return
  }
  if (isProfitCalledLoss(place, truth, derived, binder)) {
    tell({ kind: 'value' }, mention, number, derived, place, binder)
    return
  }
  const against =
    lead !== null
      ? againstLead(lead, derived, number.textAt)
      : way === null
        ? null
        : (againstChange(way, derived, place.plain.text.slice(0, place.region.start), number.textAt) ??
          againstRise(way, derived, number.textAt))
  if (against !== null) binder.diagnostics.push(against)
}

// 净亏损 [5.4 亿元] of a profit
function isProfitCalledLoss(place: Place, truth: Truth, { fact }: Derived, { registry }: Binder): boolean {
  if (place.bare || fact === null || !truth.value.gt(0)) return false
  const measure = registry.measure(fact.fact.measure)
  const names = measure === undefined ? [] : [measure.zh, measure.en, ...measure.aliases]
  if (!names.some((n) => /利润|盈利|profit|income|earnings/i.test(n)) || names.some((n) => /亏|loss/i.test(n)))
    return false
  return /(?:净亏损|亏损)(?:为|达|约|额|了|\s)*$|\bnet loss (?:of|was)\s$/i.test(
    place.plain.text.slice(0, place.region.start),
  )
}

// 最高给予 [2000 元] 补贴, a cap of [2000 yuan]: the words for a limit may stand away from their number
const caps: Partial<Readonly<Record<string, readonly [RegExp, RegExp]>>> = {
  'at-most': [
    /最高|最多|至多|上限|封顶|不超过|\b(?:capped|cap|maximum|ceiling|at most|up to)\b/i,
    /^\s?(?:封顶|为限|为上限|以内|at most\b|or less\b)/i,
  ],
  'at-least': [
    /最低|最少|至少|下限|不低于|不少于|门槛|\b(?:minimum|floor|at least|threshold)\b/i,
    /^\s?(?:起|以上|为下限|at least\b|or more\b)/i,
  ],
}

function isCapped({ plain, region }: Place, bound: string): boolean {
  const [before, behind] = caps[bound] ?? []
  const clause = plain.text
    .slice(0, region.start)
    .split(/[，。！？；\n]|[,.!?;](?=\s)|\d/)
    .at(-1)!
  return before !== undefined && (before.test(clause) || behind!.test(plain.text.slice(region.end)))
}

// 净亏损由 [8 亿元] 收窄至 [3 亿元], the net loss widened to [3 million]: the word carries the sign
function isLoss({ plain, region }: Place, lexicon: Lexicon): boolean {
  const clause = plain.text
    .slice(0, region.start)
    .split(/[，。！？；\n]|[,.!?;](?=\s)/)
    .at(-1)!
  const sentence = plain.text
    .slice(0, region.start)
    .split(/[。！？；\n]|[.!?;](?=\s)/)
    .at(-1)!
  if (/跌幅|降幅|减幅|\bdeclines?\b|\bdrops?\b/i.test(sentence)) return true
  // A was down [0.8%] and B [2.3%]
  const ways = findWays(sentence, lexicon)
  if (ways.length > 0 && ways.every((w) => w.relation === 'falling' || w.relation === 'down')) return true
  const behind = /^\s?(?:的?净?亏损|(?:net\s)?loss\b)/i.test(plain.text.slice(region.end))
  return behind || (/亏|\bloss(?:es)?\b|\blost\b/i.test(clause) && !/盈|利润为|\bprofit of\b/i.test(clause))
}

// A（约 20 万）约为 B 的 76%: of what is computed from rough numbers the sentence may say so anywhere before
function isRoughly({ plain, region }: Place): boolean {
  const sentence = plain.text
    .slice(0, region.start)
    .split(/[。！？；\n]|[.!?;](?=\s)/)
    .at(-1)!
  return /约|大致|大概|\b(?:about|roughly|approximately|around|some)\b/i.test(sentence)
}

/** Whether the words deny the very relation of the address; tells where they say another. */
function checkWord(
  number: NumberInline,
  relation: Relation,
  measure: string,
  { plain, region }: Place,
  binder: Binder,
): boolean {
  const from = Math.max(0, region.start - 24)
  const word = findComparisons(plain.text.slice(from, region.end), binder.lexicon).find(
    (w) => from + w.start >= region.start,
  )
  if (word === undefined) return isDenied(plain.text.slice(0, region.start))
  const said = relationOf(word, measure, binder)
  if (said === relation) return word.denied
  if (word.denied) return false
  binder.diagnostics.push(
    report(
      'report/comparison',
      {
        en: `"${number.text}" says ${said}, the address says ${relation}`,
        zh: `“${number.text}”表示 ${said}，而地址写的是 ${relation}`,
      },
      { at: number.textAt },
    ),
  )
  return false
}

function mentionAt(number: NumberInline, place: Place, derived: Derived, binder: Binder): Mention | null {
  const { region } = place
  const found = place.mentions.filter((m) => m.numberStart < region.end && region.start < m.numberEnd)
  if (found.length > 1 && parseAmount(number.text, binder.registry.units) === null) {
    binder.diagnostics.push(
      report(
        'report/ambiguous-number',
        { en: `"${number.text}" holds ${found.length} numbers`, zh: `“${number.text}”含有 ${found.length} 个数字` },
        { at: number.textAt },
      ),
    )
    return null
  }
  const mention =
    endOfRange(found, number, region, binder) ??
    (found.length === 1 ? found[0]! : parseAmount(number.text, binder.registry.units))
  if (mention === null) {
    binder.diagnostics.push(
      report(
        'report/mismatch',
        {
          en: `"${number.text}" holds no number, \`${number.address}\` is ${derived.value!.toFixed()}`,
          zh: `“${number.text}”不含数字，\`${number.address}\` 为 ${derived.value!.toFixed()}`,
        },
        {
          at: number.textAt,
        },
      ),
    )
    return null
  }
  return comparing(mention, number, place, derived, binder) ?? mention
}

// in `[85%](…) 至 [95%](…)` each end has a link of its own, and is checked for itself
function endOfRange(found: readonly Mention[], number: NumberInline, region: Region, binder: Binder): Mention | null {
  const range = found.length === 1 && found[0]!.form === 'range' ? found[0]! : null
  if (range === null || (region.start <= range.numberStart && range.numberEnd <= region.end)) return null
  const alone = parseAmount(number.text, binder.registry.units)
  return alone === null ? null : { ...alone, unitText: alone.unitText || range.unitText }
}

// in `A 的 88.7 超过 B 的 88.6` the word compares two facts; it is no qualifier of the second number
function comparing(
  mention: Mention,
  number: NumberInline,
  place: Place,
  derived: Derived,
  binder: Binder,
): Mention | null {
  const outside = mention.start < place.region.start && mention.qualifiers.length > 0
  const other = place.before.findLast(
    (d) => d.unit === derived.unit && d.fact?.fact.measure === derived.fact?.fact.measure && !isSame(d, derived),
  )
  if (!outside || derived.fact === null) return null
  const alone = parseAmount(number.text, binder.registry.units)
  if (isLinked(mention, place)) return alone
  if (other === undefined) return null
  if (alone === null || alone.qualifiers.length > 0) return null
  const between = place.plain.text.slice(mention.start, place.region.start)
  const word = findComparisons(between, binder.lexicon)[0]
  if (word === undefined) return null
  return alone
}

// by registry and text: while a report is written most of its paragraphs stay as they are
const known = new WeakMap<Binder['registry'], Map<string, readonly Mention[]>>()
const mostKnown = 20_000

// the word is bound to a comparison of its own
function isLinked(mention: Mention, { plain, region }: Place): boolean {
  return plain.regions.some(
    (r) => r.kind === 'number' && r !== region && r.start <= mention.start && mention.start < r.end,
  )
}

/** All numbers of a text, read with the units of the registry. */
export function mentionsOf(text: string, binder: Binder): readonly Mention[] {
  const { registry, digitNames, measureNames } = binder
  const texts = known.get(registry) ?? new Map<string, readonly Mention[]>()
  known.set(registry, texts)
  const mentions =
    texts.get(text) ?? findMentions(text, { units: registry.units, names: digitNames, measures: measureNames })
  if (texts.size >= mostKnown) texts.clear()
  texts.set(text, mentions)
  return mentions
}
