import {
  conversion,
  type Diagnostic,
  decimal,
  editDistance,
  isDay,
  isDecimal,
  isPeriod,
  isUnit,
  nearest,
  type Span,
  type Units,
  type Words,
} from '../base/index.ts'
import { report } from './codes.ts'
import { type Fact, factAddress } from './fact.ts'
import type { Registry } from './registry.ts'

/** Findings about single facts: names and units that no table knows, days that do not exist, values out of bounds. */
export function checkFacts(
  facts: readonly Fact[],
  registry: Registry,
  place: (fact: Fact, field?: string) => Span | undefined,
): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const told = new Set<string>()
  for (const fact of facts) {
    // few facts have a finding, and finding a place costs more than checking
    const where = (field?: string): Where => {
      const at = place(fact, field)
      return at ? { at } : {}
    }
    checkNames(fact, registry, where, told, found)
    checkDays(fact, where, found)
    checkValue(fact, registry, where, found)
  }
  return found
}

type Where = { readonly at?: Span }
type Placing = (field?: string) => Where

function checkNames(fact: Fact, registry: Registry, where: Placing, told: Set<string>, found: Diagnostic[]): void {
  unknownName(
    'subject',
    '主体',
    fact.subject,
    registry.entity(fact.subject) !== undefined,
    () => registry.entities.map((e) => e.id),
    where,
    told,
    found,
  )
  unknownName(
    'measure',
    '指标',
    fact.measure,
    registry.measure(fact.measure) !== undefined,
    () => registry.measures.map((m) => m.id),
    where,
    told,
    found,
  )
  const source = fact.evidence.source
  if (source !== '')
    unknownName(
      'source',
      '来源',
      source,
      registry.source(source) !== undefined,
      () => registry.sources.map((s) => s.id),
      where,
      told,
      found,
    )
  if (isUnit(registry.units, fact.unit) || fact.unit === 'text' || fact.unit === 'date') return
  if (told.has(`unit ${fact.unit}`)) return
  told.add(`unit ${fact.unit}`)
  found.push(
    report(
      'facts/unknown-unit',
      {
        en: `unit \`${fact.unit}\` of \`${factAddress(fact)}\` is in no table`,
        zh: `\`${factAddress(fact)}\` 的单位 \`${fact.unit}\` 不在表中`,
      },
      { ...where('unit'), hint: unknownUnitHint(fact.unit, registry.units) },
    ),
  )
}

/** What to do about a unit that `units` does not know: the unit of which it is a slip, where there is one, or a row of one's own. */
export function unknownUnitHint(written: string, units: Units): Words {
  // `1` is what every short name comes near, and a word of four letters is another with two of them changed
  const slips = written.length > 5 ? 2 : 1
  const near = nearest(
    written,
    units.ids().filter((id) => id.length > 1),
  ).find((id) => editDistance(written.toLowerCase(), id.toLowerCase(), slips) <= slips)
  return near === undefined
    ? { en: 'add it to `data/units.csv`', zh: '请加入 `data/units.csv`' }
    : { en: `use \`${near}\`, or add it to \`data/units.csv\``, zh: `可用 \`${near}\`，或加入 \`data/units.csv\`` }
}

// where a desk keeps names of its own
const tables = { subject: 'data/entities.csv', measure: 'data/measures.csv', source: 'sources/register.csv' } as const

const mostSought = 500

function unknownName(
  en: keyof typeof tables,
  zh: string,
  name: string,
  known: boolean,
  ids: () => readonly string[],
  where: Placing,
  told: Set<string>,
  found: Diagnostic[],
): void {
  if (known || told.has(`${en} ${name}`)) return
  told.add(`${en} ${name}`)
  // so many unknown names are no slips of the pen, and each is held against all that are known
  const near = told.size > mostSought ? [] : nearest(name, ids())
  found.push(
    report(
      'facts/unknown-name',
      { en: `${en} \`${name}\` is in no table`, zh: `${zh} \`${name}\` 不在任何表中` },
      {
        ...where(en),
        hint:
          near.length > 0
            ? {
                en: `use \`${near[0]}\`, or add it to \`${tables[en]}\``,
                zh: `可用 \`${near[0]}\`，或加入 \`${tables[en]}\``,
              }
            : { en: `add it to \`${tables[en]}\``, zh: `请加入 \`${tables[en]}\`` },
      },
    ),
  )
}

function checkDays(fact: Fact, where: Placing, found: Diagnostic[]): void {
  if (!isDay(fact.known)) found.push(badField('known', fact.known, fact, where))
  if (!isPeriod(fact.period)) found.push(badField('period', fact.period, fact, where))
}

function badField(field: string, value: string, fact: Fact, where: Placing, hint?: Words): Diagnostic {
  return report(
    'facts/bad-field',
    {
      en: `\`${field}\` of \`${fact.subject}/${fact.measure}\` is \`${value}\``,
      zh: `\`${fact.subject}/${fact.measure}\` 的 \`${field}\` 为 \`${value}\``,
    },
    { ...where(field), ...(hint || dayHints[field] ? { hint: hint ?? dayHints[field]! } : {}) },
  )
}

const rangeHint: Words = {
  en: 'put the lower number under `value` and the higher one under `high`',
  zh: '较小的数写在 `value`，较大的数写在 `high`',
}
const dayHints: Readonly<Record<string, Words>> = {
  known: { en: 'write a day as YYYY-MM-DD', zh: '日期请写成 YYYY-MM-DD' },
  period: {
    en: 'write a day as YYYY-MM-DD, two days as A/B, or a month, quarter, half or year: 2024-06, 2024-Q2, 2024-H1, 2024',
    zh: '日期请写成 YYYY-MM-DD，期间写成 起/止，月、季、半年、年写成 2024-06、2024-Q2、2024-H1、2024',
  },
}

function checkValue(fact: Fact, registry: Registry, where: Placing, found: Diagnostic[]): void {
  const { value } = fact
  if (value.kind !== 'number') return
  if (!isDecimal(value.text) || (value.high !== undefined && !isDecimal(value.high))) {
    found.push(badField('value', value.text, fact, where))
    return
  }
  if (value.high !== undefined && decimal(value.high).lt(value.text)) {
    found.push(badField('high', value.high, fact, where, rangeHint))
    return
  }
  const measure = registry.measure(fact.measure)
  if (measure === undefined) return
  // of a unit that no table knows its own table tells
  if (measure.unit !== '' && !isUnit(registry.units, measure.unit) && measure.unit !== fact.unit) return
  const factor = measure.unit === '' ? null : conversion(registry.units, fact.unit, measure.unit)
  if (measure.unit !== '' && factor === null && isUnit(registry.units, fact.unit)) {
    found.push(
      report(
        'facts/unit-mismatch',
        {
          en: `\`${factAddress(fact)}\` is in \`${fact.unit}\`, but \`${measure.id}\` is in \`${measure.unit}\``,
          zh: `\`${factAddress(fact)}\` 的单位是 \`${fact.unit}\`，而 \`${measure.id}\` 的单位是 \`${measure.unit}\``,
        },
        where('unit'),
      ),
    )
    return
  }
  if (measure.low === null && measure.high === null) return
  if (factor === null || fact.unit === measure.unit) {
    // a number well inside needs no exact one
    const rough = Number(value.text)
    if (!(rough <= Number(measure.low ?? -Infinity)) && !(rough >= Number(measure.high ?? Infinity))) return
  }
  const written = decimal(value.text)
  const number = factor === null || fact.unit === measure.unit ? written : written.times(factor)
  if ((measure.low === null || number.gte(measure.low)) && (measure.high === null || number.lte(measure.high))) return
  const range = `${measure.low?.toFixed() ?? '-∞'}..${measure.high?.toFixed() ?? '∞'}`
  found.push(
    report(
      'facts/impossible-value',
      {
        en: `\`${factAddress(fact)}\` is ${value.text}, outside ${range}`,
        zh: `\`${factAddress(fact)}\` 为 ${value.text}，超出 ${range}`,
      },
      where('value'),
    ),
  )
}
