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
  /** label for a heading, figure or numbered table itself, or `null` */
  readonly place: (block: Block) => string | null
  /** the labels of all places that show one of the bindings */
  readonly places: (bindings: readonly string[]) => readonly string[]
}

/** The anchors of `document`, to be used for one rendering from its first block to its last. */
export function createAnchors(document: Document): Anchors {
  const series = pointsOf(document.blocks)
  const entries = evidenceEntries(document.bindings.values(), (key) => series.get(key))
  const entryOf = new Map(entries.flatMap((e) => e.keys.map((k) => [k, `evidence-${e.id}`] as const)))
  const labels = labelsOf(document.blocks)
  const ids = new Set(labels.values())
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
    target: (id) => (ids.has(`at-${id}`) ? `at-${id}` : null),
    place: (block) => labels.get(block) ?? null,
    places: (bindings) => [...new Set(bindings.flatMap((b) => shown.get(b) ?? []))],
  }
}

// the days of a line are one entry each series: nobody looks up a hundred of them on paper
function pointsOf(blocks: readonly Block[]): ReadonlyMap<string, string> {
  const points = new Map<string, string>()
  for (const block of allBlocks(blocks)) {
    if (block.kind !== 'figure' || block.chart.x.scale !== 'day') continue
    for (const [i, series] of block.chart.series.entries()) {
      for (const mark of series.marks) points.set(mark.binding, `figure ${block.number} series ${i}`)
    }
  }
  return points
}

// a block without an id, or with one that an earlier block has, gets a label that no reference can name
function labelsOf(blocks: readonly Block[]): ReadonlyMap<Block, string> {
  const labels = new Map<Block, string>()
  const taken = new Set<string>()
  allBlocks(blocks).forEach((block, i) => {
    if (!('id' in block) || (block.kind === 'table' && block.number === 0)) return
    const free = block.id !== '' && !taken.has(block.id)
    taken.add(block.id)
    labels.set(block, free ? `at-${block.id}` : `block-${i}`)
  })
  return labels
}
