import {
  closedPeriod,
  type Diagnostic,
  type Found,
  isDay,
  isPeriod,
  lineStarts,
  nearest,
  parseYaml,
  type Span,
  settingList,
  spanOf,
  type Words,
  wholeFile,
  type YamlText,
} from '../base/index.ts'
import { report } from './codes.ts'
import { parseLine, standsAs } from './headline.ts'
import type { Front, Headline, Inline } from './tree.ts'
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
  'ai',
  'version',
  'corrects',
  'journal',
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
  for (const e of yaml.errors) broke(reading, e.message, spanAt(reading, e.start, e.end))
  const spec = isRecord(yaml.value) ? yaml.value : {}
  for (const key in spec) if (!keys.includes(key)) unknownKey(reading, key)
  const broken = yaml.errors.length > 0
  for (const key of ['title', 'date']) if (spec[key] === undefined && !broken) missing(reading, key)
  const date = dayOf(reading, spec, 'date', '1970-01-01')
  const language = spec.lang === 'zh' || spec.lang === 'en' ? spec.lang : lang
  if (spec.lang !== undefined && spec.lang !== 'zh' && spec.lang !== 'en')
    fault(
      reading,
      words(`\`lang\` is \`${written(spec.lang)}\``, `\`lang\` 为 \`${written(spec.lang)}\``),
      words('write `lang: zh` or `lang: en`', '请写 `lang: zh` 或 `lang: en`'),
      place(reading, ['lang']),
    )
  const period = closedPeriod(written(spec.period))
  if (!isPeriod(period))
    fault(
      reading,
      words(`\`period\` is \`${period}\``, `\`period\` 为 \`${period}\``),
      words('write `period: YYYY-MM-DD/YYYY-MM-DD`', '请写 `period: YYYY-MM-DD/YYYY-MM-DD`'),
      place(reading, ['period']),
    )
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
      ? {
          label: written(spec.rating.label),
          change: written(spec.rating.change),
          scheme: written(spec.rating.scheme),
          subject: written(spec.rating.subject),
          profiles: settingList(spec.rating.profiles),
        }
      : null,
    ...publishingOf(reading, spec, language),
    label: written(spec.label) || (language === 'zh' ? '图表' : 'Figure'),
  })
  const line = (key: keyof Headline) => {
    const at = place(reading, [key])
    if (front[key].includes('](') && !standsAs(front[key], at, whole)) return escaped(reading, key, front[key], at)
    return parseLine(front[key], at, file, whole, reading.starts)
  }
  const headline: Headline = { kicker: line('kicker'), title: line('title'), subtitle: line('subtitle') }
  return { value: { front, headline, waivers: waiversOf(reading, spec), broken }, diagnostics: reading.diagnostics }
}

function publishingOf(
  reading: Reading,
  spec: Readonly<Record<string, unknown>>,
  lang: 'zh' | 'en',
): Pick<Front, 'ai' | 'version' | 'corrects' | 'journal'> {
  const notice =
    lang === 'zh' ? '本报告部分内容由人工智能辅助生成' : 'Parts of this report were generated with the help of AI'
  return {
    ai: isRecord(spec.ai)
      ? {
          label: Number(spec.ai.label ?? 1),
          producer: written(spec.ai.producer),
          id: written(spec.ai.id),
          notice: written(spec.ai.notice) || notice,
        }
      : null,
    version: Number(spec.version ?? 1) || 1,
    corrects: isRecord(spec.corrects)
      ? {
          report: written(spec.corrects.report),
          version: Number(spec.corrects.version ?? 1) || 1,
          changes: settingList(spec.corrects.changes),
        }
      : null,
    journal: journalOf(reading, spec),
  }
}

// an entry that says nothing, or at no time, signs nothing
function journalOf(reading: Reading, spec: Readonly<Record<string, unknown>>): Front['journal'] {
  return records(spec.journal).flatMap((j, index) => {
    const entry = {
      rule: written(j.rule),
      person: written(j.person),
      role: written(j.role),
      day: written(j.day),
      says: written(j.says).trim(),
    }
    if (entry.says !== '' && isDay(entry.day)) return [entry]
    const [en, zh] =
      entry.says === ''
        ? ['an entry of the journal says what was found', '签署记录须写明结论']
        : [
            `the \`day\` of the entry is \`${entry.day}\`, not a day`,
            `签署记录的 \`day\` 为 \`${entry.day}\`，不是日期`,
          ]
    const line = `{ rule: ${entry.rule}, person: …, day: YYYY-MM-DD, says: … }`
    fault(reading, words(en, zh), words(`write \`${line}\``, `请写 \`${line}\``), place(reading, ['journal', index]))
    return []
  })
}

function waiversOf(reading: Reading, spec: Readonly<Record<string, unknown>>): readonly Waiver[] {
  return records(spec.waive).flatMap((entry, index) => {
    const at = place(reading, ['waive', index])
    const reason = written(entry.reason)
    if (written(entry.code) === '' || reason === '') {
      fault(
        reading,
        words('a waiver needs `code` and `reason`', '豁免需要 `code` 和 `reason`'),
        words('write `{ code: PART/CODE, reason: … }`', '请写 `{ code: 代码, reason: 理由 }`'),
        at,
      )
      return []
    }
    const person = written(entry.person)
    if (written(entry.code).startsWith('publish/') && person === '') {
      fault(
        reading,
        words('a waiver of a rule of publishing names the person who decides', '豁免发布规则须写明决定人'),
        words('write `person: …`', '请写 `person: …`'),
        at,
      )
      return []
    }
    const why = person === '' ? reason : `${reason} (${person})`
    return [{ code: written(entry.code), about: written(entry.about), reason: why, range: null, severity: null, at }]
  })
}

function dayOf(reading: Reading, spec: Readonly<Record<string, unknown>>, key: string, fallback: string): string {
  const day = written(spec[key])
  if (isDay(day)) return day
  if (spec[key] !== undefined)
    fault(
      reading,
      words(`\`${key}\` is \`${day}\`, not a day`, `\`${key}\` 为 \`${day}\`，不是日期`),
      words(`write \`${key}: YYYY-MM-DD\``, `请写 \`${key}: YYYY-MM-DD\``),
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
        ...(near
          ? { hint: words(`use \`${near}\``, `可用 \`${near}\``), fix: { span: at, text: near } }
          : { hint: words(`delete it, or use one of ${keys.join(', ')}`, `请删除，或改用 ${keys.join('、')} 之一`) }),
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
          en: `write \`${line}\` between two lines \`---\` at the head of the file${key === 'date' ? '; `known: YYYY-MM-DD` too, when facts are taken as known on another day' : ''}`,
          zh: `请在文件开头的两行 \`---\` 之间写 \`${line}\`${key === 'date' ? '；若按另一天已知的事实取数，再写 `known: YYYY-MM-DD`' : ''}`,
        },
      },
    ),
  )
}

function broke(reading: Reading, message: string, at: Span): void {
  fault(
    reading,
    words(`the front matter is no YAML: ${message}`, `文件头不是有效的 YAML：${message}`),
    words(
      "close what is open; a text with `: `, a quote or a `[` at its start stands in single quotes: `title: '…'`",
      "请补全未闭合的部分；含 `: `、引号或以 `[` 开头的文字请放在单引号内：`title: '…'`",
    ),
    at,
  )
}

// the one finding stands for all numbers of the line
function escaped(reading: Reading, key: string, text: string, at: Span): readonly Inline[] {
  fault(
    reading,
    words(
      `the links in \`${key}\` cannot be read: YAML has changed the line`,
      `\`${key}\` 中的链接无法读取：YAML 改写了该行`,
    ),
    words(
      `write \`${key}\` in one line and without \`\\\`: use the other quotes around it`,
      `请把 \`${key}\` 写成一行且不用 \`\\\`：外层改用另一种引号`,
    ),
    at,
  )
  return [{ kind: 'number', scheme: 'lit', address: '', options: {}, text, at, textAt: at }]
}

function words(en: string, zh: string): Words {
  return { en, zh }
}

function fault(reading: Reading, message: Words, hint: Words, at: Span): void {
  reading.diagnostics.push(report('report/front-matter', message, { at, hint }))
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
