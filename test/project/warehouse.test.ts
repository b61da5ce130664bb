import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeEffects } from '../../src/project/node.ts'
import { storeFeed } from '../../src/project/warehouse.ts'
import { root } from '../layout.ts'
import { runIn } from '../terminal.ts'

let desk = ''

beforeAll(() => {
  desk = mkdtempSync(join(tmpdir(), 'assay-market-'))
  cpSync(join(root, 'examples/weekly'), desk, {
    recursive: true,
    filter: (p) => !/[\\/](?:dist|\.assay|market)(?:[\\/]|$)/.test(p.slice(root.length)),
  })
})
afterAll(() => rmSync(desk, { recursive: true, force: true }))

const json = async (...argv: string[]) => JSON.parse((await runIn(desk, 'market', ...argv, '--json')).out)

test('what is stored gives the week that the facts give', async () => {
  for (const name of ['overseas', 'domestic']) {
    const stored = await json('store', `facts/${name}.feed.yaml`)
    expect(stored.diagnostics).toEqual([])
    expect(stored.rows).toBeGreaterThan(100)
  }
  const { week, rows } = await json('top', '2024-07-20')
  const facts = await json('week', '2024-07-20')
  expect(week).toBe('2024-07-19/2024-07-25')
  for (const row of facts.rows) {
    const of = (suffix: string) => row.facts.find((f: { measure: string }) => f.measure.endsWith(suffix))?.value
    expect(rows.find((r: { subject: string }) => r.subject === row.subject)).toMatchObject({
      sum: of('.weekly'),
      difference: of('.weekly.difference'),
      peak: of('.daily.peak'),
      peak_day: of('.peak-day'),
    })
  }
})

test('an earlier retrieval is kept, and asked for by what was known', async () => {
  await json('store', 'facts/overseas-before.feed.yaml')
  const sum = async (known: string) =>
    (await json('top', '2024-07-13', '--known', known)).rows.find((r: { subject: string }) => r.subject === 'chatgpt')
      .sum
  expect(await sum('2024-07-19')).toBe('4788600')
  expect(await sum('2024-07-26')).toBe('4829800')
})

test('cells that cannot be read are told with their lines, and the others are stored', async () => {
  writeFileSync(
    join(desk, 'sources/odd.csv'),
    '导出时间 2024-07-26,,\nsubject,day,value\nChatGPT,2024/7/19,"1,234"\nChatGPT,昨天 20,5\nKimi,45493,1.2万\nNobody,2024-07-19,3\n豆包,2024-07-19,#N/A\n数据来源：某供应商,,\n',
  )
  writeFileSync(
    join(desk, 'facts/odd.feed.yaml'),
    'feed: generic/downloads-daily@1\nfile: sources/odd.csv\nsource: example-institute-demo\nknown: 2024-07-26\n',
  )
  const stored = await json('store', 'facts/odd.feed.yaml')
  expect(stored.rows).toBe(1)
  expect(stored.diagnostics.map((d: { code: string; line: number }) => `${d.code} ${d.line ?? ''}`)).toHaveLength(4)
})

const odd = [
  '导出时间：2024-07-26,,',
  'subject,day,value',
  '代码,日期,下载量',
  'ChatGPT,2024-07-19,"1,234,567"',
  'ChatGPT,20240720,#N/A',
  ' ChatGPT ,45494,12',
  'Kimi,2024-07-19,10',
  'Kimi,2024/7/19,11',
  'Kimi,2024-07-20,5',
  'Kimi,1721433600000,5',
  'Kimi,1721404800000,5',
  'Kimi,2024-07-21,"12,34"',
  'Nobody,2024-07-19,3',
  'Nobody,2024-07-20,3',
  '豆包,2024-07-33,5',
  '',
  '"豆包",2024-07-22,"5"',
  '数据来源：某供应商,,',
  '备注：估计值,,',
  '豆包,2024-07-23,99',
]

// the engine and the reader of reports must find the same in the same places, and keep the same
test.each([
  ['utf-8', '\n'],
  ['utf-8', '\r\n'],
  ['utf-16le', '\n'],
])('a text read by the engine says what one read whole says (%s %j)', async (encoding, end) => {
  const text = `${odd.join(end)}${end}`
  const bytes = encoding === 'utf-8' ? Buffer.from(text) : Buffer.from(`\ufeff${text}`, 'utf16le')
  writeFileSync(join(desk, 'sources/both.csv'), bytes)
  const use = (more: string) =>
    `feed: generic/downloads-daily@1\nfile: sources/both.csv\nsource: example-institute-demo\nknown: 2024-07-26\n${more}`
  for (const name of ['whole', 'engine'])
    writeFileSync(join(desk, `facts/${name}.feed.yaml`), use('scope: { series: both }\n'))
  const effects = nodeEffects([desk, join(root, 'data')])
  const places = { desk, data: join(root, 'data') }
  const whole = await storeFeed(effects, places, 'facts/whole.feed.yaml')
  const engine = await storeFeed(effects, places, 'facts/engine.feed.yaml', { small: 0 })
  const told = ({ diagnostics }: typeof whole) =>
    diagnostics.map((d) => `${d.at?.line}:${d.at?.column} ${d.code} ${d.message.en}`).sort()
  const spans = ({ diagnostics }: typeof whole) => diagnostics.map((d) => `${d.at?.start}-${d.at?.end}`).sort()
  expect(told(engine)).toEqual(told(whole))
  expect(spans(engine)).toEqual(spans(whole))
  expect(told(whole)).toEqual([
    '10:20 market/duplicate-row 2024-07-20 of `kimi` stands twice',
    '11:6 market/bad-cell `day` is `1721404800000`, which is no midnight 0 hours east of UTC',
    '12:17 market/bad-cell `value` is `12,34`, which is no number',
    '13:1 market/unknown-code `Nobody` names no subject',
    '15:4 market/bad-cell `day` is `2024-07-33`, no day such as 2024-07-19, 2024/7/19, 20240719, 2024年7月19日, 45492 of a spreadsheet, the milliseconds 1721347200000',
    '5:18 market/no-value `value` is `#N/A`: it has no value',
    '6:17 market/missing-day `chatgpt/downloads.daily` lacks 2024-07-20',
    '8:16 market/duplicate-row 2024-07-19 of `kimi` is 10 and 11',
  ])
  expect([whole.rows, engine.rows]).toEqual([5, 5])
  for (const { diagnostics } of [whole, engine])
    expect(diagnostics.filter((d) => d.code === 'market/missing-day').map((d) => d.severity)).toContain('warning')
})

const both = async (text: string, feed = 'generic/downloads-daily@1', more = 'known: 2024-07-26\n') => {
  writeFileSync(join(desk, 'sources/quotes.csv'), text)
  writeFileSync(
    join(desk, 'facts/quotes.feed.yaml'),
    `feed: ${feed}\nfile: sources/quotes.csv\nsource: example-institute-demo\n${more}`,
  )
  const effects = nodeEffects([desk, join(root, 'data')])
  const places = { desk, data: join(root, 'data') }
  const told = async (options: object) => {
    const { rows, diagnostics } = await storeFeed(effects, places, 'facts/quotes.feed.yaml', options)
    const said = diagnostics.map((d) => `${d.at?.line}:${d.at?.column} ${d.code}`)
    return [rows, ...said.sort()]
  }
  return [await told({}), await told({ small: 0 })]
}

// lines that end within quotes, quotes that never end, and rows of another length
test.each([
  [
    'subject,day,value,note\nKimi,2024-07-19,1,"two\nlines"\nKimi,2024-07-20,x,"a ""b""\nc"\nKimi,2024-07-21,y,\n',
    [1, '4:17 market/bad-cell', '6:17 market/bad-cell'],
  ],
  [
    'subject,day,value\n\n\nKimi,2024-07-19,1,2,3\n\nKimi\nKimi,2024-07-21,y\n',
    [0, '4:19 market/bad-cell', '7:17 market/bad-cell'],
  ],
  [
    'subject,day,value\r\nKimi,2024-07-19,1\r\n,2024-07-20,3\r\n"Kimi" ,2024-07-21,𝒳\r\n',
    [1, '3:1 market/unknown-code', '4:20 market/bad-cell'],
  ],
  [
    'subject,day,value\nKimi,2024-07-19,1\nKimi,2024-07-20,"2\nKimi,2024-07-21,3\nKimi,2024-07-22,z\n',
    [2, '3:17 market/bad-cell', '4:17 market/missing-day', '5:17 market/bad-cell'],
  ],
  [
    'subject,day,value\nKimi,20240719,1\nKimi,20240720,#N/A\nKimi,2024-07-21,"1,000"\nKimi,24-07-2024,1\nKimi,0024-07-01,1\n',
    [2, '3:15 market/no-value', '4:17 market/missing-day', '5:6 market/bad-cell', '6:6 market/bad-cell'],
  ],
  ['subject\tday\tvalue\nKimi\t2024-07-19\t1,234\nKimi\t2024-07-20\t"x\ty"\n', [1, '3:17 market/bad-cell']],
  [
    'subject,day,value\nKimi,2024-07-19,1,234\nKimi,2024-07-20,-5\nKimi,2024-07-21,1.5\nKimi,2024-07-22,7\nKimi,2024-07-27,8\n',
    [1, '2:19 market/bad-cell', '3:17 market/bad-cell', '4:17 market/bad-cell', '6:6 market/bad-cell'],
  ],
  [
    'subject,day,value\nKimi,2024-07-18,1\nKimi,2024-07-19,10\nKimi,2024-07-19,11\nKimi,2024-07-20,2\n',
    [2, '4:17 market/duplicate-row', '5:17 market/missing-day'],
  ],
  [
    'subject,day,value\nKimi,2024-07-19,99999999999999999999\nKimi,2024-07-20,1e400\n',
    [0, '2:17 market/bad-cell', '3:17 market/bad-cell'],
  ],
])('the engine reads %j as it is read whole', async (text, expected) => {
  const [whole, engine] = await both(text)
  expect(engine).toEqual(expected)
  expect(whole).toEqual(expected)
})

const indexHead = 'ts_code,trade_date,close,pre_close,pct_chg,vol,amount\n'
const noHead = 'ts_code,trade_date,close,vol,amount\n'
const sessions = ['08', '09', '10', '11', '12', '15', '16', '17', '18', '19', '22', '23', '24', '25', '26']
const days = (row: (day: string, i: number) => string) => sessions.map((d, i) => row(`202407${d}`, i)).join('')

// exports of indices have sessions, units and changes to be held against each other
test.each([
  [
    'clean',
    'tushare/index-daily@1',
    indexHead + days((d, i) => `000300.SH,${d},${3400 + i},${3399 + i},0.03,9,110\n`),
    [60],
  ],
  [
    'closed days',
    'tushare/index-daily@1',
    `${indexHead}000300.SH,20240726,3400,3400,0,9,110\n000300.SH,20240727,3400,3400,0,9,110\n`,
    [4, '3:30 market/no-session'],
  ],
  [
    'lacking sessions',
    'tushare/index-daily@1',
    indexHead + days((d, i) => (i % 4 === 1 ? '' : `000300.SH,${d},3400,3400,0,9,110\n`)),
    [44, '12:20 market/missing-day', '3:20 market/missing-day', '6:20 market/missing-day', '9:20 market/missing-day'],
  ],
  [
    'wrong turnover',
    'tushare/index-daily@1',
    indexHead + days((d) => `000300.SH,${d},3400,3400,0,9,${110_000}\n`),
    [30, '2:34 market/wrong-unit'],
  ],
  [
    'other change',
    'akshare/index-zh-a-hist@1',
    `日期,开盘,收盘,成交量,成交额,涨跌幅\n${days((d, i) => `${d},1,${3400 + 10 * i * (i % 3)},9,11000,${i}\n`)}`,
    [45, '3:25 market/wrong-unit'],
  ],
  [
    'share change',
    'akshare/index-zh-a-hist@1',
    `日期,开盘,收盘,成交量,成交额,涨跌幅\n${days((d, i) => `${d},1,${(3400 * 1.01 ** i).toFixed(4)},9,11000,0.01\n`)}`,
    [45, '3:30 market/wrong-unit'],
  ],
  [
    'no value',
    'tushare/index-daily@1',
    indexHead + days((d, i) => `000300.SH,${d},${i === 3 ? '#N/A' : 3400},3400,0,${i === 5 ? '-' : 9},110\n`),
    [58, '5:20 market/no-value', '6:20 market/missing-day', '7:32 market/no-value', '8:32 market/missing-day'],
  ],
  [
    'another code',
    'tushare/sw-daily@1',
    noHead + days((d) => `000300.SH,${d},3400,9,110\n`),
    [15, '2:1 market/wrong-unit'],
  ],
  ['no sign', 'tushare/sw-daily@1', noHead + days((d) => `801750,${d},3400,9,110\n`), [15, '1:26 market/unsure-unit']],
  [
    'other columns',
    'tushare/sw-daily@1',
    indexHead + days((d) => `801750,${d},3400,3400,0,9,110\n`),
    [15, '1:36 market/wrong-unit'],
  ],
  [
    'changes beside levels',
    'tushare/index-daily@1',
    indexHead + days((d, i) => `000300.SH,${d},3400,3400,${i % 2},9,110\n`),
    [
      53,
      '10:30 market/missing-day',
      '12:30 market/missing-day',
      '14:30 market/missing-day',
      '16:30 market/missing-day',
      '1:36 market/bad-cell',
      '3:30 market/bad-cell',
      '4:30 market/missing-day',
      '5:30 market/bad-cell',
      '6:30 market/missing-day',
      '7:30 market/bad-cell',
      '8:30 market/missing-day',
    ],
  ],
])('an export of an index is read alike: %s', async (_, feed, text, expected) => {
  const [whole, engine] = await both(text, feed, 'known: 2024-07-31\ncalendar: xshg\nsubject: csi-300\n')
  expect(engine).toEqual(whole)
  expect(whole).toEqual(expected)
})

test('the end of a name says what an export is, before its profile does', async () => {
  const text = 'aid,cc,d,iu,au\nKimi,US,2024-07-18,5,1\nKimi,US,2024-07-19,6\nKimi,US,2024-07-20,x,1\n'
  const [whole, engine] = await both(text, 'sensor-tower/ios-sales@1')
  expect(whole).toEqual([1, '3:20 market/bad-cell', '4:20 market/bad-cell'])
  expect(engine).toEqual(whole)
})

test('a change of scope within an export is told where it begins', async () => {
  const text = `app_id,country,date,unified_units\nKimi,US,2024-07-18,5\nKimi,US,2024-07-19,5\nKimi,WW,2024-07-20,50\nKimi,WW,2024-07-21,51\nChatGPT,US,2024-07-18,5\nChatGPT,WW,2024-07-18,7\n`
  const [whole, engine] = await both(text, 'sensor-tower/unified-sales-csv@1')
  expect(whole).toEqual([6, '4:20 market/break'])
  expect(engine).toEqual(whole)
})

test('a quote that is never closed is told with its line', async () => {
  const rows = Array.from({ length: 120_000 }, (_, i) => `Kimi,2024-07-19,${i}\n`)
  rows[40] = 'Kimi,2024-07-19,"7\n'
  await expect(both(`subject,day,value\n${rows.join('')}`)).rejects.toMatchObject({
    diagnostics: [{ code: 'sources/unreadable', at: { file: 'sources/quotes.csv', line: 42 } }],
  })
})

test('a later retrieval that restates days is told against the one before', async () => {
  const store = async (known: string, value: number) => {
    writeFileSync(join(desk, 'sources/again.csv'), `subject,day,value\nKimi,2024-07-19,${value}\nKimi,2024-07-20,7\n`)
    writeFileSync(
      join(desk, 'facts/again.feed.yaml'),
      `feed: generic/downloads-daily@1\nfile: sources/again.csv\nsource: example-institute-demo\nknown: ${known}\nscope: { series: again }\n`,
    )
    return json('store', 'facts/again.feed.yaml')
  }
  expect((await store('2024-07-21', 10)).diagnostics).toEqual([])
  const { diagnostics } = await store('2024-07-28', 12)
  expect(diagnostics.map((d: { message: { en: string } }) => d.message.en)).toEqual([
    '2024-07-19 of `kimi/downloads.daily` was 10 on 2024-07-21 and is 12 on 2024-07-28',
  ])
  expect(diagnostics[0].at).toMatchObject({ file: 'sources/again.csv', line: 2, column: 17 })
})

test('two feeds that say different numbers on one day of retrieval are told with both names', async () => {
  const store = async (name: string, value: number, options: object) => {
    const rows = `Kimi,2024-07-18,#N/A\nKimi,2024-07-19,${value}\nKimi,2024-07-20,7\n`
    writeFileSync(join(desk, `sources/${name}.csv`), `subject,day,value\n${rows}`)
    writeFileSync(
      join(desk, `facts/${name}.feed.yaml`),
      `feed: generic/downloads-daily@1\nfile: sources/${name}.csv\nsource: example-institute-demo\nknown: 2024-07-28\nscope: { series: one }\n`,
    )
    const effects = nodeEffects([desk, join(root, 'data')])
    const found = await storeFeed(effects, { desk, data: join(root, 'data') }, `facts/${name}.feed.yaml`, options)
    return found.diagnostics
      .filter((d) => d.code !== 'market/no-value')
      .map((d) => `${d.at?.line}:${d.at?.column} ${d.code} ${d.message.en}`)
  }
  expect(await store('left', 10, {})).toEqual([])
  for (const options of [{}, { small: 0 }])
    expect(await store('right', 12, options)).toEqual([
      '3:17 market/duplicate-row 2024-07-19 of `kimi/downloads.daily` is 12 here and 10 in `left-2024-07-28.parquet`, known on the same day',
    ])
})

const record = (day: string, units: string) =>
  `{"app_id":"Kimi","country":"US","date":"${day}T00:00:00Z","unified_units":${units},"note":"a \\"b\\" {c]\\n"}`
const records = [record('2024-07-18', '1'), record('2024-07-19', '"x"'), record('2024-07-20', '12345678901234.5')]

test.each([
  ['a list', `[${records.join(',\n')}]`, [1, '2:1 market/bad-cell', '3:1 market/bad-cell']],
  [
    'a list in an object',
    `{"code":0,\n"data":[${records.join(',\n')}]}`,
    [1, '3:1 market/bad-cell', '4:1 market/bad-cell'],
  ],
  ['one that is cut', `[${records.join(',\n').slice(0, -20)}`, [1, '2:1 market/bad-cell', '3:1 sources/unreadable']],
  ['one that is cut between', `[${records[0]},\n`, [1, '2:1 sources/unreadable']],
])('the engine reads JSON with the place of each record: %s', async (_, text, expected) => {
  writeFileSync(join(desk, 'sources/large.json'), text)
  writeFileSync(
    join(desk, 'facts/large.feed.yaml'),
    'feed: sensor-tower/unified-sales@1\nfile: sources/large.json\nsource: example-institute-demo\nknown: 2024-07-26\nscope: { series: json }\n',
  )
  const effects = nodeEffects([desk, join(root, 'data')])
  const { rows, diagnostics } = await storeFeed(effects, { desk, data: join(root, 'data') }, 'facts/large.feed.yaml', {
    small: 0,
  })
  expect([rows, ...diagnostics.map((d) => `${d.at?.line}:${d.at?.column} ${d.code}`).sort()]).toEqual(expected)
})

test('a measure of which nothing is stored is told with the nearest one', async () => {
  const { code, out, error } = await runIn(desk, 'market', 'top', '2024-07-20', '--measure', 'download.daily')
  expect([code, out + error]).toEqual([2, expect.stringContaining('`downloads.daily`')])
})

test('what is stored is held against the same names as what is built', async () => {
  const use =
    'feed: generic/downloads-daily@1\nfile: sources/odd.csv\nsource: example-institute-demo\nknown: 2024-07-26\n'
  for (const [more, near] of [
    ['weeks: { start: friday, thresholds: { chatgtp: [5] } }', 'chatgpt'],
    ['weeks: { start: friday, holidays: xsgh }', 'xshg'],
    ['calendar: xsgh', 'xshg'],
    ['keep: [downloads.dayly]', 'downloads.daily'],
  ] as const) {
    writeFileSync(join(desk, 'facts/typo.feed.yaml'), `${use}${more}\n`)
    // a desk is checked once: both ways lead through the same reading
    const ways = more.startsWith('keep')
      ? [['check'], ['market', 'store', 'facts/typo.feed.yaml']]
      : [['market', 'store', 'facts/typo.feed.yaml']]
    for (const argv of ways) {
      const { code, out, error } = await runIn(desk, ...argv, '--lang', 'en')
      expect(code).toBeGreaterThan(0)
      expect(out + error).toContain(`use \`${near}\``)
    }
  }
  writeFileSync(join(desk, 'facts/typo.feed.yaml'), use.replace('daily@1', 'dayly@1'))
  const { out, error } = await runIn(desk, 'market', 'store', 'facts/typo.feed.yaml', '--lang', 'en')
  expect(out + error).toContain('use `generic/downloads-daily@1`')
  rmSync(join(desk, 'facts/typo.feed.yaml'))
})

test('a week without a session is one row, with what to beware of', async () => {
  const days = Array.from({ length: 21 }, (_, i) => new Date(Date.UTC(2024, 1, 2 + i)).toISOString().slice(0, 10))
  writeFileSync(join(desk, 'sources/spring.csv'), `subject,day,value\n${days.map((d) => `Kimi,${d},100\n`).join('')}`)
  writeFileSync(
    join(desk, 'facts/spring.feed.yaml'),
    'feed: generic/downloads-daily@1\nfile: sources/spring.csv\nsource: example-institute-demo\nknown: 2024-02-26\nscope: { series: spring }\nweeks: { start: friday, holidays: xshg }\n',
  )
  const { out } = await runIn(desk, 'market', 'week', '2024-02-10', '--lang', 'zh')
  expect(out.trim().split('\n')).toHaveLength(3)
  expect(out).toContain('2024-02-09/2024-02-15 没有交易日')
})

test('blocks of a week stand by themselves, each with its own ranks', async () => {
  const { out } = await runIn(desk, 'market', 'week', '2024-07-20', '--lang', 'en')
  const heads = out.split('\n').filter((line) => line.startsWith('2024-'))
  expect(heads.map((h) => h.slice(0, 34))).toContain('2024-07-19/2024-07-25  downloads  ')
  expect(heads.length).toBeGreaterThan(1)
  for (const block of out.split(/^2024-.*\n/m).slice(1)) {
    const [head, ...rows] = block.trimEnd().split('\n')
    const at = head!.indexOf('rank') + 4
    const ranks = rows.map((row) => Number(row.slice(0, at).trim().split(/\s+/).at(-1)))
    expect(ranks).toEqual(rows.map((_, i) => i + 1))
  }
})

test('an index has a return and a place among the industries, and its benchmark no place', async () => {
  const closes = ['2024-07-11', '2024-07-12', '2024-07-18'].flatMap((day, i) => [
    `Kimi,${day},${100 + i}`,
    `ChatGPT,${day},${100 + 2 * i}`,
    `Doubao,${day},${100 + 3 * i}`,
  ])
  writeFileSync(join(desk, 'sources/closes.csv'), `subject,day,value\n${closes.join('\n')}\n`)
  writeFileSync(
    join(desk, 'facts/closes.feed.yaml'),
    'feed: generic/index-daily@1\nfile: sources/closes.csv\nsource: example-institute-demo\nknown: 2024-07-26\nscope: { series: closes }\nreturns: friday\nrelative: { subject: kimi, benchmark: doubao, day: 2024-07-28 }\n',
  )
  const { rows } = await json('week', '2024-07-12')
  const of = (subject: string, suffix: string) =>
    rows
      .find((r: { subject: string; scope: { series: string } }) => r.subject === subject && r.scope.series === 'closes')
      .facts.find((f: { measure: string }) => f.measure === `index.weekly.${suffix}`)?.value
  expect(['doubao', 'chatgpt', 'kimi'].map((s) => [of(s, 'return'), of(s, 'rank')])).toEqual([
    ['6', undefined],
    ['4', '1'],
    ['2', '2'],
  ])
  rmSync(join(desk, 'facts/closes.feed.yaml'))
})

test('what is asked wrongly is told', async () => {
  expect((await runIn(desk, 'market', 'store', 'facts/none.feed.yaml')).code).toBe(2)
  expect((await runIn(desk, 'market', 'store', '../x.feed.yaml')).code).toBe(2)
  expect((await runIn(desk, 'market', 'top', 'yesterday')).code).toBe(2)
  expect((await runIn(desk, 'market', 'week', '2024-07-99')).code).toBe(2)
  expect((await runIn(desk, 'market', 'week', '2031-01-01', '--lang', 'en')).out).toMatch(
    /no data of that week: there are weeks from \d{4}-\d{2}-\d{2}\/\S+ to \d{4}-/,
  )
  expect((await runIn(desk, 'market', 'tpo')).code).toBe(2)
})
