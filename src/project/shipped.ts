import { type Diagnostic, type Effects, hasErrors, type Span, wholeFile } from '../base/index.ts'
import type { Fact, Registry } from '../facts/index.ts'

/** Facts with the place where each is written. */
export interface PlacedFacts {
  readonly facts: readonly Fact[]
  readonly place: (fact: Fact) => Span | undefined
}

/** The shipped facts as they were read when the package was built. */
interface Compiled {
  /** hash by path from the folder of shipped data: of every file that was read */
  readonly files: Readonly<Record<string, string>>
  /** what each name meant that was looked up on the way */
  readonly entities: Readonly<Record<string, string>>
  readonly measures: Readonly<Record<string, string>>
  readonly facts: readonly Fact[]
  /** file, start, end, line and column of each fact */
  readonly places: readonly (readonly [string, number, number, number, number])[]
}

/** The folder of shipped data from whose texts facts follow. */
export const policyFolder = 'policies'

/** Folders of shipped data that facts are made from, and where these lie compiled. */
interface Part {
  readonly folders: readonly string[]
  readonly path: string | undefined
}

/** The facts of all commands, and beside them those of the folder `also`. */
export function partsOf(compiled: string | undefined, also: string | undefined): readonly Part[] {
  const all = { folders: ['claims', 'facts', policyFolder], path: compiled }
  if (also === undefined) return [all]
  return [all, { folders: [`${also}/facts`], path: compiled && factsBeside(compiled, also) }]
}

/** Where the compiled facts of the folder `also` lie that belong to those at `compiled`. */
export function factsBeside(compiled: string, also: string): string {
  return compiled.replace(/[^/\\]+$/, `${also}.json`)
}

/**
 * The shipped facts as a JSON text that `readShipped` reads in a tenth of the time of their tables and mappings.
 *
 * `read` reads them from `folders` with the registry it is given.
 */
export async function compileShipped(
  effects: Effects,
  data: string,
  folders: readonly string[],
  registry: Registry,
  read: (registry: Registry) => Promise<PlacedFacts & { readonly diagnostics: readonly Diagnostic[] }>,
): Promise<string> {
  const entities: Record<string, string> = {}
  const measures: Record<string, string> = {}
  const noting: Registry = {
    ...registry,
    entity: (name) => note(entities, name, registry.entity(name)),
    measure: (name) => note(measures, name, registry.measure(name)),
  }
  const { facts, place, diagnostics } = await read(noting)
  if (hasErrors(diagnostics)) throw new Error(diagnostics[0]!.message.en)
  const places = facts.map((fact) => {
    const { file, start, end, line, column } = place(fact) ?? wholeFile('')
    return [file, start, end, line, column] as const
  })
  const compiled: Compiled = { files: await hashes(effects, data, folders), entities, measures, facts, places }
  // letters of one byte are read in half the time
  return JSON.stringify(compiled).replace(/[\u0080-\uffff]/g, escaped)
}

function escaped(letter: string): string {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`
}

function note<T extends { readonly id: string }>(names: Record<string, string>, name: string, found: T | undefined) {
  names[name] = found?.id ?? ''
  return found
}

/**
 * The shipped facts from the text at `compiled` that `compileShipped` made, or `null` when the files are no longer those it was made
 * from, or a desk's own names give one of the names another meaning.
 */
export async function readShipped(
  effects: Effects,
  data: string,
  folders: readonly string[],
  compiled: string | undefined,
  registry: Registry,
): Promise<PlacedFacts | null> {
  const bytes = compiled === undefined ? null : await effects.read(compiled)
  const read = bytes === null ? null : parse(bytes)
  if (read === null) return null
  if (!sameNames(read.entities, registry.entity) || !sameNames(read.measures, registry.measure)) return null
  const now = await hashes(effects, data, folders)
  const paths = Object.keys(now)
  if (paths.length !== Object.keys(read.files).length || paths.some((p) => now[p] !== read.files[p])) return null
  const facts = read.facts.map((fact) => Object.freeze(fact))
  let index: ReadonlyMap<Fact, number> | undefined
  const place = (fact: Fact): Span | undefined => {
    index ??= new Map(facts.map((f, i) => [f, i]))
    const found = read.places[index.get(fact) ?? -1]
    if (found === undefined) return undefined
    const [file, start, end, line, column] = found
    return { file, start, end, line, column }
  }
  return { facts, place }
}

function parse(bytes: Uint8Array): Compiled | null {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return null
  }
}

function sameNames(
  names: Readonly<Record<string, string>>,
  look: (name: string) => { readonly id: string } | undefined,
): boolean {
  for (const name in names) if ((look(name)?.id ?? '') !== names[name]) return false
  return true
}

async function hashes(
  effects: Effects,
  data: string,
  folders: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {}
  for (const folder of folders) {
    for (const name of await effects.list(`${data}/${folder}`)) {
      const bytes = await effects.read(`${data}/${folder}/${name}`)
      if (bytes !== null) found[`${folder}/${name}`] = effects.sha256(bytes)
    }
  }
  return found
}
