import { closedPeriod, type Diagnostic, type Span } from '../base/index.ts'
import { report } from './codes.ts'

/** What an address asks for; an empty list of values under a key asks that the fact has no such key. */
export interface Query {
  /** `*` stands for any */
  readonly subject: string
  readonly measure: string
  /** conditions on scope keys and on `subject`, `measure`, `period`, `unit`, `source`, `kind`, `known` */
  readonly where: ReadonlyMap<string, readonly string[]>
  readonly text: string
}

/** Keys of an address that are fields of a fact, not of its scope. */
export const fieldKeys: readonly string[] = ['subject', 'measure', 'period', 'unit', 'source', 'kind', 'known']

/**
 * The query that `text` writes, or a finding.
 *
 * The measure is what follows the last `/` before `?`. Values are a list with commas; `%xx` is the character.
 *
 * @throws nothing; `facts/bad-address` comes as the finding
 */
export function parseAddress(written: string, at?: Span): Query | Diagnostic {
  // a PDF breaks its addresses at blanks without width, which come along when they are copied
  const text = written.replaceAll('\u200b', '')
  const mark = text.indexOf('?')
  const head = mark === -1 ? text : text.slice(0, mark)
  const slash = head.lastIndexOf('/')
  if (slash <= 0 || slash === head.length - 1) return bad(text, 'write SUBJECT/MEASURE', '请写成 主体/指标', at)
  const subject = unescapeValue(head.slice(0, slash))
  const measure = unescapeValue(head.slice(slash + 1))
  if (subject === null || measure === null) return bad(text, 'mend the `%` escape', '请改正 `%` 转义', at)
  const where = new Map<string, readonly string[]>()
  if (mark !== -1) {
    for (const pair of text.slice(mark + 1).split('&')) {
      const equals = pair.indexOf('=')
      if (equals <= 0) return bad(text, `write KEY=VALUE instead of \`${pair}\``, `请把 \`${pair}\` 写成 键=值`, at)
      const values = pair
        .slice(equals + 1)
        .split(',')
        .filter((v) => v !== '')
        .map(unescapeValue)
      if (values.some((v) => v === null)) return bad(text, 'mend the `%` escape', '请改正 `%` 转义', at)
      where.set(pair.slice(0, equals), closedIn(pair.slice(0, equals), values as string[]))
    }
  }
  return Object.freeze({ subject, measure, where, text })
}

/** The values of a condition; under `period` a month, quarter, half or year is the closed period that it is. */
export function closedIn(key: string, values: readonly string[]): readonly string[] {
  return key === 'period' ? values.map(closedPeriod) : values
}

/** Whether `result` is a finding. */
export function isDiagnostic(result: object): result is Diagnostic {
  return 'severity' in result && 'code' in result
}

function unescapeValue(text: string): string | null {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

function bad(text: string, en: string, zh: string, at?: Span): Diagnostic {
  const shown = text.length > 80 ? `${text.slice(0, 80)}…` : text
  return report(
    'facts/bad-address',
    { en: `address \`${shown}\` cannot be read`, zh: `地址 \`${shown}\` 无法读取` },
    { hint: { en, zh }, ...(at ? { at } : {}) },
  )
}
