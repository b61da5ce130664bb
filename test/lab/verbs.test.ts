import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { zip } from '../../src/base/index.ts'
import { openScripts } from '../../src/lab/index.ts'
import { runIn } from '../terminal.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-verbs-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const put = (name: string, ...rows: readonly unknown[]) =>
  writeFileSync(join(folder, name), rows.map((r) => (typeof r === 'string' ? r : JSON.stringify(r))).join('\n'))
const json = async (...argv: readonly string[]) => {
  const ran = await runIn(folder, 'eval', ...argv, '--json', '--lang', 'en')
  return { code: ran.code, ...JSON.parse(ran.out) }
}

describe('predictions of other programs are scored again, item by item', () => {
  const lmEval = (id: number, text: string, filter: string, score: number) => ({
    doc_id: id,
    doc: { question: `q${id}`, answer: 'so\n#### 1,080' },
    resps: [[text]],
    filtered_resps: [''],
    filter,
    exact_match: score,
  })
  test.each([
    [
      'gsm8k of lm-evaluation-harness, two filters',
      'gsm8k',
      [
        lmEval(0, 'It is $1,080.\n#### 1080', 'strict-match', 1),
        lmEval(0, 'It is $1,080.\n#### 1080', 'flexible-extract', 1),
        lmEval(1, 'It is $1,080.', 'strict-match', 0),
        lmEval(1, 'It is $1,080.', 'flexible-extract', 1),
      ],
      { 'strict-match': 2, 'flexible-extract': 2 },
    ],
    [
      'multiple choice by log-probability',
      'arc-challenge',
      [
        {
          doc_id: 0,
          doc: {
            id: 'a',
            question: 'q',
            choices: { text: ['aa', 'b', 'cccccc', 'd'], label: ['A', 'B', 'C', 'D'] },
            answerKey: 'C',
          },
          resps: [[['-3.0', 'False']], [['-5', 'False']], [['-3.5', 'False']], [['-9', 'False']]],
          acc: 0,
          acc_norm: 1,
        },
      ],
      { acc: 1, acc_norm: 1 },
    ],
    [
      'TruthfulQA MC2',
      'truthfulqa',
      [
        {
          doc_id: 0,
          doc: {
            question: 'q',
            mc1_targets: { choices: ['a', 'b'], labels: [1, 0] },
            mc2_targets: { choices: ['a', 'c', 'b'], labels: [1, 1, 0] },
          },
          resps: [[[Math.log(0.2), false]], [[Math.log(0.2), false]], [[Math.log(0.1), false]]],
          acc: 0.8,
        },
      ],
      { acc: 1 },
    ],
    [
      'MMLU-Pro with its predictions',
      'mmlu-pro',
      [
        {
          question_id: 1,
          question: 'q',
          options: ['a', 'b', 'c'],
          answer: 'B',
          answer_index: 1,
          category: 'x',
          model_outputs: 'The answer is (B).',
          pred: 'B',
        },
        {
          question_id: 2,
          question: 'r',
          options: ['a', 'b', 'c'],
          answer: 'B',
          answer_index: 1,
          category: 'x',
          model_outputs: 'Answer: A',
          pred: 'A',
        },
        {
          question_id: 3,
          question: 's',
          options: ['a', 'b', 'c'],
          answer: 'B',
          answer_index: 1,
          category: 'x',
          model_outputs: 'none',
          pred: null,
        },
      ],
      { value: 2, answer: 2 },
    ],
    ...(
      [
        ['mmlu', 'anatomy', { A: '0', B: '4', C: '2', D: '6' }, 'D', 'The best answer is A.', 'A', false],
        ['arc-challenge', 'arc_challenge', { A: 'a', B: 'b', C: 'c', D: 'd' }, 'C', 'C', 'C', true],
        ['gpqa', 'gpqa', { A: 'a', B: 'b', C: 'c', D: 'd' }, 'D', 'So. The best answer is D.', 'D', true],
        ['mgsm', 'de', null, '18', 'Antwort: 18', '18', true],
        ['math', 'algebra', null, '\\frac{3}{4}', 'It is $\\boxed{\\dfrac{3}{4}}$.', null, true],
      ] as const
    ).map(
      ([task, part, options, right, said, taken, is]) =>
        [
          `${task} of the evaluation details of Llama`,
          task,
          [
            {
              task_type: 'Generative',
              task_name: task.replace('-', '_'),
              subtask_name: `chat.${part}`,
              input_question: 'Which?',
              input_choice_list: options,
              input_correct_responses: [right],
              output_prediction_text: [said],
              output_parsed_answer: taken,
              is_correct: is,
            },
          ],
          task === 'mgsm' || task === 'math' ? { value: 1 } : { value: 1, answer: 1 },
        ] as const,
    ),
    [
      'IFEval with its verdicts',
      'ifeval',
      [
        {
          key: 1,
          prompt: 'p',
          response: 'No comma here.',
          instruction_id_list: ['punctuation:no_comma'],
          kwargs: [{}],
          follow_all_instructions: true,
          follow_instruction_list: [true],
        },
        {
          key: 2,
          prompt: 'r',
          response: 'One, two.',
          instruction_id_list: ['punctuation:no_comma', 'detectable_format:json_format'],
          kwargs: [{}, {}],
          follow_all_instructions: false,
          follow_instruction_list: [false, false],
        },
      ],
      { prompt_level_strict_acc: 2, inst_level_strict_acc: 2 },
    ],
    [
      'an Inspect log',
      'gsm8k',
      [
        {
          version: 2,
          status: 'success',
          eval: {},
          samples: [
            {
              id: 1,
              epoch: 1,
              input: 'q',
              target: '7',
              output: {
                model: 'm',
                choices: [{ message: { role: 'assistant', content: 'ANSWER: 7' }, stop_reason: 'stop' }],
              },
              scores: { match: { value: 'C', answer: '7' } },
            },
          ],
        },
      ],
      { value: 1 },
    ],
    [
      'every_eval_ever',
      'gsm8k',
      [
        {
          schema_version: '0.2.1',
          evaluation_id: 'e',
          model_id: 'm',
          evaluation_name: 'gsm8k',
          sample_id: 's1',
          interaction_type: 'single_turn',
          input: { raw: 'q', reference: ['7'] },
          output: { raw: ['The answer is 8'] },
          answer_attribution: [],
          evaluation: { score: 0, is_correct: false },
        },
      ],
      { value: 1 },
    ],
  ] as const)('%s', async (name, task, rows, agreed) => {
    const file = `${name.replace(/\W+/g, '-')}.jsonl`
    if (name.startsWith('an Inspect')) put(file.replace('jsonl', 'json'), rows[0])
    else put(file, ...rows)
    const at = name.startsWith('an Inspect') ? file.replace('jsonl', 'json') : file
    expect((await json('import', at, '--task', task, '--out', `run-${at}`)).code).toBe(0)
    const scored = await json('score', `run-${at}`)
    expect(scored.code).toBe(0)
    const same = Object.fromEntries(
      Object.entries(scored.agreement as Record<string, { same: number; compared: number }>).map(([k, v]) => [
        k,
        v.same,
      ]),
    )
    expect(same).toEqual(agreed)
    expect(
      Object.values(scored.agreement as Record<string, { same: number; compared: number }>).every(
        (a) => a.same === a.compared,
      ),
    ).toBe(true)
  })
  test('a log of Inspect in its own container, and one that is cut off', async () => {
    const part = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
    const sample = (id: string, said: string, value: string) => ({
      id,
      epoch: 1,
      input: `How many are ${id}?`,
      target: '7',
      output: { model: '', choices: [{ message: { role: 'assistant', content: said }, stop_reason: 'stop' }] },
      scores: { match: { value, answer: '7' } },
    })
    const whole = zip(
      new Map([
        ['header.json', part({ version: 2, eval: { model: 'lab/x' } })],
        ['samples/a_epoch_1.json', part(sample('a', 'The final answer is 7', 'C'))],
        ['samples/b_epoch_1.json', part(sample('b', 'The final answer is 8', 'I'))],
        ['summaries.json', part([])],
      ]),
      '2026-11-01',
    )
    writeFileSync(join(folder, 'log.eval'), whole)
    expect(await json('import', 'log.eval', '--task', 'gsm8k', '--out', 'run-eval')).toMatchObject({
      code: 0,
      predictions: 2,
      header: { model: { id: 'lab/x' } },
    })
    expect((await json('score', 'run-eval')).agreement).toEqual({ value: { same: 2, compared: 2 } })
    writeFileSync(join(folder, 'cut.eval'), whole.subarray(0, 200))
    const cut = await runIn(folder, 'eval', 'import', 'cut.eval', '--task', 'gsm8k', '--out', 'run-cut')
    expect([cut.code, cut.error]).toEqual([2, expect.stringContaining('it is no log of Inspect')])
  })
  test('questions and possible answers of BFCL in two files', async () => {
    put('bf-questions.jsonl', {
      id: 'simple_0',
      question: [[{ role: 'user', content: 'x' }]],
      function: [
        {
          name: 'f',
          description: '',
          parameters: { type: 'dict', properties: { a: { type: 'integer' }, b: { type: 'string' } }, required: ['a'] },
        },
      ],
    })
    put('bf-answers.jsonl', { id: 'simple_0', ground_truth: [{ f: { a: [1], b: ['Two words', ''] } }] })
    writeFileSync(
      join(folder, 'bf.jsonl'),
      `${JSON.stringify({ id: 'simple_0', result: "[f(a=1, b='two-words')]" })}\n`,
    )
    const { mkdirSync, renameSync } = await import('node:fs')
    mkdirSync(join(folder, 'bf'))
    for (const n of ['bf-questions.jsonl', 'bf-answers.jsonl']) renameSync(join(folder, n), join(folder, 'bf', n))
    expect((await json('import', 'bf.jsonl', '--task', 'bfcl', '--data', 'bf', '--out', 'run-bf')).code).toBe(0)
    expect((await json('score', 'run-bf')).summary.outcomes.correct).toBe(1)
  })
})

describe('judges', () => {
  test('are asked apart, once, and rubbish is no grade', async () => {
    put(
      'sq.jsonl',
      { problem: 'Capital of X?', answer: 'Y' },
      { problem: 'Capital of Z?', answer: 'W' },
      { problem: 'Capital of Q?', answer: 'V' },
    )
    put(
      'judge.yaml',
      'model: judge-1',
      'rules:',
      '  - { when: "Capital of X", say: A }',
      '  - { when: "Capital of Z", say: no idea }',
      '  - { when: "Capital of Q", say: C }',
    )
    await json('run', 'simpleqa', '--model', 'mock:canonical', '--data', 'sq.jsonl', '--out', 'sq')
    const scored = await json('score', 'sq', '--judge', 'mock:judge.yaml')
    expect(scored.summary.outcomes).toMatchObject({ correct: 1, unparsed: 1, refused: 1, incorrect: 0 })
    expect(scored.summary.parts['F-score'].value).toBeCloseTo(0.5)
    expect(scored.protocol.judge).toContain('judge-1')
    await json('score', 'sq', '--judge', 'mock:judge.yaml')
    expect(readFileSync(join(folder, 'sq/judgements.jsonl'), 'utf8').trim().split('\n')).toHaveLength(3)
  })
})

describe('measures of an answer', () => {
  test('how risk grows with coverage, where the model is asked how sure it is', async () => {
    put(
      'sure.yaml',
      'model: sure',
      'rules:',
      '  - { when: "France", say: "Paris\\nConfidence: 90%" }',
      `  - { when: '[a-z]{4}(stan|ium|burg)|ia"[?]', say: "I do not know\\nConfidence: 99%" }`,
      '  - { when: ".", say: "Elbe\\nConfidence: 30%" }',
    )
    const args = ['--protocol', 'assay/abstention-confidence', '--limit', '60', '--out', 'sure']
    await json('run', 'abstention', '--model', 'mock:sure.yaml', ...args)
    const { summary } = await json('score', 'sure')
    expect(summary.risk).toMatchObject({ n: 60, stated: 30 })
    expect(summary.risk.points[0].risk).toBe(0)
    expect(summary.risk.points.at(-1)).toMatchObject({ coverage: 0.5 })
    const shown = await runIn(folder, 'eval', 'score', 'sure', '--lang', 'en')
    expect(shown.out).toMatch(
      /risk and coverage: AURC 0\.\d+, 30 of 60 answered with a confidence\n {4}at least 90\.0% sure/,
    )
  })
  test('length in tokens of a tokenizer that is named', async () => {
    const { mkdirSync } = await import('node:fs')
    mkdirSync(join(folder, 'halves'))
    const tokenizer = {
      model: { type: 'WordLevel', vocab: { '[UNK]': 0, I: 1, do: 2, not: 3, know: 4, '.': 5 }, unk_token: '[UNK]' },
      pre_tokenizer: { type: 'Whitespace' },
      added_tokens: [],
      normalizer: null,
      post_processor: null,
      decoder: null,
    }
    put('halves/tokenizer.json', tokenizer)
    put('idk.yaml', 'model: idk', 'rules:', '  - { when: ".", say: "I do not know." }')
    await json('run', 'abstention', '--model', 'mock:idk.yaml', '--limit', '4', '--out', 'idk')
    const { summary } = await json('score', 'idk', '--tokenizer', 'halves/tokenizer.json')
    expect(summary.length).toMatchObject({ tokens: { n: 4, mean: 5 } })
    expect(summary.length.tokenizer).toMatch(/^halves sha256:[0-9a-f]{12}$/)
    put('halves/broken.json', '{')
    const broken = await runIn(folder, 'eval', 'score', 'idk', '--tokenizer', 'halves/broken.json')
    expect([broken.code, broken.error]).toEqual([2, expect.stringContaining('lab/missing-data')])
  })
})

describe('samples of several turns', () => {
  test('the second question follows the first answer, each turn is judged and has a length', async () => {
    put('mt.jsonl', { question_id: 1, category: 'writing', turns: ['Write a line.', 'Shorten it.'] })
    put(
      'mt.yaml',
      'model: talker',
      'rules:',
      '  - { when: "Shorten it", say: short }',
      '  - { when: Write, say: a long line }',
    )
    put(
      'rate.yaml',
      'model: judge-2',
      'rules:',
      '  - { when: "the second answer[^]*a long line[^]*short", say: "Rating: [[4]]" }',
      '  - { when: "a long line", say: "Rating: [[9]]" }',
    )
    await json('run', 'mt-bench', '--model', 'mock:mt.yaml', '--data', 'mt.jsonl', '--out', 'mt')
    const [line] = readFileSync(join(folder, 'mt/samples.jsonl'), 'utf8').trim().split('\n')
    expect(JSON.parse(line!).request.messages.map((m: { content: string }) => m.content)).toEqual([
      'Write a line.',
      'a long line',
      'Shorten it.',
    ])
    const { summary } = await json('score', 'mt', '--judge', 'mock:rate.yaml')
    expect(summary.headline.value).toBeCloseTo(0.65)
    expect(summary.parts['turn 1 / 10'].value).toBeCloseTo(0.9)
    expect(summary.parts['turn 2 / 10'].value).toBeCloseTo(0.4)
    expect(summary.length.words).toMatchObject({ n: 2, mean: 2 })
  })
})

describe("tasks of one's own", () => {
  const script =
    'export function score({ text, target }) {\n  const m = /\\w+/.exec(text)\n  return m ? { value: m[0] === target[0] ? 1 : 0, answer: m[0], why: "first word" } : { value: null }\n}\n'
  test('a file, a scorer in a script, and another protocol with another script', async () => {
    put(
      'own.yaml',
      'task: capitals',
      'fields: { input: q, target: a }',
      'prompt: "{input} In a word."',
      'scorer: own.js',
    )
    put('own.js', script)
    put('own.jsonl', { q: 'France?', a: 'Paris' }, { q: 'Japan?', a: 'Tokyo' })
    const ran = await json('run', 'own.yaml', '--data', 'own.jsonl', '--model', 'mock:canonical', '--out', 'own')
    expect(ran.summary.headline.value).toBe(1)
    put('own.js', script.replace('=== target[0] ? 1 : 0', '=== target[0] ? 0.5 : 0'))
    const again = await json('score', 'own')
    expect(again.summary.headline.value).toBe(0.5)
    expect(again.protocolHash).not.toBe(ran.protocolHash)
  })
  test('a mistyped key is told', async () => {
    put('bad.yaml', 'task: x', 'scorrer: own.js')
    expect(
      (await json('run', 'bad.yaml', '--data', 'own.jsonl', '--model', 'mock:canonical', '--out', 'bad')).diagnostics[0]
        .hint.en,
    ).toContain('scorer')
  })
  test.each([
    ['an endless loop', 'function score() { while (true) {} }', 'longer than'],
    ['all memory', 'function score() { const a = []; while (true) a.push(new Array(1e5).fill(1)) }', 'memory'],
    ['files', 'function score() { return require("fs") }', 'require'],
    ['the process', 'function score() { return process.env }', 'process'],
    [
      'the way out by constructors',
      'function score() { return this.constructor.constructor("return process")().pid }',
      'process',
    ],
    ['deep recursion', 'function score() { return score() }', 'stack overflow'],
    ['beyond its brackets', 'function score() { return eval("(".repeat(1e4)) }', ''],
    ['the reader of what it gives', 'JSON.stringify = () => "{"\nfunction score() { return 1 }', 'no JSON'],
  ])('a script cannot reach %s', async (_, source, why) => {
    const ran = await (await openScripts())(source, 'score', [{}], { milliseconds: 300, megabytes: 32 })
    expect(ran.ok).toBe(false)
    expect(ran.ok ? '' : ran.why).toContain(why)
    // the next script does not suffer for it
    expect(await (await openScripts())('function score(n) { return n + 1 }', 'score', [1])).toEqual({
      ok: true,
      value: 2,
    })
  })
})
