import type { Lang } from '../../base/index.ts'
import { largest, smallest } from '../../base/index.ts'
import type { Axis } from '../tree.ts'
import { scaleLinear, scaleLog } from './d3.ts'
import { dayTicks, logTicks, monthTicks, numberTicks, type Tick } from './tick.ts'

/** From a number of the data to a place in the picture; `null` where the axis has no place for it. */
export interface Position {
  readonly at: (value: number) => number | null
  readonly ticks: readonly Tick[]
  /** where bars begin and where the line of zero is drawn, when zero is on the axis */
  readonly zero: number | null
  /** distance of two neighbours on a band axis, else 0 */
  readonly step: number
}

/** The numbers that an axis must hold. */
export interface Extent {
  readonly low: number
  readonly high: number
}

/** Lowest and highest of the finite numbers, or from 0 to 1 when there is none. */
export function extentOf(values: readonly number[]): Extent {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const v of values) {
    if (!Number.isFinite(v)) continue
    if (v < low) low = v
    if (v > high) high = v
  }
  return low > high ? { low: 0, high: 1 } : { low, high }
}

/**
 * A numeric axis from pixel `from` to pixel `to` that holds all `values`.
 *
 * Ends that the author fixed are kept unless a value lies beyond them: an axis never hides data. Other ends are round
 * numbers, or with `loose` a little room on both sides. Equal values get room around them.
 */
export function linearPosition(
  axis: Axis,
  values: readonly number[],
  from: number,
  to: number,
  count: number,
  lang: Lang,
  loose = false,
): Position {
  const domain = linearDomain(axis, values)
  const scale = scaleLinear().domain([domain.low, domain.high]).range([from, to])
  if (loose) scale.domain(widen(axis, domain))
  else scale.nice(count)
  const [roundLow, roundHigh] = scale.domain() as [number, number]
  const low = axis.low === domain.low ? domain.low : roundLow
  const high = axis.high === domain.high ? domain.high : roundHigh
  scale.domain([low, high])
  return {
    at: (v) => (Number.isFinite(v) ? scale(v) : null),
    ticks: numberTicks(scale.ticks(count), lang),
    zero: low <= 0 && high >= 0 ? scale(0) : null,
    step: 0,
  }
}

function linearDomain(axis: Axis, values: readonly number[]): Extent {
  const data = extentOf(values)
  const ends = [data.low, data.high, axis.low ?? data.low, axis.high ?? data.high, ...(axis.zero ? [0] : [])].filter(
    Number.isFinite,
  )
  const [low, high] = [smallest(ends), largest(ends)]
  if (low < high) return { low, high }
  const room = Math.abs(low) * 0.1 || 1
  return { low: axis.zero ? low : low - room, high: high + room }
}

function widen(axis: Axis, domain: Extent): [number, number] {
  const room = (domain.high - domain.low) * 0.04
  return [axis.zero && domain.low === 0 ? 0 : domain.low - room, domain.high + room]
}

/** A logarithmic axis; numbers that are not positive have no place on it. */
export function logPosition(axis: Axis, values: readonly number[], from: number, to: number, lang: Lang): Position {
  const data = extentOf(values.filter((v) => v > 0))
  const lowest = positive(axis.low) ?? data.low
  const low = Math.min(data.low > 0 ? data.low : 0.1, lowest > 0 ? lowest : data.high / 10)
  const high = Math.max(data.high, positive(axis.high) ?? data.high)
  const scale = scaleLog()
    .domain(low === high ? [low / 3, high * 3] : [low / 1.15, high * 1.15])
    .range([from, to])
  const [first, last] = scale.domain() as [number, number]
  return {
    at: (v) => (Number.isFinite(v) && v > 0 ? scale(v) : null),
    ticks: logTicks(logValues(first, last), lang),
    zero: null,
    step: 0,
  }
}

function positive(end: number | undefined): number | undefined {
  return end !== undefined && end > 0 ? end : undefined
}

function logValues(first: number, last: number): readonly number[] {
  const decades = Math.log10(last) - Math.log10(first)
  const factors = decades > 2.5 ? [1] : decades > 0.8 ? [1, 2, 5] : [1, 1.5, 2, 3, 4, 5, 6, 8]
  const every = Math.max(1, Math.ceil(decades / 8))
  const values: number[] = []
  for (let power = Math.floor(Math.log10(first)); power <= Math.ceil(Math.log10(last)); power++) {
    if (power % every !== 0) continue
    for (const factor of factors) values.push(Number(`${factor}e${power}`))
  }
  return values.filter((v) => v >= first && v <= last)
}

/** Named places side by side; a mark beyond the last name gets a place without one. */
export function bandPosition(axis: Axis, values: readonly number[], from: number, to: number): Position {
  const count = Math.max(axis.names.length, Math.floor(extentOf([...values, 0]).high) + 1, 1)
  const step = (to - from) / count
  const at = (v: number) => (Number.isFinite(v) && v >= 0 ? from + (v + 0.5) * step : null)
  return {
    at,
    ticks: Array.from({ length: count }, (_, value) => ({ value, label: axis.names[value] ?? '' })),
    zero: null,
    step,
  }
}

/** Calendar days; `most` is how many can be named in full, `months` how many by their month alone. */
export function dayPosition(
  values: readonly number[],
  from: number,
  to: number,
  most: number,
  months: number,
): Position {
  const days = values.filter(Number.isFinite)
  const data = extentOf(days)
  const room = data.low === data.high ? 1 : (data.high - data.low) * 0.02
  const scale = scaleLinear()
    .domain([data.low - room, data.high + room])
    .range([from, to])
  const full = dayTicks(days, most)
  // a reader of a curve wants five dates or six
  const short = full.length < 5 && new Set(days).size > 7 ? monthTicks(days, months) : []
  return {
    at: (v) => (Number.isFinite(v) ? scale(v) : null),
    ticks: short.length > full.length ? short : full,
    zero: null,
    step: 0,
  }
}

/** Numbers or days with room for a bar around each; the smallest distance of two neighbours is one step. */
export function slotPosition(
  axis: Axis,
  values: readonly number[],
  from: number,
  to: number,
  most: number,
  lang: Lang,
): Position {
  const sorted = [...new Set(values.filter(Number.isFinite))].sort((a, b) => a - b)
  const data = extentOf(sorted)
  const steps = sorted.slice(1).map((v, i) => v - sorted[i]!)
  const unit = steps.length === 0 ? 1 : smallest(steps)
  const scale = scaleLinear()
    .domain([data.low - unit / 2, data.high + unit / 2])
    .range([from, to])
  return {
    at: (v) => (Number.isFinite(v) ? scale(v) : null),
    ticks:
      axis.scale === 'day'
        ? dayTicks(sorted, most)
        : numberTicks(sorted.length <= most ? sorted : scale.ticks(most), lang),
    zero: null,
    step: (to - from) / ((data.high - data.low) / unit + 1),
  }
}
