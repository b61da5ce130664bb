/** The Typst functions of the cover, the contents, the closing statements and the appendix. */
export const sheet = `
#let box-title(words) = block(above: 1.3em, below: 0.6em, width: 100%, sticky: true, stroke: (bottom: 0.8pt + navy), inset: (bottom: 3pt), text(size: 9.5pt, weight: "bold", fill: navy, words))

#let rating-box(words, change) = block(width: 100%, fill: navy, inset: (x: 10pt, y: 9pt), below: 10pt, align(center, {
  text(size: 15pt, weight: "bold", fill: white, words)
  if change != "" { text(size: 9pt, fill: white, if zh { "（" + change + "）" } else { " (" + change + ")" }) }
}))

#let cover(headline: [], subline: [], rating: none, team: (), related: (), side: none, body) = {
  if meta.logo == "" { text(size: 11pt, weight: "bold", fill: navy, meta.publisher) } else {
    grid(columns: (auto, 1fr), column-gutter: 10pt, align: horizon, image(meta.logo, height: 22pt, alt: meta.publisher), text(size: 11pt, weight: "bold", fill: navy, meta.publisher))
  }
  v(-0.3em)
  grid(columns: (1fr, auto, 1fr), align: (left + bottom, center + bottom, right + bottom), inset: (bottom: 5pt), stroke: (bottom: 2pt + navy),
    text(size: 9.5pt, weight: "bold", meta.kicker), text(size: 9.5pt, meta.type), text(size: 9.5pt, meta.day))
  v(0.6em)
  grid(
    columns: (2fr, 1fr), column-gutter: 20pt,
    {
      show title: it => block(below: 0.7em, par(justify: false, leading: 0.42em, text(size: 20pt, weight: "bold", fill: navy, {
        show "，": comma => { comma; if meta.two-lines { linebreak() } }
        it.body
      })))
      title(headline)
      if meta.subtitle != "" { block(above: 0pt, below: 1.3em, text(size: 11.5pt, fill: grey, subline)) }
      if meta.mark != "" { banner; v(0.4em) }
      if meta.notice != "" { notice-box(meta.notice); v(0.4em) }
      if meta.correction != "" { notice-box({ strong(meta.correction); for change in meta.changes { linebreak(); change } }); v(0.4em) }
      if meta.points != "" { box-title(text(size: 11pt, meta.points)) }
      // points that leave room are set larger, up to the foot of the page
      let set-in(size, points) = {
        set text(size: size)
        set par(first-line-indent: 0em, leading: if zh { 0.85em } else { 0.62em }, spacing: if zh { 1.35em } else { 1.05em })
        points
      }
      let points = body(flush)
      layout(room => {
        let sizes = if zh { (12pt, 11.5pt, 11pt) } else { (11.5pt, 11pt, 10.5pt, 10pt) }
        let fitting = sizes.filter(size => measure(width: room.width, set-in(size, points)).height < 520pt)
        set-in(fitting.at(0, default: if zh { 10.5pt } else { 9.5pt }), points)
      })
    },
    block(width: 100%, inset: (left: 10pt), stroke: (left: 0.5pt + hair), {
      set text(size: 9pt)
      set par(justify: false, leading: 0.6em, spacing: 0.8em)
      show heading: it => box-title(it.body)
      if rating != none { rating-box(..rating) }
      if side != none { side(flush) }
      if team.len() > 0 {
        box-title(meta.team)
        for person in team { block(below: 0.8em, above: 0pt, { strong(person.at(0)); for more in person.slice(1) { linebreak(); text(fill: grey, more) } }) }
      }
      if related.len() > 0 {
        box-title(meta.related)
        for (i, item) in related.enumerate() { block(below: 0.7em, above: 0pt, [#(i + 1). #item.at(0) #text(fill: grey, item.at(1))]) }
      }
    }),
  )
}

#let leader = box(width: 1fr, inset: (x: 4pt), repeat(gap: 2pt, text(fill: grey, ".")))
#let page-of(name) = context str(locate(label(name)).page())
#let contents-line(level, name, words) = block(above: if level == 1 { 0.85em } else { 0.55em }, below: 0pt, pad(left: (level - 1) * 1.5em, link(label(name), {
  set par(justify: false)
  if level == 1 { strong(words) } else { words }
  leader
  page-of(name)
})))
#let exhibit-line(name, words) = block(above: 0.6em, below: 0pt, link(label(name), { set par(justify: false); words; leader; page-of(name) }))
// a list that has room below the cover stands there, whole
#let contents(body) = block(breakable: false, width: 100%, above: 2.4em, below: 0pt, body)
#let contents-title(words) = block(above: 1.6em, below: 1em, width: 100%, stroke: (bottom: 0.8pt + navy), inset: (bottom: 4pt), text(size: 14pt, weight: "bold", fill: navy, words))

#let closing(body) = {
  block(above: 1.2em, below: 1em, sticky: true, line(length: 100%, stroke: 0.6pt + navy))
  set text(size: 8.5pt)
  show heading: it => block(above: 1.2em, below: 0.6em, sticky: true, text(size: 10pt, weight: "bold", fill: navy, it.body))
  body
}

#let appendix-head(words) = {
  pagebreak(weak: true)
  heading(level: 1, numbering: none, words)
  block(above: 0pt, below: 0.8em, text(size: 8pt, fill: grey, meta.evidence-note + " " + meta.legend))
}
#let address(words) = text(size: 0.88em, fill: grey, hyphenate: false, words)
#let source-list(words, rows) = {
  set text(size: 7.5pt)
  set par(justify: false, leading: 0.4em, first-line-indent: 0em)
  block(above: 0.6em, below: 0.5em, sticky: true, text(weight: "bold", fill: navy, words))
  table(
    columns: (auto, 1fr), stroke: (x, y) => if y > 0 { (top: 0.3pt + hair) }, inset: (x: 3pt, y: 2.6pt),
    ..rows.enumerate().map(((i, row)) => (
      [S#(i + 1)#label("source-" + str(i + 1))],
      { row.at(0); linebreak(); row.at(1); if row.at(1) != [] and row.at(2) != "" { "  " }; text(fill: grey, row.at(2)) },
    )).flatten(),
  )
}
#let derived(words, inputs, more) = { text(fill: grey, words); for one in inputs { linebreak(); one }; more }
#let pages(names) = {
  let seen = ()
  for name in names {
    let page = locate(label(name)).page()
    if page not in seen { seen.push(page) }
  }
  if seen.len() > 0 { text(fill: navy, meta.pages + seen.map(str).join(", ")) }
}
// two columns of short paragraphs: a table of the same rows took twice the time and a third more pages
#let evidence-sheet(on-new-page: false, ..chapters) = {
  if on-new-page { pagebreak(weak: true) }
  // punctuation at its natural width saves a line in most rows
  set text(size: 7.5pt, features: ("palt",))
  set par(justify: false, leading: 0.34em, spacing: 0.72em, first-line-indent: 0em, hanging-indent: 2.2em)
  // one context for a sheet: one for each row took a fifth of the time of a document
  context columns(2, gutter: 16pt, for (title, rows) in chapters.pos() {
    block(above: 1.2em, below: 0.7em, width: 100%, sticky: true, stroke: (bottom: 0.5pt + navy), inset: (bottom: 2pt), text(size: 8.5pt, weight: "bold", fill: navy, title))
    for row in rows {
      par({
        box(width: 2.2em, [#row.at(1)#label(row.at(0))])
        strong(row.at(2)); row.at(3); row.at(4); linebreak()
        // a source is named by its number without a link: a link in each row took a third of the time of a document
        row.at(5); text(fill: grey, row.at(6)); pages(row.at(7))
      })
    }
  })
}
`
