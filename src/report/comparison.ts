import { plain, round, type Span } from '../base/index.ts'
import {
  type Compared,
  compareFacts,
  type Derived,
  describe,
  type Fact,
  factAddress,
  formatValue,
  type Relation,
} from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { report } from './codes.ts'
import { type FoundWord, findComparisons } from './lexicon.ts'
import { relationOf } from './merit.ts'
import type { Plain } from './plain.ts'
import { namesBoth } from './scope-name.ts'

/** Tells of a comparison that does not hold, or only may. */
export function tellRelation(compared: Compared, word: string, at: Span, binder: Binder): void {
  if (compared.holds === 'yes') return
  const left = side(compared.left)
  const right = side(compared.right)
  const related = [...compared.left.facts, ...compared.right.facts].map((f) => ({
    message: { en: describe(f.fact), zh: describe(f.fact) },
  }))
  binder.diagnostics.push(
    compared.holds === 'no'
      ? report(
          'report/comparison',
          {
            en: `"${word}" is denied by the facts: ${left} against ${right}`,
            zh: `“${word}”与事实相反：${left} 对 ${right}`,
          },
          {
            at,
            related,
            hint: borneOut(compared),
          },
        )
      : report(
          'report/weak-comparison',
          {
            en: `"${word}" is not decided by the facts: ${left} against ${right}`,
            zh: `“${word}”无法由事实判定：${left} 对 ${right}`,
          },
          {
            at,
            related,
            hint: { en: 'say that they are close, or waive with the reason', zh: '请写作相近，或写明理由予以豁免' },
          },
        ),
  )
}

const sayings = { above: { en: 'above', zh: '高于' }, below: { en: 'below', zh: '低于' } } as const

function borneOut({ left, right }: Compared) {
  const holds = (relation: Relation) => compareFacts(relation, left.interval!, right.interval!) === 'yes'
  const relation = (['above', 'below'] as const).find(holds)
  if (relation === undefined) return { en: 'choose a word that the facts bear out', zh: '请改用与事实相符的词' }
  const { en, zh } = sayings[relation]
  return {
    en: `choose a word that the facts bear out, such as \`${en}\``,
    zh: `请改用与事实相符的词，例如“${zh}”`,
  }
}

function side(derived: Derived): string {
  const fact = derived.fact?.fact
  return fact === undefined ? `${derived.value === null ? '?' : plain(round(derived.value, 6))}` : formatValue(fact)
}

/** A plain number of a sentence and where it stands in the plain text. */
export interface Placed {
  readonly derived: Derived
  readonly start: number
  readonly end: number
  readonly at: Span
}

const sentenceEnd = /[。！？；\n]|[.!?;](?=\s|$)/g

/** The sentences of `text` as pairs of offsets. */
export function sentencesOf(text: string): readonly (readonly [number, number])[] {
  // each check of a paragraph asks for the same
  if (text === last.text) return last.sentences
  const ends = [...text.matchAll(sentenceEnd)].map((m) => m.index + 1)
  const cuts = [0, ...ends.filter((e) => e < text.length), text.length]
  last = { text, sentences: cuts.slice(1).map((end, i) => [cuts[i]!, end] as const) }
  return last.sentences
}

let last: { readonly text: string; readonly sentences: readonly (readonly [number, number])[] } = {
  text: '',
  sentences: [[0, 0]],
}

/** Checks every comparison word that stands between two bound numbers of one measure. */
export function checkBetween(
  plain: Plain,
  numbers: readonly Placed[],
  place: (start: number, end: number) => Span,
  binder: Binder,
): ReadonlySet<number> {
  // a word that is bound itself was checked with its own facts
  const isBound = (w: FoundWord) => plain.regions.some((r) => r.kind === 'number' && r.start < w.end && w.start < r.end)
  const words = findComparisons(plain.text, binder.lexicon).filter((w) => !isBound(w))
  const used = new Set<number>()
  if (words.length === 0) return used
  for (const [from, to] of sentencesOf(plain.text)) {
    const inside = numbers.filter((n) => n.start >= from && n.end <= to)
    for (const [i, left] of inside.entries()) {
      const right = inside[i + 1]
      if (right === undefined || !alike(left.derived, right.derived)) continue
      const inner = words.filter((w) => w.start >= left.end && w.end <= right.start)
      const between = inner.length > 0 ? inner : behind(plain.text, left, right, words)
      const turned = between.length === 0 && i === 0 ? leading(plain.text, from, left, right, words) : null
      if (turned !== null) {
        used.add(turned.start)
        tellBetween(right, left, turned, plain.text.slice(from, to), place, binder)
      }
      if (between.length !== 1) continue
      used.add(between[0]!.start)
      if (isLimit(plain.text, left, right, between[0]!) || ofWhich.test(plain.text.slice(right.end, to))) continue
      if (isOwn(plain.text, left, right, between[0]!)) {
        const one = scopesApart(left.derived.fact!.fact, right.derived.fact!.fact).length === 0
        if (one) tellBetween(right, left, between[0]!, plain.text.slice(from, to), place, binder)
        continue
      }
      // fell by [0.83%], less than B, which fell by [2.28%]: amounts of two declines
      if ([left, right].every((n) => isDecline(n, plain.text))) continue
      tellBetween(left, right, between[0]!, plain.text.slice(from, to), place, binder)
    }
  }
  return used
}

// 接近乙 [3.7%] 的两倍: not the number itself is what is held against
const ofWhich = /^\s?的\s?[^，。；,;的]{0,4}(?:倍|一半|分之|成(?![本功立交为长])|翻番)/

// 产值为 [4180 亿元]，目标不低于 [6000 亿元]: the word is that of the limit, which the fact itself has
function isLimit(text: string, left: Placed, right: Placed, word: FoundWord): boolean {
  const { bound } = right.derived.fact!.fact
  const isOpen = bound === 'at-least' || bound === 'at-most' || bound === 'more-than' || bound === 'less-than'
  return isOpen && /^\s*$/.test(text.slice(word.end, right.start)) && /[，；,;]/.test(text.slice(left.end, word.start))
}

// below B's [3.3], but online it leads with [6.2]: the number is of whom the word speaks, as held against the one before
function isOwn(text: string, left: Placed, right: Placed, word: FoundWord): boolean {
  return /^\swith\s$/.test(text.slice(word.end, right.start)) && /[,;]/.test(text.slice(left.end, word.start))
}

// A 的 88.6 与 B 的 84.0 相当: the word stands behind the pair that it compares
function behind(text: string, left: Placed, right: Placed, words: readonly FoundWord[]): readonly FoundWord[] {
  if (!/^[^，。；,;]{0,6}[与和跟同]/.test(text.slice(left.end, right.start))) return []
  return words.filter(
    (w) => w.relation === 'near' && w.start >= right.end && /^[^，。；,;]{0,6}$/.test(text.slice(right.end, w.start)),
  )
}

// 低于 B 的 [36.5]，仅 [31.6]: who is spoken of comes behind whom it is held against
function leading(
  text: string,
  from: number,
  left: Placed,
  right: Placed,
  words: readonly FoundWord[],
): FoundWord | null {
  const own = words.filter((w) => w.start >= from && w.end <= left.start)
  const one = left.derived.fact!.fact.subject !== right.derived.fact!.fact.subject && own.length === 1 ? own[0]! : null
  if (one === null || !/^(?:[^，。；,;\d]{1,12}的\s?|\s(?:the|its)\s)$/.test(text.slice(one.end, left.start)))
    return null
  return /^[，,]\s?(?:仅有?|只有|仅为|为|达到?|至|录得)\s?$|^[^,;.\d]{0,24}, (?:with|at)\s(?:only\s|just\s)?$/.test(
    text.slice(left.end, right.start),
  )
    ? one
    : null
}

// of a fact below zero, printed without its sign
function isDecline({ derived, start, end }: Placed, text: string): boolean {
  return derived.value?.lt(0) === true && !/^\s*[-−–负]/.test(text.slice(start, end))
}

/** Whether two numbers name one fact: `405B，超过 4000 亿` says one number twice and compares nothing. */
export function isSame(a: Derived, b: Derived): boolean {
  return a.fact !== null && b.fact !== null && a.fact.fact.id === b.fact.fact.id
}

function alike(a: Derived, b: Derived): boolean {
  return (
    a.fact !== null &&
    b.fact !== null &&
    !isSame(a, b) &&
    a.unit === b.unit &&
    a.fact.fact.measure === b.fact.fact.measure &&
    a.interval !== null &&
    b.interval !== null
  )
}

/** What a comparison comes to when the words deny it. */
export const opposite = { yes: 'no', no: 'yes', unknown: 'unknown' } as const

function tellBetween(
  left: Placed,
  right: Placed,
  word: FoundWord,
  sentence: string,
  place: (start: number, end: number) => Span,
  binder: Binder,
): void {
  const relation = relationOf(word, left.derived.fact!.fact.measure, binder)
  const found = compareFacts(relation, left.derived.interval!, right.derived.interval!)
  const holds = word.denied ? opposite[found] : found
  const at = place(word.start, word.end)
  tellRelation({ relation: word.relation, holds, left: left.derived, right: right.derived }, word.word, at, binder)
  tellScopes(left.derived.fact!.fact, right.derived.fact!.fact, word.word, sentence, at, binder)
}

function scopesApart(a: Fact, b: Fact): readonly string[] {
  const keys = new Set([...Object.keys(a.scope), ...Object.keys(b.scope)])
  return [...keys].filter((k) => a.scope[k] !== b.scope[k])
}

function tellScopes(a: Fact, b: Fact, word: string, sentence: string, at: Span, binder: Binder): void {
  const differ = scopesApart(a, b)
  if (differ.length === 0) return
  // 企业端 [45] 高于消费端 [30]: one subject in two parts, and both are named
  if (a.subject === b.subject && differ.length === 1 && namesBoth(sentence, a, b, differ[0]!, binder)) return
  const told = differ.map((k) => `${k}=${a.scope[k] ?? '(none)'} | ${b.scope[k] ?? '(none)'}`).join('; ')
  binder.diagnostics.push(
    report(
      'report/scope-comparison',
      {
        en: `"${word}" compares \`${factAddress(a)}\` and \`${factAddress(b)}\`, which differ in ${told}`,
        zh: `“${word}”所比较的 \`${factAddress(a)}\` 与 \`${factAddress(b)}\` 条件不同：${told}`,
      },
      {
        at,
        hint: {
          en: 'compare facts of the same conditions, or waive with the reason',
          zh: '请比较条件相同的事实，或写明理由予以豁免',
        },
      },
    ),
  )
}

// words that claim a victory; the milder ones are too common to be asked for facts each time
const strong = new Set(['above', 'below'])

/** Tells of strong comparison words in sentences that name two subjects and bind no comparison. */
export function checkUnbound(
  plain: Plain,
  used: ReadonlySet<number>,
  numbers: readonly Placed[],
  place: (start: number, end: number) => Span,
  binder: Binder,
): void {
  const words = findComparisons(plain.text, binder.lexicon).filter((w) => strong.has(w.relation) && !used.has(w.start))
  for (const word of words) {
    const bound = plain.regions.some(
      (r) => (r.kind === 'number' || r.kind === 'code') && r.start < word.end && word.start < r.end,
    )
    if (bound) continue
    const [from, to] = sentencesOf(plain.text).find(([a, b]) => a <= word.start && word.start < b) ?? [
      0,
      plain.text.length,
    ]
    // as a qualifier of a bound number the word was checked with it
    if (
      numbers.some((n) => n.start >= from && n.end <= to) ||
      plain.regions.some((r) => r.kind === 'number' && r.start >= from && r.end <= to)
    )
      continue
    if (subjectsIn(plain.text.slice(from, to), binder) < 2) continue
    binder.diagnostics.push(
      report(
        'report/unbound-comparison',
        {
          en: `"${plain.text.slice(word.start, word.end)}" compares, but is bound to no facts`,
          zh: `“${plain.text.slice(word.start, word.end)}”作了比较，但没有绑定事实`,
        },
        {
          at: place(word.start, word.end),
          hint: {
            en: `write \`[${word.word}](<fact:A ${word.relation} B>)\``,
            zh: `请写成 \`[${word.word}](<fact:A ${word.relation} B>)\``,
          },
        },
      ),
    )
  }
}

function subjectsIn(text: string, binder: Binder): number {
  const folded = text.toLowerCase()
  let found = 0
  for (const entity of binder.registry.entities) {
    const names = [entity.zh, entity.en, ...entity.aliases].filter((n) => n.length > 2)
    if (names.some((n) => folded.includes(n.toLowerCase()))) found += 1
    if (found > 1) return found
  }
  return found
}
