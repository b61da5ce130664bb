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

const judged = new Map<object, { readonly claim: Claim; readonly text: string }>()

// what stands again has the amount of what stood before
function judgedText(c: Claim): string {
  const known = c.amount === null ? undefined : judged.get(c.amount)
  if (known !== undefined && isAlike(known.claim, c)) return known.text
  const text = writeJudged(c)
  if (c.amount === null) return text
  if (judged.size >= mostKept) judged.clear()
  judged.set(c.amount, { claim: c, text })
  return text
}

// `judgedToJson` as JSON, behind the brace and indented by four blanks more
function writeJudged({ subject, measure, scope, period, amount, unit, verdict, why }: Claim): string {
  return `
      "subject": ${JSON.stringify(subject)},
      "measure": ${JSON.stringify(measure)},
      "scope": ${scopeText(scope)},
      "period": ${period === '' ? 'null' : JSON.stringify(period)},
      "value": ${amount === null ? 'null' : `"${plain(amount.value)}"`},${amount?.high === undefined ? '' : `\n      "high": "${plain(amount.high)}",`}
      "unit": ${unit === '' ? 'null' : JSON.stringify(unit)},
      "bound": ${JSON.stringify(amount?.bound ?? null)},
      "verdict": "${verdict}"${why === '' ? '' : `,\n      "why": "${why}"`}
    }`
}

function scopeText(scope: Claim['scope']): string {
  for (const _ in scope) return nested(scope, 6)
  return '{}'
}

function isAlike(a: Claim, b: Claim): boolean {
  return (
    a.verdict === b.verdict &&
    a.subject === b.subject &&
    a.measure === b.measure &&
    a.scope === b.scope &&
    a.unit === b.unit &&
    a.why === b.why &&
    a.period === b.period
  )
}

/** A claim as an item of a list of a JSON object, after a comma: indented as `JSON.stringify` does with two blanks. */
export function claimItem(c: Claim): string {
  return `,\n    {\n      "text": ${JSON.stringify(c.text)},\n      "span": ${spanText(c.at)},${judgedText(c)}`
}
