import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { root } from '../layout.ts'
import { folderOf } from './folder.ts'

const { folder, lines } = folderOf('contained')

// the command as it is built: what runs from its sources has no threads
const command = async (...argv: readonly string[]) =>
  (await promisify(execFile)(process.execPath, [join(root, 'bin/assay.js'), 'eval', ...argv], { cwd: folder })).stdout

// what a scorer does with a sample of that name, and what it then comes to
const acts: readonly (readonly [name: string, body: string, outcome: string, why: RegExp])[] = [
  ['fine', 'return { value: 1, why: "fine" }', 'correct', /fine/],
  ['a pattern without end', 'return /^(a+)+$/.test("a".repeat(40) + "b")', 'error', /longer than 1000 ms/],
  ['a loop without end', 'for (;;);', 'error', /longer than 1000 ms/],
  ['a search without end', '[].indexOf.call({ length: 2 ** 53 - 1 }, 1)', 'error', /longer than 1000 ms/],
  ['fine after it', 'return { value: 1, why: "fine" }', 'correct', /fine/],
  ['another search', '[].includes.call({ length: 2 ** 53 - 1 }, 1)', 'error', /longer than 1000 ms/],
  ['a text that doubles', 'let s = "xx"; for (;;) s += s', 'error', /string too long|longer than/],
  ['a long list', 'return Array(1e9).fill(0).length', 'error', /out of memory|longer than/],
  ['a long text in order', 'return [..."x".repeat(2 ** 28)].sort().length', 'error', /out of memory|longer than/],
  ['throwing', 'throw new RangeError("no more")', 'error', /RangeError: no more/],
  ['throwing nothing', 'throw null', 'error', /null/],
  ['brackets', 'return eval("(".repeat(1e4))', 'error', /the scorer failed/],
  ['fine at last', 'return { value: 1, why: "fine" }', 'correct', /fine/],
]

test('whatever a scorer does, its sample has one outcome and the next one does not suffer for it', async () => {
  const cases = acts.map(([name, body]) => `  ${JSON.stringify(name)}() { ${body} },`)
  const script = `const acts = {\n${cases.join('\n')}\n}\nexport function score({ input }) { return acts[input]() }\n`
  writeFileSync(join(folder, 'own.js'), script)
  writeFileSync(join(folder, 'own.yaml'), 'task: acts\nfields: { input: q, target: a }\nscorer: own.js\n')
  lines('own.jsonl', ...acts.map(([q]) => ({ q, a: 'x' })))
  await command('run', 'own.yaml', '--data', 'own.jsonl', '--model', 'mock:canonical', '--out', 'run', '--no-score')
  const { summary } = JSON.parse(await command('score', 'run', '--json'))
  expect(summary.outcomes).toMatchObject({ correct: 3, error: 10, 'not-run': 0 })
  const scores = readFileSync(join(folder, 'run/scores.jsonl'), 'utf8').trim().split('\n')
  const told = scores.map((line) => JSON.parse(line))
  expect(told.map(({ n }) => n)).toEqual(acts.map((_, n) => n))
  expect(told).toMatchObject(acts.map(([, , outcome, why]) => ({ outcome, why: expect.stringMatching(why) })))
})
