import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { decimal, interval } from '../../src/base/index.ts'
import { evaluate } from '../../src/policy/evaluate.ts'
import { isFault, parseExpr } from '../../src/policy/expression.ts'
import { checkPolicy, formula, parsePolicy, testPolicy, withChange } from '../../src/policy/index.ts'
import { number, type Val } from '../../src/policy/val.ts'
import { root } from '../layout.ts'
import { shipped, written } from './shipped.ts'

interface Case {
  readonly text: string
  readonly gives?: string
  readonly fault?: string
}

const cases = parse(readFileSync(join(root, 'test/policy/language.yaml'), 'utf8')) as readonly Case[]
const policy = shipped(2024)
const names: Readonly<Record<string, Val>> = {
  base: number(5000),
  unknown: { kind: 'number', range: interval(decimal(0), null) },
}

function value(text: string): Val {
  const tree = parseExpr(text, 0)
  if (isFault(tree)) throw new Error(tree.expected)
  const ignore = () => {}
  return evaluate(tree, {
    setting: { policy, knownOn: '2026-01-01', place: '' },
    local: (n) => names[n],
    quota: () => ({ kind: 'none' }),
    used: ignore,
    assumed: ignore,
  })
}

function text(found: Val): string {
  if (found.kind === 'truth') return [...(found.yes ? ['yes'] : []), ...(found.no ? ['no'] : [])].join(' or ')
  if (found.kind !== 'number') return found.kind
  const { low, high } = found.range
  const end = (x: typeof low) => x?.round(10).toFixed() ?? ''
  return low !== null && high !== null && low.eq(high) ? end(low) : `${end(low)}..${end(high)}`
}

describe('expressions', () => {
  test.each(cases)('$text', ({ text: written_, gives, fault }) => {
    if (fault !== undefined) expect(() => value(written_)).toThrow(fault)
    else expect(text(value(written_))).toBe(gives)
  })
  test('what is written out reads the same', () => {
    for (const rule of policy.rules)
      for (const step of rule.steps) {
        if (step.kind === 'refuse') continue
        const again = parseExpr(formula(step.expr), 0)
        expect(isFault(again) ? again.expected : formula(again)).toBe(formula(step.expr))
      }
  })
  test('any text is read or refused, never a crash', () => {
    const pieces = fc.constantFrom(
      'least',
      '(',
      ')',
      ',',
      '5',
      '%',
      'CNY',
      '2024-01-01',
      '取小',
      'if',
      'then',
      'else',
      '[',
      ']',
      '-',
      '且',
      'x',
      '§',
      '"',
      '万',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((p) => p.join(' ')),
        ),
        (any) => {
          const found = parseExpr(any, 0)
          if (isFault(found)) expect(found.start).toBeLessThanOrEqual(any.length + 1)
        },
      ),
    )
  })
  test('depth is limited', () => {
    expect(isFault(parseExpr('('.repeat(5000), 0))).toBe(true)
  })
})

const plain = {
  kinds: 'list kinds: of lamp, at bought\n  desk from law §1',
  days: 'window days\n  2024-01-01..2024-12-31 from law §1',
  cap: 'value cap: CNY, at bought\n  100 CNY from law §1',
}

// what each kind of amendment does to claims before and after the day on which its act was published
const amendments: Readonly<Record<string, { readonly lines: string; readonly rows: readonly string[] }>> = {
  replaces: {
    lines: `${plain.kinds}\n${plain.days}\n${plain.cap}\n  200 CNY from later §1 replaces`,
    rows: [
      'before | desk | 2024-05-31 | 100 |',
      'first day | desk | 2024-06-01 | 200 |',
      'not yet known | desk | 2024-06-01 | 100 | 2024-05-31',
    ],
  },
  'replaces for a while': {
    lines: `${plain.kinds}\n${plain.days}\n${plain.cap}\n  200 CNY from later §1 valid 2024-06-01..2024-06-30 replaces`,
    rows: [
      'before | desk | 2024-05-31 | 100 |',
      'in it | desk | 2024-06-30 | 200 |',
      'after | desk | 2024-07-01 | unknown |',
    ],
  },
  'is retroactive': {
    lines: `${plain.kinds}\n${plain.days}\n${plain.cap}\n  200 CNY from later §1 retroactive`,
    rows: ['before | desk | 2024-05-31 | 200 |', 'not yet known | desk | 2024-05-31 | 100 | 2024-05-31'],
  },
  'extends a list': {
    lines: `${plain.kinds}\n  floor from later §1 extends\n${plain.days}\n${plain.cap}`,
    rows: [
      'too early | floor | 2024-05-31 | 0 |',
      'added | floor | 2024-06-01 | 100 |',
      'as before | desk | 2024-06-01 | 100 |',
    ],
  },
  'extends a window': {
    lines: `${plain.kinds}\n${plain.days}\n  2025-01-01..2025-03-31 from later §1 extends\n${plain.cap}`,
    rows: [
      'as before | desk | 2024-02-01 | 100 |',
      'longer | desk | 2025-03-31 | 100 |',
      'not yet known | desk | 2025-03-31 | 0 | 2024-05-31',
    ],
  },
}

describe('documents', () => {
  const source = readFileSync(join(root, 'data/policies/cn/trade-in-2024.md'), 'utf8')
  test('a document cut short or spoilt anywhere is told of, never a crash', () => {
    fc.assert(
      fc.property(fc.nat(source.length), fc.constantFrom('', '§', '\n```\n', '  ', '=', '|'), (at, piece) => {
        const spoilt = parsePolicy('x.md', source.slice(0, at) + piece, shipped(2025))
        checkPolicy(spoilt.value)
        for (const d of spoilt.diagnostics) expect(d.at?.line).toBeGreaterThan(0)
      }),
      { numRuns: 40 },
    )
  })
  test('Chinese keywords write the same policy', () => {
    const zh = written(`政策 demo/zh
  币种 CNY
文件 法
  公布日 2024-01-01
条款 法 §1
  中文 补贴
词表 灯
  台灯: 台灯 / desk
申请 灯具
  输入 种类: 选项 灯
    中文 种类
  输入 价格: 金额
    中文 价格
数值 上限: 元, 最高
  100 元 据 法 §1
清单 品类: 取自 灯
  台灯 据 法 §1
规则 补贴 用于 灯具 据 法 §1
  仅当 种类 属于 品类
  金额 = 取小(价格 × 20 %, 上限)
  给予 金额
例子 灯具 获知 2024-06-01
  | case | 种类 | 价格 | pays |
  | 一 | 台灯 | 300 | 60 |
  | 二 | desk | 900 | 100 |`)
    expect(checkPolicy(zh)).toEqual([])
    expect(testPolicy(zh, '2024-06-01').tried.map((t) => t.failures)).toEqual([[], []])
  })
  test('a pool is paused on its days', () => {
    const paused = written(`policy demo/pool
  in xx
  currency CNY
act law
  public 2024-01-01
clause law §1
  en pool
claim grant
  input amount: money
    en amount
  input day: date
    en day
pool fund: CNY, at day
  1000 CNY from law §1
  pause 2024-06-01..2024-06-30 in xx from law §1
rule grant.pay for grant from law §1
  give amount out of fund
examples grant known 2024-12-01
  | case   | amount | day        | pays   | flags          |
  | before | 400    | 2024-05-31 | 400    |                |
  | paused | 400    | 2024-06-15 | 0      | pool-paused    |
  | month  | 400    | 2024       | 0..400 |                |
  | rest   | 700    | 2024-07-01 | 200..600 | pool-exhausted |`)
    expect(checkPolicy(paused)).toEqual([])
    expect(testPolicy(paused, '2024-12-01').tried.map((t) => t.failures)).toEqual([[], [], [], []])
  })
  test.each(Object.entries(amendments))('an amendment that %s', (_, { lines, rows }) => {
    const amended = written(`policy demo/amended
  in xx
  currency CNY
act law
  public 2024-01-01
act later
  public 2024-06-01
  amends law
clause law §1
  en lamps
clause later §1
  en lamps
words lamp
  desk: 台灯 / desk
  floor: 落地灯 / floor
claim lamp
  input kind: choice of lamp
    en kind
  input bought: date
    en bought
${lines}
rule lamp.pay for lamp from law §1
  only if kind in kinds
  only if bought within days
  give cap
examples lamp known 2024-12-01
  | case | kind | bought | pays | known-on |
${rows.map((r) => `  | ${r} |`).join('\n')}`)
    expect(checkPolicy(amended)).toEqual([])
    expect(testPolicy(amended, '2024-12-01').tried.map((t) => t.failures)).toEqual(rows.map(() => []))
  })
  test('a change of a table, a value or a reading', () => {
    const changed = withChange(policy, 'appliance.rate[2]', '18%')
    expect(typeof changed).toBe('object')
    expect(withChange(policy, 'appliance.cup', '18')).toBe('name')
    expect(withChange(policy, 'appliance.cap', '18 +')).toBe('value')
    expect(withChange(policy, 'appliance.categories', '18')).toBe('value')
    expect(withChange(policy, 'A6', '2024-03-07')).toHaveProperty('assumptions')
  })
})
