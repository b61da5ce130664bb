import { closingInOrder, closingRoles } from '../closing.ts'
import type { Block } from '../tree.ts'

/** A document cut into the places of its pages. */
export interface Parts {
  /** before the first heading: the points of the cover */
  readonly cover: readonly Block[]
  /** panels of role `side`: the right third of the cover */
  readonly side: readonly Block[]
  readonly body: readonly Block[]
  /** all other panels of the body, and statements wherever they stand: the last pages */
  readonly closing: readonly Block[]
}

// who to write to may stand on the cover
const statements: readonly string[] = closingRoles.filter((r) => r !== 'contact')

/**
 * `blocks` by the place where they are printed.
 *
 * The cover ends at the first heading of level 1, or at the first heading of all when there is none of level 1. Without
 * any heading everything is body.
 */
export function partsOf(blocks: readonly Block[]): Parts {
  const end = coverEnd(blocks)
  const [before, after] = [blocks.slice(0, end), blocks.slice(end)]
  const isSide = (b: Block) => b.kind === 'panel' && b.role === 'side'
  const isStatement = (b: Block) => b.kind === 'panel' && statements.includes(b.role)
  // a panel without a role is a passage of the body, such as one that AI has helped to write; so are the risks
  const isBody = (b: Block) => b.kind !== 'panel' || b.role === '' || b.role === 'risk'
  const isClosing = (b: Block) => !isBody(b) && !isSide(b)
  return {
    cover: before.filter((b) => !isSide(b) && !isStatement(b)),
    side: blocks.filter(isSide),
    body: after.filter(isBody),
    closing: closingInOrder([...before.filter(isStatement), ...after.filter(isClosing)]),
  }
}

function coverEnd(blocks: readonly Block[]): number {
  const first = blocks.findIndex((b) => b.kind === 'heading' && b.level === 1)
  if (first !== -1) return first
  return Math.max(
    0,
    blocks.findIndex((b) => b.kind === 'heading'),
  )
}
