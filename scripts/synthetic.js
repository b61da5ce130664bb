// Makes the synthetic exports of examples/weekly: real shapes, seeded numbers, anchored at what was published in words.
import { readFileSync, writeFileSync } from 'node:fs'

let state = 20240728
const random = () => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return state / 4_294_967_296
}
const noise = (share) => 1 + (random() - 0.5) * 2 * share
const day = (offset) => new Date(Date.UTC(2024, 5, 28 + offset)).toISOString().slice(0, 10)
const folder = new URL('../examples/weekly/sources/', import.meta.url)
const write = (name, text) => writeFileSync(new URL(name, folder), text)
const days = 28
// the days of the last week by their distance from its Friday, as parts of the level
const shapes = {
  flat: [1, 0.99, 1, 1.01, 1, 1, 1],
  rising: [0.93, 0.95, 0.97, 1, 1.02, 1.04, 1.06],
  falling: [1.05, 1.04, 1.02, 0.99, 0.93, 0.88, 0.83],
  hump: [0.9, 0.93, 1.02, 1.24, 1.3, 1.02, 0.95],
  peak: [0.95, 0.94, 0.96, 1.0, 1.06, 1.02, 0.98],
}
const level = (app, i) => {
  const week = Math.floor(i / 7)
  const shape = week === 3 ? shapes[app.shape] : shapes.flat
  return app.level * (1 + app.growth * (week - 3)) * shape[i % 7] * noise(0.012)
}
const rounded = (value) => Math.round(value / 100) * 100

// peak above 740,000; above 280,000 and rising; below 10,000 on the last day
const overseas = [
  { id: '64f1a2b3c4d5e6f708192a3b', level: 706_000, growth: 0.018, shape: 'peak', price: 21 },
  { id: '64f1a2b3c4d5e6f708192a3c', level: 268_000, growth: 0.022, shape: 'rising', price: 0 },
  { id: '64f1a2b3c4d5e6f708192a3d', level: 31_000, growth: 0.01, shape: 'flat', price: 6 },
  { id: '64f1a2b3c4d5e6f708192a3e', level: 11_400, growth: 0.03, shape: 'falling', price: 9 },
]
const rows = overseas.flatMap((app) =>
  Array.from({ length: days }, (_, i) => {
    const units = rounded(level(app, i))
    return {
      app_id: app.id,
      country: 'WW',
      date: `${day(i)}T00:00:00Z`,
      unified_units: units,
      unified_revenue: units * app.price,
    }
  }),
)
const json = (list) => `[\n${list.map((r) => `  ${JSON.stringify(r)}`).join(',\n')}\n]\n`
write('overseas-2024-07-26.json', json(rows))
// what was retrieved a week before: the last two days were estimates that were revised since
const before = rows
  .filter((r) => r.date < `${day(21)}T`)
  .map((r) => (r.date < `${day(19)}T` ? r : { ...r, unified_units: rounded(r.unified_units * 0.97) }))
write('overseas-2024-07-19.json', json(before))

// above 1,100,000 in one day; above 230,000 and 300,000 in the middle of the week, then back
const domestic = [
  ['豆包', { level: 1_088_000, growth: 0.02, shape: 'peak' }],
  ['通义', { level: 236_000, growth: 0.0, shape: 'hump' }],
  ['Kimi', { level: 181_000, growth: 0.005, shape: 'hump' }],
  ['文心一言', { level: 92_000, growth: 0.0, shape: 'flat' }],
  ['讯飞星火', { level: 64_000, growth: 0.0, shape: 'flat' }],
]
const lines = domestic.flatMap(([name, app]) =>
  Array.from({ length: days }, (_, i) => `${name},${day(i)},${rounded(level(app, i))}`),
)
write('domestic-2024-07-26.csv', `subject,day,value\n${lines.join('\n')}\n数据来源：示例研究所合成数据,,\n`)

// an industry and its benchmark over a year of sessions
const closures = readFileSync(new URL('../data/calendars/closures.csv', import.meta.url), 'utf8')
  .split('\n')
  .filter((l) => l.startsWith('xshg,'))
  .map((l) => l.split(','))
const sessions = []
for (let at = Date.UTC(2023, 6, 28); at <= Date.UTC(2024, 6, 26); at += 86_400_000) {
  const text = new Date(at).toISOString().slice(0, 10)
  const weekday = new Date(at).getUTCDay()
  if (weekday === 0 || weekday === 6 || closures.some(([, from, to]) => from <= text && text <= to)) continue
  sessions.push(text)
}
const index = (code, start, end, swing, name, columns, line) => {
  let previous = start
  const body = sessions.map((text, i) => {
    const share = i / (sessions.length - 1)
    const trend = start * (1 + (end / start - 1) * share + swing * Math.sin(share * Math.PI * 3) * (1 - share))
    const close = i === 0 ? start : i === sessions.length - 1 ? end : trend * noise(0.006)
    const change = (close / previous - 1) * 100
    const shares = 9e9 * noise(0.2)
    const row = line(code, text.replaceAll('-', ''), close, change, shares, shares * 11.5 * noise(0.05))
    previous = close
    return row
  })
  // Tushare lists the newest first
  write(name, `${columns}\n${body.toReversed().join('\n')}\n`)
}
index(
  'DEMO01.SI',
  4210.5,
  3826.2,
  0.09,
  'demo-industry.csv',
  'ts_code,trade_date,name,open,low,high,close,change,pct_change,vol,amount,pe,pb,float_mv,total_mv',
  (code, text, close, change, shares, money) =>
    [
      code,
      text,
      '示例行业指数',
      ...[0.998, 0.992, 1.007, 1].map((f) => (close * f).toFixed(2)),
      ((close * change) / 100).toFixed(2),
      change.toFixed(2),
      (shares / 1e4).toFixed(2),
      (money / 1e4).toFixed(2),
      '',
      '',
      '',
      '',
    ].join(','),
)
index(
  'DEMO00.SH',
  4012.3,
  3391.6,
  0.04,
  'demo-benchmark.csv',
  'ts_code,trade_date,close,open,high,low,pre_close,change,pct_chg,vol,amount',
  (code, text, close, change, shares, money) =>
    [
      code,
      text,
      ...[1, 0.998, 1.006, 0.993].map((f) => (close * f).toFixed(4)),
      (close / (1 + change / 100)).toFixed(4),
      ((close * change) / 100).toFixed(4),
      change.toFixed(4),
      (shares / 100).toFixed(1),
      (money / 1e3).toFixed(1),
    ].join(','),
)
