import { expect, test } from 'vitest'
import { openZip, zip } from '../../src/base/index.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const text = (found: Uint8Array | null | undefined) => (found ? new TextDecoder().decode(found) : found)
const whole = zip(
  new Map([
    ['a.txt', bytes('one')],
    ['下/b.txt', bytes('two '.repeat(1000))],
  ]),
  '2024-07-28',
)

test('parts are read one by one', () => {
  const parts = openZip(whole)!
  expect(parts.map((p) => [p.name, p.size])).toEqual([
    ['a.txt', 3],
    ['下/b.txt', 4000],
  ])
  expect(text(parts[1]?.read())).toBe('two '.repeat(1000))
})

test('a method that is not known is read by what unpacks it, and by nothing else', () => {
  const other = whole.slice()
  const view = new DataView(other.buffer)
  const directory = view.getUint32(other.length - 6, true)
  view.setUint16(directory + 10, 93, true)
  const unpack = (packed: Uint8Array, size: number) => new Uint8Array(size).fill(packed.length)
  expect(openZip(other)?.[0]?.read()).toBeNull()
  expect(openZip(other, { 93: unpack })?.[0]?.read()).toEqual(new Uint8Array(3).fill(5))
  const short = () => new Uint8Array(2)
  expect(openZip(other, { 93: short })?.[0]?.read()).toBeNull()
})

test('what is cut or spoilt anywhere is null, never a crash', () => {
  for (let at = 0; at < whole.length; at += 1) {
    for (const part of openZip(whole.subarray(0, at)) ?? []) part.read()
    const spoilt = whole.slice()
    spoilt[at] = spoilt[at]! ^ 0xff
    for (const part of openZip(spoilt) ?? []) part.read()
  }
  expect(openZip(new Uint8Array(10))).toBeNull()
})
