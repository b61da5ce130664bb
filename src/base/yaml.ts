import { isMap, isScalar, isSeq, parseDocument } from 'yaml'
import { type Entry, type PlainNode, readPlainYaml } from './yaml-plain.ts'

/** A YAML text as plain values, with the places of its parts. */
export interface YamlText {
  readonly value: unknown
  readonly errors: readonly { readonly message: string; readonly start: number; readonly end: number }[]
  /** offsets of the value (or with `key` of the key) at a path of keys and indices; `null` when there is none */
  readonly range: (
    path: readonly (string | number)[],
    key?: boolean,
  ) => { readonly start: number; readonly end: number } | null
}

/**
 * `text` as plain values; scalars are texts, whole numbers, booleans and null as YAML 1.2 has them.
 *
 * Days stay texts. Aliases are limited, so that a small file cannot grow without bound.
 */
export function parseYaml(text: string): YamlText {
  const before = known.get(text)
  if (before !== undefined) return before
  const read = parse(text)
  if (known.size >= mostKnown) known.clear()
  if (text.length < longestKnown) known.set(text, read)
  return read
}

// a feed's profile is asked for by each of its files, and while a report is written its tables stay as they are
const known = new Map<string, YamlText>()
const mostKnown = 500
const longestKnown = 10_000

function parse(text: string): YamlText {
  const plain = readPlainYaml(text)
  const read = plain === null ? parseNested(text) : { value: plain.value, errors: [], range: plainRange(plain) }
  return isDeeper(read.value, deepest) ? tooDeep : read
}

// nobody writes by hand what nests deeper, and what walks through it would not come back
const deepest = 200

const tooDeep: YamlText = Object.freeze({
  value: null,
  errors: Object.freeze([Object.freeze({ message: `it nests deeper than ${deepest}`, start: 0, end: 0 })]),
  range: () => null,
})

function parseNested(text: string): YamlText {
  try {
    return parseWhole(text)
  } catch (thrown) {
    if (thrown instanceof RangeError) return tooDeep
    throw thrown
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((part) => isDeeper(part, levels - 1))
}

function plainRange(root: PlainNode): YamlText['range'] {
  return (path, key = false) => {
    let node: PlainNode | undefined = root
    for (let i = 0; i < path.length; i += 1) {
      const step = path[i]!
      const entry: Entry | undefined = node.entries?.get(String(step))
      if (key && i === path.length - 1 && entry !== undefined) node = entry.key
      else node = entry?.node ?? (typeof step === 'number' ? node.items?.[step] : undefined)
      if (node === undefined) return null
    }
    return { start: node.start, end: node.end }
  }
}

/** `text` read by the parser of the whole language. */
export function parseWhole(text: string): YamlText {
  const document = parseDocument(text, { prettyErrors: false, schema: 'core', uniqueKeys: true })
  const errors = document.errors.map((e) => ({ message: e.message, start: e.pos[0], end: e.pos[1] }))
  return {
    value: errors.length > 0 ? null : safeValue(document, errors),
    errors,
    range: (path, key = false) => find(document.contents, path, key),
  }
}

function safeValue(
  document: ReturnType<typeof parseDocument>,
  errors: { message: string; start: number; end: number }[],
): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    errors.push({ message: (error as Error).message, start: 0, end: 0 })
    return null
  }
}

function find(node: unknown, path: readonly (string | number)[], key: boolean): { start: number; end: number } | null {
  if (path.length === 0) return rangeOf(node)
  const [first, ...rest] = path
  if (isSeq(node) && typeof first === 'number') return find(node.items[first], rest, key)
  if (!isMap(node)) return null
  const pair = node.items.find((p) => isScalar(p.key) && String(p.key.value) === String(first))
  if (pair === undefined) return null
  return rest.length === 0 && key ? rangeOf(pair.key) : find(pair.value, rest, key)
}

function rangeOf(node: unknown): { start: number; end: number } | null {
  const range = (node as { range?: readonly number[] | null } | null)?.range
  return range ? { start: range[0]!, end: range[1]! } : null
}
