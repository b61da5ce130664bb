import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Decimal, Extract } from '../../src/base/index.ts'
import { packAhead, unpackAhead } from '../../src/project/audit-parts.ts'
import {
  type Audited,
  auditAhead,
  countAhead,
  divide,
  openAudit,
  openConclusion,
  type Place,
  supposeCourses,
} from '../../src/report/index.ts'
import { readForeign } from '../../src/sources/index.ts'
import { root } from '../layout.ts'
import { sharedAuditor } from './auditor.ts'

const shared = sharedAuditor()

const clean = join(root, 'test/project/clean')
const paragraphs = ['paragraphs', 'reckonings']
  .flatMap(
    (name) => parse(readFileSync(join(root, `test/project/${name}.yaml`), 'utf8')) as readonly { text: string }[],
  )
  .filter((_, n) => n % 4 === 0)
const document = [
  ...readdirSync(clean)
    .filter((name) => /\.(?:txt|md)$/.test(name))
    .map((name) => readFileSync(join(clean, name), 'utf8')),
  ...paragraphs.map((p, n) => (n % 5 === 0 ? `第 ${n} 节 概要\n\n${p.text}` : p.text)),
].join('\n\n')
// a file of figures: its numbers are listed up to a limit that lies in the middle of a part
const figures = Array.from({ length: 60 }, (_, row) =>
  Array.from({ length: 220 }, (_, n) => (row * 220 + n) % 977).join(' '),
).join('\n\n')

const read = (text: string) => readForeign('a.txt', new TextEncoder().encode(text), {})
const shown = ({ coverage, claims, findings }: Audited) =>
  JSON.stringify({ coverage, claims, findings }, (_, v: unknown) => (isDecimal(v) ? v.toFixed() : v))
const isDecimal = (v: unknown): v is Decimal => typeof v === 'object' && v !== null && 'toFixed' in v

/** The audit one part after another, and with parts ahead, `size` characters each. */
function both(extract: Extract, size: number, forget: boolean) {
  const input = shared().auditor.inputOf(extract, null)
  const division = divide(extract, size)
  const plain = openConclusion(division, openAudit(input)).end()
  const supposed = supposeCourses(division, openAudit(input))
  const first = supposed[0]!
  const courses = forget ? supposed.map(() => first) : supposed
  const desk = openAudit(input)
  const ahead = courses.map((course, n) => auditAhead(division, n, course, desk))
  const aside = openConclusion(division, openAudit(input))
  // the even ones come late, and one is lost on its way
  for (const even of [false, true])
    for (const [n, part] of ahead.entries())
      if ((n % 2 === 0) === even && n !== 3) {
        const told = aside.isFull() ? countAhead(part) : part
        aside.add(n, unpackAhead(structuredClone(packAhead(told))))
      }
  return { plain, ahead, supposed, division, aside: aside.end() }
}

describe('parts audited ahead', () => {
  test('give what one part after another gives, and begin with what the part before ends with', async () => {
    const { plain, aside, ahead, supposed, division } = both(await read(document), 2000, false)
    expect(division.parts.length).toBeGreaterThan(5)
    expect(plain.findings.length).toBeGreaterThan(8)
    expect(shown(aside)).toBe(shown(plain))
    const right = supposed.filter((course, n) => {
      const before = ahead[n - 1]?.part.course
      return before === undefined || JSON.stringify(before) === JSON.stringify(course)
    })
    expect(right.length / supposed.length).toBeGreaterThan(0.9)
  })

  test('are audited again where they began with something else', async () => {
    const { plain, aside } = both(await read(document), 2000, true)
    expect(shown(aside)).toBe(shown(plain))
  })

  test('list figures up to the same limit', async () => {
    const { plain, aside, division } = both(await read(figures), 9000, false)
    expect(division.parts.length).toBeGreaterThan(5)
    // a few of them look like dates
    expect(plain.coverage.found).toBeGreaterThan(60 * 220 - 50)
    expect(plain.claims.length).toBeGreaterThan(10_000)
    expect(plain.claims.length).toBeLessThan(10_300)
    expect(shown(aside)).toBe(shown(plain))
  })
})

test('a long file comes out of threads as it does out of one', async () => {
  const filler = `${'Nothing is counted in this sentence, and nothing is held against it. '.repeat(12)}\n\n`
  const text = `${document.slice(0, 20_000)}\n\n${filler.repeat(1_900)}${document.slice(-20_000)}`
  const file = join(shared().folder, 'long.txt')
  writeFileSync(file, text)
  const ran = spawnSync(
    process.execPath,
    [join(root, 'bin/assay.js'), 'audit', file, '--json', '--desk', shared().folder],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  )
  const plain = await shared().auditor.audit(file, readFileSync(file))
  const told = JSON.parse(ran.stdout)
  expect(told.coverage).toEqual(plain.coverage)
  expect(told.findings.map((f: { code: string; span: Place }) => [f.code, f.span])).toEqual(
    plain.findings.map((f) => [f.code, { ...f.at }]),
  )
  expect(told.claims.map((c: { span: Place; verdict: string }) => [c.span, c.verdict])).toEqual(
    plain.claims.map((c) => [{ ...c.at }, c.verdict]),
  )
}, 60_000)
