import { type Diagnostic, formatSpan, type Lang, plural, type Severity } from '../../base/index.ts'

const names: Readonly<Record<Severity | 'waived', Readonly<Record<Lang, string>>>> = {
  error: { en: 'error', zh: '错误' },
  warning: { en: 'warning', zh: '警告' },
  note: { en: 'note', zh: '提示' },
  waived: { en: 'waived', zh: '已豁免' },
}

const colors: Readonly<Record<Severity | 'waived', number>> = { error: 31, warning: 33, note: 36, waived: 90 }

/** Findings as lines for a person, each with its place, hint and related places. */
export function formatText(diagnostics: readonly Diagnostic[], lang: Lang, color: boolean): string {
  return diagnostics.map((d) => one(d, lang, color)).join('')
}

function one(d: Diagnostic, lang: Lang, color: boolean): string {
  const level = d.waived === undefined ? d.severity : 'waived'
  const place = d.at === undefined ? '' : `${formatSpan(d.at)} `
  const head = `${paint(place, 1, color)}${paint(names[level][lang], colors[level], color)} ${d.code}: ${visible(d.message[lang])}\n`
  const advice = d.hint?.[lang] ?? (d.fix === undefined ? '' : writeWords(d.fix.text, lang))
  const hint = advice === '' ? '' : `    ${paint('→', 36, color)} ${visible(advice)}\n`
  const reason = d.waived === undefined ? '' : `    ${lang === 'zh' ? '理由' : 'reason'}: ${visible(d.waived)}\n`
  const related = (d.related ?? [])
    .map((r) => `    ${r.at === undefined ? '' : `${formatSpan(r.at)} `}${visible(r.message[lang])}\n`)
    .join('')
  return head + hint + reason + related
}

function writeWords(text: string, lang: Lang): string {
  if (text === '') return lang === 'zh' ? '请删去' : 'take it out'
  return lang === 'zh' ? `请写 \`${text}\`` : `write \`${text}\``
}

/** `text` without control characters, so that nothing in a file can steer the terminal. */
export function visible(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '·')
}

/** `text` in a colour, when colours are shown. */
export function paint(text: string, code: number, color: boolean): string {
  return color && text !== '' ? `\u001b[${code}m${text}\u001b[0m` : text
}

/** How many findings there are of each weight, in one line. */
export function formatCounts(diagnostics: readonly Diagnostic[], lang: Lang): string {
  const count = (severity: Severity) =>
    diagnostics.filter((d) => d.waived === undefined && d.severity === severity).length
  const waived = diagnostics.filter((d) => d.waived !== undefined).length
  const [errors, warnings, notes] = [count('error'), count('warning'), count('note')]
  return lang === 'zh'
    ? `${errors} 个错误，${warnings} 个警告，${notes} 个提示，${waived} 个已豁免`
    : `${plural(errors, 'error')}, ${plural(warnings, 'warning')}, ${plural(notes, 'note')}, ${waived} waived`
}
