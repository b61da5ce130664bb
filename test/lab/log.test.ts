import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Timer } from '../../src/base/index.ts'
import { canonicalJson, createLogWriter, generate, type SampleRecord, Seen, usualQueue } from '../../src/lab/index.ts'
import { sampleLine } from '../../src/lab/log/record.ts'
import { createMock, mockScripts } from '../../src/lab/models/mock.ts'
import { quoted } from '../../src/lab/protocol/canonical.ts'
import { Pace } from '../../src/lab/run/pace.ts'
import { arithmetic } from '../../src/lab/suite/arithmetic.ts'
import { nodeEffects, nodeTimer } from '../../src/project/index.ts'

const sample = {
  id: 'a "b"\n',
  input: '二加二？\u2028\ud800',
  target: ['4'],
  group: 'x',
  data: { n: 1.5, of: [null, {}] },
}
const record: SampleRecord = {
  kind: 'sample',
  n: 7,
  epoch: 1,
  sample,
  key: 'ab',
  request: { messages: [{ role: 'user', content: sample.input }], maxTokens: 5, temperature: 0.3, stop: ['\n'] },
  output: { text: '四', finish: 'stop', served: 'm', usage: { input: 1, output: 2 } },
  attempts: 2,
  milliseconds: 51,
}
const failure = { kind: 'server', message: '500: "no"', status: 500, retry: true } as const

describe('a line of a log is what JSON says', () => {
  test.each<[string, SampleRecord]>([
    ['an answer', record],
    ['a failure', { ...record, request: null, output: null, failure, cached: true }],
    ['what another program found', { ...record, recorded: { exact: 0.5 }, recordedAnswer: '四"' }],
  ])('%s', (_, whole) => expect(JSON.parse(sampleLine(whole))).toEqual(JSON.parse(JSON.stringify(whole))))
  test('letter by letter', () => {
    const { attempts, milliseconds, ...before } = record
    expect(sampleLine(record)).toBe(JSON.stringify(record))
    expect(sampleLine({ ...record, failure, cached: true })).toBe(
      JSON.stringify({ ...before, failure, attempts, milliseconds, cached: true }),
    )
    expect(sampleLine({ ...record, failure: undefined, cached: undefined })).toBe(JSON.stringify(record))
  })
})

describe('canonical JSON', () => {
  const many = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`k${(i * 7) % 40}`, i]))
  test.each([
    [{ b: 1, a: { d: undefined, c: [undefined, null, true] } }, '{"a":{"c":[null,null,true]},"b":1}'],
    [{ z: '', Z: 1, _: 2, é: 3, 'a b': 4, '"': 5 }, '{"\\"":5,"Z":1,"_":2,"a b":4,"z":"","é":3}'],
    [[], '[]'],
    [{}, '{}'],
    [undefined, 'null'],
    [1e21, '1e+21'],
    [many, JSON.stringify(Object.fromEntries(Object.entries(many).sort(([a], [b]) => (a < b ? -1 : 1))))],
  ])('%j', (value, text) => expect(canonicalJson(value)).toBe(text))
  test('a long text that comes again is the same, and another is another', () => {
    const long = `“${'a"\n'.repeat(50)}”`
    for (const text of [long, long, `${long}.`, long.replace('a', 'b'), long, 'short', long])
      expect(quoted(text)).toBe(JSON.stringify(text))
  })
})

test('a request is named by the hash of the canonical whole', async () => {
  const lines: string[] = []
  const file = { write: async (b: Uint8Array) => void lines.push(new TextDecoder().decode(b)), close: async () => {} }
  const model = createMock(mockScripts.perfect ?? Object.values(mockScripts)[0]!)
  const protocol = { ...arithmetic.protocols[0]!, epochs: 2, topP: 0.9 }
  const log = createLogWriter(file, nodeTimer)
  if (arithmetic.dataset.kind !== 'generated') throw new Error('it is made from a seed')
  const { dataset } = arithmetic
  await generate({
    task: arithmetic,
    protocol,
    samples: (async function* () {
      for (let n = 0; n < 5; n += 1) yield [n, dataset.sample(n, '0')] as const
    })(),
    shots: [],
    model,
    planned: 10,
    done: new Seen(),
    log,
    cache: null,
    queue: usualQueue,
    budget: {},
    timer: nodeTimer,
    effects: nodeEffects([]),
    progress: () => {},
    signal: new AbortController().signal,
    servedAs: null,
  })
  await log.close()
  const records = lines
    .join('')
    .trim()
    .split('\n')
    .map((l) => JSON.parse(l) as SampleRecord)
  expect(records.length).toBe(10)
  for (const { request, epoch, key } of records) {
    expect(request).toMatchObject({ topP: 0.9 })
    const whole = canonicalJson({ request, model: model.id, endpoint: model.endpoint, epoch })
    expect(key).toBe(createHash('sha256').update(whole).digest('hex'))
  }
  expect(new Set(records.map((r) => r.key)).size).toBe(10)
})

describe('turns', () => {
  // a machine whose clock moves when it is told to, and whose turns are taken one by one
  const machine = () => {
    let now = 0
    const turns: (() => void)[] = []
    const timer: Timer = {
      milliseconds: () => now,
      wait: async () => {},
      turn: (then) => void turns.push(then),
      every: () => () => {},
    }
    const settle = () => new Promise<void>((done) => setTimeout(done, 0))
    return {
      pace: new Pace(timer),
      turns,
      work: (milliseconds: number) => {
        now += milliseconds
      },
      turn: async () => {
        for (const then of turns.splice(0)) then()
        await settle()
      },
    }
  }
  test('what comes now and then is never held', () => {
    const { pace, turns, work } = machine()
    for (let i = 0; i < 100; i += 1) {
      expect(pace.step()).toBeUndefined()
      work(1.5)
    }
    expect(turns).toEqual([])
  })
  test('a crowd is held after two milliseconds and let go in its order, a few at a time', async () => {
    const { pace, turns, work, turn } = machine()
    const gone: number[] = []
    for (let i = 0; i < 20; i += 1) {
      const held = pace.step()
      if (held === undefined) {
        gone.push(i)
        work(0.5)
      } else
        void held.then(() => {
          gone.push(i)
          work(0.5)
        })
    }
    expect(gone).toEqual([0, 1, 2, 3])
    for (const count of [8, 12, 16, 20]) {
      expect(turns.length).toBe(1)
      await turn()
      expect(gone).toEqual(Array.from({ length: count }, (_, i) => i))
    }
    expect(turns.length).toBe(0)
    work(5)
    expect(pace.step()).toBeUndefined()
  })
})
