import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { openModel } from '../../src/lab/index.ts'
import { root } from '../layout.ts'
import { tinyGguf } from './gguf.ts'

const folder = mkdtempSync(join(tmpdir(), 'assay-gguf-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = join(folder, 'tiny.gguf')
writeFileSync(file, tinyGguf())

// brought apart: with it the project would be half as large again
const places = [join(root, '.tmp/llama/node_modules'), join(root, 'node_modules')]
const place = places.find((p) => existsSync(join(p, 'node-llama-cpp/dist/index.js')))
const load = (name: string) => import(pathToFileURL(join(place ?? '', name, 'dist/index.js')).href)
const spec = { url: '', key: null, script: null, api: 'chat', connections: 1, prefill: false, load } as const
const hint = { id: 'a', epoch: 0, reference: () => ({ text: '', finish: 'stop' as const, served: '' }) }
const { signal } = new AbortController()

test('without the package, or with a file that is none, the reason is told', async () => {
  const gone = { ...spec, name: `gguf:${file}`, load: () => Promise.reject(new Error('Cannot find package')) }
  await expect(openModel(gone)).rejects.toMatchObject({
    diagnostics: [{ code: 'lab/missing-capability', hint: { en: expect.stringContaining('npm i') } }],
  })
})

describe.skipIf(place === undefined)('a model from a file, in this process', () => {
  test('answers chats and texts, the same each time, and weighs continuations', async () => {
    const model = await openModel({ ...spec, name: `gguf:${file}` })
    const ask = async (request: object) => {
      const reply = await model.ask({ maxTokens: 8, temperature: 0, ...request }, hint, signal)
      if (!reply.ok) throw new Error(reply.failure.message)
      return reply.output
    }
    const chat = { messages: [{ role: 'user', content: 'hello' }] }
    const [first, again] = await Promise.all([ask(chat), ask(chat)])
    expect(first).toMatchObject({ finish: 'length', served: 'tiny.gguf', usage: { output: expect.any(Number) } })
    expect(again.text).toBe(first.text)
    expect((await ask({ prompt: 'hello' })).text).not.toBe('')
    const { logprobs } = await ask({ prompt: 'ab', continuations: ['c', 'cd', 'x'] })
    expect(logprobs).toHaveLength(3)
    // each further byte is less likely than none, and over all bytes there is one
    expect(logprobs![1]!.sum).toBeLessThan(logprobs![0]!.sum)
    const letters = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i))
    const all = await ask({ prompt: 'ab', continuations: letters })
    const mass = all.logprobs!.reduce((sum, l) => sum + Math.exp(l.sum), 0)
    expect(mass).toBeGreaterThan(0)
    expect(mass).toBeLessThanOrEqual(1.0001)
    expect(all.logprobs!.filter((l) => l.greedy).length).toBeLessThanOrEqual(1)
    await model.close()
  })
  test('a file that is none of its kind is refused with the reason', async () => {
    writeFileSync(join(folder, 'bad.gguf'), 'nothing of the kind')
    await expect(openModel({ ...spec, name: `gguf:${join(folder, 'bad.gguf')}` })).rejects.toMatchObject({
      diagnostics: [{ code: 'lab/missing-capability', message: { en: expect.stringContaining('GGUF') } }],
    })
  })
})
