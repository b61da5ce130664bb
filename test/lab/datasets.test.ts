import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { runIn } from '../terminal.ts'

const folder = mkdtempSync(join(tmpdir(), 'assay-datasets-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Files = Readonly<Record<string, string>>
const lines = (...rows: readonly unknown[]) => `${rows.map((r) => JSON.stringify(r)).join('\n')}\n`

function put(name: string, files: Files): string {
  for (const [path, text] of Object.entries(files)) {
    const at = join(folder, name, path)
    mkdirSync(dirname(at), { recursive: true })
    writeFileSync(at, path.endsWith('.gz') ? gzipSync(text) : text)
  }
  return name
}

/** The samples that a run asked, and the requests it sent. */
async function asked(task: string, name: string, ...more: readonly string[]) {
  const out = `${name}-run-${more.length}`
  const argv = ['run', task, '--model', 'mock:canonical', '--data', name, '--out', out, '--no-score', ...more]
  const ran = await runIn(folder, 'eval', ...argv)
  expect(ran.error).not.toMatch(/error|Error/)
  const log = readFileSync(join(folder, out, 'samples.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
  return log.map((l) => JSON.parse(l)).filter((r) => r.kind === 'sample')
}

const function0 = { name: 'area', parameters: { type: 'dict', properties: { base: { type: 'integer' } } } }

describe('datasets as they are published', () => {
  test('MMLU: CSV without a header, choices that are numbers, the first row of each file', async () => {
    const data = put('mmlu', {
      'test/abstract_algebra_test.csv': '"Degree, of what?",0,4,2,6,B\nOrder?,8,2,24,120,C\n',
      'dev/abstract_algebra_dev.csv': 'First?,1,2,3,4,A\nSecond?,1,2,3,4,B\n',
      'val/abstract_algebra_val.csv': 'Other?,1,2,3,4,A\n',
    })
    const rows = await asked('mmlu', data, '--protocol', 'hendrycks/5-shot', '--set', 'shots=2')
    expect(rows.map((r) => [r.sample.input, r.sample.choices, r.sample.group])).toEqual([
      ['Degree, of what?', ['0', '4', '2', '6'], 'abstract_algebra'],
      ['Order?', ['8', '2', '24', '120'], 'abstract_algebra'],
    ])
    // its exemplars lie beside it
    expect(JSON.stringify(rows[0].request)).toMatch(/First\?.*Second\?.*Degree/)
  })
  test('MMLU of simple-evals: CSV with a header of its own', async () => {
    const data = put('simple', { 'mmlu.csv': ',Question,A,B,C,D,Answer,Subject\n0,Which?,1,2,3,4,B,anatomy\n' })
    expect((await asked('mmlu', data)).map((r) => r.sample.target)).toHaveLength(1)
  })
  test('BFCL: answers in a folder beside, categories that are not checked by syntax passed over', async () => {
    const data = put('bfcl', {
      'BFCL_v3_simple.json': lines({
        id: 'simple_0',
        question: [[{ role: 'user', content: 'The area?' }]],
        function: [function0],
      }),
      'BFCL_v3_multi_turn_base.json': lines({ id: 'multi_turn_base_0', question: [[{ role: 'user', content: 'Go' }]] }),
      'multi_turn_func_doc/files.json': lines({ name: 'ls', description: 'lists', parameters: {} }),
      'possible_answer/BFCL_v3_simple.json': lines({ id: 'simple_0', ground_truth: [{ area: { base: [10] } }] }),
    })
    const rows = await asked('bfcl', data)
    expect(rows.map((r) => [r.sample.id, r.sample.target])).toEqual([['simple_0', ['{"area":{"base":[10]}}']]])
    // other answers are another dataset
    put('bfcl', {
      'possible_answer/BFCL_v3_simple.json': lines({ id: 'simple_0', ground_truth: [{ area: { base: [9] } }] }),
    })
    const again = await runIn(
      folder,
      'eval',
      'run',
      'bfcl',
      '--model',
      'mock:canonical',
      '--data',
      data,
      '--out',
      'bfcl-run-0',
    )
    expect(again.error).toContain('lab/dataset-hash')
  })
  test('MATH: a folder of one JSON for each problem, in two splits', async () => {
    const problem = (n: number) => JSON.stringify({ problem: `$${n}$`, solution: `$\\boxed{${n}}$`, type: 'Algebra' })
    const data = put('math', {
      'test/algebra/1.json': problem(1),
      'test/algebra/2.json': problem(2),
      'train/algebra/1.json': problem(3),
    })
    expect((await asked('math', data)).map((r) => r.sample.input)).toEqual(['$1$', '$2$'])
  })
  test('HumanEval: gzipped lines', async () => {
    const row = {
      task_id: 'HumanEval/0',
      prompt: 'def f(x):\n',
      entry_point: 'f',
      canonical_solution: '    return x\n',
    }
    const data = put('he', { 'HumanEval.jsonl.gz': lines({ ...row, test: 'def check(f):\n    assert f(1) == 1\n' }) })
    expect((await asked('humaneval', data)).map((r) => r.sample.id)).toEqual(['HumanEval/0'])
  })
  test('TruthfulQA: answers in one cell, parted by semicolons', async () => {
    const head = 'Type,Category,Question,Best Answer,Correct Answers,Incorrect Answers,Source\n'
    const data = put('tq', {
      'TruthfulQA.csv': `${head}A,B,What then?,Nothing,Nothing; It passes,You grow; You die.,x\n`,
    })
    const best = await asked('truthfulqa', data)
    expect(best.map((r) => [r.sample.choices, r.sample.target])).toEqual([
      [['Nothing.', 'You grow.', 'You die.'], ['Nothing.']],
    ])
    const all = await asked('truthfulqa', data, '--protocol', 'truthfulqa/mc2')
    expect(all).toHaveLength(1)
  })
  test('ARC: choices as lists, labels that are numbers', async () => {
    const choices = { text: ['a', 'b', 'c', 'd'], label: ['1', '2', '3', '4'] }
    const data = put('arc', { 'test.jsonl': lines({ id: 'q', question: 'Which?', choices, answerKey: '4' }) })
    expect((await asked('arc-challenge', data)).map((r) => r.sample.target)).toHaveLength(1)
  })
})
