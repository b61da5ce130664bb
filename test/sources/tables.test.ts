import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatCsv, scanCsv } from '../../src/base/index.ts'
import { createRegistry } from '../../src/facts/index.ts'
import { decodeText, parseMapping, readFactTable, readMappedTable, readRows } from '../../src/sources/index.ts'

const registry = createRegistry({
  entities: [
    { id: 'gpt-4o', en: 'GPT-4o', aliases: 'GPT-4 Omni' },
    { id: 'claude', en: 'Claude' },
  ],
  measures: [
    { id: 'mmlu', en: 'MMLU', unit: 'percent' },
    { id: 'math', en: 'MATH', unit: 'percent' },
  ],
  scopes: [],
  units: [{ id: 'percent', dimension: 'ratio', factor: '0.01' }],
  sources: [],
})

function mapped(table: string, yaml: string) {
  const mapping = parseMapping('m.yaml', yaml)
  expect(mapping.diagnostics).toEqual([])
  return readMappedTable('t.csv', table, mapping.value!, registry)
}

describe('a mapping', () => {
  test('reads a long table', () => {
    const found = mapped(
      'model,test,v,shots\nGPT-4 Omni,MMLU,88.7,0\nClaude,MMLU,,0\nClaude,MATH,-,4\n',
      'subject: {column: model, via: entities}\nmeasure: {column: test, via: measures}\nvalue: {column: v}\nunit: percent\nknown: 2024-07-01\nscope: {shots: {column: shots}}',
    )
    expect(found.diagnostics).toEqual([])
    expect(found.value.facts.map((f) => [f.subject, f.measure, f.value.kind, f.scope.shots])).toEqual([
      ['gpt-4o', 'mmlu', 'number', '0'],
      ['claude', 'math', 'not-reported', '4'],
    ])
  })
  test('reads a wide table, its heads as a dimension', () => {
    const found = mapped(
      'model,MMLU,MATH\nGPT-4o,88.7,76.6\n',
      'subject: {column: model, via: entities}\nmeasure: {header: yes, via: measures}\nvalue: {except: [model]}\nunit: percent\nknown: 2024-07-01',
    )
    expect(found.value.facts.map((f) => f.measure)).toEqual(['mmlu', 'math'])
  })
  test('takes constants, patterns, maps, defaults and rows to leave out', () => {
    const found = mapped(
      'x;n;u\nGPT-4o (5-shot);90;%\nskip me;1;rank\n',
      'separator: ";"\nsubject: {column: x, pattern: "^(.*?) \\\\(", via: entities}\nmeasure: mmlu\nvalue: {column: n}\nunit: {column: u, map: {"%": percent}}\nscope: {shots: {column: x, pattern: "(\\\\d+)-shot"}}\nbound: {column: u, map: {over: more-than}, default: exact}\nknown: 2024-07-01\nskip: [{column: u, in: [rank]}]',
    )
    expect(found.diagnostics).toEqual([])
    expect(found.value.facts.map((f) => [f.subject, f.scope.shots, f.bound])).toEqual([['gpt-4o', '5', 'exact']])
  })
  test('shapes the cells of a wide table, and says what would read those that it cannot', () => {
    const head =
      'subject: {column: model, via: entities}\nmeasure: {header: yes, via: measures}\nunit: percent\nknown: 2024-07-01\n'
    const table = 'model,MMLU,MATH\nGPT-4o,"88,7%*",76.6\nClaude,N/A,[1]\n'
    const plainly = mapped(table, `${head}value: {columns: [MMLU, MATH]}`)
    expect(plainly.diagnostics.map((d) => d.hint?.en)).toEqual([
      'take the mark away with `pattern: "([-+0-9.,]+)"` under `value`',
      'write `map: { "N/A": "-" }` under `value`',
      undefined,
    ])
    const shaped = mapped(
      table,
      `${head}point: ","\nvalue: {columns: [MMLU, MATH], map: {"N/A": "-", "[1]": "-"}, pattern: "^([-+0-9.,]+|N/A|\\\\[1\\\\])"}`,
    )
    expect(shaped.diagnostics).toEqual([])
    expect(shaped.value.facts.map((f) => (f.value.kind === 'number' ? f.value.text : f.value.kind))).toEqual([
      '88.7',
      '76.6',
      'not-reported',
      'not-reported',
    ])
    expect(parseMapping('m.yaml', `${head}value: {columns: [MMLU], patern: x}`).diagnostics[0]!.hint?.en).toBe(
      'use `pattern`',
    )
  })
  test('names the nearest key, and refuses a pattern that could run for ever', () => {
    expect(parseMapping('m.yaml', 'subjekt: a\nmeasure: m\nvalue: {column: v}\nunit: u').diagnostics[0]!.hint?.en).toBe(
      'use `subject`',
    )
    expect(
      parseMapping('m.yaml', 'subject: {column: a, pattern: "(a+)+$"}\nmeasure: m\nvalue: {column: v}\nunit: u').value,
    ).toBeNull()
  })
})

describe('bytes', () => {
  test('GBK is named and offered, never guessed', () => {
    const gbk = new Uint8Array([0xb4, 0xf3, 0xc4, 0xa3, 0xd0, 0xcd])
    const found = decodeText('a.csv', gbk)
    expect(found.value).toBeNull()
    expect(found.diagnostics[0]!.hint?.en).toBe(
      'save it as UTF-8; where a mapping or a feed names it, `encoding: gbk` reads it as `大模型…`',
    )
    expect(decodeText('a.csv', gbk, 'gbk').value).toBe('大模型')
  })
  test('UTF-16 with its mark and UTF-8 with one are read', () => {
    expect(decodeText('a', new Uint8Array([0xff, 0xfe, 0x61, 0x00])).value).toBe('a')
    expect(decodeText('a', new Uint8Array([0xef, 0xbb, 0xbf, 0x61])).value).toBe('a')
  })
})

test('a broken row is told with its place, the others are read', () => {
  const found = readFactTable(
    't.csv',
    'subject,measure,value,unit,known\nclaude,mmlu,1,percent\nclaude,mmlu,2,percent,2024-07-01\n',
    registry,
  )
  expect(found.value.facts.length).toBe(1)
  expect(found.diagnostics.map((d) => [d.code, d.at?.line])).toEqual([['sources/broken-row', 2]])
})

test('a line of a hundred megabytes is told, not swallowed', () => {
  const line = 'x'.repeat(100_000_000)
  const found = readFactTable('t.csv', `subject,measure,value,unit\n${line},mmlu,1,percent\n`, registry)
  expect(found.diagnostics.map((d) => d.code)).toContain('sources/too-long')
})

test('a table that is written is read back', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
      (rows) => {
        const width = rows[0]!.length
        const even = rows.map((r) => Array.from({ length: width }, (_, i) => r[i] ?? ''))
        const read: string[][] = []
        scanCsv(
          formatCsv(even),
          (cells) => {
            read.push(cells.map((c) => c.text))
            return undefined
          },
          () => {
            throw new Error('a fault in what we wrote')
          },
        )
        const expected = even.map((r, i) => (i === 0 ? r.map((c, j) => (j === 0 ? c.replace(/^\ufeff/, '') : c)) : r))
        expect(read).toEqual(expected)
      },
    ),
    { numRuns: 500, seed: 21 },
  )
})

test('no text crashes the readers', () => {
  const runs = Number(process.env.ASSAY_FUZZ ?? 3000)
  const scraps = fc
    .array(
      fc.constantFrom(
        '"',
        ',',
        '\n',
        '\r\n',
        'subject',
        'measure',
        'value',
        'unit',
        '1',
        '-',
        '{',
        '}',
        ':',
        ' ',
        '&a',
        '*a',
        '- ',
        'column: x',
        '\u0000',
      ),
      { maxLength: 20 },
    )
    .map((p) => p.join(''))
  fc.assert(
    fc.property(scraps, (text) => {
      readRows('t.csv', text, {}, () => {})
      readFactTable('t.csv', `subject,measure,value,unit\n${text}`, registry)
      parseMapping('m.yaml', text)
    }),
    { numRuns: runs, seed: 22 },
  )
})
