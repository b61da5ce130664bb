import { isParagraphLine } from './paragraph.ts'

/** A stretch of a text that reads as Markdown the same alone as in its place. */
export interface Section {
  readonly text: string
  readonly offset: number
  /** lines before it */
  readonly line: number
  /** whether it is one paragraph */
  readonly paragraph: boolean
}

// what reaches over headings: definitions, HTML that ends elsewhere, and fences or directives that may belong to a list
const reaching =
  /^ {0,3}(?:\[[^\]\n]*\]:|<(?!!--.*-->[ \t]*$|[a-z][\w.+-]*:))|^ {1,3}(?:`{3}|~{3}|:{3})|^[ \t]*(?:[-*+>]|\d{1,9}[.)]).*(?:`{3}|~{3}|:{3}|<(?![a-z][\w.+-]*:))/im
const heading = /^#{1,6}[ \t]/
const fence = /^(?:(`{3,})[^`]*|(~{3,}).*)$/
const directive = /^(:{3,})(?:[A-Za-z].*|[ \t]*)$/

/**
 * `text` cut before those headings and around those paragraphs that stand in no fence and no directive; one section where
 * something reaches over them.
 *
 * @example sectionsOf('- a\n\nb\n\n# c\n').map((s) => s.text) // ['- a\n\n', 'b\n\n', '# c\n']
 */
export function sectionsOf(text: string): readonly Section[] {
  if (reaching.test(text) || text.includes('\r')) return [{ text, offset: 0, line: 0, paragraph: false }]
  const cuts: Cut[] = [{ offset: 0, line: 0, paragraph: false }]
  const open: string[] = []
  const matter = /^---[ \t]*\n[\s\S]*?\n---[ \t]*(?:\n|$)/.exec(text)?.[0].length ?? 0
  let [line, blank] = [0, false]
  for (let start = 0; start < text.length; line += 1) {
    const end = lineEnd(text, start)
    const written = text.slice(start, end)
    if (start >= matter) {
      const free = blank && open.length === 0
      const after = free ? paragraphEnd(text, start) : null
      if (after !== null) {
        cuts.push({ offset: start, line, paragraph: true })
        line += after.lines
        cuts.push({ offset: after.offset, line, paragraph: false })
        start = after.offset
        line -= 1
        continue
      }
      if (free && heading.test(written)) cuts.push({ offset: start, line, paragraph: false })
      nest(open, written)
    }
    blank = isBlank(written)
    start = end + 1
  }
  return cuts.flatMap((cut, i) => {
    const written = text.slice(cut.offset, cuts[i + 1]?.offset)
    return written === '' && i > 0 ? [] : [{ text: written, ...cut }]
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
  const mark = open.at(-1)
  if (mark !== undefined && mark[0] !== ':') {
    const closing = line.trimEnd()
    if (closing.length >= mark.length && closing === mark[0]!.repeat(closing.length)) open.pop()
    return
  }
  const fenced = fence.exec(line)
  if (fenced !== null) {
    open.push(fenced[1] ?? fenced[2]!)
    return
  }
  const marked = directive.exec(line)
  if (marked === null) return
  const closes = line.trimEnd() === marked[1]
  if (!closes) open.push(marked[1]!)
  else if (mark !== undefined && marked[1]!.length >= mark.length) open.pop()
}
