import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import {
  type Amount,
  type Bound,
  conversion,
  decimal,
  findMentions,
  formatAmount,
  type Mention,
  parseAmount,
  plain,
  round,
  type Unit,
  unitFromRow,
  unitTable,
} from '../../src/base/index.ts'
import { readRows } from '../../src/sources/index.ts'
import { root } from '../layout.ts'

const cases = parse(readFileSync(join(root, 'test/base/numbers.yaml'), 'utf8')) as { text: string; reads: string[] }[]

function told(m: Mention): string {
  const digits = m.form === 'fraction' ? plain(round(m.value, 4)) : plain(m.value)
  const high = m.high === undefined ? '' : `..${plain(m.high)}`
  return `${m.bound} ${digits}${high} ${m.decimals === undefined ? '-' : `d${m.decimals}`} ${m.unitText}`.trim()
}

describe('reads', () => {
  test.each(cases)('$text', ({ text, reads }) => {
    expect(findMentions(text).map(told)).toEqual(reads)
  })
})

const rows: Unit[] = []
readRows('units.csv', readFileSync(join(root, 'data/units.csv'), 'utf8'), {}, ({ row }) =>
  rows.push(unitFromRow(row) as Unit),
)
const shippedUnits = unitTable(rows)

const prices = parse(readFileSync(join(root, 'test/base/prices.yaml'), 'utf8')) as typeof cases

describe('reads prices', () => {
  test.each(prices)('$text', ({ text, reads }) => {
    expect(findMentions(text, { units: shippedUnits }).map(told)).toEqual(reads)
  })
})

test.each([
  ['USD/million-token', 'USD/thousand-token', '0.001'],
  ['USD/million-token', 'USD/token', '0.000001'],
  ['CNY/million-token', 'USD/million-token', null],
  ['USD/million-token', 'USD', null],
  ['million-token', 'token', '1000000'],
  ['USD/million-token', 'USD/character', null],
])('%s to %s is %s', (from, to, factor) => {
  expect(conversion(shippedUnits, from, to)?.toFixed() ?? null).toBe(factor)
})

test.each([
  ['美元/百万 token', ['USD/million-token']],
  ['$/M tokens', ['USD/million-token']],
  ['元/千 tokens', ['CNY/thousand-token']],
  ['元/百万 字符', []],
  ['a/b/c', []],
])('%s is printed for %s', (alias, ids) => {
  expect(shippedUnits.named(alias).map((u) => u.id)).toEqual(ids)
})

test('a price for many is named from its two units', () => {
  const unit = shippedUnits.get('USD/million-token')!
  expect([unit.zh, unit.en]).toEqual(['美元/百万 token', 'US dollars per million tokens'])
  expect(parseAmount('2.5 US dollars per million tokens', shippedUnits)?.unitText).toBe('US dollars/million tokens')
  expect(parseAmount('2.5 美元/百万 token', shippedUnits)?.unitText).toBe('美元/百万 token')
})

test('分别 and respectively number their list', () => {
  expect(findMentions('分别为 2 万元、1.5 万元').map((m) => m.respectively)).toEqual([0, 1])
  expect(findMentions('23 and 30 tokens, respectively').map((m) => m.respectively)).toEqual([0, 1])
})

const bounds: readonly Bound[] = [
  'exact',
  'about',
  'nearly',
  'at-least',
  'more-than',
  'at-most',
  'less-than',
  'average',
]

/** Amounts with a precision, of all sizes and bounds. */
const amounts: fc.Arbitrary<Amount> = fc
  .record({
    digits: fc.integer({ min: -999_999, max: 999_999 }),
    decimals: fc.integer({ min: -12, max: 6 }),
    bound: fc.constantFrom(...bounds),
    span: fc.option(fc.integer({ min: 0, max: 5000 }), { nil: undefined }),
  })
  .map(({ digits, decimals, bound, span }) => {
    const value = decimal(`${digits}e${-decimals}`)
    return span === undefined
      ? { value, decimals, bound }
      : { value, decimals, bound: 'range' as const, high: decimal(`${digits + span}e${-decimals}`) }
  })

test('what is printed is read back as the same amount', () => {
  const styles = fc.record({
    lang: fc.constantFrom('zh' as const, 'en' as const),
    scale: fc.constantFrom('auto', 'none', '亿', '万', 'B', 'K', 'million', '万亿'),
    unitText: fc.constantFrom('', '%', '元', '次', 'tokens', '个百分点', '倍', '×', 'fold'),
    grouping: fc.boolean(),
  })
  fc.assert(
    fc.property(amounts, styles, (amount, style) => {
      const text = formatAmount(amount, style)
      const read = parseAmount(text)
      expect(read, text).not.toBeNull()
      expect(plain(read!.value), text).toBe(plain(amount.value))
      expect(read!.high === undefined ? undefined : plain(read!.high), text).toBe(
        amount.high === undefined ? undefined : plain(amount.high),
      )
      expect(read!.bound, text).toBe(amount.bound)
      expect(read!.unitText, text).toBe(style.unitText)
      // digits left of the point cannot show that they are rounded, so a coarser precision is read as the scale's
      if (amount.decimals! >= 0 && style.scale === 'none') expect(read!.decimals, text).toBe(amount.decimals)
    }),
    { numRuns: 2000, seed: 7 },
  )
})

const scraps = [
  '4050 亿',
  '15 万亿',
  '超过',
  '不及',
  '1/3',
  '至',
  '~',
  '-',
  '%',
  '分别',
  '、',
  ' ',
  '128K',
  '405B',
  '一',
  '百分之',
  '三分之一',
  '年',
  '月',
  '日',
  '2024',
  'Llama 3.1',
  'about ',
  'more than ',
  'to',
  'and ',
  '，',
  '以上',
  '0',
  '9',
  '.',
  ',',
  '数十',
  '多',
  '+',
  '成',
  '\u0000',
  '𠀀',
  '￥',
  'between ',
  '第',
  '个',
  '元',
  '半',
  '过',
  '上',
  '百',
  '千',
  '几',
  '余',
  '级',
  '两',
  '七八',
  '点',
  '翻',
  '番',
  '倍',
  'half ',
  'a ',
  'two ',
  'third',
  's ',
  'hundred ',
  'million ',
  'twenty-',
  'several ',
  'one in ',
  'double',
  'fold ',
  'respectively',
  '（',
  '）',
]

test('no text crashes the grammar, and mentions stand in order inside it', () => {
  const runs = Number(process.env.ASSAY_FUZZ ?? 3000)
  const texts = fc.oneof(
    fc.array(fc.constantFrom(...scraps), { maxLength: 14 }).map((p) => p.join('')),
    fc.string({ unit: 'binary', maxLength: 60 }),
  )
  fc.assert(
    fc.property(texts, (text) => {
      let at = 0
      for (const m of findMentions(text)) {
        if (
          m.start < at ||
          m.end > text.length ||
          m.numberStart < m.start ||
          m.numberEnd > m.end ||
          m.numberStart >= m.numberEnd
        )
          throw new Error(`${m.start}..${m.end} after ${at}`)
        at = m.numberEnd
      }
    }),
    { numRuns: runs, seed: 11 },
  )
})

/** What a long line may be made of; each of them once stood for a loop inside a loop. */
const repeated = [
  ...['1', '一', '1,', ',', '，', '亿', '1/', 'A1', ' ', '2024 年', 'Aa ', '.1', '-1', '1~', '\n1.1'],
  ...['约', '超过', '以上', '超过 5 % ', '超GPT-4的5%', '不及 Llama 3.1 的 1/3，', 'more than ', 'more than 5 '],
  ...['分之', '三分之', '百分之', '百', '半', '数百', '上百', '七八', '点一', '翻两', '十几', '至', '三至'],
  ...['分别', '分别 1、', '1、', '1 and ', 'respectively ', '1 respectively '],
  ...[
    'two ',
    'twenty-',
    'hundred and ',
    'a ',
    'half a ',
    'one in ',
    'thousands of ',
    'several ',
    'a third ',
    'double ',
  ],
]

test.each([
  [1_000_000, ['1', ',', '，', '分之', '百分之', '约', '超过', '以上', 'more than ', 'respectively ', ' ']],
  [40_000, repeated],
])('a line of %d characters is read in linear time', (length, units) => {
  for (const unit of units) {
    const text = unit.repeat(Math.ceil(length / unit.length))
    // eight times the text takes about eight times as long; sixty-four times would be quadratic, and each time so
    const isLinear = () => {
      const small = time(() => findMentions(text.slice(0, text.length / 8)))
      return time(() => findMentions(text)) < Math.max(1000, small * 30)
    }
    expect(isLinear() || isLinear() || isLinear(), unit).toBe(true)
  }
})

function time(work: () => void): number {
  const started = performance.now()
  work()
  return performance.now() - started
}
