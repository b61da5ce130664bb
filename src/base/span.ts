/** A place in a file: UTF-16 offsets with the line and column (both from 1) of the start. */
export interface Span {
  readonly file: string
  readonly start: number
  readonly end: number
  readonly line: number
  readonly column: number
}

/** The offsets at which the lines of `text` start; `\n` ends a line, also after `\r`. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/**
 * The span of `text` from `start` to `end`.
 *
 * @example spanOf('a.md', [0, 3], 4, 5).column // 2
 */
export function spanOf(file: string, starts: readonly number[], start: number, end: number): Span {
  const line = lineAt(starts, start)
  return Object.freeze({ file, start, end, line: line + 1, column: start - starts[line]! + 1 })
}

/** The number, from 0, of the line that the offset `at` is in. */
export function lineAt(starts: readonly number[], at: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= at) low = middle
    else high = middle - 1
  }
  return low
}

/** A span that names a file as a whole. */
export function wholeFile(file: string): Span {
  return Object.freeze({ file, start: 0, end: 0, line: 1, column: 1 })
}

/**
 * `span` as `file:line:column`.
 *
 * @example formatSpan(wholeFile('a.md')) // 'a.md:1:1'
 */
export function formatSpan(span: Span): string {
  return `${span.file}:${span.line}:${span.column}`
}
