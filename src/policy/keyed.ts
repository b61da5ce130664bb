import type { Definition, Policy } from './tree.ts'

/** By what the rows of a table are found: the words of a vocabulary, or the whole numbers of an input. */
export type Keyed =
  | { readonly kind: 'words'; readonly words: string; readonly all: readonly string[] }
  | { readonly kind: 'whole'; readonly all: readonly string[] }

/** Whether `definition` is read with a key in brackets: a table, or a quota with a limit for each word. */
export function isIndexed(definition: Definition): boolean {
  return definition.kind === 'table' || definition.versions.some((v) => v.content.kind === 'cases')
}

/** By what the rows of `definition` are found; `null` where it does not say, or what it says is not defined. */
export function keyedBy(policy: Policy, definition: Definition): Keyed | null {
  const name = definition.kind === 'quota' ? quotaKey(definition) : definition.words
  const words = policy.words.get(name)
  if (words !== undefined && definition.kind !== 'quota')
    return { kind: 'words', words: name, all: words.words.map((w) => w.id) }
  const input = [...policy.claims.values()].flatMap((c) => c.inputs).find((i) => i.name === name)
  if (input?.type.kind === 'whole') {
    const { low, high } = input.type
    return { kind: 'whole', all: Array.from({ length: Math.max(0, high - low + 1) }, (_, i) => String(low + i)) }
  }
  if (input?.type.kind !== 'choice') return null
  const of = policy.words.get(input.type.words)
  return of === undefined ? null : { kind: 'words', words: of.name, all: of.words.map((w) => w.id) }
}

/** The input by whose word the limit of a quota is looked up; empty for none. */
export function quotaKey(definition: Definition | undefined): string {
  const key = definition?.keys.find((k) => k.kind === 'name' && k.name !== 'consumer')
  return key?.kind === 'name' ? key.name : ''
}
