import { describe, expect, it } from 'vitest'
import { renderChart } from '../../../src/report/chart/index.ts'
import type { Chart } from '../../../src/report/tree.ts'
import { axis, chart, downloads, lengths, mark, scores, series, sizes } from '../fixture.ts'

const draw = (drawn: Chart, more: Partial<Parameters<typeof renderChart>[1]> = {}) =>
  renderChart(drawn, { lang: 'zh', width: 480, height: 240, synthetic: false, theme: 'css', id: 'c1', ...more })

const long = '中国人民大学人工智能研究院大型语言模型综合能力评测集合'
const names = (count: number) => Array.from({ length: count }, (_, i) => `类别名称${i + 1}`)
const bars = (values: readonly number[], categories = names(values.length)) =>
  chart(
    'bar',
    [
      series(
        '甲',
        values.map((v, i) => mark(i, v)),
      ),
    ],
    { x: axis({ scale: 'band', names: categories }) },
  )

const corners: Readonly<Record<string, Chart>> = {
  'no series': chart('line', []),
  'a series without marks': chart('bar', [series('空', [])], { x: axis({ scale: 'band', names: ['甲'] }) }),
  'no names on a band axis': bars([1, 2], []),
  'one point': chart('line', [series('一', [mark(19923, 5)])], { x: axis({ scale: 'day' }) }),
  'one point at zero': chart('scatter', [series('一', [mark(0, 0)])]),
  'equal values': chart('line', [
    series(
      '等',
      [0, 1, 2].map((x) => mark(x, 7)),
    ),
  ]),
  'equal values on a log axis': chart('scatter', [series('等', [mark(5, 5), mark(5, 5)])], {
    x: axis({ scale: 'log' }),
    y: axis({ scale: 'log' }),
  }),
  'zero and negative on a log axis': chart('line', [series('负', [mark(0, -1), mark(1, 0), mark(2, 10)])], {
    y: axis({ scale: 'log' }),
  }),
  'negative bars': bars([12, -8, 3.5, -15, 0]),
  'only negative bars': bars([-3, -2]),
  'huge values': chart('line', [series('巨', [mark(0, 1e13), mark(1, 3.2e13)])]),
  'values beyond all words': chart('line', [series('巨', [mark(0, 1e22), mark(1, 3e24)])]),
  'small values': chart('line', [series('微', [mark(0, 1e-7), mark(1, 3e-7)])]),
  'not a number': chart('line', [
    series('缺', [mark(0, 1), mark(1, Number.NaN), mark(2, Number.POSITIVE_INFINITY), mark(3, 2)]),
  ]),
  'long names': chart(
    'grouped-bar',
    Array.from({ length: 8 }, (_, s) =>
      series(
        long + s,
        [0, 1].map((i) => mark(i, s + i)),
      ),
    ),
    { x: axis({ scale: 'band', names: [long, long] }) },
  ),
  'one category': bars([3]),
  'sixty categories': bars(Array.from({ length: 60 }, (_, i) => 20 + ((i * 37) % 41))),
  'bars on days': chart(
    'bar',
    [
      series(
        '日',
        [0, 1, 5].map((d) => mark(19923 + d, d + 1)),
      ),
    ],
    { x: axis({ scale: 'day' }) },
  ),
  'bars on numbers': chart('bar', [
    series(
      '数',
      [1, 2, 4].map((d) => mark(d, d)),
    ),
  ]),
  'a radar of two axes': chart('radar', [series('甲', [mark(0, 3), mark(1, 4)])], {
    x: axis({ scale: 'band', names: ['一', '二'] }),
  }),
  'a radar with a gap': chart('radar', [series('甲', [mark(0, 3), mark(2, 4), mark(3, 1)])], {
    x: axis({ scale: 'band', names: names(5) }),
  }),
  'fixed ends that hide data': chart('line', [series('甲', [mark(0, 5), mark(1, 50)])], {
    y: axis({ low: 20, high: 30 }),
  }),
  'ends the wrong way round': chart('line', [series('甲', [mark(0, 5), mark(1, 6)])], { y: axis({ low: 9, high: 1 }) }),
  'a hundred and twenty days': downloads('zh', 8, 120),
  scores: scores('zh'),
  radar: scores('zh', 'radar'),
  sizes: sizes('en'),
  lengths: lengths('en'),
}

describe('renderChart', () => {
  it.each(Object.keys(corners))('draws %s inside its box', (name) => {
    for (const theme of ['css', 'print'] as const) {
      const svg = draw(corners[name]!, { theme })
      expect(svg).not.toMatch(/NaN|Infinity|undefined|null/)
      for (const [, x] of svg.matchAll(/<(?:text|rect)[^>]* x="(-?[\d.]+)"/g))
        expect(Number(x)).toBeGreaterThanOrEqual(-1)
      for (const [, x] of svg.matchAll(/<(?:text|rect)[^>]* x="(-?[\d.]+)"/g))
        expect(Number(x)).toBeLessThanOrEqual(481)
      for (const [, y] of svg.matchAll(/<(?:text|rect)[^>]* y="(-?[\d.]+)"/g))
        expect(Number(y)).toBeGreaterThanOrEqual(-1)
      for (const [, y] of svg.matchAll(/<(?:text|rect)[^>]* y="(-?[\d.]+)"/g))
        expect(Number(y)).toBeLessThanOrEqual(241)
    }
  })

  it('draws in a tiny box without breaking', () => {
    for (const drawn of Object.values(corners))
      expect(draw(drawn, { width: 60, height: 30 })).not.toMatch(/NaN|Infinity|undefined/)
  })

  it('gives the same text each time, with the id as the only prefix', () => {
    const drawn = downloads('zh')
    expect(draw(drawn)).toBe(draw(drawn))
    expect(draw(drawn).replaceAll('c1', 'c2')).toBe(draw(drawn, { id: 'c2' }))
    for (const [, id] of draw(drawn).matchAll(/ id="([^"]*)"/g)) expect(id).toMatch(/^c1/)
  })

  it('puts the fact, its address and a title on every mark of each kind of chart', () => {
    for (const drawn of [downloads('zh'), scores('zh'), scores('zh', 'radar'), sizes('zh'), lengths('zh')]) {
      const count = drawn.series.flatMap((s) => s.marks).length
      const found = [
        ...draw(drawn).matchAll(
          /<(\w+) class="mark" data-fact="n\d+" data-address="[^"]+"[^>]*><title>[^<]+<\/title><\/\1>/g,
        ),
      ]
      expect(found).toHaveLength(count)
    }
  })

  it('starts bars at zero also on a log axis', () => {
    const drawn = { ...bars([10, 1000]), y: axis({ scale: 'log' }) }
    const heights = [...draw(drawn).matchAll(/class="mark"[^>]* height="([\d.]+)"/g)].map((m) => Number(m[1]))
    expect(heights[1]! / heights[0]!).toBeCloseTo(100, -1)
  })

  it('keeps a value that lies beyond a fixed end on the picture', () => {
    const ys = [
      ...draw(corners['fixed ends that hide data']!).matchAll(/class="mark"[^>]*translate\([\d.]+ (-?[\d.]+)\)/g),
    ].map((m) => Number(m[1]))
    expect(ys).toHaveLength(2)
    for (const y of ys) expect(y).toBeGreaterThan(0)
  })

  it('breaks a line where a value is missing', () => {
    const drawn = chart(
      'line',
      [
        series(
          '甲',
          [0, 1, 4, 5].map((x) => mark(x, x)),
        ),
      ],
      { x: axis({ scale: 'band', names: names(6) }) },
    )
    expect(/class="line" d="([^"]*)"/.exec(draw(drawn))![1]!.match(/M/g)).toHaveLength(2)
  })

  it('does not break a weekly line beside a daily one', () => {
    const daily = series(
      '日',
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14].map((d) => mark(d, d)),
    )
    const weekly = series(
      '周',
      [0, 7, 14].map((d) => mark(d, d)),
    )
    const svg = draw(chart('line', [daily, weekly], { x: axis({ scale: 'day' }) }))
    for (const [, d] of svg.matchAll(/class="line" d="([^"]*)"/g)) expect(d!.match(/M/g)).toHaveLength(1)
  })

  it('draws a bar of uncertainty for each mark that has one', () => {
    expect(draw(sizes('zh')).match(/class="spread"/g)).toHaveLength(8)
  })

  it('escapes all words', () => {
    const evil = '<script>&"\'\u0000\ud800'
    const one = mark(0, 1, { label: evil, title: evil, address: evil, binding: evil })
    const drawn = chart('bar', [series(evil, [one])], {
      alt: evil,
      x: axis({ scale: 'band', names: [evil], title: evil }),
      y: axis({ title: evil }),
    })
    const svg = draw(drawn)
    expect(svg).not.toContain('<script>')
    expect(svg).not.toContain('\u0000')
    expect(() => encodeURIComponent(svg)).not.toThrow()
  })

  it('says in both languages that data are synthetic', () => {
    expect(draw(lengths('zh'), { synthetic: true })).toContain('合成数据，非真实统计')
    expect(draw(lengths('en'), { synthetic: true, lang: 'en' })).toContain('SYNTHETIC DATA')
    expect(draw(lengths('zh'))).not.toContain('合成数据')
  })

  it('uses variables of the page in the theme `css` only', () => {
    expect(draw(lengths('zh'))).toContain('var(--chart-1, #0072b2)')
    expect(draw(lengths('zh'), { theme: 'print' })).not.toContain('var(')
  })

  it('is a picture with a text for who cannot see it', () => {
    expect(draw(lengths('zh'))).toMatch(
      /^<svg [^>]*role="img"[^>]*aria-labelledby="c1-title c1-desc"><title id="c1-title">回答的平均长度<\/title>/,
    )
  })
})

describe('labels of marks are in the scale of their axis', () => {
  const texts = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map((m) => m[1]!)
  const grouped = (values: readonly number[], words = '') =>
    chart(
      'bar',
      [
        series(
          '甲',
          values.map((v, i) => mark(i, v, { label: words + v.toLocaleString('en') })),
        ),
      ],
      {
        x: axis({ scale: 'band', names: names(values.length) }),
      },
    )
  it.each([
    ['zh', [1_060_000, 9_800], '', ['106 万', '0.98 万']],
    ['zh', [740_000], '超过 ', ['超过 74 万']],
    ['en', [405_000_000_000, 123_000_000_000], '', ['405B', '123B']],
    ['en', [-1_234_567, 88_000], '', ['-1.23M', '0.088M']],
    ['zh', [88.6, 90], '', ['88.6', '90']],
  ] as const)('%s %j', (lang, values, words, expected) => {
    expect(texts(draw(grouped(values, words), { lang }))).toEqual(expect.arrayContaining([...expected]))
  })
  it('on a logarithmic axis every number has its own', () => {
    const drawn = chart(
      'line',
      [series('甲', [mark(0, 8e9, { label: '8,000,000,000' }), mark(1, 4.05e11, { label: '405,000,000,000' })])],
      {
        x: axis({ scale: 'band', names: names(2) }),
        y: axis({ scale: 'log' }),
      },
    )
    expect(texts(draw(drawn))).toEqual(expect.arrayContaining(['80 亿', '4,050 亿']))
  })
})
