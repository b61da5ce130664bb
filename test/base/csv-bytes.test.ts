import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byteScanner, cellText, scanCsv } from '../../src/base/index.ts'

interface Read {
  readonly rows: string[][]
  readonly faults: string[]
  readonly lines: number[]
}

function readBytes(text: string, size: number, separator = ','): Read {
  const bytes = new TextEncoder().encode(text)
  const rows: string[][] = []
  const faults: string[] = []
  const lines: number[] = []
  const scanner = byteScanner(separator, {
    row: (cells) => {
      rows.push(Array.from({ length: cells.count }, (_, i) => cellText(cells, i)))
      lines.push(cells.line)
      return true
    },
    fault: (kind, line) => faults.push(`${line} ${kind}`),
  })
  let start = 0
  for (let end = Math.min(size, bytes.length); ; end = Math.min(end + size, bytes.length)) {
    start += scanner.read(bytes.slice(start, end), end === bytes.length)
    if (end === bytes.length) break
  }
  expect(start).toBe(bytes.length)
  return { rows, faults, lines }
}

function readText(text: string): Pick<Read, 'rows' | 'lines'> {
  const rows: string[][] = []
  const lines: number[] = []
  scanCsv(
    text,
    (cells) => {
      rows.push(cells.map((c) => c.text))
      lines.push(text.slice(0, cells[0]!.start).split('\n').length)
      return undefined
    },
    () => {},
  )
  return { rows, lines }
}

test('bytes in pieces give the rows that the whole text gives', () => {
  const part = fc.constantFrom('a', 'bc', ',', ',', '"', '""', '\n', '\n', '\r\n', '\r', '电视', '"x,y"', '"1\n2"', ' ')
  const text = fc.array(part, { maxLength: 40 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 50 }), (whole, size) => {
      const { rows, lines } = readBytes(whole, size)
      expect({ rows, lines }).toEqual(readText(whole))
    }),
    { numRuns: Number(process.env.ASSAY_FUZZ ?? 2000) },
  )
})

test('what is wrong with quotes is told once, with its line', () => {
  expect(readBytes('a,b\n1,"2\n3,4\n', 3)).toEqual({
    rows: [
      ['a', 'b'],
      ['1', '"2'],
      ['3', '4'],
    ],
    faults: ['2 open-quote'],
    lines: [1, 2, 3],
  })
  expect(readBytes('a,b\n\n"1"x,"2"""\n', 4).faults).toEqual(['3 text-after-quote'])
})

test('a quote left open far ahead of the end takes one row only', () => {
  const rest = '5,6\n'.repeat(400_000)
  const { rows, faults } = readBytes(`a,b\n1,"2\n3,4\n${rest}`, 1 << 16)
  expect(rows.length).toBe(400_003)
  expect(faults).toEqual(['2 open-quote'])
})

test('a row wider than any before is read whole', () => {
  const wide = Array.from({ length: 1000 }, (_, i) => `c${i}`)
  expect(readBytes(`a\n${wide.join(';')}\n`, 100, ';').rows[1]).toEqual(wide)
})
