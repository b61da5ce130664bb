import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startServer } from '../../bench/harness/server.mjs'
import { bodyOf, readReply } from '../../src/lab/models/wire.ts'
import {
  type EvalOptions,
  evaluate,
  nodeDisk,
  nodeEffects,
  nodeTimer,
  openModel,
  score,
} from '../../src/project/index.ts'
import { root } from '../layout.ts'

type Server = Awaited<ReturnType<typeof startServer>>
let server: Server | null = null
let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-endpoint-'))
})
afterEach(async () => {
  await server?.close()
  server = null
  rmSync(folder, { recursive: true, force: true })
})

async function run(url: string, options: Partial<EvalOptions> = {}) {
  const model = await openModel({
    name: 'bench',
    url: `${url}/v1`,
    key: null,
    script: null,
    api: 'chat',
    connections: 64,
    prefill: false,
  })
  const machine = { effects: nodeEffects([folder, root]), disk: nodeDisk([folder]), timer: nodeTimer, parquet: null }
  try {
    const ran = await evaluate(machine, {
      task: 'arithmetic',
      protocol: '',
      set: {},
      model,
      out: join(folder, 'r'),
      runs: folder,
      shots: '',
      cache: '',
      queue: { start: 16, most: 32 },
      budget: {},
      served: null,
      version: 'test',
      signal: new AbortController().signal,
      progress: () => {},
      begin: () => {},
      data: '',
      sha256: '',
      seed: '0',
      limit: 200,
      ...options,
    })
    const scored = await score(machine, {
      folder: ran.folder,
      protocol: '',
      set: {},
      sandbox: async () => null,
      width: 1,
      tokenizer: '',
      data: join(root, 'data'),
      progress: () => {},
    })
    return { ...ran, result: scored.result }
  } finally {
    await model.close()
  }
}

const total = (outcomes: Readonly<Record<string, number>>) => Object.values(outcomes).reduce((s, n) => s + n, 0)

describe('servers that misbehave now and then: every sample is answered, none is counted twice', () => {
  test.each([
    ['429 with Retry-After', { status429: 0.2 }],
    ['500', { status500: 0.1 }],
    ['half a JSON', { half: 0.1 }],
    ['HTML', { html: 0.1 }],
    ['nothing', { empty: 0.1 }],
    ['silence', { hang: 0.03 }],
    [
      'all of it',
      { status429: 0.05, status500: 0.03, half: 0.03, html: 0.02, empty: 0.02, hang: 0.01, latency: 5, spread: 0.5 },
    ],
  ])('%s', async (_, behaviour) => {
    server = await startServer(behaviour)
    const { result, generated } = await run(server.url, { queue: { start: 16, most: 32, deadline: 2500, tries: 8 } })
    expect(total(result.summary.outcomes)).toBe(200)
    expect(result.summary.outcomes.error + result.summary.outcomes['not-run']).toBe(0)
    expect(server.counts()).toMatchObject({ answered: 200, duplicates: 0 })
    expect(generated.peak).toBeLessThanOrEqual(32)
    if (!('latency' in behaviour)) expect(Object.keys(generated.retried).length).toBeGreaterThan(0)
  })
})

describe('servers that never answer', () => {
  test.each([
    ['only 500', { status500: 1 }, 'lab/endpoint-down'],
    ['only HTML', { html: 1 }, 'lab/endpoint-down'],
    ['only nothing', { empty: 1 }, 'lab/endpoint-down'],
  ])('%s stops the run, and a failure is no wrong answer', async (_, behaviour, code) => {
    server = await startServer(behaviour)
    const { result, diagnostics } = await run(server.url, { queue: { start: 8, most: 8, tries: 1, breaker: 20 } })
    expect(diagnostics.map((d) => d.code)).toContain(code)
    const { outcomes, bounds } = result.summary
    expect(outcomes.incorrect + outcomes.correct + outcomes.unparsed).toBe(0)
    expect(outcomes.error + outcomes['not-run']).toBe(200)
    expect(bounds).toEqual({ low: 0, high: 1 })
  })
  test('nobody listens', async () => {
    const { result, diagnostics } = await run('http://127.0.0.1:9', {
      limit: 5,
      queue: { start: 2, most: 2, tries: 1 },
    })
    expect(result.summary.outcomes.error).toBe(5)
    expect(diagnostics.map((d) => d.code)).not.toContain('lab/served-other')
  })
  test('the wrong model is told', async () => {
    server = await startServer({ wrong: 1 })
    const { diagnostics } = await run(server.url, { limit: 20 })
    expect(diagnostics.map((d) => d.code)).toContain('lab/served-other')
  })
})

describe('the queue', () => {
  test('grows to its limit, and no further', async () => {
    server = await startServer({ latency: 20 })
    await run(server.url, { limit: 600, queue: { start: 4, most: 24 } })
    expect(server.counts().peak).toBe(24)
  })
  test('the cache asks nothing twice, and marks what it gave', async () => {
    server = await startServer()
    const cache = join(folder, 'cache.jsonl')
    await run(server.url, { cache, limit: 50 })
    const again = await run(server.url, { cache, limit: 50, out: join(folder, 'r2') })
    expect(again.generated.progress.cached).toBe(50)
    expect(server.counts().total).toBe(50)
    expect(again.result.summary.outcomes.correct).toBe(
      (await run(server.url, { cache, limit: 50, out: join(folder, 'r3') })).result.summary.outcomes.correct,
    )
  })
})

describe('a wire', () => {
  const ask = { messages: [{ role: 'user' as const, content: 'x' }], maxTokens: 5, temperature: 0 }
  const reply = (text: string, status = 200, headers = {}) => readReply(status, headers, text, ask, 'chat')
  test('never streams', () => expect(JSON.parse(bodyOf(ask, 'm', 'chat'))).not.toHaveProperty('stream'))
  test.each([
    ['a refusal in its own field', '{"choices":[{"message":{"content":null,"refusal":"no"}}]}', 'filter'],
    [
      'a tool call without content',
      '{"choices":[{"message":{"content":null,"tool_calls":[{"function":{"name":"f","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}',
      'tool',
    ],
    [
      'parts in place of a text',
      '{"choices":[{"message":{"content":[{"type":"text","text":"a"}]},"finish_reason":"length"}]}',
      'length',
    ],
  ])('%s', (_, text, finish) => {
    const found = reply(text)
    expect(found.ok && found.output.finish).toBe(finish)
  })
  test.each([
    ['', 200, 'bad-reply', true],
    ['<html>', 200, 'bad-reply', true],
    ['{"choices":[]}', 200, 'bad-reply', true],
    ['{"choices":[{"message":{"conte', 200, 'bad-reply', true],
    ['[]', 200, 'bad-reply', true],
    ['{"error":{"message":"overloaded"}}', 200, 'server', true],
    ['{}', 503, 'server', true],
    ['{}', 429, 'rate-limit', true],
    ['{"error":{"message":"bad key"}}', 401, 'unauthorized', false],
    ['{"error":{"message":"The model `x` does not exist"}}', 404, 'wrong-model', false],
    ['{"error":{"message":"too long"}}', 400, 'rejected', false],
  ])('%s with %d is %s', (text, status, kind, retry) => {
    const found = reply(text, status)
    expect(found.ok ? null : [found.failure.kind, found.failure.retry]).toEqual([kind, retry])
  })
  test('Retry-After in seconds, milliseconds and as a date', () => {
    const after = (headers: Record<string, string>) => {
      const found = reply('{}', 429, headers)
      return found.ok ? null : found.failure.after
    }
    expect(after({ 'retry-after': '2' })).toBe(2)
    expect(after({ 'retry-after-ms': '250' })).toBe(0.25)
    expect(after({ 'retry-after': 'Wed, 21 Oct 2026 07:28:05 GMT', date: 'Wed, 21 Oct 2026 07:28:00 GMT' })).toBe(5)
  })
})

describe('kill -9', () => {
  const children: { kill: (signal: 'SIGKILL') => boolean }[] = []
  afterAll(() => {
    for (const c of children) c.kill('SIGKILL')
  })
  test('three times, then resume: nothing is lost, nothing is counted twice, little is asked again', async () => {
    server = await startServer({ latency: 10 })
    const out = join(folder, 'r')
    const limit = 3000
    const start = (argv: readonly string[]) => {
      const child = spawn(process.execPath, [join(root, 'bin/assay.js'), 'eval', ...argv], {
        cwd: folder,
        stdio: 'ignore',
      })
      children.push(child)
      return child
    }
    const first = [
      'run',
      'arithmetic',
      '--model',
      'bench',
      '--url',
      `${server.url}/v1`,
      '--limit',
      String(limit),
      '--concurrency',
      '32',
      '--out',
      out,
      '--json',
    ]
    for (const part of [0.2, 0.45, 0.7]) {
      const child = start(part === 0.2 ? first : ['resume', out, '--concurrency', '32', '--json'])
      const ended = new Promise((done) => child.on('exit', done))
      while (server.counts().distinct < limit * part && child.exitCode === null)
        await new Promise((done) => setTimeout(done, 5))
      child.kill('SIGKILL')
      await ended
    }
    const before = readFileSync(join(out, 'samples.jsonl'), 'utf8').split('\n').length
    expect(before).toBeGreaterThan(limit * 0.4)
    await new Promise((done) => start(['resume', out, '--concurrency', '32', '--json']).on('exit', done))
    const result = JSON.parse(readFileSync(join(out, 'result.json'), 'utf8'))
    expect(total(result.summary.outcomes)).toBe(limit)
    expect(result.summary.outcomes['not-run'] + result.summary.outcomes.error).toBe(0)
    // each kill loses what was not flushed (at most 256 lines) and what was in flight
    expect(server.counts().duplicates).toBeLessThanOrEqual(3 * (256 + 32))
    const lines = readFileSync(join(out, 'samples.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((l) => JSON.parse(l))
    expect(new Set(lines.map((l) => l.n)).size).toBe(limit)
    expect(existsSync(join(out, 'run.lock'))).toBe(false)
  }, 60_000)
  test('a half last line is passed over and written again', async () => {
    server = await startServer()
    await run(server.url, { limit: 20 })
    const file = join(folder, 'r/samples.jsonl')
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, text.slice(0, text.length - 40))
    const again = await run(server.url, { limit: 20 })
    expect(again.resumed).toBe(19)
    expect(total(again.result.summary.outcomes)).toBe(20)
    expect(statSync(file).size).toBeGreaterThan(0)
    expect(again.diagnostics).toEqual([])
  })
})
