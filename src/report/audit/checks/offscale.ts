import { append, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { unitOff } from '../digits.ts'
import { kept, keptOf, mostWords } from '../kept.ts'
import type { Sentence } from '../prose/sentence.ts'
import { type Quantity, quantitiesOf } from '../solve/quantity.ts'
import { shown } from '../solve/shown.ts'
import type { Paragraph } from './input.ts'

const mostNumbers = 24
const against = /[较比]|相比|对比|同期|上[周月季年]|去年|前[一值]|\b(?:from|than|against|versus|vs|compared|after)\b/i
const ofWhich =
  /其中|(?:分别|包括|包含|由)[^，。；]{0,8}$|\bof which\b|\bincluding\b|\bmade up of\b|\bconsisting of\b|:\s*$|：\s*$/i
const together =
  /合计|共计|总计|一共|总共|[项者家个]共|共(?:约|为|达)*\s*$|\b(?:together|in total|combined|in all|altogether|total(?:led|ing)?)\b/i

/**
 * Tells of numbers that make a difference, parts or a total with those beside them but for 万, 亿, million or billion.
 *
 * Nothing is told where the three fit, and nothing where they miss by anything else than such a power of ten.
 */
export function checkOffscale({ sentences, from, to, desk }: Paragraph): void {
  const before: Quantity[] = []
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    if (sentence.mentions.length > mostNumbers) continue
    const list = quantitiesOf(sentence).filter(
      (q) => q.mention !== null && isThing(q) && !isInList(q, sentence) && !isOfEach(q, sentence),
    )
    for (let i = 0; i < list.length; i += 1) checkDifference(list, i, desk)
    checkParts(before, list, desk)
    checkPair(before, list, desk)
    checkTotal(before, list, desk)
    append(
      before,
      list.filter((_q, i) => !list.slice(0, i + 1).some((p) => /其中|of which|including/i.test(p.front))),
    )
  }
}

// $1.04, $1.58 and $2.05 billion: the scale of the last is that of all
function isInList({ mention, end }: Quantity, { text, start }: Sentence): boolean {
  // for each dollar of revenue it burned $1.15
  if (mention!.scaleText === '' && /\b(?:each|every|per)\sdollar\b|每[1一]?\s?(?:美元|元)/i.test(text)) return true
  // $1.15 ($207m on $180m)
  const behind = text.slice(end - start, end - start + 60)
  return mention!.scaleText === '' && (listed.test(behind) || /^\s?[（(]\S{2,12}\s(?:on|over|of|÷|\/)\s/.test(behind))
}

// 每生 300 元, 每月 130 元和 116 元: of each, beside what is of all
function isOfEach({ at }: Quantity, { text, start }: Sentence): boolean {
  return /[每人户](?:[生人月年户天日台件套张家]|平?均)[^，。；;、]{0,16}$/.test(
    text.slice(Math.max(0, at - start - 24), at - start),
  )
}

const listed =
  /^(?:\s?(?:,|，|、|and|和|及)\s?(?:and\s)?(?:US\$|[$¥€£])?\s?\d[\d,.]*){1,6}\s?(?:thousand|million|billion|trillion|bn|mn|万|亿|百万)/i

function isThing(q: Quantity): boolean {
  return (q.kind === 'amount' || q.kind === 'count') && q.key !== 'h1' && !q.isQuoted && q.mention!.form === 'digits'
}

// of one unit, and of nothing that is named otherwise
function isKind(a: Quantity, b: Quantity): boolean {
  const isNamed = a.noun === b.noun || a.noun === '' || b.noun === ''
  if (a.kind !== b.kind || a.key !== b.key || !isNamed || a.each !== b.each) return false
  // a score of 94.5 is no number of things
  return a.kind !== 'count' || (a.noun !== '' && a.noun === b.noun) || (isMany(a) && isMany(b) && isOneUnit(a, b))
}

function isMany({ mention }: Quantity): boolean {
  return mention!.scaleText !== '' || (toNumber(mention!.value) >= 1000 && (mention!.decimals ?? 0) <= 0)
}

function isOneUnit(a: Quantity, b: Quantity): boolean {
  const one = a.mention!.unitText
  const other = b.mention!.unitText
  return one === other || one === '' || other === ''
}

function isAlike(a: Quantity, b: Quantity): boolean {
  const isPlain = a.kind !== 'count' || a.mention!.scaleText !== '' || b.mention!.scaleText !== '' || a.noun === b.noun
  return isPlain && isKind(a, b)
}

function half({ value, slack }: Quantity): number {
  return value * slack
}

// what a change is told by: 增加 18.3 亿元, an increase of $7 billion, 6,000 more than
const zhChange =
  /(?:增加|增长|新增|净增|调增|上调|追加|增|多|上升|提高|提升|高出?|减少|减|少|下降|回落|降低|缩减|下调|调减|压减|低)(?:了|约|近|达|超过|出|仅)*\s*$/
const enChange =
  /\b(?:increase|rise|gain|growth|decrease|fall|decline|drop|reduction|cut) of (?:about |some |nearly )?(?:US\$|RMB\s?|[$¥€£])?$|\b(?:rose|grew|increased|fell|declined|dropped|decreased|up|down) by (?:about |some |nearly )?(?:US\$|RMB\s?|[$¥€£])?$/i
const isMoreThan = kept(/^\s?(?:[a-z]+\s){0,2}(?:more|less|fewer|higher|lower)\s(?:[a-z]+\s){0,2}than\b/i, mostWords)
const isChange = keptOf((front) => zhChange.test(front) || enChange.test(front), mostWords)

function checkDifference(list: readonly Quantity[], i: number, desk: AuditDesk): void {
  const by = list[i]!
  if (!isChange(by.front) && !isMoreThan(by.behind)) return
  const far = list[i - 2]
  const last = list[i - 1]
  const next = list[i + 1]
  const pairs = [
    [far, last],
    [last, next],
    [next, list[i + 2]],
  ].flatMap(([a, b]) => (a && b && isKind(a, by) && isKind(b, by) && isKind(a, b) ? [[a, b] as const] : []))
  const off = ([a, b]: readonly [Quantity, Quantity]) => Math.abs(a.value - b.value)
  if (pairs.some((p) => fits(off(p), by.value, half(p[0]) + half(p[1]) + half(by)))) return
  for (const [a, b] of pairs) {
    const sum = half(a) + half(b) + half(by)
    // the slack of what is tried counts by its own part
    const tried = (q: Quantity, wanted: number) => [q, wanted, (sum - half(q)) / Math.abs(wanted)] as const
    const found = told(
      [
        tried(by, off([a, b])),
        tried(a, b.value + by.value),
        tried(a, b.value - by.value),
        tried(b, a.value + by.value),
        tried(b, a.value - by.value),
      ],
      0.16,
    )
    if (found !== null) {
      tell(found, [a, b, by], desk)
      return
    }
  }
}

// 公有云 61.2 亿元、私有云 35.3 亿元 behind 96.5 亿元: so many figures do not meet by chance
function checkPair(before: readonly Quantity[], list: readonly Quantity[], desk: AuditDesk): void {
  for (let i = 0; i < list.length; i += 1) {
    const a = list[i]!
    const b = list[i + 1]
    if (b === undefined || !isAlike(a, b) || b.at - a.end > 40 || against.test(b.front)) continue
    const wholes = [...before.slice(-6), ...list.slice(0, i)].filter((q) => isAlike(q, a) && isAlike(q, b))
    const isSum = (w: Quantity) => fits(a.value + b.value, w.value, half(a) + half(b) + half(w))
    if (wholes.some(isSum)) continue
    const found = wholes.flatMap((w) => {
      const sum = half(a) + half(b) + half(w)
      const one = told([
        [a, w.value - b.value, (sum - half(a)) / Math.abs(w.value - b.value)],
        [b, w.value - a.value, (sum - half(b)) / Math.abs(w.value - a.value)],
      ])
      const many = figures(a) + figures(b) + figures(w) >= 8 && Math.min(figures(a), figures(b)) >= 2
      return one !== null && many ? [{ one, w }] : []
    })
    if (found.length === 1) tell(found[0]!.one, [a, b, found[0]!.w], desk)
  }
}

// a whole and all of its parts behind 其中
function checkParts(before: readonly Quantity[], list: readonly Quantity[], desk: AuditDesk): void {
  for (let i = 0; i < list.length; i += 1) {
    const first = list[i]!
    if (!ofWhich.test(first.front)) continue
    const end = list.findIndex((q, n) => n > i && (!isAlike(first, q) || !/^[^。；;]{0,24}$/.test(q.front)))
    const parts = list.slice(i, end === -1 ? undefined : end)
    if (parts.length < 2 || parts.length > 8) continue
    const wholes = (i > 0 ? [list[i - 1]!] : before.slice(-4)).filter((q) => isAlike(q, first))
    const sum = parts.reduce((s, q) => s + q.value, 0)
    const spread = (whole: Quantity) => parts.reduce((s, q) => s + half(q), half(whole))
    if (wholes.some((w) => fits(sum, w.value, spread(w)))) continue
    const found = wholes.flatMap((whole) => {
      const one = told([
        ...parts.map(
          (q) =>
            [
              q,
              whole.value - sum + q.value,
              (spread(whole) - half(q)) / Math.abs(whole.value - sum + q.value),
            ] as const,
        ),
        ...(i > 0 ? [[whole, sum, (spread(whole) - half(whole)) / sum] as const] : []),
      ])
      return one === null ? [] : [{ one, whole }]
    })
    if (found.length === 1) tell(found[0]!.one, [found[0]!.whole, ...parts], desk)
  }
}

// 三个项目总投资合计 128 亿元 behind the three
function checkTotal(before: readonly Quantity[], list: readonly Quantity[], desk: AuditDesk): void {
  for (let i = 0; i < list.length; i += 1) {
    const total = list[i]!
    if (!together.test(total.front) && !together.test(total.behind.slice(0, 24))) continue
    const isPart = (q: Quantity) => isAlike(q, total) && q.end < total.at
    const here = list.slice(0, i).filter(isPart)
    const lists = [here, [...before.filter(isPart), ...here]].filter((l) => l.length >= 2 && l.length <= 8)
    const sumOf = (own: readonly Quantity[]) => own.reduce((s, q) => s + q.value, 0)
    const spreadOf = (own: readonly Quantity[]) => own.reduce((s, q) => s + half(q), half(total))
    if (lists.some((own) => fits(sumOf(own), total.value, spreadOf(own)))) continue
    const found = lists.find((own) => {
      const many = own.reduce((s, q) => s + figures(q), figures(total)) >= 7
      return many && told([[total, sumOf(own), (spreadOf(own) - half(total)) / sumOf(own)]]) !== null
    })
    if (found !== undefined) tell([total, sumOf(found)], [...found, total], desk)
    else if (here.length >= 2 && here.length <= 6 && together.test(total.front) && isRow(here, total)) {
      const parts = here.map((q) => {
        const wanted = total.value - sumOf(here) + q.value
        return [q, wanted, (spreadOf(here) - half(q)) / Math.abs(wanted)] as const
      })
      const one = told([...parts, [total, sumOf(here), (spreadOf(here) - half(total)) / sumOf(here)]])
      if (one !== null) tell(one, [...here, total], desk)
    }
  }
}

// one behind the other, with no stop between them
function isRow(parts: readonly Quantity[], total: Quantity): boolean {
  return [...parts.slice(1), total].every((q) => !/[。；;]/.test(q.front) && q.front.length <= 24)
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
function told(
  tries: readonly (readonly [Quantity, number, number])[],
  most = 0.06,
): readonly [Quantity, number] | null {
  const found = tries.filter(
    ([q, wanted, slack]) =>
      wanted > 0 && slack < most && unitOff(q.value / wanted, (slack + q.slack) * 1.1 + 1e-6) !== null,
  )
  return new Set(found.map(([q]) => q)).size === 1 ? [found[0]![0], found[0]![1]] : null
}

function tell([q, wanted]: readonly [Quantity, number], all: readonly Quantity[], desk: AuditDesk): void {
  if (all.some((o) => desk.isTold(o.at, o.end))) return
  const others = all.filter((o) => o !== q).map((o) => `\`${o.text}\``)
  const power = Math.round(Math.log10(q.value / wanted))
  const by = String(10 ** Math.abs(power))
  // 万 and 亿 are no thousand apart, million and billion no ten thousand
  if ((/[万亿元]/.test(q.text) ? [3, 9] : [4, 8]).includes(Math.abs(power))) return
  desk.tell(
    'audit/scale-slip',
    desk.place(q.start, q.end),
    {
      en: `\`${q.text}\` fits ${others.join(', ')} but for a factor of ${by}`,
      zh: `\`${q.text}\` 与 ${others.join('、')} 只差 ${by} 倍`,
    },
    { confidence: 0.85, printed: q.text, expected: shown(q, q.value / 10 ** power) },
  )
}
