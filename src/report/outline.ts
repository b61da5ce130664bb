import type { Diagnostic } from '../base/index.ts'
import { editDistance, nearest } from '../base/index.ts'
import { anchorOf } from './anchor.ts'
import { report } from './codes.ts'
import { mapInlines, plainOf, refsIn } from './plain.ts'
import type { Block, Front, Inline, RefInline } from './tree.ts'

/** What a reference may point to, and what it prints. */
interface Target {
  readonly id: string
  readonly label: string
}

/**
 * `blocks` with headings numbered, every heading and exhibit with an anchor, and every reference filled in.
 *
 * Headings of level 1 and 2 are numbered `1`, `1.1`; those inside panels are not. A heading that brings its own number
 * keeps it out of the text's way: the typed one is left as it is.
 */
export function outline(blocks: readonly Block[], front: Front, diagnostics: Diagnostic[]): readonly Block[] {
  const numbered = numberHeadings(blocks)
  const targets = targetsOf(numbered, front, diagnostics)
  return numbered.map((b) => fillBlock(b, targets, diagnostics))
}

function numberHeadings(blocks: readonly Block[]): readonly Block[] {
  const counts = [0, 0]
  return blocks.map((block) => {
    if (block.kind !== 'heading') return block
    const id = block.id || anchorOf(plainOf(block.children).text)
    if (block.level > 2) return { ...block, id }
    if (block.level === 1) counts.splice(0, 2, counts[0]! + 1, 0)
    else counts[1] = counts[1]! + 1
    return { ...block, id, number: block.level === 1 ? `${counts[0]}` : `${counts[0]}.${counts[1]}` }
  })
}

function targetsOf(blocks: readonly Block[], front: Front, diagnostics: Diagnostic[]): ReadonlyMap<string, Target> {
  const targets = new Map<string, Target>()
  const add = (id: string, label: string, block: Block) => {
    if (id === '') return
    if (targets.has(id))
      diagnostics.push(
        report(
          'report/duplicate-anchor',
          { en: `anchor \`${id}\` is taken`, zh: `锚点 \`${id}\` 已被使用` },
          { at: block.at },
        ),
      )
    else targets.set(id, { id, label })
  }
  const walk = (list: readonly Block[]) => {
    for (const block of list) {
      if (block.kind === 'heading') add(block.id, headingLabel(block.number, block.children, front), block)
      else if (block.kind === 'figure' || block.kind === 'table') add(block.id, `${front.label} ${block.number}`, block)
      else if (block.kind === 'panel' || block.kind === 'quote') walk(block.children)
    }
  }
  walk(blocks)
  return targets
}

function headingLabel(number: string, children: readonly Inline[], front: Front): string {
  if (number === '') return plainOf(children).text
  return front.lang === 'zh' ? `第 ${number} 节` : `Section ${number}`
}

function fillBlock(block: Block, targets: ReadonlyMap<string, Target>, diagnostics: Diagnostic[]): Block {
  const fill = (inlines: readonly Inline[]) =>
    refsIn(inlines).length === 0 ? inlines : mapInlines(inlines, (i) => fillRef(i, targets, diagnostics))
  const again = (list: readonly Block[]) => list.map((b) => fillBlock(b, targets, diagnostics))
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return { ...block, children: fill(block.children) }
    case 'list':
      return { ...block, items: block.items.map(again) }
    case 'quote':
    case 'panel':
      return { ...block, children: again(block.children) }
    case 'figure':
      return { ...block, caption: fill(block.caption), source: fill(block.source), notes: block.notes.map(fill) }
    case 'table':
      return {
        ...block,
        caption: fill(block.caption),
        source: fill(block.source),
        notes: block.notes.map(fill),
        rows: block.rows.map((r) => ({ ...r, cells: r.cells.map((c) => ({ ...c, children: fill(c.children) })) })),
      }
    case 'code':
    case 'rule':
      return block
  }
}

// the target stands before the closing bracket, where no title follows it
function fixTarget({ at, target, children }: RefInline, near: string) {
  const end = at.end - 1
  if (children.length === 0 && at.end - at.start !== target.length + '[](#)'.length) return {}
  return { fix: { span: { ...at, start: end - target.length, end }, text: near } }
}

function fillRef(inline: Inline, targets: ReadonlyMap<string, Target>, diagnostics: Diagnostic[]): Inline {
  if (inline.kind !== 'ref') return inline
  const target = targets.get(inline.target)
  if (target !== undefined)
    return { ...inline, label: inline.children.length > 0 ? plainOf(inline.children).text : target.label }
  const near = nearest(inline.target, targets.keys())[0]
  diagnostics.push(
    report(
      'report/unknown-reference',
      { en: `\`#${inline.target}\` points to nothing`, zh: `\`#${inline.target}\` 没有对应的目标` },
      {
        at: inline.at,
        ...(near === undefined ? {} : { hint: { en: `use \`#${near}\``, zh: `可用 \`#${near}\`` } }),
        ...(near === undefined || editDistance(near, inline.target, 2) > 2 ? {} : fixTarget(inline, near)),
      },
    ),
  )
  return { ...inline, label: `#${inline.target}` }
}
