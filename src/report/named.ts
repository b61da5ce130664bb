/** A name as it is looked for: folded, with whose it is. */
export interface FoldedName {
  readonly name: string
  readonly id: string
}

interface Index {
  /** names by their first two letters, or their only one */
  readonly starts: ReadonlyMap<number, readonly number[]>
  /** 1 for a letter that any of them begins with */
  readonly firsts: Uint8Array
  readonly texts: Map<string, readonly FoldedName[]>
}

const indexes = new WeakMap<readonly FoldedName[], Index>()
const mostTexts = 5_000

/**
 * Those of `names` that stand anywhere in the folded `text`, in their own order.
 *
 * @example namesIn('gpt 4o beats it', [{ name: 'gpt 4', id: 'a' }, { name: 'claude', id: 'b' }]).map((n) => n.id).join() // 'a'
 */
export function namesIn<N extends FoldedName>(text: string, names: readonly N[]): readonly N[] {
  const index = indexOf(names)
  const known = index.texts.get(text)
  if (known !== undefined) return known as readonly N[]
  const held = readNames(text, names)
  if (index.texts.size >= mostTexts) index.texts.clear()
  index.texts.set(text, held)
  return held
}

/**
 * The same for texts that come once, of which nothing is kept.
 *
 * @example readNames('gpt 4o beats it', [{ name: 'beats', id: 'a' }]).length // 1
 */
export function readNames<N extends FoldedName>(text: string, names: readonly N[]): readonly N[] {
  const { firsts, starts } = indexOf(names)
  const found: number[] = []
  for (let i = 0; i < text.length; i += 1) {
    const one = text.charCodeAt(i)
    if (firsts[one] === 0) continue
    let list = starts.get(one)
    for (let turn = 0; turn < 2; turn += 1) {
      if (list !== undefined)
        for (let k = 0; k < list.length; k += 1)
          if (text.startsWith(names[list[k]!]!.name, i) && !found.includes(list[k]!)) found.push(list[k]!)
      list = starts.get(pairOf(one, text.charCodeAt(i + 1)))
    }
  }
  return found.length === 0 ? noNames : found.sort((a, b) => a - b).map((n) => names[n]!)
}

const noNames: readonly never[] = []

/**
 * Whether any of `names` stands in the folded `text`.
 *
 * @example holdsName('gpt 4o beats it', [{ name: 'beats', id: '' }]) // true
 */
export function holdsName(text: string, names: readonly FoldedName[]): boolean {
  const { firsts, starts } = indexOf(names)
  for (let i = 0; i < text.length; i += 1) {
    const one = text.charCodeAt(i)
    if (firsts[one] === 0) continue
    if (isAt(text, i, starts.get(one), names) || isAt(text, i, starts.get(pairOf(one, text.charCodeAt(i + 1))), names))
      return true
  }
  return false
}

function isAt(text: string, at: number, list: readonly number[] | undefined, names: readonly FoldedName[]): boolean {
  if (list === undefined) return false
  for (let k = 0; k < list.length; k += 1) if (text.startsWith(names[list[k]!]!.name, at)) return true
  return false
}

function indexOf(names: readonly FoldedName[]): Index {
  const known = indexes.get(names)
  if (known !== undefined) return known
  const starts = new Map<number, number[]>()
  const firsts = new Uint8Array(65_536)
  for (const [n, { name }] of names.entries()) {
    const first = name.charCodeAt(0)
    firsts[first] = 1
    const key = name.length === 1 ? first : pairOf(first, name.charCodeAt(1))
    const list = starts.get(key)
    if (list === undefined) starts.set(key, [n])
    else list.push(n)
  }
  const index = { starts, firsts, texts: new Map() }
  indexes.set(names, index)
  return index
}

// above all single letters; behind the last letter of a text there is none
function pairOf(one: number, two: number): number {
  return (one + 1) * 65_536 + (two || 0)
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
  for (const { name, id } of namesIn(text, names)) {
    for (let start = masked.indexOf(name); start !== -1; start = masked.indexOf(name, start + name.length)) {
      const end = start + name.length
      if (!fits(masked, start, end)) continue
      found.push({ id, start, end })
      masked = `${masked.slice(0, start)}${'\u0001'.repeat(name.length)}${masked.slice(end)}`
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

/** Whether what lies from `start` to `end` of a folded text is no part of a longer word of Latin letters and figures. */
export function isWord(text: string, start: number, end: number): boolean {
  return !((isLetter(text, start) && isLetter(text, start - 1)) || (isLetter(text, end - 1) && isLetter(text, end)))
}

// a small Latin letter or a figure
function isLetter(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57)
}

type SubjectName = FoldedName & { readonly kind: string }

const kinds = new WeakMap<readonly SubjectName[], Map<string, readonly SubjectName[]>>()

/** The names of subjects of one kind, one list for each kind. */
export function subjectsOf(
  { subjectNames }: { readonly subjectNames: readonly SubjectName[] },
  kind: string,
): readonly SubjectName[] {
  const known = kinds.get(subjectNames) ?? new Map<string, readonly SubjectName[]>()
  kinds.set(subjectNames, known)
  const names = known.get(kind) ?? subjectNames.filter((n) => n.kind === kind)
  known.set(kind, names)
  return names
}
