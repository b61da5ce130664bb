import type { BlockContent, Blockquote, DefinitionContent, PhrasingContent, Root, RootContent, Table } from 'mdast'
import { type ContainerDirective, directiveFromMarkdown } from 'mdast-util-directive'
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
import { append } from '../base/index.ts'
import { type Paragraph, readParagraph } from './paragraph.ts'
import { isSectioned, type Section, sectionsOf } from './section.ts'
import { readShell, readSimple } from './simple.ts'

interface Language {
  readonly extensions: NonNullable<NonNullable<Parameters<typeof fromMarkdown>[1]>['extensions']>
  readonly mdastExtensions: TreeExtension[]
}

function languageOf(autolinks: boolean, matter: boolean): Language {
  const blocks = directive()
  // the inline form eats `9:1` and `来源:点点` in Chinese prose, so only the block form is left in
  delete blocks.text
  return {
    extensions: [
      ...(matter ? [frontmatter('yaml')] : []),
      ...(autolinks ? [gfmAutolinkLiteral()] : []),
      gfmFootnote(),
      gfmStrikethrough({ singleTilde: false }),
      gfmTable(),
      gfmTaskListItem(),
      cjkFriendlyExtension(),
      blocks,
    ],
    mdastExtensions: [
      ...(matter ? [frontmatterFromMarkdown('yaml')] : []),
      ...(autolinks ? [gfmAutolinkLiteralFromMarkdown()] : []),
      gfmFootnoteFromMarkdown(),
      gfmStrikethroughFromMarkdown(),
      gfmTableFromMarkdown(),
      gfmTaskListItemFromMarkdown(),
      directiveFromMarkdown(),
    ],
  }
}

const languages = new Map<string, Language>()

function languageFor(autolinks: boolean, matter: boolean): Language {
  const name = `${autolinks} ${matter}`
  const language = languages.get(name) ?? languageOf(autolinks, matter)
  languages.set(name, language)
  return language
}

// bare addresses are looked for at every letter, which is most of the work where there are none
const autolink = /@|:\/\/|www\./i

// the sections read last, by their texts: while a report is written most of it stays as it is
const known = new Map<string, readonly RootContent[]>()
const mostKnown = 500

/** `text` as a Markdown tree with exact positions, read in one go and by the whole language. */
export function parseWhole(text: string): Root {
  return fromMarkdown(text, languageFor(true, true))
}

/** `text` as a Markdown tree with exact positions; GFM with `~~` only, block directives, YAML front matter. */
export function parseMarkdown(text: string): Root {
  return isSectioned(text) ? { type: 'root', children: sectionsIn(text, 0, 0, true) } : parseWhole(text)
}

/** `line`, which stands at `offset` behind the first of its file, as {@link parseMarkdown} reads it there. */
export function parseMarkdownAt(line: string, offset: number): Root {
  return { type: 'root', children: sectionsIn(line, offset, 0, false) }
}

function sectionsIn(text: string, offset: number, line: number, first: boolean): RootContent[] {
  return sectionsOf(text, first).flatMap((s): readonly RootContent[] => {
    const section: Section = { ...s, offset: s.offset + offset, line: s.line + line }
    switch (section.kind) {
      case 'matter':
        return [readMatter(section)]
      case 'paragraph':
        return inList(readParagraph(section)) ?? readFlow(section)
      case 'directive':
        return readDirective(section)
      case 'flow':
        return section.offset === 0 ? parseWhole(section.text).children : (readSimple(section) ?? readFlow(section))
    }
  })
}

function inList(paragraph: Paragraph | null): readonly RootContent[] | null {
  return paragraph === null ? null : [paragraph]
}

function readFlow(section: Section): readonly RootContent[] {
  return parsed(section.text).map((node) => moved(node, section))
}

function parsed(text: string): readonly RootContent[] {
  const before = known.get(text)
  if (before !== undefined) return before
  const { children } = fromMarkdown(text, languageFor(autolink.test(text), false))
  if (known.size >= mostKnown) known.clear()
  known.set(text, children)
  return children
}

function readMatter({ text }: Section): RootContent {
  const lines = text.replace(/\n$/, '').split('\n')
  const end = { line: lines.length, column: lines.at(-1)!.length + 1, offset: text.replace(/\n$/, '').length }
  const value = lines.slice(1, -1).join('\n')
  return { type: 'yaml', value, position: { start: { line: 1, column: 1, offset: 0 }, end } }
}

// its first and last lines are read as a directive of nothing, and what stands between them by itself
function readDirective(section: Section): readonly RootContent[] {
  const { text, offset, line } = section
  const head = text.indexOf('\n') + 1
  const tail = text.replace(/\n$/, '').lastIndexOf('\n') + 1
  const inner = text.slice(head, tail)
  const node: ContainerDirective | null =
    readShell(text.slice(0, head), inner, text.slice(tail), section) ?? parsedShell(section, head, tail)
  if (node === null) return readFlow(section)
  append(node.children, sectionsIn(inner, offset + head, line + 1, false) as typeof node.children)
  return [node]
}

function parsedShell(section: Section, head: number, tail: number): ContainerDirective | null {
  const { text } = section
  const shell = parsed(text.slice(0, head) + text.slice(tail))[0]
  if (shell?.type !== 'containerDirective') return null
  const inner = text.slice(head, tail)
  const node = moved(shell, section)
  const end = node.position!.end
  end.line += inner.split('\n').length - 1
  end.offset = end.offset! + inner.length
  return node
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
