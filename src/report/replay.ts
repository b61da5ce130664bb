import { append, decimal, type Interval, isRecord, type Span } from '../base/index.ts'
import type { Fact, Store } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import type { Memory } from './memory.ts'
import type { RawBlock } from './raw.ts'
import type { Binding, Block } from './tree.ts'

/** A bound block with all that binding it gave, wherever in a report it stands. */
interface KeptBlock {
  readonly block: unknown
  readonly bindings: readonly unknown[]
  readonly diagnostics: readonly unknown[]
  readonly fills: readonly unknown[]
  /** findings that are told once in a report, by their index, with what they speak of */
  readonly once: readonly (readonly [index: number, about: string])[]
}

/** Where a block stands: places are kept as they lie to its start, bindings as they lie to those before it. */
interface Frame {
  readonly file: string
  readonly at: Span
  readonly bound: number
}

/**
 * What `bind` makes of `block`, or what it made of it before.
 *
 * A block comes to the same wherever it stands, as long as its text, the names that the report speaks of (`about`) and the facts
 * are the same: the caller forgets everything when facts or settings change.
 */
export function replay(
  block: RawBlock,
  text: string,
  about: string,
  binder: Binder,
  memory: Memory,
  bind: (binder: Binder) => Block,
): Block {
  const frame: Frame = { file: binder.file, at: block.at, bound: binder.bindings.size }
  const raw = pack(block, frame)
  if (raw === null) return bind(binder)
  const key = `block\n${about}\n${text.slice(block.at.start, block.at.end)}\n${JSON.stringify(raw)}`
  const known = memory.recall(key)
  const before = known === undefined ? null : restore(known as KeptBlock, frame, binder)
  if (before !== null) return before
  const inner: Binder = { ...binder, diagnostics: [], fills: [], once: new Map(), told: new Set() }
  const made = bind(inner)
  const kept = keptOf(made, frame, inner)
  if (kept !== null) memory.keep(key, kept)
  tell(inner, binder)
  return made
}

// what one block has told of, no other tells of again
function tell({ diagnostics, fills, once }: Pick<Binder, 'diagnostics' | 'fills' | 'once'>, to: Binder): void {
  append(to.fills, fills)
  for (const diagnostic of diagnostics) {
    const about = once.get(diagnostic)
    if (about !== undefined && to.told.has(about)) continue
    if (about !== undefined) {
      to.told.add(about)
      to.once.set(diagnostic, about)
    }
    to.diagnostics.push(diagnostic)
  }
}

function keptOf(made: Block, frame: Frame, inner: Binder): KeptBlock | null {
  const fresh: Binding[] = []
  for (let i = frame.bound + 1; i <= inner.bindings.size; i += 1) fresh.push(inner.bindings.get(`n${i}`)!)
  const parts = {
    block: pack(made, frame),
    bindings: fresh.map((b) => packBinding(b, frame, inner.store)),
    diagnostics: inner.diagnostics.map((d) => pack(d, frame)),
    fills: inner.fills.map((f) => pack(f, frame)),
    once: inner.diagnostics.flatMap((d, i) => (inner.once.has(d) ? [[i, inner.once.get(d)!] as const] : [])),
  }
  const isWhole = [parts.block, ...parts.bindings, ...parts.diagnostics, ...parts.fills].every((p) => p !== null)
  return isWhole ? parts : null
}

// what a person or another program has written there is passed over
function restore(kept: KeptBlock, frame: Frame, binder: Binder): Block | null {
  try {
    const block = unpack(kept.block, frame) as Block
    const bindings = kept.bindings.map((b, i) => unpackBinding(b, i + 1, frame, binder.store))
    const diagnostics = kept.diagnostics.map((d) => Object.freeze(unpack(d, frame)) as Binder['diagnostics'][number])
    const fills = kept.fills.map((f) => unpack(f, frame) as Binder['fills'][number])
    const once = new Map(kept.once.map(([i, about]) => [diagnostics[i]!, about]))
    for (const binding of bindings) binder.bindings.set(binding.key, binding)
    tell({ diagnostics, fills, once }, binder)
    return block
  } catch {
    return null
  }
}

class Outside extends Error {}

const spans: ReadonlySet<string> = new Set(['at', 'textAt', 'span'])
// their keys are the author's own
const verbatim: ReadonlySet<string> = new Set(['options', 'attributes'])

// `null` where it speaks of a place outside its block, which nobody can say anew
function pack(value: object, frame: Frame): object | null {
  try {
    return packed(value, '', frame) as object
  } catch (error) {
    if (error instanceof Outside) return null
    throw error
  }
}

function packed(value: unknown, name: string, frame: Frame): unknown {
  if (name === 'binding' && value !== '') return Number((value as string).slice(1)) - frame.bound
  if (name === 'offset') return (value as number) - frame.at.start
  if (typeof value !== 'object' || value === null || verbatim.has(name)) return value
  if (Array.isArray(value)) return value.map((v) => (isPlain(v, '') ? v : packed(v, '', frame)))
  if (spans.has(name)) return packSpan(value as Span, frame)
  const copy: Record<string, unknown> = {}
  for (const key in value) {
    const part = (value as Record<string, unknown>)[key]
    copy[key] = isPlain(part, key) ? part : packed(part, key, frame)
  }
  return copy
}

// most of a tree is words that stay as they are
function isPlain(value: unknown, name: string): boolean {
  return (typeof value !== 'object' || value === null) && name !== 'binding' && name !== 'offset'
}

function packSpan(span: Span, { file, at }: Frame): unknown {
  if (span.file !== file) return span
  if (span.start < at.start || span.end > at.end) throw new Outside()
  return [span.start - at.start, span.end - at.start, span.line - at.line, span.column]
}

function unpack(value: unknown, frame: Frame, name = ''): unknown {
  if (name === 'binding' && value !== '') return `n${frame.bound + (value as number)}`
  if (typeof value !== 'object' || value === null || verbatim.has(name)) return value
  if (spans.has(name)) return unpackSpan(value, frame)
  if (Array.isArray(value)) return value.map((v) => unpack(v, frame))
  const copy: Record<string, unknown> = {}
  for (const key in value) copy[key] = unpack((value as Record<string, unknown>)[key], frame, key)
  return copy
}

function unpackSpan(span: unknown, { file, at }: Frame): Span {
  if (!Array.isArray(span)) return span as Span
  const [start, end, line, column] = span as readonly number[]
  return Object.freeze({
    file,
    start: start! + at.start,
    end: end! + at.start,
    line: line! + at.line,
    column: column!,
  })
}

const numbers = new WeakMap<Store, ReadonlyMap<Fact, number>>()

function numbersOf(store: Store): ReadonlyMap<Fact, number> {
  const known = numbers.get(store) ?? new Map(store.facts.map((f, i) => [f, i]))
  numbers.set(store, known)
  return known
}

function numbered(facts: readonly Fact[], store: Store): readonly number[] | null {
  const known = numbersOf(store)
  const list: number[] = []
  for (const fact of facts) {
    const number = known.get(fact)
    if (number === undefined) return null
    list.push(number)
  }
  return list
}

function packBinding(binding: Binding, frame: Frame, store: Store): object | null {
  const { facts, others, interval } = binding
  const used = numbered(facts, store)
  const beside = numbered(others, store)
  if (used === null || beside === null) return null
  const rest: Record<string, unknown> = {}
  for (const name in binding) if (!apart.has(name)) rest[name] = binding[name as keyof Binding]
  const ends =
    interval === null
      ? null
      : [interval.low?.toFixed() ?? null, interval.high?.toFixed() ?? null, interval.lowOpen, interval.highOpen]
  const own = pack(rest, frame)
  return own === null ? null : Object.assign(own, { facts: used, others: beside, interval: ends })
}

const apart: ReadonlySet<string> = new Set(['key', 'facts', 'others', 'interval'])

function unpackBinding(kept: unknown, index: number, frame: Frame, store: Store): Binding {
  if (!isRecord(kept)) throw new TypeError('no binding')
  const { facts, others, interval, ...rest } = kept
  const named = (list: unknown) =>
    (list as readonly number[]).map((i) => {
      const fact = store.facts[i]
      if (fact === undefined) throw new TypeError('no fact')
      return fact
    })
  return Object.freeze({
    ...(unpack(rest, frame) as Omit<Binding, 'key' | 'facts' | 'others' | 'interval'>),
    key: `n${frame.bound + index}`,
    facts: named(facts),
    others: named(others),
    interval: interval === null ? null : intervalOf(interval as Ends),
  })
}

type Ends = readonly [low: string | null, high: string | null, lowOpen: boolean, highOpen: boolean]

function intervalOf([low, high, lowOpen, highOpen]: Ends): Interval {
  const end = (text: string | null) => (text === null ? null : decimal(text))
  return { low: end(low), high: end(high), lowOpen, highOpen }
}
