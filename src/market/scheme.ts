import {
  type Day,
  type Decimal,
  type Diagnostic,
  decimal,
  type Found,
  isDay,
  isDecimal,
  isRecord,
  readSpec,
  type Span,
  type Spec,
  settingText,
} from '../base/index.ts'
import { report } from './codes.ts'
import { specFindings, textRecord } from './profile.ts'

/** One rating of a scheme: the excess returns that it stands for, in percentage points. */
export interface Band {
  readonly label: string
  readonly en: string
  /** `null` for no bound on that side */
  readonly low: Decimal | null
  readonly lowIncluded: boolean
  readonly high: Decimal | null
  readonly highIncluded: boolean
  readonly direction: 'buy' | 'hold' | 'sell'
}

/** What ratings mean at one house, for a span of days. */
export interface RatingScheme {
  readonly id: string
  readonly from: Day
  /** the last day; empty while it holds */
  readonly until: Day | ''
  readonly subject: 'stock' | 'industry'
  /** months from the rating, the shortest and the longest that the scheme says */
  readonly horizon: readonly [number, number]
  /** benchmark by market */
  readonly benchmarks: Readonly<Record<string, string>>
  readonly bands: readonly Band[]
  readonly source: string
  /** where its id stands */
  readonly at?: Span
}

const keys: readonly string[] = [
  'id',
  'from',
  'until',
  'subject',
  'horizon',
  'benchmarks',
  'bands',
  'source',
  'note',
  'zh',
  'en',
]

/** The rating scheme that a YAML text writes, with what is wrong with its bands, horizon and benchmarks. */
export function parseScheme(file: string, text: string): Found<RatingScheme | null> {
  const spec = readSpec(file, text)
  spec.allow(keys)
  const scheme = resolve(spec)
  const faults = specFindings(spec)
  if (faults.length > 0) return { value: null, diagnostics: faults }
  return { value: scheme, diagnostics: checkScheme(scheme, spec) }
}

function resolve(spec: Spec): RatingScheme {
  const { value } = spec
  const from = settingText(value.from)
  const until = settingText(value.until)
  if (spec.faults.length === 0 && settingText(value.id) === '') spec.fault([], '`id` is missing', '缺少 `id`')
  if (!isDay(from))
    spec.fault(['from'], `\`from\` is \`${from}\`, which is no day`, `\`from\` 为 \`${from}\`，不是日期`)
  if (until !== '' && !isDay(until))
    spec.fault(['until'], `\`until\` is \`${until}\`, which is no day`, `\`until\` 为 \`${until}\`，不是日期`)
  const subject = settingText(value.subject)
  if (subject !== 'stock' && subject !== 'industry')
    spec.fault(
      ['subject'],
      `\`subject\` is stock or industry, not \`${subject}\``,
      '`subject` 只能是 stock 或 industry',
    )
  return Object.freeze({
    id: settingText(value.id),
    from,
    until,
    subject: subject as RatingScheme['subject'],
    horizon: horizonOf(spec),
    benchmarks: textRecord(value.benchmarks),
    bands: Array.isArray(value.bands) ? value.bands.flatMap((b, i) => bandOf(spec, b, i)) : [],
    source: settingText(value.source),
    at: spec.place(['id']),
  })
}

function horizonOf(spec: Spec): readonly [number, number] {
  const written = settingText(spec.value.horizon)
  const match = /^(\d{1,3})(?:\s?(?:[-~–—至到,，/、或和]|to|or|and)\s?(\d{1,3}))?\s*(?:个月|months?)?$/.exec(written)
  if (match === null) {
    spec.fault(['horizon'], `\`horizon\` is \`${written}\`, months expected`, `\`horizon\` 为 \`${written}\`，应为月数`)
    return [0, 0]
  }
  return [Number(match[1]), Number(match[2] ?? match[1])]
}

const interval = /^([[(])\s*(-?[\d.]+|-∞|)\s*,\s*(-?[\d.]+|∞|)\s*([\])])$/

function bandOf(spec: Spec, entry: unknown, index: number): readonly Band[] {
  const path = ['bands', index]
  if (!isRecord(entry)) {
    spec.fault(path, 'a band has a label and a range', '每一档需要名称与区间')
    return []
  }
  spec.allow(['label', 'en', 'range', 'direction'], path)
  const written = settingText(entry.range)
  const range = rangeOf(written)
  const direction = settingText(entry.direction)
  if (range === null)
    spec.fault(
      [...path, 'range'],
      `\`range\` is \`${written}\`, such as \`> 20\` or \`[10, 20)\` expected`,
      `\`range\` 为 \`${written}\`，应如 \`> 20\` 或 \`[10, 20)\``,
    )
  if (direction !== 'buy' && direction !== 'hold' && direction !== 'sell')
    spec.fault(
      [...path, 'direction'],
      `\`direction\` is buy, hold or sell, not \`${direction}\``,
      '`direction` 只能是 buy、hold 或 sell',
    )
  const isTurned = range?.low != null && range.high !== null && range.low.gt(range.high)
  if (isTurned)
    spec.fault(
      [...path, 'range'],
      `\`range\` is \`${written}\`, whose lower end is above its upper`,
      `\`range\` 为 \`${written}\`，下限大于上限`,
    )
  if (range === null || isTurned) return []
  const label = settingText(entry.label)
  return [
    Object.freeze({ label, en: settingText(entry.en) || label, ...range, direction: direction as Band['direction'] }),
  ]
}

type Range = Pick<Band, 'low' | 'lowIncluded' | 'high' | 'highIncluded'>

/**
 * A band as analysts write it: `> 20`, `>= 5`, `10 .. 20`, `(10, 20]`, `< -20`, `5%以上`, `-5%～+5%`, `±5%`.
 *
 * In `a .. b` the lower end belongs to the band and the upper does not; in `±a` both do. Chinese 以上 and 以下 include the number,
 * 超过 and 不足 do not. Wide signs, plus signs, percent signs and the word 之间 say nothing of their own.
 */
function rangeOf(written: string): Range | null {
  const text = written
    .normalize('NFKC')
    .replace(/%|个百分点|百分点|\+(?=[\d.∞])|^介于|之间$/g, '')
    .replace(/[−－]/g, '-')
    .replace(/〜/g, '~')
    .trim()
  const open = { low: null, lowIncluded: false, high: null, highIncluded: false }
  const both = /^(?:±|\+\/-)\s*([\d.]+)\s*(?:以内)?$/.exec(text)
  if (both !== null && isDecimal(both[1]!))
    return { low: decimal(both[1]!).neg(), lowIncluded: true, high: decimal(both[1]!), highIncluded: true }
  const one = /^(>=|≥|>|<=|≤|<|超过|不足|不低于|不超过|高于|低于)?\s*(-?[\d.]+)\s*(以上|以下|以内)?$/.exec(text)
  if (one !== null && isDecimal(one[2]!) && (one[1] !== undefined || one[3] !== undefined)) {
    const bound = decimal(one[2]!)
    const word = one[1] ?? one[3]!
    const included = !/^(>|<|超过|不足|高于|低于)$/.test(word)
    return /^(>|≥|超过|不低于|高于|以上)/.test(word)
      ? { ...open, low: bound, lowIncluded: included }
      : { ...open, high: bound, highIncluded: included }
  }
  const between = /^(-?[\d.]+)\s*(?:\.\.|~|至|到|[-–—])\s*(-?[\d.]+)$/.exec(text)
  if (between !== null && isDecimal(between[1]!) && isDecimal(between[2]!))
    return { low: decimal(between[1]!), lowIncluded: true, high: decimal(between[2]!), highIncluded: false }
  const match = interval.exec(text)
  if (match === null) return null
  const [, left, low, high, right] = match
  const bound = (t: string) => (isDecimal(t) ? decimal(t) : null)
  return { low: bound(low!), lowIncluded: left === '[', high: bound(high!), highIncluded: right === ']' }
}

/** The faults of a scheme: gaps and overlaps of its bands, two horizons, a label twice, no benchmark. */
function checkScheme(scheme: RatingScheme, spec: Spec): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const tell = (en: string, zh: string, path: readonly (string | number)[]) =>
    found.push(report('market/bad-scheme', { en, zh }, { at: spec.place(path) }))
  const [short, long] = scheme.horizon
  if (short !== long)
    tell(`two horizons, ${short} and ${long} months`, `存在 ${short} 与 ${long} 个月两个期限`, ['horizon'])
  if (Object.keys(scheme.benchmarks).length === 0)
    tell('no market has a benchmark', '没有任何市场的基准', ['benchmarks'])
  if (scheme.bands.length === 0) tell('the scheme has no band', '体系没有任何一档', ['bands'])
  for (const [market, benchmark] of Object.entries(scheme.benchmarks))
    if (benchmark.includes('+') || /[或、]| or /.test(benchmark))
      tell(`\`${market}\` has two benchmarks, \`${benchmark}\``, `\`${market}\` 有两个基准 \`${benchmark}\``, [
        'benchmarks',
        market,
      ])
  for (const { en, zh, index } of [...bandFaults(scheme.bands), ...orderFaults(scheme.bands)])
    tell(en, zh, ['bands', index])
  return found
}

const directions = { sell: -1, hold: 0, buy: 1 }

/** Neighbours of which the higher band says to do less than the lower, each with the index of the higher. */
function orderFaults(bands: readonly Band[]) {
  const inOrder = bands.map((band, index) => ({ band, index })).sort((a, b) => compareLow(a.band, b.band))
  return inOrder.flatMap(({ band, index }, i) => {
    const below = inOrder[i - 1]?.band
    if (below === undefined || directions[band.direction] >= directions[below.direction]) return []
    return [
      {
        en: `\`${band.label}\` says ${band.direction}, above \`${below.label}\`, which says ${below.direction}`,
        zh: `\`${band.label}\` 高于 \`${below.label}\`，方向却为 ${band.direction}，后者为 ${below.direction}`,
        index,
      },
    ]
  })
}

/** Gaps and overlaps between bands, each with the index of the band that it was seen at. */
export function bandFaults(
  bands: readonly Band[],
): readonly { readonly en: string; readonly zh: string; readonly index: number }[] {
  const found: { en: string; zh: string; index: number }[] = []
  const inOrder = bands.map((band, index) => ({ band, index })).sort((a, b) => compareLow(a.band, b.band))
  for (const [i, { band, index }] of inOrder.entries()) {
    if (bands.findIndex((b) => b.label === band.label) !== index)
      found.push({ en: `\`${band.label}\` stands twice`, zh: `\`${band.label}\` 出现两次`, index })
    if (i === 0) {
      if (band.low !== null) found.push(gap('-∞', band.low.toFixed(), index))
      continue
    }
    // a band may lie within an earlier one: what reaches farthest counts
    const before = inOrder.slice(0, i).reduce((a, b) => (reaches(b.band, a.band) ? b : a)).band
    const [end, start] = [before.high, band.low]
    const overlap = {
      en: `\`${before.label}\` and \`${band.label}\` overlap`,
      zh: `\`${before.label}\` 与 \`${band.label}\` 重叠`,
      index,
    }
    if (end === null || start === null || end.gt(start)) found.push(overlap)
    else if (end.lt(start)) found.push(gap(end.toFixed(), start.toFixed(), index))
    else if (before.highIncluded && band.lowIncluded)
      found.push({
        en: `${end.toFixed()} is both \`${before.label}\` and \`${band.label}\``,
        zh: `${end.toFixed()} 同属 \`${before.label}\` 与 \`${band.label}\``,
        index,
      })
    else if (!before.highIncluded && !band.lowIncluded)
      found.push({
        en: `${end.toFixed()} is neither \`${before.label}\` nor \`${band.label}\``,
        zh: `${end.toFixed()} 既不属于 \`${before.label}\` 也不属于 \`${band.label}\``,
        index,
      })
  }
  if (inOrder.length > 0) {
    const last = inOrder.reduce((a, b) => (reaches(b.band, a.band) ? b : a))
    if (last.band.high !== null) found.push(gap(last.band.high.toFixed(), '∞', last.index))
  }
  return found
}

// whether `a` ends above `b`
function reaches(a: Band, b: Band): boolean {
  if (a.high === null || b.high === null) return a.high === null && b.high !== null
  return a.high.gt(b.high) || (a.high.eq(b.high) && a.highIncluded && !b.highIncluded)
}

function gap(from: string, to: string, index: number) {
  return { en: `no band between ${from} and ${to}`, zh: `${from} 与 ${to} 之间没有评级`, index }
}

function compareLow(a: Band, b: Band): number {
  if (a.low === null || b.low === null) return a.low === b.low ? 0 : a.low === null ? -1 : 1
  return a.low.cmp(b.low)
}

/** Whether an excess return lies in a band. */
export function inBand(band: Band, value: Decimal): boolean {
  const above = band.low === null || (band.lowIncluded ? value.gte(band.low) : value.gt(band.low))
  return above && (band.high === null || (band.highIncluded ? value.lte(band.high) : value.lt(band.high)))
}
