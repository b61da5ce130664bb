import type { BlockContent, Blockquote, DefinitionContent, PhrasingContent, Root, RootContent, Table } from 'mdast'
import { directiveFromMarkdown } from 'mdast-util-directive'
import { directive } from 'micromark-extension-directive'
import remarkCjkFriendly from 'remark-cjk-friendly'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { type Processor, unified } from 'unified'
import { readParagraph } from './paragraph.ts'
import { type Section, sectionsOf } from './section.ts'

type Data = { micromarkExtensions?: unknown[]; fromMarkdownExtensions?: unknown[] }

// the inline form eats `9:1` and `来源:点点` in Chinese prose, so only the block form is left in
function blockDirectives(this: Processor): void {
  const data = this.data() as Data
  const syntax = directive()
  delete syntax.text
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), syntax]
  data.fromMarkdownExtensions = [...(data.fromMarkdownExtensions ?? []), directiveFromMarkdown()]
}

let processor: { parse: (text: string) => Root } | undefined

// the sections read last, by their texts: while a report is written most of it stays as it is
const known = new Map<string, Root>()
const mostKnown = 500

/** `text` as a Markdown tree with exact positions, read in one go. */
export function parseWhole(text: string): Root {
  processor ??= unified()
    .use(remarkParse)
    .use(remarkFrontmatter, ['yaml'])
    .use(remarkGfm, { singleTilde: false })
    .use(remarkCjkFriendly)
    .use(blockDirectives)
    .freeze() as unknown as { parse: (text: string) => Root }
  return processor.parse(text)
}

/** `text` as a Markdown tree with exact positions; GFM with `~~` only, block directives, YAML front matter. */
export function parseMarkdown(text: string): Root {
  const children: RootContent[] = []
  for (const section of sectionsOf(text)) {
    const paragraph = section.paragraph ? readParagraph(section) : null
    if (paragraph !== null) {
      children.push(paragraph)
      continue
    }
    const root = known.get(section.text) ?? parseWhole(section.text)
    if (known.size >= mostKnown) known.clear()
    known.set(section.text, root)
    for (const node of root.children) children.push(section.offset === 0 ? node : moved(node, section))
  }
  return { type: 'root', children }
}

// a copy of a node of a section as it stands in the whole text
function moved<T extends object>(node: T, section: Section): T {
  const copy: Record<string, unknown> = {}
  for (const key in node) {
    const value = (node as Record<string, unknown>)[key]
    copy[key] =
      key === 'position' && value !== undefined
        ? movedPosition(value as Position, section)
        : key === 'children'
          ? (value as object[]).map((child) => moved(child, section))
          : value
  }
  return copy as T
}

type Point = { readonly line: number; readonly column: number; readonly offset: number }
type Position = { readonly start: Point; readonly end: Point }

function movedPosition({ start, end }: Position, section: Section): Position {
  const at = (p: Point): Point => ({ line: p.line + section.line, column: p.column, offset: p.offset + section.offset })
  return { start: at(start), end: at(end) }
}

export type { BlockContent, Blockquote, DefinitionContent, PhrasingContent, Root, RootContent, Table }
