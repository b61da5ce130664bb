import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatCsv, scanCsv, spanner } from '../../src/base/index.ts'
import { memoryEffects } from '../../src/project/memory.ts'
import { type Mark, rowsAt } from '../../src/project/place.ts'

const cell = fc.string({ unit: fc.constantFrom('a', '1', '"', ',', '\n', ' ', '数', '😀'), maxLength: 6 })
const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 12 })

test('rows are found where the reader of small texts finds them, over any cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom('', '\ufeff'),
      fc.integer({ min: 4, max: 40 }),
      async (rows, mark, piece) => {
        const text = `${mark}head,day\n${formatCsv(rows)}`
        const bare = text.slice(mark.length)
        const place = spanner('f', bare)
        const seen: { line: number; start: number; text: string }[] = []
        scanCsv(
          bare,
          (cells) => {
            const [start, end] = [cells[0]!.start, cells.at(-1)!.end]
            seen.push({ line: place({ start, end }).line, start, text: bare.slice(start, end) })
            return undefined
          },
          () => {},
        )
        const file = (await memoryEffects({ f: text }).open('f'))!
        const wanted = seen.slice(1).map((_, i) => i)
        expect([...(await rowsAt(file, { lines: 1, separator: ',' }, wanted, piece)).values()]).toEqual(seen.slice(1))
        const odd = wanted.filter((i) => i % 3 === 1)
        expect([...(await rowsAt(file, { lines: 1, separator: ',' }, odd, piece)).keys()]).toEqual(odd)
        // another pass begins near its rows
        const marks: Mark[] = []
        const at = (list: readonly number[]) => rowsAt(file, { lines: 1, separator: ',' }, list, piece, marks)
        const half = wanted.slice(0, Math.ceil(wanted.length / 2))
        for (const list of [half, odd, wanted.slice(-1), wanted])
          expect([...(await at(list)).values()]).toEqual(list.map((i) => seen[i + 1]))
      },
    ),
  )
})
