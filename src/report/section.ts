import { isParagraphLine, type Stretch } from './paragraph.ts'

/** A stretch of a text that reads as Markdown the same alone as in its place. */
export interface Section extends Stretch {
  /** `matter` is YAML between rules, `paragraph` one paragraph, `directive` one block of colons, `flow` anything */
  readonly kind: 'matter' | 'paragraph' | 'directive' | 'flow'
}

// what reaches over headings: definitions, HTML that ends elsewhere, and fences or directives that may belong to a list
const reaching =
  /^ {0,3}(?:\[[^\]\n]*\]:|<(?!!--.*-->[ \t]*$|[a-z][\w.+-]*:))|^ {1,3}(?:`{3}|~{3}|:{3})|^[ \t]*(?:[-*+>]|\d{1,9}[.)]).*(?:`{3}|~{3}|:{3}|<(?![a-z][\w.+-]*:))/im
const heading = /^#{1,6}[ \t]/
const fence = /^(?:(`{3,})[^`]*|(~{3,}).*)$/
const colons = /^(:{3,})(?:[A-Za-z].*|[ \t]*)$/
const directive =
  /^:{3,}[A-Za-z][\w-]*(?:\{(?: ?(?:#[\w-]+|\.[\w-]+|[A-Za-z][\w-]*=(?:"[^"\\&\n]*"|[\w-]+)))* ?\})?[ \t]*$/

/** Whether nothing in `text` reaches from one section into another. */
export function isSectioned(text: string): boolean {
  // the parser takes a byte order mark off whatever it is given
  return !reaching.test(text) && !text.includes('\r') && !text.includes('\ufeff')
}

/**
 * `text` cut around its front matter, paragraphs and directives and before its headings.
 *
 * Only for a text that `isSectioned`. `first` says that it is the start of a document, where front matter may stand.
 *
 * @example sectionsOf('- a\n\nb\n\n# c\n', true).map((s) => s.text) // ['- a\n\n', 'b\n\n', '# c\n']
 */
export function sectionsOf(text: string, first: boolean): readonly Section[] {
  const matter = first ? (/^---[ \t]*\n[\s\S]*?\n---[ \t]*(?:\n|$)/.exec(text)?.[0].length ?? 0) : 0
  const cuts: Cut[] = [{ kind: matter > 0 ? 'matter' : 'flow', offset: 0, line: 0 }]
  const open: string[] = []
  let line = 0
  let blank = !first
  const cut = (kind: Section['kind'], offset: number, before: number) => cuts.push({ kind, offset, line: before })
  for (let start = 0; start < text.length; ) {
    const end = lineEnd(text, start)
    const next = Math.min(end + 1, text.length)
    const written = text.slice(start, end)
    if (start === matter && matter > 0) {
      cut('flow', start, line)
      blank = true
    }
    if (start >= matter) {
      const free = blank && open.length === 0
      const after = free ? paragraphEnd(text, start) : null
      if (after !== null) {
        cut('paragraph', start, line)
        line += after.lines
        start = after.offset
        cut('flow', start, line)
        continue
      }
      if (free && heading.test(written)) cut('flow', start, line)
      if (free && directive.test(written)) cut('directive', start, line)
      const inside = open.length > 0
      nest(open, written)
      if (inside && open.length === 0 && cuts.at(-1)!.kind === 'directive') cut('flow', next, line + 1)
    }
    blank = isBlank(written)
    line += 1
    start = next
  }
  // one that nothing closes ends with its text, which its reader is not told
  if (open.length > 0 && cuts.at(-1)!.kind === 'directive') cuts.push({ ...cuts.pop()!, kind: 'flow' })
  return cuts.flatMap((c, i) => {
    const written = text.slice(c.offset, cuts[i + 1]?.offset)
    return written === '' && i > 0 ? [] : [{ text: written, ...c }]
  })
}

type Cut = Omit<Section, 'text'>

// to Markdown a wide blank is a letter
function isBlank(line: string): boolean {
  return /^[ \t]*$/.test(line)
}

function lineEnd(text: string, start: number): number {
  const next = text.indexOf('\n', start)
  return next === -1 ? text.length : next
}

// where the lines from `start` end, with the blank ones behind them, when they can be nothing but a paragraph
function paragraphEnd(text: string, start: number): { readonly offset: number; readonly lines: number } | null {
  let [offset, lines] = [start, 0]
  let ended = false
  while (offset < text.length) {
    const end = lineEnd(text, offset)
    const line = text.slice(offset, end)
    if (isBlank(line)) {
      if (lines === 0) return null
      ended = true
    } else if (ended) break
    else if (!isParagraphLine(line)) return null
    offset = Math.min(end + 1, text.length)
    lines += 1
  }
  return { offset, lines }
}

// `open` holds the marks of the fences and directives that are open, the innermost last
function nest(open: string[], line: string): void {
  const marked = colons.exec(line)
  const closing = marked !== null && line.trimEnd() === marked[1]
  if (closing) {
    // a line of colons ends the outermost directive that it can, whatever stands open in it
    const ended = open.findIndex((mark) => mark[0] === ':' && mark.length <= marked[1]!.length)
    if (ended !== -1) open.length = ended
    return
  }
  const mark = open.at(-1)
  if (mark !== undefined && mark[0] !== ':') {
    const bare = line.trimEnd()
    if (bare.length >= mark.length && bare === mark[0]!.repeat(bare.length)) open.pop()
    return
  }
  const fenced = fence.exec(line)
  if (fenced !== null) open.push(fenced[1] ?? fenced[2]!)
  else if (marked !== null) open.push(marked[1]!)
}
