import type { Binder } from './binder.ts'
import { chartOf } from './figure.ts'
import type { Memory } from './memory.ts'
import { bindProse, type ProseOptions } from './prose.ts'
import type { RawBlock, RawExhibit } from './raw.ts'
import { replay } from './replay.ts'
import { tableBody } from './table.ts'
import type { Block, Chart, FigureBlock, TableBlock } from './tree.ts'
import { bindTable } from './written.ts'

/** Running text outside of tables. */
export const running: ProseOptions = { bare: false, strict: true }

const noChart: Chart = {
  kind: 'line',
  alt: '',
  x: { title: '', scale: 'band', names: [], zero: false },
  y: { title: '', scale: 'linear', names: [], zero: false },
  series: [],
}

type Leaf = Exclude<RawBlock, { kind: 'list' | 'quote' | 'panel' | 'code' | 'rule' }>

/** `blocks` of the report `text` with their numbers bound and their exhibits counted; with a memory, those that it knows are not bound anew. */
export function bindBlocks(
  blocks: readonly RawBlock[],
  text: string,
  binder: Binder,
  memory: Memory | undefined,
): readonly Block[] {
  const about = memory === undefined ? '' : aboutOf(binder)
  const bindLeaf = (block: Leaf): Block =>
    memory === undefined
      ? bindBlock(block, text, binder)
      : replay(block, text, about, binder, memory, (inner) => bindBlock(block, text, inner))
  let exhibits = 0
  const bindOne = (block: RawBlock): Block => {
    switch (block.kind) {
      case 'list':
        return { ...block, items: block.items.map((i) => i.map(bindOne)) }
      case 'quote':
      case 'panel':
        return { ...block, children: block.children.map(bindOne) }
      case 'code':
      case 'rule':
        return block
      case 'exhibit':
        exhibits += 1
        return numbered(bindLeaf(block), exhibits)
      default:
        return bindLeaf(block)
    }
  }
  return blocks.map(bindOne)
}

// what binding hangs on beside a block, the facts and the names
function aboutOf({ file, lang, day, period, sizeNames }: Binder): string {
  return JSON.stringify([file, lang, day, period, [...sizeNames.named].sort()])
}

function numbered(block: Block, number: number): Block {
  return block.kind === 'table' || block.kind === 'figure' ? { ...block, number } : block
}

function bindBlock(block: Leaf, text: string, binder: Binder): Block {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return {
        ...block,
        children: bindProse(block.children, binder, { ...running, heading: block.kind === 'heading' }),
      }
    case 'raw-table':
      return {
        kind: 'table',
        id: '',
        number: 0,
        caption: [],
        source: [],
        notes: [],
        at: block.at,
        ...bindTable(block, binder),
      }
    case 'exhibit':
      return bindExhibit(block, text, binder)
  }
}

function bindExhibit(block: RawExhibit, text: string, binder: Binder): TableBlock | FigureBlock {
  const common = {
    id: block.id,
    number: 0,
    caption: bindProse(block.caption, binder, running),
    source: bindProse(block.source, binder, running),
    notes: block.notes.map((n) => bindProse(n, binder, running)),
    at: block.at,
  }
  if (block.role === 'table') return { kind: 'table', ...common, ...tableBody(block, text, binder) }
  const chart = chartOf(block, text, binder) ?? noChart
  const synthetic = chart.series.some((s) => s.marks.some((m) => isSynthetic(binder, m.binding)))
  return { kind: 'figure', ...common, chart, synthetic }
}

function isSynthetic(binder: Binder, key: string): boolean {
  return binder.bindings.get(key)?.facts.some((f) => f.evidence.kind === 'synthetic') ?? false
}
