import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runIn } from '../terminal.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-imports-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const put = (name: string, ...rows: readonly unknown[]) =>
  writeFileSync(join(folder, name), rows.map((r) => (typeof r === 'string' ? r : JSON.stringify(r))).join('\n'))
const json = async (...argv: readonly string[]) => {
  const ran = await runIn(folder, 'eval', ...argv, '--json', '--lang', 'en')
  return { code: ran.code, ...JSON.parse(ran.out) }
}
// the outcomes that happened
const outcomes = (scored: { readonly summary: { readonly outcomes: Readonly<Record<string, number>> } }) =>
  Object.fromEntries(Object.entries(scored.summary.outcomes).filter(([, n]) => n > 0))
const says = async (...argv: readonly string[]) => {
  const { code, error } = await runIn(folder, 'eval', ...argv, '--lang', 'en')
  return { code, error }
}

describe('judgements of MT-Bench', () => {
  const single = (question: string, answer: string) =>
    `[Instruction]\nRate it.\n\n[Question]\n${question}\n\n[The Start of Assistant's Answer]\n${answer}\n[The End of Assistant's Answer]`
  const talk = (...parts: readonly string[]) =>
    `<|The Start of Assistant A's Conversation with User|>\n\n${parts
      .map((p, i) => `### ${i % 2 === 0 ? 'User' : 'Assistant A'}:\n${p}`)
      .join('\n\n')}\n\n<|The End of Assistant A's Conversation with User|>`
  const line = (model: string, id: number, turn: number, prompt: string, judgment: string, score: number) => ({
    question_id: id,
    model,
    judge: ['gpt-4', turn === 1 ? 'single-v1' : 'single-v1-multi-turn'],
    user_prompt: prompt,
    judgment,
    score,
    turn,
    tstamp: 1,
  })
  const both = (model: string, first: readonly [string, number], second: readonly [string, number]) => [
    line(model, 81, 1, single('Name a river.', 'The Po.'), first[0], first[1]),
    line(model, 81, 2, talk('Name a river.', 'The Po.', 'Another.', 'The Elbe.'), second[0], second[1]),
  ]
  beforeAll(() => {
    const a = both('lamp-1', ['Good. Rating: [[8]]', 8], ['Fair [6.5]', 6.5])
    const b = both('lamp-2', ['Rating: [[3]]', 3], ['no rating at all', -1])
    // second turns first, models mixed, as the published files are
    put('judged.jsonl', a[1], b[1], b[0], a[0])
  })
  test('are read again turn by turn, of one model', async () => {
    const args = ['import', 'judged.jsonl', '--task', 'mt-bench', '--model', 'lamp-1', '--out', 'judged-1'] as const
    expect(await json(...args)).toMatchObject({ code: 0, format: 'mt-bench', predictions: 1 })
    const scored = await json('score', 'judged-1')
    expect(scored.protocol).toMatchObject({ id: 'lmsys/mt-bench+judge', judge: 'single-v1 by gpt-4' })
    expect(scored.summary.headline.value).toBeCloseTo(0.725)
    expect(scored.agreement).toEqual({
      'turn 1 / 10': { same: 1, compared: 1 },
      'turn 2 / 10': { same: 1, compared: 1 },
    })
    const shown = await json('show', 'judged-1')
    expect(JSON.stringify(shown)).toContain('The Elbe.')
  })
  test('a judge that gives no rating leaves the answer unrated', async () => {
    await json('import', 'judged.jsonl', '--task', 'mt-bench', '--model', 'lamp-2', '--out', 'judged-2')
    const scored = await json('score', 'judged-2')
    expect(outcomes(scored as never)).toEqual({ unparsed: 1 })
  })
  test('of several models none is taken by itself', async () => {
    const bare = await says('import', 'judged.jsonl', '--task', 'mt-bench', '--out', 'none')
    expect(bare.code).toBe(2)
    expect(bare.error).toContain('the file holds the answers of 2 models: `lamp-1`, `lamp-2`')
    const typo = await says('import', 'judged.jsonl', '--task', 'mt-bench', '--model', 'lam-2', '--out', 'none')
    expect(typo.error).toContain('and none is `lam-2`: `lamp-2`')
  })
  test('answers alone take their question from the dataset', async () => {
    put('question.jsonl', { question_id: 81, category: 'writing', turns: ['Name a river.', 'Another.'] })
    put('answers.jsonl', {
      question_id: 81,
      answer_id: 'x',
      model_id: 'lamp-1',
      choices: [{ index: 0, turns: ['The Po.', 'The Elbe.'] }],
      tstamp: 1,
    })
    const run = await json(
      'import',
      'answers.jsonl',
      '--task',
      'mt-bench',
      '--data',
      'question.jsonl',
      '--out',
      'answers',
    )
    expect(run).toMatchObject({ code: 0, header: { model: { id: 'lamp-1' }, protocol: { id: 'lmsys/mt-bench' } } })
    expect(outcomes((await json('score', 'answers')) as never)).toEqual({ 'not-run': 1 })
  })
})

test('published solutions of GSM8K, several models beside each other', async () => {
  const one = (solution: string, right: boolean) => ({ solution, is_correct: right })
  put(
    'solutions.jsonl',
    {
      question: 'How many lamps?',
      ground_truth: 'Half of 2,160 is <<2160/2=1080>>1,080\nA: 1080',
      small: one('It is 54\nA: 54', false),
      large: one('2160 / 2 = 1080\nA: 1,080', true),
    },
    {
      question: 'How many rivers?',
      ground_truth: 'Three.\nA: 3',
      small: one('So 3 and', false),
      large: one('A: 3.0', false),
    },
  )
  for (const [model, wanted] of [
    ['small', { incorrect: 1, unparsed: 1 }],
    ['large', { correct: 1, incorrect: 1 }],
  ] as const) {
    const run = await json('import', 'solutions.jsonl', '--task', 'gsm8k', '--model', model, '--out', `sol-${model}`)
    expect(run).toMatchObject({
      code: 0,
      format: 'gsm8k-solutions',
      header: { protocol: { id: 'openai/grade-school-math' } },
    })
    const scored = await json('score', `sol-${model}`)
    expect([outcomes(scored as never), scored.agreement]).toEqual([wanted, { value: { same: 2, compared: 2 } }])
  }
})

test('answers under their ids in one JSON, with a value that only Python writes', async () => {
  const ask = (id: string, gold: string) => ({ id, input: `Long text ${id}\nQuestion`, output: gold })
  put('quality.jsonl', ask('20_1', '(A) yes'), ask('20_2', '(C) no'))
  put('named.json', { '20_1': '(A)', '20_2': '(B)' })
  const args = ['--task', 'zeroscrolls-quality', '--data', 'quality.jsonl'] as const
  expect(await json('import', 'named.json', ...args, '--out', 'named')).toMatchObject({ code: 0, predictions: 2 })
  expect(outcomes((await json('score', 'named')) as never)).toEqual({ correct: 1, incorrect: 1 })
  put('rows.json', '{"20_1": {"prediction": "(A) NaN, so", "score": NaN}, "20_2": {"prediction": "(C)", "score": 1}}')
  expect(await json('import', 'rows.json', ...args, '--out', 'rows')).toMatchObject({ code: 0, predictions: 2 })
  expect((await json('score', 'rows')).agreement).toEqual({ value: { same: 1, compared: 1 } })
})

test('rows of the details that Meta publishes', async () => {
  put('meta.jsonl', {
    task_name: 'Meta-Llama-3.1-8B-Instruct-evals__mmlu__0_shot__cot__details',
    subtask_name: 'mmlu_chat.astronomy',
    input_question: 'Which lamp burns?',
    input_choice_list: { A: 'red', B: 'blue', C: 'green', D: 'none' },
    input_correct_responses: ['B'],
    output_prediction_text: ['It burns blue. The best answer is B.'],
    output_parsed_answer: 'B',
    is_correct: true,
  })
  expect(await json('import', 'meta.jsonl', '--task', 'mmlu', '--out', 'meta')).toMatchObject({
    code: 0,
    format: 'meta-evals',
  })
  expect((await json('score', 'meta')).agreement).toEqual({
    value: { same: 1, compared: 1 },
    answer: { same: 1, compared: 1 },
  })
})
