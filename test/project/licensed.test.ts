import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseYaml } from '../../src/base/index.ts'
import { readForeign } from '../../src/sources/index.ts'
import { root } from '../layout.ts'
import { runIn } from '../terminal.ts'

const example = join(root, 'examples/licensed')
let desk = ''

beforeAll(async () => {
  desk = mkdtempSync(join(tmpdir(), 'assay-licensed-'))
  cpSync(example, desk, { recursive: true, filter: (p) => !/(?:dist|\.assay)(?:\/|$)/.test(p.slice(example.length)) })
  expect((await runIn(desk, 'build')).code).toBe(0)
})
afterAll(() => rmSync(desk, { recursive: true, force: true }))

test('every rule for a licensed publisher passes, in both languages', async () => {
  const ran = await runIn(desk, 'check', '--json')
  expect(ran.code).toBe(0)
  const { coverage, diagnostics } = JSON.parse(ran.out)
  for (const edition of coverage.publishing) {
    expect(edition).toMatchObject({ profile: 'cn-licensed', fail: [], unknown: [], waived: [] })
    expect(edition.pass).toHaveLength(27)
  }
  expect(coverage.publishing).toHaveLength(2)
  expect(diagnostics.filter((d: { waived?: string }) => d.waived === undefined)).toEqual([])
})

// the parts of a cover and of the last pages, in the order in which they are printed
const parts = {
  zh: [
    '证券研究报告',
    '应用下载量温和回升',
    '强于大市',
    '团队成员',
    'S9999524010001',
    '相关报告',
    '图表目录',
    '图表 1',
    '分析师声明',
    '一般声明',
    '特别声明',
    '投资评级声明',
    '联系方式',
    '数据依据',
  ],
  en: [
    '证券研究报告',
    'App downloads edge up',
    'Outperform',
    'Team',
    'S9999524010001',
    'Related reports',
    'Figures and tables',
    'Figure 1',
    'Analyst statement',
    'General disclaimer',
    'Special disclosures',
    'Definition of ratings',
    'Contact',
    'Evidence',
  ],
} as const

test.each(['zh', 'en'] as const)('the %s edition prints cover, contents and statements in order', async (lang) => {
  const bytes = new Uint8Array(readFileSync(join(desk, 'dist/2024-07-28', lang, 'report.pdf')))
  const text = (await readForeign('report.pdf', bytes)).text.replaceAll(/\s+/g, ' ')
  let at = 0
  for (const part of parts[lang]) {
    const found = text.indexOf(part, at)
    expect(found, part).toBeGreaterThan(-1)
    at = found
  }
  const html = readFileSync(join(desk, 'dist/2024-07-28', lang, 'report.html'), 'utf8')
  const titles = parts[lang].slice(8, 13).map((t) => html.indexOf(`<h3>${t}</h3>`))
  expect(titles).toEqual(titles.toSorted((a, b) => a - b))
  expect(titles).not.toContain(-1)
})

interface Change {
  readonly rule: readonly string[]
  readonly from: string
  readonly to?: string
  readonly all?: boolean
}
const changes = parseYaml(readFileSync(join(root, 'test/project/licensed.yaml'), 'utf8')).value as readonly Change[]

test('each rule fails by the one change that breaks it, and by no other', { timeout: 60_000 }, async () => {
  const file = join(desk, 'reports/2024-07-28/index.zh.md')
  const whole = readFileSync(file, 'utf8')
  rmSync(join(desk, 'reports/2024-07-28/index.en.md'))
  for (const { rule, from, to = '', all = false } of changes) {
    expect(whole).toContain(from)
    writeFileSync(file, all ? whole.replaceAll(from, to) : whole.replace(from, to))
    const ran = await runIn(desk, 'check', '--json')
    expect([ran.code, JSON.parse(ran.out).coverage.publishing[0].fail], from).toEqual([rule.length === 0 ? 0 : 1, rule])
  }
})
