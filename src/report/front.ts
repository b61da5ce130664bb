import {
  type Diagnostic,
  type Found,
  isDay,
  isPeriod,
  lineStarts,
  nearest,
  parseYaml,
  type Span,
  spanOf,
  wholeFile,
  type YamlText,
} from '../base/index.ts'
import { report } from './codes.ts'
import { parseLine } from './headline.ts'
import type { Front, Headline } from './tree.ts'
import type { Waiver } from './waive.ts'

const keys: readonly string[] = [
  'title',
  'subtitle',
  'kicker',
  'type',
  'lang',
  'date',
  'known',
  'period',
  'publisher',
  'authors',
  'related',
  'rating',
  'label',
  'waive',
]

/** What stands between the dashes: the front matter and the waivers for the whole report. */
export interface FrontMatter {
  readonly front: Front
  readonly headline: Headline
  readonly waivers: readonly Waiver[]
  /** whether it could not be read as YAML at all */
  readonly broken: boolean
}

interface Reading {
  readonly file: string
  readonly starts: readonly number[]
  readonly base: number
  readonly yaml: YamlText
  readonly diagnostics: Diagnostic[]
}

/**
 * The front matter that `text` writes; `base` is its offset in the file.
 *
 * A key that is missing keeps a plain value: no subtitle, the language of the file name, facts as known on the date.
 */
export function parseFront(
  file: string,
  whole: string,
  text: string,
  base: number,
  lang: 'zh' | 'en',
): Found<FrontMatter> {
  const yaml = parseYaml(text)
  const reading: Reading = { file, starts: lineStarts(whole), base, yaml, diagnostics: [] }
  for (const e of yaml.errors) fault(reading, e.message, `YAML 无法读取：${e.message}`, spanAt(reading, e.start, e.end))
  const spec = isRecord(yaml.value) ? yaml.value : {}
  for (const key in spec) if (!keys.includes(key)) unknownKey(reading, key)
  const broken = yaml.errors.length > 0
  for (const key of ['title', 'date']) if (spec[key] === undefined && !broken) missing(reading, key)
  const date = dayOf(reading, spec, 'date', '1970-01-01')
  const language = spec.lang === 'zh' || spec.lang === 'en' ? spec.lang : lang
  if (spec.lang !== undefined && spec.lang !== 'zh' && spec.lang !== 'en')
    fault(reading, '`lang` is zh or en', '`lang` 只能是 zh 或 en', place(reading, ['lang']))
  const period = written(spec.period)
  if (!isPeriod(period))
    fault(reading, `\`period\` is \`${period}\``, `\`period\` 为 \`${period}\``, place(reading, ['period']))
  const front: Front = Object.freeze({
    title: written(spec.title),
    subtitle: written(spec.subtitle),
    kicker: written(spec.kicker),
    type: written(spec.type),
    lang: language,
    date,
    // without a day everything is taken as known: a finding for each number would hide the one that matters
    known:
      spec.known !== undefined ? dayOf(reading, spec, 'known', date) : isDay(written(spec.date)) ? date : '9999-12-31',
    period,
    publisher: written(spec.publisher),
    authors: records(spec.authors).map((a) => ({
      name: written(a.name),
      id: written(a.id),
      contact: written(a.contact),
    })),
    related: records(spec.related).map((r) => ({ title: written(r.title), date: written(r.date) })),
    rating: isRecord(spec.rating)
      ? { label: written(spec.rating.label), change: written(spec.rating.change), scheme: written(spec.rating.scheme) }
      : null,
    label: written(spec.label) || (language === 'zh' ? '图表' : 'Figure'),
  })
  const line = (key: 'title' | 'subtitle') => parseLine(front[key], place(reading, [key]), file, whole, reading.starts)
  const headline: Headline = { title: line('title'), subtitle: line('subtitle') }
  return { value: { front, headline, waivers: waiversOf(reading, spec), broken }, diagnostics: reading.diagnostics }
}

function waiversOf(reading: Reading, spec: Readonly<Record<string, unknown>>): readonly Waiver[] {
  return records(spec.waive).flatMap((entry, index) => {
    const at = place(reading, ['waive', index])
    const reason = written(entry.reason)
    if (written(entry.code) === '' || reason === '') {
      fault(reading, 'a waiver needs `code` and `reason`', '豁免需要 `code` 和 `reason`', at)
      return []
    }
    return [{ code: written(entry.code), about: written(entry.about), reason, range: null, severity: null, at }]
  })
}

function dayOf(reading: Reading, spec: Readonly<Record<string, unknown>>, key: string, fallback: string): string {
  const day = written(spec[key])
  if (isDay(day)) return day
  if (spec[key] !== undefined)
    fault(
      reading,
      `\`${key}\` is \`${day}\`, not a day YYYY-MM-DD`,
      `\`${key}\` 为 \`${day}\`，不是 YYYY-MM-DD`,
      place(reading, [key]),
    )
  return fallback
}

function unknownKey(reading: Reading, key: string): void {
  const range = reading.yaml.range([key], true)
  const at = range ? spanAt(reading, range.start, range.end) : wholeFile(reading.file)
  const near = nearest(key, keys)[0]
  reading.diagnostics.push(
    report(
      'report/front-matter',
      { en: `key \`${key}\` is not known`, zh: `未知的键 \`${key}\`` },
      {
        at,
        ...(near ? { hint: { en: `use \`${near}\``, zh: `可用 \`${near}\`` }, fix: { span: at, text: near } } : {}),
      },
    ),
  )
}

function missing(reading: Reading, key: string): void {
  const line = key === 'date' ? 'date: YYYY-MM-DD' : `${key}: …`
  reading.diagnostics.push(
    report(
      'report/front-matter',
      { en: `\`${key}\` is missing`, zh: `缺少 \`${key}\`` },
      {
        at: wholeFile(reading.file),
        hint: {
          en: `write \`${line}\` between two lines \`---\` at the head of the file`,
          zh: `请在文件开头的两行 \`---\` 之间写 \`${line}\``,
        },
      },
    ),
  )
}

function fault(reading: Reading, en: string, zh: string, at: Span): void {
  reading.diagnostics.push(report('report/front-matter', { en, zh }, { at }))
}

function place(reading: Reading, path: readonly (string | number)[]): Span {
  const range = reading.yaml.range(path)
  return range ? spanAt(reading, range.start, range.end) : wholeFile(reading.file)
}

function spanAt(reading: Reading, start: number, end: number): Span {
  return spanOf(reading.file, reading.starts, start + reading.base, end + reading.base)
}

function records(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function written(value: unknown): string {
  return value === null || value === undefined || typeof value === 'object' ? '' : String(value)
}
