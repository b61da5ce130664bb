import type { Mention } from '../../../base/index.ts'
import type { FoundWord } from '../../lexicon.ts'
import type { FoundName } from '../names.ts'

/** A stretch of a sentence between commas, with offsets into the document. */
export interface Clause {
  readonly start: number
  readonly end: number
}

/** A sentence with everything that was found in it; all offsets are into the document. */
export interface Sentence {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly names: readonly FoundName[]
  /** names of things that are not known: what stands beside them is not said of a known subject */
  readonly strangers: readonly Clause[]
  readonly mentions: readonly Mention[]
  readonly words: readonly FoundWord[]
  /** what the paragraph, then the heading above it is about */
  readonly carried: readonly string[]
  /** whether what is carried comes from the paragraph before */
  readonly isFirst: boolean
  readonly heading: string
  /** the beginning of its paragraph, or the label of its row */
  readonly lead: string
  /** whether it is the text of a cell of a table */
  readonly isCell: boolean
  /** the benchmark that the sentences before it in its paragraph spoke of last */
  readonly topic: string | null
  /** the question before it, where the sentence answers one */
  readonly asked: string
  /** the sentence of which it is a copy that stands elsewhere */
  readonly same: Sentence | null
  /** what was found out about it when that was first asked */
  readonly noted: Noted
}

/** A year that a sentence names, with offsets into its text. */
export interface NamedYear {
  readonly year: string
  readonly start: number
  readonly end: number
}

/** What is found out about a sentence once. */
export interface Noted {
  clauses: readonly Clause[] | undefined
  objects: ReadonlySet<object> | undefined
  statesConditions: boolean | undefined
  /** whether a word for a mistake stands anywhere in it */
  speaksOfSlips: boolean | undefined
  /** by name, whether the sentence holds what it needs */
  allowed: Map<FoundName, boolean> | undefined
  /** its quantities, as the solver read them */
  quantities: readonly object[] | undefined
  /** which of the gates may be open for it, as bits */
  gates: Uint32Array | undefined
  /** the years that it names, with offsets into its text */
  years: readonly NamedYear[] | undefined
}

const ends = /[。！？；!?]|;(?=\s)|\.(?=\s|$)|\n(?=\s*(?:[-*•➤]|\n))/g

/** The sentences of `text` as pairs of offsets. */
export function cutSentences(text: string): readonly Clause[] {
  const cuts = [0]
  ends.lastIndex = 0
  for (let match = ends.exec(text); match !== null; match = ends.exec(text)) {
    const end = match.index + match[0].length
    if (match[0] === '.' && isShort(text, match.index)) continue
    cuts.push(end)
  }
  if (cuts.at(-1) !== text.length) cuts.push(text.length)
  const sentences: Clause[] = []
  for (let i = 1; i < cuts.length; i += 1) cutLong(text, cuts[i - 1]!, cuts[i]!, sentences)
  return sentences
}

// vs. and No. end no sentence
const neverLast =
  /(?<![A-Za-z])(?:vs|cf|No|Nos|Figs?|Eqs?|approx|incl|excl|resp|e\.g|i\.e|Mrs?|Dr|Prof|St|U\.S|Inc|Co|Ltd)$/i
// Inst. and et al. may: they end one where a capital or nothing follows
const mayBeLast =
  /(?<![A-Za-z])(?:Inst|est|ca|avg|max|min|std|Corp|Bros|plc|Dept|Univ|U\.K|et al|etc|Vol|Ver|Sec|Ch|p|Ref|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)$/i

// whether the full stop at `at` shortens a word
function isShort(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 8), at)
  if (neverLast.test(before)) return true
  return mayBeLast.test(before) && /^\s+["'“‘]?[a-z\d($¥€£~≈<>±+-]/.test(text.slice(at + 1, at + 8))
}

// no sentence has more characters; what has is a table or a list that lost its lines
const longest = 1500

function cutLong(text: string, from: number, to: number, parts: Clause[]): void {
  let start = from
  while (to - start > longest) {
    const blank = text.lastIndexOf(' ', start + longest)
    const end = blank > start ? blank + 1 : start + longest
    parts.push({ start, end })
    start = end
  }
  parts.push({ start, end: to })
}

/** Whether a sentence ends with a semicolon, which parts no reckoning and no comparison. */
export function goesOn({ text }: Sentence): boolean {
  const last = text.trimEnd().at(-1)
  return last === '；' || last === ';'
}

const parts = /[，,：:；;（）()]|\s[-–—]\s/g

/** The clauses of a sentence; a comma within a number or a list of numbers cuts nothing. */
export function clausesOf(sentence: Sentence): readonly Clause[] {
  sentence.noted.clauses ??= cutClauses(sentence)
  return sentence.noted.clauses
}

function cutClauses({ text, start: offset, names }: Sentence): readonly Clause[] {
  const cuts = [0]
  parts.lastIndex = 0
  for (let match = parts.exec(text); match !== null; match = parts.exec(text)) {
    if (match[0] === ',' && /\d/.test(text[match.index - 1] ?? '') && /\d/.test(text[match.index + 1] ?? '')) continue
    if ((match[0] === ':' || match[0] === '：') && /\d/.test(text[match.index - 1] ?? '')) continue
    // GPT-4 (0125) is one name
    const at = offset + match.index
    if (names.some((n) => n.start < at && at < n.end)) continue
    cuts.push(match.index + match[0].length)
  }
  cuts.push(text.length)
  const clauses: Clause[] = []
  for (let i = 1; i < cuts.length; i += 1) clauses.push({ start: offset + cuts[i - 1]!, end: offset + cuts[i]! })
  return clauses
}

const common: ReadonlySet<string> = new Set(
  'The|A|An|In|At|By|Of|On|To|For|From|With|And|Or|But|It|Its|This|That|These|Those|We|Our|They|Their|As|While|When|Where|Which|Both|All|AI|LLM|LLMs|GPU|GPUs|FLOP|FLOPs|FLOPS|API|SOTA|MoE|MOE|CoT|IT|CEO|IPO|GDP|US|USA|UK|EU|China|Chinese|English|However|According|Source|Sources|Note|Table|Figure|Chart|Exhibit|Section|Transformer|Scaling|Law|Token|Tokens|Benchmark|Instruct|Base|Open|Model|Models|Also|Under|Over|After|Before|Since|If|Each|Every|Some|Most|Many|One|Two|Three|Four|Five|Eight|Ten|Hugging|Face|Community|License|Research|Preview|RMB|CNY|USD|App|FP|BF|TB|GB|MB|KB|GiB|TiB|Compared|Among|Between|Despite|Meanwhile|Overall|Average|Total|Score|Scores|Scored|No|Not|Only|Even|Up|Per|Like|Unlike|Such|Other|Another|First|Second|Last|Next|New|January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday'.split(
    '|',
  ),
)
const blank = /[\s-]/

const capitalised = /(?<![A-Za-z0-9])[A-Z][A-Za-z]*(?:[-.\s]?\d[\dA-Za-z.]*)?(?:[-\s][A-Z\d][A-Za-z\d.]*)*/g

// Loans for, Scrapping an: a word that begins a sentence has its capital from there
function isOrdinary(text: string, start: number, name: string): boolean {
  if (!/^[A-Z][a-z]+$/.test(name) || text.slice(0, start).trim() !== '') return false
  const next = text.slice(start + name.length)
  return (
    /^\s(?:of|for|in|on|to|with|from|by|at|an?|the|that|who|are|were)\s/.test(next) &&
    /(?:ing|ed|ly|ers|s|ions?|ments?)$/.test(name)
  )
}

// each of its words begins a sentence, is a size or a letter
function isCommon(name: string): boolean {
  const isPlain = (w: string) => common.has(w) || w.length < 2 || /^[\d.]+[A-Za-z]?$/.test(w)
  return blank.test(name) ? name.split(blank).every(isPlain) : isPlain(name)
}

/** Capitalised Latin names of `text` that `names` does not cover: other models, other firms. */
export function findStrangers(text: string, names: readonly FoundName[]): readonly Clause[] {
  const found: Clause[] = []
  capitalised.lastIndex = 0
  for (let match = capitalised.exec(text); match !== null; match = capitalised.exec(text)) {
    const start = match.index
    const end = match.index + match[0].length
    if (isCommon(match[0])) continue
    if (names.some((n) => n.start < end && start < n.end)) continue
    if (isOrdinary(text, start, match[0])) continue
    // MedReason: 65.6 is a test, Aurora-34B: 65.6 a model
    if (/^\s?[:：]\s?\d/.test(text.slice(end, end + 4)) && !/\d/.test(match[0])) continue
    found.push({ start, end })
  }
  return found
}
