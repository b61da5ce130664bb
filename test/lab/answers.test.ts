import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readRating } from '../../src/lab/benchmark/mtbench.ts'
import { readGrade } from '../../src/lab/scorer/abstain.ts'
import { sameMath } from '../../src/lab/scorer/algebra.ts'
import { parseCalls } from '../../src/lab/scorer/bfcl.ts'
import { scoreFiltered } from '../../src/lab/scorer/filters.ts'
import { type CallLanguage, convertForeign } from '../../src/lab/scorer/foreign.ts'
import { parseInvocation } from '../../src/lab/scorer/invoke.ts'
import { lastBoxed, normalizeFinal, stripAnswer } from '../../src/lab/scorer/latex.ts'
import { type LetterRule, takeLetter } from '../../src/lab/scorer/letter.ts'
import { type Literal, parseLiteral } from '../../src/lab/scorer/literal.ts'
import { foldNumber, lastNumber, takeNumber } from '../../src/lab/scorer/number.ts'
import { root } from '../layout.ts'

type Case = readonly (string | number | null)[]
const cases = parse(readFileSync(join(root, 'test/lab/answers.yaml'), 'utf8')) as Record<string, readonly Case[]>

const one: Readonly<Record<string, (...given: string[]) => unknown>> = {
  letter: (rule, letters, text) => takeLetter(text!, rule as LetterRule, letters!)?.letter ?? null,
  number: (text) => lastNumber(text!),
  strict: (text) => takeNumber(text!, 'strict'),
  flexible: (text) => takeNumber(text!, 'flexible'),
  fold: (text) => foldNumber(text!),
  rating: (text) => readRating(text!),
  grade: (text) => readGrade(text!),
  boxed: (text) => lastBoxed(text!),
  strip: (text) => stripAnswer(text!),
  minerva: (text) => normalizeFinal(text!),
  math: (a, b) => sameMath(a!, b!),
  calls: (text) => parseCalls(text!)?.length ?? null,
  foreign: (language, text, type, nested) => {
    const given = parseInvocation(text!, language as CallLanguage)?.[0]?.named.find(([name]) => name === 'v')?.[1]
    if (given?.kind !== 'str') return null
    return told(convertForeign(given.value, type!, nested === '' ? undefined : nested, language as CallLanguage))
  },
  filtered: (name, language, text, target) =>
    Object.values(scoreFiltered(text!, target!, name!, language).parts ?? {}).join(' '),
}

function told(value: Literal): string {
  if (value.kind === 'list') return `list ${value.items.map(told).join(', ')}`
  if (value.kind === 'dict') return `dict ${value.entries.map(([k, v]) => `${told(k).slice(4)} ${told(v)}`).join(', ')}`
  return 'value' in value ? `${value.kind} ${value.value}` : value.kind
}

describe.each(Object.keys(one))('%s', (kind) => {
  test.each(cases[kind]!.map((c) => [c.slice(0, -1).join(' | '), c] as const))('%s', (_, c) => {
    expect(one[kind]!(...(c.slice(0, -1) as string[]))).toBe(c.at(-1))
  })
})

test('readers of answers never throw', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom(...'\\frac{}()[]$^_+-*/=,.0123456789xyABCD \n#"\'') }),
  )
  fc.assert(
    fc.property(text, text, (a, b) => {
      for (const rule of [
        'best-answer-is@1',
        'simple-evals@1',
        'tiger@1',
        'infinitebench@1',
        'parenthesized@1',
      ] as const)
        takeLetter(a, rule, 'ABCD')
      stripAnswer(a)
      normalizeFinal(a)
      lastBoxed(a)
      parseLiteral(a)
      for (const language of ['java', 'javascript'] as const) {
        parseInvocation(a, language)
        for (const type of ['array', 'dict', 'ArrayList', 'HashMap', 'Array'])
          convertForeign(a, type, undefined, language)
      }
      expect(['equal', 'unequal', 'unknown']).toContain(sameMath(a, b))
    }),
    { numRuns: Number(process.env.ASSAY_FUZZ ?? 1000) },
  )
})

test('an answer is the same as itself wherever its value can be told', () => {
  const number = fc.integer({ min: -9999, max: 9999 })
  fc.assert(
    fc.property(number, fc.integer({ min: 1, max: 99 }), (a, b) => {
      expect(sameMath(`\\frac{${a}}{${b}}`, `${a}/${b}`)).toBe('equal')
      expect(sameMath(`${a}`, `${a + 1}`)).toBe('unequal')
    }),
  )
})
