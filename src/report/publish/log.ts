import { addDays, append, type Day, isDay, type Words } from '../../base/index.ts'
import { plainOf } from '../plain.ts'
import { allBlocks } from '../walk.ts'
import { panelText } from './identity.ts'
import { type Answer, failing, type LoggedRating, type PublishCheck, type PublishInput, pass } from './input.ts'
import type { Passage } from './wording.ts'

/** EU-02: what was recommended in the twelve months before is listed, with its changes. */
export const ratingHistory: PublishCheck = (input, rule) => {
  const { date } = input.document.front
  const from = yearBefore(date)
  const events = (input.log?.events ?? []).filter((e) => e.day >= from && e.day < date)
  if (events.length === 0) return bySignature(input, rule.id, from, date)
  const units = unitsOf(input)
  const found: Answer[] = []
  for (const event of events) {
    const unit = units.find((u) => daysIn(u.text).includes(event.day) && says(u.text, event))
    const [label, shown] = [event.labels[0], event.labels.at(-1)]
    if (unit === undefined)
      found.push(
        ...failing(
          input,
          `\`${shown}\` of ${event.day} for \`${event.subject}\` is in the log and not in the report`,
          `评级记录中有 ${event.day} 对 \`${event.subject}\` 的 \`${label}\`，报告未列出`,
          {
            en: 'list it, with its day and what has changed, in `:::panel{role=special}`',
            zh: '请连同日期与变动列于 `:::panel{role=special}`',
          },
        ),
      )
    else if (moved[event.change] !== undefined && !moved[event.change]!.test(unit.text))
      found.push(
        ...failing(
          input,
          `\`${shown}\` of ${event.day} was ${event.change}, and the report does not say so`,
          `${event.day} 的 \`${label}\` 为${event.change === 'raised' ? '上调' : '下调'}，报告未说明`,
          undefined,
          unit.at,
        ),
      )
  }
  return found.length === 0 ? pass : found
}

/** EU-04, US-05: the shares of buy, hold and sell at the end of the last quarter, as the log has them. */
export const ratingShares: PublishCheck = (input, rule) => {
  const day = quarterBefore(input.document.front.date)
  const shares = input.log?.shares(day)
  if (shares === undefined || shares.total === 0) return bySignature(input, rule.id, day, day)
  const directions = ['buy', 'hold', 'sell'] as const
  const lacking = (text: string) => directions.filter((d) => !isShare(text, d, (shares[d] / shares.total) * 100))
  const best = unitsOf(input)
    .map((u) => lacking(u.text))
    .reduce((a, b) => (b.length < a.length ? b : a), directions as readonly (typeof directions)[number][])
  if (best.length === 0) return pass
  const shown = directions.map((d) => `${d} ${places((shares[d] / shares.total) * 100)[1]} %`)
  return failing(
    input,
    `on ${day} the log has ${shown.join(', ')} of ${shares.total}, and the report does not say ${best.join(', ')}`,
    `${day} 评级记录中买入、持有、卖出占 ${directions.map((d) => `${places((shares[d] / shares.total) * 100)[1]}%`).join('、')}（共 ${shares.total} 项），报告未如此写明`,
    { en: 'write the three shares in one sentence or row', zh: '请在同一句或同一行写明三项占比' },
  )
}

/** US-02: the days of ratings beside a chart of prices are those of the log, none is left out. */
export const ratingPoints: PublishCheck = (input, rule) => {
  const events = input.log?.events ?? []
  const figures = input.document.blocks
    .flatMap((b) => allBlocks([b]))
    .filter((b) => b.kind === 'figure' && b.chart.kind === 'line' && priced.test(JSON.stringify(b.chart)))
  if (figures.length === 0 || events.length === 0) {
    const today = input.document.front.date
    return input.document.front.rating === null ? pass : bySignature(input, rule.id, yearBefore(today), today)
  }
  const found: Answer[] = []
  for (const figure of figures) {
    if (figure.kind !== 'figure') continue
    const notes = figure.notes.map((n): Passage => ({ text: plainOf(n).text, at: figure.at, role: '' }))
    const span = [...new Set(daysIn(JSON.stringify(figure.chart)))].sort()
    const [first, last] = [span[0] ?? '', span.at(-1) ?? '']
    const named = notes.filter((n) => events.some((e) => e.labels.some((l) => contains(n.text, l))))
    for (const note of named)
      for (const day of daysIn(note.text))
        if (!events.some((e) => e.day === day && says(note.text, e)))
          append(found, failing(input, ...strange(day, events), undefined, note.at))
    for (const e of events.filter((e) => e.day >= first && e.day <= last && e.change !== 'maintained'))
      if (!named.some((n) => daysIn(n.text).includes(e.day) && says(n.text, e)))
        found.push(
          ...failing(
            input,
            `the chart from ${first} to ${last} says nothing of \`${e.labels.at(-1)}\` of ${e.day}`,
            `${first} 至 ${last} 的图未注明 ${e.day} 的 \`${e.labels[0]}\``,
            { en: 'write the day and the rating in a note below the figure', zh: '请在图下注明日期与评级' },
            figure.at,
          ),
        )
  }
  return found.length === 0 ? pass : found
}

/** EU-03: a net position, market making, issues led and agreements are disclosed, or said not to be; a person signs for it. */
export const conflicts: PublishCheck = (input, rule) => {
  const text = panelText(input, 'special', 'disclaimer', 'statement')
  const missing = Object.entries(conflictWords).filter(([, { said }]) => !said.test(text))
  const unsaid =
    missing.length === 0
      ? []
      : failing(
          input,
          `nothing is said of ${missing.map(([name]) => name).join(', ')}`,
          `未涉及${missing.map(([, { zh }]) => zh).join('、')}`,
          {
            en: 'disclose it, or say that there is none, in `:::panel{role=special}`',
            zh: '请在 `:::panel{role=special}` 中披露或写明没有',
          },
        )
  const found = [...unsaid, ...(isSigned(input, rule.id) ? [] : unsigned(input, rule.id))]
  return found.length === 0 ? pass : found
}

const conflictWords: Readonly<Record<string, { readonly said: RegExp; readonly zh: string }>> = {
  'a net position of 0.5 %': { said: /0\.5\s*(?:%|per\s?cent)|net (?:long|short)|净(?:多|空)头/i, zh: '0.5% 净头寸' },
  'market making': { said: /market[- ]mak|liquidity provider|做市/i, zh: '做市' },
  'issues led in 12 months': { said: /lead manager|co-lead|underwrit|主承销|承销|保荐/i, zh: '12 个月内的承销' },
  'agreements on services': {
    said: /investment (?:banking|services)|services? agreement|投资银行|投行|服务协议/i,
    zh: '投资服务协议',
  },
}

const priced = /index\.(?:close|return)|price|股价|收盘/i

// what only a log or a person can tell
function bySignature(input: PublishInput, rule: string, from: Day, to: Day): readonly Answer[] {
  return isSigned(input, rule)
    ? pass
    : unsigned(input, rule, {
        en: `the log has no rating of ${from} to ${to}, and `,
        zh: `评级记录中没有 ${from} 至 ${to} 的评级，且`,
      })
}

function unsigned(input: PublishInput, rule: string, before: Words = { en: '', zh: '' }): readonly Answer[] {
  return failing(input, `${before.en}no signed entry of the journal answers it`, `${before.zh}没有对应的签署记录`, {
    en: `write \`journal: [{ rule: ${rule}, person: …, day: …, says: … }]\``,
    zh: `请写 \`journal: [{ rule: ${rule}, person: …, day: …, says: … }]\``,
  })
}

function isSigned(input: PublishInput, rule: string): boolean {
  return input.journal.some((j) => j.rule === rule && j.person !== '' && j.day !== '' && j.says !== '')
}

const moved: Readonly<Record<string, RegExp>> = {
  raised: /上调|调高|调升|\b(?:raise|upgrade|lift)/i,
  lowered: /下调|调低|调降|\b(?:lower|downgrade|cut)/i,
}

function says(text: string, { labels, names, alone }: LoggedRating): boolean {
  return labels.some((l) => contains(text, l)) && (alone || names.some((n) => contains(text, n)))
}

function contains(text: string, word: string): boolean {
  return word !== '' && text.toLowerCase().includes(word.toLowerCase())
}

function strange(day: Day, events: readonly LoggedRating[]): readonly [string, string] {
  const near = events.toSorted((a, b) => Math.abs(days(a.day) - days(day)) - Math.abs(days(b.day) - days(day)))[0]!
  const same = events.find((e) => e.day.slice(5) === day.slice(5)) ?? near
  return [
    `the log has no such rating of ${day}; the nearest is \`${same.labels.at(-1)}\` of ${same.day}`,
    `评级记录中没有 ${day} 的此项评级，最接近的是 ${same.day} 的 \`${same.labels[0]}\``,
  ]
}

function days(day: Day): number {
  return Date.parse(day) / 86_400_000
}

// a sentence, or a row of a table with the head above it
function unitsOf({ document, passages }: PublishInput): readonly Passage[] {
  const rows = document.blocks.flatMap((block) =>
    allBlocks([block]).flatMap((b) => {
      if (b.kind !== 'table') return []
      const heads = b.columns.map((c) => plainOf(c.children).text).join(' ')
      return b.rows.map((row): Passage => {
        const cells = row.cells.map((c) => plainOf(c.children).text).join(' ')
        return { text: `${cells} ${heads}`, at: b.at, role: '' }
      })
    }),
  )
  const table = document.blocks.flatMap((block) =>
    allBlocks([block]).flatMap((b): readonly Passage[] =>
      b.kind !== 'table'
        ? []
        : [
            {
              text: b.rows.map((r) => r.cells.map((c) => plainOf(c.children).text).join(' ')).join('\n'),
              at: b.at,
              role: '',
            },
          ],
    ),
  )
  return [...passages, ...rows, ...table]
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const dayForms = [
  /(?<y>\d{4})[-/.年]\s?(?<m>\d{1,2})[-/.月]\s?(?<d>\d{1,2})日?/g,
  /(?<d>\d{1,2})\s+(?<w>[A-Z][a-z]{2})[a-z]*\.?,?\s+(?<y>\d{4})/g,
  /(?<w>[A-Z][a-z]{2})[a-z]*\.?\s+(?<d>\d{1,2}),?\s+(?<y>\d{4})/g,
]

/** The days that a text names with their year, in the ways in which reports write them. */
function daysIn(text: string): readonly Day[] {
  return dayForms.flatMap((form) =>
    [...text.matchAll(form)].flatMap(({ groups }) => {
      const { y, m, d, w } = groups as Readonly<Record<string, string | undefined>>
      const month = m ?? String(months.indexOf((w ?? '').toLowerCase()) + 1)
      const day = `${y}-${month.padStart(2, '0')}-${d!.padStart(2, '0')}`
      return isDay(day) ? [day] : []
    }),
  )
}

const directionWords: Readonly<Record<'buy' | 'hold' | 'sell', string>> = {
  buy: 'buy|买入|增持|强于大市|outperform|overweight',
  hold: 'hold|持有|中性|跟随大市|neutral',
  sell: 'sell|卖出|减持|弱于大市|underperform|underweight',
}

function isShare(text: string, direction: 'buy' | 'hold' | 'sell', share: number): boolean {
  const words = directionWords[direction]
  const number = `(${places(share)
    .map((p) => p.replace('.', '\\.'))
    .join('|')})\\s*(?:%|per\\s?cent|个?百分)`
  return (
    new RegExp(`(?:${words})[^\\d\\n]{0,24}(?<!\\d)${number}`, 'i').test(text) ||
    new RegExp(`(?<![\\d.])${number}\\s*(?:${words})`, 'i').test(text)
  )
}

function places(share: number): readonly string[] {
  return [0, 1, 2].map((n) => share.toFixed(n))
}

function yearBefore(day: Day): Day {
  const before = `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`
  return isDay(before) ? before : addDays(day, -365)
}

function quarterBefore(day: Day): Day {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))]
  const quarter = Math.floor((month - 1) / 3)
  return quarter === 0 ? `${year - 1}-12-31` : `${year}-${['03-31', '06-30', '09-30'][quarter - 1]}`
}
