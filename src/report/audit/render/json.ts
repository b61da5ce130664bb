import { plain } from '../../../base/index.ts'
import type { Claim, Finding } from '../claim.ts'

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
  return `,\n    ${itemOf(findingToJson(f))}`
}

// an item stands two levels deep
function itemOf(value: object): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', '\n    ')
}

const judged = new WeakMap<object, { readonly claim: Claim; readonly text: string }>()

// what stands again has the amount of what stood before
function judgedText(c: Claim): string {
  const known = c.amount === null ? undefined : judged.get(c.amount)
  if (known !== undefined && isAlike(known.claim, c)) return known.text
  const text = itemOf(judgedToJson(c)).slice(1)
  if (c.amount !== null) judged.set(c.amount, { claim: c, text })
  return text
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
  let span = ''
  for (const key in c.at) span += `${span === '' ? '' : ','}\n        "${key}": ${c.at[key as keyof Claim['at']]}`
  return `,\n    {\n      "text": ${JSON.stringify(c.text)},\n      "span": {${span}\n      },${judgedText(c)}`
}
