import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseYaml } from '../../../src/base/index.ts'
import { adviceReader } from '../../../src/report/publish/advice.ts'
import { createWordLists } from '../../../src/report/publish/wording.ts'
import { readRows, type TextRow } from '../../../src/sources/index.ts'
import { root } from '../../layout.ts'

const rows: TextRow[] = []
const file = join(root, 'data/rules/advice.csv')
readRows(file, readFileSync(file, 'utf8'), {}, ({ row }) => rows.push(row))
const read = adviceReader(createWordLists(rows))
const cases = parseYaml(readFileSync(join(root, 'test/report/publish/advice.yaml'), 'utf8')).value as {
  readonly refused: readonly string[]
  readonly passed: readonly string[]
}

test.each(cases.refused)('only a licensed publisher says: %s', (text) => {
  expect(read(text)).not.toEqual([])
})

test.each(cases.passed)('anybody says: %s', (text) => {
  expect(read(text)).toEqual([])
})

// every rating of every scheme is refused beside each word that gives one
const words = rows.filter((r) => r.list === 'rating').map((r) => r.word!)
test.each(words)('the rating %s is refused where it is given', (word) => {
  const zh = /\p{Script=Han}/u.test(word)
  const given = zh
    ? [`我们给予“${word}”评级`, `评级：${word}`, `上调至${word}`, `评级由买入下调至${word}。`, `维持${word}。`]
    : [
        `We reiterate our ${word} rating`,
        `Rating: ${word}`,
        `We maintain ${word}.`,
        `Rating cut from buy to ${word}.`,
        `评级：${word}`,
      ]
  expect(given.filter((text) => read(text).length === 0)).toEqual([])
})

test('a long line comes to an end', { timeout: 5000 }, () => {
  const long = `评级${'维持买入给予'.repeat(400)}的人 rating ${'buy to hold at '.repeat(400)}things`
  expect(read(long)).not.toBe(null)
})
