import type { Effects } from '../base/index.ts'

/** What was looked at: every file with its hash (empty for one that was not there) and every folder with its files. */
export interface Seen {
  readonly files: readonly (readonly [path: string, sha256: string])[]
  readonly folders: readonly (readonly [path: string, sha256: string])[]
}

/** Effects that note what is looked at through them. */
export interface Watching {
  readonly effects: Effects
  readonly seen: () => Seen
}

/** `effects` with a note of every file and folder that is looked at. */
export function watching(effects: Effects): Watching {
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

/** Tells of notes whether all that they name is as it was; a file is read once, however many notes name it. */
export function sameness(effects: Effects): (seen: Seen) => Promise<boolean> {
  const files = new Map<string, string>()
  const folders = new Map<string, string>()
  return async (seen) => {
    for (const [path, sha256] of seen.folders) {
      const now = folders.get(path) ?? hashOfList(effects, await effects.list(path))
      folders.set(path, now)
      if (now !== sha256) return false
    }
    for (const [path, sha256] of seen.files) {
      const now = files.get(path) ?? hashOf(effects, await effects.read(path))
      files.set(path, now)
      if (now !== sha256) return false
    }
    return true
  }
}

/** Whether a value that was read back is such a note. */
export function isSeen(value: unknown): value is Seen {
  const seen = value as Partial<Seen> | null | undefined
  return Array.isArray(seen?.files) && Array.isArray(seen.folders)
}

function hashOf(effects: Effects, bytes: Uint8Array | null): string {
  return bytes === null ? '' : effects.sha256(bytes)
}

function hashOfList(effects: Effects, names: readonly string[]): string {
  return effects.sha256(new TextEncoder().encode(names.join('\n')))
}
