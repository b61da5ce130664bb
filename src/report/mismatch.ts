import { type Decimal, decimal, type Mention, plain, round } from '../base/index.ts'
import { type Derived, type Fact, factAddress, factInterval } from '../facts/index.ts'
import { agree, type Truth, type Verdict } from './agree.ts'
import type { Binder } from './binder.ts'
import { report } from './codes.ts'
import { correction } from './correct.ts'
import type { NumberInline } from './tree.ts'
import { boundOf, isScore, type Place, truthOf } from './truth.ts'

/** Tells in which way a literal is no true rendering of its fact, and how to mend it. */
export function tell(
  verdict: Verdict,
  mention: Mention,
  number: NumberInline,
  derived: Derived,
  place: Place,
  binder: Binder,
): void {
  const { high } = truthOf(derived, binder.registry)
  const expected = `${shortened(derived.value!)}${high === undefined ? '' : ` to ${shortened(high)}`}`
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
      // rose to 46.1 billion yuan from 38.9 billion: the unit was printed in this sentence
      if (verdict.missing && mention.scaleText.length > 1 && place.before.some((d) => d.unit === derived.unit)) return
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
