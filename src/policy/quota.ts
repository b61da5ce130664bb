import { isPoint, largest, smallest } from '../base/index.ts'
import { evaluate, type Scope } from './evaluate.ts'
import type { Definition } from './tree.ts'
import { maybe, none, truth, type Val, yes } from './val.ts'

/** How often each key of each quota was drawn on: at least and at most. */
export class Book {
  private readonly counts = new Map<string, readonly [number, number]>()

  /** at least and at most so many were drawn */
  drawn(key: string): readonly [number, number] {
    return this.counts.get(key) ?? [0, 0]
  }

  /** a book of its own with the same counts */
  copy(): Book {
    const own = new Book()
    for (const [key, counts] of this.counts) own.counts.set(key, counts)
    return own
  }

  /** takes it that one of `books` is how things stand */
  become(books: readonly Book[]): void {
    for (const key of new Set(books.flatMap((b) => [...b.counts.keys()]))) {
      const all = books.map((b) => b.drawn(key))
      this.counts.set(key, [smallest(all.map(([low]) => low)), largest(all.map(([, high]) => high))])
    }
  }

  /** notes that one of `keys` was drawn on, or may have been */
  draw(keys: readonly string[], surely: boolean): void {
    for (const key of keys) {
      const [low, high] = this.drawn(key)
      this.counts.set(key, [low + (surely && keys.length === 1 ? 1 : 0), high + 1])
    }
  }
}

/** The keys that a claim may draw on, and the limit of each; `null` when there are too many to tell. */
export function quotaKeys(definition: Definition, scope: Scope): readonly string[] | null {
  let keys: readonly string[] = [definition.name]
  for (const part of definition.keys) {
    const values = texts(evaluate(part, scope))
    if (values === null || keys.length * values.length > 200) return null
    keys = keys.flatMap((k) => values.map((v) => `${k}\n${v}`))
  }
  return keys
}

function texts(value: Val): readonly string[] | null {
  if (value.kind === 'choice') return value.set
  if (value.kind !== 'number' || !isPoint(value.range)) return null
  return [value.range.low!.toFixed()]
}

/** Whether a quota has room for one more. */
export function quotaFree(definition: Definition, scope: Scope, book: Book): Val {
  const limit = evaluate(limitExpr(definition), scope)
  if (limit.kind !== 'number') return none
  const keys = quotaKeys(definition, scope)
  if (keys === null) return maybe
  const { low, high } = limit.range
  let [canYes, canNo] = [false, false]
  for (const key of keys) {
    const [least, most] = book.drawn(key)
    if (high === null || high.gt(least)) canYes = true
    if (low === null || low.lte(most)) canNo = true
  }
  return keys.length === 0 ? yes : truth(canYes, canNo)
}

// a quota with a limit for each word is looked up by the word among its keys
function limitExpr(definition: Definition) {
  const place = { start: 0, end: 0 }
  const byWord = definition.versions.some((v) => v.content.kind === 'cases')
  const key = definition.keys.find((k) => k.kind === 'name' && k.name !== 'consumer')
  if (byWord && key !== undefined) return { kind: 'lookup' as const, table: definition.name, key, ...place }
  return { kind: 'name' as const, name: definition.name, ...place }
}
