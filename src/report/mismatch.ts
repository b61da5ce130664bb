import {
  conversion,
  type Decimal,
  decimal,
  formatAmount,
  isPoint,
  type Mention,
  parseAmount,
  plain,
  round,
} from '../base/index.ts'
import { type Derived, type Fact, factAddress, factInterval, type Measure, type Registry } from '../facts/index.ts'
import { agree, type Truth, type Verdict } from './agree.ts'
import type { Binder } from './binder.ts'
import { report } from './codes.ts'
import { type HeadUnit, inHead } from './head.ts'
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
  readonly head?: HeadUnit | null
  /** the plain facts that were bound before in the same sentence, the nearest last */
  readonly before: readonly Derived[]
}

/** What a literal of `derived` is held against. */
export function truthOf(derived: Derived, registry: Registry): Truth {
  const fact = derived.fact?.fact
  const high = fact?.value.kind === 'number' ? fact.value.high : undefined
  return {
    value: derived.value!,
    interval: derived.interval!,
    bound: fact?.bound ?? boundOf(derived),
    unit: derived.unit,
    derived: fact === undefined,
    firm: derived.facts.every((f) => f.fact.bound === 'exact'),
    score: derived.facts.length > 0 && derived.facts.every((f) => isScore(registry.measure(f.fact.measure))),
    ...(high === undefined ? {} : { high: decimal(high) }),
    ...(fact?.decimals === undefined ? {} : { decimals: fact.decimals }),
  }
}

function isScore(measure: Measure | undefined): boolean {
  return (
    measure?.better === 'higher' && measure.high?.eq(100) === true && ['percent', 'f1-points'].includes(measure.unit)
  )
}

// what is computed from a rough number is rough itself, unless the numbers decide it all the same, as a rank; what is
// computed from a limit is a limit that may be named without a word for it
function boundOf({ interval, facts }: Derived): Truth['bound'] {
  const isRough = facts.some(({ fact }) => fact.bound === 'about' || fact.bound === 'nearly')
  return isRough && interval !== null && !isPoint(interval) ? 'about' : 'exact'
}

/** Tells in which way a literal is no true rendering of its fact, and how to mend it. */
export function tell(
  verdict: Verdict,
  mention: Mention,
  number: NumberInline,
  derived: Derived,
  place: Place,
  binder: Binder,
): void {
  const expected = shortened(derived.value!)
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
      const bound = derived.fact?.fact.bound ?? boundOf(derived)
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

// a quotient has forty digits; nobody reads more than six of them
function shortened(value: Decimal): string {
  return plain(round(value, 6))
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
    score: isScore(binder.registry.measure(fact.measure)),
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

// what stands outside the link cannot be put right, so only the text between the brackets is written anew; a text that
// says more than a number is left to its author
function correction(
  mention: Mention,
  number: NumberInline,
  derived: Derived,
  place: Place,
  binder: Binder,
): string | null {
  const { units } = binder.registry
  if (place.head && place.head.exponent > 0 && derived.value !== null && mention.unitText === '')
    return plain(inHead(derived.value, derived.fact?.fact.decimals, place.head))
  const inside = parseAmount(number.text, units)
  if (inside === null || mention.form === 'fraction') return null
  const fact = derived.fact?.fact
  const worded = mention.start < place.region.start && mention.qualifiers.length > 0
  const kept = conversion(units, derived.unit, units.named(inside.unitText)[0]?.id ?? derived.unit)
  const text =
    kept === null
      ? printNumber(
          derived,
          units,
          binder.lang,
          {
            ...likeOptions(inside, derived.value!),
            ...number.options,
            unit: 'yes',
            ...(worded ? { qualifier: '' } : {}),
          },
          place.bare,
        )
      : inside.unitText === '' && inside.scaleText === '' && !place.bare && mention.unitText === '' && !worded
        ? printNumber(derived, units, binder.lang, number.options, place.bare)
        : likeLiteral(
            inside,
            derived,
            derived.value!.times(kept),
            worded ? 'exact' : (fact?.bound ?? boundOf(derived)),
            binder,
          )
  const again = parseAmount(text, units)
  if (again === null) return null
  // another unit and another number: the address may be wrong as well
  if (kept === null && !again.value.eq(inside.value)) return null
  const read = {
    ...again,
    unitText: again.unitText || mention.unitText,
    ...(worded ? { bound: mention.bound, qualifiers: mention.qualifiers } : {}),
  }
  return agree(read, truthOf(derived, binder.registry), units, place.bare).kind === 'agrees' ? text : null
}

// a number without a scale of its own is printed in the widest that says it, whatever zeros its fact ends with
function likeLiteral(
  literal: Mention,
  { fact }: Derived,
  value: Decimal,
  bound: Truth['bound'],
  { lang }: Binder,
): string {
  const decimals = fact?.fact.decimals
  const form = scaleLike(literal, value, decimals !== undefined)
  const kept = decimals === undefined || form.scale === 'auto' ? {} : { decimals }
  return formatAmount({ value, bound, ...kept }, { lang, ...form, unitText: literal.unitText })
}

// the form of the literal as the title of a link says it
function likeOptions(literal: Mention, value: Decimal): Readonly<Record<string, string>> {
  if (literal.scaleText === '') return {}
  const { scale, places } = scaleLike(literal, value, true)
  return places === undefined ? {} : { scale, places: String(places) }
}

// in the scale of the literal with no more digits than it had, where that can say the number; `own` when the fact has a
// number of digits of its own
function scaleLike(
  literal: Mention,
  value: Decimal,
  own: boolean,
): { readonly scale: string; readonly places?: number } {
  const places = (of: Decimal) => plain(of).split('.')[1]?.length ?? 0
  if (literal.scaleText === '')
    return { scale: 'none', ...(own ? {} : { places: Math.min(places(value), placesOf(literal)) }) }
  const scaled = value.div(literal.scale)
  if (scaled.abs().gte(100_000) || scaled.abs().lt('0.01')) return { scale: 'auto' }
  const [needed, written] = [places(scaled), placesOf(literal)]
  return { scale: literal.scaleText, places: needed <= Math.max(written, 2) ? needed : written }
}

function placesOf(mention: Mention): number {
  let scale = mention.scale
  let zeros = 0
  for (; scale.gte(10); zeros += 1) scale = scale.div(10)
  return Math.max(0, mention.decimals! + zeros)
}
