import type { BlockContent, Blockquote, DefinitionContent, PhrasingContent, Root, RootContent, Table } from 'mdast'
import { directiveFromMarkdown } from 'mdast-util-directive'
import { fromMarkdown, type Extension as TreeExtension } from 'mdast-util-from-markdown'
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter'
import { gfmAutolinkLiteralFromMarkdown } from 'mdast-util-gfm-autolink-literal'
import { gfmFootnoteFromMarkdown } from 'mdast-util-gfm-footnote'
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item'
import { cjkFriendlyExtension } from 'micromark-extension-cjk-friendly'
import { directive } from 'micromark-extension-directive'
import { frontmatter } from 'micromark-extension-frontmatter'
import { gfmAutolinkLiteral } from 'micromark-extension-gfm-autolink-literal'
import { gfmFootnote } from 'micromark-extension-gfm-footnote'
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough'
import { gfmTable } from 'micromark-extension-gfm-table'
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item'
import { readParagraph } from './paragraph.ts'
import { type Section, sectionsOf } from './section.ts'

interface Language {
  readonly extensions: NonNullable<NonNullable<Parameters<typeof fromMarkdown>[1]>['extensions']>
  readonly mdastExtensions: TreeExtension[]
}

function languageOf(autolinks: boolean): Language {
  const blocks = directive()
  // the inline form eats `9:1` and `来源:点点` in Chinese prose, so only the block form is left in
  delete blocks.text
  return {
    extensions: [
      frontmatter('yaml'),
      ...(autolinks ? [gfmAutolinkLiteral()] : []),
      gfmFootnote(),
      gfmStrikethrough({ singleTilde: false }),
      gfmTable(),
      gfmTaskListItem(),
      cjkFriendlyExtension(),
      blocks,
    ],
    mdastExtensions: [
      frontmatterFromMarkdown('yaml'),
      ...(autolinks ? [gfmAutolinkLiteralFromMarkdown()] : []),
      gfmFootnoteFromMarkdown(),
      gfmStrikethroughFromMarkdown(),
      gfmTableFromMarkdown(),
      gfmTaskListItemFromMarkdown(),
      directiveFromMarkdown(),
    ],
  }
}

let whole: Language | undefined
let linkless: Language | undefined

// bare addresses are looked for at every letter, which is most of the work where there are none
const autolink = /@|:\/\/|www\./i

// the sections read last, by their texts: while a report is written most of it stays as it is
const known = new Map<string, Root>()
const mostKnown = 500

/** `text` as a Markdown tree with exact positions, read in one go and by the whole language. */
export function parseWhole(text: string): Root {
  whole ??= languageOf(true)
  return fromMarkdown(text, whole)
}

function parseSection(text: string): Root {
  if (autolink.test(text)) return parseWhole(text)
  linkless ??= languageOf(false)
  return fromMarkdown(text, linkless)
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
    const root = known.get(section.text) ?? parseSection(section.text)
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
