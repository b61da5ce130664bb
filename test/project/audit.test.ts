import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type Auditor, nodeEffects, openAuditor, renderAuditHtml, renderClaimReviews } from '../../src/project/index.ts'
import { root } from '../layout.ts'
import { runIn } from '../terminal.ts'

const data = join(root, 'data')
const compiled = join(root, 'dist/shipped.json')
let auditor: Auditor
let folder = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-audit-'))
  auditor = await openAuditor(nodeEffects([data, compiled]), { desk: folder, data, compiled })
})
afterAll(() => rmSync(folder, { recursive: true }))

const audit = (text: string, name = 'a.txt') => auditor.audit(name, new TextEncoder().encode(text))

interface Case {
  readonly text: string
  /** codes of errors and warnings, in their order; none for a text that holds */
  readonly codes?: readonly string[]
  /** verdicts of the claims in their order */
  readonly verdicts?: readonly string[]
}

const cases = parse(readFileSync(join(root, 'test/project/audit.yaml'), 'utf8')) as readonly Case[]

test.each(cases)('$text', async ({ text, codes, verdicts }) => {
  const found = await audit(text)
  if (codes !== undefined)
    expect(found.findings.filter((f) => f.severity !== 'note').map((f) => f.code.replace('audit/', ''))).toEqual(codes)
  if (verdicts !== undefined) expect(found.claims.map((c) => c.verdict)).toEqual(verdicts)
})

interface Paragraph {
  readonly text: string
  readonly bad: readonly string[]
  /** what notes are made of, where that is to be checked */
  readonly noted?: readonly string[]
}
const paragraphs = [
  'paragraphs',
  'reckonings',
  'slips',
  'pages',
  'tables',
  'plain',
  'innocent',
  'related',
  'crowned',
  'converted',
].flatMap((name) => parse(readFileSync(join(root, `test/project/${name}.yaml`), 'utf8')) as readonly Paragraph[])
test.each(paragraphs)('a paragraph: $text', async ({ text, bad, noted }) => {
  const found = await audit(text)
  if (noted !== undefined)
    expect(found.findings.filter((f) => f.severity === 'note').map((f) => f.printed)).toEqual(noted)
  const told = found.findings.filter((f) => f.severity !== 'note')
  const isOf = (f: (typeof told)[number], b: string) =>
    [found.extract.text.slice(f.at.start, f.at.end), f.printed].some((w) => w.includes(b))
  expect(bad.filter((b) => !told.some((f) => isOf(f, b)))).toEqual([])
  expect(told.filter((f) => !bad.some((b) => isOf(f, b))).map((f) => f.message.en)).toEqual([])
})

// documents whose numbers hold, or are of things that nobody here knows: a false accusation costs more than a missed error
const clean = join(root, 'test/project/clean')
test.each(readdirSync(clean))('nothing is told of %s', async (name) => {
  const found = await auditor.audit(name, readFileSync(join(clean, name)))
  expect(found.findings.filter((f) => f.severity !== 'note').map((f) => `${f.code} ${f.printed}`)).toEqual([])
  expect(found.coverage.found).toBeGreaterThan(2)
})

// tables, most of models that no fact is of: what their form shows, and what its repair makes of them
const forms = parse(readFileSync(join(root, 'test/project/forms.yaml'), 'utf8')) as readonly {
  readonly name: string
  readonly codes: readonly string[]
  readonly table: string
}[]
test.each(forms)('the form of a table: $name', async ({ codes, table }) => {
  const found = await audit(table, 'a.md')
  expect(found.findings.map((f) => f.code.replace('audit/', ''))).toEqual(codes)
  if (found.findings.length === 0) return
  let mended = found.extract.text
  const edits = found.findings.flatMap((f) => f.repair?.edits ?? []).toSorted((a, b) => b.start - a.start)
  for (const e of edits) mended = mended.slice(0, e.start) + e.text + mended.slice(e.end)
  const names = found.findings.map((f) => f.code)
  expect((await audit(mended, 'a.txt')).findings.filter((f) => names.includes(f.code))).toEqual([])
})

const table = `Table 1: Scores

Benchmark\tLlama 3.1 8B\tLlama 3.1 70B\tLlama 3.1 405B
IFEval\t80.4\t87.5\t88.6
HumanEval (0-shot)\t72.6\t85.5\t89.0
MATH (0-shot, CoT)\t51.9\t68.0\t73.8
`

describe('the JSON', () => {
  test('has the shape that its readers rely on', async () => {
    writeFileSync(join(folder, 'a.txt'), `${table}\nLlama 3.1 405B has 405 billion parameters.\n`)
    const ran = await runIn(folder, 'audit', 'a.txt', '--json')
    const json = JSON.parse(ran.out)
    expect(Object.keys(json)).toEqual(['document', 'coverage', 'claims', 'findings'])
    expect(json.document).toMatchObject({ file: 'a.txt', format: 'text', encoding: 'utf-8', tables: 1 })
    expect(json.coverage).toMatchObject({ found: 10, parsed: 10, linked: 10, checked: 10, unchecked: 0 })
    for (const c of json.claims) {
      for (const key of ['text', 'span', 'subject', 'measure', 'scope', 'period', 'value', 'unit', 'bound', 'verdict'])
        expect(c).toHaveProperty(key)
      expect(typeof c.value).toBe('string')
    }
    const [finding] = json.findings
    expect(finding).toMatchObject({ code: 'audit/cell', severity: 'error', printed: '85.5', expected: '80.5' })
    expect(finding.span).toMatchObject({ line: 5, table: 1, row: 3, cell: 3 })
    expect(finding.sources[0]).toMatchObject({ source: 'llama-3-paper' })
    expect(ran.code).toBe(1)
  })
  test('spans are offsets of the text', async () => {
    const found = await audit(`前文。\n\n${table}`)
    for (const c of found.claims) expect(found.extract.text.slice(c.at.start, c.at.end)).toBe(c.text)
  })
})

test('repairs mend what they were told of', async () => {
  const shifted = `Benchmark\tLlama 3.1 8B\tLlama 3.1 70B\tLlama 3.1 405B
General\t80.4\t87.5\t88.6
IFEval\t72.6\t80.5\t89.0
HumanEval (0-shot)\t51.9\t68.0\t73.8
MATH (0-shot, CoT)\t51.9\t68.0\t73.8
`
  const found = await audit(shifted)
  const finding = found.findings.find((f) => f.code === 'audit/row-shift')!
  let text = found.extract.text
  for (const e of [...finding.repair!.edits].sort((a, b) => b.start - a.start))
    text = text.slice(0, e.start) + e.text + text.slice(e.end)
  const again = await audit(text)
  expect(again.findings.filter((f) => f.severity !== 'note')).toEqual([])
  expect(text).toContain('IFEval\t80.4\t87.5\t88.6')
})

describe('outputs', () => {
  test('the marked page escapes the document and runs nothing', async () => {
    const found = await audit(`<script>alert(1)</script> ${table}`)
    const page = renderAuditHtml(found, 'en')
    expect(page).not.toContain('<script>')
    expect(page).toContain("default-src 'none'")
    expect(page).toContain('href="#finding-1"')
    expect(page).toContain('id="finding-1"')
  })
  test('claim reviews name their source', async () => {
    const [review] = renderClaimReviews(await audit(table), '2024-07-28')
    expect(review).toMatchObject({ '@type': 'ClaimReview', claimReviewed: '85.5' })
    expect(JSON.stringify(review)).toContain('disagrees with The Llama 3 Herd of Models')
  })
  test.each(['html', 'sarif', 'claimreview', 'xlsx'])('%s to a file', async (format) => {
    writeFileSync(join(folder, 'a.txt'), table)
    const ran = await runIn(folder, 'audit', 'a.txt', '--format', format, '--out', `out.${format}`, '--lang', 'en')
    expect(ran.out).toContain(`wrote`)
    expect(readFileSync(join(folder, `out.${format}`)).length).toBeGreaterThan(500)
  })
  test('in Chinese', async () => {
    writeFileSync(join(folder, 'a.txt'), table)
    const ran = await runIn(folder, 'audit', 'a.txt', '--lang', 'zh')
    expect(ran.out).toContain('不符')
    expect(ran.out).toContain('找到 9 处')
  })
})

test('a weekly of the house has nothing to tell of', async () => {
  for (const lang of ['zh', 'en']) {
    const file = join(root, `examples/weekly/reports/2024-07-28/index.${lang}.md`)
    const found = await auditor.audit(`index.${lang}.md`, readFileSync(file))
    expect(found.findings.filter((f) => f.severity !== 'note').map((f) => f.message.en)).toEqual([])
    expect(found.claims.length).toBeGreaterThan(100)
  }
})

test('the audited document is not written over', async () => {
  writeFileSync(join(folder, 'a.txt'), table)
  symlinkSync(join(folder, 'a.txt'), join(folder, 'link.txt'))
  for (const out of ['a.txt', './a.txt', 'link.txt']) {
    const ran = await runIn(folder, 'audit', 'a.txt', '--format', 'html', '--out', out, '--lang', 'en')
    expect(ran.code).toBe(2)
    expect(ran.error).toContain('`--out` is the audited document itself')
  }
  expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe(table)
})

describe('findings that are less sure than asked for', () => {
  const sure = async (percent: string, ...more: string[]) => {
    writeFileSync(join(folder, 'a.txt'), table)
    return runIn(folder, 'audit', 'a.txt', '--sure', percent, '--lang', 'en', ...more)
  }
  test('are withheld and counted', async () => {
    const all = JSON.parse((await sure('1', '--json')).out)
    expect(all.findings.length).toBeGreaterThan(0)
    expect(all.withheld).toBe(0)
    const none = JSON.parse((await sure('100', '--json')).out)
    expect(none.findings).toEqual([])
    expect(none.withheld).toBe(all.findings.length)
    const said = await sure('100')
    expect(said.code).toBe(0)
    expect(said.out).toContain('less sure than asked for')
    const page = (await sure('100', '--format', 'html')).out
    expect(page).toContain('less sure than asked for')
    expect(page).not.toContain('Nothing disagrees')
  })
  test.each(['0.85', '0', '101', '-5', 'high', ''])('a limit of `%s` is refused', async (percent) => {
    const ran = await sure(percent)
    expect(ran.code).toBe(2)
    expect(ran.error).toMatch(/--sure/)
  })
  test.each([
    ['totalz,4,3', 'there is no check `totalz`; the nearest is `totals`'],
    ['sums,3,4', 'no more is held than told'],
    ['sums,few,1', 'are whole numbers'],
  ])('a desk that counts `%s` is told what is amiss', async (row, message) => {
    const desk = mkdtempSync(join(tmpdir(), 'assay-sure-'))
    mkdirSync(join(desk, 'data'))
    writeFileSync(join(desk, 'assay.yaml'), 'title: desk\n')
    writeFileSync(join(desk, 'data/sureness.csv'), `check,told,held,until,note\n${row},2026-01-01,\n`)
    const ran = await sure('1', '--desk', desk)
    expect(ran.error).toContain(message)
    expect(ran.code).toBe(2)
  })
})

test('a folder is refused as one', async () => {
  const ran = await runIn(folder, 'audit', '.', '--lang', 'en')
  expect(ran.code).toBe(2)
  expect(ran.error).toContain('it is a folder, not a file')
})

test('figures without lines are counted, not listed', async () => {
  const found = await audit('88.6 '.repeat(60_000))
  expect(found.coverage.found).toBeGreaterThan(59_900)
  expect(found.claims.length).toBeLessThan(20_000)
})

test('cells of several numbers that nothing parts are counted as not read', async () => {
  const found = await audit(
    '| Benchmark | Gemma 2 |\n|---|---|\n| MMLU | 71.3 / 75.2 |\n| GSM8K | 68.6 / 74.0% |\n| Day | 7/24 |\n',
    'a.md',
  )
  const unread = found.claims.filter((c) => c.why === 'not-parsed')
  expect(unread.map((c) => [c.text, c.at.row, c.at.cell])).toEqual([
    ['71.3 / 75.2', 2, 2],
    ['68.6 / 74.0%', 3, 2],
  ])
  expect(found.coverage.parsed).toBe(found.coverage.found - 2)
  expect(found.findings).toEqual([])
})

test('the pages of a list of contents are no claims', async () => {
  const contents = [
    '1 Llama 3.1 405B 基准测试..... 3',
    '1.1 MMLU..... 3',
    '2 以旧换新政策..... 5',
    '3 风险提示..... 12',
  ]
  expect((await audit(`目录\n\n${contents.join('\n')}\n`)).claims).toEqual([])
  // each a paragraph of its own
  expect((await audit(`目录\n\n${contents.join('\n\n')}\n`)).claims).toEqual([])
  // what goes up and down is none
  const scores = ['MMLU..... 88', 'GSM8K..... 96', 'MATH..... 73']
  expect((await audit(`Llama 3.1 405B\n\n${scores.join('\n')}\n`)).claims).toHaveLength(3)
})

test('a table of more rows than a call takes arguments is audited', async () => {
  const rows = Array.from({ length: 140_000 }, (_, n) => `Model ${n},${50 + (n % 400) / 10}`)
  const found = await audit(`model,MMLU\n${rows.join('\n')}\n`, 'rows.csv')
  expect(found.coverage.found).toBe(140_000)
}, 120_000)
