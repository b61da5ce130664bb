/** A name as it is looked for: folded, with whose it is. */
export interface FoldedName {
  readonly name: string
  readonly id: string
}

/** Where a name stands in a folded text. */
export interface NamePlace {
  readonly id: string
  readonly start: number
  readonly end: number
}

/**
 * Every name of `names`, which come the longest first, in the folded `text`, in the order in which they stand there.
 *
 * A longer name is not read again as the shorter one inside it. `fits` may refuse a place, as inside a word.
 *
 * @example placesOf('gpt 4o beats gpt 4', [{ name: 'gpt 4o', id: 'b' }, { name: 'gpt 4', id: 'a' }]).map((p) => p.id).join() // 'b,a'
 */
export function placesOf(
  text: string,
  names: readonly FoldedName[],
  fits: (text: string, start: number, end: number) => boolean = () => true,
): readonly NamePlace[] {
  let masked = text
  const found: NamePlace[] = []
  for (const { name, id } of names) {
    for (let start = masked.indexOf(name); start !== -1; start = masked.indexOf(name, start + name.length)) {
      const end = start + name.length
      if (!fits(masked, start, end)) continue
      found.push({ id, start, end })
      masked = `${masked.slice(0, start)}${'\u0001'.repeat(name.length)}${masked.slice(end)}`
    }
  }
  return found.sort((a, b) => a.start - b.start)
}
