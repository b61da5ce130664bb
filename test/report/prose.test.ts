import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { root } from '../layout.ts'
import { runIn } from '../terminal.ts'

const folder = mkdtempSync(join(tmpdir(), 'assay-prose-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

// sentences in which names, measures, differences and ranks stand in many ways, and all of them right
test('words that are right are not told of', async () => {
  await runIn(folder, 'init', 'desk')
  const desk = join(folder, 'desk')
  const [issue] = readdirSync(join(desk, 'reports'))
  writeFileSync(join(desk, 'reports', issue!, 'index.zh.md'), readFileSync(join(root, 'test/report/fine.md')))
  const { out } = await runIn(desk, 'check', '--lang', 'en')
  expect(out.split('\n').filter((line) => line.includes('index.zh.md'))).toEqual([])
})
