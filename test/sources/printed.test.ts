import { expect, test } from 'vitest'
import { createRegistry } from '../../src/facts/index.ts'
import { parseMapping, readFactTable, readMappedTable } from '../../src/sources/index.ts'

const registry = createRegistry({
  entities: [{ id: 'north', zh: '北海智能', en: 'North' }],
  measures: [
    { id: 'revenue', zh: '营业收入', en: 'revenue', unit: 'CNY' },
    { id: 'margin', zh: '毛利率', en: 'margin', unit: 'percent' },
    { id: 'downloads', zh: '下载量', en: 'downloads', unit: 'download' },
  ],
  scopes: [],
  units: [
    { id: '1', dimension: 'ratio', factor: '1' },
    { id: 'percent', dimension: 'ratio', factor: '0.01', zh: '%', en: '%', aliases: '％' },
    { id: 'CNY', dimension: 'CNY', factor: '1', zh: '元', en: 'yuan', aliases: '￥' },
    { id: 'USD', dimension: 'USD', factor: '1', zh: '美元', en: 'US dollars', aliases: '$' },
    { id: 'download', dimension: 'download', factor: '1', zh: '次', en: 'downloads' },
    { id: 'visit', dimension: 'visit', factor: '1', zh: '次', en: 'visits' },
  ],
  sources: [],
})

const columns =
  'subject: {column: 企业, via: entities}\nmeasure: {column: 指标, via: measures}\nvalue: {column: 数值}\nunit: {column: 单位}\nknown: 2024-07-01\n'

function read(rows: readonly string[], more = '') {
  const mapping = parseMapping('m.yaml', columns + more)
  expect(mapping.diagnostics).toEqual([])
  const found = readMappedTable('t.csv', `企业,指标,数值,单位\n${rows.join('\n')}\n`, mapping.value!, registry)
  return {
    told: found.diagnostics,
    facts: found.value.facts.map((f) => {
      const { value } = f
      return [
        value.kind === 'number' ? [value.text, value.high].filter(Boolean).join('~') : value.kind,
        f.unit,
        f.bound,
      ]
    }),
    decimals: found.value.facts.map((f) => f.decimals),
    found: found.value,
  }
}

test.each([
  ['北海智能,营业收入,12.5,亿元', ['1250000000', 'CNY', 'exact'], -7],
  ['北海智能,营业收入,"1,203",万元', ['12030000', 'CNY', 'exact'], -4],
  ['北海智能,营业收入,3,$ million', ['3000000', 'USD', 'exact'], -6],
  ['北海智能,营业收入,超过 9,亿元', ['900000000', 'CNY', 'more-than'], -8],
  ['北海智能,营业收入,约3.2亿元,元', ['320000000', 'CNY', 'about'], -7],
  ['北海智能,营业收入,6~12,万元', ['60000~120000', 'CNY', 'range'], -4],
  ['北海智能,毛利率,38.2%,%', ['38.2', 'percent', 'exact'], 1],
  ['北海智能,毛利率,38.2,％', ['38.2', 'percent', 'exact'], 1],
  ['北海智能,下载量,74,万次', ['740000', 'download', 'exact'], -4],
  ['北海智能,下载量,—,万次', ['not-reported', 'download', 'exact'], undefined],
])('%s', (row, fact, decimals) => {
  const { told, facts, decimals: digits } = read([row])
  expect(told).toEqual([])
  expect(facts).toEqual([fact])
  expect(digits).toEqual([decimals])
})

test('a cell that says another unit than its row, or a bound beside one of its own, is told of', () => {
  expect(read(['北海智能,营业收入,3 亿美元,元']).told[0]?.code).toBe('sources/unreadable-value')
  expect(read(['北海智能,营业收入,超过 9,元'], 'bound: exact\n').told[0]?.code).toBe('sources/unreadable-value')
  expect(read(['北海智能,营业收入,数十,元']).told[0]?.code).toBe('sources/unreadable-value')
})

test('a point may be a comma', () => {
  const mapping = parseMapping('m.yaml', `${columns}separator: ";"\npoint: ","\n`)
  const found = readMappedTable('t.csv', '企业;指标;数值;单位\nNorth;revenue;1.234,5;元\n', mapping.value!, registry)
  expect(found.value.facts.map((f) => f.value)).toEqual([{ kind: 'number', text: '1234.5' }])
})

test('a field is placed at its own cell', () => {
  const { found } = read(['North,revenue,"1,000",亿圆', '"北海\n智能",revenue,2,亿圆'])
  const [first, second] = found.facts
  expect(found.place(first!, 'unit')).toMatchObject({ line: 2, column: 23 })
  expect(found.place(first!, 'subject')).toMatchObject({ line: 2, column: 1 })
  expect(found.place(first!, 'known')).toMatchObject({ line: 2, column: 15 })
  expect(found.place(second!, 'unit')).toMatchObject({ line: 4 })
  const plain = readFactTable('f.csv', 'subject,measure,value,unit\nnorth,revenue,1,亿圆\n', registry).value
  expect(plain.place(plain.facts[0]!, 'unit')).toMatchObject({ line: 2, column: 17 })
})
