import type { Diagnostic, Effects, Found } from '../base/index.ts'
import { type StoredBlocks, storedBlocks } from './blocks.ts'
import { type CheckOptions, type Coverage, check, coverageOf, type EditionPart, partOf, remeasure } from './check.ts'
import type { KeptFacts } from './kept.ts'
import { type Desk, type LoadOptions, loadDesk, type Places } from './load.ts'
import { compileEdition, type Edition, listEditions } from './reports.ts'
import { isSeen, type Seen, sameness, watching } from './seen.ts'

/** What `check` tells, without the documents that it was found in. */
export interface Told {
  readonly diagnostics: readonly Diagnostic[]
  readonly coverage: Coverage
  readonly fixed: readonly string[]
}

/** What was found, with what was looked at for it. */
interface Part {
  readonly seen: Seen
  readonly diagnostics: readonly Diagnostic[]
}

interface KeptEdition extends Part {
  readonly edition: Edition
  readonly part: EditionPart
}

interface Kept {
  readonly asked: string
  readonly desk: Part
  readonly list: Seen
  readonly editions: readonly KeptEdition[]
  /** of the measured facts that the editions rest on */
  readonly measured: Part
}

/**
 * What `check` tells of a desk, of which whatever comes from nothing that has changed since is taken from `.assay/`.
 *
 * `program` names the build of the program, so that another one never answers with what this one found; with the empty text
 * nothing is kept. A folder that cannot be written keeps nothing either.
 */
export async function recallCheck(own: Effects, places: Places, options: CheckOptions, program: string): Promise<Told> {
  if (program === '' || options.fix) return check(own, places, options)
  const { effects, settled } = writingBeside(own)
  const asked = askedOf(effects, places, program, options.reports)
  const file = keptFile(effects, places, 'check', asked)
  // a machine without hashes cannot tell what has changed
  if (file === '') return check(effects, places, options)
  const same = sameness(effects)
  const before = parse(await effects.read(file), asked)
  if (before !== null && (await isWhole(before, same))) return toldOf(before)
  // facts and blocks are kept from the second time on: to write them is a tenth of the work, and who edits nothing needs none
  const isFirst = (await effects.list(`${places.desk}/.assay`)).length === 0
  const {
    value: desk,
    diagnostics,
    seen,
  } = (await keptDesk(effects, places, program, same)) ??
  (await readDesk(effects, places, program, isFirst ? null : effects))
  // what an edition tells hangs on the whole desk
  const old = before !== null && JSON.stringify(before.desk.seen) === JSON.stringify(seen) ? before : null
  const list = watching(effects)
  const editions: KeptEdition[] = []
  for (const edition of await listEditions(list.effects, desk, options.reports)) {
    const known = old?.editions.find((e) => JSON.stringify(e.edition) === JSON.stringify(edition))
    if (known !== undefined && (await same(known.seen))) editions.push(known)
    else {
      const blocks = isFirst ? null : await recallBlocks(effects, places, edition, program, seen)
      editions.push(await checkEdition(effects, desk, edition, blocks))
    }
  }
  const kept: Kept = {
    asked,
    desk: { seen, diagnostics },
    list: list.seen(),
    editions,
    measured: await measuredIn(effects, desk, editions, old, same),
  }
  await effects.write([{ path: file, bytes: encode(JSON.stringify(kept)) }])
  await settled()
  return toldOf(kept)
}

/** `effects` that go on while files are written, and the end of all that writing; what cannot be written is left. */
function writingBeside(effects: Effects): { readonly effects: Effects; readonly settled: () => Promise<unknown> } {
  const pending: Promise<void>[] = []
  return {
    effects: { ...effects, write: async (files) => void pending.push(effects.write(files).catch(() => {})) },
    settled: () => Promise.all(pending),
  }
}

/** A desk as it was read or recalled; `seen` is what was looked at for it, now or then. */
export type Recalled = Found<Desk> & { readonly seen: Seen }

/**
 * The desk at `places.desk` with the facts of `.assay/`, or `null` when something that they come from has changed since they
 * were kept.
 *
 * Whatever the desk would be read from is read through `effects`, what is kept through `own`.
 */
export async function keptDesk(
  effects: Effects,
  places: Places,
  program: string,
  same: (seen: Seen) => Promise<boolean> = sameness(effects),
  own: Effects = effects,
): Promise<Recalled | null> {
  const file = deskFileOf(effects, places, program)
  const before = file === '' ? null : parseFacts(await own.read(file), askedOf(effects, places, program, []))
  if (before === null || !(await same(before.seen))) return null
  return { ...(await loadDesk(effects, places, { kept: before.facts })), seen: before.seen }
}

/** The desk at `places.desk` as it is read through `effects`; what comes of it is kept through `own` where there is one. */
export async function readDesk(
  effects: Effects,
  places: Places,
  program: string,
  own: Effects | null,
): Promise<Recalled> {
  const file = own === null ? '' : deskFileOf(effects, places, program)
  const asked = askedOf(effects, places, program, [])
  const watch = watching(effects)
  const found: KeptFacts[] = []
  const options: LoadOptions = file === '' ? {} : { keep: (facts) => void found.push(facts) }
  const loaded = await loadDesk(watch.effects, places, options)
  const seen = watch.seen()
  for (const facts of found)
    await own?.write([{ path: file, bytes: encode(JSON.stringify({ asked, seen, facts })) }]).catch(() => {})
  return { ...loaded, seen }
}

function askedOf(effects: Effects, places: Places, program: string, reports: readonly string[]): string {
  // some rules speak of today
  return JSON.stringify([program, effects.now().slice(0, 10), places.profile ?? '', reports, places.data])
}

function keptFile(effects: Effects, places: Places, kind: string, asked: string): string {
  // what is kept for yesterday is written over
  const stable = JSON.stringify((JSON.parse(asked) as readonly unknown[]).filter((_, i) => i !== 1))
  const name = effects.sha256(encode(stable)).slice(0, 16)
  return name === '' ? '' : `${places.desk}/.assay/${kind}-${name}.json`
}

function deskFileOf(effects: Effects, places: Places, program: string): string {
  return program === '' ? '' : keptFile(effects, places, 'desk', askedOf(effects, places, program, []))
}

async function checkEdition(
  effects: Effects,
  desk: Desk,
  edition: Edition,
  blocks: StoredBlocks | null,
): Promise<KeptEdition> {
  const watch = watching(effects)
  const compiled = await compileEdition(watch.effects, desk, edition, watch.effects, blocks?.memory)
  await blocks?.save()
  return { edition, seen: watch.seen(), diagnostics: compiled.diagnostics, part: partOf(compiled, desk) }
}

/** What `.assay/` has of the blocks of an edition, bound against a desk for which `seen` was looked at. */
export function recallBlocks(
  effects: Effects,
  places: Places,
  edition: Edition,
  program: string,
  seen: Seen,
): Promise<StoredBlocks> {
  const file = keptFile(effects, places, 'blocks', JSON.stringify([program, '', places.profile ?? '', edition.file]))
  return storedBlocks(effects, file, edition, `${program} ${effects.sha256(encode(JSON.stringify(seen)))}`)
}

async function measuredIn(
  effects: Effects,
  desk: Desk,
  editions: readonly KeptEdition[],
  old: Kept | null,
  same: (seen: Seen) => Promise<boolean>,
): Promise<Part> {
  const names = (list: readonly KeptEdition[]) => [...new Set(list.flatMap((e) => e.part.measured))]
  const ids = names(editions)
  if (old !== null && names(old.editions).join() === ids.join() && (await same(old.measured.seen))) return old.measured
  const watch = watching(effects)
  const wanted = new Set(ids)
  const facts = wanted.size === 0 ? [] : desk.store.facts.filter((f) => wanted.has(f.id))
  const diagnostics = await remeasure(watch.effects, desk, facts)
  return { seen: watch.seen(), diagnostics }
}

async function isWhole(kept: Kept, same: (seen: Seen) => Promise<boolean>): Promise<boolean> {
  for (const seen of [kept.list, kept.desk.seen, ...kept.editions.map((e) => e.seen), kept.measured.seen])
    if (!(await same(seen))) return false
  return true
}

function toldOf({ desk, editions, measured }: Kept): Told {
  const diagnostics = [...desk.diagnostics, ...editions.flatMap((e) => e.diagnostics), ...measured.diagnostics]
  const parts = editions.map((e) => e.part)
  return { diagnostics, coverage: coverageOf(parts, diagnostics), fixed: [] }
}

// what another program or a person has written there is passed over
function parse(bytes: Uint8Array | null, asked: string): Kept | null {
  const kept = json(bytes) as Partial<Kept> | null
  const isPart = (part: unknown): part is Part =>
    isSeen((part as Part | undefined)?.seen) && Array.isArray((part as Part).diagnostics)
  const whole =
    kept?.asked === asked &&
    isPart(kept.desk) &&
    isSeen(kept.list) &&
    isPart(kept.measured) &&
    Array.isArray(kept.editions) &&
    kept.editions.every((e) => isPart(e) && Array.isArray((e as Partial<KeptEdition>).part?.facts))
  return whole ? (kept as Kept) : null
}

function parseFacts(
  bytes: Uint8Array | null,
  asked: string,
): { readonly seen: Seen; readonly facts: KeptFacts } | null {
  const kept = json(bytes) as { asked?: unknown; seen?: unknown; facts?: KeptFacts } | null
  if (kept === null || kept.asked !== asked || !isSeen(kept.seen) || !Array.isArray(kept.facts?.facts)) return null
  for (const fact of kept.facts.facts) Object.freeze(fact)
  return { seen: kept.seen, facts: kept.facts }
}

function json(bytes: Uint8Array | null): unknown {
  if (bytes === null) return null
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return null
  }
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
