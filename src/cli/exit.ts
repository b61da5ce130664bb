import type { Diagnostic } from '../base/index.ts'

// what could not be read is wrong input, not a finding about a report
const unreadable = new Set([
  'project/missing-desk',
  'project/no-report',
  'project/bad-usage',
  'project/not-empty',
  'sources/not-utf8',
  'policy/unknown-policy',
  'policy/unread-input',
  'sources/unreadable',
])

/** 0 when nothing is left to mend, 1 for findings, 2 when something could not be read at all. */
export function exitCode(diagnostics: readonly Diagnostic[]): 0 | 1 | 2 {
  const open = diagnostics.filter((d) => d.waived === undefined && d.severity !== 'note')
  if (open.some((d) => unreadable.has(d.code))) return 2
  return open.length > 0 ? 1 : 0
}
