/** A stretch of a text that reads as Markdown the same alone as in its place. */
export interface Section {
  readonly text: string
  readonly offset: number
  /** lines before it */
  readonly line: number
}

// what reaches over headings: definitions, HTML that ends elsewhere, and fences or directives that may belong to a list
const reaching =
  /^ {0,3}(?:\[[^\]\n]*\]:|<(?!!--.*-->[ \t]*$|[a-z][\w.+-]*:))|^ {1,3}(?:`{3}|~{3}|:{3})|^[ \t]*(?:[-*+>]|\d{1,9}[.)]).*(?:`{3}|~{3}|:{3}|<(?![a-z][\w.+-]*:))/im
const heading = /^#{1,6}[ \t]/
const fence = /^(?:(`{3,})[^`]*|(~{3,}).*)$/
const directive = /^(:{3,})(?:[A-Za-z].*|[ \t]*)$/

/**
 * `text` cut before those headings that stand in no fence and no directive; one section where something reaches over them.
 *
 * @example sectionsOf('a\n\n# b\n').map((s) => s.text) // ['a\n\n', '# b\n']
 */
export function sectionsOf(text: string): readonly Section[] {
  if (reaching.test(text) || text.includes('\r')) return [{ text, offset: 0, line: 0 }]
  const cuts: { offset: number; line: number }[] = [{ offset: 0, line: 0 }]
  const open: string[] = []
  const matter = /^---[ \t]*\n[\s\S]*?\n---[ \t]*(?:\n|$)/.exec(text)?.[0].length ?? 0
  let [line, blank] = [0, false]
  for (let start = 0; start < text.length; line += 1) {
    const next = text.indexOf('\n', start)
    const end = next === -1 ? text.length : next
    const written = text.slice(start, end)
    if (start >= matter) {
      if (blank && open.length === 0 && heading.test(written)) cuts.push({ offset: start, line })
      nest(open, written)
    }
    blank = written.trim() === ''
    start = end + 1
  }
  return cuts.map(({ offset, line: before }, i) => ({
    text: text.slice(offset, cuts[i + 1]?.offset),
    offset,
    line: before,
  }))
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
