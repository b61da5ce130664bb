import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import {
  findTask,
  type Output,
  openSandbox,
  type Protocol,
  type Row,
  type Sample,
  type SampleRecord,
  scoreRecord,
  type Task,
  taskIds,
} from '../../src/lab/index.ts'
import { root } from '../layout.ts'

const rows = parse(readFileSync(join(root, 'test/lab/data/samples.yaml'), 'utf8')) as Record<string, readonly Row[]>
const resources = new Map(
  ['sentences-english', 'languages'].map((n) => [
    n,
    JSON.parse(readFileSync(join(root, `data/lab/${n}.json`), 'utf8')),
  ]),
)
// a scorer keeps what it makes of one and the same source
const resource = (name: string) => resources.get(name)
const has = spawnSync('bwrap', ['--version']).status === 0 || process.env.CI === 'true'
const sandbox = has ? await openSandbox('auto') : null
const tasks = (await Promise.all(taskIds.map((id) => findTask(id)))) as readonly Task[]

const yes: Readonly<Record<string, string>> = {
  simpleqa: 'A',
  'mt-bench': 'Good. Rating: [[10]]',
  'alpaca-eval': '2',
  'arena-hard': 'B>>A\nA>B',
}
// IFEval has no single right answer: its checks have cases of their own
const open = new Set(['ifeval'])

function samplesOf(task: Task, protocol: Protocol): readonly Sample[] {
  const { dataset } = task
  if (dataset.kind === 'generated')
    return Array.from({ length: task.runsCode ? 8 : 24 }, (_, i) => dataset.sample(i, 'test'))
  return (rows[task.id] ?? []).flatMap((row, i) => {
    const sample = dataset.sample(row, i, protocol)
    if (sample !== null && 'lacks' in sample) throw new Error(`${task.id}: ${sample.lacks}`)
    return sample === null ? [] : [sample]
  })
}

async function share(task: Task, protocol: Protocol, answer: (s: Sample) => Output, judgement: string | null) {
  const samples = samplesOf(task, protocol)
  let sum = 0
  for (const [n, sample] of samples.entries()) {
    const record: SampleRecord = {
      kind: 'sample',
      n,
      epoch: 0,
      sample,
      key: '',
      request: null,
      output: answer(sample),
      attempts: 1,
      milliseconds: 0,
    }
    const score = await scoreRecord(task, record, protocol, {
      sandbox,
      judgement,
      resource,
    })
    sum += score.value
  }
  return { share: sum / samples.length, n: samples.length }
}

const text = (t: string): Output => ({ text: t, finish: 'stop', served: 'm' })
const all = tasks
  .filter((t) => !open.has(t.id) && (has || t.runsCode !== true))
  .flatMap((t) => t.protocols.map((p) => [t.id, p.id, t, p] as const))

describe('every task under every protocol', () => {
  test.each(all)(
    '%s %s: one who knows scores 100 %, one who says nothing at most chance',
    async (_, __, task, protocol) => {
      const known = await share(task, protocol, (s) => task.canonical(s, protocol), yes[task.id] ?? null)
      expect(known.n).toBeGreaterThan(0)
      expect(known.share).toBe(1)
      const empty = await share(task, protocol, () => text(''), task.judge === undefined ? null : 'C')
      const chance = samplesOf(task, protocol).reduce((s, x) => s + task.chance(x), 0) / known.n
      // to abstain is right for questions that have no answer, and where nothing is to be called
      const open = task.id === 'bfcl' || task.id === 'function-calling' || task.id === 'abstention'
      // the published scripts of MMLU-Pro count an option for no answer, which is the right one now and then
      const silent = open || protocol.id.startsWith('tiger/') ? 0.5 : 0
      expect(empty.share).toBeLessThanOrEqual(Math.max(chance, silent) + 1e-9)
    },
  )
  test.each(all)('%s %s: an answer to another sample scores less', async (_, __, task, protocol) => {
    const samples = samplesOf(task, protocol)
    if (samples.length < 2 || task.judge !== undefined) return
    const shifted = new Map(samples.map((s, i) => [s.id, samples[(i + 1) % samples.length]!]))
    const wrong = await share(task, protocol, (s) => task.canonical(shifted.get(s.id)!, protocol), null)
    expect(wrong.share).toBeLessThan(1)
  })
  test.each(all)('%s %s: it can be asked, and its request is the same each time', (_, __, task, protocol) => {
    const samples = samplesOf(task, protocol)
    const shots = samplesOf(task, protocol)
    for (const sample of samples) {
      const request = task.request(sample, protocol, shots)
      expect(request.messages ?? request.prompt).toBeTruthy()
      expect(task.request(sample, protocol, shots)).toEqual(request)
    }
  })
})

test('generated samples are the same for a seed and others for another', () => {
  for (const task of tasks) {
    if (task.dataset.kind !== 'generated') continue
    const { sample } = task.dataset
    expect(sample(3, 'a')).toEqual(sample(3, 'a'))
    expect(JSON.stringify([0, 1, 2, 3].map((i) => sample(i, 'a')))).not.toBe(
      JSON.stringify([0, 1, 2, 3].map((i) => sample(i, 'b'))),
    )
    expect(new Set(Array.from({ length: 50 }, (_, i) => sample(i, 'a').id)).size).toBe(50)
  }
})

test('a row that lacks a field says which', () => {
  for (const task of tasks) {
    if (task.dataset.kind !== 'file') continue
    const found = task.dataset.sample({ nothing: 1 }, 0, task.protocols[0]!)
    expect(found !== null && 'lacks' in found && found.lacks.length > 0).toBe(true)
  }
})
