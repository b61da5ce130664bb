import { expect, test } from 'vitest'
import { decimal, plain } from '../../src/base/index.ts'

test('plain digits are those of the decimal itself, whatever its size and sign', () => {
  for (const digits of ['0', '1', '10', '405', '12345', '1000001', '9007199254740993'])
    for (let exponent = -30; exponent <= 30; exponent += 1)
      for (const sign of ['', '-']) {
        const value = decimal(`${sign}${digits}e${exponent}`)
        expect(plain(value)).toBe(value.toFixed())
      }
})
