import { lineStarts, type Span, spanOf } from '../base/index.ts'

/** A line of a rule block, with the lines that are indented below it. */
export interface Line {
  readonly text: string
  /** offset of the first character of `text` in the file */
  readonly start: number
  readonly indent: number
  readonly children: readonly Line[]
}

/** The rule blocks of a document as trees of lines; prose is left out. */
export interface LineTree {
  readonly lines: readonly Line[]
  /** fences whose info word is close to `rules` but not it */
  readonly doubtful: readonly { readonly word: string; readonly start: number }[]
  readonly span: (start: number, end: number) => Span
}

interface Growing {
  readonly text: string
  readonly start: number
  readonly indent: number
  readonly children: Growing[]
}

const fence = /^(\s*)(`{3,}|~{3,})\s*(\S*)\s*$/

/**
 * The lines inside the fences ```` ```rules ```` (or `规则`) of a Markdown document, as trees by indentation.
 *
 * A `#` after a blank, or first in a line, starts a comment.
 *
 * @example parseLines('a.md', 'prose\n```rules\nvalue a: CNY\n  1 from x §1\n```\n').lines[0].children[0].text // '1 from x §1'
 */
export function parseLines(file: string, text: string): LineTree {
  const starts = lineStarts(text)
  const roots: Growing[] = []
  const doubtful: { word: string; start: number }[] = []
  let open = ''
  let reading = false
  let stack: Growing[] = []
  for (const [index, start] of starts.entries()) {
    const raw = text.slice(start, starts[index + 1] ?? text.length).replace(/\r?\n$/, '')
    const mark = fence.exec(raw)
    if (open === '' && mark !== null) {
      open = mark[2]!
      reading = mark[3] === 'rules' || mark[3] === '规则'
      stack = []
      if (!reading && /^[rl]\w{3,5}s?$/i.test(mark[3]!) && mark[3] !== 'ruby' && mark[3] !== 'rust')
        doubtful.push({ word: mark[3]!, start: start + raw.indexOf(mark[3]!) })
      continue
    }
    if (mark !== null && mark[3] === '' && mark[2]!.startsWith(open)) {
      open = ''
      reading = false
      continue
    }
    if (reading) stack = grow(roots, stack, raw, start)
  }
  return { lines: roots, doubtful, span: (from, to) => spanOf(file, starts, from, to) }
}

function grow(roots: Growing[], stack: readonly Growing[], raw: string, start: number): Growing[] {
  const bare = raw.replace(/(^|\s)#(\s.*|)$/, '').trimEnd()
  const body = bare.trimStart()
  if (body === '') return [...stack]
  const lead = bare.length - body.length
  const indent = [...bare.slice(0, lead)].reduce((n, c) => n + (c === '\t' || c === '\u3000' ? 2 : 1), 0)
  const line: Growing = { text: body, start: start + lead, indent, children: [] }
  const open = stack.filter((l) => l.indent < indent)
  const parent = open.at(-1)
  if (parent === undefined) roots.push(line)
  else parent.children.push(line)
  return [...open, line]
}
