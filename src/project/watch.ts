import type { Effects } from '../base/index.ts'
import type { Memory } from '../report/index.ts'
import { holdBlocks } from './blocks.ts'
import { type BuildOptions, type BuildResult, buildReady, prepare, type Ready } from './build.ts'
import type { Places } from './load.ts'

/** Builds again what a change makes old: only the edition that was saved, or all when facts or settings changed. */
export interface Watcher {
  /** builds after the files named changed, paths from the desk; with none named, everything */
  readonly rebuild: (changed: readonly string[]) => Promise<BuildResult>
}

/** A watcher of the desk at `places`; it keeps the facts, the bound blocks and the typesetter between builds. */
export function createWatcher(effects: Effects, places: Places, asked: BuildOptions): Watcher {
  let ready: Ready | null = null
  const memories = new Map<string, Memory>()
  const memory = (file: string): Memory => {
    const held = memories.get(file) ?? holdBlocks()
    memories.set(file, held)
    return held
  }
  const options: BuildOptions = { ...asked, memory }
  return {
    rebuild: async (changed) => {
      const root = ready?.desk.config.reports
      const reportsOnly =
        ready !== null && changed.length > 0 && changed.every((f) => root !== undefined && f.startsWith(`${root}/`))
      if (ready === null || !reportsOnly) {
        ready = await prepare(effects, places)
        memories.clear()
        return buildReady(ready, options)
      }
      return buildReady(ready, options, new Set(changed))
    },
  }
}
