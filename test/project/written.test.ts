import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Extract } from '../../src/base/index.ts'
import { auditToJson, listingPieces } from '../../src/cli/format/audit.ts'
import { formatJson } from '../../src/cli/format/json.ts'
import { packExtract, unpackExtract } from '../../src/project/audit-extract.ts'
import { packAhead, unpackAhead } from '../../src/project/audit-parts.ts'
import {
  type Ahead,
  type AuditInput,
  auditAhead,
  type Claim,
  countAhead,
  divide,
  openAudit,
  openConclusion,
  openWriting,
  supposeCourses,
  writeAhead,
} from '../../src/report/index.ts'
import { readForeign } from '../../src/sources/index.ts'
import { root } from '../layout.ts'
import { sharedAuditor } from './auditor.ts'

const shared = sharedAuditor()

const clean = join(root, 'test/project/clean')
const names = readdirSync(clean)
const texts = names.filter((n) => /\.(?:txt|md)$/.test(n)).map((n) => readFileSync(join(clean, n), 'utf8'))
const figures = Array.from({ length: 60 }, (_, row) =>
  Array.from({ length: 220 }, (_, n) => (row * 220 + n) % 977).join(' '),
).join('\n\n')
const read = (text: string) => readForeign('a.txt', new TextEncoder().encode(text), {})

const decoder = new TextDecoder()
const sha256 = ''
const listed = (listing: ReturnType<ReturnType<typeof openWriting>['end']>) =>
  [...listingPieces({ ...listing, sha256 })].map((piece) => decoder.decode(piece, { stream: true })).join('')
const plain = (audited: ReturnType<ReturnType<typeof openConclusion>['end']>) =>
  formatJson(auditToJson({ ...audited, sha256, desk: shared().auditor.desk }))

function parts(input: AuditInput, size: number) {
  const division = divide(input.extract, size)
  const desk = openAudit(input)
  const ahead = supposeCourses(division, desk).map((course, n) => auditAhead(division, n, course, desk))
  return { division, ahead }
}

describe('what is written part by part', () => {
  test.each([
    ['reports', texts.join('\n\n'), 3000],
    ['figures, listed up to a limit', figures, 9000],
    ['nothing', 'No number stands here.', 1000],
  ])('is the JSON of the whole: %s', async (_, text, size) => {
    const input = shared().auditor.inputOf(await read(text), null)
    const { division, ahead } = parts(input, size)
    const [whole, writing] = [openConclusion(division, openAudit(input)), openWriting(division, openAudit(input))]
    // one part is lost on its way, and the last come first
    for (const [n, part] of [...ahead.entries()].reverse()) {
      whole.add(n, part)
      if (n !== 2) writing.add(n, unpackAhead(structuredClone(packAhead(writeAhead(part)))))
    }
    const listing = writing.end()
    const own = whole.end()
    expect(listed(listing)).toBe(plain(own))
    expect(listing.counts.error + listing.counts.warning + listing.counts.note).toBe(own.findings.length)
    for (const severity of ['error', 'warning', 'note'] as const)
      expect(listing.counts[severity]).toBe(own.findings.filter((f) => f.severity === severity).length)
  })

  test('ends where no more claims are listed, those found first before the others', async () => {
    const text = Array.from({ length: 40 }, (_, n) => `Paragraph ${n} says nothing at all, and so does the next.`)
    const input = shared().auditor.inputOf(await read(text.join('\n\n')), null)
    const { division, ahead } = parts(input, 500)
    expect(ahead.length).toBeGreaterThan(3)
    const [whole, writing] = [openConclusion(division, openAudit(input)), openWriting(division, openAudit(input))]
    const claim = (n: number): Claim => ({
      kind: 'claim',
      text: `${n}`,
      at: { start: n, end: n + 1, line: 1, column: n + 1 },
      subject: null,
      measure: null,
      scope: {},
      period: '',
      amount: null,
      unit: '',
      verdict: 'unlinked',
      why: 'no-measure',
    })
    // found backwards, fifty-five thousand in each part, where two hundred thousand are listed
    const size = 55_000
    const full = ahead.map((a, part): Ahead => {
      const claims = Array.from({ length: size }, (_, n) => claim(part * size + size - n))
      return { ...a, part: { ...a.part, claims } }
    })
    for (const [n, part] of full.entries()) {
      const counted = whole.isFull() ? countAhead(part) : part
      expect(writing.isFull()).toBe(whole.isFull())
      whole.add(n, counted)
      writing.add(n, writeAhead(counted))
    }
    const own = whole.end()
    expect(own.claims.length).toBe(200_000)
    expect(own.coverage.found).toBe(size * full.length)
    const listing = writing.end()
    expect(listing.coverage).toEqual(own.coverage)
    const places = [...listed(listing).matchAll(/"text": "(\d+)"/g)].map((m) => m[1]).join()
    expect(places === own.claims.map((c) => c.text).join()).toBe(true)
  })
})

describe('an extract that crosses threads', () => {
  const crossed = (extract: Extract) => unpackExtract(structuredClone(packExtract(extract)))

  test.each([
    ['a.txt', texts.join('\n\n')],
    ['a.md', '# A\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n- b\n'],
    ['a.csv', 'x,y\n1,"2\t3"\n'],
    ['a.html', '<h1>A</h1><table><tr><td rowspan=2>1</td><td>2</td></tr><tr><td>3</td></tr></table>'],
    ['a.json', '[{"x":1,"y":2},{"x":3,"y":4}]'],
  ])('is what it was: %s', async (name, text) => {
    const extract = await readForeign(name, new TextEncoder().encode(text), {})
    expect(extract.blocks.length).toBeGreaterThan(0)
    expect(crossed(extract)).toEqual(extract)
  })

  test('is numbers alone where its cells say what stands there', async () => {
    const plainText = await read('a\tb\n1\t2\n3\t4\n')
    expect(packExtract(plainText).blocks).toBeInstanceOf(Int32Array)
    const other = { ...plainText, text: plainText.text.replace('3', '5') }
    expect(packExtract(other).blocks).not.toBeInstanceOf(Int32Array)
  })
})
