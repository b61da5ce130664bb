import type { Effects } from '../base/index.ts'
import { type BuildOptions, type BuildResult, buildReady, prepare, type Ready } from './build.ts'
import type { Places } from './load.ts'

/** Builds again what a change makes old: only the edition that was saved, or all when facts or settings changed. */
export interface Watcher {
  /** builds after the files named changed, paths from the desk; with none named, everything */
  readonly rebuild: (changed: readonly string[]) => Promise<BuildResult>
}

/** A watcher of the desk at `places`; it keeps the facts and the typesetter between builds. */
export function createWatcher(effects: Effects, places: Places, options: BuildOptions): Watcher {
  let ready: Ready | null = null
  return {
    rebuild: async (changed) => {
      const root = ready?.desk.config.reports
      const reportsOnly =
        ready !== null && changed.length > 0 && changed.every((f) => root !== undefined && f.startsWith(`${root}/`))
      if (ready === null || !reportsOnly) {
        ready = await prepare(effects, places)
        return buildReady(ready, options)
      }
      return buildReady(ready, options, new Set(changed))
    },
  }
}
