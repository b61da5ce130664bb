import type { Diagnostic, Span } from '../base/index.ts'
import type { Fact } from '../facts/index.ts'

/** The facts of a desk as they were found and proved, with what was said of them. */
export interface KeptFacts {
  /** rows that policies give to the tables of names */
  readonly entities: readonly Readonly<Record<string, string>>[]
  readonly measures: readonly Readonly<Record<string, string>>[]
  readonly facts: readonly Fact[]
  /** where each fact is written, as far as that is known */
  readonly places: readonly (KeptPlace | null)[]
  /** of the whole desk */
  readonly diagnostics: readonly Diagnostic[]
}

type KeptPlace = readonly [file: string, start: number, end: number, line: number, column: number]

/** The place of a fact as it is kept. */
export function placeKept(at: Span | undefined): KeptPlace | null {
  return at === undefined ? null : [at.file, at.start, at.end, at.line, at.column]
}

/** Where each fact of a kept desk is written. */
export function placeOf(kept: KeptFacts): (fact: Fact) => Span | undefined {
  let index: ReadonlyMap<Fact, number> | undefined
  return (fact) => {
    index ??= new Map(kept.facts.map((f, i) => [f, i]))
    const found = kept.places[index.get(fact) ?? -1]
    if (found === undefined || found === null) return undefined
    const [file, start, end, line, column] = found
    return { file, start, end, line, column }
  }
}
