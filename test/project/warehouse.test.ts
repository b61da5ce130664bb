import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '../layout.ts'
import { runIn } from '../terminal.ts'

let desk = ''

beforeAll(() => {
  desk = mkdtempSync(join(tmpdir(), 'assay-market-'))
  cpSync(join(root, 'examples/weekly'), desk, {
    recursive: true,
    filter: (p) => !/[\\/](?:dist|\.assay|market)(?:[\\/]|$)/.test(p.slice(root.length)),
  })
})
afterAll(() => rmSync(desk, { recursive: true, force: true }))

const json = async (...argv: string[]) => JSON.parse((await runIn(desk, 'market', ...argv, '--json')).out)

test('what is stored gives the week that the facts give', async () => {
  for (const name of ['overseas', 'domestic']) {
    const stored = await json('store', `facts/${name}.feed.yaml`)
    expect(stored.diagnostics).toEqual([])
    expect(stored.rows).toBeGreaterThan(100)
  }
  const { week, rows } = await json('top', '2024-07-20')
  const facts = await json('week', '2024-07-20')
  expect(week).toBe('2024-07-19/2024-07-25')
  for (const row of facts.rows) {
    const of = (suffix: string) => row.facts.find((f: { measure: string }) => f.measure.endsWith(suffix))?.value
    expect(rows.find((r: { subject: string }) => r.subject === row.subject)).toMatchObject({
      sum: of('.weekly'),
      difference: of('.weekly.difference'),
      peak: of('.daily.peak'),
      peak_day: of('.peak-day'),
    })
  }
})

test('an earlier retrieval is kept, and asked for by what was known', async () => {
  await json('store', 'facts/overseas-before.feed.yaml')
  const sum = async (known: string) =>
    (await json('top', '2024-07-13', '--known', known)).rows.find((r: { subject: string }) => r.subject === 'chatgpt')
      .sum
  expect(await sum('2024-07-19')).toBe('4788600')
  expect(await sum('2024-07-26')).toBe('4829800')
})

test('cells that cannot be read are told with their lines, and the others are stored', async () => {
  writeFileSync(
    join(desk, 'sources/odd.csv'),
    '导出时间 2024-07-26,,\nsubject,day,value\nChatGPT,2024/7/19,"1,234"\nChatGPT,昨天 20,5\nKimi,45493,1.2万\nNobody,2024-07-19,3\n豆包,2024-07-19,#N/A\n数据来源：某供应商,,\n',
  )
  writeFileSync(
    join(desk, 'facts/odd.feed.yaml'),
    'feed: generic/downloads-daily@1\nfile: sources/odd.csv\nsource: example-institute-demo\nknown: 2024-07-26\n',
  )
  const stored = await json('store', 'facts/odd.feed.yaml')
  expect(stored.rows).toBe(1)
  expect(stored.diagnostics.map((d: { code: string; line: number }) => `${d.code} ${d.line ?? ''}`)).toHaveLength(3)
})

test('what is asked wrongly is told', async () => {
  expect((await runIn(desk, 'market', 'store', 'facts/none.feed.yaml')).code).toBe(2)
  expect((await runIn(desk, 'market', 'store', '../x.feed.yaml')).code).toBe(2)
  expect((await runIn(desk, 'market', 'top', 'yesterday')).code).toBe(2)
  expect((await runIn(desk, 'market', 'tpo')).code).toBe(2)
})
