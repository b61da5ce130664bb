import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folderOf } from './folder.ts'

const { folder, put, lines, json, taken } = folderOf('every')

// an instance with what it must have, as the converters write it
const instance = (id: string, more: object) => ({
  schema_version: 'instance_level_eval_0.2.2',
  evaluation_id: 'lamps/house/lamp-1/1761000045',
  model_id: 'house/lamp-1',
  evaluation_name: 'lamps',
  sample_id: id,
  sample_hash: 'b4',
  interaction_type: 'single_turn',
  messages: null,
  answer_attribution: [],
  token_usage: { input_tokens: 33, output_tokens: 2, total_tokens: 35, reasoning_tokens: null },
  performance: null,
  error: null,
  metadata: null,
  ...more,
})
const asked = (reference: readonly string[], choices: readonly string[] | null = null, raw = 'Which lamp?') => ({
  raw,
  formatted: null,
  reference,
  choices,
})
const said = (...raw: readonly string[]) => ({ raw, reasoning_trace: [] })
const scored = (score: number) => ({ score, is_correct: score === 1, num_turns: null, tool_calls_count: null })
const took = (value: string) => [
  { turn_idx: 0, source: 'output.raw', extracted_value: value, extraction_method: 'exact_match', is_terminal: true },
]

test('options as texts, the right one among them', async () => {
  const lamps = ['red', 'blue', 'green', 'none']
  lines(
    'options.jsonl',
    instance('id147', {
      evaluation_name: 'mmlu_lamps',
      input: asked(['green'], lamps),
      output: said(' D'),
      answer_attribution: took('D'),
      evaluation: scored(0),
    }),
    instance('id148', {
      evaluation_name: 'mmlu_lamps',
      input: asked(['green'], lamps, 'Which?'),
      output: said(' C'),
      answer_attribution: took('C'),
      evaluation: scored(1),
    }),
  )
  expect(await taken('options', 'options.jsonl', '--task', 'mmlu')).toMatchObject({
    format: 'every-eval-ever',
    outcomes: { correct: 1, incorrect: 1 },
    agreement: { value: { same: 2, compared: 2 }, answer: { same: 2, compared: 2 } },
  })
  const shown = await json('show', 'options')
  expect(JSON.stringify(shown)).toContain('"group":"lamps"')
})

test('a line for each metric is one answer, the same metric again another', async () => {
  const line = (metric: string, text: string, score: number) =>
    instance('g1', {
      evaluation_result_id: `gsm8k#${metric}`,
      input: asked(['7'], null, 'How many?'),
      output: said(text),
      evaluation: scored(score),
    })
  lines(
    'metrics.jsonl',
    line('strict', '#### 7', 1),
    line('length', '#### 7', 0.25),
    line('strict', '#### 7', 1),
    line('length', '#### 7', 0.25),
    line('strict', '#### 8', 0),
    line('length', '#### 8', 0.25),
  )
  expect(await json('import', 'metrics.jsonl', '--task', 'gsm8k', '--out', 'metrics')).toMatchObject({ predictions: 3 })
  const { summary } = await json('score', 'metrics', '--protocol', 'recorded')
  expect(summary).toMatchObject({
    headline: { value: 2 / 3, n: 1 },
    parts: { 'gsm8k#length': { value: 0.25 }, 'pass@3': { value: 1 } },
    outcomes: { correct: 2, incorrect: 1 },
  })
})

test('a conversation, a failure and a judge that is not here', async () => {
  lines(
    'talk.jsonl',
    instance('s1', {
      interaction_type: 'multi_turn',
      input: asked(['Po'], null, 'Which river?'),
      output: null,
      messages: [
        { turn_idx: 0, role: 'user', content: 'Which river?' },
        { turn_idx: 1, role: 'assistant', content: 'The Elbe.' },
        { turn_idx: 2, role: 'user', content: 'Sure?' },
        { turn_idx: 3, role: 'assistant', content: 'The Po.' },
      ],
      evaluation: { score: 1, is_correct: true, num_turns: 2 },
    }),
    instance('s2', {
      input: asked(['Oder'], null, 'And which?'),
      output: said(),
      error: 'timeout',
      evaluation: scored(0),
    }),
  )
  await json('import', 'talk.jsonl', '--task', 'simpleqa', '--out', 'talk')
  const shown = JSON.stringify(await json('show', 'talk'))
  expect(shown).toContain('talk')
  const own = await json('score', 'talk', '--protocol', 'recorded')
  expect(own.summary).toMatchObject({ headline: { value: 0.5 }, outcomes: { correct: 1, incorrect: 1 } })
})

test('a summary says where its samples are; the first version has them itself', async () => {
  const summary = {
    schema_version: '0.2.0',
    evaluation_id: 'arc/house/1',
    retrieved_timestamp: '1770570042.35',
    source_metadata: {},
    model_info: { name: 'house/lamp-1', id: 'house/lamp-1' },
    evaluation_results: [{ evaluation_name: 'choice', score_details: { score: 1 } }],
  }
  put('summary.json', { ...summary, detailed_evaluation_results: { format: 'jsonl', file_path: 'x_samples.jsonl' } })
  const refused = await json('import', 'summary.json', '--task', 'mmlu', '--out', 'none')
  expect(JSON.stringify(refused.diagnostics)).toContain('samples, which are in `x_samples.jsonl`')
  const sample = {
    sample_id: '1',
    input: 'Which lamp?',
    ground_truth: 'B',
    response: 'ANSWER: B',
    choices: ['red', 'blue', 'green', 'none'],
  }
  put('first.json', {
    ...summary,
    detailed_evaluation_results_per_samples: [sample, { ...sample, sample_id: '2', ground_truth: 'A' }],
  })
  expect(await taken('first', 'first.json', '--task', 'arc-challenge', '--protocol', 'inspect/choice')).toMatchObject({
    outcomes: { correct: 1, incorrect: 1 },
  })
})

test('what is written can be read again, and has what the schema asks for', async () => {
  const run = [
    'run',
    'arithmetic',
    '--model',
    'mock:mostly',
    '--limit',
    '8',
    '--epochs',
    '2',
    '--set',
    'temperature=1',
    '--out',
    'there',
  ]
  await json(...run)
  await json('export', 'there', '--format', 'every-eval-ever', '--out', 'there_samples.jsonl')
  const rows = readFileSync(join(folder, 'there_samples.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((l) => JSON.parse(l))
  expect(rows).toHaveLength(16)
  const needed = [
    'schema_version',
    'evaluation_id',
    'model_id',
    'evaluation_name',
    'sample_id',
    'interaction_type',
    'input',
    'answer_attribution',
    'evaluation',
  ]
  expect(rows.every((r) => needed.every((n) => n in r) && r.messages === null && Array.isArray(r.output.raw))).toBe(
    true,
  )
  const summary = JSON.parse(readFileSync(join(folder, 'there_samples.summary.json'), 'utf8'))
  expect(summary).toMatchObject({ eval_library: { name: 'assay' }, detailed_evaluation_results: { total_rows: 16 } })
  expect(Number(summary.retrieved_timestamp)).toBeGreaterThan(1e9)
  expect(rows[0].evaluation_id).toBe(summary.evaluation_id)
  await json('import', 'there_samples.jsonl', '--task', 'gsm8k', '--protocol', 'recorded', '--out', 'back')
  const [before, after] = [await json('score', 'there'), await json('score', 'back', '--protocol', 'recorded')]
  expect(after.summary.headline.value).toBe(before.summary.headline.value)
  expect(after.summary.headline.n).toBe(8)
})
