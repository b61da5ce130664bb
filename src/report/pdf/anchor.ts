import { type EvidenceEntry, evidenceEntries } from '../evidence.ts'
import type { Block, Document } from '../tree.ts'
import { allBlocks } from '../walk.ts'

/** Where things are in the PDF: each label is given to one place only, and links go only to labels that are given. */
export interface Anchors {
  readonly entries: readonly EvidenceEntry[]
  /** label of the evidence of a binding, or `null` when there is none */
  readonly evidence: (binding: string) => string | null
  /** label for the place where a binding is printed; `null` when it has one already */
  readonly use: (binding: string) => string | null
  /** says that a binding is shown at a place that has the given label */
  readonly show: (binding: string, label: string) => void
  /** label of a heading, figure or table for who links to it, or `null` */
  readonly target: (id: string) => string | null
  /** label for the block itself; `null` when an earlier block has taken the id */
  readonly place: (block: Block) => string | null
  /** the labels of all places that show one of the bindings */
  readonly places: (bindings: readonly string[]) => readonly string[]
}

/** The anchors of `document`, to be used for one rendering from its first block to its last. */
export function createAnchors(document: Document): Anchors {
  const entries = evidenceEntries(document.bindings.values())
  const entryOf = new Map(entries.flatMap((e) => e.keys.map((k) => [k, `evidence-${e.id}`] as const)))
  const holders = new Map<string, Block>()
  for (const block of allBlocks(document.blocks)) {
    const id = 'id' in block ? block.id : ''
    if (id !== '' && !holders.has(id)) holders.set(id, block)
  }
  const shown = new Map<string, string>()
  return {
    entries,
    evidence: (binding) => entryOf.get(binding) ?? null,
    use: (binding) => {
      if (shown.has(binding) || !entryOf.has(binding)) return null
      shown.set(binding, `use-${binding}`)
      return `use-${binding}`
    },
    show: (binding, label) => {
      if (!shown.has(binding)) shown.set(binding, label)
    },
    target: (id) => (holders.has(id) ? `at-${id}` : null),
    place: (block) => ('id' in block && holders.get(block.id) === block ? `at-${block.id}` : null),
    places: (bindings) => [...new Set(bindings.flatMap((b) => shown.get(b) ?? []))],
  }
}
