import { largest, smallest } from '../../base/index.ts'

/** A drawn line that runs level or upright, from the upper left corner of its page: `at` is its height or its distance from the left. */
export interface Rule {
  readonly way: 'level' | 'upright'
  readonly at: number
  readonly from: number
  readonly to: number
}

/** What a page draws, as pdf.js lists it. */
export interface Drawn {
  readonly fnArray: readonly number[]
  readonly argsArray: readonly unknown[]
}

/** A turn and shift of points, as PDF writes one. */
export type Matrix = readonly [number, number, number, number, number, number]

// the numbers that pdf.js gives to its operators
const op = { save: 10, restore: 11, transform: 12, formBegin: 74, formEnd: 75, path: 91 } as const
/** stroke, closeStroke, fill, eoFill and the four that do both */
const strokes: ReadonlySet<number> = new Set([20, 21, 24, 25, 26, 27])
const fills: ReadonlySet<number> = new Set([22, 23])

// a filled bar no thicker than this is drawn as a line is
const thickest = 2.5
const shortest = 4
/** No page of a report has more rules; a drawing may. */
const mostRules = 20_000

const level: Matrix = [1, 0, 0, 1, 0, 0]

/** The level and upright lines that a page draws; `height` is that of the page, `upright` turns it as it is shown. */
export function rulesOf({ fnArray, argsArray }: Drawn, height: number, upright = level): readonly Rule[] {
  const rules: Rule[] = []
  const stack: Matrix[] = []
  let matrix = upright
  for (const [i, fn] of fnArray.entries()) {
    const args = argsArray[i]
    switch (fn) {
      case op.save:
        stack.push(matrix)
        break
      case op.restore:
      case op.formEnd:
        matrix = stack.pop() ?? matrix
        break
      case op.transform:
        matrix = times(matrix, args)
        break
      case op.formBegin:
        stack.push(matrix)
        matrix = times(matrix, Array.isArray(args) ? args[0] : null)
        break
      case op.path:
        takePath(args, matrix, height, rules)
        break
    }
    if (rules.length > mostRules) return []
  }
  return rules
}

/** One matrix after another; `m` alone where the other is none. */
export function times(m: Matrix, by: unknown): Matrix {
  const b = by === null || by === undefined ? [] : Array.from(by as ArrayLike<number>)
  if (b.length < 6 || !b.every(Number.isFinite)) return m
  const [a, c, d, e, f, g] = b as unknown as Matrix
  return [
    m[0] * a + m[2] * c,
    m[1] * a + m[3] * c,
    m[0] * d + m[2] * e,
    m[1] * d + m[3] * e,
    m[0] * f + m[2] * g + m[4],
    m[1] * f + m[3] * g + m[5],
  ]
}

type Point = readonly [number, number]

function takePath(args: unknown, m: Matrix, height: number, rules: Rule[]): void {
  if (!Array.isArray(args)) return
  const paint = Number(args[0])
  const data = (Array.isArray(args[1]) ? args[1][0] : null) as ArrayLike<number> | null
  if (data === null || data === undefined || !(strokes.has(paint) || fills.has(paint))) return
  for (const points of subpaths(data)) {
    const placed = points.map(([x, y]): Point => [m[0] * x + m[2] * y + m[4], height - (m[1] * x + m[3] * y + m[5])])
    if (fills.has(paint)) takeBar(placed, rules)
    else for (const [n, a] of placed.entries()) takeLine(a, placed[n + 1], rules)
  }
}

// 0 moves, 1 draws a line, 2 and 3 a curve, 4 closes
function subpaths(data: ArrayLike<number>): readonly (readonly Point[])[] {
  const paths: Point[][] = []
  for (let i = 0; i < data.length; ) {
    const code = data[i]
    const open = paths.at(-1)
    const point: Point = [data[i + 1]!, data[i + 2]!]
    if (code === 0) {
      paths.push([point])
      i += 3
    } else if (code === 1) {
      open?.push(point)
      i += 3
    } else if (code === 2 || code === 3) {
      // nothing that bends is a rule
      paths.push([code === 2 ? [data[i + 5]!, data[i + 6]!] : [data[i + 3]!, data[i + 4]!]])
      i += code === 2 ? 7 : 5
    } else {
      if (open !== undefined && open.length > 1) open.push(open[0]!)
      i += 1
    }
  }
  return paths
}

function takeLine(a: Point, b: Point | undefined, rules: Rule[]): void {
  if (b === undefined) return
  const [dx, dy] = [Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1])]
  if (dy < 0.6 && dx >= shortest)
    rules.push({ way: 'level', at: (a[1] + b[1]) / 2, from: Math.min(a[0], b[0]), to: Math.max(a[0], b[0]) })
  else if (dx < 0.6 && dy >= shortest)
    rules.push({ way: 'upright', at: (a[0] + b[0]) / 2, from: Math.min(a[1], b[1]), to: Math.max(a[1], b[1]) })
}

function takeBar(points: readonly Point[], rules: Rule[]): void {
  const [xs, ys] = [points.map((p) => p[0]), points.map((p) => p[1])]
  const [left, right, top, bottom] = [smallest(xs), largest(xs), smallest(ys), largest(ys)]
  if (bottom - top <= thickest && right - left >= shortest)
    rules.push({ way: 'level', at: (top + bottom) / 2, from: left, to: right })
  else if (right - left <= thickest && bottom - top >= shortest)
    rules.push({ way: 'upright', at: (left + right) / 2, from: top, to: bottom })
}
