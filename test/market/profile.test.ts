import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '../layout.ts'
import { runIn } from '../terminal.ts'

const page = readFileSync(join(root, 'docs/feeds.md'), 'utf8')
const files = [...page.matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```$/gm)].map((m) => [m[1]!, m[2]!] as const)

let desk = ''
const write = (path: string, text: string | Uint8Array) => {
  mkdirSync(dirname(join(desk, path)), { recursive: true })
  writeFileSync(join(desk, path), text)
}

beforeAll(() => {
  desk = mkdtempSync(join(tmpdir(), 'assay-profile-'))
  write('assay.config.yaml', 'name: case\nlang: zh\nbase: shipped\n')
  write(
    'sources/register.csv',
    'id,publisher,title,url,published,retrieved,class,sha256,file,note\nvendor,A vendor,Daily data,,2024-07-26,,vendor,,,\n',
  )
})
afterAll(() => rmSync(desk, { recursive: true, force: true }))

test('the profile of the page is read as it says', async () => {
  expect(files.map(([path]) => path)).toEqual(['sources/apps.csv', 'feeds/house.apps.yaml', 'facts/apps.feed.yaml'])
  for (const [path, text] of files) write(path, text)
  const [, asked, printed] = /^\$ assay facts "(\S+)" --lang en\n([\s\S]*?)^```$/m.exec(page)!
  expect((await runIn(desk, 'facts', asked!, '--lang', 'en')).out).toBe(printed)
  expect((await runIn(desk, 'check', '--lang', 'en')).out).toContain(
    'sources/apps.csv:5:27 warning market/no-value: `下载量` is `#N/A`: it has no value',
  )
  expect((await runIn(desk, 'market', 'feeds')).out).toContain('house/apps@1')
})

test('a condition that the export does not say is asked for', async () => {
  const use = files.find(([path]) => path.startsWith('facts/'))![1]
  write('facts/apps.feed.yaml', use.replace(/^scope.*\n/m, ''))
  expect((await runIn(desk, 'check', '--lang', 'en')).out).toContain('`scope` lacks `regions`')
  write('facts/apps.feed.yaml', use)
})

// each key of the page is one that a profile may have, and the other way round
test('the page names every key', () => {
  const source = readFileSync(join(root, 'src/market/profile.ts'), 'utf8')
  const keys = [
    ...source
      .split('const keys')[1]!
      .split(']\n')[0]!
      .matchAll(/'([a-z-]+)'/g),
  ].map((m) => m[1]!)
  const rows = page.split('\n').filter((line) => line.startsWith('| `'))
  const told = rows.flatMap((line) => [...line.split('|')[1]!.matchAll(/`([a-z-]+)`/g)].map((m) => m[1]!))
  expect(told.toSorted()).toEqual(keys.filter((k) => k !== 'rows').toSorted())
})

test('a web export in UTF-16 with tabs is read by its profile', async () => {
  const head =
    'Unified Name\tUnified ID\tCategory\tUnified Publisher ID\tUnified Publisher Name\tDate\tPlatform\tDownloads (Absolute)\tDownloads (PoP Growth)\tRevenue (Absolute)\n'
  const row = (day: string, n: string) => `ChatGPT\t64f1a2\tProductivity\tp\tOpenAI\t${day}\tUnified\t${n}\t\t10.5\n`
  write(
    'sources/web.csv',
    Buffer.from(`\ufeff${head}${row('2024-07-19', '1200')}${row('2024-07-20', '13.5')}`, 'utf16le'),
  )
  const use =
    'feed: sensor-tower/unified-top-apps@1\nfile: sources/web.csv\nsource: vendor\nknown: 2024-07-26\ncodes: { 64f1a2: chatgpt }\nkeep: [downloads.daily, revenue.daily]\nscope: { regions: US }\n'
  write('facts/web.feed.yaml', use)
  const { out } = await runIn(desk, 'check', '--lang', 'en')
  expect(out).toContain('sources/web.csv:3:')
  expect(out).toContain('`Downloads (Absolute)` is 13.5, a whole number expected')
  expect((await runIn(desk, 'facts', 'chatgpt/revenue.daily?period=2024-07-19', '--lang', 'en')).out).toContain(
    '10.5 USD',
  )
  rmSync(join(desk, 'facts/web.feed.yaml'))
})
