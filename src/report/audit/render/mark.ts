import { escapeHtml } from '../../../base/index.ts'
import type { Audited } from '../audit.ts'
import type { Claim, Finding } from '../claim.ts'

interface Marked {
  readonly start: number
  readonly end: number
  readonly finding?: { readonly finding: Finding; readonly number: number }
  readonly claim?: Claim
}

/** Gives a stretch of the text as HTML with a mark on every claim and a link from every finding to its evidence. */
export type Marker = (start: number, end: number) => string

/** The marks of an audit; stretches are asked for in the order of the text. */
export function markerOf({ extract, claims, findings }: Audited): Marker {
  const marks: Marked[] = [
    ...findings.map((finding, n) => ({
      start: finding.at.start,
      end: finding.at.end,
      finding: { finding, number: n + 1 },
    })),
    ...claims.map((claim) => ({ start: claim.at.start, end: claim.at.end, claim })),
  ].sort((a, b) => a.start - b.start || b.end - a.end)
  const placed = new Set<number>()
  const longest = marks.reduce((most, m) => Math.max(most, m.end - m.start), 0)
  return (start, end) => {
    const own = within(marks, start, end, longest)
    const cuts = [...new Set([start, end, ...own.flatMap((m) => [m.start, m.end])])]
      .filter((c) => c >= start && c <= end)
      .sort((a, b) => a - b)
    let out = ''
    for (let i = 0; i + 1 < cuts.length; i += 1)
      out += piece(
        extract.text.slice(cuts[i], cuts[i + 1]),
        own.filter((m) => m.start <= cuts[i]! && m.end >= cuts[i + 1]!),
        placed,
      )
    return out
  }
}

function within(marks: readonly Marked[], start: number, end: number, longest: number): readonly Marked[] {
  let low = 0
  let high = marks.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (marks[middle]!.start < start - longest) low = middle + 1
    else high = middle
  }
  const own: Marked[] = []
  for (let i = low; i < marks.length && marks[i]!.start < end; i += 1) if (marks[i]!.end > start) own.push(marks[i]!)
  return own
}

function piece(text: string, marks: readonly Marked[], placed: Set<number>): string {
  const shown = escapeHtml(text)
  const claim = marks.find((m) => m.claim !== undefined)?.claim
  const found = marks.filter((m) => m.finding !== undefined).map((m) => m.finding!)
  const inner =
    claim === undefined
      ? shown
      : `<span class="claim ${claim.verdict}" title="${escapeHtml(claim.verdict)}">${shown}</span>`
  // the narrowest finding is the one that a reader means to open
  const top = found.sort((a, b) => a.finding.at.end - a.finding.at.start - (b.finding.at.end - b.finding.at.start))[0]
  if (top === undefined) return inner
  const ids = found.filter((f) => !placed.has(f.number)).map((f) => f.number)
  for (const id of ids) placed.add(id)
  const anchors = ids.map((id) => `<a id="at-${id}"></a>`).join('')
  return `${anchors}<a class="mark ${top.finding.severity}" href="#finding-${top.number}">${inner}</a>`
}
