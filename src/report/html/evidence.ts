import { type Html, html } from '../../base/index.ts'
import { type Fact, factAddress } from '../../facts/index.ts'
import { type EvidenceEntry, evidenceOf, valueWords, whatOf } from '../evidence.ts'
import type { Document } from '../tree.ts'
import { kindWords, wordsOf } from './words.ts'

/** The table of all facts that the document rests on. */
export function evidenceTable(entries: readonly EvidenceEntry[], document: Document): Html {
  const words = wordsOf(document.front.lang)
  const heads = [words.number, words.about, words.value, words.source, words.kind, words.known]
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${words.facts}"><table class="facts"><thead><tr>${heads.map((h) => html`<th scope="col">${h}</th>`)}</tr></thead>
<tbody>${entries.map((e) => kept('row', e, document, row))}</tbody></table></div>`
}

interface Kept {
  readonly naming: Document['naming']
  readonly facts: readonly Fact[]
  readonly html: Html
}

// while a report is written most of its facts stay as they are: what is made of an entry is kept by the first of them
const known = new WeakMap<Fact, Map<string, Kept>>()

function kept(
  what: string,
  entry: EvidenceEntry,
  document: Document,
  make: (entry: EvidenceEntry, document: Document) => Html,
): Html {
  const { binding } = entry
  const facts = [...binding.facts, ...binding.others]
  const [first] = facts
  if (first === undefined) return make(entry, document)
  const { naming } = document
  const key = JSON.stringify([what, document.front.lang, entry.id, entry.texts, binding.address, binding.facts.length])
  const made = known.get(first) ?? new Map<string, Kept>()
  known.set(first, made)
  const before = made.get(key)
  const isSame = before?.facts.length === facts.length && before.facts.every((f, i) => f === facts[i])
  if (before !== undefined && isSame && before.naming === naming) return before.html
  const html = make(entry, document)
  if (made.size >= mostKept) made.clear()
  made.set(key, { naming, facts, html })
  return html
}

// numbers of one fact in all that is written of it
const mostKept = 200

function row(entry: EvidenceEntry, document: Document): Html {
  const { lang } = document.front
  const { binding } = entry
  const first = binding.facts[0]
  const what = binding.derived ? wordsOf(lang).derived : first === undefined ? '' : whatOf(first, document.naming, lang)
  const facts = binding.facts.slice(0, 12)
  const more = binding.facts.length > facts.length ? html`<br>… ${binding.facts.length}` : null
  return html`<tr id="${entry.id}"><th scope="row">${entry.texts.join(lang === 'zh' ? '、' : ', ')}</th>
<td>${what}<br><code>${binding.address}</code></td>
<td>${facts.map((f, i) => html`${i === 0 ? null : html`<br>`}${valueWords(f, document.naming, lang)}`)}${more}</td>
<td>${unique(facts.map((f) => placedSource(f, document)))}</td>
<td>${[...new Set(facts.map((f) => kindWords(f.evidence.kind, lang)))].join(lang === 'zh' ? '、' : ', ')}</td>
<td>${unique(facts.map((f) => html`${f.known}`))}</td></tr>
`
}

function unique(lines: readonly Html[]): Html {
  const kept = [...new Map(lines.map((l) => [l.text, l])).values()]
  return html`${kept.map((l, i) => html`${i === 0 ? null : html`<br>`}${l}`)}`
}

function sourceLine(fact: Fact, document: Document): Html {
  const { publisher, title, url } = document.naming.source(fact.evidence.source)
  const name = [publisher, title].filter((t) => t !== '').join(document.front.lang === 'zh' ? '：' : ': ')
  return /^https?:\/\/[^\s]+$/.test(url) ? html`<a href="${url}" rel="noopener noreferrer">${name}</a>` : html`${name}`
}

function placedSource(fact: Fact, document: Document): Html {
  const { locator } = fact.evidence
  return html`${sourceLine(fact, document)}${locator === '' ? null : html` <span class="locator">${locator}</span>`}`
}

/** One dialog for each entry, opened beside its number by hover, focus or tap; without JavaScript they stay shut. */
export function popovers(entries: readonly EvidenceEntry[], document: Document): Html {
  const words = wordsOf(document.front.lang)
  return html`<div id="evidence-card" role="dialog" aria-label="${words.evidence}" hidden><button type="button" class="close" aria-label="${words.close}">×</button><div class="body"></div></div>
${entries.map((e) => html`<template data-card="${e.id}">${kept('card', e, document, card)}</template>\n`)}`
}

// what a card shows of each list before it sends the reader to the table
const most = 6

function card(entry: EvidenceEntry, document: Document): Html {
  const { lang } = document.front
  const words = wordsOf(lang)
  const { binding } = entry
  const head = binding.derived
    ? html`<p class="what">${entry.texts.join(lang === 'zh' ? '、' : ', ')}</p><p>${words.derived}<br><code>${binding.address}</code></p>`
    : null
  const rest = binding.facts.length > most || binding.others.length > most
  return html`${head}${binding.facts.slice(0, most).map((f) => factCard(f, document))}
${binding.others.length === 0 ? null : html`<p class="what">${words.others}</p><ul>${binding.others.slice(0, most).map((f) => html`<li>${valueWords(f, document.naming, lang)} · ${document.naming.source(f.evidence.source).title} · <span class="unbroken">${f.known}</span></li>`)}</ul>`}
${binding.derived ? null : html`<p class="address"><code>${factAddress(binding.facts[0]!)}</code></p>`}${rest ? html`<p><a href="#${entry.id}">${words.rest}</a></p>` : null}`
}

function factCard(fact: Fact, document: Document): Html {
  const { lang } = document.front
  const words = wordsOf(lang)
  const told = evidenceOf(fact, document.naming, lang)
  const lines: readonly (readonly [string, string | Html])[] = [
    [words.value, told.value],
    [words.source, sourceLine(fact, document)],
    [words.locator, told.locator],
    [words.quote, told.quote],
    [words.kind, kindWords(told.kind, lang)],
    [words.known, told.known],
  ]
  return html`<p class="what">${told.what}</p><dl>${lines.filter(([, v]) => v !== '').map(([k, v]) => html`<dt>${k}</dt><dd>${v}</dd>`)}</dl>
${told.note === '' ? null : html`<p class="note">${told.note}</p>`}`
}

/** The findings that the author let stand, with the reasons. */
export function waivedTable(document: Document): Html | null {
  const { lang } = document.front
  const words = wordsOf(lang)
  const waived = document.diagnostics.filter((d) => d.waived !== undefined)
  if (waived.length === 0) return null
  return html`<h3>${words.waived}</h3><ul>${waived.map((d) => html`<li><code>${d.code}</code> ${d.message[lang]}${lang === 'zh' ? '。' : '. '}${words.reason}${lang === 'zh' ? '：' : ': '}${d.waived}</li>`)}</ul>`
}
