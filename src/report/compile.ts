import { type Day, type Diagnostic, type Fix, type Lang, lineStarts, type Words, wholeFile } from '../base/index.ts'
import { foldName, type Registry, type Store } from '../facts/index.ts'
import { bindBlocks, running } from './bind.ts'
import type { Binder } from './binder.ts'
import { checkDocument } from './checks/all.ts'
import { report } from './codes.ts'
import type { Lexicon } from './lexicon.ts'
import type { Memory } from './memory.ts'
import { namingOf } from './naming.ts'
import { outline } from './outline.ts'
import { parseReport } from './parse.ts'
import { plainOf } from './plain.ts'
import { bindProse } from './prose.ts'
import { publishReport } from './publish/codes.ts'
import type { Past, PublishInput } from './publish/input.ts'
import { printedTheme } from './publish/logo.ts'
import { firmRules, type PublishResult, type PublishRule } from './publish/rule.ts'
import { checkPublishing, needsProfile, settled } from './publish/run.ts'
import { passagesOf } from './publish/wording.ts'
import type { RawBlock } from './raw.ts'
import { sizeNames } from './size.ts'
import type { Document, Front, Theme } from './tree.ts'
import { applyWaivers } from './waive.ts'

/** What a report is compiled against. */
export interface CompileInput {
  readonly file: string
  readonly text: string
  /** language of the file name, when the front matter has none */
  readonly lang: Lang
  readonly store: Store
  readonly registry: Registry
  readonly lexicon: Lexicon
  /** overrides the day of the front matter */
  readonly known?: Day
  readonly theme?: Theme | null
  /** who publishes, and the rules that bind him; without them nothing is said of publishing */
  readonly publishing?: Publishing
  /** what the desk knows of this report from before */
  readonly past?: Past
  /** what was found before against the same facts, names and settings */
  readonly memory?: Memory
}

/** What a desk says of publishing. */
export interface Publishing extends Pick<PublishInput, 'publisher' | 'words' | 'sourceClass' | 'archived' | 'log'> {
  readonly rules: readonly PublishRule[]
  /** what is wrong with a rating scheme; `null` when no file defines it */
  readonly schemeFaults: (scheme: string) => readonly string[] | null
  /** what of a cover's rating does not fit the log of ratings; `null` when all fits or there is no log */
  readonly ratingFault: (rating: NonNullable<Front['rating']>, date: Day) => Words | null
}

const unknownPast: Past = { reports: null, name: '', ai: null, today: '' }

/** A compiled report with the literals that were filled in. */
export interface Compiled {
  readonly document: Document
  readonly fills: readonly Fix[]
}

/** The document that a report's text makes: parsed, bound, numbered, checked, and its waivers applied. */
export function compile(input: CompileInput): Compiled {
  const parsed = parseReport(input.file, input.text, input.lang)
  const read = input.known === undefined ? parsed.value.front : { ...parsed.value.front, known: input.known }
  const binder = newBinder(input, read)
  const { kicker, title, subtitle } = parsed.value.headline
  const headline = {
    kicker: bindProse(kicker, binder, running),
    title: bindProse(title, binder, running),
    subtitle: bindProse(subtitle, binder, running),
  }
  const { rating } = read
  const profile = input.publishing?.publisher.profile ?? ''
  const front = {
    ...read,
    rating: rating !== null && isFor(rating.profiles, profile) ? rating : null,
    kicker: plainOf(headline.kicker).text,
    title: plainOf(headline.title).text,
    subtitle: plainOf(headline.subtitle).text,
  }
  const shown = shownTo(parsed.value.blocks, profile)
  const bound = bindBlocks(shown, input.text, binder, input.memory)
  const outlined: Diagnostic[] = []
  const blocks = outline(bound, front, outlined)
  const synthetic = [...binder.bindings.values()].some((b) => b.facts.some((f) => f.evidence.kind === 'synthetic'))
  const draft: Document = {
    kind: 'document',
    file: input.file,
    front,
    headline,
    blocks,
    bindings: binder.bindings,
    synthetic,
    naming: binder.naming,
    theme: input.theme ?? null,
    publishing: [],
    diagnostics: [],
  }
  // without a day and the waivers whatever else would be told may be wrong
  const found = parsed.value.broken
    ? parsed.diagnostics
    : [...parsed.diagnostics, ...binder.diagnostics, ...outlined, ...checkDocument(draft, parsed.value, binder)]
  const results = parsed.value.broken ? [] : publish(draft, applyWaivers(unique(found), parsed.value.waivers), input)
  const asked = results.flatMap((r) => r.diagnostics)
  // what nobody may publish without a licence cannot be waived either
  const [firm, open] = [asked.filter(isFirm), asked.filter((d) => !isFirm(d))]
  const waived = applyWaivers(
    unique([...found, ...open, ...unprofiled(draft, input), ...unsigned(draft, input)]),
    parsed.value.waivers,
  )
  const diagnostics = [...waived, ...unique(firm)]
  const publishing = settled(results, diagnostics)
  return {
    document: Object.freeze({
      ...draft,
      theme: printedTheme(draft.theme, results),
      publishing,
      diagnostics: diagnostics.toSorted(inOrder),
    }),
    fills: binder.fills,
  }
}

// a panel that is for other publishers is left out before anything of it is read
function shownTo(blocks: readonly RawBlock[], profile: string): readonly RawBlock[] {
  return blocks.filter((b) => b.kind !== 'panel' || isFor(b.profiles, profile))
}

function isFor(wanted: readonly string[], profile: string): boolean {
  return wanted.length === 0 || wanted.includes(profile)
}

function isFirm(diagnostic: Diagnostic): boolean {
  return firmRules.some((id) => diagnostic.message.en.startsWith(`\`${id}\``))
}

function publish(document: Document, found: readonly Diagnostic[], input: CompileInput): readonly PublishResult[] {
  const { publishing } = input
  if (publishing === undefined || publishing.publisher.profile === '') return []
  const { rating } = document.front
  return checkPublishing(
    {
      ...publishing,
      document,
      passages: passagesOf(document),
      ...(input.memory === undefined ? {} : { memory: input.memory }),
      found,
      journal: document.front.journal.filter((j) => !isAhead(j.day, document, input)),
      ratingFault: rating === null ? null : publishing.ratingFault(rating, document.front.date),
      past: input.past ?? unknownPast,
      schemeFaults: rating === null ? null : publishing.schemeFaults(rating.scheme),
      head: wholeFile(input.file),
    },
    publishing.rules,
  )
}

// nobody has signed on a day that is still to come
function isAhead(day: Day, { front }: Document, { past }: CompileInput): boolean {
  return past !== undefined && past.today !== '' && day > past.today && day > front.date
}

function unsigned(document: Document, input: CompileInput): readonly Diagnostic[] {
  return document.front.journal
    .filter((j) => isAhead(j.day, document, input))
    .map(({ rule, day }) =>
      report(
        'report/front-matter',
        {
          en: `the entry of the journal for \`${rule}\` is of ${day}, which is still to come`,
          zh: `\`${rule}\` 的签署日期 ${day} 尚未到来`,
        },
        { at: wholeFile(input.file), hint: { en: 'write the day of the signature', zh: '请写实际签署日期' } },
      ),
    )
}

function unprofiled(document: Document, input: CompileInput): readonly Diagnostic[] {
  if (input.publishing === undefined || input.publishing.publisher.profile !== '') return []
  const at = needsProfile(document, input.publishing.words)
  if (at === null) return []
  const hint = {
    en: 'write `publisher: { profile: cn-unlicensed }` in assay.config.yaml',
    zh: '请在 assay.config.yaml 中写 `publisher: { profile: cn-unlicensed }`',
  }
  return [
    publishReport(
      'publish/no-profile',
      {
        en: 'a rating, advice or the label 证券研究报告 stands in the report, and the publisher has no profile',
        zh: '报告含有评级、投资建议或“证券研究报告”标识，而未设置发布者类型',
      },
      { at, hint },
    ),
  ]
}

function newBinder(input: CompileInput, { lang, known: day, period }: Front): Binder {
  return {
    store: input.store,
    registry: input.registry,
    day,
    period,
    lang,
    lexicon: input.lexicon,
    ...registryNames(input.registry),
    sizeNames: sizeNames(input.registry, input.text),
    naming: namingOf(input.registry, lang),
    file: input.file,
    starts: lineStarts(input.text),
    bindings: new Map(),
    diagnostics: [],
    fills: [],
    told: new Set(),
    once: new Map(),
    cache: new Map(),
  }
}

const namesOf = new WeakMap<Registry, Pick<Binder, 'digitNames' | 'measureNames' | 'subjectNames'>>()

// one list for all texts: what is made of it is kept by the list
function registryNames(registry: Registry) {
  const known = namesOf.get(registry) ?? {
    digitNames: digitNames(registry),
    measureNames: new Set(registry.measures.flatMap((m) => [m.zh, m.en, ...m.aliases].map((n) => n.toLowerCase()))),
    subjectNames: subjectNames(registry),
  }
  namesOf.set(registry, known)
  return known
}

function subjectNames(registry: Registry) {
  const names = registry.entities.flatMap((e) =>
    [e.zh, e.en, ...e.aliases].map((n) => ({ name: foldName(n), id: e.id, kind: e.kind })),
  )
  return names
    .filter((n) => n.name.length > (/[a-z]/.test(n.name) ? 2 : 1))
    .sort((a, b) => b.name.length - a.name.length)
}

function digitNames(registry: Registry): readonly string[] {
  const all = [...registry.entities, ...registry.measures].flatMap((e) => [e.zh, e.en, ...e.aliases])
  // a name that is a number alone would hide claims
  return [...new Set(all.filter((n) => /\d/.test(n) && /[A-Za-z\u4e00-\u9fff]{2}/.test(n)))]
}

// a cell that is asked for twice tells of the same fault twice
function unique(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(diagnostics.map((d) => [`${d.code} ${d.at?.start} ${d.message.en}`, d])).values()]
}

function inOrder(a: Diagnostic, b: Diagnostic): number {
  return (a.at?.file ?? '') < (b.at?.file ?? '')
    ? -1
    : (a.at?.file ?? '') > (b.at?.file ?? '')
      ? 1
      : (a.at?.start ?? 0) - (b.at?.start ?? 0)
}
