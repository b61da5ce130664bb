import { largest, smallest } from '../../base/index.ts'
import type { Fragment } from './layout.ts'
import type { RuledTable } from './page-grid.ts'
import { raise } from './raised.ts'

/** Text without a wide gap: a line of prose, or one cell of a table. */
export interface Segment {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly y: number
  readonly size: number
  /** its first number is bold; absent where it is not */
  readonly strong?: true
  /** the pieces between gaps that may part cells where a table has its columns there; none where no gap is wide enough */
  readonly pieces?: readonly Segment[]
}

/** What stands at one height. */
export interface Line {
  readonly segments: readonly Segment[]
  readonly y: number
  readonly size: number
  readonly left: number
  readonly right: number
  /** a table drawn with rules, which stands here as a whole */
  readonly table?: RuledTable
}

/** Wider than this many type sizes is a gap between cells. */
const cellGap = 0.95
/** A narrower gap parts cells only where other lines have a column. */
const pieceGap = 0.45

/** The lines of a page from top to bottom, with each of its ruled tables as one. */
export function linesAround(fragments: readonly Fragment[], tables: readonly RuledTable[]): readonly Line[] {
  if (tables.length === 0) return linesOf(fragments)
  const free = fragments.filter((f) => !tables.some((t) => t.held.has(f)))
  return [...linesOf(free), ...tables.map(standIn)].sort((a, b) => a.y - b.y || a.left - b.left)
}

function standIn(table: RuledTable): Line {
  const { left, right, top } = table
  return { segments: [{ text: '', left, right, y: top, size: 10 }], y: top, size: 10, left, right, table }
}

/** The lines that `fragments` make, from top to bottom. */
export function linesOf(fragments: readonly Fragment[]): readonly Line[] {
  const sorted = [...fragments].sort((a, b) => a.y - b.y || a.x - b.x)
  const groups: Fragment[][] = []
  for (const fragment of sorted) {
    const last = groups.at(-1)
    const base = last?.[0]
    // raised digits of a note sit a little above their line
    if (base !== undefined && Math.abs(fragment.y - base.y) <= Math.max(fragment.size, base.size) * 0.45)
      last!.push(fragment)
    else groups.push([fragment])
  }
  return groups.map(lineOf)
}

function lineOf(fragments: readonly Fragment[]): Line {
  const sorted = [...fragments].sort((a, b) => a.x - b.x)
  const size = [...sorted].sort((a, b) => b.text.length - a.text.length)[0]!.size
  const segments: Segment[] = []
  for (const f of sorted) {
    const last = segments.at(-1)
    const gap = last === undefined ? Number.POSITIVE_INFINITY : f.x - last.right
    const text = last !== undefined && isRaised(f, last, size) ? raise(f.text.trim()) : f.text
    if (last === undefined || gap > size * cellGap) segments.push(segmentOf(f, text))
    else {
      // the same words printed twice for a bold look
      if (gap < -f.width * 0.8 && last.text.endsWith(f.text)) continue
      const space = gap > size * 0.18 && !last.text.endsWith(' ') && !text.startsWith(' ') ? ' ' : ''
      const piece = segmentOf(f, text)
      segments[segments.length - 1] = {
        ...last,
        ...strengthOf(last, piece),
        text: last.text + space + text,
        right: Math.max(last.right, f.x + f.width),
        pieces: gap > size * pieceGap ? [...piecesOf(last), piece] : joinLast(piecesOf(last), piece, space),
      }
    }
  }
  const trimmed = segments.map((s) => ({ ...s, text: s.text.trim() })).filter((s) => s.text !== '')
  return {
    segments: trimmed,
    y: sorted[0]!.y,
    size,
    left: smallest(sorted.map((f) => f.x)),
    right: largest(sorted.map((f) => f.x + f.width)),
  }
}

// the number of a note: small, or less so and above its line
function isRaised({ text, size, y }: Fragment, before: Segment, usual: number): boolean {
  if (!/^\d{1,2}$/.test(text.trim())) return false
  return size < usual * 0.75 || (size < usual * 0.9 && before.y - y > usual * 0.15)
}

function segmentOf(f: Fragment, text: string): Segment {
  const segment = { text, left: f.x, right: f.x + f.width, y: f.y, size: f.size }
  return f.strong === true && /\d/.test(text) ? { ...segment, strong: true } : segment
}

// the first number decides
function strengthOf(a: Segment, b: Segment): { readonly strong?: true } {
  return b.strong === true && !/\d/.test(a.text) ? { strong: true } : {}
}

function piecesOf(segment: Segment): readonly Segment[] {
  return segment.pieces ?? [segment]
}

function joinLast(pieces: readonly Segment[], piece: Segment, space: string): readonly Segment[] {
  const last = pieces.at(-1)!
  const right = Math.max(last.right, piece.right)
  return [...pieces.slice(0, -1), { ...last, ...strengthOf(last, piece), text: last.text + space + piece.text, right }]
}

/** The text of a line as prose. */
export function mergeLine({ segments }: Line): string {
  return segments.map((s) => s.text).join(' ')
}
