import { conversion, lower, type Mention } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import type { FoundName } from '../names.ts'
import { isScored, scoredUnits } from '../scored.ts'
import { onlyBenchmark } from './beside.ts'
import { isElsewhere } from './elsewhere.ts'
import { listOf, namesBeside } from './list.ts'
import { clausesOf, type Sentence } from './sentence.ts'
import { benchmarksInTurn } from './turns.ts'

// a word further from its number than this says nothing of it
const reach = 80

/** A measure or a subject, with how plainly it is said. */
export interface Chosen {
  readonly id: string
  readonly sure: number
}

/** The measure that the `n`-th number of a sentence is of. */
export function measureOf(sentence: Sentence, n: number, units: readonly string[], desk: AuditDesk): Chosen | null {
  const mention = sentence.mentions[n]!
  const after = sentence.text.slice(mention.end - sentence.start, mention.end - sentence.start + 24)
  if (isActive(sentence, mention, units, desk)) return { id: active, sure: 1 }
  if (units.length === 0 && isPart(sentence, n)) return null
  // 每 1T token, 六款总参数中位数 295B: of no model's own
  if (onTheWay.test(sentence.text.slice(0, mention.numberStart - sentence.start))) return null
  if (mention.scaleText !== '' && ofMany.test(sentence.text.slice(0, mention.numberStart - sentence.start))) return null
  const lined = linedUp(sentence, n)
  const all = sentence.names.filter(
    (x) =>
      x.kind === 'measure' &&
      x.id !== active &&
      allows(sentence, x) &&
      fits(x, units, sentence, mention, lined, after, desk),
  )
  // the same 671 and 37 billion parameters: in all, and at a time
  const isSecond = /\d\s?(?:and|和|与)\s$/.test(sentence.text.slice(0, mention.numberStart - sentence.start))
  if (units.includes('parameter') && isSecond && mention.respectively === undefined) return null
  if (units.includes('parameter')) return { id: 'params', sure: 1 }
  if (units.includes('layer')) return { id: 'layers', sure: 1 }
  const listed = listedMeasure(sentence, n, all)
  if (listed !== null) return { id: listed, sure: 0.95 }
  const held = heldMeasure(sentence, n, units)
  if (held !== null) return { id: held, sure: 0.82 }
  // as many models as numbers, under the one benchmark that is named
  const [one] = all
  if (lined !== null && one !== undefined && all.every((x) => x.id === one.id) && isOfModels(sentence, n))
    return { id: one.id, sure: 1 }
  // as many numbers as names were not found: which is whose nobody knows
  if (lined !== null && new Set(sentence.names.flatMap((x) => (x.kind === 'measure' ? [x.id] : []))).size > 1) {
    const own = benchmarksInTurn(sentence, listOf(sentence, n))?.[mention.respectively!] ?? null
    return own === null ? null : { id: own, sure: 0.9 }
  }
  let best: Chosen | null = null
  let nearest: FoundName | null = null
  let least = reach
  for (const name of all) {
    // a name beside a list stands as near to each of its numbers
    const from = lined === null ? n : name.end <= lined.at ? lined.first : name.start >= lined.end ? lined.last : n
    const distance = distanceOf(sentence, name, from)
    if (distance >= least) continue
    least = distance
    best = { id: name.id, sure: distance < 40 ? 1 : 0.85 }
    nearest = name
  }
  if (nearest !== null && isScored(nearest.id, desk) && isElsewhere(sentence, n, nearest)) return null
  // 1000 under a head that says billions
  if (best?.id.startsWith('params') && mention.scaleText === '' && mention.value.lt(millions)) return null
  if (best !== null) return behindOn(sentence, mention, all) ?? best
  const only = onlyBenchmark(sentence, n, desk)
  return only === null ? null : { id: only, sure: 0.9 }
}

function isOfModels(sentence: Sentence, n: number): boolean {
  const list = listOf(sentence, n)
  return namesBeside(sentence, list, 'entity').length === list.length
}

/** A list under 分别 with the names of measures that it is of, which count as one beside the other. */
interface Lined {
  readonly at: number
  readonly end: number
  /** which numbers of the sentence are its first and its last */
  readonly first: number
  readonly last: number
  readonly names: readonly FoundName[]
}

function linedUp(sentence: Sentence, n: number): Lined | null {
  if (sentence.mentions[n]!.respectively === undefined) return null
  const list = listOf(sentence, n)
  const at = list[0]!.numberStart
  const first = sentence.mentions.indexOf(list[0]!)
  return {
    at,
    end: list.at(-1)!.end,
    first,
    last: first + list.length - 1,
    names: namesBeside(sentence, list, 'measure'),
  }
}

// 49.8 on MATH, and 57.9 on tasks like HumanEval: past a comma the name behind is the number's own
function behindOn(sentence: Sentence, mention: Mention, all: readonly FoundName[]): Chosen | null {
  const { text, start } = sentence
  const before = all.findLast((x) => x.end <= mention.numberStart)
  const behind = all.find((x) => x.start >= mention.end)
  if (before === undefined || behind === undefined) return null
  const parted = /[,;，；]/.test(text.slice(before.end - start, mention.numberStart - start))
  const isOn = /^\s(?:on|in|for)\s(?!par\b|line\b|top\b)[^,;.，；。\d]{0,40}$/.test(
    text.slice(mention.end - start, behind.start - start),
  )
  return parted && isOn ? { id: behind.id, sure: 1 } : null
}

const active = 'params.active'
// 激活 37B, 激活参数约 210 亿, 21B activated parameters, 37 billion are active; 37B active of 671B says nothing of the second
const activeBefore =
  /(?:激活|活[跃动]|\b(?:activ(?:e|ated|ates|ating|ation)|live)\b)(?:\s?(?:参数|parameters?|params|规模|量|数|约|为|达|到|仅|只|是|有|of|are|is|about|around|only|just|roughly|[：:（(]))*\s?$/i
// of which 37 billion (5.5%) are active
const activeBehind =
  /^(?:\s?[（(][\d.,%％\s]{1,10}[)）])?(?:\s?(?:个|的|参数|parameters?|params|are|is|being|被)){0,4}\s?(?:激活|活[跃动]|(?:activ(?:e|ated|ation)|live)\b)/i
// a word for parameters makes 37B a number of them
const ofParameters = /参数|param/i
const millions = 1_000_000

// 37B of its 671B parameters are active, 37B of DeepSeek-V3's 671B: the second is the whole
const wholeOf =
  /\d[^，。,;；\d]{0,24}\bof\s(?:[A-Za-z][\w.-]*(?:\s[\w.-]+)?['’]s\s)?(?:its|the|a|an|all|in|total|overall|\s)*$/i
// 2.788M GPU 小时，其中预训练 2,664K、上下文扩展 119K: of the unit of the whole
const ofWhole = /(?:其中|of which|including|comprising)[^。.;；]*$/i

// 激活 671B 中的 37B
const wholeBehind = /^\s?个?(?:总?参数)?(?:之?中|里)的?\s?(?:约|仅|只)?\s?\d/

function isActive(
  { text, start }: Sentence,
  { start: from, end, scaleText, value }: Mention,
  units: readonly string[],
  { input }: AuditDesk,
): boolean {
  const isBare = units.length === 0 && scaleText !== '' && value.gte(millions) && ofParameters.test(text)
  if (!(isBare || units.includes('parameter')) || input.registry.measure(active) === undefined) return false
  const before = text.slice(Math.max(0, from - start - 40), from - start)
  const behind = text.slice(end - start, end - start + 40)
  if (wholeBehind.test(behind)) return false
  return activeBefore.test(before) || (activeBehind.test(behind) && !wholeOf.test(before))
}

// 先到 32K，再到 128K: a step on the way
const onTheWay = /先(?:扩展|扩|增|升|到|由)[^，。；;\d]{0,6}$/
const ofMany =
  /(?:每|跑完|中位数|平均|均值|\b(?:per|each|every|median|average|mean)(?:\sof)?)\s?(?:约|为|是|about)?\s?$/i

// a number without a unit behind a whole that has one, and behind words that part it
function isPart({ mentions, text, start }: Sentence, n: number): boolean {
  const mention = mentions[n]!
  if (mention.scaleText === '') return false
  const whole = mentions.slice(0, n).findLast((m) => m.unitText !== '' && m.scaleText !== '')
  return whole !== undefined && ofWhole.test(text.slice(whole.end - start, mention.numberStart - start))
}

// GPT-4o（88.7）依然领先: the benchmark of the sentence before holds on where this one names none
function heldMeasure(sentence: Sentence, n: number, units: readonly string[]): string | null {
  const mention = sentence.mentions[n]!
  if (sentence.topic === null || sentence.names.some((x) => x.kind === 'measure')) return null
  // On FinLogic it has 60.1%: of a test that is not known
  if (/(?:\b[Oo]n|在)\s?(?:the\s)?[A-Z][A-Za-z]*[A-Z\d]/.test(sentence.text)) return null
  const isScore =
    units.length === 0 ? (mention.decimals ?? 0) > 0 && mention.scaleText === '' : units.includes('percent')
  if (!isScore || mention.form !== 'digits' || mention.high !== undefined || mention.bound !== 'exact') return null
  const name = sentence.names.filter((x) => x.kind === 'entity' && x.end <= mention.numberStart).at(-1)
  return name !== undefined && isFiller(sentence, name.end, mention.numberStart) ? sentence.topic : null
}

/** Whether the sentence holds what a word needs beside it, and before it nothing that a group with `!` rules out. */
export function allows(sentence: Sentence, name: FoundName): boolean {
  if (name.needs === undefined) return true
  sentence.noted.allowed ??= new Map()
  let allowed = sentence.noted.allowed.get(name)
  if (allowed === undefined) {
    allowed = holds(sentence, name.needs, name.start)
    sentence.noted.allowed.set(name, allowed)
  }
  return allowed
}

function holds({ text, start, asked }: Sentence, needs: string, at: number): boolean {
  // a question lends its words to the answer
  const folded = asked === '' ? lower(text) : (asked + text).toLowerCase()
  const before = lower(text).slice(0, at - start)
  return groupsOf(needs).every(({ isRuledOut, words }) =>
    isRuledOut ? !words.some((word) => before.includes(word)) : words.some((word) => folded.includes(word)),
  )
}

interface Group {
  readonly isRuledOut: boolean
  readonly words: readonly string[]
}

const groups = new Map<string, readonly Group[]>()

function groupsOf(needs: string): readonly Group[] {
  let found = groups.get(needs)
  if (found === undefined) {
    found = needs.split('&').map((group) => {
      const isRuledOut = group.startsWith('!')
      const words = (isRuledOut ? group.slice(1) : group).split('|').map((word) => word.toLowerCase())
      return { isRuledOut, words }
    })
    groups.set(needs, found)
  }
  return found
}

const kin: readonly (readonly string[])[] = [
  ['percent', 'percentage-point'],
  ['GB', 'GiB'],
  ['CNY', 'USD'],
]
const counts: readonly string[] = ['language', 'programming-language', 'layer', 'round', 'token', 'parameter']

function fits(
  name: FoundName,
  units: readonly string[],
  sentence: Sentence,
  mention: Mention,
  lined: Lined | null,
  after: string,
  { input }: AuditDesk,
): boolean {
  const measure = name.id
  const at = lined?.at ?? mention.numberStart
  const isInRow = lined?.names.includes(name) === true
  const tail = tailOf(sentence, isInRow && name.end <= at ? lined.names.at(-1)! : name)
  // as many names as numbers are those of the numbers, however far apart the two rows stand
  const gap = isInRow && lined.names.length === lined.last - lined.first + 1 ? 0 : at - tail
  const own = input.registry.measure(measure)?.unit ?? ''
  if (own === '') return false
  if (units.length === 0) {
    // 88.6 alone is a score only right behind its benchmark
    if (scoredUnits.includes(own))
      return (
        mention.form === 'digits' &&
        mention.scaleText === '' &&
        (mention.decimals ?? 0) > 0 &&
        (gap <= 12 || (gap <= longestGap && isFiller(sentence, tail, at)))
      )
    // Coding languages: 80+
    const label = sentence.text.slice(name.end - sentence.start, mention.numberStart - sentence.start)
    if (/^\s?[:：]\s?$/.test(label) && counts.includes(own)) return true
    // 隐藏维度 16384
    if (own === '1')
      return (
        mention.scaleText === '' &&
        (mention.decimals ?? 0) === 0 &&
        ((isNear(gap, 8) && !isTaken(sentence, name, mention)) || isNear(name.start - mention.end, 3))
      )
    if (own === 'gpu') return /^\s?[个块张颗片枚]?\s?(?:\w+\s?的?\s?){0,2}(?:GPU|H\d00|A100)/i.test(after)
    if (/^\s?[个块张颗片枚]?\s?(?:\w+\s){0,2}(?:GPU|H\d00|A100)/i.test(after)) return false
    // 128K alone is a context, 16 thousand is anything
    if (measure === 'context-length') return /^[kKM]?$/.test(mention.scaleText) && mention.value.gte(1000)
    return own === 'parameter' && (mention.scaleText !== '' || mention.value.gte(1000))
  }
  if (units.some((u) => conversion(input.registry.units, u, own) !== null && (u !== '1' || own === '1'))) return true
  if (scoredUnits.includes(own)) return units.some((u) => u === 'score' || u === 'index-point')
  return kin.some((pair) => pair.includes(own) && units.some((u) => pair.includes(u)))
}

// 8 KV heads, 128 head dimension: the word is the unit of the number before it
function isTaken({ text, start, mentions }: Sentence, name: FoundName, mention: Mention): boolean {
  if (!/[，,、；;]/.test(text.slice(name.end - start, mention.numberStart - start))) return false
  return mentions.some(
    (m) => m.numberEnd <= name.start && /^\s?个?\s?$/.test(text.slice(m.numberEnd - start, name.start - start)),
  )
}

function isNear(gap: number, most: number): boolean {
  return gap >= 0 && gap <= most
}

const conditionsBehind =
  /^\s?[（(][^（）()]{0,30}?(?:shots?|CoT|样本|思维链|diamond|main|base|EM|pass@\d|子集|口径)[^（）()]{0,20}[)）]/i

/** Where a name of a measure ends with the conditions in parentheses behind it: MMLU（0-shot, CoT）. */
function tailOf({ text, start }: Sentence, { end }: FoundName): number {
  const c = text[end - start] === ' ' ? text[end - start + 1] : text[end - start]
  if (c !== '（' && c !== '(') return end
  return end + (conditionsBehind.exec(text.slice(end - start, end - start + 64))?.[0].length ?? 0)
}

const filler =
  /^(?:这一?项|该项|一项|这个|项目|上|中|里|内|方面|测试|评测|基准|榜单|指标|任务|成绩|得分|分数|表现|模型|版本?|models?\b|v\d(?:\.\d)?|准确率|通过率|的|为|是|达到?|到|取得了?|拿到了?|拿下|得到|录得|获得|仅有?|只有|约|也|则|均|都|同为|并列|依次|分别|和|与|及|以|得|[\s，,：:、（(）)=—–-]|\b(?:on|at|for|of|the|a|an|is|was|with|and|both|score[ds]?|scoring|gets?|posts?|posted|reach(?:es|ed)?|hits?|achieves?|benchmark|test|accuracy|by|comes?|in|are|were|ha[sd]|have|each|respectively|results?|while)\b)*$/i

// between a benchmark and its number, names left out, stand no more words than this
const longestFiller = 60
const longestGap = 300

/** Whether between two places nothing stands but names, conditions and words without weight. */
export function isFiller(sentence: Sentence, from: number, to: number): boolean {
  const { text, start, names } = sentence
  let rest = ''
  let at = from
  for (const x of names) {
    if (x.kind !== 'entity' || x.start < at || x.end > to) continue
    rest += text.slice(at - start, x.start - start)
    at = x.end
  }
  rest += text.slice(at - start, to - start)
  const plain = rest.replace(conditions, '').replace(make, '')
  return plain.length <= longestFiller && filler.test(plain)
}

// Qwen2.5-7B-Base, DeepSeek 67B Chat
const make = /(?<=^|[\s,、-])(?:Base|Instruct|Chat|IT|PT)(?![A-Za-z])/g

const conditions = /[（(][^（）()]{0,30}?(?:shots?|CoT|样本|思维链)[^（）()]{0,20}[)）]/gi

// the nearest word before the number counts; behind it only right at hand
function distanceOf(sentence: Sentence, name: FoundName, n: number): number {
  const { mentions } = sentence
  const mention = mentions[n]!
  const behind = name.start >= mention.end
  const inside = name.start >= mention.start && name.end <= mention.end
  const tail = behind ? name.end : Math.min(tailOf(sentence, name), mention.start)
  const gap = inside ? 0 : behind ? name.start - mention.end + 8 : mention.start - tail
  const between = mentions.filter(
    (m) =>
      m !== mention &&
      (behind ? m.start >= mention.end && m.end <= name.start : m.start >= name.end && m.end <= mention.start),
  )
  const cuts = clausesOf(sentence).filter((c) =>
    behind ? c.start > mention.end && c.start <= name.start : c.start > tail && c.start <= mention.start,
  ).length
  if (behind && (gap > 32 || cuts > 0)) return reach
  const before = mentions[n - 1]
  // 15% for grade 2 and 20% for grade 1: the word behind a number is taken
  // 123 billion parameters and a 128K context: the word is the unit of the other
  const unit =
    !inside && mentions.some((m) => m !== mention && name.start >= m.numberStart && name.end <= m.end) ? 40 : 0
  const taken = !behind && before !== undefined && before.end <= name.start && isTied(sentence, before, name) ? 30 : 0
  return gap + cuts * 12 + between.length * 10 + taken + unit + (behind && !isAtHand(sentence, name, mention) ? 40 : 0)
}

function isTied({ text, start }: Sentence, mention: Mention, name: FoundName): boolean {
  return /^\s?(?:on|in|for|of|when|if|where)\s(?:the\s|an?\s)?$/i.test(
    text.slice(mention.end - start, name.start - start),
  )
}

// 84% on MMLU, 1230 亿参数; in "20% and grade 2 15%" the word belongs to the next number
function isAtHand({ text, start, mentions }: Sentence, name: FoundName, mention: Mention): boolean {
  const between = text.slice(mention.end - start, name.start - start)
  const next = mentions.find((m) => m.start >= name.end)
  const taken =
    next !== undefined &&
    next.start - name.end < 16 &&
    /^[^，。,;；]*$/.test(text.slice(name.end - start, next.start - start))
  return !taken && /^\s?(?:的|个|on|in|at|for|of|[（(])?\s?(?:the\s|an?\s)?$/i.test(between)
}

// 分别: the n-th number belongs to the n-th of as many different measures beside it
function listedMeasure(sentence: Sentence, n: number, all: readonly FoundName[]): string | null {
  const mention = sentence.mentions[n]!
  if (mention.respectively === undefined) return null
  const list = listOf(sentence, n)
  const run = namesBeside(sentence, list, 'measure').filter((x) => all.includes(x))
  // as many names as numbers: the numbers are theirs, under one measure
  if (run.length !== list.length && namesBeside(sentence, list, 'entity').length === list.length) return null
  const before = all.filter((x) => x.end <= list[0]!.start)
  const last = run.length === list.length ? run : before.slice(-list.length)
  if (last.length !== list.length || new Set(last.map((x) => x.id)).size < 2) return null
  return last[mention.respectively]?.id ?? null
}
