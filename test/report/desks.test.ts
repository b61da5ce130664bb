import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { root } from '../layout.ts'
import { runIn } from '../terminal.ts'

interface Cases {
  readonly right: readonly string[]
  readonly planted: readonly { readonly code: string; readonly words: string }[]
}

// words around growth, multiples, totals, rests, losses and order: right, and with one thing wrong in each
const place = join(root, 'test/report/desks')
const casesOf = (desk: string) => parse(readFileSync(join(place, desk, 'cases.yaml'), 'utf8')) as Cases
const folder = mkdtempSync(join(tmpdir(), 'assay-desks-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function said(name: string, paragraphs: readonly string[], more = ''): Promise<readonly string[]> {
  const desk = join(folder, name)
  cpSync(join(place, name), desk, { recursive: true })
  const front = `---\ntitle: 一\nlang: zh\ndate: 2024-07-28\n${more}---\n\n# 一 {#a}\n\n`
  mkdirSync(join(desk, 'reports/one'), { recursive: true })
  writeFileSync(join(desk, 'reports/one/index.md'), `${front}${paragraphs.join('\n\n')}\n`)
  const { out } = await runIn(desk, 'check', '--lang', 'en')
  return out.split('\n').filter((line) => line.includes('index.md:'))
}

for (const desk of readdirSync(place)) {
  const { right, planted } = casesOf(desk)

  test(`${desk}: words that are right are not told of`, async () => {
    expect(await said(desk, right)).toEqual([])
  })

  test(`${desk}: words with one thing wrong are told of`, async () => {
    const found = await said(
      desk,
      planted.map((p) => p.words),
    )
    const lineOf = (i: number) => 9 + 2 * i
    const missed = planted.filter(
      ({ code }, i) => !found.some((line) => line.includes(`:${lineOf(i)}:`) && line.includes(` ${code}: `)),
    )
    expect(missed).toEqual([])
  })
}

test('of a report of a month the last week is one of its own', async () => {
  const last = '上周红隼助手下载 [105.2 万次](<fact:hongsun/downloads.weekly?period=2024-07-15/2024-07-21>)。'
  expect(await said('apps', [last], 'period: 2024-07\n')).toEqual([])
})

test('a value that is known later is a name of its scope in the later report alone', async () => {
  const desk = join(folder, 'later')
  cpSync(join(place, 'scopes'), desk, { recursive: true })
  const more = 'subject,measure,scope,value,unit,known\napp,users,region=north,3000000,user,2024-09-01\n'
  writeFileSync(join(desk, 'facts/b.csv'), more)
  const scopes = readFileSync(join(desk, 'data/scopes.csv'), 'utf8')
  writeFileSync(join(desk, 'data/scopes.csv'), `${scopes}region,north,北部,north\n`)
  for (const [issue, day] of [
    ['a', '2024-07-28'],
    ['b', '2024-10-01'],
  ]) {
    mkdirSync(join(desk, `reports/${issue}`), { recursive: true })
    const front = `---\ntitle: 一\nlang: zh\ndate: ${day}\n---\n\n# 一 {#a}\n\n`
    const words = '北部用户 [1200 万](<fact:app/users?region=east>)。'
    writeFileSync(join(desk, `reports/${issue}/index.md`), `${front}${words}\n`)
  }
  const { out } = await runIn(desk, 'check', '--lang', 'en')
  expect(
    out
      .split('\n')
      .filter((line) => line.includes('report/condition'))
      .map((line) => line.slice(0, 9)),
  ).toEqual(['reports/b'])
})
