import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { checkPolicy, testPolicy } from '../../src/policy/index.ts'
import { root } from '../layout.ts'
import { runIn } from '../terminal.ts'
import { shipped } from './shipped.ts'

describe.each([2024, 2025, 2026] as const)('the policy of %d', (year) => {
  const policy = shipped(year)
  test('has no findings', () => {
    expect(checkPolicy(policy)).toEqual([])
  })
  const { tried, diagnostics } = testPolicy(policy, '2026-11-23')
  test('has examples for every claim that it answers', () => {
    const answered = new Set(policy.rules.map((r) => r.claim))
    const shown = new Set(policy.examples.map((e) => e.claim))
    expect([...answered].filter((c) => !shown.has(c))).toEqual([])
  })
  test.each(tried.map((t) => [t.example.cells.case, t] as const))('%s', (_, one) => {
    expect(one.failures).toEqual([])
  })
  test('its expectations hold', () => {
    expect(diagnostics).toEqual([])
  })
  test('every step of every answer cites an act and a clause', () => {
    for (const { result } of tried)
      for (const step of result.trace)
        expect(step).toMatchObject({ act: expect.stringMatching(/./), clause: expect.stringMatching(/^§/) })
  })
})

interface Vector {
  readonly title: string
  readonly policy: string
  readonly known?: string
  readonly input: unknown
  readonly code?: number
  readonly results: readonly Record<string, unknown>[]
}

const vectors = parse(readFileSync(join(root, 'test/policy/vectors.yaml'), 'utf8')) as readonly Vector[]
const folder = mkdtempSync(join(tmpdir(), 'assay-policy-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('assay policy calc --json', () => {
  test.each(vectors)('$title', async ({ policy, known, input, code, results }) => {
    const isTable = typeof input === 'string'
    const file = isTable ? 'claims.csv' : 'claims.json'
    writeFileSync(join(folder, file), isTable ? input : JSON.stringify(input))
    const days = known === undefined ? [] : ['--known-on', known]
    const ran = await runIn(folder, 'policy', 'calc', policy, '--input', file, ...days, '--json')
    expect(ran.code, ran.out + ran.error).toBe(code ?? 0)
    expect(JSON.parse(ran.out).results).toMatchObject(results)
  })
})

describe('assay policy run', () => {
  const rows = 'claim,category,grade,price,invoice,region\nitem,tv,1,5000,2024-09-01,\nitem,tv,2,5000,2024-09-01,武汉\n'
  test('lists once what the totals rest on: what was not verified at those places, and what is assumed', async () => {
    writeFileSync(join(folder, 'rows.csv'), rows)
    const ran = await runIn(folder, 'policy', 'run', 'cn/trade-in-2024', '--input', 'rows.csv', '--json')
    const { unverified, assumptions } = JSON.parse(ran.out)
    expect(unverified).toMatchObject([{ name: 'appliance.subsidy', act: 'wuhan-2024', clause: '§base' }])
    expect(assumptions.map((a: { name: string }) => a.name).sort()).toEqual(['A1', 'A2', 'A3'])
    const said = await runIn(folder, 'policy', 'run', 'cn/trade-in-2024', '--input', 'rows.csv')
    expect(said.out).toMatch(/unverified appliance\.subsidy .*\[wuhan-2024 §base\]/)
    expect(said.out.match(/assumption A1/g)).toHaveLength(1)
    writeFileSync(join(folder, 'rows.csv'), rows.replace('武汉', '?'))
    const anywhere = await runIn(folder, 'policy', 'run', 'cn/trade-in-2024', '--input', 'rows.csv', '--json')
    const acts = JSON.parse(anywhere.out).unverified.map((u: { act: string }) => u.act)
    expect(acts.sort()).toEqual(['jiangmen-2024', 'wuhan-2024'])
  })
  test('tells of a rule that states no rounding, and gives whole fen', async () => {
    const blocks = `policy demo/x
  currency CNY
act law
  public 2024-01-01
clause law §1
  quote 补贴
claim lamp
  input price: money
rule lamp.subsidy for lamp from law §1
  give price`
    writeFileSync(join(folder, 'x.md'), `\`\`\`rules\n${blocks}\n\`\`\`\n`)
    writeFileSync(join(folder, 'x.csv'), 'claim,price\nlamp,100.025\n')
    const ran = JSON.parse((await runIn(folder, 'policy', 'run', 'x.md', '--input', 'x.csv', '--json')).out)
    expect(ran).toMatchObject({ unrounded: ['lamp.subsidy'], claims: [{ total: { low: '100.03' } }] })
    const one = JSON.parse((await runIn(folder, 'policy', 'calc', 'x.md', '--input', 'x.csv', '--json')).out)
    expect(one.results).toMatchObject([{ value: '100.03', trace: [{ value: '100.03' }], flags: [{ flag: 'rounded' }] }])
  })
})

describe('assay policy diff', () => {
  test('says of each definition what kind of number it is and whether it was verified', async () => {
    const sides = ['cn/trade-in-2024', '2024-06-30', '2024-08-01'] as const
    const { names } = JSON.parse((await runIn(folder, 'policy', 'diff', ...sides, '--json')).out)
    const find = (name: string) => names.find((n: { name: string }) => n.name === name)
    expect(find('ship.scrap')).toMatchObject({ modality: 'average', per: 'gross ton', verified: true })
    expect(find('truck.renew')).toMatchObject({ modality: 'average', verified: true })
    expect(find('funds.reclaimed-after')).toMatchObject({ verified: false })
    expect(find('funds.bonds')).toMatchObject({ modality: 'about', unit: 'CNY', verified: true })
    const { out } = await runIn(folder, 'policy', 'diff', ...sides)
    expect(out).toContain('ship.scrap: nothing → 1000.00 CNY/gross ton (average)  [cn-1104 §2]')
    expect(out).toMatch(/funds\.reclaimed-after: .*unverified\]/)
  })
  test('lists what the totals of either side rest on', async () => {
    writeFileSync(join(folder, 'rows.csv'), 'claim,principal,term,signed\nloan,50000000,3,2024-05-01\n')
    const sides = ['cn/trade-in-2024', '2024-06-30', '2024-08-01', '--input', 'rows.csv'] as const
    const found = JSON.parse((await runIn(folder, 'policy', 'diff', ...sides, '--json')).out)
    expect(found.assumptions.map((a: { name: string }) => a.name).sort()).toEqual(['A1', 'A6', 'A7'])
    expect(found.unverified).toEqual([])
    expect((await runIn(folder, 'policy', 'diff', ...sides)).out).toMatch(/assumption A7: /)
  })
})

describe('assay policy what-if', () => {
  const changed = (change: string) => runIn(folder, 'policy', 'what-if', 'cn/trade-in-2024', change)
  test.each([
    ['appliance.cap=25%', 2],
    ['car.scrap.petrol-registered-by=5', 2],
    ['loan-subsidy.rate=2%', 2],
    ['appliance.cap=2500 CNY', 0],
    ['appliance.rate[1]=25', 2],
    ['appliance.rate[1]=25%', 0],
    ['appliance.rate[9]=25%', 2],
    ['appliance.cap=abc', 2],
    ['appliance.quota=grade', 2],
    ['A1=sideways', 2],
    ['loan-subsidy.rate=2 pp/year', 0],
    ['car.scrap.petrol-registered-by=2012-06-30', 0],
  ])('%s', async (change, code) => {
    const ran = await changed(change)
    expect(ran.code, ran.out + ran.error).toBe(code)
  })
})

describe('assay policy run', () => {
  test('a household that claims nothing counts as nothing, also the long way', async () => {
    const head = 'id,items.0.category,items.0.grade,items.0.price,items.0.invoice'
    writeFileSync(join(folder, 'few.csv'), `${head}\na,tv,1,5000,2024-09-01\nb,,,,\n`)
    const ran = await runIn(
      folder,
      'policy',
      'run',
      'cn/trade-in-2024',
      '--input',
      'few.csv',
      '--known-on',
      '2024-06-30',
      '--json',
    )
    expect(JSON.parse(ran.out).claims).toMatchObject([{ claim: 'item', certain: 1, unknown: 0 }])
  })
  test('Parquet is sent from calc to run', async () => {
    writeFileSync(join(folder, 'few.parquet'), readFileSync(join(root, 'test/policy/claims.parquet')))
    const ran = await runIn(folder, 'policy', 'calc', 'cn/trade-in-2024', '--input', 'few.parquet')
    expect(ran.code).toBe(2)
    expect(ran.error).toContain('assay policy run')
  })
  test('JSON is sent to calc', async () => {
    writeFileSync(join(folder, 'few.json'), '[{"category":"tv"}]')
    const ran = await runIn(folder, 'policy', 'run', 'cn/trade-in-2024', '--input', 'few.json')
    expect(ran.code).toBe(2)
    expect(ran.error).toContain('assay policy calc')
  })
})
