import type { Effects } from '../base/index.ts'
import type { FileHash } from './build.ts'
import type { Places } from './load.ts'
import { rulesBeside } from './publishing.ts'

/** Effects that remember what was read through them. */
export interface Recording {
  readonly effects: Effects
  /** the effects below, which remember nothing */
  readonly unseen: Effects
  /** the files read since the last call, by path, each once; paths from the desk or `assay:data/…` */
  readonly taken: () => readonly FileHash[]
}

/** `effects` with a record of every file read. */
export function record(effects: Effects, places: Places): Recording {
  let read = new Map<string, FileHash>()
  const made = places.compiled === undefined ? [] : [places.compiled, rulesBeside(places.compiled)]
  const shown = (path: string): string =>
    path.startsWith(`${places.desk}/`)
      ? path.slice(places.desk.length + 1)
      : path.startsWith(`${places.data}/`)
        ? `assay:data/${path.slice(places.data.length + 1)}`
        : path
  return {
    unseen: effects,
    effects: {
      ...effects,
      read: async (path) => {
        const bytes = await effects.read(path)
        // what the package made of its own data is no input: the data are
        if (bytes !== null && !made.includes(path))
          read.set(shown(path), { path: shown(path), sha256: effects.sha256(bytes), bytes: bytes.length })
        return bytes
      },
    },
    taken: () => {
      const files = [...read.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
      read = new Map()
      return files
    },
  }
}
