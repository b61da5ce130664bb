import { type Shift, shiftFinding } from '../again.ts'
import type { Finding, Place } from '../claim.ts'
import type { AuditDesk } from '../desk.ts'
import type { Block, Paragraph, Read } from './input.ts'

// no check of a paragraph looks further back than this many characters, and one sentence that states a number
const reach = 700
// of one among so many short ones it is not kept what was told
const mostAround = 40
// so many letters before a paragraph may be looked at, whatever they belong to
const letters = 20

/** What checks told of one paragraph, wherever it stood among the same ones. */
interface Known {
  times: number
  readonly told: Map<unknown, Told>
  /** the checks that told nothing of it while nothing had been told of it and its surroundings */
  readonly silent: Set<unknown>
}

interface Told {
  /** what had been told of it and its surroundings by then */
  readonly marks: string
  readonly at: Place
  readonly findings: readonly Finding[]
  /** what else the check came to */
  readonly value: unknown
}

const stores = new WeakMap<AuditDesk, Map<string, Known>>()
const mostKnown = 20_000

/** Checks paragraph after paragraph; one that stands among the same paragraphs for the third time is told of as the second time. */
export interface Repetition {
  /** carries out `check` on every paragraph that states a number */
  readonly each: (check: (paragraph: Paragraph) => void) => void
  /** carries out `run` for the `n`-th paragraph, which hangs on those in `on` besides, or tells again what it told */
  readonly once: <V>(run: () => V, name: unknown, n: number, on: readonly number[], more: string) => V
}

/** The repetition of the paragraphs of a part of a document. */
export function repetitionOf(read: Read): Repetition {
  const { desk, paragraphs, numbered: sentences } = read
  const store = stores.get(desk) ?? new Map<string, Known>()
  stores.set(desk, store)
  const places: (Place | undefined)[] = []
  const placeOf = (n: number) => {
    places[n] ??= desk.place(paragraphs[n]!.start, paragraphs[n]!.start)
    return places[n]
  }
  const around = surroundingsOf(read)
  const marks = marksOf(paragraphs, desk)
  const touched = touchedOf(paragraphs, around, desk)
  const tell = <V>(known: Known, run: () => V, name: unknown, n: number, seen: string): V => {
    const at = placeOf(n)
    const told = known.told.get(name)
    if (told !== undefined && told.marks === seen && told.at.column === at.column) {
      const shift: Shift = { by: at.start - told.at.start, lines: at.line - told.at.line, tables: 0 }
      for (const finding of told.findings) desk.retell(shiftFinding(finding, shift))
      return told.value as V
    }
    const before = desk.findings.length
    const value = run()
    known.told.set(name, { marks: seen, at, findings: desk.findings.slice(before), value })
    return value
  }
  const known = around.map((a) => (a === null ? null : knownIn(store, a.key)))
  // most paragraphs state no number
  const stating = [...paragraphs.keys()].filter((n) => paragraphs[n]!.from < paragraphs[n]!.to)
  return {
    each: (check) => {
      for (const n of stating) {
        const { from, to } = paragraphs[n]!
        const own = known[n]!
        const run = () => check({ sentences, from, to, desk })
        if (own === null || own.times < 2) {
          run()
          continue
        }
        const isQuiet = !touched().has(n)
        if (isQuiet && own.silent.has(check)) continue
        const before = desk.findings.length
        tell(own, run, check, n, isQuiet ? '' : marks(around[n]!.on, n))
        if (isQuiet && desk.findings.length === before) own.silent.add(check)
      }
    },
    once: (run, name, n, on, more) => {
      const readings = [n, ...on].map((i) => paragraphs[i]!.reading)
      if (readings.includes(null)) return run()
      const { start } = paragraphs[n]!
      const own = knownIn(store, `${more}|${readings.join()}|${on.map((i) => start - paragraphs[i]!.start).join()}`)
      return own.times < 2 ? run() : tell(own, run, name, n, marks(on, n))
    },
  }
}

function knownIn(store: Map<string, Known>, key: string): Known {
  let known = store.get(key)
  if (known === undefined) {
    if (store.size >= mostKnown) store.clear()
    known = { times: 0, told: new Map(), silent: new Set() }
    store.set(key, known)
  }
  known.times += 1
  return known
}

interface Surroundings {
  readonly key: string
  /** the paragraphs before it that checks may look at */
  readonly on: readonly number[]
}

const noOnes: readonly number[] = []

// what stands before each paragraph that states a number, as far as a check may look; `null` where that is known by nothing
function surroundingsOf({ paragraphs, desk }: Read): readonly (Surroundings | null)[] {
  const { text } = desk.input.extract
  const seen: number[] = []
  return paragraphs.map(({ start, from, to, reading }, n) => {
    if (from === to) return null
    let key = reading === null ? '' : `${reading}`
    const on: number[] = []
    for (let i = seen.length - 1; key !== ''; i -= 1) {
      const other = i < 0 ? undefined : paragraphs[seen[i]!]!
      if (other === undefined) {
        key += '^'
        break
      }
      on.push(seen[i]!)
      key = on.length > mostAround || other.reading === null ? '' : `${key},${start - other.start}:${other.reading}`
      if (start - other.start > reach) break
    }
    seen.push(n)
    return key === ''
      ? null
      : { key: `${key} ${text.slice(Math.max(0, start - letters), start)}`, on: on.length === 0 ? noOnes : on }
  })
}

// of each paragraph what has been told of it since checks began, as one text
function marksOf(paragraphs: readonly Block[], { findings }: AuditDesk): (on: readonly number[], n: number) => string {
  const told: string[] = []
  let count = findings.length
  const note = ({ at }: Finding) => {
    for (let n = firstBehind(paragraphs, at.start); n < paragraphs.length && paragraphs[n]!.start < at.end; n += 1)
      told[n] = `${told[n] ?? ''}${at.start - paragraphs[n]!.start}-${at.end - at.start};`
  }
  return (on, n) => {
    for (; count < findings.length; count += 1) note(findings[count]!)
    let all = told[n] ?? ''
    for (const i of on) if (told[i] !== undefined) all += `${n - i}:${told[i]}`
    return all
  }
}

// the paragraphs of which, or of whose surroundings, something has been told since checks began
function touchedOf(
  paragraphs: readonly Block[],
  around: readonly (Surroundings | null)[],
  { findings }: AuditDesk,
): () => ReadonlySet<number> {
  const touched = new Set<number>()
  let count = findings.length
  const touch = (told: number) => {
    touched.add(told)
    let first: number | undefined
    for (let n = told + 1; n < paragraphs.length; n += 1) {
      const { start, from, to } = paragraphs[n]!
      if (from === to) continue
      // the next one looks back to it however far it is, those behind that as far as they look
      first ??= start
      if (start - first > reach) break
      if (around[n]?.on.includes(told)) touched.add(n)
    }
  }
  return () => {
    for (; count < findings.length; count += 1) {
      const { at } = findings[count]!
      for (let n = firstBehind(paragraphs, at.start); n < paragraphs.length && paragraphs[n]!.start < at.end; n += 1)
        touch(n)
    }
    return touched
  }
}

// the first paragraph that ends behind a place
function firstBehind(paragraphs: readonly Block[], at: number): number {
  let low = 0
  let high = paragraphs.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (paragraphs[middle]!.end > at) high = middle
    else low = middle + 1
  }
  return low
}
