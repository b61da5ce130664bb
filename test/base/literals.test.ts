import fc from 'fast-check'
import { expect, test } from 'vitest'
import { literalsOf } from '../../src/base/index.ts'

const patterns = [
  /\b(?:above|below|over)\b|超过|低于/i,
  /[由从自]|from/i,
  /(?:每|per\s)(?:卡|GPU)[- ]?(?:hours?|小时)?/i,
  /ab?c|d{2,3}e|f+g/,
  /(?<!x)ab(?=c)|(?<=a)bc(?!d)/,
  /a[bc]d|[^a]e|[a-c]f/,
  /x*a|\d+b/,
  /(?:ab|cd){1}e|(?:ab|cd){2}/,
  /Δ|a\u0062c|\.d/,
  /^ab$|\s?c\sd/,
  /a(?:b|)c/,
]
const pieces =
  'above below over from per hours GPU abc ac bc cd de e f g x d ab Δ . 超过 低于 由 自 每 卡 小时 1 2 A B C'.split(' ')

test('every match of a pattern holds one of its literals', () => {
  const texts = fc.array(fc.constantFrom(...pieces, ' ', '-'), { maxLength: 8 }).map((p) => p.join(''))
  fc.assert(
    fc.property(texts, fc.constantFrom(...patterns), (text, pattern) => {
      const found = pattern.exec(text)?.[0].toLowerCase()
      const literals = literalsOf(pattern)
      if (found === undefined || literals.length === 0) return
      // what stands around a match may be what it needs: the whole text is looked through
      expect([text, pattern.source, literals.some((l) => text.toLowerCase().includes(l))]).toEqual([
        text,
        pattern.source,
        true,
      ])
    }),
    { numRuns: 5000 },
  )
})

test('the literals of a pattern are as long as they can be, and none where there are none', () => {
  expect(literalsOf(/\b(?:above|below)\b|超过/i)).toEqual(['above', 'below', '超过'])
  expect(literalsOf(/占比(?:约|为)?\d/)).toEqual(['占比'])
  expect(literalsOf(/\d+%?/)).toEqual([])
  expect(literalsOf(/a|\d/)).toEqual([])
  expect(literalsOf(/[^a]|b/)).toEqual([])
  expect(literalsOf(/É/i)).toEqual([])
})
