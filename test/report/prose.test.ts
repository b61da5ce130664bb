import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { root } from '../layout.ts'
import { runIn } from '../terminal.ts'

const folder = mkdtempSync(join(tmpdir(), 'assay-prose-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

// sentences in which names, measures, differences and ranks stand in many ways, and all of them right
test('words that are right are not told of', async () => {
  await runIn(folder, 'init', 'desk')
  const desk = join(folder, 'desk')
  const [issue] = readdirSync(join(desk, 'reports'))
  writeFileSync(join(desk, 'reports', issue!, 'index.zh.md'), readFileSync(join(root, 'test/report/fine.md')))
  const { out } = await runIn(desk, 'check', '--lang', 'en')
  expect(out.split('\n').filter((line) => line.includes('index.zh.md'))).toEqual([])
})

// results, prices, downloads, indices and subsidies of a desk with names, measures and facts of its own
test('reports of a desk with facts of its own are not told of', async () => {
  const desk = join(folder, 'fine')
  cpSync(join(root, 'test/report/fine'), desk, { recursive: true })
  const { out } = await runIn(desk, 'check', '--lang', 'en')
  expect(out).toBe('5 reports, 451 numbers bound to 70 facts; 0 errors, 0 warnings, 0 notes, 0 waived\n')
})

// the same words with one thing wrong in each
const planted: (readonly [string, string])[] = [
  [
    '华星智能、天元云、蓝科股份二季度营收分别为 [36 亿元](fact:hx/revenue?period=2024-Q2)、[15 亿元](fact:lk/revenue?period=2024-Q2) 和 [24 亿元](fact:ty/revenue?period=2024-Q2)。',
    'report/subject',
  ],
  ['天元-70B 的输入价格为 [12 元/百万 token](fact:model-a/price.out)。', 'report/measure'],
  ['华星智能二季度毛利率为 [15.0%](fact:hx/margin.net?period=2024-Q2)。', 'report/measure'],
  ['华星智能二季度净亏损 [5.4 亿元](fact:hx/profit.net?period=2024-Q2)。', 'report/mismatch'],
  ['蓝科股份二季度归母净利润 [3 亿元](fact:lk/profit.net?period=2024-Q2)。', 'report/mismatch'],
  ['星语名次升至 [第 2](fact:star-app/chart.rank?period=2024-07-25)。', 'report/mismatch'],
  ['去年 7 月 23 日（周一）华星智能发布中报。', 'report/date'],
  [
    '华星智能营收高于天元云（前者 [24 亿元](fact:ty/revenue?period=2024-Q2)，后者 [36 亿元](fact:hx/revenue?period=2024-Q2)）。',
    'report/subject',
  ],
  ['沪深 300 指数 7 月 19 日收于 [3409.29 点](fact:csi-300/index.close?period=2024-07-26)。', 'report/period'],
  [
    '本周（7 月 20 日至 26 日）月读下载 [86 万次](fact:moon-app/downloads.weekly?period=2024-07-19/2024-07-25)。',
    'report/period',
  ],
  ['家电每件补贴 [2000 元](fact:pol-app/subsidy.swap)。', 'report/qualifier'],
]

const weekly = (subject: string) => `${subject}/index.weekly.return?period=2024-07-22/2024-07-26`

// who ran ahead of a benchmark, and who behind
planted.push(
  ...[
    '申万计算机跑赢沪深 300 指数 [6.3 个百分点](fact:sw-computer/index.relative)。',
    '恒生指数跑输基准 [4.2 个百分点](fact:hang-seng/index.relative)。',
    '恒生指数落后沪深 300 约 [4.2 个百分点](fact:hang-seng/index.relative)。',
    'The Hang Seng underperformed the CSI 300 by [4.2 percentage points](fact:hang-seng/index.relative).',
    'The Hang Seng was [4.2 percentage points](fact:hang-seng/index.relative) behind the benchmark.',
    `本周申万计算机跑输沪深 300 指数 [1.2 个百分点](<fact:pp(${weekly('sw-computer')}, ${weekly('csi-300')})>)。`,
  ].map((words) => [words, words.includes('跑赢') ? 'report/mismatch' : 'report/comparison'] as const),
)

planted.push(['标普 500 指数跑赢沪深 300 指数 [4.2 个百分点](fact:hang-seng/index.relative)。', 'report/subject'])

// a loss and a rank go the other way than their numbers
planted.push(
  ...[
    '蓝科股份净亏损由 [8 亿元](fact:lk/profit.net?period=2024-Q1) 扩大至 [3 亿元](fact:lk/profit.net?period=2024-Q2)。',
    '蓝科股份亏损扩大，一季度亏损 [8 亿元](fact:lk/profit.net?period=2024-Q1)，二季度亏损 [3 亿元](fact:lk/profit.net?period=2024-Q2)。',
    "Lanke's net loss widened from [800 million yuan](fact:lk/profit.net?period=2024-Q1) to [300 million yuan](fact:lk/profit.net?period=2024-Q2).",
  ].map((words) => [words, 'report/trend'] as const),
)

planted.push([
  '星语名次由 [第 3](fact:star-app/chart.rank?period=2024-07-18) 降至 [第 1](fact:star-app/chart.rank?period=2024-07-25)。',
  'report/trend',
])

planted.push(
  [
    '上周（7 月 12 日至 18 日）月读下载 [86 万次](fact:moon-app/downloads.weekly?period=2024-07-19/2024-07-25)。',
    'report/period',
  ],
  ['上周（7 月 19 日至 25 日）月读下载量回升。', 'report/period'],
)

// the 405B scores of the shipped base are Meta's own
const meta = 'llama-3.1-405b/mmlu?shots=0&cot=yes&source=meta-card-llama-3.1'
planted.push(
  [`据 OpenAI 披露，Llama 3.1 405B 的 MMLU 得分为 [88.6%](fact:${meta})。`, 'report/attribution'],
  [`根据 Mistral AI 公布的数据，Llama 3.1 405B 的 MMLU 得分为 [88.6%](fact:${meta})。`, 'report/attribution'],
  [`According to Anthropic, Llama 3.1 405B scores [88.6%](fact:${meta}) on MMLU.`, 'report/attribution'],
)

const right = [
  `据 Meta 公司披露，Llama 3.1 405B 的 MMLU 得分为 [88.6%](fact:${meta})。`,
  `According to Meta, Llama 3.1 405B scores [88.6%](fact:${meta}) on MMLU.`,
  `据测试者介绍，Llama 3.1 405B 的 MMLU 得分为 [88.6%](fact:${meta})。`,
  `据此，Llama 3.1 405B 的 MMLU 得分为 [88.6%](fact:${meta})，据公开数据整理。`,
  '月读下载 [86 万次](fact:moon-app/downloads.weekly?period=2024-07-19/2024-07-25)，高于上周（7 月 12 日至 18 日）。',
  '较上周（7 月 12 日至 18 日）回升，月读下载 [86 万次](fact:moon-app/downloads.weekly?period=2024-07-19/2024-07-25)。',
  '月读下载 [86 万次](fact:moon-app/downloads.weekly?period=2024-07-19/2024-07-25)好于上周（7 月 12 日至 18 日）的水平。',
  '上周（7 月 12 日至 18 日）走弱，本周月读下载 [86 万次](fact:moon-app/downloads.weekly?period=2024-07-19/2024-07-25)。',
  'Moonread had [860,000 downloads](fact:moon-app/downloads.weekly?period=2024-07-19/2024-07-25), more than in the week before (12 to 18 July).',
  '星语名次由 [第 3](fact:star-app/chart.rank?period=2024-07-18) 升至 [第 1](fact:star-app/chart.rank?period=2024-07-25)。',
  '星语下载量下滑，名次 7 月 18 日为 [第 3](fact:star-app/chart.rank?period=2024-07-18)，25 日为 [第 1](fact:star-app/chart.rank?period=2024-07-25)。',
  '蓝科股份营收增长，一季度亏损 [8 亿元](fact:lk/profit.net?period=2024-Q1)，二季度亏损 [3 亿元](fact:lk/profit.net?period=2024-Q2)。',
  '蓝科股份净亏损由 [8 亿元](fact:lk/profit.net?period=2024-Q1) 降至 [3 亿元](fact:lk/profit.net?period=2024-Q2)。',
  "Lanke's net loss narrowed from [800 million yuan](fact:lk/profit.net?period=2024-Q1) to [300 million yuan](fact:lk/profit.net?period=2024-Q2).",
  '申万计算机跑输沪深 300 指数 [6.3 个百分点](fact:sw-computer/index.relative)。',
  '申万计算机下跌，落后沪深 300 约 [6.3 个百分点](fact:sw-computer/index.relative)。',
  '申万计算机的相对收益为 [-6.3 个百分点](fact:sw-computer/index.relative)。',
  '恒生指数跑赢沪深 300 指数 [4.2 个百分点](fact:hang-seng/index.relative)，申万计算机跑输 [6.3 个百分点](fact:sw-computer/index.relative)。',
  '申万计算机未能跑赢沪深 300 指数，相对收益 [-6.3 个百分点](fact:sw-computer/index.relative)。',
  'The Hang Seng was [4.2 percentage points](fact:hang-seng/index.relative) ahead of the benchmark.',
  'The computer index lagged the CSI 300 by [6.3 percentage points](fact:sw-computer/index.relative).',
  `本周申万计算机跑赢沪深 300 指数 [1.2 个百分点](<fact:pp(${weekly('sw-computer')}, ${weekly('csi-300')})>)。`,
]

test.each(right)('nothing is told of: %s', async (words) => {
  expect(await said(words)).toEqual([])
})

test.each(planted)('%s is told of as %s', async (words, code) => {
  expect((await said(words)).filter((line) => line.includes(` ${code}: `))).not.toEqual([])
})

let checked: Promise<string> | null = null

/** What is told of `words`, which stand in a report of their own; the desk of all of them is checked once. */
async function said(words: string): Promise<readonly string[]> {
  const all = [...right, ...planted.map(([text]) => text)]
  checked ??= checkAll(all)
  const name = `reports/${all.indexOf(words)}/index.md:`
  return (await checked).split('\n').filter((line) => line.includes(name))
}

async function checkAll(all: readonly string[]): Promise<string> {
  const desk = join(folder, 'planted')
  cpSync(join(root, 'test/report/fine'), desk, { recursive: true })
  rmSync(join(desk, 'reports'), { recursive: true })
  const front = '---\ntitle: 一\nlang: zh\ndate: 2024-07-28\nperiod: 2024-07-19/2024-07-25\n---\n\n# 一 {#a}\n\n'
  for (const [n, words] of all.entries()) {
    mkdirSync(join(desk, `reports/${n}`), { recursive: true })
    writeFileSync(join(desk, `reports/${n}/index.md`), `${front}${words}\n`)
  }
  const { out } = await runIn(desk, 'check', '--lang', 'en')
  // every report was read
  expect(out).toContain(`${all.length} reports, `)
  return out
}
