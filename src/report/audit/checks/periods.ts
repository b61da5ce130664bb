import { dayNumber, isDay } from '../../../base/index.ts'
import { kept } from '../kept.ts'
import { analysisOf } from '../prose/read.ts'
import { clausesOf } from '../prose/sentence.ts'
import type { Paragraph, Read } from './input.ts'

type Grain = 'day' | 'week' | 'month' | 'year'

const grains: Readonly<Record<Grain, RegExp>> = {
  day: /日度|日均|单日|每日|当日|每天|日(?=下载|活|访问|销)|\bdaily\b|\bper day\b|\ba day\b/i,
  week: /周度|周均|全周|整周|单周|每周|周(?=下载|活|访问|销量)|\bweekly\b|\bper week\b/i,
  month: /月度|月均|单月|每月|月(?=下载|活|访问|销量)|\bmonthly\b|\bper month\b/i,
  year: /年度|年均|每年|\bannual(?:ly)?\b|\bper year\b/i,
}

const counted = /下载量|访问量|活跃用户|销量|\bdownloads?\b|\bvisits?\b|\bactive users\b|\bsales\b/i

function grainOf(text: string): Grain | null {
  const found = (Object.keys(grains) as Grain[]).filter((g) => grains[g].test(text))
  return found.length === 1 ? found[0]! : null
}

const captionStart = /^\s*(?:#+\s*)?\*{0,2}(?:图表?|表|Figure|Table|Exhibit|Chart)\s?\d/i

// a figure stands within this many characters of the words on it
const near = 1500

/** Tells of captions whose period is another than that of the words on it. */
export function checkCaptions({ desk, headings, sentences }: Read): void {
  const seen = new Set<string>()
  const captions = headings.filter((h) => captionStart.test(h.text) && h.text.length <= 120).reverse()
  for (let n = 0; n < captions.length; n += 1) {
    const caption = captions[n]!
    const key = caption.text.replace(/[\s.·…\d]+$/g, '').replace(/\s/g, '')
    const grain = grainOf(caption.text)
    const what = counted.exec(caption.text)?.[0]
    if (grain === null || what === undefined || seen.has(key)) continue
    seen.add(key)
    const before = captions[n + 1]?.end ?? 0
    const after = captions[n - 1]?.start ?? Number.POSITIVE_INFINITY
    const other = sentences.find((s) => {
      const own =
        s.mentions.length > 0 &&
        s.start >= before &&
        s.end <= after &&
        Math.abs(s.start - caption.start) < near &&
        s.start !== caption.start
          ? grainOf(s.text)
          : null
      return (
        own !== null &&
        own !== grain &&
        s.text.includes(what) &&
        s.mentions.some((m) => /次|人|download|visit|user|^$/.test(m.unitText))
      )
    })
    if (other === undefined) continue
    const said = grains[grainOf(other.text)!].exec(other.text)![0]
    const printed = grains[grain].exec(caption.text)![0]
    const at = caption.start + caption.text.search(grains[grain])
    desk.tell(
      'audit/period',
      desk.place(at, at + printed.length),
      {
        en: `the caption says \`${printed}\`, the words on it on line ${desk.place(other.start, other.end).line} say \`${said}\``,
        zh: `标题写“${printed}”，第 ${desk.place(other.start, other.end).line} 行的正文写“${said}”`,
      },
      { confidence: 0.82, printed: caption.text.trim(), expected: said },
    )
  }
}

const isVisits = kept(/^(?:次|downloads?|visits?|)$/i)
const isMonths = kept(/^(?:个月|months?|-month)$/i)

const anyPeriod = /[日周月年季]|小时|累计|截至|历史|daily|week|month|year|quarter|day|cumulative|total|since|ever|hour/i

/** Tells of counts over time without a period. */
export function checkRates({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    for (const mention of sentence.mentions) {
      // of the ten largest apps
      if (!isVisits(mention.unitText) || (mention.form === 'words' && mention.unitText === '')) continue
      const clause = clausesOf(sentence).find((c) => c.start <= mention.start && mention.start < c.end)
      if (clause === undefined) continue
      const front = sentence.text.slice(clause.start - sentence.start, mention.start - sentence.start)
      if (
        !/(?:下载量|访问量|\bdownloads\b|\bvisits\b)/i.test(front) ||
        anyPeriod.test(sentence.text.slice(0, mention.end - sentence.start + 20))
      )
        continue
      const printed = sentence.text.slice(mention.start - sentence.start, mention.end - sentence.start)
      desk.tell(
        'audit/no-period',
        desk.place(mention.start, mention.end),
        {
          en: `\`${printed}\` is a count over time, and no period is said`,
          zh: `\`${printed}\` 是期间数，但未写明期间`,
        },
        { confidence: 0.65, printed },
      )
    }
  }
}

/** Tells of two horizons for one rating: 未来 6 个月内 in the table of ratings, 6~12 个月 in the note below it. */
export function checkHorizons({ desk, text: own, start: base, blocks, sentences }: Read): void {
  const found = new Map<string, { readonly start: number; readonly end: number; readonly text: string }>()
  const take = (start: number, part: string) => {
    if (
      !/(?:评级|涨幅|回报|相对|rating|outperform|benchmark)/i.test(part) ||
      !/(?:未来|报告|发布|评级|within|next|after)/i.test(part)
    )
      return
    for (const m of analysisOf(part, desk).mentions) {
      if (!isMonths(m.unitText)) continue
      const key = `${m.value.toFixed()}${m.high === undefined ? '' : `~${m.high.toFixed()}`}`
      if (!found.has(key))
        found.set(key, { start: start + m.start, end: start + m.end, text: part.slice(m.start, m.end) })
    }
  }
  for (const block of blocks) {
    if (block.kind !== 'table') continue
    for (const row of block.rows.slice(0, 40))
      for (const cell of row)
        if (/月|month/i.test(cell.text) && cell.text.length < 200)
          take(cell.start, own.slice(cell.start - base, cell.end - base))
  }
  for (const s of sentences) if (/月|month/i.test(s.text) && /评级|rating/i.test(s.text)) take(s.start, s.text)
  const [first, second] = [...found.values()]
  if (first === undefined || second === undefined) return
  desk.tell(
    'audit/period',
    desk.place(second.start, second.end),
    {
      en: `\`${second.text}\` disagrees with \`${first.text}\` on line ${desk.place(first.start, first.end).line}: two horizons for one rating`,
      zh: `\`${second.text}\` 与第 ${desk.place(first.start, first.end).line} 行的 \`${first.text}\` 不一致：同一评级有两种期限`,
    },
    { confidence: 0.85, printed: second.text, expected: first.text },
  )
}

const dayText = (y: string, m: string, d: string) => `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`

/** Tells of stretches of days that end before they begin, or are no week: （20240719-20240725）, 2024.7.19—2024.7.25. */
export function checkSpans({ desk, text, start }: Read): void {
  for (const m of text.matchAll(
    /(?<!\d)(20\d{2})[-./年]?(\d{1,2})[-./月]?(\d{1,2})日?\s?[-–—~～至到]\s?(20\d{2})[-./年]?(\d{1,2})[-./月]?(\d{1,2})(?!\d)/g,
  )) {
    const from = dayText(m[1]!, m[2]!, m[3]!)
    const to = dayText(m[4]!, m[5]!, m[6]!)
    if (!isDay(from) || !isDay(to)) continue
    const days = dayNumber(to) - dayNumber(from) + 1
    const at = desk.place(start + m.index, start + m.index + m[0].length)
    if (days < 1)
      desk.tell(
        'audit/date',
        at,
        { en: `\`${m[0]}\` ends before it begins`, zh: `\`${m[0]}\` 止于起始之前` },
        { confidence: 0.95, printed: m[0] },
      )
    else if (
      days !== 7 &&
      days !== 5 &&
      days < 12 &&
      /周度|周报|本周|weekly|week/i.test(text.slice(Math.max(0, m.index - 24), m.index))
    )
      desk.tell(
        'audit/period',
        at,
        { en: `\`${m[0]}\` is called a week and has ${days} days`, zh: `\`${m[0]}\` 称为一周，实为 ${days} 天` },
        { confidence: 0.8, printed: m[0] },
      )
  }
}
