import { readdirSync, realpathSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'

/** Whether `path` lies in one of the folders `roots`, links followed. */
export function inside(path: string, roots: readonly string[]): boolean {
  const real = realOf(path)
  return roots.some((root) => {
    const base = realOf(root)
    return real === base || real.startsWith(base.endsWith(sep) ? base : base + sep)
  })
}

function realOf(path: string): string {
  try {
    return realpathSync.native(path)
  } catch {
    return resolve(path)
  }
}

/** The files in `folder` and below it, by their paths from it with `/`, in order; none where it lies outside of `roots`. */
export async function listFiles(folder: string, roots: readonly string[]): Promise<readonly string[]> {
  if (!inside(folder, roots)) return []
  const found: string[] = []
  const walk = (place: string, before: string) => {
    for (const entry of readdirSync(place, { withFileTypes: true })) {
      // a link is read where its end lies inside, and told of where not
      if (entry.isFile() || entry.isSymbolicLink()) found.push(before + entry.name)
      else if (entry.isDirectory()) walk(join(place, entry.name), `${before}${entry.name}/`)
    }
  }
  try {
    walk(folder, '')
  } catch {
    return []
  }
  return found.sort()
}
