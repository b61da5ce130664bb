import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from '../layout.ts'
import { runIn } from '../terminal.ts'

const weekly = join(root, 'examples/weekly')
let desk = ''

function copyDesk(): string {
  const folder = mkdtempSync(join(tmpdir(), 'assay-weekly-'))
  cpSync(weekly, folder, { recursive: true, filter: (p) => !p.startsWith(join(weekly, 'dist')) })
  return folder
}

beforeAll(() => {
  desk = copyDesk()
})
afterAll(() => rmSync(desk, { recursive: true, force: true }))

const names = ['facts.json', 'manifest.json', 'report.html', 'report.pdf', 'report.xlsx']

describe('the weekly', () => {
  test('is proved without a finding that is not waived with a reason', async () => {
    const ran = await runIn(desk, 'check', '--json')
    expect(ran.code).toBe(0)
    const { diagnostics, coverage } = JSON.parse(ran.out)
    expect(
      diagnostics.filter((d: { waived?: string; severity: string }) => d.waived === undefined && d.severity !== 'note'),
    ).toEqual([])
    expect(coverage.reports).toBe(4)
    expect(coverage.bound).toBeGreaterThan(900)
  })

  test('builds the same bytes twice, and hashes everything in its manifest', async () => {
    const first = await runIn(desk, 'build', '2024-07-28')
    expect(first.code).toBe(0)
    const bytes = () =>
      ['zh', 'en'].flatMap((lang) =>
        names.map((n) => readFileSync(join(desk, 'dist/2024-07-28', lang, n)).toString('base64')),
      )
    const before = bytes()
    expect(readdirSync(join(desk, 'dist/2024-07-28/zh')).sort()).toEqual(names)
    await runIn(desk, 'build', '2024-07-28')
    expect(bytes().map((b, i) => b === before[i])).toEqual(before.map(() => true))
    const manifest = JSON.parse(readFileSync(join(desk, 'dist/2024-07-28/zh/manifest.json'), 'utf8'))
    const { createHash } = await import('node:crypto')
    for (const file of manifest.outputs) {
      const hash = createHash('sha256')
        .update(readFileSync(join(desk, 'dist/2024-07-28/zh', file.path)))
        .digest('hex')
      expect(file.sha256, file.path).toBe(hash)
    }
    expect(manifest.inputs.map((f: { path: string }) => f.path)).toContain('reports/2024-07-28/index.zh.md')
    expect(manifest.inputs.map((f: { path: string }) => f.path)).toContain('assay:data/claims/llama3_paper.csv')
  })

  test('has every cell of both benchmark tables, as published and under its own conditions', async () => {
    const facts = JSON.parse(readFileSync(join(desk, 'dist/2024-07-28/en/facts.json'), 'utf8')) as {
      facts: {
        subject: string
        measure: string
        value: string | null
        scope: Record<string, string>
        evidence: { source: string }
      }[]
    }
    const blog = facts.facts.filter((f) => f.evidence.source === 'meta-blog-llama-3.1')
    const cell = (subject: string, measure: string) =>
      blog.filter((f) => f.subject === subject && f.measure === measure).map((f) => f.value)
    expect(cell('llama-3.1-405b', 'mmlu')).toContain('88.6')
    expect(cell('llama-3.1-405b', 'mmlu-pro')).toContain('73.3')
    expect(cell('llama-3.1-405b', 'ifeval')).toContain('88.6')
    expect(cell('claude-3.5-sonnet', 'gpqa')).toContain('59.4')
    expect(
      cell('nemotron-4-340b', 'gpqa').concat(
        facts.facts.filter((f) => f.subject === 'nemotron-4-340b' && f.measure === 'gpqa').map((f) => f.value),
      ),
    ).toContain(null)
    const nemotron = blog.find((f) => f.subject === 'nemotron-4-340b' && f.measure === 'mmlu')
    expect(nemotron?.scope.cot).toBe('no')
  })
})

/** A slip in the Chinese edition and the code that must find it. */
const slips: readonly (readonly [string, string | RegExp, string, string])[] = [
  ['a digit', '[88.7%](fact:gpt-4o/mmlu', '[87.8%](fact:gpt-4o/mmlu', 'report/mismatch'],
  ['万 for 亿', '[4050 亿](fact:llama-3.1-405b/params)', '[4050 万](fact:llama-3.1-405b/params)', 'report/scale-slip'],
  [
    'a dropped qualifier',
    '[不超过 2000 元](fact:cn/trade-in-2024/appliance.cap)',
    '[2000 元](fact:cn/trade-in-2024/appliance.cap)',
    'report/qualifier',
  ],
  ['percent for points', /\[([\d.]+) 个百分点\]\(fact:/, '[$1%](fact:', 'report/unit'],
  [
    'an unbound number',
    '# 新发布的开放权重模型',
    '全年销量为 300 万台。\n\n# 新发布的开放权重模型',
    'report/unbound-number',
  ],
  ['an unknown address', 'fact:llama-3.1-405b/params)', 'fact:llama-3.1-405b/parms)', 'facts/unknown-address'],
  ['an address too wide', 'mmlu?shots=0&cot=yes&source=meta-blog-llama-3.1)', 'mmlu)', 'facts/ambiguous-address'],
  [
    'a reversed comparison',
    'near gpt-4o/mmlu?source=meta-blog-llama-3.1',
    'above gpt-4o/mmlu?source=meta-blog-llama-3.1',
    'report/comparison',
  ],
  ['a lost source line', '来源：Meta 公告，示例研究所整理', '', 'report/no-source'],
  ['a wrong publisher', '来源：Meta 公告，示例研究所整理', '来源：某数据商', 'report/source-line'],
  ['a reference to nothing', '[](#tbl-405b)', '[](#tbl-406b)', 'report/unknown-reference'],
  ['a waiver taken away', / {2}- \{ code: report\/contradiction, about: gpt-4[^\n]*\n/, '', 'report/contradiction'],
]

describe('a slip in the weekly is found', () => {
  test.each(slips)('%s', async (_, from, to, code) => {
    const folder = copyDesk()
    const file = join(folder, 'reports/2024-07-28/index.zh.md')
    const text = readFileSync(file, 'utf8')
    const spoilt = text.replace(from, to)
    expect(spoilt).not.toBe(text)
    writeFileSync(file, spoilt)
    // the other edition says nothing of this one
    rmSync(join(folder, 'reports/2024-07-28/index.en.md'))
    const ran = await runIn(folder, 'check', '2024-07-28', '--json')
    rmSync(folder, { recursive: true })
    const open = JSON.parse(ran.out).diagnostics.filter((d: { waived?: string }) => d.waived === undefined)
    expect(open.map((d: { code: string }) => d.code)).toContain(code)
    expect(ran.code).toBe(1)
  })
})

test('an edition with errors writes nothing and leaves what was built before', async () => {
  const folder = copyDesk()
  await runIn(folder, 'build', '--no-pdf')
  const page = join(folder, 'dist/2024-07-28/zh/report.html')
  const before = readFileSync(page, 'utf8')
  const file = join(folder, 'reports/2024-07-28/index.zh.md')
  writeFileSync(file, `${readFileSync(file, 'utf8')}\n销量 500 万台。\n`)
  const ran = await runIn(folder, 'build', '--no-pdf')
  expect(ran.code).toBe(1)
  expect(readFileSync(page, 'utf8')).toBe(before)
  rmSync(folder, { recursive: true })
})

test('--fix mends what it can, and a second check is clean', async () => {
  const folder = copyDesk()
  const file = join(folder, 'reports/2024-07-28/index.zh.md')
  const text = readFileSync(file, 'utf8')
  writeFileSync(
    file,
    text
      .replace('[4050 亿](fact:llama-3.1-405b/params)', '[4050 万](fact:llama-3.1-405b/params)')
      .replace('[88.7%](fact:gpt-4o/mmlu', '[87.8%](fact:gpt-4o/mmlu')
      .replace('[1230 亿](fact:mistral-large-2/params)', '[](fact:mistral-large-2/params)'),
  )
  const ran = await runIn(folder, 'check', '--fix')
  expect(ran.code).toBe(0)
  expect(readFileSync(file, 'utf8')).toBe(text)
  rmSync(folder, { recursive: true })
})
