import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { packExtract, unpackExtract } from '../../src/project/audit-extract.ts'
import { type Auditor, nodeEffects, openAuditor } from '../../src/project/index.ts'
import { root } from '../layout.ts'

const data = join(root, 'data')
const compiled = join(root, 'dist/shipped.json')
let auditor: Auditor
let folder = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-best-'))
  auditor = await openAuditor(nodeEffects([data, compiled]), { desk: folder, data, compiled })
})
afterAll(() => rmSync(folder, { recursive: true }))

const audit = (text: string) => auditor.audit('a.md', new TextEncoder().encode(text))
const cases = parse(readFileSync(join(root, 'test/project/best.yaml'), 'utf8')) as readonly {
  readonly text: string
  readonly bad: readonly string[]
}[]

// the same table with its rows as columns
function turned(text: string): string {
  const rows = text
    .trim()
    .split('\n')
    .map((l) => l.split('|').slice(1, -1))
  const body = rows.filter((_, n) => n !== 1)
  const lines = body[0]!.map((_, c) => `|${body.map((r) => r[c] ?? '').join('|')}|`)
  return [lines[0], `|${'---|'.repeat(body.length)}`, ...lines.slice(1)].join('\n')
}

test.each(cases)('$text', async ({ text, bad }) => {
  for (const own of [text, turned(text)]) {
    const { findings } = await audit(own)
    expect(findings.map((f) => [f.code, f.severity, f.printed])).toEqual(bad.map((b) => ['audit/best', 'warning', b]))
  }
})

test('the same table without bold, or with other bold, is told of for itself', async () => {
  const { text } = cases[0]!
  const { findings } = await audit(`${text}\nSome words.\n\n${text.replaceAll('**', '')}\nSome words.\n\n${text}`)
  expect(findings.map((f) => [f.code, f.at.table])).toEqual([
    ['audit/best', 1],
    ['audit/best', 3],
  ])
})

test('bold crosses threads', async () => {
  const { extract } = await audit(cases[0]!.text)
  expect(unpackExtract(packExtract(extract))).toEqual(extract)
})
