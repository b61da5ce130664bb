import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { findTask, type Row, type Sample, scoreRecord, type Task } from '../../src/lab/index.ts'
import { bestOverlap } from '../../src/lab/scorer/spans.ts'
import { root } from '../layout.ts'

interface Case {
  readonly golds: string | readonly (readonly string[])[]
  readonly said: string
  readonly em: number
  readonly f1: number
  readonly fuzzy?: number
}
type Line = readonly [Case['golds'], string, number, number, number?]
const caseOf = ([golds, said, em, f1, fuzzy]: Line): Case => ({
  golds,
  said,
  em,
  f1,
  ...(fuzzy === undefined ? {} : { fuzzy }),
})
const cases = parse(readFileSync(join(root, 'test/lab/drop.yaml'), 'utf8')) as Record<string, readonly Line[]>
const task = (await findTask('drop')) as Task
const protocolOf = (id: string) => task.protocols.find((p) => p.id === id)!
const tools = { sandbox: null, judgement: null, resource: () => undefined }

function sampleOf(row: Row, id = 'lm-eval/drop'): Sample {
  if (task.dataset.kind !== 'file') throw new Error('no file')
  const sample = task.dataset.sample(row, 0, protocolOf(id))
  if (sample === null || 'lacks' in sample) throw new Error(sample?.lacks ?? 'passed over')
  return sample
}

const scored = (sample: Sample, text: string, id: string) =>
  scoreRecord(task, { sample, output: { text, finish: 'stop', served: 'm' } }, protocolOf(id), tools)

describe.each(Object.entries(cases))('%s', (id, all) => {
  test.each(all.map(caseOf))('$golds | $said', async ({ golds, said, em, f1, fuzzy }) => {
    const row =
      typeof golds === 'string' ? { context: 'A passage.', ref_text: golds } : { passage: 'P', answers: golds }
    const { value, parts } = await scored(sampleOf(row, id), said, id)
    expect(value).toBeCloseTo(f1, 9)
    expect(parts).toEqual({
      em,
      f1: expect.closeTo(f1, 9),
      ...(fuzzy === undefined ? {} : { fuzzy }),
    })
  })
})

const blank = { day: '', month: '', year: '' }

test('every answer counts that somebody validated, each once, a date by its words', () => {
  const row = {
    query_id: 'q',
    passage: 'P.',
    question: 'Q?',
    answer: { number: '', date: { day: '5', month: 'May', year: '' }, spans: [] },
    validated_answers: {
      number: ['7', '', ''],
      date: [blank, blank, { day: '5', month: 'May', year: '' }],
      spans: [[], ['red', 'blue'], []],
    },
  }
  expect(sampleOf(row)).toMatchObject({ id: 'q', input: 'P. Q?', target: ['5 May', '7', 'red, blue'] })
  // the same as an answer each, and as texts of JSON
  const each = row.validated_answers.number.map((number, i) => ({
    number,
    date: row.validated_answers.date[i],
    spans: row.validated_answers.spans[i],
  }))
  expect(sampleOf({ ...row, validated_answers: each }).target).toEqual(['5 May', '7', 'red, blue'])
  const texts = { answer: JSON.stringify(row.answer), validated_answers: JSON.stringify(each) }
  expect(sampleOf({ ...row, ...texts }).target).toEqual(['5 May', '7', 'red, blue'])
})

test.each([
  [{ question: 'Q?' }, 'passage or context'],
  [{ passage: 'P', question: 'Q?' }, 'answer, answers or ref_text'],
  [{ passage: 'P', answer: { number: '', spans: [] } }, 'answer, answers or ref_text'],
  [{ passage: 'P', answer: 'five' }, 'answer, answers or ref_text'],
])('a row %j lacks %s', (row, lacks) => {
  expect(task.dataset.kind === 'file' && task.dataset.sample(row, 0, task.protocols[0]!)).toEqual({ lacks })
})

test('questions on one passage stand and fall together', () => {
  const [a, b, c] = ['P one. A?', 'P one. B?', 'P two. A?'].map((t) => {
    const [passage, question] = [t.slice(0, 6), t.slice(7)]
    return sampleOf({ passage, question, answer: { number: '1' } }).cluster
  })
  expect(a).toBe(b)
  expect(a).not.toBe(c)
})

test('no answer throws, and none is worth less than nothing or more than all', () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'the an a5.-1e_+ \u001c\u00a0٣½x,"') }))
  fc.assert(
    fc.property(text, fc.array(fc.array(text, { minLength: 1, maxLength: 3 }), { maxLength: 3 }), (said, golds) => {
      const { em, f1 } = bestOverlap(said, golds, 2)
      expect(f1 >= 0 && f1 <= 1 && (em === 0 || em === 1)).toBe(true)
      const [first = ''] = golds[0] ?? []
      if (golds[0]?.length === 1 && /[\p{L}\p{N}]/u.test(first))
        expect(bestOverlap(first, golds, 2)).toEqual({ em: 1, f1: 1 })
    }),
    { numRuns: Number(process.env.ASSAY_FUZZ ?? 500) },
  )
})
