import {
  type Day,
  type Diagnostic,
  type Found,
  isDay,
  isRecord,
  type Period,
  readSpec,
  type Span,
  type Spec,
  settingList,
  settingText,
} from '../base/index.ts'
import { type EvidenceKind, evidenceKinds } from '../facts/index.ts'
import type { FeedSetting } from './feed.ts'
import { specFindings, textRecord } from './profile.ts'
import type { RelativeForm } from './relative.ts'
import { parseWeekday } from './week.ts'

/** A feed that a desk uses: `facts/NAME.feed.yaml`. */
export interface FeedUse extends FeedSetting {
  /** profile with its version, `tushare/index-daily@1` */
  readonly feed: string
  /** the export, a path from the desk */
  readonly file: string
  readonly encoding: string
  readonly source: string
  readonly known: Day
  readonly evidence: EvidenceKind
  /** measures that become facts day by day; none when the week alone matters */
  readonly keep: readonly string[]
  /** days that become facts; all when empty */
  readonly period: Period
  readonly calendar: string
  readonly weeks: WeekUse | null
  readonly relative: readonly RelativeUse[]
  /** weekday on which the weeks of returns begin, 1 for Monday; `null` for none */
  readonly returns: number | null
}

/** How house weeks are made of a feed. */
export interface WeekUse {
  /** 1 for Monday */
  readonly start: number
  readonly measure: string
  readonly thresholds: Readonly<Record<string, readonly string[]>>
  /** calendar whose holidays are told of; empty for none */
  readonly holidays: string
}

/** A subject set against a benchmark. */
export interface RelativeUse {
  readonly subject: string
  readonly benchmark: string
  /** day of the report; the chart ends at the close before it */
  readonly day: Day
  readonly years: number
  readonly form: RelativeForm
  /** every session, or the last one of each calendar week beside base and end */
  readonly sample: 'day' | 'week'
  /** where it is declared */
  readonly at?: Span
}

const keys: readonly string[] = [
  'feed',
  'file',
  'encoding',
  'zone',
  'source',
  'known',
  'evidence',
  'codes',
  'subject',
  'scope',
  'keep',
  'period',
  'calendar',
  'weeks',
  'relative',
  'returns',
  'note',
]

/** The use of a feed that a YAML text writes; `null` with findings when it cannot be used. */
export function parseFeedUse(file: string, text: string): Found<FeedUse | null> {
  const spec = readSpec(file, text)
  spec.allow(keys)
  const use = resolve(spec)
  const diagnostics: readonly Diagnostic[] = specFindings(spec)
  return { value: diagnostics.length === 0 ? use : null, diagnostics }
}

function resolve(spec: Spec): FeedUse {
  const { value } = spec
  for (const name of ['feed', 'file', 'source', 'known'])
    if (value[name] === undefined && !spec.faults.some((f) => f.kind === 'unreadable'))
      spec.fault([], `\`${name}\` is missing`, `缺少 \`${name}\``)
  const known = settingText(value.known)
  if (known !== '' && !isDay(known))
    spec.fault(['known'], `\`known\` is \`${known}\`, which is no day`, `\`known\` 为 \`${known}\`，不是日期`)
  const evidence = (settingText(value.evidence) || 'published') as EvidenceKind
  if (!evidenceKinds.includes(evidence))
    spec.fault(['evidence'], `\`evidence\` is \`${evidence}\``, `\`evidence\` 为 \`${evidence}\``)
  return Object.freeze({
    feed: settingText(value.feed),
    file: settingText(value.file),
    encoding: settingText(value.encoding),
    source: settingText(value.source),
    known,
    evidence,
    codes: textRecord(value.codes),
    subject: settingText(value.subject),
    ...zoneOf(spec),
    scope: textRecord(value.scope),
    keep: settingList(value.keep),
    period: settingText(value.period),
    calendar: settingText(value.calendar),
    returns: value.returns === undefined ? null : returnsOf(spec),
    weeks: value.weeks === undefined ? null : weekOf(spec, value.weeks),
    relative: (Array.isArray(value.relative)
      ? value.relative
      : value.relative === undefined
        ? []
        : [value.relative]
    ).map((entry: unknown, i) =>
      relativeOf(spec, entry, Array.isArray(value.relative) ? ['relative', i] : ['relative']),
    ),
  })
}

function returnsOf(spec: Spec): number | null {
  const start = parseWeekday(settingText(spec.value.returns))
  if (start === null)
    spec.fault(['returns'], '`returns` is the weekday on which a week begins', '`returns` 应为一周起始的星期几')
  return start
}

function zoneOf(spec: Spec): { readonly zone?: number } {
  const { zone } = spec.value
  if (zone === undefined) return {}
  if (typeof zone === 'number' && zone >= -12 && zone <= 14) return { zone }
  spec.fault(['zone'], '`zone` is a number of hours east of UTC', '`zone` 应为相对 UTC 的小时数')
  return {}
}

function weekOf(spec: Spec, entry: unknown): WeekUse {
  const weeks = isRecord(entry) ? entry : { start: entry }
  if (isRecord(entry)) spec.allow(['start', 'measure', 'thresholds', 'holidays'], ['weeks'])
  const start = parseWeekday(settingText(weeks.start))
  if (start === null)
    spec.fault(['weeks'], `\`start\` is \`${settingText(weeks.start)}\`, a weekday expected`, `\`start\` 应为星期几`)
  const thresholds = isRecord(weeks.thresholds) ? weeks.thresholds : {}
  return {
    start: start ?? 1,
    measure: settingText(weeks.measure) || 'downloads.daily',
    thresholds: Object.fromEntries(Object.entries(thresholds).map(([k, v]) => [k, settingList(v)])),
    holidays: settingText(weeks.holidays),
  }
}

function relativeOf(spec: Spec, entry: unknown, path: readonly (string | number)[]): RelativeUse {
  const use = isRecord(entry) ? entry : {}
  if (!isRecord(entry)) spec.fault(path, '`relative` is a set of keys', '`relative` 应由若干键组成')
  else spec.allow(['subject', 'benchmark', 'day', 'years', 'form', 'sample'], path)
  const day = settingText(use.day)
  if (!isDay(day))
    spec.fault([...path, 'day'], `\`day\` is \`${day}\`, which is no day`, `\`day\` 为 \`${day}\`，不是日期`)
  const form = settingText(use.form) || 'difference'
  if (form !== 'difference' && form !== 'ratio')
    spec.fault(
      [...path, 'form'],
      `\`form\` is difference or ratio, not \`${form}\``,
      '`form` 只能是 difference 或 ratio',
    )
  const sample = settingText(use.sample) || 'day'
  if (sample !== 'day' && sample !== 'week')
    spec.fault([...path, 'sample'], `\`sample\` is day or week, not \`${sample}\``, '`sample` 只能是 day 或 week')
  const years = Number(use.years ?? 1)
  if (!Number.isInteger(years) || years < 1 || years > 100)
    spec.fault([...path, 'years'], '`years` is a whole number from 1', '`years` 应为不小于 1 的整数')
  return {
    subject: settingText(use.subject),
    benchmark: settingText(use.benchmark),
    day,
    years,
    form: form as RelativeForm,
    sample: sample as RelativeUse['sample'],
    at: spec.place(path),
  }
}
