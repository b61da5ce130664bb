import type { Block, FigureBlock, Inline, TableBlock } from './tree.ts'

/** All blocks of a document in order, those inside others too. */
export function allBlocks(blocks: readonly Block[]): readonly Block[] {
  return blocks.flatMap((block): readonly Block[] => {
    switch (block.kind) {
      case 'list':
        return [block, ...block.items.flatMap(allBlocks)]
      case 'quote':
      case 'panel':
        return [block, ...allBlocks(block.children)]
      default:
        return [block]
    }
  })
}

/** The runs of prose of a block itself, without those of the blocks inside it. */
export function proseOf(block: Block): readonly (readonly Inline[])[] {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return [block.children]
    case 'figure':
      return [block.caption, block.source, ...block.notes]
    case 'table':
      return [block.caption, block.source, ...block.notes, ...block.rows.flatMap((r) => r.cells.map((c) => c.children))]
    default:
      return []
  }
}

/** All numbered figures and tables in order. */
export function exhibitsOf(blocks: readonly Block[]): readonly (FigureBlock | TableBlock)[] {
  return allBlocks(blocks).filter(
    (b): b is FigureBlock | TableBlock => b.kind === 'figure' || (b.kind === 'table' && b.number > 0),
  )
}
