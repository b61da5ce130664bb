import { expect, test } from 'vitest'
import { parseReport } from '../../src/report/parse.ts'

const front = '---\ntitle: Deep\nlang: en\n---\n\n'
const told = (body: string) => parseReport('a.md', front + body, 'en').diagnostics.map((d) => d.message.en)

test.each([
  ['quotes on one line', `${'> '.repeat(60)}words`],
  ['lists on one line', `${'- '.repeat(60)}words`],
  ['lists line by line', Array.from({ length: 1000 }, (_, n) => `${'  '.repeat(n)}- item`).join('\n')],
])('%s that nest without an end are refused', (_, body) => {
  expect(told(body)).toContain('quotes or lists are nested more than 50 deep')
})

test('a list of thirty levels is read', () => {
  const body = Array.from({ length: 30 }, (_, n) => `${'  '.repeat(n)}- item`).join('\n')
  expect(told(body).filter((m) => m.includes('nested'))).toEqual([])
})
