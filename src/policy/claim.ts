import { append, decimal, isDecimal } from '../base/index.ts'
import { unitOf } from './definition.ts'
import { keyword } from './keyword.ts'
import type { Line } from './line.ts'
import {
  badLine,
  headOf,
  placeOf,
  type Reading,
  readExpr,
  splitCite,
  splitNames,
  unknownWord,
  wordsOf,
} from './reading.ts'
import type { Claim, Example, Input, InputType, Rule, Step } from './tree.ts'

const inputLines = ['zh', 'en', 'also', 'ask', 'else', 'assume', 'optional', 'note'] as const

/** The kind of claim that a block writes. */
export function readClaim(reading: Reading, line: Line): Claim {
  const aliases: string[] = []
  const inputs: Input[] = []
  for (const child of line.children) {
    const { word, rest } = headOf(child)
    if (word === 'zh' || word === 'en' || word === 'note') append(aliases, word === 'note' ? [] : splitNames(rest))
    else if (word === 'also') append(aliases, splitNames(rest))
    else if (word === 'input') append(inputs, readInput(reading, child))
    else unknownWord(reading, child, ['zh', 'en', 'also', 'input', 'note'])
  }
  const name = headOf(line).rest
  return { name, names: labels(wordsOf(line.children, name)), aliases, inputs, at: placeOf(reading, line) }
}

// the first of several names is the one that people are shown
function labels(names: { readonly zh: string; readonly en: string }): { readonly zh: string; readonly en: string } {
  return { zh: splitNames(names.zh)[0] ?? names.zh, en: splitNames(names.en)[0] ?? names.en }
}

function readInput(reading: Reading, line: Line): readonly Input[] {
  const { rest } = headOf(line)
  const match = /^([^\s:：]+)\s*[:：]\s*(.+)$/.exec(rest)
  const type = match === null ? null : typeOf(match[2]!.trim())
  if (match === null || type === null) {
    badLine(
      reading,
      line,
      '`input NAME: TYPE` with choice of WORDS, whole A..B, money, number UNIT, date, truth or text',
      '`input 名称: 类型`，类型为选项、整数、金额、数值、日期、是否或文字',
    )
    return []
  }
  const aliases: string[] = []
  let otherwise: Input['otherwise'] = null
  let assume: Input['assume'] = null
  let optional = false
  let ask = ''
  for (const child of line.children) {
    const head = headOf(child)
    if (head.word === 'zh' || head.word === 'en' || head.word === 'also') append(aliases, splitNames(head.rest))
    else if (head.word === 'ask') ask = head.rest
    else if (head.word === 'else') otherwise = readExpr(reading, head.rest, head.start)
    else if (head.word === 'optional') optional = true
    else if (head.word === 'assume') assume = readAssume(reading, child, head.rest, head.start)
    else if (head.word !== 'note') unknownWord(reading, child, inputLines)
  }
  const names = labels(wordsOf(line.children, match[1]))
  const [zh, en] = ask.split(/\s+\/\s+/)
  const words = { zh: zh || names.zh, en: en || zh || names.en }
  return [
    { name: match[1]!, type, names, aliases, ask: words, otherwise, assume, optional, at: placeOf(reading, line) },
  ]
}

function readAssume(reading: Reading, line: Line, text: string, start: number): Input['assume'] {
  const match = /^(.+?)\s+(?:under|依假设)\s+(\S+)$/.exec(text)
  if (match === null) {
    badLine(reading, line, '`assume VALUE under ASSUMPTION`', '`默认 值 依假设 名称`')
    return null
  }
  const value = readExpr(reading, match[1]!, start)
  return value === null ? null : { value, under: match[2]! }
}

function typeOf(text: string): InputType | null {
  const [first, ...rest] = text.split(/\s+/)
  const range = /^(-?[\d.]+?)\.\.(-?[\d.]+)$/.exec(rest.at(-1) ?? '')
  const number = (t: string | undefined) => (t !== undefined && isDecimal(t) ? decimal(t) : null)
  switch (keyword(first!)) {
    case 'choice':
      return rest.length === 1 || rest.length === 2 ? { kind: 'choice', words: rest.at(-1)! } : null
    case 'whole':
      return range === null ? null : { kind: 'whole', low: Number(range[1]), high: Number(range[2]) }
    case 'money':
      return { kind: 'number', unit: 'money', low: decimal('0'), high: null }
    case 'number': {
      const unit = unitOf(rest[0] ?? '1')
      return unit === null ? null : { kind: 'number', unit, low: number(range?.[1]), high: number(range?.[2]) }
    }
    case 'date':
      return { kind: 'date' }
    case 'truth':
      return { kind: 'truth' }
    case 'text':
      return { kind: 'text' }
    default:
      return null
  }
}

const stepLines = ['only if', 'unclear if', 'NAME = EXPRESSION', 'give', 'also', 'refuse', 'zh', 'en', 'in', 'note']

/** The rule that a block writes. */
export function readRule(reading: Reading, line: Line): Rule | null {
  const head = headOf(line)
  const { body, cite } = splitCite(reading, head.rest, head.start)
  const match = /^(\S+)\s+(?:for|用于)\s+(\S+)\s*$/.exec(body.trim())
  if (match === null) {
    badLine(reading, line, '`rule NAME for CLAIM`', '`规则 名称 用于 申请`')
    return null
  }
  const steps: Step[] = []
  const before = reading.diagnostics.length
  let jurisdiction = ''
  for (const child of line.children) {
    const { word, rest } = headOf(child)
    if (word === 'zh' || word === 'en' || word === 'note') continue
    if (word === 'in') jurisdiction = rest
    else append(steps, readStep(reading, child))
  }
  // a line that cannot be read may be the one
  if (reading.diagnostics.length === before && !steps.some((s) => s.kind === 'give' || s.kind === 'refuse'))
    badLine(reading, line, 'a line `give EXPRESSION` below it', '其下应有一行 `给予 算式`')
  const [name, claim] = [match[1]!, match[2]!]
  const names = wordsOf(line.children, name)
  return { name, claim, names, jurisdiction, cite, steps, at: placeOf(reading, line) }
}

function readStep(reading: Reading, line: Line): readonly Step[] {
  const head = headOf(line)
  const cited = splitCite(reading, line.text, line.start)
  const common = { cite: cited.cite, say: wordsOf(line.children), at: placeOf(reading, line) }
  const after = (skip: number) => readExpr(reading, cited.body.slice(skip), line.start + skip)
  const only = /^(?:only\s+if|unclear\s+if|仅当|未定如果)\s+/.exec(cited.body)
  if (only !== null) {
    const expr = after(only[0].length)
    const kind = /^(?:only|仅当)/.test(only[0]) ? 'only' : 'unclear'
    return expr === null ? [] : [{ kind, expr, ...common }]
  }
  if (head.word === 'refuse') {
    const name = cited.body.slice(head.start - line.start).trim()
    return [{ kind: 'refuse', name, ...common }]
  }
  if (head.word === 'give') {
    const pool = /\s(?:out\s+of|支取自)\s+(\S+)\s*$/.exec(cited.body)
    const most = /^\S+\s+(?:up to|最高)\s+/.exec(cited.body)
    const skip = most?.[0].length ?? head.start - line.start
    const text = pool === null ? cited.body.slice(skip) : cited.body.slice(skip, pool.index)
    const expr = readExpr(reading, text, line.start + skip)
    return expr === null ? [] : [{ kind: 'give', expr, pool: pool?.[1] ?? '', upTo: most !== null, ...common }]
  }
  const also = head.word === 'also' ? head.start - line.start : 0
  const assignment = /^([\p{L}_][\p{L}\p{N}_.-]*)\s*=(?!=)\s*/u.exec(cited.body.slice(also))
  if (assignment === null) {
    badLine(
      reading,
      line,
      `one of ${stepLines.map((s) => `\`${s}\``).join(', ')}`,
      '仅当、名称 = 算式、给予、另给或拒绝',
    )
    return []
  }
  const expr = after(also + assignment[0].length)
  if (expr === null) return []
  return [{ kind: also > 0 ? 'also' : 'let', name: assignment[1]!, expr, ...common }]
}

/** The rows of a table of examples; a line `publish as NAME` makes facts of their results. */
export function readExamples(reading: Reading, line: Line): readonly Example[] {
  const match = /^(\S+)(?:\s+(?:known(?:-on)?|获知)\s+(\d{4}-\d{2}-\d{2}))?\s*(?:publish as\s+(\S+))?$/.exec(
    headOf(line).rest,
  )
  if (match === null) {
    badLine(reading, line, '`examples CLAIM known DAY`', '`例子 申请 获知 日期`')
    return []
  }
  let heads: readonly string[] | null = null
  const found: Example[] = []
  for (const child of line.children) {
    const cells = child.text
      .replace(/^\||\|$/g, '')
      .split('|')
      .map((c) => c.trim())
    if (!child.text.startsWith('|')) badLine(reading, child, 'a row of a table, `| … |`', '表格的一行 `| … |`')
    else if (heads === null) heads = cells
    else if (cells.every((c) => /^:?-+:?$/.test(c))) continue
    else if (cells.length !== heads.length) badLine(reading, child, `${heads.length} cells`, `${heads.length} 个单元格`)
    else {
      const names = heads
      const row = Object.fromEntries(cells.map((c, i) => [names[i]!, c]))
      const [claim, knownOn, publish] = [match[1]!, match[2] ?? '', match[3] ?? '']
      found.push({ claim, knownOn, publish, cells: row, head: placeOf(reading, line), at: placeOf(reading, child) })
    }
  }
  return found
}
