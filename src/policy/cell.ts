/**
 * A number of a compiled rule: a whole number of parts, `scale` of which make one; scales are powers of ten.
 *
 * `NaN` stands for what is not known or too large to be exact: the row is then answered the long way.
 */
export interface Cell {
  readonly scale: number
  readonly at: (state: State) => number
}

/** What a compiled rule reads and writes while it runs. */
export interface State {
  /** inputs and steps, by their slots */
  readonly v: Float64Array
  /** keys and counts of the quotas of the present consumer */
  readonly keys: number[]
  readonly counts: number[]
  /** key that a positive result draws on; -1 for none */
  pending: number
  /** where steps are told, or `null` */
  trace: unknown[] | null
  /** number of the present claim, by which a version knows that it was told already */
  claim: number
}

/** A state with room for `slots` values. */
export function newState(slots: number): State {
  return { v: new Float64Array(slots).fill(Number.NaN), keys: [], counts: [], pending: -1, trace: null, claim: 0 }
}

const most = Number.MAX_SAFE_INTEGER

/** `a` with `scale` parts to one. */
export function rescale(a: Cell, scale: number): (state: State) => number {
  if (a.scale === scale) return a.at
  const factor = scale / a.scale
  return (s) => exact(a.at(s) * factor)
}

function exact(value: number): number {
  return value > most || value < -most ? Number.NaN : value
}

/** A constant, or `null` when it has too many places. */
export function constant(text: string): Cell | null {
  const point = text.indexOf('.')
  const places = point === -1 ? 0 : text.length - point - 1
  const value = Number(text.replace('.', ''))
  if (places > 9 || !Number.isSafeInteger(value)) return null
  return { scale: 10 ** places, at: () => value }
}

/** Sums and differences. */
export function sum(a: Cell, b: Cell, sign: 1 | -1): Cell {
  const scale = Math.max(a.scale, b.scale)
  const [x, y] = [rescale(a, scale), rescale(b, scale)]
  return { scale, at: sign === 1 ? (s) => exact(x(s) + y(s)) : (s) => exact(x(s) - y(s)) }
}

/** Products; nothing times anything is nothing, also when the other is not known. */
export function product(a: Cell, b: Cell): Cell {
  const [x, y] = [a.at, b.at]
  return { scale: a.scale * b.scale, at: (s) => exact(x(s) * y(s)) }
}

/** The least or the most of two. */
export function extreme(a: Cell, b: Cell, least: boolean): Cell {
  const scale = Math.max(a.scale, b.scale)
  const [x, y] = [rescale(a, scale), rescale(b, scale)]
  if (least)
    return {
      scale,
      at: (s) => {
        const p = x(s)
        const q = y(s)
        return p < q ? p : !Number.isNaN(q) && !Number.isNaN(p) ? q : Number.NaN
      },
    }
  return {
    scale,
    at: (s) => {
      const [p, q] = [x(s), y(s)]
      return p > q ? p : !Number.isNaN(q) && !Number.isNaN(p) ? q : Number.NaN
    },
  }
}

/** A comparison: 1, 0, or `NaN`. */
export function comparison(op: '=' | '!=' | '<' | '<=' | '>' | '>=', a: Cell, b: Cell): (state: State) => number {
  const scale = Math.max(a.scale, b.scale)
  const [x, y] = [rescale(a, scale), rescale(b, scale)]
  // each is written out: a shared function with the test inside is a third slower
  switch (op) {
    case '=':
      return (s) => {
        const p = x(s)
        const q = y(s)
        return p === q ? 1 : Number.isNaN(p + q) ? Number.NaN : 0
      }
    case '!=':
      return (s) => {
        const p = x(s)
        const q = y(s)
        return p === q ? 0 : Number.isNaN(p + q) ? Number.NaN : 1
      }
    case '<=':
      return (s) => {
        const p = x(s)
        const q = y(s)
        return p <= q ? 1 : p > q ? 0 : Number.NaN
      }
    case '>=':
      return (s) => {
        const p = x(s)
        const q = y(s)
        return p >= q ? 1 : p < q ? 0 : Number.NaN
      }
    case '<':
      return (s) => {
        const p = x(s)
        const q = y(s)
        return p < q ? 1 : p >= q ? 0 : Number.NaN
      }
    case '>':
      return (s) => {
        const p = x(s)
        const q = y(s)
        return p > q ? 1 : p <= q ? 0 : Number.NaN
      }
  }
}

/** `a` rounded to a multiple of `step`, or `null` when the step is finer than a part. */
export function rounding(a: Cell, step: Cell, mode: string): Cell | null {
  const unit = step.at({} as State)
  const scale = Math.max(a.scale, step.scale)
  const x = rescale(a, scale)
  const size = unit * (scale / step.scale)
  if (!(size > 0)) return null
  // a step of 0.01 leaves hundredths, one of 10 leaves whole numbers
  const out = Math.max(1, step.scale)
  const back = unit * (out / step.scale)
  return {
    scale: out,
    at: (s) => {
      const value = x(s)
      if (Number.isNaN(value)) return value
      const rest = value % size
      const whole = (value - rest) / size
      return exact((whole + carry(rest, size, whole, mode)) * back)
    },
  }
}

function carry(rest: number, size: number, whole: number, mode: string): number {
  const away = rest < 0 ? -1 : 1
  const twice = Math.abs(rest) * 2
  if (mode === 'down' || twice < size) return 0
  if (mode === 'half-even' && twice === size) return whole % 2 === 0 ? 0 : away
  return away
}

/**
 * The year of a day counted from 1970-01-01.
 *
 * @source Howard Hinnant, chrono-compatible low-level date algorithms, civil_from_days
 * @example yearOfDay(19967) // 2024
 */
export function yearOfDay(day: number): number {
  const z = day + 719468
  const era = Math.floor(z / 146097)
  const doe = z - era * 146097
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365)
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100))
  const march = Math.floor((5 * doy + 2) / 153)
  return yoe + era * 400 + (march >= 10 ? 1 : 0)
}
