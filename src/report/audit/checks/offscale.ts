import { toNumber } from '../../../base/index.ts'
import type { Sentence } from '../prose/sentence.ts'
import { type Quantity, quantitiesOf } from '../solve/quantity.ts'
import { isOnlyChange } from './growth.ts'
import type { Read } from './input.ts'
import { shown } from './solve.ts'

const most = 24
// thousand, 万, million, 亿, billion
const powers: readonly number[] = [3, 4, 6, 8, 9]
const against = /[较比]|相比|对比|同期|上[周月季年]|去年|前[一值]|\b(?:from|than|against|versus|vs|compared|after)\b/i
const rising = /增|升|多|涨|提[高升]|扩|高出|\b(?:up|rose|grew|more|higher|increase|gain|added|above)/i
const falling = /减|降|少|跌|缩|低|回落|\b(?:down|fell|less|fewer|lower|decrease|decline|drop|cut|below)/i
const thanBehind =
  /^[^,;.\d]{0,24}?\b(more|less|fewer|higher|lower|above|below|over|under)\b(?:\s\w+){0,2}?\s(?:than\s)?(?:the\s|in the\s|a\s)?(?:US\$|RMB\s?|[$¥€£])?$/i
const ofWhich =
  /其中|(?:分别|包括|包含|由)[^，。；]{0,8}$|\bof which\b|\bincluding\b|\bmade up of\b|\bconsisting of\b|:\s*$|：\s*$/i
const together = /合计|共计|总计|一共|总共|\b(?:together|in total|combined|in all|altogether|total(?:led|ing)?)\b/i

/**
 * Tells of numbers that make a difference, parts or a total with those beside them but for 万, 亿, million or billion.
 *
 * Nothing is told where the three fit, and nothing where they miss by anything else than such a power of ten.
 */
export function checkOffscale({ desk, numbered, blocks }: Read): void {
  let n = 0
  for (const block of blocks) {
    if (block.kind === 'table') continue
    const before: Quantity[] = []
    while (n < numbered.length && numbered[n]!.start < block.end) {
      const sentence = numbered[n]!
      n += 1
      if (sentence.start < block.start || sentence.mentions.length > most) continue
      const list = quantitiesOf(sentence).filter((q) => q.mention !== null && isThing(q))
      for (let i = 0; i + 2 < list.length; i += 1)
        checkDifference(sentence, [list[i]!, list[i + 1]!, list[i + 2]!], desk)
      checkParts(list, desk)
      checkTotal(before, list, desk)
      before.push(
        ...list.filter((_q, i) => !list.slice(0, i + 1).some((p) => /其中|of which|including/i.test(p.front))),
      )
    }
  }
}

function isThing(q: Quantity): boolean {
  return (q.kind === 'amount' || q.kind === 'count') && q.key !== 'h1' && !q.isQuoted && q.mention!.form === 'digits'
}

function isAlike(a: Quantity, b: Quantity): boolean {
  const isNamed = a.noun === b.noun || a.noun === '' || b.noun === ''
  const isPlain = a.kind !== 'count' || a.mention!.scaleText !== '' || b.mention!.scaleText !== '' || a.noun === b.noun
  return a.kind === b.kind && a.key === b.key && isNamed && isPlain && a.each === b.each
}

function half({ value, slack }: Quantity): number {
  return value * slack
}

// the levels and the change between them: now, then, by how much; or now, by how much, then
function checkDifference(
  sentence: Sentence,
  [one, two, three]: readonly [Quantity, Quantity, Quantity],
  desk: Read['desk'],
): void {
  if (!isAlike(one, two) || !isAlike(two, three)) return
  const read = (a: number, b: number) => sentence.text.slice(a - sentence.start, b - sentence.start)
  const change = read(two.end, three.at)
  const behind = read(two.end, three.at)
  const isBehind =
    thanBehind.test(behind) && /^[^;。；]{0,44}[,，]\s?(?:about\s|some\s|or\s)?(?:US\$|RMB\s?|[$¥€£])?$/.test(two.front)
  const isAfter =
    against.test(two.front) &&
    two.at - one.end <= 30 &&
    (rising.test(change) || falling.test(change)) &&
    isOnlyChange(change)
  if (!isBehind && !isAfter) return
  const [then, by] = isBehind ? [three, two] : [two, three]
  const words = isBehind ? behind : change
  const sign = rising.test(words) === falling.test(words) ? 0 : rising.test(words) ? 1 : -1
  if (fits(Math.abs(one.value - then.value), by.value, half(one) + half(then) + half(by))) return
  const slack = (wanted: number, of: readonly Quantity[]) =>
    (of.reduce((s, q) => s + half(q), 0) + 1e-9 * wanted) / Math.abs(wanted)
  const difference = sign * (one.value - then.value)
  const tries: readonly (readonly [Quantity, number, number])[] = [
    [by, sign === 0 ? Math.abs(one.value - then.value) : difference, slack(difference || 1, [one, then])],
    ...(sign === 0
      ? []
      : ([
          [then, one.value - sign * by.value, slack(one.value - sign * by.value, [one, by])],
          [one, then.value + sign * by.value, slack(then.value + sign * by.value, [then, by])],
        ] as const)),
  ]
  tellFirst(tries, [one, then, by], desk)
}

// a whole and all of its parts behind 其中
function checkParts(list: readonly Quantity[], desk: Read['desk']): void {
  for (const [i, whole] of list.entries()) {
    const first = list[i + 1]
    if (first === undefined || !isAlike(whole, first) || !ofWhich.test(first.front)) continue
    const end = list.findIndex((q, n) => n > i + 1 && (!isAlike(whole, q) || !/^[^。；;]{0,24}$/.test(q.front)))
    const parts = list.slice(i + 1, end === -1 ? undefined : end)
    if (parts.length < 2 || parts.length > 8) continue
    const sum = parts.reduce((s, q) => s + q.value, 0)
    const spread = parts.reduce((s, q) => s + half(q), half(whole))
    if (fits(sum, whole.value, spread)) continue
    const tries = [
      ...parts.map((q) => [q, whole.value - sum + q.value, spread / Math.abs(whole.value - sum + q.value)] as const),
      [whole, sum, spread / sum] as const,
    ]
    tellFirst(tries, [whole, ...parts], desk)
  }
}

// 三个项目总投资合计 128 亿元 behind the three
function checkTotal(before: readonly Quantity[], list: readonly Quantity[], desk: Read['desk']): void {
  for (const [i, total] of list.entries()) {
    if (!together.test(total.front) && !together.test(total.behind.slice(0, 24))) continue
    const own = [...before, ...list.slice(0, i)].filter((q) => isAlike(q, total) && q.end < total.at)
    if (own.length < 2 || own.length > 8 || figures(total) < 2) continue
    const sum = own.reduce((s, q) => s + q.value, 0)
    const spread = own.reduce((s, q) => s + half(q), half(total))
    // with two figures two parts make a total by chance
    if (figures(total) < 3 && own.length < 3) continue
    if (!fits(sum, total.value, spread)) tellFirst([[total, sum, spread / sum]], [...own, total], desk)
  }
}

function figures({ mention }: Quantity): number {
  const { value, scale } = mention!
  return String(toNumber(value.div(scale)))
    .replace(/\D/g, '')
    .replace(/^0+|0+$/g, '').length
}

function fits(wanted: number, said: number, spread: number): boolean {
  return Math.abs(wanted - said) <= spread * 1.1 + Math.abs(said) * 1e-9
}

// the one number that fits when it is taken by a power of ten
function tellFirst(
  tries: readonly (readonly [Quantity, number, number])[],
  all: readonly Quantity[],
  desk: Read['desk'],
): void {
  if (all.some((q) => desk.isTold(q.at, q.end))) return
  const found = tries.filter(
    ([q, wanted, slack]) => wanted > 0 && slack < 0.06 && isOff(q.value / wanted, slack + q.slack),
  )
  if (found.length !== 1) return
  const [[q, wanted]] = found as [(typeof found)[number]]
  const others = all.filter((o) => o !== q).map((o) => `\`${o.text}\``)
  const right = shown(q, q.value / 10 ** Math.round(Math.log10(q.value / wanted)))
  const by = String(10 ** Math.abs(Math.round(Math.log10(q.value / wanted))))
  desk.tell(
    'audit/scale-slip',
    desk.place(q.start, q.end),
    {
      en: `\`${q.text}\` fits ${others.join(', ')} but for a factor of ${by}`,
      zh: `\`${q.text}\` 与 ${others.join('、')} 只差 ${by} 倍`,
    },
    { confidence: 0.85, printed: q.text, expected: right },
  )
}

function isOff(ratio: number, slack: number): boolean {
  const power = Math.round(Math.log10(ratio))
  return powers.includes(Math.abs(power)) && Math.abs(ratio / 10 ** power - 1) <= slack * 1.1 + 1e-6
}
