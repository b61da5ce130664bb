import type { Diagnostic, Effects, Fix } from '../base/index.ts'
import type { Fact } from '../facts/index.ts'
import { labSource } from '../lab/index.ts'
import type { PublishResult } from '../report/index.ts'
import { type Desk, loadDesk, type Places } from './load.ts'
import { type CompiledEdition, compileEdition, compileText, listEditions } from './reports.ts'

/** What `check` found. */
export interface Checked {
  readonly desk: Desk
  readonly editions: readonly CompiledEdition[]
  readonly diagnostics: readonly Diagnostic[]
  readonly coverage: Coverage
  /** files that `fix` changed, from the desk */
  readonly fixed: readonly string[]
}

/** How much of the reports was looked at. */
export interface Coverage {
  readonly reports: number
  /** numbers, words and cells that are bound to facts */
  readonly bound: number
  /** facts that they rest on */
  readonly facts: number
  readonly waived: number
  /** answers to the rules of publishing, by report; empty without a publisher's profile */
  readonly publishing: readonly PublishSummary[]
}

/** How the rules of publishing came out for one edition. */
export interface PublishSummary {
  readonly file: string
  readonly profile: string
  readonly pass: readonly string[]
  readonly fail: readonly string[]
  readonly unknown: readonly string[]
  readonly waived: readonly string[]
}

/** How a desk is checked. */
export interface CheckOptions {
  readonly reports: readonly string[]
  /** fill in and correct literals in the source */
  readonly fix: boolean
}

const mostPasses = 4

/** The findings of a desk: its facts, and every report named (all when none is). */
export async function check(effects: Effects, places: Places, options: CheckOptions): Promise<Checked> {
  const loaded = await loadDesk(effects, places)
  const desk = loaded.value
  const editions: CompiledEdition[] = []
  const fixed: string[] = []
  for (const edition of await listEditions(effects, desk, options.reports)) {
    let compiled = await compileEdition(effects, desk, edition)
    if (options.fix) {
      const written = compiled.text
      // what one fix mends may bring the next to light
      for (let pass = 0; pass < mostPasses; pass += 1) {
        const text = fixText(compiled)
        if (text === compiled.text) break
        compiled = compileText(desk, edition, text)
      }
      if (compiled.text !== written) {
        const bytes = new TextEncoder().encode(compiled.text)
        await effects.write([{ path: `${places.desk}/${edition.file}`, bytes }])
        fixed.push(edition.file)
        // with what the desk knows of it from before
        compiled = await compileEdition(effects, desk, edition)
      }
    }
    editions.push(compiled)
  }
  const diagnostics = [
    ...loaded.diagnostics,
    ...editions.flatMap((e) => e.diagnostics),
    ...(await remeasure(effects, desk, measuredIn(editions))),
  ]
  const parts = editions.map((e) => partOf(e, desk))
  const coverage = coverageOf(parts, diagnostics)
  return { desk, editions, diagnostics, coverage, fixed }
}

function measuredIn(editions: readonly CompiledEdition[]): readonly Fact[] {
  const bound = editions.flatMap((e) => [...(e.compiled?.document.bindings.values() ?? [])].flatMap((b) => b.facts))
  return [...new Set(bound.filter((f) => f.evidence.source === labSource))]
}

/** What is found when measured facts are computed again from their logs: a number is worth what its log says today. */
export async function remeasure(
  effects: Effects,
  desk: Desk,
  measured: readonly Fact[],
): Promise<readonly Diagnostic[]> {
  if (measured.length === 0) return []
  const { recheck } = await import('./lab/recheck.ts')
  const { places, store } = desk
  return recheck(measured, { effects, desk: places.desk, data: places.data, at: store.place })
}

/** What one edition adds to the coverage. */
export interface EditionPart {
  readonly bound: number
  /** ids of the facts that its numbers rest on */
  readonly facts: readonly string[]
  /** ids of those that the lab measured */
  readonly measured: readonly string[]
  readonly publishing: readonly PublishSummary[]
}

/** What `edition` adds to the coverage of its desk. */
export function partOf(edition: CompiledEdition, desk: Desk): EditionPart {
  const bindings = [...(edition.compiled?.document.bindings.values() ?? [])]
  return {
    bound: bindings.length,
    facts: [...new Set(bindings.flatMap((b) => b.facts.map((f) => f.id)))],
    measured: measuredIn([edition]).map((f) => f.id),
    publishing: publishingOf(edition, desk.config.publisher.profile),
  }
}

/** How much was looked at in editions that add `parts`. */
export function coverageOf(parts: readonly EditionPart[], diagnostics: readonly Diagnostic[]): Coverage {
  return {
    reports: parts.length,
    bound: parts.reduce((sum, p) => sum + p.bound, 0),
    facts: new Set(parts.flatMap((p) => p.facts)).size,
    waived: diagnostics.filter((d) => d.waived !== undefined).length,
    publishing: parts.flatMap((p) => p.publishing),
  }
}

function publishingOf({ edition, compiled }: CompiledEdition, profile: string): readonly PublishSummary[] {
  const results = compiled?.document.publishing ?? []
  if (results.length === 0) return []
  const those = (result: PublishResult['result']) => results.filter((r) => r.result === result).map((r) => r.rule.id)
  return [
    {
      file: edition.file,
      profile,
      pass: those('pass'),
      fail: those('fail'),
      unknown: those('unknown'),
      waived: those('waived'),
    },
  ]
}

function fixText(edition: CompiledEdition): string {
  const fixes = [
    ...(edition.compiled?.fills ?? []),
    ...edition.diagnostics.filter((d) => d.waived === undefined).flatMap((d) => (d.fix ? [d.fix] : [])),
  ]
  return applyFixes(edition.text, fixes)
}

/**
 * `text` with every fix applied, from the end to the start; of two that overlap the later one in the text wins.
 *
 * @example applyFixes('a 1 b', [{ span: { file: '', start: 2, end: 3, line: 1, column: 3 }, text: '2' }]) // 'a 2 b'
 */
export function applyFixes(text: string, fixes: readonly Fix[]): string {
  let result = text
  let free = text.length
  for (const fix of [...fixes].sort((a, b) => b.span.start - a.span.start)) {
    if (fix.span.end > free) continue
    result = result.slice(0, fix.span.start) + fix.text + result.slice(fix.span.end)
    free = fix.span.start
  }
  return result
}
