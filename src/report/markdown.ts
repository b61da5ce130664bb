import type { BlockContent, Blockquote, DefinitionContent, PhrasingContent, Root, RootContent, Table } from 'mdast'
import { directiveFromMarkdown } from 'mdast-util-directive'
import { directive } from 'micromark-extension-directive'
import remarkCjkFriendly from 'remark-cjk-friendly'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { type Processor, unified } from 'unified'

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

/** `text` as a Markdown tree with exact positions; GFM with `~~` only, block directives, YAML front matter. */
export function parseMarkdown(text: string): Root {
  processor ??= unified()
    .use(remarkParse)
    .use(remarkFrontmatter, ['yaml'])
    .use(remarkGfm, { singleTilde: false })
    .use(remarkCjkFriendly)
    .use(blockDirectives)
    .freeze() as unknown as { parse: (text: string) => Root }
  return processor.parse(text)
}

export type { BlockContent, Blockquote, DefinitionContent, PhrasingContent, Root, RootContent, Table }
