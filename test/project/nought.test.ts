import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { type Auditor, nodeEffects, openAuditor } from '../../src/project/index.ts'
import { root } from '../layout.ts'

const data = join(root, 'data')
const compiled = join(root, 'dist/shipped.json')
let auditor: Auditor

beforeAll(async () => {
  auditor = await openAuditor(nodeEffects([data, compiled]), { desk: data, data, compiled })
})

// nothing can be divided by these
test.each([
  '空闲时缓存为 0 GB，即 0 MB；满载时 12 GB，即 12,288 MB。',
  'The idle cache is 0 GB, i.e. 512 MB.',
  '每股收益 0 元，股价 12 元，对应市盈率 30 倍。',
  'EPS of $0 and a price of $12 give 30 times earnings.',
  '已投放 0 万元的 0 万元，完成 0%。',
  '2023 年 0 万元、2024 年 0 万元，2025 年增至 30 亿元。',
  '甲类 0 万元、乙类 0 万元，合计 0 万元，占 40%。',
  '某模型参数为 0 亿，约为 0 亿的三分之一。',
  '收入由 0 亿元增至 5 亿元，增长 100%。',
  '日均 0 万次，全周 7 万次，合计 0 万次。',
])('a nought is audited like any number: %s', async (text) => {
  const { coverage } = await auditor.audit('a.txt', new TextEncoder().encode(text))
  expect(coverage.found).toBeGreaterThan(1)
})
