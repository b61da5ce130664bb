import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folderOf } from './folder.ts'

const { folder, put, lines, taken } = folderOf('shapes')

// a question of HELM with its options behind letters
const state = (id: string, said: string, correct: number, more = {}) => ({
  instance: {
    input: { text: `Which lamp is ${id}?` },
    references: ['red', 'blue'].map((text, i) => ({ output: { text }, tags: i === correct ? ['correct'] : [] })),
    split: 'test',
    id,
    ...more,
  },
  train_trial_index: 0,
  request_mode: null,
  output_mapping: { A: 'red', B: 'blue' },
  request: { model: 'house/lamp-1', prompt: '…' },
  result: { success: true, completions: [{ text: said, logprob: 0, tokens: [] }] },
})

test('HELM: answers, and the scores of another file', async () => {
  put('scenario_state.json', {
    adapter_spec: { method: 'multiple_choice_joint', model: 'house/lamp-1' },
    request_states: [
      state('id1', ' B', 1),
      state('id2', 'A.', 0),
      state('id3', 'A', 1),
      state('id3', 'B', 1, { perturbation: { name: 'dialect' } }),
    ],
  })
  const statOf = (id: string, value: number) => ({
    instance_id: id,
    train_trial_index: 0,
    stats: [{ name: { name: 'exact_match', split: 'test' }, count: 1, sum: value, mean: value }],
  })
  put('per_instance_stats.json', [statOf('id1', 1), statOf('id2', 0), statOf('id3', 0)])
  const shown = (id: string, text: string, value: number) => ({
    instance_id: id,
    predicted_text: text,
    train_trial_index: 0,
    stats: { exact_match: value, num_output_tokens: 1 },
  })
  put('display_predictions.json', [shown('id1', ' B', 1), shown('id2', 'A.', 0), shown('id3', 'A', 0)])
  const wanted = {
    format: 'helm',
    protocol: 'helm/mmlu',
    // the original counts what is no letter alone as wrong
    outcomes: { correct: 1, incorrect: 1, unparsed: 1 },
    agreement: { value: { same: 3, compared: 3 } },
  }
  const files = ['scenario_state.json', 'per_instance_stats.json'] as const
  expect(await taken('helm', ...files, '--task', 'mmlu')).toEqual(wanted)
  expect(await taken('helm-2', 'display_predictions.json', 'scenario_state.json', '--task', 'mmlu')).toEqual(wanted)
})

test('OpenCompass: predictions by number, and the details of results', async () => {
  const prompt = [
    { role: 'HUMAN', prompt: 'Question: Which lamp burns?\nA. red\nB. blue\nC. green\nD. none\nAnswer: ' },
  ]
  put('predictions.json', {
    0: { origin_prompt: prompt, prediction: 'The best answer is B.', gold: 'B' },
    1: {
      origin_prompt: [{ role: 'HUMAN', prompt: 'Which?\nA. one\nB. two\nC. no\nD. all' }],
      prediction: 'D',
      gold: 'A',
    },
  })
  expect(await taken('oc', 'predictions.json', '--task', 'mmlu')).toMatchObject({
    format: 'opencompass',
    outcomes: { correct: 1, incorrect: 1 },
  })
  put('results.json', {
    accuracy: 50,
    details: {
      0: {
        prompt: 'How many?',
        origin_prediction: 'It is 5. The answer is 5',
        predictions: '5',
        references: '5',
        correct: true,
      },
      1: { prompt: 'How many more?', origin_prediction: 'It is 6', predictions: '6', references: '7', correct: false },
    },
  })
  expect(await taken('oc-2', 'results.json', '--task', 'gsm8k')).toMatchObject({
    format: 'opencompass',
    outcomes: { correct: 1, incorrect: 1 },
    agreement: { value: { same: 2, compared: 2 } },
  })
})

test('lighteval: details with a document, and in flat columns', async () => {
  lines('details.jsonl', {
    doc: { id: '1', query: 'How many?', choices: ['It is so.\n#### 5'], gold_index: 0, specific: null },
    model_response: { text: ['So it is.\n#### 5'], logprobs: [] },
    metric: { extractive_match: 1 },
  })
  expect(await taken('le', 'details.jsonl', '--task', 'gsm8k', '--protocol', 'lm-eval/gsm8k')).toMatchObject({
    format: 'lighteval',
    outcomes: { correct: 1 },
    agreement: { value: { same: 1, compared: 1 } },
  })
  lines('likelihoods.jsonl', {
    doc: {
      id: '1',
      query: 'Which lamp?\nA. red\nB. blue\nC. green\nD. none\nAnswer:',
      choices: [' A', ' B', ' C', ' D'],
      gold_index: [2],
    },
    model_response: { text: [], logprobs: [-3, -2, -1, -4] },
    metric: { acc: 1 },
  })
  expect(await taken('le-2', 'likelihoods.jsonl', '--task', 'mmlu')).toMatchObject({
    protocol: 'lm-eval/mmlu',
    outcomes: { correct: 1 },
    agreement: { value: { same: 1, compared: 1 } },
  })
})

const contained = spawnSync('bwrap', ['--version']).status === 0
test.skipIf(!contained && process.env.CI !== 'true')('EvalPlus: base and extended tests', async () => {
  lines('plus.jsonl', {
    task_id: 'Mbpp/2',
    prompt: '"""\nWrite a function to double.\n"""\n',
    entry_point: 'double',
    canonical_solution: '\ndef double(x):\n    return 2 * x\n',
    base_input: [[1], [2]],
    plus_input: [[-1]],
    atol: 0,
    assertion: '',
    contract: '',
  })
  const one = (solution: string, base: string, plus: string) => ({
    task_id: 'Mbpp/2',
    solution,
    base_status: base,
    plus_status: plus,
  })
  put('samples_eval_results.json', {
    date: '2026-01-01 00:00',
    hash: 'x',
    eval: {
      'Mbpp/2': [
        one('def double(x):\n    return x + x', 'pass', 'pass'),
        one('def double(x):\n    return abs(x + x)', 'pass', 'fail'),
        one('def double(x):\n    return x', 'fail', 'fail'),
      ],
    },
  })
  const args = ['samples_eval_results.json', '--task', 'mbpp', '--data', 'plus.jsonl'] as const
  expect(await taken('ep', ...args)).toMatchObject({
    format: 'evalplus',
    protocol: 'evalplus/mbpp-plus',
    outcomes: { correct: 1, incorrect: 2 },
    agreement: { value: { same: 3, compared: 3 } },
  })
  expect(await taken('ep-2', ...args, '--protocol', 'meta/llama3.1')).toMatchObject({
    outcomes: { correct: 2, incorrect: 1 },
    agreement: { value: { same: 3, compared: 3 } },
  })
})

test('BFCL: a file of scores begins with its sum and holds what failed', async () => {
  const described = { type: 'dict', properties: { f: { type: 'String' } }, required: ['f'] }
  lines(
    'BFCL_v3_java_score.json',
    { accuracy: 0.5, correct_count: 1, total_count: 2 },
    {
      id: 'java_0',
      valid: false,
      error: ['…'],
      prompt: { question: 'Open a.', function: [{ name: 'Doc.open', parameters: described }] },
      model_result_raw: '[Doc.open(f="b.txt")]',
      possible_answer: [{ 'Doc.open': { f: ['a.txt'] } }],
    },
  )
  expect(await taken('bf', 'BFCL_v3_java_score.json', '--task', 'bfcl')).toMatchObject({
    format: 'bfcl',
    outcomes: { incorrect: 1 },
    agreement: { value: { same: 1, compared: 1 } },
  })
})

test('lm-evaluation-harness: the name of the file tells the task and its filters', async () => {
  const line = (filter: string, kept: string, value: number) => ({
    doc_id: 0,
    doc: { question: 'Wie viele?', answer: null, answer_number: 72, equation_solution: null },
    target: '72',
    resps: [['Die Antwort lautet 7. Nein: 72']],
    filtered_resps: [kept],
    filter,
    metrics: ['exact_match'],
    exact_match: value,
  })
  const name = 'samples_mgsm_native_cot_de_2026-01-01T00-00-00.jsonl'
  lines(name, line('strict-match', '7.', 0), line('flexible-extract', '72', 1))
  expect(await taken('lm', name, '--task', 'mgsm')).toMatchObject({
    protocol: 'lm-eval/mgsm_native_cot',
    agreement: { 'strict-match': { same: 1, compared: 1 }, 'flexible-extract': { same: 1, compared: 1 } },
  })
})

test('BFCL: the first files count lines, and their values are the texts that Python prints', async () => {
  const properties = { f: { type: 'String' }, n: { type: 'float' }, o: { type: 'dict' } }
  const described = { type: 'dict', properties, required: ['f'] }
  const row = { question: 'Draw.', function: { name: 'draw', parameters: described } }
  const answer = { draw: { f: ['a'], n: [3, ''], o: [{ k: ['v'] }, ''] } }
  const file = 'gorilla_openfunctions_v1_test_javascript.json'
  mkdirSync(join(folder, 'old/possible_answer'), { recursive: true })
  lines(`old/${file}`, row, row, row)
  lines(`old/possible_answer/${file}`, answer, answer, answer)
  const called = (idx: number, given: object) => ({ idx, result: [{ draw: JSON.stringify(given) }], latency: 1 })
  const result = 'gorilla_openfunctions_v1_test_javascript_result.json'
  lines(result, called(0, { f: 'a', n: 3 }), called(1, { f: 'a', o: { k: 'v' } }), called(2, { f: 'b' }))
  expect(await taken('bf-1', result, '--task', 'bfcl', '--data', 'old')).toMatchObject({
    protocol: 'bfcl@7bef000',
    outcomes: { correct: 2, incorrect: 1 },
  })
  const scored = (id: number, given: object) => ({
    id,
    test_category: 'javascript',
    valid: false,
    error: ['…'],
    prompt: row,
    model_result_raw: [{ draw: JSON.stringify(given) }],
    possible_answer: answer,
  })
  lines('javascript_score.json', { accuracy: 0.5, correct_count: 1, total_count: 2 }, scored(1, { f: 'a', n: true }))
  expect(await taken('bf-2', 'javascript_score.json', '--task', 'bfcl')).toMatchObject({
    protocol: 'bfcl@7bef000',
    outcomes: { incorrect: 1 },
    agreement: { value: { same: 1, compared: 1 } },
  })
})
