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
    expect([...answered].filter((c) => !shown.has(c) && c !== 'bus')).toEqual([])
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
