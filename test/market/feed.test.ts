import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkUnits, readFeed } from '../../src/market/index.ts'
import { profile, registry, table } from './desk.ts'

const setting = { codes: {}, scope: {}, subject: '' }
const read = (id: string, text: string, more = {}) =>
  readFeed(table(text), profile(id), { ...setting, ...more }, registry)
const values = (id: string, text: string, more = {}) =>
  read(id, text, more).value.map((o) => `${o.subject} ${o.measure} ${o.day} ${o.value.toFixed()} ${o.unit}`)

describe('one name, five units', () => {
  test('Tushare: lots and thousands of yuan', () => {
    expect(
      values(
        'tushare/index-daily',
        'ts_code,trade_date,close,open,high,low,pre_close,change,pct_chg,vol,amount\n000300.SH,20240726,3409.29,1,1,1,3419.55,1,-0.3,100.5,1150\n',
      ),
    ).toEqual([
      'csi-300 index.close 2024-07-26 3409.29 index-point',
      'csi-300 trading.volume 2024-07-26 10050 share',
      'csi-300 trading.turnover 2024-07-26 1150000 CNY',
      'csi-300 index.change 2024-07-26 -0.3 percent',
    ])
  })
  test('Shenwan through Tushare: ten thousands of shares and of yuan', () => {
    expect(
      values(
        'tushare/sw-daily',
        'ts_code,trade_date,close,pct_change,vol,amount\n801750.SI,20240726,2800.1,1.5,12.5,144\n',
      ),
    ).toEqual([
      'sw-computer index.close 2024-07-26 2800.1 index-point',
      'sw-computer trading.volume 2024-07-26 125000 share',
      'sw-computer trading.turnover 2024-07-26 1440000 CNY',
      'sw-computer index.change 2024-07-26 1.5 percent',
    ])
  })
  test('China Securities Index through AKShare: ten thousands of lots and hundreds of millions of yuan', () => {
    expect(
      values(
        'akshare/stock-zh-index-hist-csindex',
        '日期,指数代码,收盘,涨跌幅,成交量,成交金额\n2024-07-26,000300,3409.29,-0.3,1.5,17.25\n',
      ),
    ).toEqual([
      'csi-300 index.close 2024-07-26 3409.29 index-point',
      'csi-300 trading.volume 2024-07-26 1500000 share',
      'csi-300 trading.turnover 2024-07-26 1725000000 CNY',
      'csi-300 index.change 2024-07-26 -0.3 percent',
    ])
  })
  test('Eastmoney through AKShare: lots and yuan, about one subject', () => {
    expect(
      values(
        'akshare/index-zh-a-hist',
        '日期,开盘,收盘,最高,最低,成交量,成交额,涨跌幅\n2024-07-26,1,3409.29,1,1,"1,000","1,150,000.5",-0.3\n',
        { subject: '沪深300' },
      ),
    ).toContain('csi-300 trading.volume 2024-07-26 100000 share')
  })
  test('Tencent: the column amount is a volume', () => {
    expect(
      values('akshare/stock-zh-index-daily-tx', 'date,open,close,high,low,amount\n2024-07-26,1,3409.29,1,1,20\n', {
        subject: 'csi-300',
      }),
    ).toContain('csi-300 trading.volume 2024-07-26 2000 share')
  })
  test('Shenwan through AKShare: close before open, and no units for the rest', () => {
    expect(
      values(
        'akshare/index-hist-sw',
        '代码,日期,收盘,开盘,最高,最低,成交量,成交额\n801750,2024-07-26,2800.1,2790,1,1,9,9\n',
      ),
    ).toEqual(['sw-computer index.close 2024-07-26 2800.1 index-point'])
  })
  test('revenue of Sensor Tower is in cents', () => {
    const json = 'aid,cc,d,iu,ir,au,ar\n6448311069,US,2024-07-19T00:00:00Z,100,250,20,50\n'
    expect(values('sensor-tower/ios-sales', json, { codes: { 6448311069: 'chatgpt' } })).toEqual([
      'chatgpt downloads.daily 2024-07-19 120 download',
      'chatgpt revenue.daily 2024-07-19 3 USD',
    ])
  })
  test('a wrong table of units is told, the right one is not', () => {
    const text = (amount: number) =>
      `ts_code,trade_date,close,vol,amount,pct_chg\n${['20240724', '20240725', '20240726'].map((d) => `000300.SH,${d},3400,900000,${amount},0\n`).join('')}`
    const check = (amount: number) =>
      checkUnits(read('tushare/index-daily', text(amount)).value, profile('tushare/index-daily')).diagnostics
    expect(check(1_080_000)).toEqual([])
    expect(check(1_080_000_000)[0]?.code).toBe('market/wrong-unit')
    expect(check(1_080)[0]?.code).toBe('market/wrong-unit')
  })
})

describe('what exports hold beside data', () => {
  const text =
    '数据导出,,\n\nsubject,day,value\n代码,日期,数值\nChatGPT,45492,"1,234"\nKimi,2024/7/19,#N/A\n豆包,1721347200000,7\n\n数据来源：某供应商,,\nChatGPT,45493,9\n'
  test('lines above the head, a second head, empty lines, missing values, and a footer after which rows without a day are words', () => {
    const found = read('generic/downloads-daily', text)
    expect(found.diagnostics.map((d) => `${d.at?.line}:${d.at?.column} ${d.code}`)).toEqual(['6:16 market/no-value'])
    expect(found.value.map((o) => `${o.subject} ${o.day} ${o.value.toFixed()} ${o.at.line}`)).toEqual([
      'chatgpt 2024-07-19 1234 5',
      'doubao 2024-07-19 7 7',
      'chatgpt 2024-07-20 9 10',
    ])
  })
  test('any text is read without a throw, and its findings have places', () => {
    const cell = fc.oneof(
      fc.constantFrom('2024-07-19', '45492', 'ChatGPT', '1,000', '-', '', '#N/A', '"', '数据来源', 'subject'),
      fc.string({ maxLength: 6 }),
    )
    const line = fc.array(cell, { maxLength: 5 }).map((c) => c.join(','))
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        for (const text of [lines.join('\n'), `subject,day,value\n${lines.join('\n')}`]) {
          const found = read('generic/downloads-daily', text)
          for (const d of found.diagnostics) expect(d.at).toBeDefined()
          for (const o of found.value) expect(o.day).toMatch(/^\d{4}-\d\d-\d\d$/)
        }
      }),
      { numRuns: 500 },
    )
  })
})
