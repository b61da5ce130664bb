import type { Extract, ExtractBlock } from '../../base/index.ts'
import { type Decoded, plainExtract } from './decode.ts'
import { blocksOf, type Line, linesOf } from './text.ts'

/**
 * The blocks of a Markdown text; offsets are into the text as it is written.
 *
 * Front matter, fenced code and comments make no claims and are blanked out, as are the marks of links and emphasis, so
 * that the words around them read on.
 */
export function readMarkdown(file: string, decoded: Decoded): Extract {
  const text = blank(decoded.text)
  const lines = linesOf(text)
  const kept = withoutCode(lines)
  return plainExtract(file, 'markdown', { text, encoding: decoded.encoding }, headings(blocksOf(kept), text))
}

const marks: readonly RegExp[] = [/<!--[\s\S]*?-->/g, /^---\n[\s\S]*?\n---(?=\n)/, /!\[[^\]\n]*\]\([^()\n]*\)/g]

// blanks of the same length keep every offset
function blank(text: string): string {
  let result = text
  for (const mark of marks) result = result.replace(mark, (m) => m.replace(/[^\n]/g, ' '))
  return result
    .replace(/\]\((?:[^()\n]|\([^()\n]*\))*\)/g, (m) => ' '.repeat(m.length))
    .replace(
      /(\*{1,3})(?=\S)([^*\n]*?\S)\1/g,
      (_m, mark: string, inner: string) => `${' '.repeat(mark.length)}${inner}${' '.repeat(mark.length)}`,
    )
    .replace(/\[(?=[^\]\n]{1,300}\s)/g, ' ')
    .replace(/`([^`\n]*)`/g, (_m, inner: string) => ` ${inner} `)
    .replace(/<\/?[a-zA-Z][^<>\n]*>/g, (m) => ' '.repeat(m.length))
    .replace(/\{#[^{}\n]*\}/g, (m) => ' '.repeat(m.length))
}

function withoutCode(lines: readonly Line[]): readonly Line[] {
  let fence = ''
  return lines.map((line) => {
    const mark = /^\s{0,3}(`{3,}|~{3,})/.exec(line.text)?.[1] ?? ''
    const inside = fence !== ''
    if (!inside && mark !== '') fence = mark
    else if (inside && mark.startsWith(fence)) fence = ''
    return inside || mark !== '' || /^:{3,}/.test(line.text) ? { ...line, text: '' } : line
  })
}

function headings(blocks: readonly ExtractBlock[], text: string): readonly ExtractBlock[] {
  return blocks.map((b) =>
    b.kind === 'paragraph' && /^\s{0,3}#{1,6}\s/.test(text.slice(b.start, b.end)) ? { ...b, kind: 'heading' } : b,
  )
}
