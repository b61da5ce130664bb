import {
  type Diagnostic,
  type Found,
  isDecimal,
  isRecord,
  readSpec,
  type Spec,
  settingList,
  settingText,
} from '../base/index.ts'
import { report } from './codes.ts'
import { type DayForm, dayForms } from './moment.ts'

/** A number that a feed has, and what its column really holds. */
export interface FeedColumn {
  readonly measure: string
  /** columns that are added up; mostly one */
  readonly columns: readonly string[]
  readonly unit: string
  /** what a cell is multiplied by to be in `unit` */
  readonly times: string
  /** the unit as the vendor says it */
  readonly said: string
  /** whether the cells are whole numbers, such as cents */
  readonly whole: boolean
  /** columns of which the column is the sum */
  readonly parts: readonly string[]
  /** columns of the level and of the one before it, of which the column is the change in percent */
  readonly over: readonly [string, string] | null
}

/** What one export of one vendor looks like: pinned, with a version. */
export interface FeedProfile {
  readonly id: string
  readonly version: string
  readonly vendor: string
  readonly endpoint: string
  readonly format: 'csv' | 'json' | 'xlsx'
  /** columns without which the table is not this export */
  readonly head: readonly string[]
  /** column of the subject's code; empty when the file is about one subject */
  readonly code: string
  readonly day: { readonly column: string; readonly forms: readonly DayForm[]; readonly zone: number }
  readonly missing: ReadonlySet<string>
  /** a line that begins so ends the table */
  readonly footers: readonly string[]
  readonly measures: readonly FeedColumn[]
  readonly scope: Readonly<Record<string, string>>
  /** scope keys that stand in columns */
  readonly scopeColumns: Readonly<Record<string, string>>
  /** `daily` or another granularity, in which a day names its period */
  readonly days: 'all' | 'sessions'
  /** bounds of turnover over volume in money for one share, where a feed has both */
  readonly sharePrice: readonly [string, string] | null
  /** columns that only another export with the same head has, and which that is */
  readonly others: Readonly<Record<string, string>>
  /** columns of which the export has one at least, and others of the same head with other units none; none when no other is known */
  readonly signs: readonly string[]
  /** endings of codes, and the export that each is of */
  readonly endings: Readonly<Record<string, string>>
  /** keys of the scope that the export does not say, so that the desk must */
  readonly needs: readonly string[]
  readonly note: string
}

const keys: readonly string[] = [
  'id',
  'version',
  'vendor',
  'endpoint',
  'checked',
  'format',
  'head',
  'code',
  'day',
  'missing',
  'footers',
  'measures',
  'scope',
  'scope-columns',
  'days',
  'share-price',
  'others',
  'signs',
  'endings',
  'needs',
  'note',
]

/** The feed profile that a YAML text writes; `null` with findings when it cannot be used. */
export function parseProfile(file: string, text: string): Found<FeedProfile | null> {
  const spec = readSpec(file, text)
  spec.allow(keys)
  const profile = resolve(spec)
  const diagnostics = specFindings(spec)
  return { value: diagnostics.length === 0 ? profile : null, diagnostics }
}

/** The faults of a file of settings as findings. */
export function specFindings(spec: Spec): readonly Diagnostic[] {
  return spec.faults.map(({ en, zh, at, near }) =>
    report(
      'market/bad-spec',
      { en, zh },
      {
        at,
        ...(near === undefined
          ? {}
          : { hint: { en: `use \`${near}\``, zh: `可用 \`${near}\`` }, fix: { span: at, text: near } }),
      },
    ),
  )
}

function resolve(spec: Spec): FeedProfile {
  const { value } = spec
  for (const name of ['id', 'version', 'head', 'day', 'measures'])
    if (value[name] === undefined && spec.faults.length === 0)
      spec.fault([], `\`${name}\` is missing`, `缺少 \`${name}\``)
  const format = settingText(value.format) || 'csv'
  if (format !== 'csv' && format !== 'json' && format !== 'xlsx')
    spec.fault(['format'], `\`format\` is csv, json or xlsx, not \`${format}\``, `\`format\` 只能是 csv、json 或 xlsx`)
  const price = settingList(value['share-price'])
  return Object.freeze({
    id: settingText(value.id),
    version: settingText(value.version),
    vendor: settingText(value.vendor),
    endpoint: settingText(value.endpoint),
    format: format as FeedProfile['format'],
    head: settingList(value.head),
    code: settingText(value.code),
    day: dayOf(spec),
    missing: new Set(['', ...settingList(value.missing)]),
    footers: settingList(value.footers),
    measures: isRecord(value.measures)
      ? Object.entries(value.measures).map(([measure, entry]) => columnOf(spec, measure, entry))
      : [],
    scope: textRecord(value.scope),
    scopeColumns: textRecord(value['scope-columns']),
    days: settingText(value.days) === 'sessions' ? 'sessions' : 'all',
    sharePrice: price.length === 2 && price.every(isDecimal) ? ([price[0]!, price[1]!] as const) : null,
    others: textRecord(value.others),
    signs: settingList(value.signs),
    endings: textRecord(value.endings),
    needs: settingList(value.needs),
    note: settingText(value.note),
  })
}

function dayOf(spec: Spec): FeedProfile['day'] {
  const { day } = spec.value
  if (!isRecord(day)) return { column: settingText(day), forms: ['iso'], zone: 0 }
  spec.allow(['column', 'forms', 'zone'], ['day'])
  const forms = settingList(day.forms ?? 'iso')
  for (const [i, form] of forms.entries())
    if (!dayForms.includes(form as DayForm))
      spec.fault(['day', 'forms', i], `\`${form}\` is no form of a day`, `\`${form}\` 不是日期写法`)
  return { column: settingText(day.column), forms: forms as DayForm[], zone: Number(day.zone ?? 0) || 0 }
}

function columnOf(spec: Spec, measure: string, entry: unknown): FeedColumn {
  const path = ['measures', measure]
  if (!isRecord(entry)) {
    spec.fault(path, `\`${measure}\` needs a column and a unit`, `\`${measure}\` 需要 column 与 unit`)
    return { measure, columns: [], unit: '', times: '1', said: '', whole: false, parts: [], over: null }
  }
  spec.allow(['column', 'sum', 'unit', 'times', 'said', 'whole', 'parts', 'over'], path)
  const times = settingText(entry.times) || '1'
  if (!isDecimal(times)) spec.fault([...path, 'times'], `\`${times}\` is no number`, `\`${times}\` 不是数字`)
  const over = settingList(entry.over)
  return {
    measure,
    columns: entry.sum === undefined ? [settingText(entry.column)] : settingList(entry.sum),
    unit: settingText(entry.unit),
    times,
    said: settingText(entry.said),
    whole: entry.whole === true,
    parts: settingList(entry.parts),
    over: over.length === 2 ? ([over[0]!, over[1]!] as const) : null,
  }
}

/** A set of texts; nothing when `value` is no set of keys. */
export function textRecord(value: unknown): Readonly<Record<string, string>> {
  if (!isRecord(value)) return {}
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, Array.isArray(v) ? v.join('+') : settingText(v)]))
}
