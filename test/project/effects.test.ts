import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Effects } from '../../src/base/index.ts'
import { createWatcher, init, isInside, memoryEffects, nodeEffects, packageFolder } from '../../src/project/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'assay-effects-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const bytes = (text: string) => new TextEncoder().encode(text)
const text = (b: Uint8Array | null) => (b === null ? null : new TextDecoder().decode(b))

// one suite for every machine that the house may run on
const machines: readonly (readonly [string, Effects, string])[] = [
  ['node', nodeEffects([folder]), folder],
  ['memory', memoryEffects({}), '/desk'],
]

describe.each(machines)('%s', (_, effects, root) => {
  test('reads what it wrote, and nothing where nothing is', async () => {
    await effects.write([
      { path: `${root}/a/b.txt`, bytes: bytes('one') },
      { path: `${root}/a/c.txt`, bytes: bytes('two') },
    ])
    expect(text(await effects.read(`${root}/a/b.txt`))).toBe('one')
    expect(await effects.read(`${root}/a/none.txt`)).toBeNull()
  })
  test('lists files below a folder, sorted', async () => {
    expect(await effects.list(`${root}/a`)).toEqual(['b.txt', 'c.txt'])
    expect(await effects.list(`${root}/none`)).toEqual([])
  })
  test('replaces a file as a whole', async () => {
    await effects.write([{ path: `${root}/a/b.txt`, bytes: bytes('three') }])
    expect(text(await effects.read(`${root}/a/b.txt`))).toBe('three')
    expect(await effects.list(`${root}/a`)).toEqual(['b.txt', 'c.txt'])
  })
})

test('a machine confined to a folder does not follow a link out of it', async () => {
  const inner = join(folder, 'inner')
  mkdirSync(inner)
  writeFileSync(join(folder, 'secret'), 'x')
  symlinkSync(join(folder, 'secret'), join(inner, 'link'))
  symlinkSync(folder, join(inner, 'up'))
  const effects = nodeEffects([inner])
  expect(await effects.read(join(inner, 'link'))).toBeNull()
  expect(await effects.read(join(inner, '../secret'))).toBeNull()
  await expect(effects.write([{ path: join(inner, 'up/new'), bytes: bytes('x') }])).rejects.toThrow('outside')
  expect(readdirSync(folder)).not.toContain('new')
})

test('a write that fails leaves no half of it', async () => {
  const effects = nodeEffects([folder])
  await effects.write([{ path: join(folder, 'whole'), bytes: bytes('old') }])
  mkdirSync(join(folder, 'taken'))
  await expect(
    effects.write([
      { path: join(folder, 'whole'), bytes: bytes('new') },
      { path: join(folder, 'whole/below'), bytes: bytes('x') },
    ]),
  ).rejects.toThrow()
  expect(text(await effects.read(join(folder, 'whole')))).toBe('old')
  expect(readdirSync(folder).filter((n) => n.endsWith('.tmp'))).toEqual([])
})

test.each([
  ['a/b', true],
  ['./a/../b', true],
  ['../a', false],
  ['a/../../b', false],
  ['/a', false],
  ['C:\\a', false],
  ['a\0b', false],
])('%j stays inside: %s', (path, expected) => {
  expect(isInside(path)).toBe(expected)
})

test('a watcher builds the edition that was saved, and everything when facts change', async () => {
  const desk = join(folder, 'desk')
  const effects = nodeEffects([desk, join(packageFolder, 'data')])
  mkdirSync(desk)
  await init(effects, desk)
  const watcher = createWatcher(
    effects,
    { desk, data: join(packageFolder, 'data') },
    { reports: [], pdf: false, version: '0', maker: null },
  )
  expect((await watcher.rebuild([])).built.length).toBe(2)
  expect((await watcher.rebuild(['reports/2024-07-28/index.zh.md'])).built.map((b) => b.lang)).toEqual(['zh'])
  expect((await watcher.rebuild(['facts/example.csv'])).built.length).toBe(2)
})

test('the page of an edition is shown before its other files are written, and one with errors is not', async () => {
  const desk = join(folder, 'shown')
  const effects = nodeEffects([desk, join(packageFolder, 'data')])
  mkdirSync(desk)
  await init(effects, desk)
  const seen: [page: string, hasWorkbook: boolean, says: boolean][] = []
  const shown = (page: string) => {
    const text = readFileSync(join(desk, page), 'utf8')
    seen.push([page, existsSync(join(desk, dirname(page), 'report.xlsx')), text.includes('又一句')])
  }
  const watcher = createWatcher(
    effects,
    { desk, data: join(packageFolder, 'data') },
    { reports: [], pdf: false, version: '0', maker: null, shown },
  )
  await watcher.rebuild([])
  expect(seen.toSorted()).toEqual(['en', 'zh'].map((lang) => [`dist/2024-07-28/${lang}/report.html`, false, false]))
  const file = join(desk, 'reports/2024-07-28/index.zh.md')
  writeFileSync(file, `${readFileSync(file, 'utf8')}\n又一句。\n`)
  await watcher.rebuild(['reports/2024-07-28/index.zh.md'])
  expect(seen.slice(2)).toEqual([['dist/2024-07-28/zh/report.html', true, true]])
  const page = readFileSync(join(desk, 'dist/2024-07-28/zh/report.html'))
  const manifest = JSON.parse(readFileSync(join(desk, 'dist/2024-07-28/zh/manifest.json'), 'utf8'))
  expect(manifest.outputs.find((o: { path: string }) => o.path === 'report.html').bytes).toBe(page.length)
  writeFileSync(file, `${readFileSync(file, 'utf8')}\n没有依据的 7.5 万次。\n`)
  await watcher.rebuild(['reports/2024-07-28/index.zh.md'])
  expect(seen).toHaveLength(3)
})
