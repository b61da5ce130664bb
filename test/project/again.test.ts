import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Decimal, Extract } from '../../src/base/index.ts'
import { type Audited, auditDocument } from '../../src/report/index.ts'
import { readForeign } from '../../src/sources/index.ts'
import { root } from '../layout.ts'
import { sharedAuditor } from './auditor.ts'

const shared = sharedAuditor()

const clean = join(root, 'test/project/clean')
const documents = readdirSync(clean)
  .filter((name) => /\.(?:txt|md)$/.test(name))
  .map((name) => readFileSync(join(clean, name), 'utf8'))
// paragraphs with something wrong in them
const wrong = ['reckonings', 'slips'].flatMap((name) =>
  (parse(readFileSync(join(root, `test/project/${name}.yaml`), 'utf8')) as readonly Record<string, string>[]).map(
    (p) => p.wrong ?? p.text ?? '',
  ),
)
const table = `图表 1：基准测试

Benchmark\tLlama 3.1 405B\tGPT-4 Omni\tClaude 3.5 Sonnet
MMLU (0-shot, CoT)\t88.6\t88.7\t88.3
MMLU PRO (0-shot, CoT)\t73.3\t74.0\t77.0
GSM8K (0-shot, CoT)\t96.8\t96.1\t94.6
MATH (0-shot, CoT)\t73.8\t76.6\t71.1
GPQA (0-shot, CoT)\t51.1\t53.6\t59.4`
const speaking = [
  table,
  table.replace('73.3\t74.0\t77.0', '88.6\t88.7\t88.3').replace('96.8\t96.1\t94.6', '73.3\t74.0\t77.0'),
  'Llama 3.1 405B 在 GPQA 上超越 Claude 3.5 Sonnet，得分 51.1%。405B 的参数量为 4050 亿，8B 模型为 80 亿。',
  '# Llama 3.1 70B',
  'It scores 86.0% on MMLU. The 8B model scores 73.0%, and the flagship 88.6%.',
  '同花顺 App 下载量 9,210 次。豆包以 168 万次位居第二。',
  '其综合性能与 Llama 3.1 相当，训练使用 1.46 万 GPU 小时。',
]

const read = (text: string) => readForeign('a.txt', new TextEncoder().encode(text), {})
const isDecimal = (v: unknown): v is Decimal => typeof v === 'object' && v !== null && 'toFixed' in v
const shown = ({ coverage, claims, findings }: Audited) =>
  JSON.stringify({ coverage, claims, findings }, (key, v: unknown) =>
    key === 'page' ? undefined : isDecimal(v) ? v.toFixed() : v,
  )
const audited = (extract: Extract) => auditDocument(shared().auditor.inputOf(extract, null))
// nothing is kept of a document with pages
const paged = (extract: Extract): Extract => ({
  ...extract,
  pages: [{ number: 1, start: 0, end: extract.text.length, width: 600, height: 800 }],
})

// numbers from 0 to 1 from a seed
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

function drawn(seed: number): string {
  const random = randomOf(seed)
  const of = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!
  const whole = of(documents).split(/\n{2,}/)
  const pool = [...whole.slice(0, 12), ...Array.from({ length: 14 }, () => of(wrong)), ...speaking]
  const parts: string[] = []
  while (parts.length < 90) {
    // single paragraphs and runs of them
    const at = Math.floor(random() * pool.length)
    parts.push(...pool.slice(at, at + 1 + Math.floor(random() * 5)))
  }
  return parts.join(random() < 0.3 ? '\n' : '\n\n')
}

describe('what stands again is found again', () => {
  test.each(Array.from({ length: 8 }, (_, n) => n + 1))('in paragraphs drawn with the seed %i', async (seed) => {
    const extract = await read(drawn(seed))
    const found = audited(extract)
    expect(found.claims.length).toBeGreaterThan(30)
    expect(shown(found)).toBe(shown(audited(paged(extract))))
  })

  test('in a document that comes five times', async () => {
    for (const text of [documents[0]!, documents[1]!, speaking.join('\n\n'), wrong.slice(0, 60).join('\n\n')]) {
      const extract = await read(Array.from({ length: 5 }, () => text).join('\n\n'))
      const found = audited(extract)
      expect(shown(found)).toBe(shown(audited(paged(extract))))
    }
  })

  test('at its own place, with its own table', async () => {
    const extract = await read(Array.from({ length: 4 }, () => speaking.join('\n\n')).join('\n\n'))
    const shifts = audited(extract).findings.filter(
      (f) => f.code === 'audit/row-shift' || f.code === 'audit/row-duplicate',
    )
    expect(shifts.length).toBe(4)
    expect(shifts.map((f) => f.at.table)).toEqual([2, 4, 6, 8])
    const lines = shifts.map((f) => f.at.line)
    expect(new Set(lines.slice(1).map((line, n) => line - lines[n]!)).size).toBe(1)
    for (const { repair, at } of shifts)
      for (const edit of repair?.edits ?? []) expect(edit.start >= at.start && edit.end <= at.end).toBe(true)
  })

  test('not under another heading, in another year or among other models', async () => {
    const text = ['# Llama 3.1 70B', 'It scores 86.0% on MMLU.', '# Llama 3.1 8B', 'It scores 86.0% on MMLU.'].join(
      '\n\n',
    )
    const found = audited(await read(text))
    const scores = found.claims.filter((c) => c.text === '86.0%')
    expect(scores.map((c) => c.subject)).toEqual(['llama-3.1-70b', 'llama-3.1-8b'])
  })
})
