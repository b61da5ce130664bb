import { type CodeEntry, nearest } from '../base/index.ts'
import { codes as facts } from '../facts/index.ts'
import { codes as lab } from '../lab/index.ts'
import { codes as market } from '../market/index.ts'
import { codes as policy } from '../policy/index.ts'
import { auditCodes, publishCodes, codes as report } from '../report/index.ts'
import { codes as sources } from '../sources/index.ts'
import { codes as project } from './codes.ts'

/** Every code of the house with what its part says of it, in order. */
export const allCodes: ReadonlyMap<string, CodeEntry> = new Map(
  Object.entries<CodeEntry>({
    ...auditCodes,
    ...facts,
    ...lab,
    ...market,
    ...policy,
    ...project,
    ...publishCodes,
    ...report,
    ...sources,
  }).sort(([a], [b]) => (a < b ? -1 : 1)),
)

/** What a code means, or the codes nearest to it. */
export function explain(code: string): { readonly entry: CodeEntry | null; readonly nearest: readonly string[] } {
  const entry = allCodes.get(code) ?? null
  return { entry, nearest: entry === null ? nearest(code, allCodes.keys()) : [] }
}

/** The manual page of all codes in Markdown, made from the tables alone. */
export function codesPage(): string {
  const rows = [...allCodes].map(
    ([code, e]) =>
      `## ${code}\n\n${e.severity}: ${e.summary.en} · ${e.summary.zh}\n\n${e.explain.en}\n\n${e.explain.zh}\n`,
  )
  return `# Codes\n\nMade by \`npm run docs\` from the tables of the parts; edits here are lost.\n\n${rows.join('\n')}`
}
