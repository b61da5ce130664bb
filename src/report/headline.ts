import { type Span, spanOf } from '../base/index.ts'
import { inlinesOf } from './inline.ts'
import { parseMarkdownAt } from './markdown.ts'
import type { Inline } from './tree.ts'

/** Whether `line` stands in the file as it is read: then its links can be read. */
export function standsAs(line: string, at: Span, whole: string): boolean {
  const offset = whole.indexOf(line, at.start)
  return offset !== -1 && offset + line.length <= at.end + 1
}

/**
 * The inlines of a `line` of the front matter that stands at `at` in the file.
 *
 * A line that YAML escapes or folds, or that is no paragraph, keeps its words with the place of the whole line; its links
 * are not read, for nobody could say where they stand.
 */
export function parseLine(
  line: string,
  at: Span,
  file: string,
  whole: string,
  starts: readonly number[],
): readonly Inline[] {
  if (line === '') return []
  const offset = whole.indexOf(line, at.start)
  const text: Inline = { kind: 'text', text: line, at }
  if (!standsAs(line, at, whole)) return [text]
  const { children } = parseMarkdownAt(line, offset)
  const only = children.length === 1 ? children[0] : undefined
  if (only?.type !== 'paragraph') return [{ ...text, at: spanOf(file, starts, offset, offset + line.length) }]
  return inlinesOf(only.children, whole, (start, end) => spanOf(file, starts, start, end))
}
