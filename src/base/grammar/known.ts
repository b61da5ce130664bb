/** Names that tell a claim from what only looks like one. */
export interface KnownNames {
  /** names with digits in them that are no claims */
  readonly names?: readonly string[]
  /** in small letters: a number after one of these is a claim, though it looks like a version */
  readonly measures?: ReadonlySet<string>
}

/** Whether what looks like a name ends with one of a measure before its number, as `On BFCL 8.5` does. */
export function isMeasured(match: string, measures: ReadonlySet<string> | undefined): boolean {
  if (measures === undefined || measures.size === 0) return false
  const words = match
    .replace(/\s\S*\d.*$/, '')
    .toLowerCase()
    .split(' ')
  return match.includes(' ') && words.some((_, i) => measures.has(words.slice(i).join(' ')))
}

// one for each list of names, longest first
const namePatterns = new WeakMap<readonly string[], RegExp>()

/** The pattern of the names of a list. */
export function namePattern(names: readonly string[]): RegExp {
  let pattern = namePatterns.get(names)
  if (pattern === undefined) {
    const any = [...names]
      .filter((n) => n !== '')
      .sort((a, b) => b.length - a.length)
      .map((n) => n.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('|')
    pattern = new RegExp(any === '' ? '(?!)' : `(?<![\\dA-Za-z])(?:${any})(?![\\dA-Za-z])`, 'gi')
    namePatterns.set(names, pattern)
  }
  return pattern
}
