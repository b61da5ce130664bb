import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { holdBlocks } from '../../src/project/blocks.ts'
import { type Desk, loadDesk, memoryEffects, nodeEffects, recallCheck } from '../../src/project/index.ts'
import { compile, type Memory } from '../../src/report/index.ts'
import { root } from '../layout.ts'
import { smallDesk } from './small.ts'

let desk: Desk
const texts: Record<string, string> = {}

beforeAll(async () => {
  const places = { desk: join(root, 'examples/weekly'), data: join(root, 'data') }
  desk = (await loadDesk(nodeEffects([places.desk, places.data]), places)).value
  for (const lang of ['zh', 'en'])
    texts[lang] = readFileSync(join(places.desk, `reports/2024-07-28/index.${lang}.md`), 'utf8')
})

type Edit = (lines: readonly string[], a: number, b: number) => readonly string[]

const at = (lines: readonly string[], n: number) => n % lines.length
const added =
  (text: string): Edit =>
  (lines, a) =>
    lines.toSpliced(at(lines, a), 0, '', text, '')
// whatever may stand in a report, and what one place of it may mean to another
const edits: Readonly<Record<string, Edit>> = {
  'a line lost': (lines, a) => lines.toSpliced(at(lines, a), 1),
  'a line twice': (lines, a) => lines.toSpliced(at(lines, a), 0, lines[at(lines, a)]!),
  'a stretch twice': (lines, a, b) => [...lines, '', ...lines.slice(at(lines, a), at(lines, a) + (b % 12))],
  'lines moved': (lines, a, b) =>
    lines.toSpliced(at(lines, a), 3).toSpliced(at(lines, b), 0, ...lines.slice(at(lines, a), at(lines, a) + 3)),
  'another digit': (lines, a) => lines.map((l, i) => (i < at(lines, a) ? l : l.replace(/\d(?=[^[]*\]\()/, '7'))),
  'an empty line': (lines, a) => lines.toSpliced(at(lines, a), 0, ''),
  'a wide blank': (lines, a) => lines.map((l, i) => (i === at(lines, a) ? `${l}　` : l)),
  'another day': (lines, _, b) => lines.map((l) => l.replace(/^known:.*/, `known: 2024-07-${10 + (b % 18)}`)),
  'a fact of which the sources speak differently': added('Llama 3.1 405B: [](fact:llama-3.1-405b/mmlu).'),
  'a name that makes a size a name': added('Mixtral 8x22B, Gemma 2 27B, Qwen2 72B 与 Llama 3 8B.'),
  'a label typed by hand': added('见图表 3 与 [](#fig-mmlu)。'),
  'a table': added('| 模型 | MMLU |\n| --- | --- |\n| Llama 3.1 405B | [85.2%](fact:llama-3.1-405b/mmlu?shots=5) |'),
  'a waiver': added('<!-- assay waive report/unbound-number: 试验 -->\n\n共 31.5% 如此。'),
}

const stored = (): Memory => {
  const blocks = new Map<string, string>()
  return {
    recall: (key) => (blocks.has(key) ? JSON.parse(blocks.get(key)!) : undefined),
    keep: (key, kept) => void blocks.set(key, JSON.stringify(kept)),
  }
}

test.each([
  ['held', 'zh', holdBlocks],
  ['written', 'zh', stored],
  ['written', 'en', stored],
] as const)('blocks %s from one edit of the %s weekly to the next come to what they come to anew', (_, lang, made) => {
  const one = fc.tuple(fc.constantFrom(...Object.keys(edits)), fc.nat(1000), fc.nat(1000))
  fc.assert(
    fc.property(fc.array(one, { minLength: 2, maxLength: 4 }), (list) => {
      const memory = made()
      let lines: readonly string[] = texts[lang]!.split('\n')
      compiled(lang, lines.join('\n'), memory)
      for (const [name, a, b] of list) {
        lines = edits[name]!(lines, a, b)
        expect(compiled(lang, lines.join('\n'), memory), name).toEqual(compiled(lang, lines.join('\n')))
      }
    }),
    { numRuns: Number(process.env.ASSAY_FUZZ_BLOCKS ?? 2), seed: 5 },
  )
})

function compiled(lang: 'zh' | 'en', text: string, memory?: Memory) {
  const { store, registry, lexicon, publishing } = desk
  const input = { file: `reports/2024-07-28/index.${lang}.md`, text, lang, store, registry, lexicon, publishing }
  const { document, fills } = compile(memory === undefined ? input : { ...input, memory })
  const { diagnostics, blocks, bindings, headline } = document
  const plain = [...bindings].map(([key, { interval, ...rest }]) => [key, JSON.stringify(interval), rest])
  return { diagnostics, blocks, headline, fills, bindings: plain }
}

test('most of a report is not bound again after an edit', () => {
  const held = holdBlocks()
  let fresh = 0
  const memory: Memory = {
    ...held,
    keep: (key, kept) => {
      fresh += 1
      held.keep(key, kept)
    },
  }
  compiled('zh', texts.zh!, memory)
  const all = fresh
  compiled('zh', texts.zh!.replace('# 风险提示', '# 风险'), memory)
  expect(all).toBeGreaterThan(60)
  expect(fresh - all).toBe(1)
})

test('what is told once in a report is told by the first block that is left', () => {
  const number = '[](<fact:gpt-4-0125/infinitebench.en-mc?source=llama-3-paper>)'
  const report = (...all: readonly string[]) => `---\ntitle: A\ndate: 2024-07-28\n---\n\n${all.join('\n\n')}\n`
  const held = holdBlocks()
  const told = (text: string) =>
    compiled('en', text, held)
      .diagnostics.filter((d) => d.code === 'report/contradiction')
      .map((d) => d.at?.line)
  expect(told(report(`GPT-4 ${number}.`, 'Words.', `Again ${number}.`))).toEqual([6])
  expect(told(report('Words.', `Again ${number}.`))).toEqual([8])
  expect(told(report('Words.', 'More.', `Again ${number}.`, `GPT-4 ${number}.`))).toEqual([10])
})

const files = smallDesk

test.each([
  ['another text', (t: string) => t.replaceAll('"88.6', '"77.6'), 'report/mismatch'],
  ['no JSON', () => '{', 'report/mismatch'],
  ['a fact that is not there', (t: string) => t.replaceAll('"facts":[0]', '"facts":[9]'), 'report/mismatch'],
  ['blocks of nothing', (t: string) => t.replace(/"blocks":.*/, '"blocks":[["a",null]]}'), 'report/mismatch'],
  ['what was found', (t: string) => t.replaceAll('report/mismatch', 'report/kept'), 'report/kept'],
])('with %s in its file a report is checked all the same', async (_, alter, code) => {
  const effects = memoryEffects(files, (bytes) => createHash('sha256').update(bytes).digest('hex'))
  const found = async () =>
    (await recallCheck(effects, { desk: '/desk', data: '/data' }, { reports: [], fix: false }, 'p')).diagnostics.map(
      (d) => d.code,
    )
  const put = (path: string, text: string) => effects.write([{ path, bytes: new TextEncoder().encode(text) }])
  await found()
  const kept = async () => (await effects.list('/desk/.assay')).filter((f) => f.startsWith('blocks-'))
  // from the second time on
  expect(await kept()).toEqual([])
  await put('/desk/reports/one/index.en.md', `${files['/desk/reports/one/index.en.md']}\n`)
  await found()
  const [name] = await kept()
  const path = `/desk/.assay/${name}`
  await put(path, alter(new TextDecoder().decode((await effects.read(path))!)))
  await put('/desk/reports/one/index.en.md', `${files['/desk/reports/one/index.en.md']}\n# More\n`)
  expect(await found()).toEqual([code])
})
