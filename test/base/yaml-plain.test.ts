import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseWhole, parseYaml } from '../../src/base/yaml.ts'
import { type PlainNode, readPlainYaml } from '../../src/base/yaml-plain.ts'
import { root } from '../layout.ts'

// every path of a plain tree
function paths(node: PlainNode): readonly (readonly (string | number)[])[] {
  const inside = [
    ...[...(node.entries ?? [])].map(([key, entry]) => [key, entry.node] as const),
    ...(node.items ?? []).map((item, i) => [i, item] as const),
  ]
  return [[], ...inside.flatMap(([step, inner]) => paths(inner).map((p) => [step, ...p]))]
}

function compare(text: string): boolean {
  const plain = readPlainYaml(text)
  if (plain === null) return false
  const [fast, whole] = [parseYaml(text), parseWhole(text)]
  expect({ value: fast.value, errors: fast.errors }).toEqual({ value: whole.value, errors: whole.errors })
  expect(JSON.stringify(fast.value)).toBe(JSON.stringify(whole.value))
  for (const path of paths(plain))
    for (const key of [false, true]) expect(fast.range(path, key), path.join('/')).toEqual(whole.range(path, key))
  for (const path of [['no'], [9], ['no', 'a'], [0, 'no']])
    expect(fast.range(path), path.join('/')).toEqual(whole.range(path))
  return true
}

test('the YAML files of the package read as the parser of the whole language reads them', () => {
  const files = ['data', 'docs', 'examples', 'test'].flatMap((folder) =>
    (readdirSync(join(root, folder), { recursive: true }) as string[])
      .filter((f) => /\.(?:yaml|md)$/.test(f))
      .map((f) => join(folder, f)),
  )
  const texts = files.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    if (file.endsWith('.yaml')) return [text]
    const specs = [...text.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].map((m) => m[1]!)
    return [/^---\n([\s\S]*?)\n---\n/.exec(text)?.[1] ?? '', ...specs]
  })
  expect(texts.filter(compare).length).toBeGreaterThan(200)
})

const pieces = [
  ...['a', 'b', 'c d', '键', 'é', 'x.y', '1', '12', '1.5', '-1', '1e3', '0x1', '007', '+1', '~', 'null', 'true', 'yes'],
  ...['2024-07-28', '2024-07-12/2024-07-25', ': ', ': ', ': ', ':', '\n', '\n', '\n  ', '\n  ', '\n    ', '\n- ', '- '],
  ...['  ', ' ', ', ', ',', '[', '[', ']', ']', '{ ', '{', ' }', '}', '"q"', "'s'", '"a: b"', "'it''s'", '"e\\n"', '#'],
  ...['# c', ' # c', '\n# c', '\n  # c', '&a', '*a', '!t', '|', '>', '? ', '?', '-', '--', '---', '...', '%', '@', '`'],
  ...['\t', '　', '\u00a0', '<<', '_', 'a/b', 'http://x.y', 'a:b', ':a', '"', "'", '__proto__', '\n\n', '😀', '\r\n'],
  ...['[]', '{}', '[ ]', 'key: v\n', 'k: [a, b]\n', 'm: { x: 1, y: z }\n', 'list:\n  - a\n  - b\n', 'sub:\n  k: v\n'],
  ...['list:\n- a\n- x: 1\n  y: 2\n', '- [a]\n', 'q: "it"  # c\n'],
]

test('whatever reads as plain YAML reads so in the whole language too', () => {
  let plain = 0
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((all) => all.join(''))
  fc.assert(
    fc.property(text, (t) => {
      plain += compare(t) ? 1 : 0
    }),
    { numRuns: Number(process.env.ASSAY_FUZZ ?? 2500), seed: 4 },
  )
  expect(plain).toBeGreaterThan(50)
})

test.each([
  'a:\n',
  'a: |\n  b\n',
  'a: b\n  c\n',
  'a: &x b\n',
  'a: b\na: c\n',
  'a: 0x1f\n',
  'a: -1\n',
  '- a\nb: c\n',
  'a: [b,\n  c]\n',
  'a: {b}\n',
  'a: "b\\n"\n',
  'a\n',
  '',
])('%j is left to the parser of the whole language', (text) => {
  expect(readPlainYaml(text)).toBeNull()
})

test.each([
  ['lists on one line', `a: ${'['.repeat(50_000)}`],
  ['lists that are closed', `a: ${'['.repeat(20_000)}${']'.repeat(20_000)}`],
  ['records on one line', `a: ${'{b: '.repeat(20_000)}1${'}'.repeat(20_000)}`],
  ['lists over lines', `${'- '.repeat(20_000)}1`],
  ['records by indentation', Array.from({ length: 2000 }, (_, n) => `${' '.repeat(n)}a:`).join('\n')],
])('what nests too deep is an error: %s', (_, text) => {
  const { value, errors } = parseYaml(text)
  expect(value).toBeNull()
  expect(errors.length).toBeGreaterThan(0)
})
