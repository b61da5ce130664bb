import { type Mention, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { slipOf } from '../digits.ts'
import { isPercent } from '../kept.ts'
import type { Sentence } from '../prose/sentence.ts'
import { textBetween } from './growth.ts'
import type { Read } from './input.ts'
import { bareUnit, ulp } from './rates.ts'

/** Two numbers that stand beside each other, the one in parentheses or under a word for a mean. */
interface Pair {
  readonly a: Mention
  readonly b: Mention
  readonly kind: string
  readonly ratio: number
  /** how far rounding may take it, as a part of it */
  readonly slack: number
}

const money = String.raw`(?:US)?[$¥€£]?\s?`
const aside = new RegExp(String.raw`^[^（）()，,;；。\d]{0,16}[（(]\s?(?:about\s|约)?${money}$`)
const closing = /^\s?(?:[A-Za-z%％\u4e00-\u9fff ]{0,24})[)）]/
const daily = /^[^，。；;,\d]{0,6}[，,]\s?日均[^，。；;,\d]{0,6}$/
const share = /^[^。；;]{0,60}(?:份额|占有率|市占率)[^，。；;,\d]{0,8}$/
const grows = /增|长|升|降|跌|滑|同比|环比|\b(?:up|down|growth|increase|decline)\b|[+−-]\s?$/i

/**
 * Tells of the one pair of a row that is not in the proportion all others are in: 2.664 million hours ($5.328 million), 119,000 hours
 * ($238,000), 5,000 hours ($100,000); 8,307.3 万人次，日均 1,186.8 万人次.
 */
export function checkProportions({ desk, numbered }: Read): void {
  const open: Pair[] = []
  for (const sentence of numbered) {
    if (sentence.mentions.length > 40) continue
    for (let n = 1; n < sentence.mentions.length; n += 1) {
      const pair = pairAt(sentence, n)
      if (pair !== null) open.push(pair)
    }
  }
  for (const row of rowsOf(open)) checkRow(row, desk)
}

function isFirm({ form, high, value, bound }: Mention): boolean {
  return (
    form === 'digits' &&
    high === undefined &&
    value.gt(0) &&
    (bound === 'exact' || bound === 'about' || bound === 'average')
  )
}

function pairAt(sentence: Sentence, n: number): Pair | null {
  const b = sentence.mentions[n]!
  const before = sentence.mentions.slice(0, n)
  // its growth may stand between an amount and its share
  const a = isPercent(b.unitText) ? before.findLast((m) => !isPercent(m.unitText)) : before.at(-1)
  if (a === undefined) return null
  if (!isFirm(a) || !isFirm(b) || isPercent(a.unitText)) return null
  const between = textBetween(sentence, a.end, b.numberStart)
  const behind = textBetween(sentence, b.end, b.end + 26)
  const kind =
    aside.test(between) && closing.test(behind)
      ? 'aside'
      : daily.test(between)
        ? 'daily'
        : isPercent(b.unitText) && share.test(between)
          ? 'share'
          : null
  if (kind === null || grows.test(between.slice(-14)) || (kind === 'aside' && bareUnit(a) === bareUnit(b))) return null
  if (kind !== 'daily' && a.unitText === '' && a.scaleText === '' && a.value.lt(1000)) return null
  const [x, y] = [toNumber(a.value), toNumber(b.value)]
  return { a, b, kind: `${kind} ${bareUnit(a)} ${bareUnit(b)}`, ratio: y / x, slack: ulp(a) / x + ulp(b) / y }
}

const furthest = 700

function rowsOf(pairs: readonly Pair[]): readonly (readonly Pair[])[] {
  const rows: Pair[][] = []
  const last = new Map<string, Pair[]>()
  for (const pair of pairs) {
    const row = last.get(pair.kind)
    if (row !== undefined && pair.a.start - row.at(-1)!.b.end <= furthest && row.length < 20) row.push(pair)
    else {
      const fresh = [pair]
      rows.push(fresh)
      last.set(pair.kind, fresh)
    }
  }
  return rows.filter((r) => r.length >= 3)
}

function checkRow(row: readonly Pair[], desk: AuditDesk): void {
  // the ratio that most are in, told well enough apart from others
  const fitting = (r: Pair) => row.filter((o) => Math.abs(o.ratio / r.ratio - 1) <= (o.slack + r.slack) * 1.1 + 0.001)
  const best = row
    .map((r) => ({ r, fits: fitting(r) }))
    .sort((p, q) => q.fits.length - p.fits.length || p.r.slack - q.r.slack)[0]!
  if (best.fits.length !== row.length - 1 || best.fits.filter((o) => o.slack < 0.035).length < 2) return
  // two pairs of round numbers may agree by chance
  const values = new Set(best.fits.map((o) => o.a.value.toString()))
  if (values.size < 2) return
  const off = row.find((o) => !best.fits.includes(o))!
  const ratio = best.fits.reduce((p, q) => (p.slack <= q.slack ? p : q)).ratio
  const wanted = (m: Mention, value: number) => {
    const scale = toNumber(m.scale)
    const places = Math.max(0, (m.decimals ?? 0) + Math.round(Math.log10(scale)))
    const printed = (toNumber(m.value) / scale).toFixed(places)
    const right = (value / scale).toFixed(places)
    return { right, slip: slipOf(printed, right) }
  }
  const [ofB, ofA] = [wanted(off.b, toNumber(off.a.value) * ratio), wanted(off.a, toNumber(off.b.value) / ratio)]
  // shares have a whole of their own more often than prices and means have
  const isOf = (slip: string) => slip !== 'other' || !off.kind.startsWith('share')
  if (!isOf(ofB.slip) && !isOf(ofA.slip)) return
  const [m, right] = ofB.slip !== 'other' || ofA.slip === 'other' ? [off.b, ofB.right] : [off.a, ofA.right]
  if ([off.a, off.b].some((x) => desk.isTold(x.start, x.end))) return
  const printed = desk.input.extract.text.slice(m.start, m.end)
  desk.tell(
    'audit/ratio',
    desk.place(m.start, m.end),
    {
      en: `\`${printed}\` is not in the proportion that the other ${best.fits.length} pairs of numbers around it are in, from which follows ${right}`,
      zh: `\`${printed}\` 与其余 ${best.fits.length} 组数值的比例不符，据此应为 ${right}`,
    },
    { confidence: 0.82, printed, expected: right },
  )
}
