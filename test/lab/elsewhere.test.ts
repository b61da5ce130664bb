import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { predictionFiles, withoutAnswered } from '../../src/lab/import/files.ts'
import { pythonPattern } from '../../src/lab/scorer/pythonic.ts'
import { folderOf } from './folder.ts'

const { folder, put, lines, json } = folderOf('elsewhere')

// parts and outcomes of a run that is taken in and scored as its file says
const given = async (name: string, task: string, files: readonly string[], ...more: readonly string[]) => {
  const imported = await json('import', ...files, '--task', task, '--out', name, ...more)
  const { summary, protocol } = await json('score', name, '--protocol', 'recorded')
  const parts = Object.fromEntries(
    Object.entries(summary.parts as Record<string, { value: number }>).map(([k, { value }]) => [k, value]),
  )
  return {
    format: imported.format,
    codes: imported.diagnostics.map((d: { code: string }) => d.code),
    headline: summary.headline.value,
    parts,
    outcomes: summary.outcomes,
    protocol,
    header: imported.header,
  }
}

describe('folders of results', () => {
  const result = (n: number, ...statuses: readonly string[]) => ({
    name: `HumanEval_${n}_lamp`,
    language: 'lua',
    temperature: 0.8,
    top_p: 0.95,
    max_tokens: 512,
    prompt: '-- Light it.\n',
    tests: 'light()\n',
    stop_tokens: ['\n--'],
    results: statuses.map((status, i) => ({
      program: `-- Light it.\nx = ${i}\nlight()\n`,
      stdout: '',
      stderr: '',
      exit_code: status === 'OK' ? 0 : 1,
      status,
      timestamp: 1,
    })),
  })
  test('of MultiPL-E, packed or not, beside completions, in a language that cannot be run here', async () => {
    const place = join(folder, 'humaneval-lua-lamp-0.8')
    mkdirSync(place)
    const put = (name: string, value: unknown) =>
      writeFileSync(join(place, name), name.endsWith('.gz') ? gzipSync(JSON.stringify(value)) : JSON.stringify(value))
    const { results: _, ...asked } = result(1)
    put('HumanEval_1_lamp.json.gz', { ...asked, completions: ['x = 0'] })
    put('HumanEval_1_lamp.results.json.gz', result(1, 'OK', 'Exception', 'SyntaxError', 'Timeout'))
    put('HumanEval_2_lamp.results.json', result(2, 'OK', 'OK', 'OK', 'Exception'))
    const taken = await given('lua', 'multipl-e', ['humaneval-lua-lamp-0.8'])
    expect(taken).toMatchObject({
      format: 'multipl-e',
      codes: [],
      headline: 0.5,
      outcomes: { correct: 4, incorrect: 4 },
    })
    expect(taken.parts).toEqual({ 'pass@1': 0.5, 'pass@4': 1, 'pass^4': 0 })
    expect(taken.header.protocol).toMatchObject({ id: 'nuprl/multipl-e', temperature: 0.8, epochs: 4 })
    // nothing here runs it: that is no disagreement
    const scored = await json('score', 'lua')
    expect(scored).toMatchObject({ summary: { outcomes: { 'not-run': 8 } }, agreement: {} })
  })
  test('problems that were drawn unequally often are not missing', async () => {
    put('HumanEval_1_lamp.results.json', result(1, 'OK', 'Exception', 'Exception', 'Exception'))
    put('HumanEval_2_lamp.results.json', result(2, 'OK'))
    const taken = await given('few', 'multipl-e', ['HumanEval_1_lamp.results.json', 'HumanEval_2_lamp.results.json'])
    expect(taken).toMatchObject({
      headline: 0.625,
      parts: { 'pass@1': 0.625 },
      outcomes: { correct: 2, incorrect: 3, 'not-run': 0 },
    })
  })
  test('are chosen by their names', () => {
    expect(predictionFiles(['run/a.json', 'run/a_eval_results.json', 'x.png'])).toEqual(['run/a_eval_results.json'])
    expect(predictionFiles(['a.png', 'b.jsonl', 'c.csv'])).toEqual(['b.jsonl', 'c.csv'])
    expect(withoutAnswered(['a.json', 'a.results.json.gz'])).toEqual(['a.json', 'a.results.json.gz'])
  })
})

describe('code that was judged elsewhere', () => {
  const judged = (base: string, plus: string | null) => ({
    task_id: 'x',
    solution: 'def f(): pass',
    base_status: base,
    plus_status: plus,
    base_fail_tests: [],
    plus_fail_tests: [],
  })
  test('EvalPlus counts extended tests only after base ones', async () => {
    const all = [judged('pass', 'pass'), judged('pass', 'fail'), judged('fail', 'pass'), judged('timeout', 'timeout')]
    put('a_eval_results.json', { date: '2026-01-01', hash: 'x', eval: { 'HumanEval/0': all, 'HumanEval/1': all } })
    const taken = await given('plus', 'humaneval', ['a_eval_results.json'])
    expect(taken).toMatchObject({
      format: 'evalplus',
      codes: ['lab/recorded'],
      headline: 0.5,
      parts: { base: 0.5, plus: 0.25, 'pass@1': 0.5, 'pass@4': 1 },
    })
    const extended = await json('score', 'plus', '--protocol', 'recorded', '--set', 'subset=plus')
    expect(extended.summary).toMatchObject({ headline: { value: 0.25 }, parts: { 'pass@1': { value: 0.25 } } })
  })
  test('EvalPlus without extended tests, and as its first versions wrote', async () => {
    put('b_eval_results.json', { date: '', hash: '', eval: { 'Mbpp/2': [judged('pass', null)] } })
    const taken = await given('base', 'mbpp', ['b_eval_results.json'])
    expect(taken).toMatchObject({ headline: 1, parts: { base: 1 } })
    put('old.json', {
      date: '',
      hash: '',
      eval: {
        'HumanEval/0': {
          nfiles: 2,
          base: [
            ['success', [true]],
            ['success', [true]],
          ],
          plus: [
            ['success', [true]],
            ['failed', [false]],
          ],
        },
      },
    })
    expect(await given('old', 'humaneval', ['old.json'])).toMatchObject({
      format: 'evalplus',
      parts: { base: 1, plus: 0.5 },
    })
  })
  test('human-eval', async () => {
    const line = (id: number, passed: boolean) => ({
      task_id: `HumanEval/${id}`,
      completion: ' x',
      result: passed ? 'passed' : 'failed: no',
      passed,
    })
    lines('s.jsonl_results.jsonl', line(0, true), line(0, false), line(1, false), line(1, false))
    expect(await given('he', 'humaneval', ['s.jsonl_results.jsonl'])).toMatchObject({
      format: 'code',
      headline: 0.25,
      parts: { 'pass@1': 0.25, 'pass@2': 0.5 },
    })
    const shown = await json('show', 'he', '--limit', '2')
    expect(JSON.stringify(shown)).toContain('scored elsewhere: failed: no')
  })
})

test('calls of NexusRaven, the right one in parts', async () => {
  const row = (args: object, response: string) => ({
    dataset: 'lamps',
    prompt: `Do ${JSON.stringify(args)}`,
    python_function_name: 'light',
    python_args_dict: JSON.stringify(args),
    context_functions: ['light'],
    response,
  })
  lines(
    'nexus.jsonl',
    row({ room: 'hall', times: 3, soft: true }, "Call: light(times=3, room='hall', soft=True)"),
    row({ room: 'hall' }, "light('attic')"),
    row({ room: 'hall', dim: null }, "light(room='hall')"),
  )
  expect(await json('import', 'nexus.jsonl', '--task', 'nexus', '--out', 'nexus')).toMatchObject({
    code: 0,
    predictions: 3,
  })
  expect((await json('score', 'nexus')).summary.outcomes).toMatchObject({ correct: 2, incorrect: 1 })
})

describe('logs of Inspect', () => {
  const log = (scorer: unknown, ...samples: readonly (readonly [said: string, target: string, scores: unknown])[]) => ({
    version: 2,
    eval: { task: 'lamps', model: 'house/lamp-1', scorers: [scorer] },
    samples: samples.map(([said, target, scores], i) => ({
      id: i + 1,
      epoch: 1,
      input: `How many lamps has house ${i + 1}?`,
      target,
      output: {
        model: 'house/lamp-1',
        choices: [{ message: { role: 'assistant', content: said }, stop_reason: 'stop' }],
      },
      scores,
    })),
  })
  const one = (value: unknown) => ({ s: { value } })
  test('a pattern is the rule that it is in Python', async () => {
    const pattern = { name: 'pattern', options: { pattern: '(?i)lamps:\\s*(?P<n>\\d+)\\Z' } }
    put(
      'pattern.json',
      log(pattern, ['Lamps: 5', '5', one('C')], ['lamps: 5.', '5', one('I')], ['lamps: 6', '5', one('I')]),
    )
    await json('import', 'pattern.json', '--task', 'gsm8k', '--out', 'pattern')
    expect(await json('score', 'pattern')).toMatchObject({
      protocol: { id: 'inspect/pattern' },
      agreement: { value: { same: 3, compared: 3 } },
      summary: { outcomes: { correct: 1, incorrect: 1, unparsed: 1 } },
    })
  })
  test('a scorer that is not known gives its own scores, and the note says so', async () => {
    put(
      'own.json',
      log(
        { name: 'house_rules', options: {} },
        ['5', '5', { house_rules: { value: { light: 1, heat: 0.5 }, answer: '5' } }],
        ['6', '5', { house_rules: { value: { light: 'yes', heat: 0 } } }],
      ),
    )
    const taken = await given('own', 'gsm8k', ['own.json'])
    expect(taken).toMatchObject({
      codes: ['lab/recorded'],
      header: { protocol: { id: 'inspect/house_rules', judge: 'house_rules', extractor: 'recorded@1' } },
      headline: 1,
      parts: { heat: 0.25 },
    })
    expect((await json('score', 'own')).agreement).toEqual({})
    const { eval: spec, ...rest } = log({ name: 'x' }, ['5', '5', one(0.25)])
    put('old-log.json', {
      ...rest,
      eval: { ...spec, scorers: undefined },
      results: { scores: [{ name: 'accuracy', scorer: 'house_rules', params: {} }] },
    })
    expect(await given('old-log', 'gsm8k', ['old-log.json'])).toMatchObject({ codes: ['lab/recorded'], headline: 0.25 })
    put('range.json', log({ name: 'stars' }, ['5', '5', one(7)], ['6', '5', one('4')]))
    const stars = await given('stars', 'gsm8k', ['range.json'])
    expect(stars).toMatchObject({ outcomes: { 'not-run': 2 }, parts: { value: 5.5 } })
  })
})

test.each([
  ['(a+)+b', null],
  ['(?:x*)*', null],
  ['a(?i:b)', null],
  ['a++', null],
  ['(?(1)a|b)', null],
  ['(unclosed', null],
  ['\\N{BULLET}', null],
  ['[z-a]', null],
  ['(\\d+)(?:,\\d+)*', null],
  ['\\$(\\d+)', '15'],
  ['(?s)<a>(.*)</a>', '\n15'],
  ['[^\\W\\d]+ (\\w{,2})', '15'],
])('the pattern %s of Python', (pattern, group) => {
  const read = pythonPattern(pattern)
  expect(read === null ? null : (read.exec('costs 15 or $15 <a>\n15</a>')?.[1] ?? 'nothing')).toBe(group)
})
