import { describe, expect, test } from 'vitest'
import {
  clustered,
  holm,
  macro,
  mcnemar,
  minimumEffect,
  normalQuantile,
  pairedBootstrap,
  passAtK,
  passHatK,
  reduced,
  share,
  studentQuantile,
  supportedPlaces,
  tInterval,
} from '../../src/lab/index.ts'
import { riskCoverage, statedConfidence } from '../../src/lab/metric/risk.ts'

const near = (x: number, y: number, places = 4) => expect(x).toBeCloseTo(y, places)

describe('quantiles against published tables', () => {
  test.each([
    [0.975, 1, 12.7062],
    [0.975, 2, 4.3027],
    [0.975, 5, 2.5706],
    [0.975, 30, 2.0423],
    [0.975, 120, 1.9799],
    [0.95, 10, 1.8125],
    [0.995, 8, 3.3554],
  ])('t(%d, %d)', (p, df, t) => near(studentQuantile(p, df), t))
  test.each([
    [0.5, 0],
    [0.8, 0.841621],
    [0.975, 1.959964],
    [0.9999, 3.719016],
    [0.025, -1.959964],
  ])('z(%d)', (p, z) => near(normalQuantile(p), z, 5))
})

describe('intervals', () => {
  test('Wilson is not empty at the ends', () => {
    const e = share(10, 10)
    near(e.low, 0.7225, 4)
    expect(e.high).toBe(1)
    expect(share(0, 10).low).toBe(0)
  })
  test('t of three values', () => {
    const e = tInterval({ n: 3, sum: 6, squares: 14 })
    near(e.low, -0.4841)
    near(e.high, 4.4841)
  })
  test('clusters of one sample each are no clusters', () => {
    const values = [1, 0, 1, 1, 0, 1, 0, 1]
    const a = clustered(values.map((v) => ({ n: 1, sum: v })))
    const b = tInterval({ n: 8, sum: 5, squares: 5 })
    near(a.error, b.error, 10)
  })
  test('samples that stand and fall together count once', () => {
    const pairs = [1, 0, 1, 1, 0, 1, 0, 1].map((v) => ({ n: 4, sum: 4 * v }))
    near(clustered(pairs).error, tInterval({ n: 8, sum: 5, squares: 5 }).error, 10)
  })
  test('macro is not micro', () => {
    const e = macro([
      { n: 10, sum: 10, squares: 10 },
      { n: 90, sum: 0, squares: 0 },
    ])
    expect(e.value).toBe(0.5)
  })
  test('nothing measured is no number', () => {
    expect(share(0, 0).value).toBeNaN()
    expect(tInterval({ n: 1, sum: 1, squares: 1 }).low).toBeNaN()
  })
})

describe('several answers to one sample', () => {
  test('pass@k is the share of draws that hold a right one', () => {
    for (const [n, c, k] of [
      [5, 2, 1],
      [5, 2, 3],
      [6, 1, 2],
      [4, 0, 2],
      [4, 4, 4],
    ] as const) {
      const draws = subsets(n, k)
      near(passAtK(n, c, k), draws.filter((d) => d.some((i) => i < c)).length / draws.length, 12)
      near(passHatK(n, c, k), draws.filter((d) => d.every((i) => i < c)).length / draws.length, 12)
    }
  })
  test('fewer answers than k are no estimate', () => expect(passAtK(3, 1, 4)).toBeNaN())
  test('reducers', () => {
    expect(reduced([1, 0, 1], 'mean')).toBeCloseTo(2 / 3)
    expect(reduced([1, 0, 1], 'mode')).toBe(1)
    expect(reduced([1, 0], 'mode')).toBe(0.5)
    expect(reduced([1, 1, 0, 0], 'pass^2')).toBeCloseTo(1 / 6)
  })
})

describe('risk and coverage', () => {
  test('surest first, answers of one confidence in any order', () => {
    const { points, aurc, stated } = riskCoverage([0.9, 0.5, 0.5, 0.2], [1, 0, 1, 0], 8)
    expect(points).toEqual([
      { confidence: 0.9, coverage: 1 / 8, risk: 0 },
      { confidence: 0.5, coverage: 3 / 8, risk: 1 / 3 },
      { confidence: 0.2, coverage: 4 / 8, risk: 1 / 2 },
    ])
    // the two of one confidence count as half a mistake each
    expect(aurc).toBeCloseTo((0 + 0.5 / 2 + 1 / 3 + 2 / 4) / 4)
    expect(stated).toBe(4)
  })
  test('confidence that says nothing gives the risk of all', () => {
    const values = Array.from({ length: 200 }, (_, i) => (i % 4 === 0 ? 0 : 1))
    expect(riskCoverage(new Array(200).fill(0.7), values, 200)).toMatchObject({ aurc: 0.25, points: [{ risk: 0.25 }] })
  })
  test('a curve of many confidences ends where everything is answered', () => {
    const { points } = riskCoverage(
      Array.from({ length: 500 }, (_, i) => i / 500),
      new Array(500).fill(1),
      500,
    )
    expect(points).toHaveLength(20)
    expect(points.at(-1)).toEqual({ confidence: 0, coverage: 1, risk: 0 })
  })
  test.each([
    ['Confidence: 85%', 0.85],
    ['confidence = 0.4', 0.4],
    ['**Confidence:** 70', 0.7],
    ['置信度：90％', 0.9],
    ['Confidence: 20%\nno, Confidence: 60%', 0.6],
    ['I have confidence in 3 things', null],
    ['Confidence: 850%', null],
    ['Paris', null],
  ])('%s', (text, stated) => expect(statedConfidence(text)).toBe(stated))
})

describe('comparisons', () => {
  test.each([
    [10, 2, 0.03857],
    [5, 0, 0.0625],
    [0, 0, 1],
    [7, 7, 1],
    [25, 10, 0.0167],
  ])('McNemar %d against %d', (a, b, p) => near(mcnemar(a, b), p))
  test('Holm', () => expect(holm([0.01, 0.04, 0.03]).map((p) => Number(p.toFixed(4)))).toEqual([0.03, 0.06, 0.06]))
  test('the bootstrap finds a difference, and none where there is none', () => {
    const some = Array.from({ length: 200 }, (_, i) => (i % 4 === 0 ? 1 : 0))
    const none = Array.from({ length: 200 }, (_, i) => (i % 4 === 0 ? 1 : i % 4 === 1 ? -1 : 0))
    const found = pairedBootstrap(some, null, 4000)
    expect(found.low).toBeGreaterThan(0.18)
    expect(found.high).toBeLessThan(0.32)
    expect(found.p).toBeLessThan(0.001)
    expect(pairedBootstrap(none, null, 4000).p).toBeGreaterThan(0.9)
    expect(pairedBootstrap(some, null, 4000)).toEqual(found)
  })
  test('clusters widen it', () => {
    const values = Array.from({ length: 200 }, (_, i) => (Math.floor(i / 20) % 4 === 0 ? 1 : 0))
    const clusters = values.map((_, i) => String(Math.floor(i / 20)))
    const [plain, together] = [pairedBootstrap(values, null, 4000), pairedBootstrap(values, clusters, 4000)]
    expect(together.high - together.low).toBeGreaterThan(2 * (plain.high - plain.low))
  })
  test('what a run can show', () => {
    near(minimumEffect(1000, { p: 0.5 }), 0.06264, 4)
    near(minimumEffect(1319, { disagreement: 0.1 }), 0.02439, 4)
  })
  test.each([
    [0.02, 1],
    [0.2, 0],
    [0.001, 2],
    [0.0001, 3],
  ])('an error of %d supports %d places', (e, places) => expect(supportedPlaces(e)).toBe(places))
})

function subsets(n: number, k: number): number[][] {
  if (k === 0) return [[]]
  return Array.from({ length: n }, (_, i) => i).flatMap((i) => subsets(i, k - 1).map((s) => [...s, i]))
}
