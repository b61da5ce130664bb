import { decimal, plain, round } from '../../base/index.ts'
import type { Fact } from '../../facts/index.ts'
import { type EvidenceEntry, evidenceOf } from '../evidence.ts'
import { kindWords, wordsOf } from '../html/words.ts'
import { plainOf } from '../plain.ts'
import type { Document, SourceName } from '../tree.ts'
import type { Anchors } from './anchor.ts'
import { call, join, list, quote } from './literal.ts'
import { pdfWords } from './words.ts'

const mostFacts = 6
const longestQuote = 90
const mostOfRun = 160
const leastOfPages = 50

/**
 * The appendix: the register of sources, then one entry for each set of facts that the document rests on, by chapter.
 *
 * The entries stand on several sheets with page breaks between them, since different pages are typeset at once.
 */
export function renderEvidence(document: Document, anchors: Anchors): string {
  if (anchors.entries.length === 0) return ''
  const { lang } = document.front
  const [words, more] = [wordsOf(lang), pdfWords(lang)]
  const sources = sourcesOf(document, anchors)
  const numbers = new Map(sources.map((s, i) => [s.id, i + 1]))
  return [
    call('appendix-head', quote(words.evidence)),
    sources.length === 0
      ? ''
      : call('source-list', quote(more.sources), list(sources.map((s) => renderSource(s, document)))),
    ...sheetsOf(runsOf(document, anchors)).map((sheet, i) =>
      call('evidence-sheet', `on-new-page: ${i > 0}`, ...sheet.map((r) => renderRun(r, numbers, document, anchors))),
    ),
  ].join('\n')
}

function renderRun(run: Run, sources: ReadonlyMap<string, number>, document: Document, anchors: Anchors): string {
  const rows = run.entries.map((e) => `${renderEntry(e, sources, document, anchors)},\n`)
  return list([quote(run.title), `(\n${rows.join('')})`])
}

interface Run {
  readonly title: string
  readonly onNewPage: boolean
  readonly entries: EvidenceEntry[]
}

// short chapters share pages, long ones begin a page, the longest are cut
function runsOf(document: Document, anchors: Anchors): readonly Run[] {
  const chapters = document.blocks.filter((b) => b.kind === 'heading' && b.level === 1)
  const chapterOf = (entry: EvidenceEntry) => chapters.findLastIndex((c) => c.at.start <= entry.binding.at.start)
  const runs: Run[] = []
  let [last, onPages] = [-2, 0]
  for (const entry of anchors.entries) {
    const chapter = chapterOf(entry)
    const isFull = (runs.at(-1)?.entries.length ?? 0) >= mostOfRun
    if (chapter !== last || isFull) {
      const onNewPage = onPages >= leastOfPages
      if (onNewPage) onPages = 0
      const heading = chapters[chapter]
      const title =
        heading?.kind === 'heading'
          ? [heading.number, plainOf(heading.children).text]
          : [pdfWords(document.front.lang).cover]
      runs.push({ title: title.filter((t) => t !== '').join('  '), onNewPage, entries: [] })
      last = chapter
    }
    runs.at(-1)!.entries.push(entry)
    onPages += 1
  }
  return runs
}

function sheetsOf(runs: readonly Run[]): readonly (readonly Run[])[] {
  const sheets: Run[][] = []
  for (const run of runs) {
    if (run.onNewPage || sheets.length === 0) sheets.push([run])
    else sheets.at(-1)!.push(run)
  }
  return sheets
}

function sourcesOf(document: Document, anchors: Anchors): readonly SourceName[] {
  const ids = anchors.entries.flatMap((e) => e.binding.facts.map((f) => f.evidence.source))
  return [...new Set(ids)].filter((id) => id !== '').map((id) => document.naming.source(id))
}

function renderSource(source: SourceName, document: Document): string {
  const words = pdfWords(document.front.lang)
  const name = [source.publisher, source.title].filter((t) => t !== '').join(words.colon)
  const days = [
    source.published === '' ? '' : `${words.published} ${source.published}`,
    source.retrieved === '' ? '' : `${words.retrieved} ${source.retrieved}`,
    source.sha256 === ''
      ? ''
      : `${[words.kept, source.file].filter((t) => t !== '').join(' ')} sha256 ${source.sha256.slice(0, 16)}`,
  ]
  const address =
    source.url === ''
      ? '[]'
      : /^https?:\/\/\S+$/.test(source.url)
        ? call('web', quote(source.url), call('address', breakable(source.url)))
        : quote(source.url)
  return list([quote(name), address, quote(days.filter((d) => d !== '').join(' · '))])
}

function renderEntry(
  entry: EvidenceEntry,
  sources: ReadonlyMap<string, number>,
  document: Document,
  anchors: Anchors,
): string {
  const { lang } = document.front
  const { binding } = entry
  const facts = binding.facts.slice(0, mostFacts)
  const told = facts.map((f) => evidenceOf(f, document.naming, lang))
  const more = binding.facts.length > facts.length ? ` … (${binding.facts.length})` : ''
  const what = binding.derived
    ? call(
        'derived',
        quote(pdfWords(lang).inputs),
        list(told.map((t) => breakable(`${t.what} = ${t.value}`))),
        quote(more),
      )
    : breakable(told[0]?.what ?? '')
  const value = binding.derived
    ? [shortened(binding.value), binding.unit === '1' ? '' : document.naming.unit(binding.unit)].join(' ').trim()
    : (told[0]?.value ?? '')
  const printed = entry.texts.filter((t) => t !== '').join(' / ')
  return list([
    quote(`evidence-${entry.id}`),
    quote(entry.id.replace(/^\D+/, '')),
    quote(value !== '' && startsWith(value, printed) ? value : printed),
    quote(startsWith(value, printed) ? '  ' : ` = ${value}  `),
    join([what, quote('  '), call('address', breakable(binding.address))]),
    breakable(unique(facts.map((f) => originOf(f, sources))).join('; ')),
    quote(`  ${unique(facts.map((f) => `${kindWords(f.evidence.kind, lang)} ${f.known}`)).join(pdfWords(lang).comma)}`),
    list(anchors.places(entry.keys).slice(0, 12).map(quote)),
  ])
}

// a quotient has forty digits; nobody reads more than six of them
function shortened(value: string): string {
  return value.includes('.') ? plain(round(decimal(value), 6)) : value
}

// 88.6 and 88.6% are not told again beside 88.6 %
function startsWith(value: string, printed: string): boolean {
  return value === '' || value.replaceAll(' ', '').startsWith(printed)
}

function originOf(fact: Fact, sources: ReadonlyMap<string, number>): string {
  const { source, locator, quote: words, formula } = fact.evidence
  const number = sources.get(source)
  const said = words === '' ? '' : `“${words.length > longestQuote ? `${words.slice(0, longestQuote)}…` : words}”`
  const where = [locator, formula ?? ''].filter((t) => t !== '').join(' · ')
  return [number === undefined ? '' : `S${number}`, where, said].filter((t) => t !== '').join(' ')
}

function unique(items: readonly string[]): readonly string[] {
  return [...new Set(items)]
}

// an address may end a line after its separators, but no number after its point: a blank without width, written as Typst's escape, stands there
function breakable(address: string): string {
  return quote(address).replace(/(?:[/?&=@:+]|\.(?!\d))(?=\S)(?!"$)/g, '$&\\u{200b}')
}
