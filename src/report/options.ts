import { conversion, decimal, formatAmount, nearest, parseAmount, type Span } from '../base/index.ts'
import type { Derived } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { report } from './codes.ts'

const known: readonly string[] = ['scale', 'places', 'unit', 'as', 'qualifier', 'despite', 'group']
const scales: readonly string[] = [
  'auto',
  'none',
  '万',
  '亿',
  '万亿',
  '百万',
  '千万',
  '十亿',
  '百亿',
  '千亿',
  'K',
  'k',
  'M',
  'B',
  'T',
  'thousand',
  'million',
  'billion',
  'trillion',
]
const mostPlaces = 12
const unitless = decimal('1')

/** The options that can be carried out for `derived`; the others are told of and left out. */
export function validOptions(
  options: Readonly<Record<string, string>>,
  derived: Derived,
  at: Span,
  binder: Binder,
): Readonly<Record<string, string>> {
  const valid: Record<string, string> = {}
  for (const [key, value] of Object.entries(options)) {
    const fault = faultOf(key, value, derived, options, binder)
    if (fault === null) valid[key] = value
    else {
      binder.diagnostics.push(
        report(
          'report/bad-option',
          {
            en: `option \`${key}=${value.slice(0, 40)}\` cannot be carried out`,
            zh: `选项 \`${key}=${value.slice(0, 40)}\` 无法执行`,
          },
          { at, ...(fault === '' ? {} : { hint: { en: `use ${fault}`, zh: `可用 ${fault}` } }) },
        ),
      )
    }
  }
  return valid
}

// what could be used instead; the empty text when nothing can be named, `null` when there is no fault
function faultOf(
  key: string,
  value: string,
  derived: Derived,
  options: Readonly<Record<string, string>>,
  binder: Binder,
): string | null {
  const { units } = binder.registry
  switch (key) {
    case 'places':
      return /^\d{1,2}$/.test(value) && Number(value) <= mostPlaces ? null : `\`places=0\` … \`places=${mostPlaces}\``
    case 'scale':
      return scales.includes(value) ? null : scales.map((s) => `\`${s}\``).join(' ')
    case 'as':
      return conversion(units, derived.unit, value) === null ? `\`as=${derived.unit}\`` : null
    case 'unit': {
      const target = options.as ?? derived.unit
      const fits =
        value === 'none' || value === 'yes' || units.named(value).some((u) => conversion(units, u.id, target) !== null)
      return fits ? null : '`unit=none`'
    }
    case 'qualifier': {
      const bound = derived.fact?.fact.bound ?? 'exact'
      const printed = formatAmount(
        { value: derived.value ?? unitless, bound: 'exact', decimals: 0 },
        { lang: binder.lang, scale: 'none', unitText: '', places: 0, qualifier: value },
      )
      return parseAmount(printed)?.bound === bound ? null : ''
    }
    case 'group':
      return value === 'yes' || value === 'no' ? null : '`group=yes`'
    case 'despite':
      return null
    default:
      return nearest(key, known)[0] ?? known.join(' ')
  }
}
