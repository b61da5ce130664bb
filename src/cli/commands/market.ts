import { type Lang, plural } from '../../base/index.ts'
import { type Fact, factToJson } from '../../facts/index.ts'
import {
  type MarketData,
  marketData,
  parseWeekday,
  storeFeed,
  topWeek,
  type UsedLake,
  type WeekTable,
  weekTable,
} from '../../project/index.ts'
import { type Command, deskOption, type Invocation } from '../command.ts'
import { openDesk } from '../desk.ts'
import { diagnosticToJson, formatJson } from '../format/json.ts'
import { formatText, paint } from '../format/text.ts'

const verbs: readonly string[] = ['feeds', 'calendars', 'week', 'store', 'top']

export const command: Command = {
  name: 'market',
  args: 'feeds | calendars | week [DAY] | store FEED | top DAY',
  summary: { en: 'feeds that can be read, calendars, and weekly tables', zh: '可读取的数据接口、日历与周度表' },
  options: {
    ...deskOption,
    start: {
      type: 'string',
      value: 'WEEKDAY',
      summary: { en: 'first day of the week for `top`; default: friday', zh: '`top` 的一周起始日；默认为周五' },
    },
    top: { type: 'string', value: 'N', summary: { en: 'rows of `top`; default: 200', zh: '`top` 的行数；默认 200' } },
    known: { type: 'string', value: 'DAY', summary: { en: 'as known on this day', zh: '按此日已知的数据' } },
    lake: {
      type: 'string',
      value: 'FILE',
      summary: { en: 'store or ask a lake of several machines', zh: '存入或查询多机共用的数据湖' },
    },
    snapshot: { type: 'string', value: 'N', summary: { en: 'the lake as of a snapshot', zh: '数据湖的某一快照' } },
    extensions: {
      type: 'string',
      value: 'FOLDER',
      summary: { en: 'where the extensions of the engine lie', zh: '引擎扩展所在目录' },
    },
    measure: {
      type: 'string',
      value: 'MEASURE',
      summary: { en: 'measure of `top`; default: downloads.daily', zh: '`top` 的指标；默认为 downloads.daily' },
    },
  },
  run: async (invocation) => {
    const { args, options, lang, terminal } = invocation
    const [verb, day] = args
    if (verb === undefined || !verbs.includes(verb)) {
      terminal.error(lang === 'zh' ? `请写明 ${verbs.join('、')} 之一\n` : `name one of ${verbs.join(', ')}\n`)
      return 2
    }
    const { effects, places } = openDesk(invocation)
    if (verb === 'week') {
      const table = await weekTable(effects, places, day)
      const { diagnostics } = table
      terminal.out(
        options.json === true
          ? formatJson({ rows: table.rows.map(rowToJson), diagnostics: diagnostics.map(diagnosticToJson) })
          : weekText(table, lang, terminal.color),
      )
      if (options.json !== true && diagnostics.length > 0) terminal.error(formatText(diagnostics, lang, terminal.color))
      return diagnostics.some((d) => d.severity === 'error') ? 1 : 0
    }
    if (verb === 'store' || verb === 'top') return stored(invocation, verb)
    const data = await marketData(effects, places)
    if (options.json === true)
      terminal.out(formatJson(verb === 'feeds' ? data.profiles.map(profileToJson) : data.calendars.map(calendarToJson)))
    else terminal.out(verb === 'feeds' ? feedText(data, lang, terminal.color) : calendarText(data, lang))
    if (data.diagnostics.length > 0) terminal.error(formatText(data.diagnostics, lang, terminal.color))
    return data.diagnostics.length > 0 ? 1 : 0
  },
}

async function stored(invocation: Invocation, verb: 'store' | 'top'): Promise<number> {
  const { args, options, lang, terminal } = invocation
  const { effects, places } = openDesk(invocation)
  const named = args[1]
  const start = parseWeekday(String(options.start ?? 'friday'))
  if (named === undefined || start === null) {
    terminal.error(
      lang === 'zh' ? '请写明 FEED 或 DAY，`--start` 应为星期几\n' : 'name a FEED or a DAY; `--start` is a weekday\n',
    )
    return 2
  }
  if (verb === 'store') {
    terminal.progress(named)
    const stored = await storeFeed(effects, places, named, lakeOf(invocation))
    const { file, rows, diagnostics } = stored
    if (options.json === true) terminal.out(formatJson({ ...stored, diagnostics: diagnostics.map(diagnosticToJson) }))
    else
      terminal.out(
        `${formatText(diagnostics, lang, terminal.color)}${file}  ${rows} ${lang === 'zh' ? '行' : 'rows'}\n`,
      )
    return diagnostics.some((d) => d.severity !== 'note') ? 1 : 0
  }
  const most = String(options.top ?? '200')
  if (!/^[1-9]\d*$/.test(most)) {
    terminal.error(
      lang === 'zh' ? `\`--top\` 应为行数，而非 \`${most}\`\n` : `\`--top\` is a number of rows, not \`${most}\`\n`,
    )
    return 2
  }
  const { week, rows } = await topWeek(effects, places, {
    day: named,
    start,
    measure: String(options.measure ?? 'downloads.daily'),
    top: Number(most),
    known: String(options.known ?? '9999-12-31'),
    ...lakeOf(invocation),
    ...(options.snapshot === undefined ? {} : { snapshot: Number(options.snapshot) || 0 }),
  })
  if (options.json === true) terminal.out(formatJson({ week, rows }))
  else
    terminal.out(
      [
        paint(week, 1, terminal.color),
        ...rows.map(
          (r) =>
            `  ${(r.subject ?? '').padEnd(20)} ${[r.sum, r.change, r.peak, r.peak_day, r.last].map((v) => (v ?? '–').padStart(13)).join(' ')}`,
        ),
      ]
        .join('\n')
        .concat('\n'),
    )
  return 0
}

// keys of a storage are the machine's, as its other tools know them
function lakeOf({ options }: Invocation): { readonly lake?: UsedLake } {
  if (options.lake === undefined) return {}
  const { AWS_ACCESS_KEY_ID: key = '', AWS_SECRET_ACCESS_KEY: secret = '' } = process.env
  return { lake: { file: String(options.lake), key, secret, extensions: String(options.extensions ?? '') } }
}

type Row = WeekTable['rows'][number]

function rowToJson(row: Row) {
  const { week, subject, measure, scope } = row
  return { week, subject, measure, scope, facts: row.facts.map(factToJson) }
}

const columns: readonly (readonly [suffix: string, en: string, zh: string])[] = [
  ['.weekly', 'week', '周合计'],
  ['.weekly.mean', 'mean', '日均'],
  ['.weekly.change', 'WoW %', '环比 %'],
  ['.weekly.difference', 'WoW', '增减'],
  ['.weekly.return', 'return %', '收益 %'],
  ['.daily.peak', 'peak', '峰值'],
  ['.peak-day', 'peak day', '峰值日'],
  ['.weekly.rank', 'rank', '名次'],
  ['.weekly.streak', 'streak', '连续周数'],
]

function weekText(table: WeekTable, lang: Lang, color: boolean): string {
  if (table.rows.length === 0) {
    const [first, last] = [table.weeks[0], table.weeks.at(-1)]
    if (first === undefined || last === undefined) return lang === 'zh' ? '没有周度数据\n' : 'no weekly data\n'
    return lang === 'zh'
      ? `该周没有数据：现有数据自 ${first} 至 ${last}\n`
      : `no data of that week: there are weeks from ${first} to ${last}\n`
  }
  const blocks = new Map<string, Row[]>()
  for (const row of table.rows) {
    const head = [row.week, row.measure, ...Object.entries(row.scope).map(([k, v]) => `${k}=${v}`)].join('  ')
    blocks.set(head, [...(blocks.get(head) ?? []), row])
  }
  const lines = [...blocks].flatMap(([head, rows]) => [paint(head, 1, color), ...blockLines(rows, lang)])
  return `${lines.join('\n')}\n`
}

// ranks are those of the block, and closes have no sums
function blockLines(rows: readonly Row[], lang: Lang): readonly string[] {
  const used = columns.filter(([suffix]) => rows.some((row) => printed(row.facts, suffix) !== '–'))
  return [
    `  ${''.padEnd(16)}${used.map(([, en, zh]) => (lang === 'zh' ? zh : en).padStart(11)).join('')}`,
    ...rows.map(
      (row) =>
        `  ${row.subject.padEnd(16)}${used.map(([suffix]) => printed(row.facts, suffix).padStart(11)).join('')}${noteText(row.facts, lang)}`,
    ),
  ]
}

function noteText(facts: readonly Fact[], lang: Lang): string {
  const value = facts.find((f) => f.measure.endsWith('.weekly.note') && f.scope.lang === lang)?.value
  return value?.kind === 'text' ? `  ${value.text}` : ''
}

function printed(facts: readonly Fact[], suffix: string): string {
  const value = facts.find((f) => f.measure.endsWith(suffix))?.value
  return value?.kind === 'number' || value?.kind === 'text' ? value.text : '–'
}

function profileToJson(p: MarketData['profiles'][number]) {
  const { id, version, vendor, endpoint, format, head, measures, scope, note } = p
  return { feed: `${id}@${version}`, vendor, endpoint, format, head, measures, scope, note }
}

function calendarToJson(c: MarketData['calendars'][number]) {
  return { id: c.id, zh: c.zh, en: c.en, first: c.first, announcedUntil: c.announcedUntil, closures: c.closed.size }
}

function feedText(data: MarketData, lang: Lang, color: boolean): string {
  return data.profiles
    .map((p) => {
      const units = p.measures.map(
        (m) => `    ${m.columns.join(' + ')} (${m.said || m.unit}) × ${m.times} → ${m.measure} [${m.unit}]`,
      )
      const note = p.note === '' ? [] : [`    ${p.note}`]
      return [`${paint(`${p.id}@${p.version}`, 1, color)}  ${p.endpoint}, ${p.format}`, ...units, ...note].join('\n')
    })
    .concat(lang === 'zh' ? `共 ${data.profiles.length} 个数据接口` : plural(data.profiles.length, 'feed'))
    .join('\n')
    .concat('\n')
}

function calendarText(data: MarketData, lang: Lang): string {
  return data.calendars
    .map((c) =>
      lang === 'zh'
        ? `${c.id}  ${c.zh}  ${c.first} 起，已公布至 ${c.announcedUntil}，休市 ${c.closed.size} 个工作日\n`
        : `${c.id}  ${c.en}  from ${c.first}, announced until ${c.announcedUntil}, ${c.closed.size} closures\n`,
    )
    .join('')
}
