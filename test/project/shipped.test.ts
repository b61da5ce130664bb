import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Effects } from '../../src/base/index.ts'
import { foldName } from '../../src/facts/index.ts'
import { compileData, factsBeside, loadDesk, nodeEffects } from '../../src/project/index.ts'
import { root } from '../layout.ts'

const folder = mkdtempSync(join(tmpdir(), 'assay-shipped-'))
const data = join(folder, 'data')
const compiled = join(folder, 'shipped.json')
const beside = factsBeside(compiled, 'audit')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

beforeAll(async () => {
  cpSync(join(root, 'data'), data, { recursive: true })
  writeFileSync(compiled, await compileData(nodeEffects([data]), data))
  writeFileSync(beside, await compileData(nodeEffects([data]), data, 'audit'))
})

function newDesk(name: string, entities?: string): string {
  const desk = join(folder, name)
  mkdirSync(join(desk, 'data'), { recursive: true })
  writeFileSync(join(desk, 'assay.config.yaml'), `name: ${name}\nlang: en\n`)
  if (entities !== undefined) writeFileSync(join(desk, 'data/entities.csv'), entities)
  return desk
}

async function load(desk: string, places: { data: string; compiled?: string }, also?: string) {
  const read: string[] = []
  const machine = nodeEffects([desk, data, compiled, beside])
  const effects: Effects = {
    ...machine,
    read: (path) => {
      read.push(path)
      return machine.read(path)
    },
  }
  const loaded = await loadDesk(effects, { desk, ...places }, also === undefined ? {} : { also })
  const { store } = loaded.value
  return { facts: store.facts, diagnostics: loaded.diagnostics, read }
}

test('the compiled facts are those of the tables, in their order', async () => {
  const desk = newDesk('same')
  const fast = await load(desk, { data, compiled })
  const slow = await load(desk, { data })
  expect(fast.read).toContain(compiled)
  expect(fast.facts.length).toBeGreaterThan(1000)
  expect(fast.facts).toEqual(slow.facts)
  expect(fast.diagnostics).toEqual(slow.diagnostics)
})

test('the compiled facts of an audit are those of its tables, in their order', async () => {
  const desk = newDesk('audited')
  const fast = await load(desk, { data, compiled }, 'audit')
  const slow = await load(desk, { data }, 'audit')
  expect(fast.read).toContain(beside)
  expect(slow.read).not.toContain(beside)
  expect(fast.facts.length).toBeGreaterThan((await load(desk, { data, compiled })).facts.length)
  expect(fast.facts).toEqual(slow.facts)
  expect(fast.diagnostics).toEqual(slow.diagnostics)
})

test('a compiled fact is found in its table', async () => {
  const stored = JSON.parse(readFileSync(compiled, 'utf8'))
  const [file, start, end, line, column] = stored.places[0]
  const text = readFileSync(join(data, file.replace('assay:data/', '')), 'utf8')
  expect(text.slice(start, end)).toBe(stored.facts[0].value.text)
  expect(text.split('\n')[line - 1]?.slice(column - 1, column - 1 + end - start)).toBe(stored.facts[0].value.text)
})

test('a desk that gives a name another meaning reads the tables themselves', async () => {
  const stored = JSON.parse(readFileSync(compiled, 'utf8'))
  const [name, id] = Object.entries(stored.entities as Record<string, string>).find(
    ([n, i]) => i !== '' && foldName(n) !== foldName(i),
  )!
  const desk = newDesk(
    'renamed',
    `id,kind,zh,en,aliases,parent\n${id},model,一,One,,\nanother-one,model,另一个,Another,${name},\n`,
  )
  const fast = await load(desk, { data, compiled })
  expect(fast.facts).toEqual((await load(desk, { data })).facts)
  expect(fast.facts.some((f) => f.subject === 'another-one')).toBe(true)
})

test('data that changed since are read anew', async () => {
  const desk = newDesk('changed')
  const table = join(data, 'claims/gemma_2.csv')
  const text = readFileSync(table, 'utf8')
  const before = await load(desk, { data, compiled })
  writeFileSync(table, text.split('\n').slice(0, 2).join('\n'))
  const after = await load(desk, { data, compiled })
  writeFileSync(table, text)
  expect(after.facts.length).toBeLessThan(before.facts.length)
})

test('scores of an audit that changed since are read anew', async () => {
  const desk = newDesk('rescored')
  const table = join(data, 'audit/facts/scores.csv')
  const text = readFileSync(table, 'utf8')
  const before = await load(desk, { data, compiled }, 'audit')
  writeFileSync(table, text.split('\n').slice(0, 2).join('\n'))
  const after = await load(desk, { data, compiled }, 'audit')
  writeFileSync(table, text)
  expect(after.facts.length).toBeLessThan(before.facts.length)
})

test('a compiled text that is damaged is not used', async () => {
  const desk = newDesk('damaged')
  const broken = join(folder, 'broken.json')
  writeFileSync(broken, readFileSync(compiled, 'utf8').slice(0, 1000))
  const effects = nodeEffects([desk, data, broken])
  const loaded = await loadDesk(effects, { desk, data, compiled: broken })
  expect(loaded.value.store.facts).toEqual((await load(desk, { data })).facts)
})
