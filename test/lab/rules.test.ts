import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runIn } from '../terminal.ts'
import { folderOf } from './folder.ts'

const { folder, put, lines, json, taken } = folderOf('rules')

const asked = (n: number, count: number) =>
  `Question: Which lamp is ${n}?\n${'ABCDEFGHIJ'
    .slice(0, count)
    .split('')
    .map((l, i) => `${l}. lamp ${i}`)
    .join('\n')}\nAnswer:`
const detail = (n: number, said: string, pred: string, right: string, count = 4) => ({
  prompt: [{ role: 'HUMAN', prompt: asked(n, count) }],
  origin_prediction: said,
  predictions: pred,
  references: right,
  correct: pred === right,
})

describe('OpenCompass', () => {
  test('of its rules the one that gives the scores in the file', async () => {
    put('first-option.json', {
      accuracy: 50,
      details: { type: 'GEN', 0: detail(0, '所以答案是C。', 'C', 'C'), 1: detail(1, '选B', 'B', 'A') },
    })
    expect(await taken('a', 'first-option.json', '--task', 'mmlu')).toEqual({
      format: 'opencompass',
      protocol: 'opencompass/first-option',
      outcomes: { correct: 1, incorrect: 1 },
      agreement: { value: { same: 2, compared: 2 }, answer: { same: 2, compared: 2 } },
    })
    put('answer.json', { details: { 0: detail(0, 'D? ANSWER: C', 'C', 'C'), 1: detail(1, 'It is B', '', 'B') } })
    expect(await taken('b', 'answer.json', '--task', 'arc-challenge', '--protocol', 'opencompass/arc')).toMatchObject({
      agreement: { value: { same: 1, compared: 2 } },
    })
    expect(await taken('c', 'answer.json', '--task', 'mmlu')).toMatchObject({
      protocol: 'opencompass/mmlu',
      outcomes: { correct: 1, unparsed: 1 },
      agreement: { value: { same: 2, compared: 2 } },
    })
  })
  test('ten options, and details that say nothing of right and wrong', async () => {
    const { correct: _, ...silent } = detail(0, 'ANSWER: J', 'J', 'J', 10)
    put('ten.json', { details: { type: 'GEN', 0: silent } })
    expect(await taken('d', 'ten.json', '--task', 'mmlu-pro')).toMatchObject({
      protocol: 'opencompass/mmlu-pro',
      outcomes: { correct: 1 },
      agreement: { value: { same: 1, compared: 1 } },
    })
  })
  test('predictions and results of one name in two folders', async () => {
    for (const part of ['predictions', 'results']) mkdirSync(join(folder, part), { recursive: true })
    const said = (text: string) => ({
      origin_prompt: [{ role: 'HUMAN', prompt: 'Question: How many?' }],
      prediction: text,
      gold: '1080',
    })
    put('predictions/gsm8k.json', { 0: said('So it is 1080.'), 1: said('It is 1,080') })
    put('results/gsm8k.json', {
      accuracy: 50,
      details: [
        { pred: '1080', answer: '1080', correct: true },
        { pred: '080', answer: '1080', correct: false },
      ],
    })
    for (const [run, ...order] of [
      ['e', 'predictions', 'results'],
      ['f', 'results', 'predictions'],
    ] as const)
      expect(await taken(run, ...order.map((o) => `${o}/gsm8k.json`), '--task', 'gsm8k')).toMatchObject({
        protocol: 'opencompass/gsm8k',
        outcomes: { correct: 1, incorrect: 1 },
        agreement: { value: { same: 2, compared: 2 } },
      })
  })
})

// a log of Inspect, as short as one can be
const log = (name: string, options: object, ...samples: readonly object[]) => ({
  version: 2,
  status: 'success',
  eval: { task: 't', model: 'house/lamp-1', scorers: [{ name, options }] },
  samples: samples.map((s, i) => ({ id: i + 1, epoch: 1, ...s })),
})
const answered = (input: string, target: string, said: string, value: unknown, more = {}) => ({
  input,
  target,
  output: { model: 'house/lamp-1', choices: [{ message: { role: 'assistant', content: said }, stop_reason: 'stop' }] },
  scores: { any: { value, answer: null } },
  ...more,
})

describe('Inspect', () => {
  test('the scorer that the log names, with its options', async () => {
    put(
      'match.json',
      log(
        'match',
        { numeric: true, location: 'any' },
        answered('How many?', '7', '7 lamps, not 8', 'C'),
        answered('How many more?', '7', 'It is 8', 'I'),
      ),
    )
    expect(await taken('g', 'match.json', '--task', 'gsm8k')).toEqual({
      format: 'inspect',
      protocol: 'inspect/match-any',
      outcomes: { correct: 1, incorrect: 1 },
      agreement: { value: { same: 2, compared: 2 } },
    })
    put('includes.json', log('includes', { ignore_case: false }, answered('Who?', 'Ada', 'It was ada.', 'I')))
    expect(await taken('h', 'includes.json', '--task', 'gsm8k')).toMatchObject({
      protocol: 'inspect/includes-case',
      agreement: { value: { same: 1, compared: 1 } },
    })
  })
  test('an answer that nobody gave is none', async () => {
    const choices = { choices: ['red', 'blue', 'green', 'none'] }
    put(
      'choice.json',
      log(
        'choice',
        {},
        answered('Which?', 'B', '**ANSWER: B**', 'C', choices),
        answered('Which one?', 'B', '', 'N', choices),
      ),
    )
    expect(await taken('i', 'choice.json', '--task', 'mmlu')).toMatchObject({
      protocol: 'inspect/choice',
      outcomes: { correct: 1, unparsed: 1 },
      agreement: { value: { same: 2, compared: 2 } },
    })
  })
})

test('MMLU-Pro: either generation of its script, and the option that it draws', async () => {
  const row = (id: number, said: string, pred: string | null) => ({
    question_id: id,
    question: `Which is ${id}?`,
    options: Array.from({ length: 10 }, (_, i) => `lamp ${i}`),
    answer: 'G',
    answer_index: 6,
    category: 'law',
    pred,
    model_outputs: said,
  })
  lines('now.jsonl', row(1, 'I have no Idea, so G', 'G'), row(2, 'none', null))
  const now = await taken('j', 'now.jsonl', '--task', 'mmlu-pro')
  expect(now).toMatchObject({ protocol: 'tiger/mmlu-pro', outcomes: { correct: 1, unparsed: 1 } })
  expect((await json('score', 'j')).summary.headline.value).toBe(1)
  lines('then.jsonl', row(1, 'It is a Great Day', 'D'), row(2, 'a Fine Idea', 'I'))
  expect(await taken('k', 'then.jsonl', '--task', 'mmlu-pro')).toMatchObject({
    protocol: 'tiger/mmlu-pro-2024',
    agreement: { answer: { same: 2, compared: 2 } },
  })
})

test('simple-evals: conversations and pages of a run', async () => {
  const page = (right: string, took: string, score: string) =>
    `<h3>Results</h3>\n<p>Correct Answer: ${right}</p>\n<p>Extracted Answer: ${took}</p>\n<p>Score: ${score}</p>`
  const convo = (asked: string, said: string) => [
    { role: 'user', content: asked },
    { role: 'assistant', content: said },
  ]
  const choice = (n: number) => `Answer it.\n\nWhich lamp is ${n}?\n\nA) red\nB) blue\nC) green\nD) none`
  put('mmlu_allresults.json', {
    score: 0.5,
    metrics: {},
    htmls: [page('B', 'B', '1.0'), page('B', 'b', '0.0')],
    convos: [convo(choice(1), 'Answer: **B**'), convo(choice(2), 'answer: b')],
    metadata: null,
  })
  expect(await taken('o', 'mmlu_allresults.json', '--task', 'mmlu')).toEqual({
    format: 'simple-evals',
    protocol: 'openai/simple-evals',
    outcomes: { correct: 1, incorrect: 1 },
    agreement: { value: { same: 2, compared: 2 }, answer: { same: 1, compared: 1 } },
  })
  put('mgsm_allresults.json', {
    htmls: [page('18', '18', 'True')],
    convos: [convo('Löse dies. Schreibe "Antwort:" davor.\n\nWie viele?', 'Antwort: 18.0')],
  })
  expect(await taken('p', 'mgsm_allresults.json', '--task', 'mgsm')).toMatchObject({
    protocol: 'openai/simple-evals',
    agreement: { value: { same: 1, compared: 1 } },
  })
})

test('SimpleQA: labels, what a judge said, and what was not attempted', async () => {
  const row = (n: number, more: object) => ({
    problem: `Who was ${n}?`,
    answer: 'Ada',
    predicted_answer: 'Ada',
    ...more,
  })
  const is = (grade: string) => ({
    is_correct: grade === 'A',
    is_incorrect: grade === 'B',
    is_not_attempted: grade === 'C',
  })
  lines(
    'graded.jsonl',
    row(1, { grade: 'CORRECT', ...is('A') }),
    row(2, { grade: 'B', ...is('B') }),
    // the published program finds the C of CORRECT in what a judge says
    row(3, { grader_response: 'CORRECT', ...is('C') }),
    row(4, { grader_response: '?', ...is('C') }),
  )
  expect(await taken('l', 'graded.jsonl', '--task', 'simpleqa')).toMatchObject({
    protocol: 'openai/simple-evals',
    outcomes: { correct: 1, incorrect: 1, refused: 1, unparsed: 1 },
    agreement: { value: { same: 4, compared: 4 }, attempted: { same: 4, compared: 4 } },
  })
})

test('answers whose options stand in another order each time keep their own right letter', async () => {
  const row = (choices: readonly string[], answer: string, said: string) => ({
    question: 'Which lamp burns?',
    ...Object.fromEntries(choices.map((c, i) => [`choice${i + 1}`, c])),
    answer,
    response: said,
    score: 1,
  })
  lines('orders.jsonl', row(['a', 'b', 'c', 'd'], 'A', 'Answer: A'), row(['b', 'a', 'c', 'd'], 'B', 'Answer: B'))
  expect(await taken('m', 'orders.jsonl', '--task', 'gpqa', '--protocol', 'openai/simple-evals')).toMatchObject({
    outcomes: { correct: 2 },
    agreement: { value: { same: 2, compared: 2 } },
  })
})

test('log-probabilities of letters, which are all of one length', async () => {
  const doc = {
    Question: 'Which?',
    choice1: 'a',
    choice2: 'a long option',
    choice3: 'b',
    choice4: 'c',
    answer: '(B)',
    choices: ['a', 'a long option', 'b', 'c'],
  }
  const sums = [-3, -1, -2, -9].map((sum) => [[String(sum), 'False']])
  lines('samples_leaderboard_gpqa_main_2026-01-01T00-00-00.jsonl', {
    doc_id: 0,
    doc,
    target: '(B)',
    resps: sums,
    filtered_resps: sums.flat(),
    filter: 'none',
    metrics: ['acc_norm'],
    acc_norm: 1,
  })
  expect(await taken('q', 'samples_leaderboard_gpqa_main_2026-01-01T00-00-00.jsonl', '--task', 'gpqa')).toMatchObject({
    protocol: 'lm-eval/gpqa',
    outcomes: { correct: 1 },
    agreement: { acc_norm: { same: 1, compared: 1 } },
  })
  const options = Array.from({ length: 10 }, (_, i) => `lamp ${i}`)
  lines('samples_leaderboard_mmlu_pro_2026-01-01T00-00-00.jsonl', {
    doc_id: 0,
    doc: {
      question_id: 70,
      question: 'Which?',
      options,
      answer: 'C',
      answer_index: 2,
      category: 'law',
      cot_content: '',
    },
    target: 2,
    resps: options.map((_, i) => [[i === 3 ? '-0.5' : '-2', 'False']]),
    filter: 'none',
    metrics: ['acc'],
    acc: 0,
  })
  expect(
    await taken('r', 'samples_leaderboard_mmlu_pro_2026-01-01T00-00-00.jsonl', '--task', 'mmlu-pro'),
  ).toMatchObject({
    protocol: 'lm-eval/leaderboard_mmlu_pro',
    outcomes: { incorrect: 1 },
    agreement: { acc: { same: 1, compared: 1 } },
  })
})

test('thoughts that another program scored are scored too, and those that differ are named', async () => {
  const sample = (id: number, said: string, value: number) => ({
    doc_id: id,
    doc: { question: `How many is ${id}?`, answer: '#### 7' },
    target: '7',
    resps: [[said]],
    filtered_resps: ['7'],
    filter: 'strict-match',
    metrics: ['exact_match'],
    exact_match: value,
  })
  lines(
    'samples_gsm8k_2026-01-01T00-00-00.jsonl',
    sample(0, '<think>#### 7</think> so #### 8', 1),
    sample(1, '#### 9', 1),
  )
  await json('import', 'samples_gsm8k_2026-01-01T00-00-00.jsonl', '--task', 'gsm8k', '--out', 'n')
  const scored = await json('score', 'n')
  expect(scored.protocol.thoughts).toBe('keep')
  expect(scored.agreement).toEqual({ 'strict-match': { same: 1, compared: 2 } })
  const shown = await runIn(folder, 'eval', 'score', 'n', '--lang', 'zh')
  expect(shown.error).toMatch(/2 个分数中有 1 个与预测文件自带的不同：`gsm8k-[0-9a-f]{16}`/)
})
