import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { allCodes } from '../src/project/index.ts'
import { root } from './layout.ts'
import { runIn } from './terminal.ts'

const folder = join(root, 'test/codes')
const codes = [...allCodes.keys()]

function casesOf(code: string): readonly string[] {
  const at = join(folder, code)
  return existsSync(at) ? readdirSync(at).sort() : []
}

// a case is a desk: the shared one with the case's files over it; index.md stands for its report
async function outputOf(at: string): Promise<string> {
  if (existsSync(join(at, 'run.ts'))) return (await import(join(at, 'run.ts'))).run()
  const desk = mkdtempSync(join(tmpdir(), 'assay-case-'))
  try {
    const argv = existsSync(join(at, 'command.txt'))
      ? readFileSync(join(at, 'command.txt'), 'utf8').trim().split(/\s+/)
      : ['check']
    if (!existsSync(join(at, 'bare'))) cpSync(join(folder, 'desk'), desk, { recursive: true })
    cpSync(at, desk, { recursive: true })
    if (existsSync(join(at, 'index.md'))) cpSync(join(at, 'index.md'), join(desk, 'reports/one/index.md'))
    const ran = await runIn(desk, ...argv, '--lang', 'en')
    const text = `${ran.out}${ran.error}exit ${ran.code}\n`
    return text.replaceAll(desk, 'DESK')
  } finally {
    rmSync(desk, { recursive: true, force: true })
  }
}

test('every code owns a case, and every case belongs to a code', () => {
  expect(codes.filter((c) => casesOf(c).length === 0)).toEqual([])
  const parts = readdirSync(folder).filter((p) => p !== 'desk')
  const owned = parts.flatMap((part) => readdirSync(join(folder, part)).map((name) => `${part}/${name}`))
  expect(owned.filter((c) => !codes.includes(c))).toEqual([])
})

describe.each(codes)('%s', (code) => {
  test.each(casesOf(code))('%s', async (name) => {
    const at = join(folder, code, name)
    const text = await outputOf(at)
    expect(text).toContain(code)
    const expected = join(at, 'expected.txt')
    // a missing expectation is written where a person can look at it, and is a failure where none does
    if (!existsSync(expected) && process.env.CI === undefined) writeFileSync(expected, text)
    expect(text).toBe(readFileSync(expected, 'utf8'))
  })
})
