import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '../layout.ts'
import { runIn } from '../terminal.ts'

const example = join(root, 'examples/licensed')
let desk = ''
let config = ''
let text = ''

beforeAll(() => {
  desk = mkdtempSync(join(tmpdir(), 'assay-abroad-'))
  cpSync(example, desk, { recursive: true, filter: (p) => !/(?:dist|\.assay)(?:\/|$)/.test(p.slice(example.length)) })
  rmSync(join(desk, 'reports/2024-07-28/index.zh.md'))
  config = readFileSync(join(desk, 'assay.config.yaml'), 'utf8')
  text = readFileSync(join(desk, 'reports/2024-07-28/index.en.md'), 'utf8')
})
afterAll(() => rmSync(desk, { recursive: true, force: true }))

/** What the rules of `ids` say under a profile, of the report with `special` in its disclosures and `note` below its chart. */
async function told(profile: string, ids: readonly string[], { special = '', note = '', journal = '' } = {}) {
  writeFileSync(join(desk, 'assay.config.yaml'), config.replace('cn-licensed', profile))
  const report = text
    .replace('\n:::panel{role=special}\n', `\n:::panel{role=special}\n${special}\n\n`)
    .replace(/(fig-relative[\s\S]*?synthetic data\n)(:::\n)/, (m, figure, end) =>
      note === '' ? m : `${figure}\nNote: ${note}\n${end}`,
    )
    .replace('journal:\n', `journal:\n${journal}`)
  writeFileSync(join(desk, 'reports/2024-07-28/index.en.md'), report)
  const { diagnostics } = JSON.parse((await runIn(desk, 'check', '--json')).out) as {
    diagnostics: readonly { readonly message: { readonly en: string } }[]
  }
  return diagnostics
    .map((d) => d.message.en)
    .filter((m) => ids.some((id) => m.startsWith(`\`${id}\``)))
    .map((m) => m.replace(/^(`[A-Z]+-\d+`)[^:]*: /, '$1 '))
}

const history =
  'Ratings of [twelve months](lit:): 2024-01-05 In line (initiated).\n\n19 January 2024: raised to Outperform.\n\nJuly 21, 2024: Outperform (maintained).'

test('the ratings of twelve months are those of the log', async () => {
  expect(await told('eu-mar', ['EU-02'])).toEqual([
    '`EU-02` `In line` of 2024-01-05 for `demo-industry` is in the log and not in the report',
    '`EU-02` `Outperform` of 2024-01-19 for `demo-industry` is in the log and not in the report',
    '`EU-02` `Outperform` of 2024-07-21 for `demo-industry` is in the log and not in the report',
  ])
  expect(await told('eu-mar', ['EU-02'], { special: history })).toEqual([])
  expect(await told('eu-mar', ['EU-02'], { special: history.replace('raised to', 'now at') })).toEqual([
    '`EU-02` `Outperform` of 2024-01-19 was raised, and the report does not say so',
  ])
  expect(await told('eu-mar', ['EU-02'], { special: history.replace('2024-01-05', '2023-01-05') })).toEqual([
    '`EU-02` `In line` of 2024-01-05 for `demo-industry` is in the log and not in the report',
  ])
})

test.each([
  ['eu-mar', 'EU-04'],
  ['us-finra', 'US-05'],
])('the shares of a quarter are those of the log: %s', async (profile, id) => {
  const shares = 'At the end of June: buy [100%](lit:), hold [0%](lit:), sell [0%](lit:).'
  expect(await told(profile, [id], { special: shares })).toEqual([])
  expect(
    await told(profile, [id], {
      special: shares.replace('100', '90').replace('[0%](lit:), sell', '[10%](lit:), sell'),
    }),
  ).toEqual([
    `\`${id}\` on 2024-06-30 the log has buy 100.0 %, hold 0.0 %, sell 0.0 % of 1, and the report does not say buy, hold`,
  ])
})

test('the rating points of a chart are those of the log, to the year', async () => {
  const note = 'rating points: 2024-01-05 In line, 2024-01-19 Outperform.'
  expect(await told('us-finra', ['US-02'])).toHaveLength(2)
  expect(await told('us-finra', ['US-02'], { note })).toEqual([])
  expect(await told('us-finra', ['US-02'], { note: note.replace('2024-01-19', '2023-01-19') })).toEqual([
    '`US-02` the log has no such rating of 2023-01-19; the nearest is `Outperform` of 2024-01-19',
    '`US-02` the chart from 2023-07-28 to 2024-07-26 says nothing of `Outperform` of 2024-01-19',
  ])
})

test('conflicts are said one by one, and signed', async () => {
  const special =
    'The firm holds no net long or short position of [0.5%](lit:) or more, is no market maker, was no lead manager of an issue in [twelve months](lit:), and has no agreement on investment services.'
  const journal = '  - { rule: EU-03, person: A, role: compliance, day: 2024-07-27, says: none }\n'
  expect(await told('eu-mar', ['EU-03'])).toEqual([
    '`EU-03` nothing is said of a net position of 0.5 %, market making, issues led in 12 months, agreements on services',
    '`EU-03` no signed entry of the journal answers it',
  ])
  expect(await told('eu-mar', ['EU-03'], { special })).toEqual(['`EU-03` no signed entry of the journal answers it'])
  expect(await told('eu-mar', ['EU-03'], { special, journal })).toEqual([])
})
