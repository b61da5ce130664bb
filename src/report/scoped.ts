import type { Diagnostic, Span } from '../base/index.ts'
import { type Fact, factAddress, foldName, type Registry } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { boundsOf } from './bounds.ts'
import { report } from './codes.ts'
import { type Placed, sentencesOf } from './comparison.ts'
import type { LabelledCell } from './label.ts'
import { measureNamesOf } from './measure.ts'
import { type FoldedName, holdsName, isWord, type NamePlace, placesOf } from './named.ts'
import { type MarkedName, maskedBy, scopeNames, scopePlaces, subjectMark } from './scope-name.ts'

// in a row of numbers: A 与 B 分别为 [a] 和 [b]
const joined = /^\s*(?:、|,|，|\/|和|与|及|以及|,?\s?and)\s*$/i
const inOrder = /分别|依次|respectively/i
// what takes a name away from the number behind it: 较 FP16, 除广东外, than in the east
const turning =
  /(?:[较比于与和跟同从由除非据因对]|(?<!接)受|相对|超过|高出|低于|除了|不?含|不?包括|包含|计入|剔除|而非|支持|兼容|击败|战胜|不如|不及|不敌|追平|逼近|接近|替代|取代|[继随]着?|[未无]|没有|缺少?|停用|关闭|取消|转[向入]|进[军入]|打通|加码|布局|\b(?:supports?|supporting|than|over|from|with|by|on|as|versus|vs\.?|excluding|including|except|unlike|against|without|not|to|and|beat(?:s|ing)?|(?:outperform|surpass|exceed|trail|match|outpac|overtak|replac)(?:e?s|e?d|ing|e)?|overtook|topp?(?:s|ed|ing)|lag(?:s|ged|ging)?|into|lack(?:s|ing)?|no|(?:switch|mov|convert|replac)(?:ing|ed)|(?:incl|excl|ex)\.?|makes?|making|sells?|builds?|dropping))\s*(?:(?:the|an?|its|any)\s)?$/i
const turned =
  /倍|相比|之外|以外|以上|一样|持平|以及|\b(?:times|twice|as|half|than|which|whose|that)\b|(?:拉动|推动|带动|驱动|提振|拖累|支撑)(?!下)|使(?!用)|令(?!牌)|让|对照(?!组)|前(?![景沿端提述]|[\d一二三五十])|(?:升级|[加减]量|转|换|关闭|退出|停用|取消)[^，。；,;]{0,4}后|\b(?:lift|push|boost|rais|help|drag|pull|propel|support)(?:s|l?ed|es)\b|\b(?:drove|drives|brought\s\D*\sto|sent|kept|left|hurt|dented)\b|\b(?:took|cuts?)\s\D*\sto\b|\bimprov(?:es|ed)\son\b|\bbeats?\b|\bdoubl(?:es|ed)\sthe\b|(?:[和与及、]|\band)\s*$/i
// 在企业端，…为 [45]; at FP8, … of [640]: a sentence that begins with it speaks of nothing else
const leading = /^[\s“"（(]*(?:(?:在|按|以|从|就|而|其中|若)|(?:in|at|with|under|for|using|on)\s(?:the\s)?)?\s*$/i
const led =
  /^\s?(?:精度|格式|模式|场景|口径|方面|业务|板块|部分|市场|渠道|地区|区域|平台|条件|版本?|而言|来说|来看|[端侧下上中里内时]|\s?(?:precision|mode|terms|segment|business|market|region|area|part|side|version|platforms?))*[，,：:]/i

// 除南部外, except in the south
const leftOut =
  /(?:除了?|不含|不包括|剔除|(?<!接)受|因|由|\b(?:except|excluding|unlike|besides|beside|by|from)(?:\s(?:in|for))?)\s?(?:the\s)?$/i

// Chinese developer Egret: a name in front of such a word is of whom is spoken of
const whose =
  /^(?:\s?(?:公司|厂商|企业|模型|品牌|巨头|龙头|供应商)|[^，。；,;]{1,8}[^下中里上内]的)\s?\uE000|^\straining\sdata\b|^\s(?:[a-z]+\s)?(?:models?|developers?|makers?|compan(?:y|ies)|firms?|labs?|rivals?|startups?|vendors?|giants?|leaders?|brands?)\b/

// 手机占 [90 亿元] 的六成, 手机贡献了 [90 亿元] 销售额中的大部分: the number is what the named one is a part of
const partOf = /占|\b(?:most|bulk|majority|half|third|quarter|part|share|%)\sof\b/i
const ofWhole =
  /^[^，。；,;]{0,8}(?:[中里]的?|的)\s?(?:[近约超逾过]?\s?[\d一二两三四五六七八九]|大部分|多数|大头|绝大|主要|一半|半数)/
const whole = /全球|整体|总|合计|全部|共|\b(?:total|overall|global|worldwide|combined|altogether)\b/i

const start = /(?:\bfrom|[从由自])\s*(?:[^，。；,;]{0,6}的\s?)?$/i

const bracket = /^\s*[（(]([^（）()]{1,24})[）)]/
// （线上为主）, (mostly online)
const loose =
  /为主|主要|[占含除非不较比]|\b(?:mostly|mainly|largely|incl|excl|including|excluding|not|than|vs|versus|against|controlled|led)\b|对照|相比/i
const preposed =
  /^\s(?:(?:[a-z]+\s){0,2}(?:in|at|for|with|under|on|from)\s(?:the\s)?|of\s(?=[\w-]+(?:[,.;]|$|\s(?:in|during|last|this)\b)))/i
// in China, Europe and North America
const others = /^,?\s(?:and|or)\s(?:other|more|elsewhere|beyond)/
const more = /^\s?(?:、|,|和|与|及|and|or)\s?(?:and\s|or\s)?(?:in\s|on\s)?(?:the\s)?/

/**
 * Tells of numbers whose words name another value of a key of their scope than their facts have: FP8 精度下为 [320] of FP16.
 *
 * A value counts where the desk has a fact of the measure with it; the words must lie in the clause of the number, right behind
 * it in brackets, or lead its sentence, and name no value of its own.
 */
export function checkScopes(text: string, numbers: readonly Placed[], binder: Binder): readonly Diagnostic[] {
  if (numbers.length === 0) return []
  return sentencesOf(text).flatMap(([from, to]) => {
    const inside = numbers.filter((n) => n.start >= from && n.end <= to)
    if (inside.length === 0) return []
    const ordered = inRows(text, from, inside, binder)
    const folded = foldName(text.slice(from, to))
    const spoken = new Map<readonly FoldedName[], boolean>()
    const isSpoken = (names: readonly FoldedName[]) => {
      const known = spoken.get(names) ?? holdsName(folded, names)
      spoken.set(names, known)
      return known
    }
    return inside.flatMap((number, i): readonly Diagnostic[] => {
      if (ordered.has(number)) return ordered.get(number)!
      const { fact } = number.derived.fact!
      const floor = inside[i - 1]?.end ?? from
      const ceiling = inside[i + 1]?.start ?? to
      for (const [key, names] of scopeNames(fact, binder)) {
        if (!isSpoken(names)) continue
        const lead = text.slice(floor, number.start)
        const tail = text.slice(number.end, ceiling)
        const before = inside[i - 1]?.derived.fact?.fact.scope[key]
        const other =
          saidIn(lead, tail, names, [fact.scope[key] ?? '', before], binder) ??
          ledBy(text, [from, to], inside, number, names, key, binder)
        // annual billing cuts it from [48] to [36]: where it began
        const isStart = start.test(lead) && inside[i + 1]?.derived.fact?.fact.scope[key] === other
        if (other !== null && !isStart) return [scopeFinding(fact, key, other, number.at, binder.registry)]
      }
      return []
    })
  })
}

/**
 * Tells of numbers that are reckoned from facts of other values of a scope than the words before them name, while one of their
 * own is named nowhere: 东部用户比南部多 [4 million] of east less west.
 */
export function checkReckonedScopes(
  text: string,
  reckoned: readonly Placed[],
  all: readonly Placed[],
  binder: Binder,
): readonly Diagnostic[] {
  return sentencesOf(text).flatMap(([from, to]) =>
    reckoned
      .filter((n) => n.start >= from && n.end <= to)
      .flatMap((number): readonly Diagnostic[] => {
        const [floor] = boundsOf(number, all, [from, to])
        const lead = text.slice(floor, number.start)
        const facts = number.derived.facts.map((f) => f.fact)
        for (const [key, names] of scopeNames(facts[0]!, binder)) {
          const folded = masked(lead, names, binder)
          const said = placesOf(folded, names, isWord).filter((p) => !leftOut.test(folded.slice(0, p.start)))
          const strange = said.find((p) => facts.every((f) => f.scope[key] !== p.id))
          const unsaid = facts.find((f) => f.scope[key] !== undefined && said.every((p) => p.id !== f.scope[key]))
          if (strange !== undefined && unsaid !== undefined)
            return [scopeFinding(unsaid, key, strange.id, number.at, binder.registry)]
        }
        return []
      }),
  )
}

/** Tells of cells whose facts have another value of a scope than the one that the heads of their row and column name. */
export function checkCellScopes(label: string, cells: readonly LabelledCell[], binder: Binder): readonly Diagnostic[] {
  return cells.flatMap(({ binding, head }): readonly Diagnostic[] => {
    const bound = binder.bindings.get(binding)
    const fact = bound?.derived === false ? bound.facts[0] : undefined
    if (bound === undefined || fact === undefined) return []
    for (const [key, names] of scopeNames(fact, binder)) {
      const said = [label, head].flatMap((text) => {
        const folded = masked(text, names, binder)
        return placesOf(folded, names, isWord).map((p) => ({ id: p.id, isTied: isTied(folded, p) }))
      })
      const [one] = said
      if (said.length === 1 && one!.isTied && one!.id !== fact.scope[key])
        return [scopeFinding(fact, key, one!.id, bound.at, binder.registry)]
    }
    return []
  })
}

function scopeFinding(fact: Fact, key: string, other: string, at: Span, registry: Registry): Diagnostic {
  const named = (value: string, lang: 'zh' | 'en') =>
    (value === '' ? '' : registry.scopeWords(key, value, lang)) || `${key}=${value}`
  return report(
    'report/condition',
    {
      en: `the words say ${named(other, 'en')}, \`${factAddress(fact)}\` is ${named(fact.scope[key] ?? '', 'en')}`,
      zh: `文字写的是${named(other, 'zh')}，而 \`${factAddress(fact)}\` 是${named(fact.scope[key] ?? '', 'zh')}`,
    },
    { at, hint: { en: 'mend the words or the address', zh: '请改正文字或地址' } },
  )
}

// the one other value that the words of a number give it; `before` is that of the number in front of it
function saidIn(
  lead: string,
  rest: string,
  names: readonly FoldedName[],
  [own, before]: readonly [own: string, before: string | undefined],
  binder: Binder,
): string | null {
  // 企业端为 [45]，消费端为 [30]: behind a comma it is of the next
  const tail = /^[^，。；,;]*/.exec(rest)![0]
  const inBracket = bracket.exec(tail)?.[1] ?? ''
  const behind = [...(loose.test(inBracket) ? [] : placed(inBracket, names, binder)), ...postponed(rest, names, binder)]
  if (behind.some((p) => p.id === own)) return null
  if (behind.length === 1) return behind[0]!.id
  const folded = masked(lead, names, binder)
  const found = placesOf(folded, names, isWord)
  const last = found.at(-1)
  if (last === undefined || last.id === own || found.some((p) => p.id !== last.id)) return null
  if (placed(tail, names, binder).some((p) => p.id === own)) return null
  // [148] allocated centrally and [150]: words right behind a number are its own
  if (last.id === before && !/[，,；;：:。]/.test(folded.slice(0, last.start))) return null
  const isPart = own === '' && (partOf.test(folded.slice(last.end)) || ofWhole.test(tail))
  return !isPart && isTied(folded, last) && !isShared(folded, last, names) ? last.id : null
}

// reaches [640] in FP8, has [12 million] users in the east
function postponed(rest: string, names: readonly FoldedName[], binder: Binder): readonly NamePlace[] {
  const words = preposed.exec(rest)
  if (words === null) return []
  const folded = masked(rest.slice(words[0].length), names, binder)
  const [first, second] = placesOf(folded, names, isWord)
  if (first?.start !== 0) return []
  const isList = second !== undefined && more.exec(folded.slice(first.end))?.[0].length === second.start - first.end
  return isList || others.test(folded.slice(first.end)) ? [] : [first]
}

function isTied(folded: string, { start, end }: NamePlace): boolean {
  const [before, after] = [folded.slice(0, start), folded.slice(end)]
  const isApart = turning.test(before) && !leading.test(before)
  return !/[，,；;：:。]/.test(after) && !turned.test(after) && !whose.test(after) && !isApart
}

// 中英文 is both of 中文 and 英文
function isShared(folded: string, { start, end }: NamePlace, names: readonly FoldedName[]): boolean {
  return names.some(
    ({ name }) =>
      /^[一-鿿]{2,}$/.test(name) &&
      name.endsWith(folded[end - 1]!) &&
      folded.slice(0, start).endsWith(name.slice(0, -1)),
  )
}

// a sentence that begins with one value and names no other is of that one
function ledBy(
  text: string,
  [from, to]: readonly [number, number],
  inside: readonly Placed[],
  number: Placed,
  names: readonly FoldedName[],
  key: string,
  binder: Binder,
): string | null {
  const own = number.derived.fact!.fact.scope[key] ?? ''
  const first = inside[0]!
  const head = masked(text.slice(from, first.start), names, binder)
  const [lead, ...more] = placesOf(head, names, isWord)
  if (lead === undefined || more.length > 0 || lead.id === own) return null
  if (
    !leading.test(head.slice(0, lead.start)) ||
    !led.test(head.slice(lead.end)) ||
    turned.test(head.slice(lead.end, lead.end + 8)) ||
    (own === '' && whole.test(head.slice(lead.end)))
  )
    return null
  return placed(text.slice(first.start, to), names, binder).length > 0 ? null : lead.id
}

// FP16 与 FP8 分别为 [a] 和 [b]: names and numbers of one length go together in their order
function inRows(
  text: string,
  from: number,
  inside: readonly Placed[],
  binder: Binder,
): ReadonlyMap<Placed, readonly Diagnostic[]> {
  const found = new Map<Placed, readonly Diagnostic[]>()
  for (let i = 0; i < inside.length; ) {
    let end = i + 1
    while (end < inside.length && joined.test(text.slice(inside[end - 1]!.end, inside[end]!.start))) end += 1
    const row = inside.slice(i, end)
    const before = text.slice(inside[i - 1]?.end ?? from, row[0]!.start)
    i = end
    if (row.length < 2 || !(inOrder.test(before) || inOrder.test(text.slice(row.at(-1)!.end, row.at(-1)!.end + 16))))
      continue
    const { fact } = row[0]!.derived.fact!
    for (const [key, names] of scopeNames(fact, binder)) {
      const said = placed(before, names, binder)
      if (said.length !== row.length || new Set(said.map((p) => p.id)).size !== row.length) continue
      row.forEach((number, k) => {
        const own = number.derived.fact!.fact
        const isOwn = own.scope[key] === undefined || own.scope[key] === said[k]!.id
        found.set(number, isOwn ? [] : [scopeFinding(own, key, said[k]!.id, number.at, binder.registry)])
      })
    }
  }
  return found
}

function placed(text: string, names: readonly FoldedName[], binder: Binder): readonly NamePlace[] {
  return scopePlaces(text, names, othersOf(binder))
}

function masked(text: string, names: readonly FoldedName[], binder: Binder): string {
  return maskedBy(text, names, othersOf(binder))
}

const otherNames = new WeakMap<Binder['subjectNames'], readonly MarkedName[]>()

// names of subjects and measures keep their words to themselves
function othersOf(binder: Binder): readonly MarkedName[] {
  const known = otherNames.get(binder.subjectNames)
  if (known !== undefined) return known
  const all = [...binder.subjectNames.map((n) => ({ ...n, mark: subjectMark })), ...measureNamesOf(binder)]
  otherNames.set(binder.subjectNames, all)
  return all
}
