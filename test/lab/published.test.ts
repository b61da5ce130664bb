import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type LetterRule, scoreLetter } from '../../src/lab/scorer/letter.ts'
import { readNumeral } from '../../src/lab/scorer/numeral.ts'
import { scorePublished } from '../../src/lab/scorer/published.ts'
import { root } from '../layout.ts'

type Case = readonly [letters: string, target: string, text: string, value: number]
const cases = parse(readFileSync(join(root, 'test/lab/published.yaml'), 'utf8')) as Record<string, readonly Case[]>

const scored = (rule: string, letters: string, target: string, text: string) =>
  scorePublished(text, rule, { targets: [target], letters, choices: [] }) ??
  scoreLetter(text, target, rule as LetterRule, letters)

describe.each(Object.entries(cases))('%s', (rule, all) => {
  test.each(all)('%s | %s | %s', (letters, target, text, value) => {
    expect(scored(rule, letters, target, text).value).toBe(value)
  })
})

test('no rule throws, whatever it is given', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom(...'ANSWERanswer: is()[]{}$\\boxed%*.,0129AB 答案是选\n') }),
  )
  const rules = Object.keys(cases)
  fc.assert(
    fc.property(text, text, fc.constantFrom(...rules), (said, right, rule) => {
      const { value } = scored(rule, 'ABCD', right, said)
      expect(value >= 0 && value <= 1).toBe(true)
    }),
    { numRuns: Number(process.env.ASSAY_FUZZ ?? 1000) },
  )
})

test('an answer of megabytes is read in a moment', () => {
  const long = `${'The answer is not $x$ yet, 1 + 2 = 3. '.repeat(4000)}\nANSWER: B`
  for (const rule of Object.keys(cases)) {
    const before = performance.now()
    scored(rule, 'ABCD', 'B', long)
    expect(performance.now() - before, rule).toBeLessThan(5000)
  }
})

test.each(['\\[a', '\\(a', '\\boxed{', 'answer: \\[', '$a ', '\\boxed{1} '])(
  '%s over and over is read in time that grows with the text',
  (piece) => {
    const took = (rule: string, length: number) => {
      const text = piece.repeat(length / piece.length)
      const before = performance.now()
      scored(rule, '', '1', text)
      return performance.now() - before
    }
    for (const rule of ['lighteval-latex@1', 'lighteval-latex@2', 'lighteval-expression@1', 'compass-verify@1'])
      expect(took(rule, 100_000), rule).toBeLessThan(5000)
  },
)

test('what is opened and never closed hides nothing that is', () => {
  const value = (text: string) => scored('lighteval-latex@1', '', '5', text).value
  expect(value('Say $\\boxed{5}$ and then \\[ and \\boxed{ more')).toBe(1)
  expect(value('First \\[ x \\] then $5$ and \\( no end')).toBe(1)
  expect(value('Open \\[ and $6$')).toBe(0)
})

// numbers as inspect_ai reads them, in other signs and scripts
test.each([
  ['1,234', 1.234],
  ['1.5e3', 1500],
  ['−7', -7],
  ['１２', 12],
  ['12½', 12.5],
  ['-2²', 4],
  ['10³', 1000],
  ['二十三', 23],
  ['三万五千', 35000],
  ['二〇二五', 2025],
  ['三点一四', 3.14],
  ['1.234,5', 1234.5],
  ['1 000', 1000],
  ['Ⅻ', 12],
  ['lamp', null],
  ['', null],
  ['5 lamps', null],
])('%s is %s', (text, value) => {
  const read = readNumeral(text)
  expect(read === null ? null : Math.round(read * 1e9) / 1e9).toBe(value)
})
