import type { Diagnostic } from '../../base/index.ts'

/** A finding as JSON: message and hint in both languages, place with line and column. */
export function diagnosticToJson(d: Diagnostic): Readonly<Record<string, unknown>> {
  return {
    code: d.code,
    severity: d.severity,
    message: d.message,
    ...(d.at === undefined ? {} : { at: d.at }),
    ...(d.hint === undefined ? {} : { hint: d.hint }),
    ...(d.fix === undefined ? {} : { fix: d.fix }),
    ...(d.related === undefined ? {} : { related: d.related }),
    ...(d.waived === undefined ? {} : { waived: d.waived }),
  }
}

// so many items of a list are written at a time
const together = 2_000

/** The same text as `formatJson`, in pieces, so that a long list in `value` is never one text as a whole. */
export function* formatJsonPieces(value: Readonly<Record<string, unknown>>): Generator<string> {
  let before = '{\n'
  for (const key in value) {
    const item = value[key]
    if (item === undefined) continue
    yield `${before}  ${JSON.stringify(key)}: `
    if (Array.isArray(item) && item.length > together) yield* listPieces(item)
    else yield indented(JSON.stringify(item, null, 2))
    before = ',\n'
  }
  yield before === '{\n' ? '{}\n' : '\n}\n'
}

function* listPieces(list: readonly unknown[]): Generator<string> {
  for (let from = 0; from < list.length; from += together) {
    const text = JSON.stringify(list.slice(from, from + together), null, 2)
    yield `${from === 0 ? '[' : ','}${indented(text.slice(1, -2))}`
  }
  yield '\n  ]'
}

// no text within JSON has a line end of its own
function indented(text: string): string {
  return text.replaceAll('\n', '\n  ')
}

/** `value` as a JSON text with two blanks of indent. */
export function formatJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
