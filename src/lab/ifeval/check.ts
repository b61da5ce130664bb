import type { Detect } from './language.ts'
import { isLower, isUpper, type Sentences } from './punkt.ts'
import { wordsOf } from './words.ts'

/** What the checks of an instruction are told besides the answer. */
export type Arguments = Readonly<Record<string, unknown>>

/** Knowledge of languages that some checks lean on. */
export interface Linguist {
  readonly sentences: Sentences
  readonly detect: Detect
}

/** Whether an answer follows; `null` when the arguments leave open what is asked. */
type Check = (answer: string, given: Arguments, linguist: Linguist) => boolean | null

const word = '[\\p{L}\\p{N}_]'
const edge = `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))`
const lineStart = '(?<![^\\n])'

/**
 * The checks of verifiable instructions by their id.
 *
 * What the original draws at random where an argument is missing is not decided here.
 *
 * @source Zhou et al. (2023), Instruction-Following Evaluation for Large Language Models; google-research, instruction_following_eval
 */
export const checks: Readonly<Record<string, Check>> = {
  'keywords:existence': (a, g) => texts(g.keywords)?.every((k) => pattern(k, 'iu').test(a)) ?? null,
  'keywords:frequency': (a, g) =>
    typeof g.keyword === 'string' ? related(count(a, pattern(g.keyword.trim(), 'giu')), g.frequency, g.relation) : null,
  'keywords:forbidden_words': (a, g) =>
    texts(g.forbidden_words)?.every((w) => !pattern(`${edge}${w}${edge}`, 'iu', w).test(a)) ?? null,
  'keywords:letter_frequency': (a, g) => {
    if (typeof g.letter !== 'string' || g.letter.length !== 1) return null
    return related(a.toLowerCase().split(g.letter.toLowerCase()).length - 1, g.let_frequency, g.let_relation)
  },
  'language:response_language': (a, g, l) =>
    typeof g.language === 'string' ? (l.detect(a) ?? g.language) === g.language : null,
  'length_constraints:number_sentences': (a, g, l) => related(l.sentences(a).length, g.num_sentences, g.relation),
  'length_constraints:number_paragraphs': (a, g) => {
    const parts = a.split(/\s?\*\*\*\s?/u)
    if (parts.slice(1, -1).some((p) => p.trim() === '')) return isCount(g.num_paragraphs) ? false : null
    const edges = parts.length === 1 ? parts : [parts[0]!, parts.at(-1)!]
    return equals(parts.length - edges.filter((p) => p.trim() === '').length, g.num_paragraphs)
  },
  'length_constraints:number_words': (a, g) => related(count(a, new RegExp(`${word}+`, 'gu')), g.num_words, g.relation),
  'length_constraints:nth_paragraph_first_word': nthParagraph,
  'detectable_content:number_placeholders': (a, g) => atLeast(count(a, /\[[^\n]*?\]/gu), g.num_placeholders),
  'detectable_content:postscript': (a, g) => {
    if (typeof g.postscript_marker !== 'string') return null
    const marker = g.postscript_marker.trim()
    const source = marker === 'P.P.S' ? 'p\\.\\s?p\\.\\s?s' : marker === 'P.S.' ? 'p\\.\\s?s\\.' : marker.toLowerCase()
    return pattern(`\\s*${source}`, 'u', marker.toLowerCase()).test(a.toLowerCase())
  },
  'detectable_format:number_bullet_lists': (a, g) => {
    const stars = count(a, new RegExp(`${lineStart}[^\\S\\n]*\\*[^*][^\\n]*`, 'gu'))
    return equals(stars + count(a, new RegExp(`${lineStart}[^\\S\\n]*-[^\\n]*`, 'gu')), g.num_bullets)
  },
  'detectable_format:constrained_response': (a) =>
    ['My answer is yes.', 'My answer is no.', 'My answer is maybe.'].some((r) => a.trim().includes(r)),
  'detectable_format:number_highlighted_sections': (a, g) => {
    const single = (a.match(/\*[^\n*]*\*/gu) ?? []).filter((m) => m.replace(/^\*+|\*+$/g, '').trim() !== '')
    const double = (a.match(/\*\*[^\n*]*\*\*/gu) ?? []).filter((m) => m.slice(2, -2).trim() !== '')
    return atLeast(single.length + double.length, g.num_highlights)
  },
  'detectable_format:multiple_sections': (a, g) => {
    if (typeof g.section_spliter !== 'string') return null
    const splitter = g.section_spliter.trim()
    return atLeast(count(a, pattern(`\\s?${splitter}\\s?\\p{Nd}+\\s?`, 'gu')), g.num_sections)
  },
  'detectable_format:json_format': (a) => {
    let text = a.trim()
    for (const fence of ['```json', '```Json', '```JSON', '```'])
      if (text.startsWith(fence)) text = text.slice(fence.length)
    return isJson((text.endsWith('```') ? text.slice(0, -3) : text).trim())
  },
  'detectable_format:title': (a) =>
    (a.match(/<<[^\n]+>>/gu) ?? []).some((t) => t.replace(/^<+/, '').replace(/>+$/, '').trim() !== ''),
  'combination:two_responses': (a) => {
    const parts = a.split('******')
    if (parts.slice(1, -1).some((p) => p.trim() === '')) return false
    const full = parts.filter((p) => p.trim() !== '')
    return full.length === 2 && full[0]!.trim() !== full[1]!.trim()
  },
  'combination:repeat_prompt': (a, g) =>
    typeof g.prompt_to_repeat === 'string' && g.prompt_to_repeat !== ''
      ? a.trim().toLowerCase().startsWith(g.prompt_to_repeat.trim().toLowerCase())
      : null,
  'startend:end_checker': (a, g) =>
    typeof g.end_phrase === 'string'
      ? a
          .trim()
          .replace(/^"+|"+$/g, '')
          .toLowerCase()
          .endsWith(g.end_phrase.trim().toLowerCase())
      : null,
  'startend:quotation': (a) => a.trim().length > 1 && a.trim().startsWith('"') && a.trim().endsWith('"'),
  'change_case:capital_word_frequency': (a, g, l) =>
    related(wordsOf(a, l.sentences).filter(isUpper).length, g.capital_frequency, g.capital_relation),
  'change_case:english_capital': (a, _, l) => isUpper(a) && (l.detect(a) ?? 'en') === 'en',
  'change_case:english_lowercase': (a, _, l) => isLower(a) && (l.detect(a) ?? 'en') === 'en',
  'punctuation:no_comma': (a) => !a.includes(','),
}

function nthParagraph(answer: string, given: Arguments): boolean | null {
  const { num_paragraphs: wanted, nth_paragraph: nth, first_word: first } = given
  if (!isCount(wanted) || !isCount(nth) || nth < 1 || nth > wanted || typeof first !== 'string') return null
  const parts = answer.split('\n\n')
  const full = parts.filter((p) => p.trim() !== '').length
  const paragraph = nth <= full ? parts[nth - 1]!.trim() : ''
  if (paragraph === '') return false
  const bare = paragraph.split(/\s+/u)[0]!.replace(/^'+/, '').replace(/^"+/, '')
  const start = /^[^.,?!'"]*/u.exec(bare)![0].toLowerCase()
  return full === wanted && start === first.toLowerCase()
}

// a keyword is a regular expression in the original; one that is none is taken for its letters
function pattern(source: string, flags: string, literal = source): RegExp {
  for (const f of [flags, flags.replace('u', '')]) {
    try {
      return new RegExp(source, f)
    } catch {}
  }
  return new RegExp(literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), flags)
}

function count(text: string, by: RegExp): number {
  return text.match(by)?.length ?? 0
}

function texts(value: unknown): readonly string[] | null {
  return Array.isArray(value) && value.length > 0 && value.every((v) => typeof v === 'string') ? value : null
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0
}

function equals(found: number, wanted: unknown): boolean | null {
  return isCount(wanted) ? found === wanted : null
}

function atLeast(found: number, wanted: unknown): boolean | null {
  return isCount(wanted) ? found >= wanted : null
}

function related(found: number, wanted: unknown, relation: unknown): boolean | null {
  if (!isCount(wanted) || (relation !== 'less than' && relation !== 'at least')) return null
  return relation === 'less than' ? found < wanted : found >= wanted
}

function isJson(text: string): boolean {
  // Python reads these three, JSON does not know them
  for (const t of [text, text.replace(/(?<=^|[[,:\s])(?:NaN|-?Infinity)(?=$|[\],}\s])/g, '0')]) {
    try {
      JSON.parse(t)
      return true
    } catch {}
  }
  return false
}

/** How an answer is read: as it is, or in each of the eight forms of which one has to follow. */
export function looseForms(answer: string): readonly string[] {
  const lines = answer.split('\n')
  const cut = [lines.slice(1), lines.slice(0, -1), lines.slice(1, -1)].map((l) => l.join('\n').trim())
  const plain = [answer, ...cut]
  return [...plain, ...plain.map((p) => p.replaceAll('*', ''))]
}

/** Whether an answer follows an instruction, strictly or loosely; `null` when that cannot be said. */
export function follows(
  answer: string,
  id: string,
  given: Arguments,
  linguist: Linguist,
  loose: boolean,
): boolean | null {
  const check = Object.hasOwn(checks, id) ? checks[id]! : null
  if (check === null) return null
  const verdicts = (loose ? looseForms(answer) : [answer])
    .filter((form) => form.trim() !== '')
    .map((form) => () => check(form, given, linguist))
  let undecided = false
  for (const verdict of verdicts) {
    const told = verdict()
    if (told === true) return true
    if (told === null) undecided = true
  }
  return undecided ? null : false
}
