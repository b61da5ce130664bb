import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { root } from './layout.ts'
import { runIn } from './terminal.ts'

interface Case {
  readonly title: string
  readonly argv: readonly string[]
  readonly code: number
  readonly out?: string
  readonly error?: string
}

const cases = parse(readFileSync(join(root, 'test/cli.yaml'), 'utf8')) as readonly Case[]
let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-cli-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

// the cases follow each other in one folder, as a person would type them
test.each(cases)('$title', async ({ argv, code, out, error }) => {
  const lang = argv.includes('--lang') || argv.length === 0 ? [] : ['--lang', 'en']
  const ran = await runIn(folder, ...argv, ...lang)
  expect({ code: ran.code, out: ran.out.slice(0, 2000), error: ran.error.slice(0, 500) }).toMatchObject({ code })
  if (out !== undefined) expect(ran.out).toContain(out)
  if (error !== undefined) expect(ran.error).toContain(error)
  expect(ran.error).not.toContain('bug in assay')
})
