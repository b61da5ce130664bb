import { describe, expect, it } from 'vitest'
import { dayNumber } from '../../../src/base/index.ts'
import { hatch } from '../../../src/report/chart/hatch.ts'
import { layoutLegend } from '../../../src/report/chart/legend.ts'
import { truncate, widthOf, wrap } from '../../../src/report/chart/letters.ts'
import { layoutNames } from '../../../src/report/chart/names.ts'
import { dashes, inks, palette } from '../../../src/report/chart/palette.ts'
import { createPen } from '../../../src/report/chart/pen.ts'
import { createPlacer } from '../../../src/report/chart/place.ts'
import { linearPosition, logPosition } from '../../../src/report/chart/scale.ts'
import { element, escapeMarkup, formatLength, shortPath } from '../../../src/report/chart/svg.ts'
import { dayTicks, monthTicks, numberTicks } from '../../../src/report/chart/tick.ts'
import { axis, series } from '../fixture.ts'

const pen = createPen({ lang: 'zh', width: 480, height: 240, synthetic: false, theme: 'print', id: 'c' })

describe('palette', () => {
  const channel = (v: number) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
  const luminance = (hex: string) => {
    const [r, g, b] = [1, 3, 5].map((i) => channel(Number.parseInt(hex.slice(i, i + 2), 16) / 255)) as [
      number,
      number,
      number,
    ]
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const contrast = (a: string, b: string) => {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number]
    return (high + 0.05) / (low + 0.05)
  }

  it.each(palette.light)('%s has a contrast of 3 to 1 on white', (color) => {
    expect(contrast(color, inks.light.paper)).toBeGreaterThanOrEqual(3)
  })

  it.each(palette.dark)('%s has a contrast of 3 to 1 on the dark paper', (color) => {
    expect(contrast(color, inks.dark.paper)).toBeGreaterThanOrEqual(3)
  })

  it.each(['light', 'dark'] as const)('letters have a contrast of 4.5 to 1 on the paper in %s', (theme) => {
    const { ink, muted, accent, paper } = inks[theme]
    for (const color of [ink, muted, accent]) expect(contrast(color, paper)).toBeGreaterThanOrEqual(4.5)
  })

  it('has a dash of its own for each colour', () => {
    expect(new Set(dashes).size).toBe(palette.light.length)
  })
})

describe('numberTicks', () => {
  const labels = (values: readonly number[], lang: 'zh' | 'en') => numberTicks(values, lang).map((t) => t.label)

  it('counts in the scale of the language', () => {
    expect(labels([0, 200_000, 400_000], 'zh')).toEqual(['0', '20 万', '40 万'])
    expect(labels([0, 200_000, 400_000], 'en')).toEqual(['0', '200k', '400k'])
    expect(labels([0, 5e8, 1e9], 'zh')).toEqual(['0', '5 亿', '10 亿'])
    expect(labels([0, 5e8, 1e9], 'en')).toEqual(['0', '0.5B', '1.0B'])
  })

  it('keeps thousands plain and writes a true minus', () => {
    expect(labels([-2000, 0, 2000], 'zh')).toEqual(['−2,000', '0', '2,000'])
  })

  it('writes an exponent where digits would be too many', () => {
    expect(labels([1e-7, 2e-7], 'en')).toEqual(['1e−7', '2e−7'])
  })
})

describe('dayTicks', () => {
  it('a year in a narrow panel has three months', () => {
    const first = Date.UTC(2023, 6, 28) / 86_400_000
    const days = Array.from({ length: 365 }, (_, i) => first + i)
    expect(dayTicks(days, 3).map((t) => t.label)).toEqual(['2023-09', '2024-01', '2024-05'])
    expect(dayTicks(days, 2).map((t) => t.label)).toEqual(['2023-07-28', '2024-07-26'])
  })

  const day = dayNumber('2024-12-29')

  it('names the year first and where it changes', () => {
    expect(dayTicks([day, day + 1, day + 5], 8).map((t) => t.label)).toEqual(['2024-12-29', '12-30', '2025-01-03'])
  })

  it('never gives more ticks than asked for', () => {
    for (const span of [9, 40, 200, 900, 9000]) {
      const days = Array.from({ length: span }, (_, i) => day + i)
      for (const most of [2, 5, 9]) expect(dayTicks(days, most).length).toBeLessThanOrEqual(most)
    }
  })
})

describe('monthTicks', () => {
  const from = (day: string, days: number) => Array.from({ length: days }, (_, i) => dayNumber(day) + i)
  const said = (day: string, days: number, most: number) =>
    monthTicks(from(day, days), most).map((t) => (t.under === undefined ? t.label : `${t.label} ${t.under}`))

  it('names six months of a year, with the year where it changes', () => {
    expect(said('2023-07-28', 365, 6)).toEqual(['09 2023', '11', '01 2024', '03', '05', '07'])
    expect(said('2024-01-15', 200, 7)).toEqual(['02 2024', '03', '04', '05', '06', '07', '08'])
    expect(said('2021-03-01', 1100, 7)).toEqual(['07 2021', '01 2022', '07', '01 2023', '07', '01 2024'])
  })

  it('gives none where there are fewer than five or no room for as many', () => {
    expect(said('2023-07-28', 90, 9)).toEqual([])
    expect(said('2023-07-28', 365, 4)).toEqual([])
    expect(said('2024-01-01', 1, 9)).toEqual([])
  })

  it('never gives more than fit', () => {
    for (const span of [9, 40, 200, 900, 9000])
      for (const most of [2, 5, 6, 9]) expect(said('2024-12-29', span, most).length).toBeLessThanOrEqual(most)
  })
})

describe('positions', () => {
  it('hold all values, whatever the author fixed', () => {
    const position = linearPosition(axis({ low: 20, high: 30 }), [5, 50], 100, 0, 5, 'zh')
    expect(position.at(5)).toBeLessThanOrEqual(100)
    expect(position.at(50)).toBeGreaterThanOrEqual(0)
  })

  it('keep fixed ends when the values lie between them', () => {
    const position = linearPosition(axis({ low: 0, high: 100 }), [88, 96.8], 200, 0, 5, 'zh')
    expect([position.at(0), position.at(100)]).toEqual([200, 0])
  })

  it('have no place for what is not positive on a log axis', () => {
    const position = logPosition(axis(), [1, 100], 0, 100, 'en')
    expect([position.at(0), position.at(-1), position.at(Number.NaN)]).toEqual([null, null, null])
    expect(position.ticks.map((t) => t.label)).toEqual(['1', '2', '5', '10', '20', '50', '100'])
  })
})

describe('letters', () => {
  it('measure a Chinese letter as one em', () => {
    expect(widthOf('图表', 10)).toBe(20)
    expect(widthOf('abc', 10)).toBeLessThan(20)
  })

  it('are cut with an ellipsis', () => {
    expect(truncate('图表目录', 10, 31)).toBe('图表…')
    expect(truncate('图表', 10, 20)).toBe('图表')
  })

  it('wrap at blanks and between Chinese letters, never before a closing mark', () => {
    expect(wrap('GPT-4 Omni', 10, 40, 2)).toEqual(['GPT-4', 'Omni'])
    expect(wrap('增长，放缓', 10, 20, 3)).toEqual(['增', '长，', '放缓'])
    expect(wrap('增长，放缓', 10, 30, 3)).toEqual(['增长，', '放缓'])
    expect(wrap('Supercalifragilistic', 10, 40, 3)).toBe(null)
  })
})

describe('legend and names', () => {
  it('stay within the width with eight long names', () => {
    const eight = Array.from({ length: 8 }, (_, i) => series(`一个非常非常非常非常非常长的系列名称，编号为 ${i}`, []))
    const { svg, height } = layoutLegend(pen, eight, 300, 'line')
    const texts = [...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</g)].map(([, x, y, words]) => ({
      x: Number(x),
      y: Number(y),
      words: words!,
    }))
    expect(texts).toHaveLength(8)
    for (const text of texts) {
      expect(text.x + widthOf(text.words, pen.size)).toBeLessThanOrEqual(301)
      expect(text.y).toBeLessThan(height)
    }
  })

  it('is empty when no series has a name', () => {
    expect(layoutLegend(pen, [series('', [])], 300, 'line').height).toBe(0)
  })

  it('are slanted when they do not fit, and thinned when slanted ones would touch', () => {
    const names = Array.from({ length: 60 }, (_, i) => `类别名称${i}`)
    const position = {
      at: (v: number) => v * 7,
      ticks: names.map((label, value) => ({ label, value })),
      zero: null,
      step: 7,
    }
    const drawn = layoutNames(pen, names, 7, 90).draw(position, 100)
    const count = drawn.match(/<text/g)!.length
    expect(drawn).toContain('rotate(-38')
    expect(count).toBeLessThan(60)
    expect((60 / count) * 7).toBeGreaterThanOrEqual(pen.size * 1.2)
  })
})

describe('createPlacer', () => {
  it('gives a place once', () => {
    const placer = createPlacer({ left: 0, right: 100, top: 0, bottom: 100 })
    expect(placer.take(50, 50, 20, 10)).toBe(true)
    expect(placer.take(60, 50, 20, 10)).toBe(false)
    expect(placer.take(99, 50, 20, 10)).toBe(false)
  })
})

describe('hatch', () => {
  it('is different for each series and stays within the bar', () => {
    const box = { x: 10, y: 20, width: 30, height: 50 }
    const drawn = Array.from({ length: 8 }, (_, i) => hatch(pen, i, box))
    expect(new Set(drawn).size).toBe(8)
    expect(drawn[0]).toBe('')
    for (const svg of drawn)
      for (const [, x, y] of svg.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)) {
        expect(Number(x)).toBeGreaterThanOrEqual(9)
        expect(Number(x)).toBeLessThanOrEqual(41)
        expect(Number(y)).toBeGreaterThanOrEqual(19.9)
        expect(Number(y)).toBeLessThanOrEqual(70.1)
      }
  })
})

describe('svg', () => {
  it('writes numbers with two decimals and never a negative zero', () => {
    expect(formatLength(-0.001)).toBe('0')
    expect(formatLength(12.3456)).toBe('12.35')
    expect(formatLength(Number.NaN)).toBe('0')
    expect(shortPath('M1.23456,7L-3.1e-9,2')).toBe('M1.23,7L0,2')
  })

  it('escapes attributes and leaves out what is undefined', () => {
    expect(element('a', { b: '"<', c: undefined, d: 1 })).toBe('<a b="&quot;&lt;" d="1"/>')
    expect(escapeMarkup('a\u0007b')).toBe('ab')
  })
})
