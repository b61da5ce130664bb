import { createHash } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { type MemoryEffects, memoryEffects, recallCheck } from '../../src/project/index.ts'
import { smallDesk } from './small.ts'

const files = smallDesk
const places = { desk: '/desk', data: '/data' }
let effects: MemoryEffects

beforeEach(() => {
  effects = memoryEffects(files, (bytes) => createHash('sha256').update(bytes).digest('hex'))
})

const codes = async (program = 'p1', more = {}) =>
  (await recallCheck(effects, places, { reports: [], fix: false, ...more }, program)).diagnostics.map((d) => d.code)
const named = async (kind: string) => (await effects.list('/desk/.assay')).filter((f) => f.startsWith(`${kind}-`))
const kept = async () => (await named('check')).length
const alter = async (kind: string, from: string, to: string) => {
  const [name] = await named(kind)
  const text = new TextDecoder().decode((await effects.read(`/desk/.assay/${name}`))!)
  expect(text).toContain(from)
  await effects.write([{ path: `/desk/.assay/${name}`, bytes: new TextEncoder().encode(text.replaceAll(from, to)) }])
}

test('what nothing has changed is told again from what was kept', async () => {
  const first = await codes()
  expect(first).toContain('report/mismatch')
  expect(await kept()).toBe(1)
  await alter('check', 'report/mismatch', 'report/kept')
  expect(await codes()).toContain('report/kept')
})

test('when one report changes, the others and the facts are taken as they were kept', async () => {
  const two = '/desk/reports/two/index.en.md'
  const text = (value: string) => `---\ntitle: B\ndate: 2024-07-28\n---\n\nAlpha has [${value}%](fact:alpha/score).\n`
  // facts are kept from the second time on
  for (const end of ['', '\n']) {
    await effects.write([{ path: two, bytes: new TextEncoder().encode(text('88.6') + end) }])
    await codes()
  }
  await alter('check', 'report/mismatch', 'report/kept')
  await alter('desk', '"88.6"', '"77.7"')
  await effects.write([{ path: two, bytes: new TextEncoder().encode(text('88.60')) }])
  const { diagnostics, coverage } = await recallCheck(effects, places, { reports: [], fix: false }, 'p1')
  expect(diagnostics.map((d) => d.code)).toEqual(['report/kept', 'report/mismatch'])
  expect(diagnostics[1]!.message.en).toContain('77.7')
  expect(coverage).toMatchObject({ reports: 2, bound: 2, facts: 1 })
})

test('when a fact changes nothing is taken as it was kept', async () => {
  await codes()
  await alter('check', 'report/mismatch', 'report/kept')
  await effects.write([
    { path: '/desk/facts/a.csv', bytes: new TextEncoder().encode(files['/desk/facts/a.csv'].replace('88.6', '88.7')) },
  ])
  expect(await codes()).toEqual(['report/mismatch'])
})

test('what was kept on another day is not told', async () => {
  await codes()
  await alter('check', 'report/mismatch', 'report/kept')
  effects = { ...effects, now: () => '2024-07-29T00:00:00.000Z' }
  expect(await codes()).toEqual(['report/mismatch'])
  expect(await kept()).toBe(1)
})

test.each([
  ['a report', '/desk/reports/one/index.en.md', files['/desk/reports/one/index.en.md'].replace('88.5', '88.6'), 0],
  ['a fact', '/desk/facts/a.csv', files['/desk/facts/a.csv'].replace('88.6', '88.5'), 0],
  ['a file that was not there', '/desk/facts/b.csv', 'subject,measure,value,unit\nalpha,score,x,percent\n', 2],
  ['a table that was looked for', '/desk/theme.yaml', 'accent: red\n', 2],
])('a change of %s is seen', async (_, path, text, more) => {
  const before = await codes()
  await effects.write([{ path, bytes: new TextEncoder().encode(text) }])
  const after = await codes()
  expect(after).not.toEqual(before)
  if (more === 0) expect(after).not.toContain('report/mismatch')
})

test('another program, another question, a fix and sources keep apart', async () => {
  await codes('p1')
  await codes('p2')
  await codes('p1', { reports: ['one'] })
  expect(await kept()).toBe(3)
  await codes('')
  await codes('p1', { fix: true })
  expect(await kept()).toBe(3)
})

test.each(['{', '[]', '{"asked":1}', '\u0000'])('what is broken there is passed over: %s', async (text) => {
  const first = await codes()
  const [name] = await effects.list('/desk/.assay')
  await effects.write([{ path: `/desk/.assay/${name}`, bytes: new TextEncoder().encode(text) }])
  expect(await codes()).toEqual(first)
})

test('a machine without hashes keeps nothing', async () => {
  effects = memoryEffects(files)
  await codes()
  expect(await kept()).toBe(0)
})

test('a folder that cannot be written keeps nothing', async () => {
  const closed = { ...effects, write: () => Promise.reject(new Error('read-only')) }
  const found = await recallCheck(closed, places, { reports: [], fix: false }, 'p1')
  expect(found.diagnostics.map((d) => d.code)).toContain('report/mismatch')
})
