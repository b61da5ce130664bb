import { plain } from '../../../base/index.ts'
import type { Claim, Finding, Place } from '../claim.ts'

/** A claim as its readers rely on it. */
export function claimToJson(c: Claim) {
  return { text: c.text, span: c.at, ...judgedToJson(c) }
}

// what a claim is whatever its words and place are
function judgedToJson({ subject, measure, scope, period, amount, unit, verdict, why }: Claim) {
  return {
    subject,
    measure,
    scope,
    period: period === '' ? null : period,
    value: amount === null ? null : plain(amount.value),
    ...(amount?.high === undefined ? {} : { high: plain(amount.high) }),
    unit: unit === '' ? null : unit,
    bound: amount?.bound ?? null,
    verdict,
    ...(why === '' ? {} : { why }),
  }
}

/** A finding as its readers rely on it. */
export function findingToJson(f: Finding) {
  const { code, severity, confidence, at, message, printed, expected, repair, sources, origin } = f
  return {
    code,
    severity,
    confidence,
    span: at,
    message,
    printed,
    ...(expected === undefined ? {} : { expected }),
    ...(repair === undefined ? {} : { repair }),
    sources,
    origin,
  }
}

/** A finding as an item of a list of a JSON object, after a comma: indented as `JSON.stringify` does with two blanks. */
export function findingItem(f: Finding): string {
  const { code, severity, confidence, at, message, printed, expected, repair, sources, origin } = f
  return `,
    {
      "code": "${code}",
      "severity": "${severity}",
      "confidence": ${JSON.stringify(confidence)},
      "span": ${spanText(at)},
      "message": ${partText(message)},
      "printed": ${JSON.stringify(printed)},${expected === undefined ? '' : `\n      "expected": ${JSON.stringify(expected)},`}${repair === undefined ? '' : `\n      "repair": ${nested(repair, 6)},`}
      "sources": ${partText(sources)},
      "origin": "${origin}"
    }`
}

// few things come again at a time, and a table of many weak keys is dear
const mostKept = 2_000
const texts = new Map<object, string>()

// what is told again has the words and the sources of what was told before
function partText(part: object): string {
  let text = texts.get(part)
  if (text === undefined) {
    text = nested(part, 6)
    if (texts.size >= mostKept) texts.clear()
    texts.set(part, text)
  }
  return text
}

function spanText(at: Place): string {
  if (at.page === undefined && at.table === undefined)
    return `{\n        "start": ${at.start},\n        "end": ${at.end},\n        "line": ${at.line},\n        "column": ${at.column}\n      }`
  let span = ''
  for (const key in at) span += `${span === '' ? '' : ','}\n        "${key}": ${at[key as keyof Place]}`
  return `{${span}\n      }`
}

// no text within JSON has a line end of its own
function nested(value: object, blanks: number): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', `\n${' '.repeat(blanks)}`)
}

// `judgedToJson` as JSON, behind the brace and indented by four blanks more
function judgedText({ subject, measure, scope, period, amount, unit, verdict, why }: Claim): string {
  const head = isEmpty(scope) ? headText(subject, measure, period) : writeHead(subject, measure, scope, period)
  const value = amount === null ? 'null' : `"${plain(amount.value)}"`
  const high = amount?.high === undefined ? '' : `\n      "high": "${plain(amount.high)}",`
  return `${head}${value},${high}${tailText(unit, amount?.bound ?? null, verdict, why)}`
}

// most claims have the beginning and the end of another one
const heads = new Map<string, string>()
const tails = new Map<string, string>()

function headText(subject: string | null, measure: string | null, period: string): string {
  return made(heads, `${subject ?? ''}\n${measure ?? ''}\n${period}`, () => writeHead(subject, measure, {}, period))
}

function writeHead(subject: string | null, measure: string | null, scope: Claim['scope'], period: string): string {
  return `
      "subject": ${JSON.stringify(subject)},
      "measure": ${JSON.stringify(measure)},
      "scope": ${isEmpty(scope) ? '{}' : nested(scope, 6)},
      "period": ${period === '' ? 'null' : JSON.stringify(period)},
      "value": `
}

function tailText(unit: string, bound: string | null, verdict: Claim['verdict'], why: Claim['why']): string {
  return made(
    tails,
    `${unit}\n${bound}\n${verdict}\n${why}`,
    () => `
      "unit": ${unit === '' ? 'null' : JSON.stringify(unit)},
      "bound": ${JSON.stringify(bound)},
      "verdict": "${verdict}"${why === '' ? '' : `,\n      "why": "${why}"`}
    }`,
  )
}

function made(texts: Map<string, string>, key: string, write: () => string): string {
  let text = texts.get(key)
  if (text === undefined) {
    text = write()
    if (texts.size >= mostKept) texts.clear()
    texts.set(key, text)
  }
  return text
}

function isEmpty(scope: Claim['scope']): boolean {
  for (const _ in scope) return false
  return true
}

// as JSON; what needs no escape is copied
function quoted(text: string): string {
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    if (code < 32 || code === 34 || code === 92 || (code > 0xd7ff && code < 0xe000)) return JSON.stringify(text)
  }
  return `"${text}"`
}

/** A claim as an item of a list of a JSON object, after a comma: indented as `JSON.stringify` does with two blanks. */
export function claimItem(c: Claim): string {
  return `,\n    {\n      "text": ${quoted(c.text)},\n      "span": ${spanText(c.at)},${judgedText(c)}`
}
