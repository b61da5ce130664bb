import { linking } from './destination.ts'

/** The Typst functions that the blocks of a body call: letters, headings, paragraphs, exhibits, tables. */
export const style = `
#let navy = rgb(meta.accent)
#let grey = rgb("#595959")
#let faint = rgb("#eaf0f6")
#let hair = rgb("#c3ced9")
#let amber = rgb("#8a4b00")
#let zh = meta.lang == "zh"

#set document(title: meta.title, author: meta.authors, description: meta.subtitle, keywords: meta.keywords, date: meta.date)
#set text(font: meta.fonts, fallback: false, size: 10pt, fill: rgb("#1a1a1a"), lang: meta.lang, region: meta.region, top-edge: 0.88em, bottom-edge: -0.12em, cjk-latin-spacing: auto, features: if zh { () } else { ("palt",) }, costs: (orphan: 1000%, widow: 1000%))
#set par(justify: true, leading: 0.58em, spacing: 0.95em)
#set strike(stroke: 0.5pt)
#show raw: set text(font: meta.fonts, size: 0.92em)
#set list(marker: ([•], [–]), indent: 0.4em, body-indent: 0.6em, spacing: 0.7em)
#set enum(indent: 0.4em, body-indent: 0.6em, spacing: 0.7em)

#let front-page = 1
#set page(
  paper: "a4",
  margin: (top: 2.5cm, bottom: 2.1cm, x: 2.1cm),
  header: context {
    if here().page() == front-page { return }
    set text(size: 8pt, fill: grey)
    grid(columns: (auto, 1fr, auto), align: (left, center, right), column-gutter: 10pt,
      strong(meta.publisher), text(fill: amber, meta.mark), meta.running)
    v(-0.55em)
    line(length: 100%, stroke: 0.6pt + navy)
  },
  footer: context {
    set text(size: 7.5pt, fill: grey)
    line(length: 100%, stroke: 0.4pt + hair)
    v(-0.5em)
    grid(columns: (1fr, auto), meta.pointer, [#here().page() / #counter(page).final().first()])
  },
)

#show heading: it => block(above: 1.5em, below: 0.85em, sticky: true, {
  set par(justify: false, leading: 0.4em, first-line-indent: 0pt)
  let size = (15pt, 12pt, 10.5pt, 10pt).at(calc.min(it.level, 4) - 1)
  text(size: size, weight: "bold", fill: if it.level < 4 { navy } else { rgb("#1a1a1a") }, it.body)
})
#show heading.where(level: 1): set block(above: 1.9em, below: 1em)

#let named(name, body) = if name == none { body } else { [#body#label(name)] }
#let head(level, words, name) = named(name, heading(level: level, numbering: none, words))

#let para(body) = par(first-line-indent: (amount: if zh { 2em } else { 0em }, all: true), body)
#let flush(body) = par(first-line-indent: 0em, body)
// the font has no italic
#let stress(body) = text(weight: "bold", body)
#let mono(words) = box(fill: rgb("#f1f3f5"), inset: (x: 2pt), outset: (y: 1pt), radius: 1pt, raw(words))
#let web(address, body) = link(address, text(fill: navy, body))
#let jump(name, body) = link(label(name), text(fill: navy, body))
${linking}
#let num(entry, use, body) = named(use, to(entry, underline(stroke: (paint: rgb("#6c8bab"), thickness: 0.6pt, dash: "densely-dotted"), offset: 2.4pt, evade: false, body)))
#let value(entry, use, body) = named(use, to(entry, body))
#let bullets(..items) = list(..items)
#let numbers(start, ..items) = enum(start: start, ..items)
#let citation(body) = block(width: 100%, inset: (left: 10pt, y: 3pt), stroke: (left: 2pt + hair), text(fill: grey, body(flush)))
#let listing(words) = block(width: 100%, fill: rgb("#f5f6f8"), inset: 7pt, radius: 2pt, { set par(justify: false); raw(block: true, words) })
#let divider() = block(above: 1.2em, below: 1.2em, line(length: 100%, stroke: 0.5pt + hair))

#let notice-box(body) = block(width: 100%, fill: rgb("#fff4e0"), inset: (x: 6pt, y: 3pt), below: 5pt, above: 0pt, text(size: 8pt, fill: amber, body))
#let ai-passage(body) = block(width: 100%, inset: (left: 8pt), stroke: (left: 2pt + amber), above: 1em, below: 1em, { block(below: 0.5em, text(size: 7.5pt, fill: amber, meta.ai-passage)); body })
#let banner = block(width: 100%, fill: rgb("#fff4e0"), inset: (x: 6pt, y: 3pt), below: 5pt, above: 0pt, text(size: 8pt, weight: "bold", fill: amber, meta.synthetic))

#show figure.caption: it => block(width: 100%, sticky: true, align(left, text(size: 9pt, weight: "bold", fill: navy, it.body)))
#let source-lines(rows, entry) = {
  set text(size: 8pt, fill: grey)
  let link-back = if entry == none { [] } else { to(entry, text(size: 7.5pt, fill: navy, meta.chart-data)) }
  for (i, row) in rows.enumerate() {
    let last = i + 1 == rows.len()
    block(above: 4pt, below: 0pt, width: 100%, if last { layout(room => if room.width < 200pt { row; linebreak(); link-back } else { grid(columns: (1fr, auto), column-gutter: 10pt, row, link-back) }) } else { row })
  }
}
#let exhibit(caption: none, synthetic: false, breakable: false, after: (), entry: none, name: none, body) = {
  show figure: set block(breakable: breakable)
  block(breakable: breakable, width: 100%, above: 1.5em, below: 1.7em, named(name, figure(
    kind: "exhibit", supplement: none, numbering: none, outlined: false, gap: 5pt,
    caption: figure.caption(position: top, separator: none, caption),
    align(left, {
      set par(first-line-indent: 0em, leading: 0.45em, spacing: 0.5em)
      if synthetic { banner }
      body
      source-lines(after, entry)
    }),
  )))
}
#let picture(path, words) = block(width: 100%, above: 0pt, below: 0pt, stroke: (top: 0.8pt + navy, bottom: 0.8pt + navy), inset: (y: 4pt), image(path, width: 100%, alt: words))

#let spark(svg, words) = box(baseline: 15%, image(bytes(svg), format: "svg", height: 1.25em, alt: words))
#let cell-note(words) = text(size: 0.8em, fill: grey, " (" + words + ")")
#let group-row(count, body) = (table.cell(colspan: count, fill: faint, align: left, strong(body)),)
#let three-line(size: 9pt, widths: (), aligns: (), head: none, rows: ()) = {
  set text(size: size)
  set par(justify: false, leading: 0.4em, first-line-indent: 0em)
  let heads = if head == none { () } else {
    (table.header(..head.enumerate().map(((x, h)) => table.cell(align: aligns.at(x) + bottom, strong(h))), table.hline(stroke: 0.5pt + navy)),)
  }
  table(
    columns: widths, align: (x, y) => aligns.at(x) + horizon, stroke: none,
    inset: (x: 4pt, y: 3.6pt),
    table.hline(stroke: 1pt + navy), ..heads, ..rows.flatten(), table.hline(stroke: 1pt + navy),
  )
}
#let bare(body) = block(above: 1em, below: 1.1em, width: 100%, body)
`
