import {
  type Diagnostic,
  type Found,
  isRecord,
  type Lang,
  lineStarts,
  nearest,
  parseYaml,
  type Severity,
  settingText,
  spanOf,
  wholeFile,
} from '../base/index.ts'
import { type Profile, type Publisher, profiles } from '../report/index.ts'
import { report } from './codes.ts'

/** A desk's settings, complete. */
export interface Config {
  /** what the desk is called; default: the empty text */
  readonly name: string
  /** language of editions whose file names none; default: zh */
  readonly lang: Lang
  /** whether the shipped facts and tables come first; default: yes */
  readonly shipped: boolean
  /** folder of facts; default: facts */
  readonly facts: string
  /** folder of reports; default: reports */
  readonly reports: string
  /** folder of outputs; default: dist */
  readonly out: string
  /** who publishes: what he may say and must say follows from the profile; empty texts without */
  readonly publisher: Publisher
  /** severities by code that differ from the tables */
  readonly severity: ReadonlyMap<string, Severity>
}

const keys: readonly string[] = ['name', 'publisher', 'lang', 'base', 'facts', 'reports', 'out', 'severity']

/** The file that makes a folder a desk. */
export const configFile = 'assay.config.yaml'

/** The settings that `text` writes, with a plain value for every key that is missing. */
export function parseConfig(file: string, text: string): Found<Config> {
  const yaml = parseYaml(text)
  const starts = lineStarts(text)
  const diagnostics: Diagnostic[] = yaml.errors.map((e) =>
    report('project/bad-config', { en: e.message, zh: e.message }, { at: spanOf(file, starts, e.start, e.end) }),
  )
  const place = (path: readonly string[], key = false) => {
    const range = yaml.range(path, key)
    return range === null ? wholeFile(file) : spanOf(file, starts, range.start, range.end)
  }
  const spec =
    typeof yaml.value === 'object' && yaml.value !== null ? (yaml.value as Readonly<Record<string, unknown>>) : {}
  for (const key in spec) {
    if (keys.includes(key)) continue
    const near = nearest(key, keys)[0]
    diagnostics.push(
      report(
        'project/bad-config',
        { en: `key \`${key}\` is not known`, zh: `未知的键 \`${key}\`` },
        { at: place([key], true), ...(near ? { hint: { en: `use \`${near}\``, zh: `可用 \`${near}\`` } } : {}) },
      ),
    )
  }
  const folder = (key: 'facts' | 'reports' | 'out', fallback: string): string => {
    const value = spec[key]
    if (value === undefined) return fallback
    if (typeof value === 'string' && isInside(value)) return value.replace(/\/+$/, '')
    diagnostics.push(
      report(
        'project/bad-config',
        {
          en: `\`${key}\` is a folder of the desk, not \`${String(value)}\``,
          zh: `\`${key}\` 应为工作台内的目录，而不是 \`${String(value)}\``,
        },
        { at: place([key]) },
      ),
    )
    return fallback
  }
  const value: Config = Object.freeze({
    name: typeof spec.name === 'string' ? spec.name : '',
    lang: spec.lang === 'en' ? 'en' : 'zh',
    shipped: spec.base !== 'none',
    facts: folder('facts', 'facts'),
    reports: folder('reports', 'reports'),
    out: folder('out', 'dist'),
    publisher: publisherOf(spec.publisher, diagnostics, place),
    severity: severities(spec.severity, diagnostics, place),
  })
  return { value, diagnostics }
}

const publisherKeys: readonly string[] = ['zh', 'en', 'profile', 'legal-name', 'licence']

function publisherOf(
  value: unknown,
  diagnostics: Diagnostic[],
  place: (path: readonly string[], key?: boolean) => Diagnostic['at'] & object,
): Publisher {
  const none: Publisher = { profile: '', legalNames: [], licence: '' }
  if (typeof value !== 'object' || value === null) return none
  const record = value as Readonly<Record<string, unknown>>
  const tell = (en: string, zh: string, path: readonly string[], near: string | undefined, key = false) =>
    diagnostics.push(
      report(
        'project/bad-config',
        { en, zh },
        {
          at: place(path, key),
          ...(near === undefined ? {} : { hint: { en: `use \`${near}\``, zh: `可用 \`${near}\`` } }),
        },
      ),
    )
  for (const key in record)
    if (!publisherKeys.includes(key))
      tell(
        `key \`${key}\` is not known`,
        `未知的键 \`${key}\``,
        ['publisher', key],
        nearest(key, publisherKeys)[0],
        true,
      )
  const text = (key: string) => {
    const written = record[key]
    if (!isRecord(written) && !Array.isArray(written)) return settingText(written)
    tell(`\`${key}\` is one text`, `\`${key}\` 应为一段文字`, ['publisher', key], undefined)
    return ''
  }
  const profile = text('profile')
  if (profile !== '' && !profiles.includes(profile as Profile))
    tell(
      `\`${profile}\` is no profile of a publisher`,
      `没有发布者类型 \`${profile}\``,
      ['publisher', 'profile'],
      nearest(profile, profiles)[0] ?? profiles[1],
    )
  return {
    profile: profiles.includes(profile as Profile) ? profile : '',
    legalNames: legalNames(record['legal-name']) ?? [text('legal-name')].filter((n) => n !== ''),
    licence: text('licence'),
  }
}

// a firm has a name in each language of its reports
function legalNames(value: unknown): readonly string[] | null {
  if (!isRecord(value) || Object.keys(value).some((k) => k !== 'zh' && k !== 'en')) return null
  return Object.values(value)
    .map(settingText)
    .filter((n) => n !== '')
}

/** Whether a path stays below the folder that it is taken from. */
export function isInside(path: string): boolean {
  if (path.startsWith('/') || path.startsWith('\\') || /^[a-z]:/i.test(path) || path.includes('\0')) return false
  let depth = 0
  for (const part of path.split(/[/\\]/)) {
    if (part === '..') depth -= 1
    else if (part !== '' && part !== '.') depth += 1
    if (depth < 0) return false
  }
  return true
}

/** `path` without what leads back: `facts/../sources/a.csv` is `sources/a.csv`. */
export function withoutBack(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}

function severities(
  value: unknown,
  diagnostics: Diagnostic[],
  place: (path: readonly string[]) => Diagnostic['at'] & object,
): ReadonlyMap<string, Severity> {
  const map = new Map<string, Severity>()
  if (typeof value !== 'object' || value === null) return map
  for (const [code, severity] of Object.entries(value)) {
    if (code.startsWith('publish/'))
      diagnostics.push(
        report(
          'project/bad-config',
          {
            en: `\`${code}\` has the weight that its rule has`,
            zh: `\`${code}\` 的级别由规则决定`,
          },
          {
            at: place(['severity', code]),
            hint: { en: 'waive the rule with a reason and a person', zh: '请写明理由与决定人予以豁免' },
          },
        ),
      )
    else if (severity === 'error' || severity === 'warning' || severity === 'note') map.set(code, severity)
    else
      diagnostics.push(
        report(
          'project/bad-config',
          {
            en: `severity of \`${code}\` is error, warning or note`,
            zh: `\`${code}\` 的级别只能是 error、warning 或 note`,
          },
          { at: place(['severity', code]) },
        ),
      )
  }
  return map
}
