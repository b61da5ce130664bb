import { type Day, type Diagnostic, type Effects, wholeFile } from '../../base/index.ts'
import { calculate, missingColumns, type Policy, type Result } from '../../policy/index.ts'
import type { Places } from '../load.ts'
import { type ClaimsFile, readClaims } from './claims.ts'
import { loadPolicy } from './load.ts'

/** What `calc` gives. */
export interface PolicyResults {
  readonly policy: Policy
  readonly knownOn: Day
  readonly results: readonly Result[]
  readonly diagnostics: readonly Diagnostic[]
}

/** How `calc` is asked. */
export interface CalcOptions {
  readonly policy: string
  readonly input: ClaimsFile
  /** the day as of whose knowledge is answered; default: today */
  readonly knownOn?: Day
}

/** What a policy gives for the records of a file, with trace. */
export async function calcPolicy(effects: Effects, places: Places, options: CalcOptions): Promise<PolicyResults> {
  const loaded = await loadPolicy(effects, places, options.policy)
  const knownOn = options.knownOn ?? loaded.act?.public ?? effects.now().slice(0, 10)
  const claims = await readClaims(effects, options.input)
  const found = calculate(loaded.policy, knownOn, claims.records)
  const lacking = lackingColumns(loaded.policy, found.results, claims.columns, options.input.shown)
  const diagnostics = [...loaded.diagnostics, ...claims.diagnostics, ...lacking, ...found.diagnostics]
  return { policy: loaded.policy, knownOn, results: found.results, diagnostics }
}

// told once of the table, where every row of it is of one claim
function lackingColumns(
  policy: Policy,
  results: readonly Result[],
  columns: readonly string[],
  file: string,
): readonly Diagnostic[] {
  const names = new Set(results.map((r) => r.claim))
  const claim = names.size === 1 && columns.length > 0 ? policy.claims.get([...names][0]!) : undefined
  // the displacement of a fuel car is missed only where a fuel car is
  const asked = (input: string) => results.some((r) => r.questions.some((q) => q.input === input))
  return claim === undefined ? [] : missingColumns(policy, claim, columns, wholeFile(file), asked)
}
