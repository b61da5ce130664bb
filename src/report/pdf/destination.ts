import type { Anchors } from './anchor.ts'
import { list, quote } from './literal.ts'

const scheme = 'assay-place:'
// room enough for what takes its place, so that no byte of the file moves
const room = 50
const positions = 'destinations'
// a reader's program shows a place with a little of what stands above it, in points
const above = 10

/**
 * The Typst function of a link to an entry of the appendix, `to(entry, body)`.
 *
 * Typst knows where a label is only once all is set, and sets every paragraph anew that links to one. So a number links to
 * an address that names its entry, and {@link linkDestinations} puts the place there when the PDF is made.
 */
export const linking = `#let to(entry, body) = link("${scheme}" + entry + "." * calc.max(0, ${room} - entry.len()), body)`

/** Typst content, to stand last, that prints nothing and keeps where each entry of the appendix is. */
export function keepDestinations(anchors: Anchors): string {
  if (anchors.entries.length === 0) return ''
  const names = anchors.entries.map((e) => list([`evidence-${e.id}`, e.id.replace(/^\D+/, '')].map(quote)))
  return `#context [#metadata(${list(names)}.map(((name, number)) => {
  let at = locate(label(name)).position()
  (name: name, page: at.page, x: at.x, y: at.y, words: meta.evidence + " " + number + meta.pages + str(at.page))
}))#label("${positions}")]`
}

/** The selector under which a typesetter finds what {@link keepDestinations} kept. */
export const destinationSelector = `<${positions}>`

/** Where an entry is: page from 1, lengths from its upper left corner in points with their unit, and the words for it. */
export interface Destination {
  readonly name: string
  readonly page: number
  readonly x: string
  readonly y: string
  readonly words: string
}

const links = new RegExp(
  String.raw`/A <<\s+/Type /Action\s+/S /URI\s+/URI \(${scheme}([\w-]+)\.*\)\s+>>([^>]*?)/Contents \(${scheme}[^)]*\)`,
  'g',
)

/**
 * `pdf` with a place for each address that {@link linking} wrote; the bytes are changed in place and none of them moves.
 *
 * Height is the page's, in points. A link reads as its entry and page where it is read aloud.
 */
export function linkDestinations(pdf: Uint8Array, destinations: readonly Destination[], height: number): void {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
  const text = bytes.toString('latin1')
  if (!text.includes(scheme)) return
  const pages = [...(/\/Type \/Pages\s[^>]*?\/Kids \[([^\]]*)\]/.exec(text)?.[1] ?? '').matchAll(/\d+ 0 R/g)]
  const byName = new Map(destinations.map((d) => [d.name, d]))
  for (const link of text.matchAll(links)) {
    const target = byName.get(link[1]!)
    const page = pages[(target?.page ?? 0) - 1]?.[0]
    if (target === undefined || page === undefined) throw new Error(`no place for ${link[1]}`)
    const top = height - Math.max(0, Number.parseFloat(target.y) - above)
    const place = `/Dest [${page} /XYZ ${short(Number.parseFloat(target.x))} ${short(top)} 0]`
    const action = link[0].slice(0, link[0].indexOf('>>') + 2)
    const contents = link[0].slice(link[0].lastIndexOf('/Contents'))
    bytes.write(place.padEnd(action.length), link.index, 'latin1')
    const at = link.index + link[0].length - contents.length
    bytes.write(`/Contents ${spoken(target.words)}`.padEnd(contents.length), at, 'latin1')
  }
}

const short = (value: number) => String(Math.round(value * 1000) / 1000)

// text of a PDF is UTF-16 where it has letters that its own encoding lacks
function spoken(words: string): string {
  if (/^[ -'*-[\]-~\xa1-\xff]*$/.test(words)) return `(${words})`
  return `<FEFF${Buffer.from(words, 'utf16le').swap16().toString('hex').toUpperCase()}>`
}
