import { type ParseError, parseTree } from 'jsonc-parser'
import type { Extract, ExtractBlock, ExtractCell, ExtractTable, Words } from '../../base/index.ts'
import { type Decoded, plainExtract } from './decode.ts'

/** A value of a JSON text with its place. */
interface Value {
  readonly type: string
  readonly offset: number
  readonly length: number
  readonly value?: unknown
  readonly children?: readonly Value[]
}

const deepest = 200
const mostTables = 500

/**
 * The tables of a JSON text: every list of objects is one, its keys the head; long strings are running text.
 *
 * An object of plain values is a table of two columns. Offsets are into the text as it is written.
 */
export function readJson(file: string, decoded: Decoded): Extract | Words {
  if (depthOf(decoded.text) > deepest) return { en: `it nests deeper than ${deepest}`, zh: `嵌套超过 ${deepest} 层` }
  const errors: ParseError[] = []
  const root = parseTree(decoded.text, errors, { allowTrailingComma: true }) as Value | undefined
  const first = errors[0]
  if (root === undefined || (first !== undefined && first.offset < 16)) return { en: 'it is no JSON', zh: '不是 JSON' }
  const blocks: ExtractBlock[] = []
  visit(first === undefined ? root : wholeOf(root, decoded.text, first.offset), '', decoded.text, blocks)
  const extract = plainExtract(
    file,
    'json',
    decoded,
    blocks.sort((a, b) => a.start - b.start),
  )
  if (first === undefined) return extract
  const why = { en: `the JSON is damaged at character ${first.offset}`, zh: `JSON 在第 ${first.offset} 个字符处损坏` }
  return { ...extract, unread: [{ why, start: first.offset }] }
}

// of a text that is damaged at `end` the records before it are kept; the one that was cut may have half a number
function wholeOf(value: Value, text: string, end: number): Value {
  if (value.children === undefined) return value
  const isRecord = value.type === 'array'
  const children = value.children.filter((c) => {
    const own = c.type === 'property' ? c.children?.[1] : c
    if (own === undefined) return false
    return isPlain(own) ? own.offset + own.length < end : !isRecord || isClosed(own, text, end)
  })
  return { ...value, children: children.map((c) => (isRecord ? c : wholeOf(c, text, end))) }
}

function isClosed(value: Value, text: string, end: number): boolean {
  const to = value.offset + value.length
  const last = value.children?.at(-1)
  const bracket = text[to - 1] === (value.type === 'array' ? ']' : '}')
  return bracket && to <= end && (last === undefined || last.offset + last.length < to)
}

function depthOf(text: string): number {
  let [depth, most, inString] = [0, 0, false]
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i]
    if (inString) {
      if (c === '\\') i += 1
      else if (c === '"') inString = false
    } else if (c === '"') inString = true
    else if (c === '[' || c === '{') {
      depth += 1
      if (depth > most) most = depth
    } else if (c === ']' || c === '}') depth -= 1
  }
  return most
}

function visit(value: Value, title: string, source: string, blocks: ExtractBlock[]): void {
  if (blocks.length > mostTables) return
  if (value.type === 'array') {
    const rows = (value.children ?? []).filter((c) => c.type === 'object' && isFlat(c))
    const lists = (value.children ?? []).filter((c) => c.type === 'array' && (c.children ?? []).every(isPlain))
    if (rows.length > 0) blocks.push(tableOf(rows, title, source))
    else if (lists.length > 1)
      blocks.push({
        kind: 'table',
        start: value.offset,
        end: value.offset + value.length,
        title,
        rows: lists.map((l) => (l.children ?? []).map((v) => cellOf(v, source))),
      })
    const taken = new Set([...rows, ...lists])
    for (const child of value.children ?? []) if (!taken.has(child)) visit(child, title, source, blocks)
    if (rows.length > 0)
      for (const row of rows)
        for (const p of row.children ?? []) if (isLong(p.children?.[1])) prose(p.children![1]!, blocks)
  } else if (value.type === 'object') visitObject(value, title, source, blocks)
  else if (isLong(value)) prose(value, blocks)
}

function visitObject(value: Value, title: string, source: string, blocks: ExtractBlock[]): void {
  const plainOnes = (value.children ?? []).filter(
    (p) => p.children?.[1] !== undefined && isPlain(p.children[1]) && !isLong(p.children[1]),
  )
  if (plainOnes.length > 1 && plainOnes.some((p) => p.children![1]!.type === 'number'))
    blocks.push({
      kind: 'table',
      start: value.offset,
      end: value.offset + value.length,
      title,
      rows: plainOnes.map((p) => p.children!.map((v) => cellOf(v, source))),
    })
  const records = recordsOf(value)
  if (records.length > 0) {
    const table = tableOf(
      records.map((p) => p.children![1]!),
      title,
      source,
    )
    // the key of each record is its label
    const labels = records.map((p) => cellOf(p.children![0]!, source))
    const corner: ExtractCell = { text: '', start: value.offset, end: value.offset, ref: '' }
    blocks.push({ ...table, rows: table.rows.map((row, n) => [n === 0 ? corner : labels[n - 1]!, ...row]) })
  }
  const taken = new Set([...plainOnes, ...records])
  for (const property of value.children ?? []) {
    const [key, own] = property.children ?? []
    if (own === undefined || taken.has(property)) continue
    visit(own, String(key?.value ?? title), source, blocks)
  }
}

// { "A": { "MMLU": 88.6 }, "B": { "MMLU": 88.3 } }: objects of the same keys are the rows of one table
function recordsOf(value: Value): readonly Value[] {
  const own = (value.children ?? []).filter((p) => {
    const inner = p.children?.[1]
    return (
      inner?.type === 'object' &&
      (inner.children ?? []).length > 1 &&
      (inner.children ?? []).every((c) => c.children?.[1] !== undefined && isPlain(c.children[1]))
    )
  })
  if (own.length < 2) return []
  const keysOf = (p: Value) => (p.children![1]!.children ?? []).map((c) => String(c.children?.[0]?.value))
  const first = new Set(keysOf(own[0]!))
  const isAlike = (p: Value) => keysOf(p).filter((k) => first.has(k)).length * 2 > first.size
  return own.every(isAlike) ? own : []
}

function isPlain(value: Value): boolean {
  return value.type !== 'array' && value.type !== 'object'
}

function isFlat(value: Value): boolean {
  return (value.children ?? []).some((p) => p.children?.[1] !== undefined && isPlain(p.children[1]))
}

function isLong(value: Value | undefined): boolean {
  return value?.type === 'string' && String(value.value).length > 40
}

function prose(value: Value, blocks: ExtractBlock[]): void {
  blocks.push({ kind: 'paragraph', start: value.offset + 1, end: value.offset + value.length - 1 })
}

// { "model": "A", "scores": { "MMLU": 86.1 } }: plain values one level down belong to the record
function propertiesOf(row: Value): readonly Value[] {
  return (row.children ?? []).flatMap((p) => {
    const own = p.children?.[1]
    const inner = own?.type === 'object' ? (own.children ?? []) : []
    const isPlainOnes = inner.length > 0 && inner.every((c) => c.children?.[1] !== undefined && isPlain(c.children[1]))
    return isPlainOnes ? inner : [p]
  })
}

function tableOf(rows: readonly Value[], title: string, source: string): ExtractTable {
  const keys: string[] = []
  const heads: ExtractCell[] = []
  for (const row of rows.slice(0, 50))
    for (const property of propertiesOf(row)) {
      const key = property.children?.[0]
      if (key === undefined || keys.length >= 500 || keys.includes(String(key.value))) continue
      keys.push(String(key.value))
      heads.push(cellOf(key, source))
    }
  const body = rows.map((row) => {
    const own = new Map(propertiesOf(row).map((p) => [String(p.children?.[0]?.value), p.children?.[1]]))
    return keys.map((key) => {
      const found = own.get(key)
      return found !== undefined && isPlain(found)
        ? cellOf(found, source)
        : { text: '', start: row.offset, end: row.offset, ref: '' }
    })
  })
  const last = rows.at(-1)!
  return { kind: 'table', start: rows[0]!.offset, end: last.offset + last.length, title, rows: [heads, ...body] }
}

// 84.0 keeps its last digit
function cellOf(value: Value, source: string): ExtractCell {
  const quoted = value.type === 'string' ? 1 : 0
  const raw = source.slice(value.offset, value.offset + value.length)
  const text = value.type === 'null' ? '' : /^-?\d+\.\d+$/.test(raw) ? raw : String(value.value)
  return { text, start: value.offset + quoted, end: value.offset + value.length - quoted, ref: '' }
}
