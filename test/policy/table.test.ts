import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { policyFacts, startBatch, valueRow } from '../../src/policy/index.ts'
import { root } from '../layout.ts'
import { runIn } from '../terminal.ts'
import { shipped } from './shipped.ts'

const folder = mkdtempSync(join(tmpdir(), 'assay-policy-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const policy = shipped(2024)

function runBatch(heads: readonly string[], rows: readonly (readonly unknown[])[]) {
  const paid: string[] = []
  const batch = startBatch(policy, '2024-12-31', 'x.csv', heads, (_, id, list) =>
    paid.push(`${id} ${list.map((p) => `${p.claim} ${p.low}..${p.high}`).join(', ')}`),
  )
  for (const [i, row] of rows.entries()) batch.push(valueRow(row, i + 2))
  return { paid, totals: batch.finish() }
}

describe('a batch', () => {
  const heads = ['id', 'consumer', '品类', 'grade', 'final_price', 'invoice']
  test('rows of one consumer share its quotas', () => {
    const rows = [
      ['a', 1, 'tv', 2, 5000, '2024-09-01'],
      ['b', 1, '电视', '一级', '8,000元', '2024年9月2日'],
      ['c', 2, 'tv', 1, 8000n, '2024-09-01'],
    ]
    const { paid, totals } = runBatch(heads, rows)
    expect(paid).toEqual(['a item 75000..75000', 'b item 0..0', 'c item 160000..160000'])
    expect(totals).toMatchObject({ rows: 3, households: 2, diagnostics: [] })
  })
  test('a consumer that comes again is told of', () => {
    const row = (c: string) => ['x', c, 'tv', 2, 5000, '2024-09-01']
    const { totals, paid } = runBatch(heads, [row('b'), row('a'), row('b')])
    expect(paid.at(-1)).toBe('x item null..null')
    expect(totals.diagnostics.map((d) => d.message.en)).toEqual([
      'rows of consumer `b` do not follow each other: what its quotas leave is not known any more',
    ])
  })
  test('a claim column says what each row is', () => {
    const mixed = ['claim', 'category', 'grade', 'final-price', 'invoice', 'principal', 'term', 'signed']
    const { paid } = runBatch(mixed, [
      ['item', 'tv', 1, 5000, '2024-09-01', '', '', ''],
      ['贷款', '', '', '', '', 50_000_000, 3, '2024-08-01'],
      ['lone', '', '', '', '', 1, 1, '2024-08-01'],
    ])
    expect(paid).toEqual(['#1 item 100000..100000', '#2 loan 150000000..150000000', '#3 '])
  })
  test('a head that says what its column counts in', () => {
    const heads = ['claim', '本金（万元）', 'term_months', 'signed']
    const { paid } = runBatch(heads, [
      ['loan', 1000, 24, '2024-05-15'],
      ['loan', '1,000', '18', '2024-05-15'],
      ['loan', '500万元', 12n, '2024-05-15'],
    ])
    expect(paid).toEqual(['#1 loan 20000000..20000000', '#2 loan 15000000..15000000', '#3 loan 5000000..5000000'])
  })
  test('bad cells are told of with their row', () => {
    const { totals, paid } = runBatch(heads, [
      ['a', 1, 'sofa', 1, 5000, '2024-09-01'],
      ['b', 2, 'tv', 9, 5000, '2024-09-01'],
      ['c', 3, 'tv', 1, -5000, '2024-09-01'],
      ['d', 4, 'tv', 1, 5000, '2024-02-30'],
      ['e', 5, 'tv', 1, 5000, '2024-09-01'],
    ])
    expect(totals.diagnostics.map((d) => [d.code, d.at?.line])).toEqual([
      ['policy/unknown-choice', 2],
      ['policy/bad-input', 3],
      ['policy/bad-input', 4],
      ['policy/bad-input', 5],
    ])
    expect(paid.at(-1)).toBe('e item 100000..100000')
    expect(totals.tallies).toMatchObject([{ claim: 'item', count: 1, unknown: 4 }])
  })
})

describe('assay policy run', () => {
  test.each(['calc', 'run'])('%s tells of every bad row at its own line', async (verb) => {
    const head = Buffer.from('id,category,grade,price,invoice\na,sofa,1,100,2024-09-01\n乙,')
    const gbk = Buffer.from([0xcf, 0xb4, 0xd2, 0xc2, 0xbb, 0xfa]) // 洗衣机 in GB18030
    const rest = Buffer.from(',1,100,2024-09-01\nc,tv,1,-5,2024-09-01\nd,tv,1,100,2024-02-30\ne,tv,1,100,2024-09-01\n')
    writeFileSync(join(folder, 'rows.csv'), Buffer.concat([head, gbk, rest]))
    const args = ['cn/trade-in-2024', '--input', 'rows.csv', '--known-on', '2024-12-31', '--json']
    const { diagnostics } = JSON.parse((await runIn(folder, 'policy', verb, ...args)).out)
    const lines = diagnostics.map((d: { code: string; at: { line: number } }) => `${d.at.line} ${d.code}`).sort()
    expect(lines).toEqual(['2 policy/unknown-choice', '3 policy/bad-input', '4 policy/bad-input', '5 policy/bad-input'])
  })
  test('Parquet and CSV give the same, also in what is written', async () => {
    const file = join(root, 'test/policy/claims.parquet')
    const first = await runIn(
      folder,
      'policy',
      'run',
      'cn/trade-in-2024',
      '--input',
      file,
      '--known-on',
      '2024-12-31',
      '--json',
      '--out',
      'a.csv',
    )
    const found = JSON.parse(first.out)
    expect(found).toMatchObject({ rows: 1000, households: 500, diagnostics: [] })
    const written = readFileSync(join(folder, 'a.csv'), 'utf8').trim().split('\n')
    expect(written.length).toBe(1001)
    const sum = written.slice(1).reduce((n, l) => n + Math.round(Number(l.split(',')[2]) * 100), 0)
    expect((sum / 100).toFixed(2)).toBe(found.claims[0].total.low)
    const cats = ['tv', 'fridge', 'microwave', '冰箱']
    const rows = Array.from({ length: 1000 }, (_, i) => {
      const day = new Date(Date.UTC(2024, 6, 1 + (i % 200))).toISOString().slice(0, 10)
      return `r${i},${Math.floor(i / 2)},${cats[i % 4]},${(i % 5) + 1},"${1000 + i * 7.25}",${day}`
    })
    writeFileSync(join(folder, 'b.csv'), `id,consumer,category,grade,final_price,invoice\r\n${rows.join('\r\n')}\r\n`)
    const second = await runIn(
      folder,
      'policy',
      'run',
      'cn/trade-in-2024',
      '--input',
      'b.csv',
      '--known-on',
      '2024-12-31',
      '--json',
    )
    expect(JSON.parse(second.out).claims).toEqual(found.claims)
  })
  test('a head without rows is an empty batch, whatever its length', async () => {
    for (const head of ['id,price', 'a', 'ab', 'abc', 'abcd,category', 'id,claim,category,grade,price,invoice']) {
      writeFileSync(join(folder, 'head.csv'), `${head}\n`)
      const ran = await runIn(folder, 'policy', 'run', 'cn/trade-in-2024', '--input', 'head.csv', '--json')
      expect(JSON.parse(ran.out)).toMatchObject({ rows: 0, households: 0 })
    }
  })
  test('what is no Parquet is told of', async () => {
    writeFileSync(join(folder, 'bad.parquet'), 'PAR1 nothing else')
    const ran = await runIn(folder, 'policy', 'run', 'cn/trade-in-2024', '--input', 'bad.parquet')
    expect(ran.code).toBe(2)
    expect(ran.error).toContain('policy/unread-input')
  })
})

describe('clauses of the shipped policies', () => {
  test.each([2024, 2025, 2026] as const)('%i: every clause is quoted', (year) => {
    const bare = [...shipped(year).clauses.values()].filter((c) => c.quotes.length === 0)
    expect(bare).toEqual([])
  })

  test.each([
    [2024, ['wuhan-2024 §base', 'chongqing-2024 §rate']],
    [2025, []],
    [2026, ['beijing-2026 §window']],
  ] as const)('%i: a record of reading says that it is not the words of the act', (year, cities) => {
    const told = [...shipped(year).clauses.values()].filter((c) => c.note.includes('不是原文 / quoted from a record'))
    expect(told.map((c) => `${c.act} ${c.id}`)).toEqual(cities)
    expect(told.every((c) => !c.verified)).toBe(true)
  })
})

describe('facts of the shipped policies', () => {
  const { facts } = policyFacts(policy)
  const find = (measure: string, scope: object = {}) =>
    facts.find((f) => f.measure === measure && Object.entries(scope).every(([k, v]) => f.scope[k] === v))
  test('a derivation is computed, a definition published', () => {
    expect(find('appliance.max-per-person')).toMatchObject({
      subject: 'cn/trade-in-2024',
      value: { kind: 'number', text: '16000' },
      bound: 'at-most',
      unit: 'CNY',
      evidence: { kind: 'computed', formula: 'sum(appliance.categories, appliance.quota * appliance.cap)' },
    })
    expect(find('car.scrap.nev', { act: 'cn-75' })).toMatchObject({ value: { text: '10000' }, known: '2024-04-24' })
    expect(find('car.scrap.nev', { act: 'cn-1104' })).toMatchObject({
      value: { text: '20000' },
      known: '2024-07-25',
      evidence: { kind: 'published', quote: expect.stringContaining('2万元') },
    })
    expect(find('appliance.rate', { grade: '1' })).toMatchObject({ value: { text: '20' }, unit: 'percent' })
    expect(find('truck.renew')).toMatchObject({ bound: 'average' })
    expect(find('farm.tractor')).toMatchObject({ bound: 'at-most', value: { text: '1500' } })
    expect(find('ship.renew')).toMatchObject({ bound: 'range', value: { text: '1500', high: '3200' } })
    expect(find('loan-subsidy.rate', { act: 'cn-1104' })).toMatchObject({
      subject: 'cn/equipment-renewal-2024',
      unit: 'percentage-point',
      scope: { per: 'year' },
    })
    expect(find('funds.reclaimed-after')?.note).toContain('unverified')
    expect(find('act.public', { act: 'cn-1104' })).toMatchObject({
      value: { kind: 'text', text: '2024-07-25' },
      evidence: { kind: 'published', source: 'cn-1104-2024', locator: '发改环资〔2024〕1104号' },
    })
    expect(find('share.local')).toMatchObject({ value: { text: '10' }, evidence: { kind: 'computed' } })
  })
  test('each names a registered measure, and none stands twice', async () => {
    const measures = new Set(
      readFileSync(join(root, 'data/measures.csv'), 'utf8')
        .split('\n')
        .map((l) => l.split(',')[0]),
    )
    for (const year of [2024, 2025, 2026] as const) {
      const made = policyFacts(shipped(year)).facts
      expect(made.filter((f) => !measures.has(f.measure)).map((f) => f.measure)).toEqual([])
      expect(new Set(made.map((f) => f.id)).size).toBe(made.length)
    }
  })
})
