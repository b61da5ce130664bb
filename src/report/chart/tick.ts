import type { Lang } from '../../base/index.ts'
import { largest, smallest } from '../../base/index.ts'
import { format, precisionFixed, scaleUtc, utcFormat } from './d3.ts'

/** A place on an axis that is named. */
export interface Tick {
  readonly value: number
  readonly label: string
  /** what stands in a line of its own below the label, such as the year of a month */
  readonly under?: string
}

interface Scale {
  readonly from: number
  readonly unit: number
  readonly word: string
}

const scales: Readonly<Record<Lang, readonly Scale[]>> = {
  zh: [
    { from: 1e12, unit: 1e12, word: ' 万亿' },
    { from: 1e8, unit: 1e8, word: ' 亿' },
    { from: 1e4, unit: 1e4, word: ' 万' },
  ],
  en: [
    { from: 1e12, unit: 1e12, word: 'T' },
    { from: 1e9, unit: 1e9, word: 'B' },
    { from: 1e6, unit: 1e6, word: 'M' },
    { from: 1e4, unit: 1e3, word: 'k' },
  ],
}

function scaleOf(values: readonly number[], lang: Lang): Scale | undefined {
  const most = Math.max(0, largest(values.map(Math.abs)))
  return most < 1e16 ? scales[lang].find((s) => most >= s.from) : undefined
}

/**
 * The label of a mark in the scale of its axis, whose ticks stand at `ticks`; the words around its number are kept.
 *
 * @example inScale('more than 1,060,000', 1060000, [0, 500000, 1000000], 'en') // 'more than 1.06M'
 * @example inScale('84.0', 84, [0, 50, 100], 'en') // '84.0'
 */
export function inScale(label: string, value: number, ticks: readonly number[], lang: Lang): string {
  const scale = scaleOf(ticks, lang)
  const [digits, ...more] = label.match(/\d[\d,]*(?:\.\d+)?/g) ?? []
  if (scale === undefined || digits === undefined || more.length > 0) return label
  if (Number(digits.replaceAll(',', '')) !== Math.abs(value) || value === 0) return label
  const scaled = Math.abs(value) / scale.unit
  const written = format(`,.${scaled >= 100 ? 1 : scaled >= 0.1 ? 2 : 4}f`)(scaled)
  return label.replace(digits, written.replace(/\.?0+$/, '') + scale.word)
}

/**
 * The ticks of one axis, all in the scale of the largest and with the decimals that their distance needs.
 *
 * Below a ten-thousandth and from 10^16 they are written with an exponent.
 *
 * @example numberTicks([0, 50000, 100000], 'zh').map((t) => t.label) // ['0', '5 万', '10 万']
 * @example numberTicks([0, 0.5, 1], 'en').map((t) => t.label) // ['0', '0.5', '1.0']
 */
export function numberTicks(values: readonly number[], lang: Lang): readonly Tick[] {
  const most = Math.max(0, largest(values.map(Math.abs)))
  const step = smallestStep(values) || most || 1
  const plain = most < 1e16 && (most === 0 || step >= 1e-5)
  const scale = plain ? scaleOf(values, lang) : undefined
  const unit = scale?.unit ?? 1
  const write = plain ? format(`,.${Math.min(precisionFixed(step / unit), 8)}f`) : format('.2~e')
  return values.map((value) => ({ value, label: value === 0 ? '0' : minus(write(value / unit)) + (scale?.word ?? '') }))
}

// the hyphen of the keyboard is too short beside digits, and every font has the real one
function minus(text: string): string {
  return text.replace('-', '−')
}

function smallestStep(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const steps = sorted.slice(1).map((v, i) => v - sorted[i]!)
  return Math.min(Number.POSITIVE_INFINITY, smallest(steps.filter((s) => s > 0))) === Number.POSITIVE_INFINITY
    ? 0
    : smallest(steps.filter((s) => s > 0))
}

/** Ticks of a logarithmic axis, each in a scale of its own. */
export function logTicks(values: readonly number[], lang: Lang): readonly Tick[] {
  return values.flatMap((v) => numberTicks([v], lang))
}

/**
 * Ticks on calendar days; the year is written on the first and where it changes.
 *
 * `days` are the days that have marks: when there are at most `most` of them they are the ticks.
 *
 * @example dayTicks([19923, 19924], 8).map((t) => t.label) // ['2024-07-19', '07-20']
 */
export function dayTicks(days: readonly number[], most: number): readonly Tick[] {
  const distinct = [...new Set(days)].sort((a, b) => a - b)
  if (distinct.length === 0) return []
  if (distinct.length <= most) return named(distinct, 'day')
  const low = new Date(distinct[0]! * 86_400_000)
  const high = new Date(distinct.at(-1)! * 86_400_000)
  for (let count = most; count >= 2; count--) {
    const ticks = scaleUtc().domain([low, high]).ticks(count)
    const whole = [...new Set(ticks.map((t) => Math.floor(t.getTime() / 86_400_000)))]
    if (whole.length >= 2 && whole.length <= most) return named(whole, grain(whole))
  }
  const some = monthsBetween(low, high).find((all) => all.length >= 3 && all.length <= most)
  return some === undefined ? named([distinct[0]!, distinct.at(-1)!], 'day') : named(some, 'month')
}

/**
 * Ticks on the first days of months, at most `most` and at most seven, as numbers with the year below the first and where it
 * changes: in a narrow panel a year has room for six of them. None where fewer than five come out.
 *
 * @example monthTicks([19566, 19930], 6).map((t) => t.label) // ['09', '11', '01', '03', '05', '07']
 */
export function monthTicks(days: readonly number[], most: number): readonly Tick[] {
  const [low, high] = [smallest(days), largest(days)].map((d) => new Date(d * 86_400_000)) as [Date, Date]
  const fits = (all: readonly number[]) => all.length >= 5 && all.length <= Math.min(most, 7)
  let year = ''
  return (monthsBetween(low, high).find(fits) ?? []).map((value) => {
    const date = new Date(value * 86_400_000)
    const before = year
    year = writers.year.full(date)
    return { value, label: utcFormat('%m')(date), ...(year === before ? {} : { under: year }) }
  })
}

// first days of months in steps that divide a year; a year in a narrow panel has three with steps of four
function monthsBetween(low: Date, high: Date): readonly (readonly number[])[] {
  const [from, to] = [low, high].map((d) => d.getUTCFullYear() * 12 + d.getUTCMonth()) as [number, number]
  const firsts = Array.from({ length: to - from }, (_, i) => from + 1 + i)
  return [1, 2, 3, 4, 6, 12].map((step) =>
    firsts.filter((m) => m % step === 0).map((m) => Date.UTC(Math.floor(m / 12), m % 12) / 86_400_000),
  )
}

type Grain = 'day' | 'month' | 'year'

function grain(days: readonly number[]): Grain {
  const dates = days.map((d) => new Date(d * 86_400_000))
  if (dates.some((d) => d.getUTCDate() !== 1)) return 'day'
  return dates.some((d) => d.getUTCMonth() !== 0) ? 'month' : 'year'
}

const writers = {
  day: { full: utcFormat('%Y-%m-%d'), short: utcFormat('%m-%d') },
  month: { full: utcFormat('%Y-%m'), short: utcFormat('%Y-%m') },
  year: { full: utcFormat('%Y'), short: utcFormat('%Y') },
}

function named(days: readonly number[], size: Grain): readonly Tick[] {
  let year = -1
  return days.map((value) => {
    const date = new Date(value * 86_400_000)
    const same = date.getUTCFullYear() === year
    year = date.getUTCFullYear()
    return { value, label: same ? writers[size].short(date) : writers[size].full(date) }
  })
}
