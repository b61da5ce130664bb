/** One name in a folder. */
export interface Entry {
  readonly name: string
  readonly isFile: () => boolean
  readonly isDirectory: () => boolean
  readonly isSymbolicLink: () => boolean
}

/**
 * The files in `folder` and below it, by their paths from it with `/`, in order; none where a folder cannot be read.
 *
 * `entriesOf` gives what stands in a folder.
 */
export function filesUnder(folder: string, entriesOf: (place: string) => readonly Entry[]): readonly string[] {
  const found: string[] = []
  const walk = (place: string, before: string) => {
    for (const entry of entriesOf(place)) {
      // a link is read where its end lies inside, and told of where not
      if (entry.isFile() || entry.isSymbolicLink()) found.push(before + entry.name)
      else if (entry.isDirectory()) walk(`${place}/${entry.name}`, `${before}${entry.name}/`)
    }
  }
  try {
    walk(folder, '')
  } catch {
    return []
  }
  return found.sort()
}
