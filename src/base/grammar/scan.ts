import type { Decimal } from '../decimal.ts'
import type { Mention } from '../number.ts'
import type { Bound } from '../quantity.ts'
import { type Core, coreAt, fallbackUnits, type UnitWords, unitAt } from './core.ts'
import { type Mask, maskNonClaims } from './mask.ts'
import { after, before, type Qualifier, scaleFactor } from './words.ts'

/** How numbers are looked for. */
export interface ScanOptions {
  /** units with their aliases; a short list without */
  readonly units?: UnitWords
  /** names with digits in them that are no claims */
  readonly names?: readonly string[]
  /** whether dates, labels, names and conditions are passed over; default yes */
  readonly mask?: boolean
}

const possible =
  /[\d０-９零〇一二两三四五六七八九十数几$¥￥€]|[百千万](?=分之)|\b(?:US\$|HK\$|RMB|USD|CNY|HKD|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|dozens|tens|hundreds|thousands)|[+\-−](?=\d)/gi

/**
 * The numbers of a running text, in order, with their qualifiers, scales and units.
 *
 * Dates, labels, names and evaluation conditions are passed over. A list passes the qualifier of its first number on;
 * a range takes the scale and unit of its second number for the first where it has none. 多, 余 and + read as more than.
 *
 * @example findMentions('超过 15 万亿个 token').length // 1
 */
export function findMentions(text: string, options: ScanOptions = {}): readonly Mention[] {
  const plain = narrow(text)
  const units = options.units ?? fallbackUnits
  const masks = options.mask === false ? [] : maskNonClaims(plain, options.names)
  const cores = findCores(plain, masks, units)
  const joined = joinRanges(plain, cores)
  const mentions: Mention[] = []
  for (const [i, core] of joined.entries())
    mentions.push(qualify(plain, core, mentions.at(-1), joined[i + 1], masks, units))
  return respectively(plain, passOn(plain, mentions))
}

/** The number that `text` is as a whole, or `null`. */
export function parseAmount(text: string, units?: UnitWords): Mention | null {
  const found = findMentions(text, { mask: false, ...(units === undefined ? {} : { units }) })
  const only = found.length === 1 ? found[0]! : null
  if (only === null) return null
  const rest = text.slice(0, only.start) + text.slice(only.end)
  return /^[\s　]*$/.test(rest) ? only : null
}

// one wide character becomes one narrow one, so that offsets stay
function narrow(text: string): string {
  return text.replace(/[０-９．％＋－～，](?=[０-９\d])|[０-９％]/g, (c) =>
    c === '，' ? '，' : String.fromCharCode(c.charCodeAt(0) - 0xfee0),
  )
}

function findCores(text: string, masks: readonly Mask[], units: UnitWords): readonly Core[] {
  const cores: Core[] = []
  let free = 0
  let mask = 0
  for (const match of text.matchAll(possible)) {
    const at = match.index
    if (at < free) continue
    while (mask < masks.length && masks[mask]!.end <= at) mask += 1
    if (mask < masks.length && masks[mask]!.start <= at) continue
    const core = coreAt(text, at, units)
    if (core === null) {
      // a run of digits that is no number is passed over as a whole
      const run = /^\d+/.exec(text.slice(at, at + 500))
      if (run) free = at + run[0].length
      continue
    }
    const next = masks[mask]
    if (next !== undefined && next.start < core.numberEnd && core.numberEnd > next.start) continue
    cores.push(core)
    free = Math.max(core.numberEnd, core.end)
  }
  return cores
}

interface Joined extends Core {
  readonly range: boolean
}

const plainConnector = /^\s?(?:~|～|〜|–|—|至|到)\s?$/
const wordConnector = /^\s(?:to|through)\s$/
const betweenConnector = /^\s?(?:与|和|and)\s?$/

function joinRanges(text: string, cores: readonly Core[]): readonly Joined[] {
  const joined: Joined[] = []
  for (let i = 0; i < cores.length; i += 1) {
    const left = cores[i]!
    const right = cores[i + 1]
    if (right !== undefined && isRange(text, left, right)) {
      joined.push(rangeOf(left, right))
      i += 1
    } else joined.push({ ...left, range: false })
  }
  return joined
}

function isRange(text: string, left: Core, right: Core): boolean {
  if (left.form !== 'digits' || right.form !== 'digits' || left.more !== '' || right.more !== '') return false
  if (left.unitText !== '' && right.unitText !== '' && left.unitText !== right.unitText) return false
  const scaled = scaledLike(left, right)
  if (scaled.gt(right.value)) return false
  const between = text.slice(left.end, right.start)
  if (plainConnector.test(between) || (wordConnector.test(between) && !/\d$/.test(text.slice(0, left.start))))
    return true
  if (/^-$/.test(between)) return true
  if (!betweenConnector.test(between)) return false
  const front = text.slice(Math.max(0, left.start - 9), left.start)
  return /(?:介于|between\s)\s?$/i.test(front) || /^\s?之间/.test(text.slice(right.end, right.end + 3))
}

// 6~12 万: the scale of the second counts for the first as well
function scaledLike(left: Core, right: Core): Decimal {
  return left.scale === null && right.scale !== null ? left.value.times(scaleFactor(right.scale)) : left.value
}

function rangeOf(left: Core, right: Core): Joined {
  const exponent = left.scale === null && right.scale !== null ? right.scale.exponent : 0
  const decimals = [left.decimals === undefined ? undefined : left.decimals - exponent, right.decimals].filter(
    (d) => d !== undefined,
  )
  const { decimals: _, ...rest } = right
  return {
    ...rest,
    start: left.start,
    numberStart: left.numberStart,
    value: scaledLike(left, right),
    high: right.value,
    ...(decimals.length === 0 ? {} : { decimals: Math.max(...decimals) }),
    unitText: right.unitText || left.unitText,
    range: true,
  }
}

function qualify(
  text: string,
  core: Joined,
  last: Mention | undefined,
  next: Joined | undefined,
  masks: readonly Mask[],
  units: UnitWords,
): Mention {
  const front = frontQualifier(text, core.start, last?.end ?? 0, masks)
  const back = backQualifier(text, core, next?.start ?? text.length)
  const words = [
    ...(front === null ? [] : [front.word]),
    ...(core.more === '' ? [] : [core.more.trim()]),
    ...(back === null ? [] : [back.word]),
  ]
  // 100 or more users: the unit follows the qualifier
  const late = back !== null && core.unitText === '' ? unitAt(text, back.end, units) : { text: core.unitText, end: 0 }
  return {
    kind: 'mention',
    start: front?.start ?? core.start,
    end: Math.max(back?.end ?? core.end, late.end),
    numberStart: core.numberStart,
    numberEnd: core.numberEnd,
    value: core.value,
    ...(core.high === undefined ? {} : { high: core.high }),
    ...(core.decimals === undefined ? {} : { decimals: core.decimals }),
    bound: boundOf(core, front?.bound, back?.bound),
    qualifiers: words,
    unitText: late.text,
    form: core.range ? 'range' : core.form,
    scaleText: core.scale?.word ?? '',
    scale: scaleFactor(core.scale),
  }
}

function boundOf(core: Joined, front: Bound | undefined, back: Bound | undefined): Bound {
  if (core.high !== undefined) return 'range'
  const firm = [back, front].find((b) => b !== undefined && b !== 'exact')
  return firm ?? (core.more === '' ? 'exact' : 'more-than')
}

interface FoundQualifier extends Qualifier {
  readonly start: number
  readonly end: number
}

// what may stand between a qualifier and its number: the name of another, 的, 了, a colon
const filler = /^[\s的了为至共在是其达到于“”"‘’：:（(]*$/

function frontQualifier(text: string, start: number, floor: number, masks: readonly Mask[]): FoundQualifier | null {
  const clause = clauseStart(text, start, floor)
  const front = text.slice(clause, start)
  const folded = front.toLowerCase()
  let best: FoundQualifier | null = null
  for (const q of before) {
    const at = folded.lastIndexOf(q.word)
    if (at === -1) continue
    const end = at + q.word.length
    if (/[a-z]/.test(q.word) && (/[a-z]/.test(folded[at - 1] ?? '') || /[a-z]/.test(folded[end] ?? ''))) continue
    if (!isFiller(front.slice(end), clause + end, q, masks)) continue
    if (best === null || clause + end > best.end || (clause + end === best.end && q.word.length > best.word.length)) {
      best = { ...q, start: clause + at, end: clause + end }
    }
  }
  return best === null || isPartOfWord(text, best) ? null : best
}

// 最近, 附近, 超越: the character belongs to another word
function isPartOfWord(text: string, q: FoundQualifier): boolean {
  const previous = text[q.start - 1] ?? ''
  if (q.word === '近' && /[最附临新靠将]/.test(previous)) return true
  if (q.word === '约' && /[合节制预契条]/.test(previous)) return true
  if (q.word === '超' && /[赶反]/.test(previous)) return true
  if (q.word === '达' && /[表到抵发传]/.test(previous)) return true
  return false
}

function isFiller(rest: string, at: number, q: Qualifier, masks: readonly Mask[]): boolean {
  if (filler.test(rest)) return true
  if (!['more-than', 'less-than', 'nearly', 'at-least', 'at-most'].includes(q.bound) || rest.length > 40) return false
  let open = rest
  for (const mask of masks) {
    const from = mask.start - at
    if (from >= 0 && from < rest.length)
      open =
        open.slice(0, from) + ' '.repeat(Math.min(mask.end, at + rest.length) - mask.start) + open.slice(mask.end - at)
  }
  // `不及 Llama 3.1 的 1/3`: a Latin name and 的; in English the number follows at once
  return /[一-鿿]/.test(q.word) && /^[\sA-Za-z.&'’-]*的?\s?$/.test(open)
}

function clauseStart(text: string, start: number, floor: number): number {
  let at = start
  const limit = Math.max(floor, start - 60)
  while (
    at > limit &&
    !/[，。；！？、;!?\n]/.test(text[at - 1]!) &&
    !(text[at - 1] === ',' && !/\d/.test(text[at] ?? ''))
  )
    at -= 1
  return at
}

function backQualifier(text: string, core: Joined, limit: number): FoundQualifier | null {
  const end = core.end
  const rest = text.slice(end, Math.min(limit, end + 14))
  const blank = /^\s?/.exec(rest)![0].length
  const folded = rest.slice(blank).toLowerCase()
  for (const q of after) {
    if (!folded.startsWith(q.word)) continue
    // 上下文 is a context, not a doubt
    if (q.word === '上下' && folded[2] === '文') continue
    if (/[a-z]$/.test(q.word) && /[a-z]/.test(folded[q.word.length] ?? '')) continue
    return { ...q, start: end + blank, end: end + blank + q.word.length }
  }
  if (/^(?:年|个月|月|天|日|小时|周)$/.test(core.unitText) && /^\s?内(?!容|部|存|在|外)/.test(rest)) {
    return { word: '内', bound: 'at-most', start: end + blank, end: end + blank + 1 }
  }
  return null
}

const listGap = /^\s?(?:、|，|,|和|及|与|以及|and)\s?$/

function passOn(text: string, mentions: readonly Mention[]): readonly Mention[] {
  const done: Mention[] = []
  for (const mention of mentions) {
    const last = done.at(-1)
    const gap = last === undefined ? '' : text.slice(last.end, mention.start)
    const inherits =
      last !== undefined &&
      mention.qualifiers.length === 0 &&
      last.qualifiers.length > 0 &&
      listGap.test(gap) &&
      last.unitText === mention.unitText &&
      mention.high === undefined &&
      last.bound !== 'range'
    done.push(inherits ? { ...mention, bound: last!.bound, qualifiers: last!.qualifiers } : mention)
  }
  return done
}

function respectively(text: string, mentions: readonly Mention[]): readonly Mention[] {
  const words = [...text.matchAll(/分别|\brespectively\b/gi)]
  if (words.length === 0) return mentions
  const index = new Map<Mention, number>()
  for (const word of words) {
    const forward = word[0] === '分别'
    const end = word.index + word[0].length
    const side = forward
      ? mentions.filter((m) => m.start >= end)
      : mentions.filter((m) => m.end <= word.index).toReversed()
    const run: Mention[] = []
    let edge = forward ? end : word.index
    for (const mention of side) {
      const gap = forward ? text.slice(edge, mention.start) : text.slice(mention.end, edge)
      if (/[。；！？;!?\n]/.test(gap) || (run.length > 0 && !listGap.test(gap))) break
      run.push(mention)
      edge = forward ? mention.end : mention.start
    }
    const ordered = forward ? run : run.toReversed()
    for (const [i, mention] of ordered.entries()) index.set(mention, i)
  }
  return mentions.map((m) => (index.has(m) ? { ...m, respectively: index.get(m)! } : m))
}
