import type { ExtractCell } from '../../base/index.ts'
import { append } from '../../base/index.ts'
import { cellOf, type Line } from './cell.ts'

const rule = /^\s*\\(?:hline|toprule|midrule|bottomrule|cline|cmidrule|specialrule|addlinespace)\b/
const rulesBehind =
  /(?:\s*\\(?:hline|midrule|bottomrule|cline\{[^{}]{0,20}\}|cmidrule(?:\([lr]{1,2}\))?\{[^{}]{0,20}\}))+\s*$/
const comment = /(?<!\\)%.*$/
// longer lines are no rows
const longest = 8_000

/** The rows of a table of LaTeX from the line `from` on, and the line behind it; `null` where no such row stands there. */
export function latexTable(
  lines: readonly Line[],
  from: number,
): { readonly rows: readonly (readonly ExtractCell[])[]; readonly next: number } | null {
  if (endOf(lines, from, 0) === -1) return null
  const rows: (readonly ExtractCell[])[] = []
  let next = from
  for (; next < lines.length; next += 1) {
    const line = lines[next]!
    if (rule.test(line.text) || /^\s*%/.test(line.text)) continue
    const end = endOf(lines, next, rows.length)
    if (end === -1) break
    rows.push(cellsOf(line, end))
  }
  return rows.length < 2 ? null : { rows, next }
}

// where the cells of a row end, -1 where the line is no row; the last row of a table may go without its mark
function endOf(lines: readonly Line[], at: number, before: number): number {
  const { text } = lines[at]!
  if (text.length > longest || !/(?<!\\)&/.test(text)) return -1
  const body = text
    .replace(comment, '')
    .replace(rulesBehind, '')
    .trimEnd()
    .replace(/(?<=\\\\)\s?\[[^\]]{0,20}\]$/, '')
  if (body.endsWith('\\\\')) return body.length - 2
  if (body.endsWith('\\tabularnewline')) return body.length - '\\tabularnewline'.length
  const next = lines[at + 1]?.text ?? ''
  return before > 0 && (rule.test(next) || /^\s*\\end\{/.test(next)) ? body.length : -1
}

function cellsOf(line: Line, end: number): readonly ExtractCell[] {
  const cells: ExtractCell[] = []
  let start = 0
  for (let at = 0; at <= end; at += 1) {
    if (at < end && (line.text[at] !== '&' || line.text[at - 1] === '\\')) continue
    append(cells, bare(line, start, at))
    start = at + 1
  }
  return cells
}

// \textbf{87.3} holds 87.3, \multicolumn{2}{c}{Base} stands over two columns, 87\% is 87
function bare(line: Line, start: number, end: number): readonly ExtractCell[] {
  const { text } = line
  const inner =
    /^(\s*(?:\\(?:textbf|textit|emph|underline|textrm|texttt|mathbf|bf)\s*\{|\$|\{)\s*)([^{}$]*?)\s*[}$]\s*$/.exec(
      text.slice(start, end),
    )
  if (inner !== null && inner[1] !== '')
    return bare(line, start + inner[1]!.length, start + inner[1]!.length + inner[2]!.length)
  const wide = /^(\s*\\multi(?:column|row)\{(\d+|\*)\}\{[^{}]*\}\{)(.*)\}\s*$/.exec(text.slice(start, end))
  if (wide !== null) {
    const from = start + wide[1]!.length
    const count = text.slice(start).trimStart().startsWith('\\multicolumn') ? Math.min(Number(wide[2]) || 1, 40) : 1
    const rest = Array.from({ length: count - 1 }, () => cellOf(line, end, end))
    return [...bare(line, from, from + wide[3]!.length), ...rest]
  }
  // 86.3$_{\pm 0.1}$ and 72.4$^{*}$ are 86.3 and 72.4
  const raised = /\s*\$\s*[_^]\s*(?:\{[^{}$]{0,30}\}|[^\s{}$])\s*\$\s*$/.exec(text.slice(start, end))
  if (raised !== null && raised.index > 0) return bare(line, start, start + raised.index)
  const bold = /^(\s*\{\\bf(?:series)?\s+)([^{}$]*?)\s*\}\s*$/.exec(text.slice(start, end))
  if (bold !== null) return bare(line, start + bold[1]!.length, start + bold[1]!.length + bold[2]!.length)
  const percent = /\s*\\%\s*$/.exec(text.slice(start, end))
  return [cellOf(line, start, percent === null ? end : start + percent.index)]
}
