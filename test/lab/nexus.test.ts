import { describe, expect, test } from 'vitest'
import { nexus } from '../../src/lab/benchmark/nexus.ts'
import type { Sample, Score } from '../../src/lab/task/task.ts'
import { folderOf } from './folder.ts'

const { lines, put, json } = folderOf('nexus')

const functions =
  'def lookup(address: str, deep: bool = False, by="a, b"):\n  """d"""\ndef wrap(x=None, *, note="", last=True):'

const { dataset } = nexus
if (dataset.kind !== 'file') throw new Error('a file')
const sampleOf = (row: object) => dataset.sample({ Input: 'Do it.', ...row }, 0, nexus.protocols[0]!) as Sample
const scored = (sample: Sample, text: string) =>
  nexus.score(sample, { text, finish: 'stop', served: '' }, nexus.protocols[0]!, {
    sandbox: null,
    judgement: null,
    resource: () => null,
  }) as Score

describe('a call is what its stubs record', () => {
  test.each([
    ["lookup('1', True)", "lookup(deep=True, address='1')", 1, 'by name as by place'],
    ["lookup('1')", "lookup('1', False, 'a, b')", 1, 'what is given is what would be without it'],
    ["lookup('1')", "lookup('1', by='')", 0, 'an empty text in place of a preset'],
    ["wrap(lookup('1'))", "wrap(x=lookup('1'), last=1)", 1, 'a number is the truth value that it equals'],
    ["wrap(lookup('1'), note='n')", "wrap(note='n', x=lookup('1'))", 1, 'a result is nothing'],
    ["wrap(lookup('1'), note=lookup('2'))", "wrap(note=lookup('2'), x=lookup('1'))", 0, 'inner calls in another order'],
    ["[lookup('1'), lookup('2')]", "[lookup('2'), lookup('1')]", 0, 'calls in another order'],
    ["lookup('1')", 'lookup(deep=True)', 0, 'without what must be given'],
    ["wrap(lookup('1'))", "wrap(lookup('1'), other=2)", 0, 'a name that is not taken'],
    ["lookup('1')", "wrap('1', '2')", 0, 'a place that is not there'],
  ])('%s and %s: %i, %s', (gold, said, value) => {
    expect(scored(sampleOf({ Output: gold, functions }), said).value).toBe(value)
  })
  test('the set of NVDLibrary keeps what is false', () => {
    const both = (row: object) => scored(sampleOf({ Output: "f(a='x')", ...row }), "f(a='x', b=False)").value
    expect([both({}), both({ __file: 'NVDLibraryBenchmark.jsonl' })]).toEqual([1, 0])
  })
  test('one file holds two sets', () => {
    const set = (Output: string) => sampleOf({ Output, __file: 'VirusTotalMultiple.jsonl' }).group
    expect([set('[f(1), g(2)]'), set('f(g(2))')]).toEqual(['VirusTotal-Parallel Calls', 'VirusTotal-Nested Calls'])
  })
})

test('interfaces as the list of NexusRaven has them', async () => {
  const parameter = (name: string, required: boolean, preset = 'None') => ({
    name,
    type: required ? 'str' : 'None',
    required,
    default: preset,
  })
  const light = {
    name: 'light',
    description: 'Lights it.',
    args_dicts: [parameter('times', false, 'JSON:3'), parameter('room', true)],
  }
  lines('nx.jsonl', { Input: 'Light it.', Output: "light('hall')", functions: [light] })
  put('nx.yaml', { model: 'caller', rules: [{ when: 'room: str, times = 3', say: "light('hall', 3)" }] })
  await json('run', 'nexus', '--model', 'mock:nx.yaml', '--data', 'nx.jsonl', '--out', 'nx')
  expect((await json('score', 'nx')).summary.outcomes).toMatchObject({ correct: 1 })
})
