import type { AuditDesk } from '../desk.ts'
import type { Limit } from '../limits.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import { eachOf } from '../solve/noun.ts'
import { type Quantity, quantitiesOf } from '../solve/quantity.ts'
import type { Grid } from '../table/grid.ts'
import type { Paragraph } from './input.ts'

const keys: Readonly<Record<string, readonly [string, number]>> = {
  '': ['', 1],
  'gpu-hour': ['h1', 1],
  watt: ['W1', 1],
  byte: ['B1', 1],
  'CNY/kWh': ['CNY1 W-1 h-1', 1e-3],
  'USD/kWh': ['USD1 W-1 h-1', 1e-3],
}

const hint = gate(/[用人户]|活|users?\b|subscribers|people|柜|rack|[卡块张]|GPU|accelerator|card|PUE|千瓦时|度|[kM]Wh/i)

const apartBefore =
  /(?:下降|降低|减少|缩小|提高|提升|上升|改善|相差|低|高|多|少)(?:了|约|近)*\s*$|\b(?:by|another)(?: (?:about|around|some|nearly))?\s*$/i
const apartBehind = /^\s?(?:的(?:降幅|差距|改善|提升)|(?:lower|higher|less|more|fewer|better|worse|below|above)\b)/i

/** Tells of numbers that cannot be what they are said to be: more users than people, a rack of forty megawatts. */
export function checkLimits({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) checkSentence(sentences[s]!, desk)
}

function checkSentence(sentence: Sentence, desk: AuditDesk): void {
  const { limits } = desk.input
  if (sentence.mentions.length > 30 || !hint(sentence)) return
  for (const q of quantitiesOf(sentence)) {
    if (q.mention === null || q.isQuoted || desk.isTold(q.at, q.end)) continue
    // 90.2 亿人次 are no people
    if (isApart(q) || sentence.text[q.end - sentence.start] === '次') continue
    const limit = limits.find((l) => applies(l, q, sentence))
    // a battery is priced by the kWh that it holds
    if (limit?.unit.endsWith('/kWh') && /batter|\bcells?\b|\bpacks?\b|storage|电池|电芯|储能|系统/i.test(sentence.text))
      continue
    // ±0.05, and what is left up to a limit
    if (/±\s?$|(?:余量|裕量|富余|差距?|margin|headroom)[^，。；;\d]{0,4}$/i.test(q.front)) continue
    // a GPU cloud of 450 MW is no GPU
    if (
      /\b(?:GPU|AI)\s(?:cloud|cluster|farm|fleet|campus|data cent)|(?:GPU|智算|算力)\s?(?:云|集群|中心|园区|基地)/i.test(
        q.front,
      )
    )
      continue
    if (limit !== undefined && !isWithin(limit, q)) tell(limit, q, desk)
  }
}

/** Tells of cells that cannot be by the words over or beside them: a PUE of 0.9. */
export function checkLimitCells(grid: Grid, desk: AuditDesk): void {
  const bare = desk.input.limits.filter((l) => l.unit === '' && l.of === '' && l.words !== null)
  for (const limit of bare) {
    const isOf = (label: string) => limit.words!.test(label) && !apartBefore.test(label)
    const isElse = (label: string) => otherThan.test(label)
    // most tables have no such line
    const [rows, columns] = [grid.rows.map((r) => isOf(r.text)), grid.columns.map((c) => isOf(c.text))]
    if (!rows.includes(true) && !columns.includes(true)) continue
    const lines = [grid.rows.map((r) => isElse(r.text)), grid.columns.map((c) => isElse(c.text))] as const
    for (let j = 0; j < rows.length; j += 1)
      for (let k = 0; k < columns.length; k += 1) {
        if ((!rows[j] && !columns[k]) || lines[0][j] || lines[1][k]) continue
        const cell = grid.cells[j]![k]!
        if (cell.exact === null || cell.unitText !== '') continue
        if (cell.number >= limit.low && cell.number <= limit.high) continue
        // years, counts and changes may stand in such a line too
        if (cell.number <= 0 || cell.number > 20 || cell.decimals < 1 || /^[+−-]/.test(cell.text)) continue
        if (desk.isTold(cell.start, cell.end)) continue
        const [isHigh, end] = cell.number > limit.high ? [true, limit.high] : [false, limit.low]
        desk.tell(
          'audit/impossible',
          desk.place(cell.start, cell.end, { table: grid.number, row: grid.rowAt[j]!, cell: grid.columnAt[k]! }),
          {
            en: `\`${cell.text}\` cannot be: ${limit.what.en} ${isHigh ? 'end at' : 'begin at'} ${end}`,
            zh: `\`${cell.text}\` 不可能成立：${limit.what.zh}${isHigh ? '不超过' : '不低于'} ${end}`,
          },
          { confidence: 0.85, printed: cell.text },
        )
      }
  }
}

const otherThan = /变|降|差|改善|目标|节|减|change|diff|delta|improve|reduc|saving|target|Δ|margin|±/i

// PUE 下降了 0.08, 0.08 lower than a year ago: how far two are apart
function isApart({ front, behind }: Quantity): boolean {
  return (
    apartBefore.test(front) ||
    apartBehind.test(behind) ||
    /每[升降提增减][高低]?\s?$|\b(?:each|every)\s(?:\w+\s)?$/i.test(front)
  )
}

function applies({ unit, of, words }: Limit, q: Quantity, { text, asked }: Sentence): boolean {
  const [key] = keys[unit] ?? [null]
  if (q.key !== key || (unit === 'byte' && q.period !== null)) return false
  if (unit === '')
    return of === ''
      ? words!.test(q.front) && q.kind === 'times'
      : q.noun === of && (q.period === null || /活|active/i.test(q.front))
  if (unit === 'gpu-hour' && !/GPU|卡|H\d00|A100/i.test(q.unit)) return false
  // what a sentence begins with may not be what all of it is of
  const each = q.each === null && asked !== '' ? eachOf('', asked.replace(/[？?]\s*$/, '')) : q.each
  if (of !== '' && (each !== of || !q.isOwn)) return false
  return words === null || words.test(text)
}

function isWithin({ unit, low, high }: Limit, { value, slack }: Quantity): boolean {
  const [, size] = keys[unit]!
  return value >= low * size * (1 - slack) && value <= high * size * (1 + slack)
}

function tell({ what, low, high, unit }: Limit, q: Quantity, desk: AuditDesk): void {
  const isHigh = q.value > low * keys[unit]![1] && q.value >= high * keys[unit]![1]
  const end = `${isHigh ? high : low}${unit === '' ? '' : ` ${unit}`}`
  desk.tell(
    'audit/impossible',
    desk.place(q.start, q.end),
    {
      en: `\`${q.text}\` cannot be: ${what.en} ${isHigh ? 'end at' : 'begin at'} ${end}`,
      zh: `\`${q.text}\` 不可能成立：${what.zh}${isHigh ? '不超过' : '不低于'} ${end}`,
    },
    { confidence: 0.85, printed: q.text },
  )
}
