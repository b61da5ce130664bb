import { decimal, findMentions, formatAmount, type Mention, parseAmount, type Span } from '../base/index.ts'
import { type Derived, type Fact, factAddress, factInterval, isDiagnostic, type Relation } from '../facts/index.ts'
import { agree, type Truth, type Verdict } from './agree.ts'
import { addBinding, type Binder, deriveOnce, valueOf } from './binder.ts'
import { report } from './codes.ts'
import { tellRelation } from './comparison.ts'
import { findComparisons } from './lexicon.ts'
import type { Plain, Region } from './plain.ts'
import { printNumber } from './print.ts'
import type { NumberInline } from './tree.ts'

/** Where a number stands. */
export interface Place {
  readonly plain: Plain
  readonly region: Region
  readonly mentions: readonly Mention[]
  /** in a table the head carries the unit */
  readonly bare: boolean
  /** the plain facts that were bound before in the same sentence, the nearest last */
  readonly before: readonly Derived[]
}

/** A number with its binding, and what it is bound to. */
export interface BoundNumber {
  readonly inline: NumberInline
  readonly derived: Derived | null
}

/** Binds one number: finds its facts, fills it in or checks what is written. */
export function bindNumber(number: NumberInline, place: Place, binder: Binder): BoundNumber {
  if (number.scheme === 'lit') return { inline: number, derived: null }
  const despite = (number.options.despite ?? '').split(',').filter((k) => k !== '')
  const derived = deriveOnce(binder, number.address, despite, number.at)
  if (isDiagnostic(derived)) {
    binder.diagnostics.push(derived)
    return { inline: number, derived: null }
  }
  const text = number.text === '' ? fill(number, derived, place, binder) : number.text
  if (number.text !== '') check(number, derived, place, binder)
  const key = addBinding(binder, {
    address: number.address,
    text,
    value: derived.value === null ? '' : derived.value.toFixed(),
    unit: derived.unit,
    ...(derived.fact?.fact.decimals === undefined ? {} : { decimals: derived.fact.fact.decimals }),
    interval: derived.interval,
    used: derived.facts,
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
  const printed = printDerived(derived, number.options, place.bare, binder)
  binder.fills.push({ span: number.textAt, text: printed })
  return printed
}

/** What a derived value prints: digits, text, or a dash. */
export function printDerived(
  derived: Derived,
  options: Readonly<Record<string, string>>,
  bare: boolean,
  binder: Binder,
): string {
  if (derived.relation !== null)
    return binder.lexicon.find((w) => w.lang === binder.lang && w.relation === derived.relation!.relation)?.word ?? ''
  if (derived.value === null) return valueOf(derived.fact!.fact)
  return printNumber(derived, binder.registry.units, binder.lang, options, bare)
}

function check(number: NumberInline, derived: Derived, place: Place, binder: Binder): void {
  if (derived.relation !== null) {
    checkWord(number, derived.relation.relation, binder)
    tellRelation(derived.relation, number.text, number.textAt, binder)
    return
  }
  if (derived.value === null) {
    checkText(number, derived.fact!.fact, binder)
    return
  }
  const mention = mentionAt(number, place, derived, binder)
  if (mention === null) return
  const verdict = agree(mention, truthOf(derived), binder.registry.units, place.bare)
  if (verdict.kind !== 'agrees') tell(verdict, mention, number, derived, place, binder)
}

function checkWord(number: NumberInline, relation: Relation, binder: Binder): void {
  const word = findComparisons(number.text, binder.lexicon)[0]
  if (word === undefined || word.relation === relation) return
  binder.diagnostics.push(
    report(
      'report/comparison',
      {
        en: `"${number.text}" says ${word.relation}, the address says ${relation}`,
        zh: `“${number.text}”表示 ${word.relation}，而地址写的是 ${relation}`,
      },
      { at: number.textAt },
    ),
  )
}

const dashes = /^[-–—－]+$/

function checkText(number: NumberInline, fact: Fact, binder: Binder): void {
  if (fact.value.kind === 'wanted') return
  const expected = valueOf(fact)
  const fold = (text: string) => readDay(text) ?? text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')
  const same =
    fact.value.kind === 'not-reported' ? dashes.test(number.text.trim()) : fold(number.text) === fold(expected)
  if (same) return
  binder.diagnostics.push(
    report(
      'report/mismatch',
      {
        en: `"${number.text}" is \`${expected}\` in \`${factAddress(fact)}\``,
        zh: `“${number.text}”在 \`${factAddress(fact)}\` 中为 \`${expected}\``,
      },
      { at: number.textAt, fix: { span: number.textAt, text: expected } },
    ),
  )
}

const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

// a day may be written in the manner of either language
function readDay(text: string): string | null {
  const folded = text.normalize('NFKC').toLowerCase().replace(/[,，]/g, ' ')
  const numbers = /^\s*(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})\s*日?\s*$/.exec(folded)
  if (numbers) return dayText(numbers[1]!, Number(numbers[2]), numbers[3]!)
  const words = /^\s*(?:(\d{1,2})\s+([a-z]+)|([a-z]+)\s+(\d{1,2}))\s+(\d{4})\s*$/.exec(folded)
  const name = words?.[2] ?? words?.[3]
  const month = name === undefined ? -1 : months.findIndex((m) => m === name || m.slice(0, 3) === name)
  return words && month !== -1 ? dayText(words[5]!, month + 1, (words[1] ?? words[4])!) : null
}

function dayText(year: string, month: number, day: string): string {
  return `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`
}

function truthOf(derived: Derived): Truth {
  const fact = derived.fact?.fact
  const high = fact?.value.kind === 'number' ? fact.value.high : undefined
  return {
    value: derived.value!,
    interval: derived.interval!,
    bound: fact?.bound ?? 'exact',
    unit: derived.unit,
    derived: fact === undefined,
    ...(high === undefined ? {} : { high: decimal(high) }),
    ...(fact?.decimals === undefined ? {} : { decimals: fact.decimals }),
  }
}

function mentionAt(number: NumberInline, place: Place, derived: Derived, binder: Binder): Mention | null {
  const { region } = place
  const found = place.mentions.filter((m) => m.numberStart < region.end && region.start < m.numberEnd)
  if (found.length > 1 && parseAmount(number.text) === null) {
    binder.diagnostics.push(
      report(
        'report/ambiguous-number',
        { en: `"${number.text}" holds ${found.length} numbers`, zh: `“${number.text}”含有 ${found.length} 个数字` },
        { at: number.textAt },
      ),
    )
    return null
  }
  const mention = found.length === 1 ? found[0]! : parseAmount(number.text)
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
          fix: { span: number.textAt, text: printDerived(derived, number.options, place.bare, binder) },
        },
      ),
    )
    return null
  }
  return comparing(mention, number, place, derived, binder) ?? mention
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
    (d) => d.unit === derived.unit && d.fact?.fact.measure === derived.fact?.fact.measure,
  )
  if (!outside || other === undefined || derived.fact === null) return null
  const alone = parseAmount(number.text)
  if (alone === null || alone.qualifiers.length > 0) return null
  const between = place.plain.text.slice(mention.start, place.region.start)
  const word = findComparisons(between, binder.lexicon)[0]
  if (word === undefined) return null
  return alone
}

function tell(
  verdict: Verdict,
  mention: Mention,
  number: NumberInline,
  derived: Derived,
  place: Place,
  binder: Binder,
): void {
  const expected = derived.value!.toFixed()
  const unit = derived.unit === '1' ? '' : ` ${derived.unit}`
  const better = correction(mention, number, derived, place, binder)
  const fix = better === null ? {} : { fix: { span: number.textAt, text: better } }
  const at = { at: number.textAt, ...fix }
  const of = `\`${number.address}\``
  const said = number.text
  switch (verdict.kind) {
    case 'agrees':
      return
    case 'unit':
      binder.diagnostics.push(
        verdict.missing
          ? report(
              'report/unit',
              {
                en: `"${said}" prints no unit, ${of} is in ${derived.unit}`,
                zh: `“${said}”没有写单位，${of} 的单位是 ${derived.unit}`,
              },
              at,
            )
          : report(
              'report/unit',
              {
                en: `"${said}" is in ${verdict.printed}, ${of} is in ${derived.unit}`,
                zh: `“${said}”的单位是 ${verdict.printed}，${of} 的单位是 ${derived.unit}`,
              },
              at,
            ),
      )
      return
    case 'scale':
      binder.diagnostics.push(
        report(
          'report/scale-slip',
          {
            en: `"${said}" is 10^${verdict.power} times ${of}, which is ${expected}${unit}`,
            zh: `“${said}”是 ${of}（${expected}${unit}）的 10^${verdict.power} 倍`,
          },
          at,
        ),
      )
      return
    case 'qualifier': {
      const fact = derived.fact?.fact
      const bound = fact === undefined ? 'exact' : fact.bound
      binder.diagnostics.push(
        report(
          'report/qualifier',
          {
            en: `"${said}" reads as ${mention.bound}, ${of} is ${bound} ${expected}${unit}`,
            zh: `“${said}”读作 ${mention.bound}，${of} 是 ${bound} ${expected}${unit}`,
          },
          at,
        ),
      )
      return
    }
    case 'precision':
      binder.diagnostics.push(
        report(
          'report/mismatch',
          {
            en: `"${said}" has more digits than ${of}, which is ${expected}${unit}`,
            zh: `“${said}”的位数多于 ${of}（${expected}${unit}）`,
          },
          at,
        ),
      )
      return
    case 'value': {
      const old = staleFact(mention, derived, place, binder)
      binder.diagnostics.push(
        old === null
          ? report(
              'report/mismatch',
              { en: `"${said}" is ${expected}${unit} in ${of}`, zh: `“${said}”在 ${of} 中为 ${expected}${unit}` },
              { ...at, ...elsewhere(mention, derived, place, binder) },
            )
          : report(
              'report/stale',
              {
                en: `"${said}" is the value of ${old.known}; ${of} is ${expected}${unit} since ${derived.fact!.fact.known}`,
                zh: `“${said}”是 ${old.known} 的旧值；自 ${derived.fact!.fact.known} 起 ${of} 为 ${expected}${unit}`,
              },
              at,
            ),
      )
    }
  }
}

function staleFact(mention: Mention, derived: Derived, place: Place, binder: Binder): Fact | null {
  const older = derived.fact?.group.older ?? []
  return older.find((f) => matches(mention, f, place, binder)) ?? null
}

function matches(mention: Mention, fact: Fact, place: Place, binder: Binder): boolean {
  const interval = factInterval(fact)
  if (interval === null || fact.value.kind !== 'number') return false
  const truth: Truth = {
    value: decimal(fact.value.text),
    interval,
    bound: fact.bound,
    unit: fact.unit,
    derived: false,
    ...(fact.decimals === undefined ? {} : { decimals: fact.decimals }),
  }
  return agree(mention, truth, binder.registry.units, place.bare).kind === 'agrees'
}

// the same model may have the printed score under other conditions: that is the likeliest slip
function elsewhere(mention: Mention, derived: Derived, place: Place, binder: Binder) {
  const fact = derived.fact?.fact
  if (fact === undefined) return {}
  const query = { subject: fact.subject, measure: fact.measure, where: new Map(), text: '' }
  const near = binder.store
    .find(query, binder.day)
    .flatMap((g) => g.current)
    .find((f) => f.id !== fact.id && matches(mention, f, place, binder))
  if (near === undefined) return {}
  return { hint: { en: `this is \`${factAddress(near)}\``, zh: `这是 \`${factAddress(near)}\` 的值` } }
}

function correction(
  mention: Mention,
  number: NumberInline,
  derived: Derived,
  place: Place,
  binder: Binder,
): string | null {
  const fact = derived.fact?.fact
  const inside = (at: number) => at >= place.region.start && at < place.region.end
  const offset = mention.start >= place.region.start ? 0 : -1
  if (offset === -1 && mention.qualifiers.length > 0) return outsideQualifier(mention, derived, binder)
  const places = mention.scale.gt(1) && mention.decimals !== undefined ? placesOf(mention) : undefined
  const unit =
    mention.unitText !== '' && inside(mention.end - 1)
      ? mention.unitText
      : place.bare || mention.unitText !== ''
        ? ''
        : undefined
  if (unit === undefined)
    return printNumber(derived, binder.registry.units, binder.lang, { ...number.options }, place.bare)
  const amount = {
    value: derived.value!,
    bound: fact?.bound ?? ('exact' as const),
    ...(fact?.decimals === undefined ? {} : { decimals: fact.decimals }),
  }
  return formatAmount(amount, {
    lang: binder.lang,
    scale: mention.scaleText === '' ? 'none' : 'auto',
    unitText: unit,
    ...(places === undefined ? {} : { places }),
  })
}

// the qualifier stands before the link, so only the number can be put right
function outsideQualifier(mention: Mention, derived: Derived, binder: Binder): string | null {
  const fact = derived.fact?.fact
  if (fact !== undefined && fact.bound !== mention.bound) return null
  const amount = {
    value: derived.value!,
    bound: 'exact' as const,
    ...(fact?.decimals === undefined ? {} : { decimals: fact.decimals }),
  }
  return formatAmount(amount, { lang: binder.lang, scale: mention.scaleText === '' ? 'none' : 'auto', unitText: '' })
}

function placesOf(mention: Mention): number {
  let scale = mention.scale
  let zeros = 0
  for (; scale.gte(10); zeros += 1) scale = scale.div(10)
  return Math.max(0, mention.decimals! + zeros)
}

/** All numbers of a text, read with the units of the registry. */
export function mentionsOf(text: string, binder: Binder): readonly Mention[] {
  return findMentions(text, { units: binder.registry.units, names: binder.digitNames })
}
