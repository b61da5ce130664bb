import { type Mention, toNumber } from '../../../base/index.ts'
import type { Finding } from '../claim.ts'
import { slipOf } from '../digits.ts'
import { isPercent, isPoints, isTimes } from '../kept.ts'
import { goesOn, type Sentence } from '../prose/sentence.ts'
import { halfOf } from '../prose/stated.ts'
import type { Read } from './input.ts'
import { bareUnit } from './rates.ts'

const codes: readonly string[] = [
  'audit/ratio',
  'audit/arithmetic',
  'audit/sum',
  'audit/inconsistent',
  'audit/near-miss',
]
// a number of one figure follows from many others: only from those right beside it
const beside = 30
// so many sentences to either side
const reach = 2
// of a crowded stretch only so many numbers are looked at
const mostNear = 40
// of a long text only so many sentences are searched for the whole that a share names
const mostSentences = 300

/**
 * Takes back what was told of a number of the text that two other numbers close by make just as it is printed: 较年初的 7.80 万元
 * 累计下降 18.6% where 6.35 stands further off than last week's 6.48.
 *
 * Looks at the findings from the `from`-th on; the numbers that a finding names do not excuse what it tells of.
 */
export function takeBackExcused({ desk, numbered, grids }: Read, from: number): void {
  for (let n = desk.findings.length - 1; n >= from; n -= 1) {
    const finding = desk.findings[n]!
    // from 69 to 132 leaves no doubt of what the growth is
    const isFirm = finding.message.en.includes('does not lead from')
    if (!codes.includes(finding.code) || finding.at.table !== undefined || isFirm) continue
    const s = sentenceAt(numbered, finding.at.start)
    const m = numbered[s]?.mentions.find((x) => x.start <= finding.at.start && finding.at.end <= x.end)
    if (m === undefined) continue
    // what is held against a table may be of a part of it, of another time, or reckoned from its row
    const isHeld = /^audit\/(?:inconsistent|near-miss)$/.test(finding.code) && / in table \d/.test(finding.message.en)
    const isOther = isHeld && (isBorneOut(numbered[s]!, m, finding) || isReckoned(grids, numbered[s]!, m))
    const isElse =
      finding.code === 'audit/ratio' &&
      isOfNamed(numbered.slice(Math.max(0, s - mostSentences), s + mostSentences), numbered[s]!, m)
    if (isOther || isElse || isExcused(numbered, s, m, finding, isHeld)) desk.findings.splice(n, 1)
  }
}

// the sentence that holds a place, -1 where none does
function sentenceAt(sentences: readonly Sentence[], at: number): number {
  let low = 0
  let high = sentences.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sentences[middle]!.end <= at) low = middle + 1
    else high = middle
  }
  return low < sentences.length && sentences[low]!.start <= at ? low : -1
}

function isExcused(
  sentences: readonly Sentence[],
  s: number,
  m: Mention,
  { message, expected }: Finding,
  isHeld: boolean,
): boolean {
  if (m.form !== 'digits' || m.high !== undefined) return false
  const figures = m.value.div(m.scale).toFixed().replace(/\D/g, '').replace(/^0+/, '').length
  // 53.9 for 35.9: a slip of the hand needs no other reason
  const slip = slipOf(
    m.value
      .div(m.scale)
      .abs()
      .toFixed(Math.max(0, m.decimals ?? 0)),
    (expected ?? '').replace(/[^\d.]/g, ''),
  )
  const isSlip = slip === 'exchange' || (slip === 'digit' && figures > 2)
  const around = isSlip
    ? [sentences[s]!]
    : figures < 3
      ? joined(sentences, s)
      : sentences.slice(Math.max(0, s - reach), s + reach + 1)
  const named = new Set((message.en.match(/\d[\d,]*(?:\.\d+)?/g) ?? []).map((t) => Number(t.replace(/,/g, ''))))
  const numbers = numbersOf(around, m, figures)
  // 118.2 million (28.6%): what stands in brackets is of the number before them
  const { mentions, text, start } = sentences[s]!
  const last = mentions[mentions.indexOf(m) - 1]
  // increased 30.1% year over year to 6.2 million from 5.1 million
  if (toFrom.test(text.slice(m.end - start))) return false
  const isBeside =
    last !== undefined && /^[^()（）]{0,24}[（(]\s?$/.test(text.slice(last.end - start, m.numberStart - start))
  // 提高 5 个百分点（由 65% 至 70%）
  if (around.some((o) => o.mentions.some((x) => x !== m && x.high !== undefined && isSpanned(x, m)))) return true
  const isNamed = (x: Mention) => named.has(toNumber(x.value)) || named.has(toNumber(x.value.div(x.scale)))
  const other = numbers.filter((x) => !isNamed(x))
  return numbers.some((x) => {
    if (isBeside && x !== last) return false
    return (isNamed(x) ? other : numbers).some((o) => o !== x && (makes(x, o, m) || (isHeld && isPartOf(x, o, m))))
  })
}

// the numbers around another that may make it, the nearest of many
function numbersOf(around: readonly Sentence[], m: Mention, figures: number): readonly Mention[] {
  const apart = (x: Mention) => (x.start > m.end ? x.start - m.end : m.start - x.end)
  const all = around.flatMap(({ mentions }) =>
    mentions.filter((x) => {
      if (x === m || x.form !== 'digits' || x.high !== undefined || !x.value.gt(0) || apart(x) > 600) return false
      if (figures === 1 && apart(x) > beside) return false
      // 4 bits and 16 of them make many a number
      return figures > 2 || x.value.div(x.scale).toFixed().replace(/\D/g, '').length > 1
    }),
  )
  return all.length <= mostNear ? all : all.toSorted((a, b) => apart(a) - apart(b)).slice(0, mostNear)
}

const toFrom = /^[^,.;\d]{0,24}\bto\s[^\d\s,.;]{0,4}\d[^,;]{0,24}?\sfrom\s[^\d\s,.;]{0,4}\d/

function isSpanned({ value, high, unitText, decimals }: Mention, m: Mention): boolean {
  const [a, b] = [toNumber(value), toNumber(high!)]
  const said = Math.abs(toNumber(m.value))
  const half = halfOf(m, 0) + 10 ** -(decimals ?? 0)
  if (isPoints(m.unitText)) return isPercent(unitText) && Math.abs(Math.abs(b - a) - said) < half
  return (
    isPercent(m.unitText) &&
    !isPercent(unitText) &&
    a > 0 &&
    Math.abs(Math.abs(b / a - 1) * 100 - said) <= halfOf(m, 0) * 1.1
  )
}

function joined(sentences: readonly Sentence[], s: number): readonly Sentence[] {
  const [last, next] = [sentences[s - 1], sentences[s + 1]]
  const own = sentences[s]!
  return [
    ...(last !== undefined && goesOn(last) && own.start - last.end < 3 ? [last] : []),
    own,
    ...(next !== undefined && goesOn(own) && next.start - own.end < 3 ? [next] : []),
  ]
}

// 电费 0.371 亿元，占收入 22.0%: of the 收入 that stands further off
function isOfNamed(sentences: readonly Sentence[], { mentions, text, start }: Sentence, m: Mention): boolean {
  const front = text.slice(Math.max(0, m.start - start - 20), m.start - start)
  const name = /占(?:总|全部)?([^，。；;\d占]{2,12}?)(?:的|比重|比例|约|为)*\s?$/.exec(front)?.[1]
  const part = mentions[mentions.indexOf(m) - 1]
  if (name === undefined || part === undefined || !isPercent(m.unitText) || (m.decimals ?? 0) < 1) return false
  return sentences.some((o) =>
    o.mentions.some((x) => {
      if (x === part || bareUnit(x) !== bareUnit(part) || !x.value.gt(part.value)) return false
      const share = (100 * toNumber(part.value)) / toNumber(x.value)
      if (Math.abs(share - toNumber(m.value)) > halfOf(m, 0) + share * (roughly(part) + roughly(x))) return false
      return o.text.slice(Math.max(0, x.start - o.start - 14), x.start - o.start).includes(name)
    }),
  )
}

// 占 54.7%，9 月为 54.2%，上升 0.5 个百分点; 下半年 5.65 亿元，上半年环比增长 15.9%, which makes the number of the table
function isBorneOut({ mentions }: Sentence, m: Mention, { expected = '' }: Finding): boolean {
  const own = mentions.filter((x) => x !== m && x.form === 'digits' && x.high === undefined)
  const said = toNumber(m.value)
  const right = Number(expected.replace(/[^\d.]/g, '') || Number.NaN) * toNumber(m.scale)
  return own.some((x) => {
    const by = toNumber(x.value)
    if (isPercent(m.unitText))
      return (
        isPoints(x.unitText) &&
        own.some(
          (o) =>
            isPercent(o.unitText) &&
            Math.abs(Math.abs(toNumber(o.value) - said) - by) <= halfOf(m, 0) + halfOf(o, 0) + halfOf(x, 0),
        )
      )
    if (!isPercent(x.unitText) || !(right > 0) || by < 1) return false
    const slack = halfOf(m, 0) * 2 + (said * halfOf(x, 0)) / 100
    return [1 + by / 100, 1 - by / 100].some((f) => Math.abs(said * f - right) <= slack)
  })
}

// a growth from one cell of the row to another, in any table that has a row of that name
function isReckoned(grids: Read['grids'], { text }: Sentence, m: Mention): boolean {
  if (!isPercent(m.unitText) || (m.decimals ?? 0) < 1) return false
  const said = toNumber(m.value)
  return grids.some(
    (grid) =>
      Math.abs(grid.table.start - m.start) < 20_000 &&
      grid.columns.length <= 8 &&
      grid.rows.length <= 60 &&
      grid.rows.some((row, r) => {
        if (row.text.length < 2 || !text.includes(row.text)) return false
        const own = grid.cells[r]!.flatMap(({ exact, unitText }) =>
          exact !== null && exact.value > 0 && unitText !== '%' ? [exact] : [],
        )
        return own.some((a) =>
          own.some((b) => a !== b && Math.abs((b.value / a.value - 1) * 100 - said) <= halfOf(m, 0) * 1.1),
        )
      }),
  )
}

// 61.0% of 400 are 244
function isPartOf(share: Mention, whole: Mention, m: Mention): boolean {
  if (!isPercent(share.unitText) || [whole, m].some((x) => isPercent(x.unitText) || isPoints(x.unitText))) return false
  const part = (toNumber(share.value) / 100) * toNumber(whole.value)
  const slack = halfOf(m, 0) + (halfOf(share, 0) / 100) * toNumber(whole.value)
  return toNumber(m.value) > 20 && Math.abs(part - toNumber(m.value)) <= slack
}

// whether the first over or less the second is what `m` says
function makes(a: Mention, b: Mention, m: Mention): boolean {
  const said = Math.abs(toNumber(m.value))
  const half = halfOf(m, 0) * 1.05
  const [x, y] = valuesOf(a, b)
  const areShares = isPercent(a.unitText) && isPercent(b.unitText)
  if (isPoints(m.unitText)) return areShares && Math.abs(Math.abs(x - y) - said) <= half + halfOf(a, 0) + halfOf(b, 0)
  if (bareUnit(a) !== bareUnit(b) && a.unitText !== '' && b.unitText !== '') return false
  const slack = roughly(a) + roughly(b)
  const ratio = x / y
  const near = (right: number) => Math.abs(right - said) <= half + Math.abs(right) * slack
  if (isPercent(m.unitText))
    return !areShares && slack < 0.02 && (near(Math.abs(ratio - 1) * 100) || (ratio < 1 && near(ratio * 100)))
  return isTimes(m.unitText) && slack < 0.02 && ratio > 1 && (near(ratio) || (m.unitText === '倍' && near(ratio - 1)))
}

// how far a printed number may be off, as a part of it; 31 of 48 are counted
function roughly(m: Mention): number {
  return m.scaleText === '' && (m.decimals ?? 0) === 0 ? 0 : halfOf(m, 0) / toNumber(m.value)
}

// the scale that stands once is that of both: 21.4、9.7 和 6.7 亿元
function valuesOf(a: Mention, b: Mention): readonly [number, number] {
  const bare = (m: Mention) => m.scaleText === '' && m.unitText === ''
  const [x, y] = [toNumber(a.value), toNumber(b.value)]
  if (bare(a) && !bare(b)) return [x * toNumber(b.scale), y]
  return bare(b) && !bare(a) ? [x, y * toNumber(a.scale)] : [x, y]
}
