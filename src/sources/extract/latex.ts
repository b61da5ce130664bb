import type { ExtractCell } from '../../base/index.ts'
import { cellOf, type Line } from './cell.ts'

const row = /(?<!\\)&.*\\\\\s*(?:\[[^\]]*\]\s*)?(?:\\(?:hline|midrule|bottomrule)\b.*)?$/
const rule = /^\s*\\(?:hline|toprule|midrule|bottomrule|cline|cmidrule|specialrule|addlinespace)\b/

/** The rows of a table of LaTeX from the line `from` on, and the line behind it; `null` where no such row stands there. */
export function latexTable(
  lines: readonly Line[],
  from: number,
): { readonly rows: readonly (readonly ExtractCell[])[]; readonly next: number } | null {
  if (!row.test(lines[from]!.text)) return null
  const rows: (readonly ExtractCell[])[] = []
  let next = from
  for (; next < lines.length; next += 1) {
    const line = lines[next]!
    if (rule.test(line.text)) continue
    if (!row.test(line.text)) break
    rows.push(cellsOf(line))
  }
  return rows.length < 2 ? null : { rows, next }
}

function cellsOf(line: Line): readonly ExtractCell[] {
  const cells: ExtractCell[] = []
  const end = line.text.lastIndexOf('\\\\')
  let start = 0
  for (let at = 0; at <= end; at += 1) {
    if (at < end && (line.text[at] !== '&' || line.text[at - 1] === '\\')) continue
    cells.push(...bare(line, start, at))
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
  const percent = /\s*\\%\s*$/.exec(text.slice(start, end))
  return [cellOf(line, start, percent === null ? end : start + percent.index)]
}
