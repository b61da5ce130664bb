import { append, largest, smallest, toNumber } from '../../../base/index.ts'
import { slipOf } from '../digits.ts'
import { isInCrowd } from '../far.ts'
import type { Sentence } from '../prose/sentence.ts'
import { figuresOf, isInRow, isNoFactor, isOfOneCard, isSense, mayMeet } from '../solve/apart.ts'
import { shiftQuantity } from '../solve/copy.ts'
import { inherit } from '../solve/counts.ts'
import { goesOn, isExplained, isPerMany } from '../solve/further.ts'
import { hasScale, isFirm, isInOneItem, isLikely, isOneOfTerms } from '../solve/likely.ts'
import { isMoney, type Quantity, quantitiesOf } from '../solve/quantity.ts'
import { type Relation, relationsOf } from '../solve/relation.ts'
import { short, shown } from '../solve/shown.ts'
import { isMean, isResult } from '../solve/tie.ts'
import type { Read } from './input.ts'
import type { Repetition } from './paragraphs.ts'
import { checkPortions } from './portions.ts'

/** Tells of numbers of a paragraph whose dimensions and words make them a product that holds but for a power of ten. */
export function checkSolved({ desk, numbered, paragraphs }: Read, { once }: Repetition): void {
  let before: readonly From[] = []
  const lists: (readonly Quantity[] | undefined)[] = []
  const ownOf = (n: number) => {
    const { from, to } = paragraphs[n]!
    lists[n] ??= to - from > most ? [] : quantitiesIn(numbered.slice(from, to))
    return lists[n]
  }
  // the sentence numbers of another paragraph are none of this one
  const others: (readonly Quantity[] | undefined)[] = []
  const otherOf = (n: number) => {
    others[n] ??= ownOf(n).map((q) => shiftQuantity(q, 0, -1, q.mention))
    return others[n]
  }
  for (let n = 0; n < paragraphs.length; n += 1) {
    const { from, to, isHeading } = paragraphs[n]!
    if (isHeading) before = []
    if (from === to) continue
    const run = () => {
      const list: Quantity[] = []
      for (const b of before) append(list, otherOf(b.n).slice(-b.count))
      const own = ownOf(n)
      return checkParagraph(own, list, desk) ? own.length : 0
    }
    const counts = before.map((b) => b.count).join()
    const on = before.map((b) => b.n)
    before = lastOnes(before, n, once(run, checkSolved, n, on, `solved ${counts}`))
  }
}

/** The last numbers of a paragraph before. */
interface From {
  readonly n: number
  readonly count: number
}

// where a paragraph has no numbers, or too many of them, none before it is kept in mind
function lastOnes(before: readonly From[], n: number, count: number): readonly From[] {
  if (count === 0) return []
  const list: From[] = [{ n, count: Math.min(count, kept) }]
  let room = kept - list[0]!.count
  for (const b of before.toReversed()) {
    if (room === 0) break
    list.unshift({ n: b.n, count: Math.min(b.count, room) })
    room -= list[0]!.count
  }
  return list
}

function quantitiesIn(sentences: readonly Sentence[]): readonly Quantity[] {
  return inherit(sentences.flatMap((s) => (s.mentions.length <= 30 ? quantitiesOf(s) : [])))
}

// longer lists of numbers are tables that lost their lines
const most = 60
// so many numbers of the paragraph before are kept in mind
const kept = 14

// whether its numbers are kept in mind
function checkParagraph(own: readonly Quantity[], before: readonly Quantity[], desk: Read['desk']): boolean {
  if (own.length === 0 || own.length > most) return false
  const list = [...before, ...own]
  const relations = relationsOf(list, before.length).filter(({ result, factors, tie }) => {
    const all = [result, ...factors]
    if (all.some((q) => isNoFactor(q, list)) || isOfOneCard(factors)) return false
    // 30 dollars and 3 dollars for a million: round numbers meet by chance
    const isPoor = factors.length > 1 && all.reduce((t, q) => t + figuresOf(q), 0) < 4
    if (isPoor && !(tie === 3 && spanOf(all, list) <= 2)) return false
    if (all.every((q) => own.includes(q))) return true
    // round numbers meet by chance
    const isPlain = all.every(
      (q) => q.kind === 'count' || q.key === 'h1' || / \w+-1|-1/.test(q.key) || figuresOf(q) >= 2,
    )
    const figures = figuresOf(result) + largest(factors.map(figuresOf))
    // what comes of another paragraph must be told of as a result here, or stand beside its factor
    const at = list.indexOf(result)
    const isMeant = isResult(result) || factors.some((q) => own.includes(q) && Math.abs(list.indexOf(q) - at) === 1)
    return tie === 3 && isPlain && isMeant && figures >= 5 && own.includes(result)
  })
  if (relations.length > 0) checkRelations(relations, list, desk)
  desk.by = 'portions'
  checkPortions(before, own, desk)
  desk.by = 'solve'
  return true
}

// over how many places of the list these stand
function spanOf(all: readonly Quantity[], list: readonly Quantity[]): number {
  const places = all.map((q) => list.indexOf(q))
  return largest(places) - smallest(places)
}

function checkRelations(relations: readonly Relation[], list: readonly Quantity[], desk: Read['desk']): void {
  const judged = relations.map((r) => judge(r, list))
  const cleared = new Map<Quantity, number>()
  // the last of the numbers that fit follows from the others; what comes later inherits their slips
  for (const { relation: r, isFit } of judged) {
    const last = lastOf(r)
    if (isFit && (r.tie > 0 || r.factors.length === 2)) cleared.set(last, Math.max(cleared.get(last) ?? 0, r.tie))
  }
  // 17.5 of 25 are 七成: a share or a multiple that has its two numbers ties no others
  const spent = new Set(
    judged.filter((j) => j.isFit && j.relation.tie > 0).flatMap((j) => j.relation.factors.filter(isScalar)),
  )
  // 160 MW of batteries (four hours, 640 MWh) and 300 MW of gas: the hours have their megawatts
  const served = (r: Relation) =>
    r.tie > 0 &&
    r.factors.length === 2 &&
    r.factors.some((f) => f.at > r.result.at) &&
    judged.some((j) => {
      const { result, factors } = j.relation
      return j.isFit && factors.length === 2 && result === r.result && factors.some((f) => r.factors.includes(f))
    })
  // 150 兆瓦 × 4 小时 are the 600 兆瓦时 that no other two need make
  const keysOf = ({ result, factors }: Relation) => [result.at, ...factors.map((f) => f.key).sort()].join()
  const made = new Set(judged.flatMap(({ isFit, relation: r }) => (isFit && r.tie === 3 ? [keysOf(r)] : [])))
  const broken = judged.filter(
    ({ relation: r, off, kind }) =>
      off !== null &&
      isSense(r) &&
      !(r.factors.length === 4 && isPerMany(r, list)) &&
      !goesOn(r, list) &&
      !(kind === 'power' && (isInRow(r) || isExplained(off, r, list))) &&
      !(kind === 'digits' && isOneOfTerms(r, list)) &&
      !served(r) &&
      !(kind === 'power' && made.has(keysOf(r))) &&
      !r.factors.some((q) => spent.has(q) || isServed(q, r, list)) &&
      r.tie >= 2 &&
      (cleared.get(lastOf(r)) ?? -1) < r.tie,
  )
  // what others follow from is likely to be as it was meant
  const used = new Map<Quantity, number>()
  for (const { relation: r, isFit } of judged)
    if (isFit && r.tie >= 2) for (const q of [r.result, ...r.factors]) used.set(q, (used.get(q) ?? 0) + 1)
  for (const told of blamed(broken, cleared, used)) tell(told, desk)
}

function lastOf({ result, factors }: Relation): Quantity {
  return factors.reduce((a, b) => (b.at > a.at ? b : a), result)
}

interface Judged {
  readonly relation: Relation
  readonly isFit: boolean
  /** the power of ten, or of 1024, by which the result is too large; `null` where it is none */
  readonly off: number | null
  /** what the factors make, by the way that was taken */
  readonly value: number
  readonly kind: 'power' | 'period' | 'digits'
}

const kilos: readonly number[] = [1, 1.024, 1.048576, 1.073741824, 1 / 1.024, 1 / 1.048576, 1 / 1.073741824]
const powers: readonly number[] = [1, 2, 3, 4, 6, 8, 9]

function judge(relation: Relation, list: readonly Quantity[]): Judged {
  const { result, ways, slack, factors } = relation
  const all = [result, ...factors]
  const rough = all.some((q) => q.mention !== null && q.mention.bound !== 'exact') ? 0.02 : 0.008
  const isBytes = all.filter((q) => q.key.includes('B')).length >= 2
  const near = slack + rough
  // KB may stand for KiB
  const fit = ways.find((w) =>
    isBytes
      ? kilos.some((k) => Math.abs(result.value / w / k - 1) <= near)
      : Math.abs(result.value / w / 1 - 1) <= near,
  )
  if (fit !== undefined) return { relation, isFit: true, off: null, value: fit, kind: 'power' }
  // 8.9 TWh in twelve months, with a load factor of 83% on 1,224 MW: a share of the sentence is a factor too
  const shares = list.filter((q) => q.sentence === result.sentence && isScalar(q) && !all.includes(q))
  const full = ways.find((w) => shares.some((q) => Math.abs(result.value / (w * q.value) - 1) <= near + q.slack))
  if (full !== undefined) return { relation, isFit: true, off: null, value: full, kind: 'power' }
  const tolerance = Math.min(slack + 0.004, 0.016)
  const isTime = all.some(isClock)
  const tried = isBytes && relation.tie === 3 ? ways.flatMap((v) => kilos.map((k) => v * k)) : ways
  for (const w of tried) {
    const off = powerOf(result.value / w, result.key === 'B1', tolerance, isTime)
    // what is loosely tied and a million times off is another thing, as is what stands elsewhere and is a hundred million times off
    const isFar = off !== null && Math.abs(Math.log10(off)) > 7 && factors.some((q) => q.sentence !== result.sentence)
    if (off !== null && !isFar && (relation.tie === 3 || Math.abs(Math.log10(off)) < 4.5))
      return { relation, isFit: false, off, value: w, kind: 'power' }
  }
  // 18 TB a month, 18 TB a year
  const [only] = factors
  if (
    factors.length === 1 &&
    relation.tie === 3 &&
    only!.period !== null &&
    (result.period !== null || isMean(only!, result)) &&
    result.slack <= 0.03
  )
    if (isCopied(result, only!) && ways[0] !== 1)
      return { relation, isFit: false, off: result.value / ways[0]!, value: ways[0]!, kind: 'period' }
  // what stands behind the sign of equality follows, whatever stands behind it
  const isLast = lastOf(relation) === result || /[=＝]\s?(?:US\$|[$¥￥€~])*$/.test(result.front)
  // no plant runs all its hours, and no two weeks are like the two before
  const isTimed = factors.some((q) => q.key === 'h1') && factors.every((q) => q.key === 'h1' || q.period === null)
  const isSlip = (!isTimed && isAlone(relation, list)) || (isLast && slipIn(relation) !== null)
  return { relation, isFit: false, off: isSlip ? result.value / ways[0]! : null, value: ways[0]!, kind: 'digits' }
}

// the same digits for two stretches of time; a year for ten months is a price, if it is one
function isCopied(result: Quantity, only: Quantity): boolean {
  const power = Math.round(Math.log10(result.value / only.value))
  return (
    Math.abs(result.value / only.value / 10 ** power - 1) < 1e-6 && (power === 0 || (!isMoney(result) && power === 1))
  )
}

// 5 亿 of 6.5 亿 are the 77% that 5,000 万 are not
function isServed(q: Quantity, { result, factors }: Relation, list: readonly Quantity[]): boolean {
  if (!isScalar(q) || factors.length !== 2) return false
  const whole = factors.find((f) => f !== q)!
  // a part is less than its whole, and 1.5 → 15 is tenfold whichever is told first
  if (q.kind === 'share' && q.value < 1 && q.at > Math.max(result.at, whole.at) && result.value > whole.value * 3)
    return true
  const makes = (a: number, b: number) => Math.abs(a / b - 1) <= 0.02 + q.slack
  if (makes(result.value * q.value, whole.value)) return true
  return list.some((o) => o !== result && o !== whole && o.key === result.key && makes(o.value, whole.value * q.value))
}

function isScalar({ kind }: Quantity): boolean {
  return kind === 'share' || kind === 'times'
}

function isClock({ key, unit }: Quantity): boolean {
  return key === 'h1' && !/[年月周]|year|month|week/i.test(unit)
}

function powerOf(ratio: number, isBytes: boolean, tolerance: number, isTime: boolean): number | null {
  // minutes for hours, hours for days
  const clock = isTime
    ? [60, 1 / 60, 24, 1 / 24, 3600, 1 / 3600].find((f) => Math.abs(ratio / f - 1) <= tolerance)
    : undefined
  if (clock !== undefined) return clock
  const power = Math.round(Math.log10(ratio))
  if (powers.includes(Math.abs(power)) && Math.abs(ratio / 10 ** power - 1) <= tolerance) return 10 ** power
  // MiB for GiB
  const binary = 1024 ** Math.round(Math.log2(ratio) / 10)
  return isBytes && binary !== 1 && binary < 2e6 && binary > 1 / 2e6 && Math.abs(ratio / binary - 1) <= tolerance
    ? binary
    : null
}

// 19 cents were rounded, as a count and the $2 of an hour are not
function roundedOf(all: readonly Quantity[]): number {
  const whole = all.flatMap((q) =>
    q.slack === 0 && q.mention !== null && q.kind === 'amount' && figuresOf(q) > 1 ? [q.mention] : [],
  )
  return whole.reduce((t, m) => t + 0.5 / toNumber(m.value.div(m.scale)), 0)
}

// nothing else in the sentence can be meant, and words and dimensions leave no doubt; 相当于每秒 says that the two are one
const again = /(?:相当于|即|折合)每?[^，。；;\d]{0,4}$|\bor\s(?:about\s)?$/

function isAlone({ result, factors, ways, tie, slack }: Relation, list: readonly Quantity[]): boolean {
  const all = [result, ...factors]
  // a year costs less than twelve months
  const isPrice = factors.length === 1 && isMoney(result)
  // outflows of 0.9 billion in the two weeks before: a stretch of its own
  if (isMoney(result) && factors.some((q) => q.key === 'h1' && q.mention?.form === 'words')) return false
  const isTight =
    tie === 3 &&
    !isPrice &&
    all.every((q) => q.sentence === result.sentence && ['exact', 'about'].includes(q.mention?.bound ?? ''))
  if (!isTight || list.some((q) => q.sentence === result.sentence && q.key === result.key && !all.includes(q)))
    return false
  const near = smallest(ways.map((w) => Math.abs(Math.log(result.value / w))))
  const isAgain = factors.length === 1 && again.test(result.front)
  // 日处理垃圾 100 吨，年产肥料 3 万吨: of two things
  if (factors.length === 1 && !isAgain && /吨|公斤|\bton/.test(result.unit)) return false
  return (
    near < Math.log(isAgain ? 100 : factors.length === 1 ? 1.35 : 2) &&
    near > 2 * slack + roundedOf(all) + (all.some((q) => q.mention?.bound === 'about') ? 0.12 : 0.02)
  )
}

// 215 万元 for 251 万元: two digits exchanged, or one of them another
function slipIn(relation: Relation): string | null {
  const { result, factors, ways, tie, slack } = relation
  const m = result.mention
  if (m === null || factors.length !== 2 || slack > 0.02 || !isResult(result)) return null
  if (ways.some((w) => Math.abs(result.value / w - 1) <= slack + roundedOf(factors))) return null
  const scale = result.value / toNumber(m.value.div(m.scale))
  const places = Math.max(0, (m.decimals ?? 0) + Math.round(Math.log10(toNumber(m.scale))))
  const right = (ways[0]! / scale).toFixed(places)
  const printed = toNumber(m.value.div(m.scale)).toFixed(places)
  if (isFirm(relation) && Math.abs(result.value / ways[0]! - 1) > 2 * slack + 0.01) return right
  if (printed.replace(/\D/g, '').length < 3) return null
  const slip = slipOf(printed, right)
  if (slip === 'exchange' || (slip === 'digit' && tie === 3 && slack < 0.004)) return right
  return null
}

interface Told extends Judged {
  readonly blamed: Quantity
}

interface Votes {
  readonly count: number
  readonly of: Judged
}

// the number that explains the most of what does not come out
function blamed(
  broken: readonly Judged[],
  cleared: ReadonlyMap<Quantity, number>,
  used: ReadonlyMap<Quantity, number>,
): readonly Told[] {
  const told: Told[] = []
  let open = [...broken]
  while (open.length > 0) {
    const votes = votesOf(open)
    const score = ([q, { count, of }]: readonly [Quantity, Votes]) =>
      count -
      ((cleared.get(q) ?? 0) >= 2 ? 1.5 : 0) -
      0.8 * Math.min(2, used.get(q) ?? 0) +
      (lastOf(of.relation) === q ? 0.45 : 0) +
      (of.relation.result === q ? 0.2 : 0) +
      (isResult(q) ? 0.15 : 0) +
      (q.mention!.scaleText !== '' ? 0.05 : 0)
    const best = [...votes].sort((a, b) => score(b) - score(a) || b[0].at - a[0].at)[0]
    if (best === undefined) break
    // numbers that may meet by chance tell which one is off, and no more
    const own = open.filter(({ relation: r }) => r.result === best[0] || r.factors.includes(best[0]))
    if (own.some((j) => j.kind !== 'power' || mayMeet(j.relation, j.off!)))
      told.push({ ...best[1].of, blamed: best[0] })
    open = open.filter(({ relation: r }) => r.result !== best[0] && !r.factors.includes(best[0]))
  }
  return told
}

function votesOf(open: readonly Judged[]): ReadonlyMap<Quantity, Votes> {
  const votes = new Map<Quantity, Votes>()
  for (const j of open)
    for (const q of [j.relation.result, ...j.relation.factors]) {
      if (q.mention === null || q.isQuoted) continue
      const own = votes.get(q)
      const rank = ({ relation: r }: Judged) => r.tie + (r.result === q ? 0.5 : 0)
      const of = own === undefined || rank(own.of) < rank(j) ? j : own.of
      votes.set(q, { count: (own?.count ?? 0) + j.relation.tie / 2, of })
    }
  return votes
}

function tell({ relation, off, value, kind, blamed }: Told, desk: Read['desk']): void {
  const { result, factors } = relation
  // what is no power of ten off is told of where it is said to come out
  const q = kind === 'digits' ? result : blamed
  if (kind === 'power' && (!isLikely(relation, blamed, off!) || !isInOneItem(relation, desk.input.extract.text))) return
  // among many numbers some make a third but for a power of ten by chance
  if (
    kind === 'power' &&
    q !== result &&
    !hasScale(q) &&
    isInCrowd(desk.input.extract.text, q.mention!.start, q.mention!.end)
  )
    return
  if ([result, ...factors].some((x) => desk.isTold(x.at, x.end) || desk.isTold(x.start, x.end))) return
  const isOwn = q === result
  const text = factors.map((f) => `\`${f.text}\``).join(' × ')
  const by = short(off! < 1 ? 1 / off! : off!)
  const code = kind === 'power' ? 'audit/scale-slip' : kind === 'period' ? 'audit/unit-slip' : 'audit/arithmetic'
  desk.tell(
    code,
    desk.place(q.start, q.end),
    isOwn
      ? {
          en: `\`${q.text}\` disagrees with ${text}, which makes ${shown(q, value)}${kind === 'digits' ? '' : `: off by a factor of ${by}`}`,
          zh: `\`${q.text}\` 与 ${text} 不符，据此应为 ${shown(q, value)}${kind === 'digits' ? '' : `，相差 ${by} 倍`}`,
        }
      : {
          en: `\`${q.text}\` does not fit \`${result.text}\`, which ought to be ${text}: off by a factor of ${by}`,
          zh: `\`${q.text}\` 与 \`${result.text}\` 不符，后者应为 ${text}，相差 ${by} 倍`,
        },
    {
      confidence: relation.tie === 3 ? 0.84 : 0.78,
      printed: q.text,
      expected: shown(q, isOwn ? value : q.value * off!),
      isNear: kind === 'digits' && !isFirm(relation) && !again.test(result.front),
    },
  )
}
