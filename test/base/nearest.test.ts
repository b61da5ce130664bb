import { expect, test } from 'vitest'
import { editDistance, nearest } from '../../src/base/nearest.ts'

// the whole table of distances, with nothing left out
function plainDistance(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  )
  const at = (i: number, j: number) => table[i]![j]!
  for (let i = 1; i <= a.length; i += 1)
    for (let j = 1; j <= b.length; j += 1) {
      const isExchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      table[i]![j] = Math.min(
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
        isExchanged ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY,
      )
    }
  return at(a.length, b.length)
}

let state = 7
const below = (n: number) => {
  state = (state * 1_103_515_245 + 12_345) & 0x7fffffff
  return state % n
}
const word = () => Array.from({ length: below(9) }, () => 'abc'[below(3)]).join('')

test('a distance within its limit is that of the whole table', () => {
  for (let n = 0; n < 10_000; n += 1) {
    const [a, b, limit] = [word(), word(), below(6)]
    expect([a, b, editDistance(a, b, limit)]).toEqual([a, b, Math.min(plainDistance(a, b), limit + 1)])
  }
})

test('the nearest names are those of all that are near enough', () => {
  for (let n = 0; n < 1_000; n += 1) {
    const known = [...new Set(Array.from({ length: below(30) }, word))]
    const name = word()
    const limit = Math.min(name.length - 1, Math.max(2, Math.ceil(name.length * 0.4)))
    const scored = known
      .map((k) => ({ k, distance: name.length > 2 && k.includes(name) ? 0.5 : plainDistance(name, k) }))
      .filter(({ k, distance }) => distance <= limit && (k.includes(name) || Math.abs(k.length - name.length) <= limit))
      .sort((a, b) => a.distance - b.distance || (a.k < b.k ? -1 : 1))
    expect([name, nearest(name, known)]).toEqual([name, scored.slice(0, 3).map(({ k }) => k)])
  }
})
