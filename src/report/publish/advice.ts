import { isRecord, lower } from '../../base/index.ts'
import type { Memory } from '../memory.ts'
import { holdsName } from '../named.ts'
import { chineseStance, englishStance, type Need, type Needs, type Pattern, pattern } from './stance.ts'
import type { WordLists } from './wording.ts'

/** What of a text only a licensed publisher may say: the words, and what kind of saying it is. */
export interface Advice {
  readonly words: string
  /** `label`: a rating beside the word for ratings; `given`: a rating that is given or changed; `act`: to buy or sell */
  readonly kind: 'label' | 'given' | 'act' | 'target'
}

/** Reads the sentences of a text for ratings, targets and acts on a security; `memory` holds what it read before by the same lists. */
export type AdviceReader = (text: string, memory?: Memory) => readonly Advice[]

// the traditional letters of the words that are looked for
const simple: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...'買买賣卖評评級级標标價价證证報报強强於于優优領领隨随減减維维給给調调議议覆覆蓋盖審审慎慎謹谨薦荐現现歷历',
  ].flatMap((c, i, all) => (i % 2 === 0 ? [[c, all[i + 1]!] as const] : [])),
)

const traditional = new RegExp(`[${Object.keys(simple).join('')}]`, 'g')

// letters of other scripts that look Latin, beside Latin ones
const latin: Readonly<Record<string, string>> = Object.fromEntries(
  [...'АAВBЕEКKМMНHОOРPСCТTХXаaеeоoрpсcуyхxѕsіiΑAΒBΕEΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXοo'].flatMap((c, i, all) =>
    i % 2 === 0 ? [[c, all[i + 1]!] as const] : [],
  ),
)
const lookAlike = new RegExp(
  `[${Object.keys(latin).join('')}](?=[A-Za-z])|(?<=[A-Za-z])[${Object.keys(latin).join('')}]`,
  'gu',
)

/**
 * `text` as it is read: one width, simple letters, no quotes or tags, no blanks inside Chinese, no joins inside English.
 *
 * @example foldSaid('建 议 “買入”') // '建议买入'
 */
export function foldSaid(text: string): string {
  const known = folds.get(text)
  if (known !== undefined) return known
  if (folds.size >= mostFolds) folds.clear()
  const folded = fold(text)
  folds.set(text, folded)
  return folded
}

// several rules read the same passages
const folds = new Map<string, string>()
const mostFolds = 20_000

function fold(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/<\/?[a-z][^<>]{0,60}>|\\(?=\p{Script=Han})/giu, '')
    .replaceAll(lookAlike, (c) => latin[c]!)
    .replaceAll(traditional, (c) => simple[c]!)
    .replaceAll(
      /[\u00ad\u200b-\u200f\u2060\ufeff*_`"“”„‟「」『』《》〈〉【】[\]〔〕]|(?<![A-Za-z])['‘]|['’](?![A-Za-z])/gu,
      '',
    )
    .replaceAll(/\b(?:[A-Za-z] ){2,}[A-Za-z]\b/g, (spaced) => spaced.replaceAll(' ', ''))
    .replaceAll(/\bT\.\s?P\.?(?=\s*(?:[A-Z]{2,3}\s?)?[$¥€£\d])/g, 'target price')
    .replaceAll(/(?<=[A-Za-z])[-‐‑‒–](?=[A-Za-z])/g, ' ')
    .replaceAll(/(?<=\p{Script=Han})[ \t\u3000·•・]+(?=\p{Script=Han})/gu, '')
}

const readers = new WeakMap<WordLists, AdviceReader>()

/** The reader that the word lists make; without them it finds nothing. */
export function adviceReader(lists: WordLists): AdviceReader {
  const made = readers.get(lists)
  if (made !== undefined) return made
  const patterns = (lists.get('rating') ?? []).length === 0 ? [] : [...chinese(lists), ...english(lists)]
  const { zh, en } = alternatives(lists)
  const starting = ['rating', 'act', 'act-alone', 'target', 'target-word', 'pick', 'watch'] as const
  // most of a report has none of the words: it is passed over at once
  const first = new RegExp(`${starting.map(zh).join('|')}|\\b(?:${starting.map(en).join('|')}|pt)\\b`, 'iu')
  const words = starting.flatMap((list) => [...wordsOf(lists, list, false), ...wordsOf(lists, list, true)])
  // a blank may be any white space
  const names = [...words, 'pt'].map((w) => ({ name: lower(w).split(/\s/)[0]!, id: '' }))
  const isAny = (said: string) => holdsName(lower(said), names) && first.test(said)
  const read = (said: string) =>
    clausesOf(said).flatMap((clause) => (isAny(clause) ? readClause(clause, patterns) : []))
  const known = new Map<string, readonly Advice[]>()
  const reader: AdviceReader = (text, memory) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const said = foldSaid(text)
    const found = isAny(said) ? remembered(said, memory, read) : []
    if (known.size >= mostFolds) known.clear()
    known.set(text, found)
    return found
  }
  readers.set(lists, reader)
  return reader
}

function remembered(said: string, memory: Memory | undefined, read: (said: string) => readonly Advice[]) {
  const kept = memory?.recall(`advice\n${said}`)
  // whatever stands there, it is looked at before it is told
  if (Array.isArray(kept) && kept.every((k) => isRecord(k) && typeof k.words === 'string'))
    return kept as readonly Advice[]
  const found = read(said)
  memory?.keep(`advice\n${said}`, found)
  return found
}

// a sentence of a disclaimer denies a whole list, commas and all
const disclaimer =
  /^[^,，]*\b(?:not|no|nor|nothing|without|never|neither)\b[^,，]*\b(?:offer|rating|recommendation|advice|solicitation|opinion|target)\b(?!.*[,，].*\b(?:but|we|should|instead)\b)/i

function clausesOf(text: string): readonly string[] {
  return (
    text
      .split(/[。；;!?！？\n]|\.(?!\d|[A-Z]{2}\b)/)
      .filter((sentence) => !disclaimer.test(sentence))
      // what stands in brackets belongs to the name before it
      .map((sentence) => sentence.replaceAll(/\([^()]{0,40}\)/g, (inside) => inside.replaceAll(/[，,]/g, '/')))
      .flatMap((sentence) => sentence.split(/[，,]/))
      .filter((clause) => clause.trim() !== '')
  )
}

function readClause(clause: string, patterns: readonly Pattern[]): readonly Advice[] {
  const folded = clause.toLowerCase()
  const held = new Map<Need, boolean>()
  const holds = (need: Need) => {
    let known = held.get(need)
    if (known === undefined) {
      known = need.some((text) => folded.includes(text))
      held.set(need, known)
    }
    return known
  }
  for (const pattern of patterns) {
    if (!pattern.needs.every(holds)) continue
    for (const match of clause.matchAll(compiled(pattern)))
      if (!isDenied(clause.slice(0, match.index), match[0])) return [{ words: match[0].trim(), kind: pattern.kind }]
  }
  return []
}

const compiledPatterns = new WeakMap<Pattern, RegExp>()

function compiled(pattern: Pattern): RegExp {
  const known = compiledPatterns.get(pattern) ?? new RegExp(pattern.source, pattern.flags)
  compiledPatterns.set(pattern, known)
  return known
}

// what a disclaimer says of itself; “不改” and “not only” deny nothing
const denial =
  /不(?:构成|是|属于|作|做|给|予|提供|含|包含|包括|涉及|出具|发布|得|应|能|可|会|宜|建议|推荐|具备|意味|代表|等于|对|使用|设)|并非|非(?!常)|没有(?!理由|疑)|无(?!疑|论|不)|未(?:给|作|提供|发布|取得|使用|设|经)|禁止|避免|切勿|请勿|从不|并不|\b(?:not(?! only)|no(?! doubt| change)|never|without|neither|nor|cannot)\b|n't\b/i

function isDenied(before: string, words: string): boolean {
  return (
    denial.test(before.slice(-40)) ||
    /[不勿]$/.test(before) ||
    /^(?:不妨)?.{0,2}(?:不(?:建议|推荐|应|宜|可)|do not|don't)/.test(words)
  )
}

interface Sides {
  readonly zh: (list: string) => string
  readonly en: (list: string) => string
}

// the longest word first, so that 强烈推荐 is not read as 推荐
function alternatives(lists: WordLists): Sides {
  const pick = (list: string, latin: boolean) =>
    wordsOf(lists, list, latin)
      .toSorted((a, b) => b.length - a.length)
      .map((w) => w.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s+'))
  return {
    zh: (list) => `(?:${pick(list, false).join('|') || '(?!)'})`,
    en: (list) => `(?:${pick(list, true).join('|') || '(?!)'})`,
  }
}

function wordsOf(lists: WordLists, list: string, latin: boolean): readonly string[] {
  return (lists.get(list) ?? []).map(foldSaid).filter((w) => (/^[a-z]/.test(w) && !/\p{Script=Han}/u.test(w)) === latin)
}

// between the words of one entry may be any blank; of what is given the last letter may be missing: initiating
function needs(lists: WordLists, latin: boolean): Needs {
  const known = new Map<string, Need>()
  return (list) => {
    const made = known.get(list) ?? [
      ...new Set(
        wordsOf(lists, list, latin).map((w) => {
          const first = w.toLowerCase().split(/\s/)[0]!
          return latin && list === 'rating-give' ? first.slice(0, -1) : first
        }),
      ),
    ]
    known.set(list, made)
    return made
  }
}

function chinese(lists: WordLists): readonly Pattern[] {
  const { zh, en } = alternatives(lists)
  const [word, name, give, act, security] = ['rating', 'rating-name', 'rating-give', 'act', 'security'].map(zh)
  const any = `(?:${word}|\\b${en('rating')}\\b)`
  const own = `(?<!${zh('rating-other')}[^，]{0,4})(?<!${en('rating-other')}\\s*)`
  const level = `(?:投资|行业|股票|公司|个股|的|\\s)*评级(?!机构|公司|服务|系统|软件|业务|标准|数据|模型|算法|定义|说明|体系)`
  const step = `(?:由|从|为|是|至|到|系|[:：=|/（(—–-]|\\s|${give}|升|降|仍|均|的|结果|我们|该股|不变|${any})*`
  const end = `(?=\\s*(?:$|[()（）、:：/|]|评级|投资评级|不变|并|且|和))`
  const near = `(?:对|该股|该公司|公司|该行业|行业|板块|其|个股|股票|的|投资|评级|为|至|到|了|原有|此前|[:：\\s]|由${any}|从${any})*`
  const lead = `(?:${zh('advise')}|${zh('may')}|立即|尽快|果断|坚决|大胆|赶紧)`
  const goods = `(?![^，]{0,12}(?:${zh('goods')}|${en('goods')}))`
  const nobody = `(?:(?!公司|企业|厂商|客户|用户|股东|董事|管理层|平台)[^，]){0,6}`
  const closed = `(?=\\s*(?:$|[)）、]|或|和|并|${security}|评级))`
  const need = needs(lists, false)
  const [given, acts] = [need('rating-give'), need('act')]
  const rated = [...need('rating'), ...needs(lists, true)('rating')]
  return [
    pattern('target', [need('target')], `${zh('target')}(?!格?(?:制度|改革|补贴|政策|管理|形成|机制))`),
    pattern('label', [['评级']], `${any}${level}`),
    pattern('label', [need('rating-name'), rated], `${own}${name}${step}${any}${end}`),
    pattern('given', [given, rated], `${give}${near}${any}${end}`),
    pattern(
      'given',
      [given, need('rating')],
      `${give}(?:(?!每|计划|\\d)[^，]){0,10}(?!${zh('rating-common')})${word}(?=\\s*$)`,
    ),
    pattern('act', [need('act-alone')], `${zh('act-alone')}`),
    pattern(
      'act',
      [need('advise'), acts],
      `${zh('advise')}(?<!推荐(?=系统|算法))${nobody}${act}${goods}(?!的|量|价|计划|公告)`,
    ),
    pattern(
      'act',
      [need('investor'), acts],
      `${zh('investor')}[^，]{0,6}(?:${zh('may')}|${zh('advise')})(?!能)[^，]{0,4}${act}${goods}`,
    ),
    pattern('act', [acts, need('security')], `${lead}(?<!许可|认可)(?!能)(?!对)[^，]{0,4}${act}[^，]{0,8}${security}`),
    pattern('act', [acts], `^\\s*(?:现在|当前)?${lead}(?!能)[^，]{0,3}${act}${closed}`),
    pattern(
      'act',
      [['买入', '卖出', '增持', '减持', '清仓'], need('security')],
      `^\\s*(?:立即|尽快|现在)?(?:买入|卖出|增持|减持|清仓)[^，的]{0,6}${security}\\s*$`,
    ),
    ...chineseStance(zh, need),
  ]
}

function english(lists: WordLists): readonly Pattern[] {
  const { zh, en } = alternatives(lists)
  const [word, act, security] = ['rating', 'act', 'security'].map(en)
  const [name, advise] = [`(?:${en('rating-name')}|${zh('rating-name')})`, en('advise')]
  const given = `(?:${en('rating-give').replaceAll(/e(?=[|)])/g, 'e?')})(?:s|d|ed|ing)?`
  const tail = `(?=\\s*(?:$|[)(/|:]|ratings?\\b|on\\s+(?:the|its|our)\\b|with\\b|from\\b|and\\b))`
  const own = `(?<!\\b(?:${en('rating-other')})\\s+(?:\\w+\\s+)?)`
  const link = `(?:is|are|was|remains?|stays?|of|at|to|from|as|an?|our|now|upgraded|downgraded|raised|lifted|cut|lowered|unchanged|maintained|reiterated|kept|changed)`
  const goods = `(?!(?:\\s+\\S+){0,3}\\s+(?:${en('goods')})\\b)`
  const paper = `(?:\\s+\\S+){0,4}?\\s+(?:${security})\\b`
  const need = needs(lists, true)
  const [gives, rated, acts, papers] = [need('rating-give'), need('rating'), need('act'), need('security')]
  return [
    pattern('target', [need('target')], `\\b${en('target')}\\b`),
    pattern(
      'target',
      [['pt']],
      `(?<!\\d\\s*|[ap]m\\s)\\b[Pp][Tt]\\s+(?:(?:is|was)\\s+)?(?:raised|cut|lifted|lowered|trimmed|hiked|increased|unchanged)\\b`,
    ),
    pattern('target', [['pt']], `(?<!\\d\\s*|[ap]m\\s)\\bPT\\s+(?:of|to|at)\\s+(?:[A-Z]{2,3}\\s*)?[$¥€£\\d]`, 'g'),
    pattern(
      'target',
      [['pt']],
      `\\b(?:[Rr]ais|[Cc]ut|[Ll]ift|[Ll]ower|[Tt]rim|[Hh]ik|[Oo]ur|[Nn]ew)(?:e|es|ed|s|ing|ting)?\\s+(?:our\\s+|the\\s+)?PT\\b`,
      'g',
    ),
    pattern(
      'label',
      [rated, ['rat']],
      `\\b${word}\\s+rat(?:ing|ed)\\b(?!\\s+(?:agenc|system|scale|data|service|firm))`,
    ),
    pattern(
      'label',
      [rated, [...need('rating-name'), ...needs(lists, false)('rating-name')]],
      `${own}\\b${name}(?:[:：=|–—-]|\\b${link}\\b|\\b${word}\\b|\\s)*\\b${word}\\b${tail}`,
    ),
    pattern(
      'given',
      [gives, rated],
      `\\b${given}\\s+(?:(?:our|the|its|an?|at|to|as|on|with|coverage|stock|shares|it|from|${word})\\s+)*${word}\\b${tail}`,
    ),
    pattern(
      'given',
      [gives, rated],
      `\\b${given}\\s+(?=.*\\b(?:coverage|${security})\\b)(?:\\S+\\s+){0,6}(?:at|to|as|with)\\s+(?:an?\\s+)?${word}\\b${tail}`,
    ),
    pattern(
      'given',
      [gives, rated],
      `\\b(?:${cased(lists, 'rating-give', false)})\\s+(?:\\S+\\s+){0,4}(?:[Aa]t|[Tt]o|[Aa]s|[Ww]ith)\\s+(?:an?\\s+)?(?:${cased(lists, 'rating', true)})\\b`,
      'g',
    ),
    pattern(
      'given',
      [['rate'], rated],
      `\\bwe\\s+rate\\s+(?:\\S+\\s+){0,5}?(?:an?\\s+|as\\s+)?(?!neutral\\b)${word}\\b${tail}`,
    ),
    pattern(
      'given',
      [rated, [...papers, 'name']],
      `\\b(?:${security}|name)\\s+(?:is|are|remains?)\\s+(?:an?|our)\\s+(?:\\w+\\s+)?${word}\\b${tail}`,
    ),
    pattern(
      'act',
      [['investors', 'shareholders', 'traders'], need('may')],
      `\\b(?:investors|shareholders|traders)\\s+${en('may')}\\s+(?:\\w+\\s+)?(?:buy|sell|accumulate|short)\\b${goods}`,
    ),
    pattern('act', [need('investor'), acts], `\\b${en('investor')}\\s+${en('may')}\\s+(?:\\w+\\s+)?${act}${paper}`),
    pattern(
      'act',
      [need('advise'), ['buy', 'sell', 'accumulating', 'shorting']],
      `\\b${advise}(?:\\s+(?:that\\s+)?(?:\\w+\\s+)?${en('investor')})?(?:\\s+to|\\s+should)?\\s+(?:buy|buying|sell|selling|accumulating|shorting)\\b${goods}`,
    ),
    pattern('act', [need('advise'), acts], `\\b${advise}\\s+(?:to\\s+)?${act}${paper}`),
    pattern(
      'act',
      [['buy', 'sell', 'short', 'accumulate'], papers],
      `^\\s*(?:buy|sell|short|accumulate)(?:\\s+\\S+){0,3}\\s+(?:${security})\\b`,
    ),
    ...englishStance(en, (list) => cased(lists, list, true), need),
  ]
}

// as a name is written: a rating stands with a capital, the verb before it with either
function cased(lists: WordLists, list: string, capital: boolean): string {
  return (lists.get(list) ?? [])
    .filter((w) => /^[a-z]/.test(w))
    .map((w) => {
      const first = w[0]!.toUpperCase()
      return `${capital ? first : `[${first}${w[0]}]`}${w.slice(1).replaceAll(' ', '\\s+')}${capital ? '' : '?(?:s|d|ed|ing)?'}`
    })
    .join('|')
}
