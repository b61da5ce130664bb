import type { Mention } from '../../../base/index.ts'
import type { FoundWord } from '../../lexicon.ts'
import type { AuditDesk } from '../desk.ts'
import { isPercent } from '../kept.ts'
import type { FoundName } from '../names.ts'
import { type Clause, clausesOf, type Sentence } from './sentence.ts'

// a firm is not what is measured: Meta trained it on 15 trillion tokens
/** Whether what is measured may be said of the entity. */
export function isTold(id: string, { input }: AuditDesk): boolean {
  const kind = input.registry.entity(id)?.kind ?? ''
  return kind !== 'company' && kind !== 'government' && kind !== 'index'
}

const rivalBehind = /^[，,]?\s?(?:一样|相比|相较|类似|相似|不同|相反)/

/** Whether what stands from `from` to `to` is what another is held against: compared to A, unlike A, 与 A 相比. */
export function isRival(text: string, from: number, to: number): boolean {
  return heldAgainst.test(text.slice(Math.max(0, from - 40), from)) || rivalBehind.test(text.slice(to, to + 6))
}

const joined = /^\s?(?:、|和|与|及|以及|或|and|or|,|，|&)?\s?(?:the\s)?$/
const noObjects: ReadonlySet<object> = new Set()

/** The names that a comparison word or a ratio has for its objects: in "A is close to B and C, scoring 84" the score is that of A. */
export function objectsOf(sentence: Sentence): ReadonlySet<object> {
  sentence.noted.objects ??= readObjects(sentence)
  return sentence.noted.objects
}

type Named = FoundName | Clause

// 比 Llama 2 70B 快 6 倍: what is spoken of is faster, whatever the word
const heldAgainst =
  /(?:[比较]|相比于|相较于|相对于|compared (?:to|with)|relative to|unlike|similar to|\b(?:like (?:its|the) (?:predecessor|previous model),?)|\b(?:versus|vs\.?|than))\s?$/i

function readObjects(sentence: Sentence): ReadonlySet<object> {
  const { words, names, strangers } = sentence
  if (names.length === 0 && strangers.length === 0) return noObjects
  const all: readonly Named[] = [...names.filter((x) => x.kind === 'entity'), ...strangers].sort(
    (a, b) => a.start - b.start,
  )
  if (all.length === 0) return noObjects
  const objects = new Set<object>()
  for (const word of words) for (const name of objectsAt(sentence, word, all)) objects.add(name)
  for (const name of all)
    if (isWhole(sentence, name) || isRival(sentence.text, name.start - sentence.start, name.end - sentence.start))
      objects.add(name)
  return objects
}

/** The objects of one comparison word: those right behind it, or those that 与 and 较 put before it. */
export function objectsAt(sentence: Sentence, word: FoundWord, all: readonly Named[]): readonly Named[] {
  const { text, start } = sentence
  const behind: Named[] = []
  let edge = word.end
  for (const name of all) {
    if (name.start < edge) continue
    if (!joined.test(text.slice(edge - start, name.start - start))) break
    behind.push(name)
    edge = name.end
  }
  return behind.length > 0 ? behind : objectsBefore(sentence, word, all)
}

const alike = /相当|持平|不相上下|齐平|一致|看齐|比肩|旗鼓/
const alikeFront = /(?:与|和|跟|同)\s?$/
const otherFront = /(?:比|较|相比|对比|相较于?|compared (?:to|with))\s?$/i

// 与 GPT-4o 的 88.7% 基本相当, 比 B 领先
function objectsBefore(sentence: Sentence, word: FoundWord, all: readonly Named[]): readonly Named[] {
  const { text, start } = sentence
  const clauses = clausesOf(sentence)
  const own = clauses.find((c) => c.start <= word.start && word.start < c.end)
  // 与 Claude 3.5 Sonnet（92.0%）持平: what stands in parentheses parts nothing
  const aside =
    own === undefined ? null : /[（(][^（）()，。,;；]{0,16}[)）]\s?$/.exec(text.slice(0, own.start - start))
  const before =
    aside === null || own?.end === undefined || text.slice(own.start - start, word.start - start).trim() !== ''
      ? undefined
      : clauses.find((c) => c.start <= start + aside.index - 1 && start + aside.index - 1 < c.end)
  const clause = before ?? own
  if (clause === undefined) return []
  const front = alike.test(word.word) ? alikeFront : otherFront
  const near = all.filter((x) => x.start >= clause.start && x.end <= word.start)
  const first = near.findIndex((x) => front.test(text.slice(clause.start - start, x.start - start)))
  if (first === -1) return []
  const found = [near[first]!]
  for (const next of near.slice(first + 1)) {
    if (!joined.test(text.slice(found.at(-1)!.end - start, next.start - start))) break
    found.push(next)
  }
  return found
}

// 仅为 B 的 30%: a part of it, where 高于 B 的 88.7% is a score
/** Whether the percentage `m` is a part of what `name` has. */
export function isPart({ text, start }: Sentence, name: Clause, m: Mention): boolean {
  return (
    isPercent(m.unitText) &&
    m.numberStart >= name.end &&
    /(?:[为是]|相当于|不[到足]|约|占|等于|仅有?|只有)\s?$/.test(text.slice(0, name.start - start))
  )
}

const share =
  /^[^，。,;；]{0,6}?(?:的\s?约?\s?(?:\d[\d.]*\s?(?:%|％|倍|成)|[一二三四五六七八九十两几半]+(?:成|倍|分之|半))|\s?(?:之)?(?:一半|半数))/

/** Whether the number `b` behind a word is the whole of which a share is told: 相当于 A 的 77.2%. */
export function isShareOf({ text, start }: Sentence, word: Clause, b: Clause): boolean {
  return text.startsWith('于', word.end - start) && share.test(text.slice(b.end - start))
}

// 不到 B 的三分之一, a third of B: the part is said of another
function isWhole(sentence: Sentence, name: Named): boolean {
  const { text, start, mentions } = sentence
  return mentions.some(
    (m) =>
      (m.form === 'fraction' || m.unitText === '倍' || isPart(sentence, name, m)) &&
      ((m.numberStart >= name.end && /^\s?的\s?[约近]?$/.test(text.slice(name.end - start, m.numberStart - start))) ||
        (m.end <= name.start &&
          /^\s?(?:of|that of|as (?:large|big|many|much) as)\s$/.test(text.slice(m.end - start, name.start - start)))),
  )
}
