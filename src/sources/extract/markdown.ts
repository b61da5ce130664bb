import type { Extract, ExtractBlock } from '../../base/index.ts'
import { type Decoded, plainExtract } from './decode.ts'
import { blocksOf, type Line, linesOf } from './text.ts'

/**
 * The blocks of a Markdown text, whose marks are taken out line by line, so that words and numbers read on.
 *
 * Front matter, fenced code, comments and the addresses of links make no claims. Lines stay what they are in the file.
 */
export function readMarkdown(file: string, decoded: Decoded): Extract {
  const text = bare(decoded.text)
  const blocks = headings(blocksOf(withoutCode(linesOf(text))), text)
  return plainExtract(file, 'markdown', { text, encoding: decoded.encoding }, blocks)
}

const mute = (m: string) => m.replace(/[^\n]/g, '')

function bare(text: string): string {
  return text
    .replace(/^---\n[\s\S]*?\n---(?=\n)/, mute)
    .replace(/<!--[\s\S]*?(?:-->|$)/g, mute)
    .replace(/!\[[^\]\n]{0,500}\]\([^()\n]{0,2000}\)/g, '')
    .replace(/\[([^[\]\n]{0,500})\]\((?:[^()\n]|\([^()\n]{0,500}\)){0,2000}\)/g, '$1')
    .replace(/(\*{1,3}|__)(?=\S)([^*_\n]{1,1000}?)(?<=\S)\1/g, '$2')
    .replace(/(?<!`)`([^`\n]{1,500})`(?!`)/g, '$1')
    .replace(/<\/?[a-zA-Z][^<>\n]{0,500}>/g, '')
    .replace(/\{#[^{}\n]{0,100}\}/g, '')
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
