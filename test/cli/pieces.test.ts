import { expect, test } from 'vitest'
import { formatJson, formatJsonPieces } from '../../src/cli/format/json.ts'

const items = (n: number) => Array.from({ length: n }, (_, i) => ({ i, text: `第 ${i} 行\n"quoted"`, at: [i, [], {}] }))

test.each([
  {},
  { a: 1, b: undefined, c: [] },
  { claims: items(3), nested: { list: items(2) } },
  { document: { file: 'a\nb' }, claims: items(4_001), findings: items(2_000), last: null },
])('pieces of JSON are those of the whole', (value) => {
  expect([...formatJsonPieces(value)].join('')).toBe(formatJson(value))
})
