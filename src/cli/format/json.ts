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

/** `value` as a JSON text with two blanks of indent. */
export function formatJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
