import type { Diagnostic, Effects } from '../base/index.ts'
import { type CheckOptions, type Coverage, check } from './check.ts'
import type { Places } from './load.ts'

/** What `check` tells, without the documents that it was found in. */
export interface Told {
  readonly diagnostics: readonly Diagnostic[]
  readonly coverage: Coverage
  readonly fixed: readonly string[]
}

/** What was looked at: every file with its hash (empty for one that was not there) and every folder with its files. */
interface Seen {
  readonly files: readonly (readonly [path: string, sha256: string])[]
  readonly folders: readonly (readonly [path: string, sha256: string])[]
}

/**
 * What `check` tells of a desk, taken from `.assay/` when nothing that was looked at has changed since.
 *
 * `program` names the build of the program, so that another one never answers with what this one found; with the empty text
 * nothing is kept. A folder that cannot be written keeps nothing either.
 */
export async function recallCheck(
  effects: Effects,
  places: Places,
  options: CheckOptions,
  program: string,
): Promise<Told> {
  if (program === '' || options.fix) return check(effects, places, options)
  const asked = JSON.stringify([program, places.profile ?? '', options.reports, places.data])
  const name = effects.sha256(encode(asked)).slice(0, 16)
  // a machine without hashes cannot tell what has changed
  if (name === '') return check(effects, places, options)
  const file = `${places.desk}/.assay/check-${name}.json`
  const kept = parse(await effects.read(file))
  if (kept !== null && kept.asked === asked && (await isSame(effects, kept.seen))) return kept.told
  const watch = watching(effects)
  const { diagnostics, coverage, fixed } = await check(watch.effects, places, options)
  const told: Told = { diagnostics, coverage, fixed }
  const bytes = encode(JSON.stringify({ asked, seen: watch.seen(), told }))
  await effects.write([{ path: file, bytes }]).catch(() => {})
  return told
}

interface Kept {
  readonly asked: string
  readonly seen: Seen
  readonly told: Told
}

// what another program or a person has written there is passed over
function parse(bytes: Uint8Array | null): Kept | null {
  if (bytes === null) return null
  try {
    const kept = JSON.parse(new TextDecoder().decode(bytes)) as Partial<Kept>
    const whole =
      Array.isArray(kept.seen?.files) && Array.isArray(kept.seen.folders) && Array.isArray(kept.told?.diagnostics)
    return whole ? (kept as Kept) : null
  } catch {
    return null
  }
}

async function isSame(effects: Effects, seen: Seen): Promise<boolean> {
  for (const [path, sha256] of seen.folders) if (hashOfList(effects, await effects.list(path)) !== sha256) return false
  for (const [path, sha256] of seen.files) if (hashOf(effects, await effects.read(path)) !== sha256) return false
  return true
}

function watching(effects: Effects): { readonly effects: Effects; readonly seen: () => Seen } {
  const files = new Map<string, string>()
  const folders = new Map<string, string>()
  return {
    effects: {
      ...effects,
      read: async (path) => {
        const bytes = await effects.read(path)
        files.set(path, hashOf(effects, bytes))
        return bytes
      },
      list: async (path) => {
        const names = await effects.list(path)
        folders.set(path, hashOfList(effects, names))
        return names
      },
    },
    seen: () => ({ files: [...files], folders: [...folders] }),
  }
}

function hashOf(effects: Effects, bytes: Uint8Array | null): string {
  return bytes === null ? '' : effects.sha256(bytes)
}

function hashOfList(effects: Effects, names: readonly string[]): string {
  return effects.sha256(encode(names.join('\n')))
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
