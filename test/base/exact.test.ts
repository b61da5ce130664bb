import Big from 'big.js'
import { expect, test } from 'vitest'
import { Exact } from '../../src/base/exact.ts'
import { random as randomOf } from '../../src/base/index.ts'

// the same package without what is made short
const Plain = Big()
Object.assign(Plain, { DP: Exact.DP, RM: Exact.RM, NE: Exact.NE, PE: Exact.PE })

const { next: random, below: whole } = randomOf('exact decimals')

function written(): string {
  const digits = Array.from({ length: 1 + whole(random() < 0.2 ? 30 : 9) }, () => whole(10)).join('')
  const kind = whole(10)
  if (kind === 0) return '0'
  if (kind === 1) return `${random() < 0.5 ? '-' : ''}1e${whole(30) - 15}`
  if (kind === 2) return `${digits}e${whole(80) - 40}`
  const at = whole(digits.length + 1)
  return `${random() < 0.3 ? '-' : ''}${digits.slice(0, at) || '0'}.${digits.slice(at) || '0'}`
}

const shape = ({ s, e, c }: Big) => `${s} ${e} ${c.join(',')}`

test('what is made short gives the same sign, exponent and digits', () => {
  for (let i = 0; i < 40_000; i += 1) {
    const [x, y] = [written(), i % 7 === 0 ? '3' : written()]
    const [a, b, c, d] = [new Exact(x), new Exact(y), new Plain(x), new Plain(y)]
    for (const name of ['plus', 'minus', 'times', 'div', 'mod', 'cmp', 'eq', 'lt', 'gte'] as const) {
      if ((name === 'div' || name === 'mod') && d.eq(0)) {
        expect(() => a[name](b)).toThrow()
        continue
      }
      const [quick, slow] = [a[name](b), c[name](d)]
      const same = typeof quick === 'object' ? shape(quick) === shape(slow as Big) : quick === slow
      if (!same) expect(`${x} ${name} ${y}: ${shape(quick as Big)}`).toBe(shape(slow as Big))
      // neither side may change
      if (shape(a) !== shape(c) || shape(b) !== shape(d)) expect(`${x} ${name} ${y}`).toBe('left as they were')
    }
    for (const name of ['abs', 'neg'] as const)
      if (shape(a[name]()) !== shape(c[name]())) expect(shape(a[name]())).toBe(shape(c[name]()))
    if (a.toFixed() !== c.toFixed() || a.toFixed(3) !== c.toFixed(3)) expect(a.toFixed()).toBe(c.toFixed())
    if (x[0] !== '-' && i % 50 === 0 && shape(a.sqrt()) !== shape(c.sqrt())) expect(x).toBe('its root')
  }
})

test('a tie of the last place goes to the even digit', () => {
  const tie = new Exact('1').div(new Exact('2').times(new Exact(10).pow(40)))
  expect(tie.toFixed()).toBe('0')
  expect(new Exact('3').div(new Exact('2').times(new Exact(10).pow(40))).toFixed()).toBe(`0.${'0'.repeat(39)}2`)
})
