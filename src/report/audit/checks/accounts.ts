import { toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { type Slip, slipOf } from '../digits.ts'
import { gate } from '../prose/gate.ts'
import { type Quantity, quantitiesOf } from '../solve/quantity.ts'
import type { Paragraph } from './input.ts'

type Item =
  | 'revenue'
  | 'cost'
  | 'gross'
  | 'operating'
  | 'net'
  | 'assets'
  | 'debts'
  | 'equity'
  | 'cash'
  | 'gross-margin'
  | 'operating-margin'
  | 'net-margin'
  | 'debt-ratio'

const filler = String.raw`(?:（[^（）]{0,12}）|\([^()]{0,12}\))?(?:同期|合计|总额|金额|分别|约|为|达到?|至|是|实现|came to|stood at|amounted to|totall?ed|was|were|of|rose to|fell to|grew to|reached|:|：|about|US\$|RMB|CNY|HK\$|[$¥￥€]|\s)*$`
const labels: readonly (readonly [Item, RegExp])[] = [
  ['gross-margin', new RegExp(`(?:毛利率|gross margin)${filler}`, 'i')],
  ['operating-margin', new RegExp(`(?:营业利润率|经营利润率|operating margin)${filler}`, 'i')],
  ['net-margin', new RegExp(`(?:净利率|净利润率|net margin)${filler}`, 'i')],
  ['debt-ratio', new RegExp(`资产负债率${filler}`)],
  ['cost', new RegExp(`(?:营业成本|cost of (?:revenue|sales))${filler}`, 'i')],
  ['gross', new RegExp(`(?:毛利润?|gross profit)${filler}`, 'i')],
  ['operating', new RegExp(`(?:营业利润|经营利润|operating (?:income|profit))${filler}`, 'i')],
  ['net', new RegExp(`(?:净利润|net (?:income|profit|earnings))${filler}`, 'i')],
  ['assets', new RegExp(`(?:总资产|资产总额|资产总计|total assets)${filler}`, 'i')],
  ['debts', new RegExp(`(?:总负债|负债总额|负债合计|total liabilities)${filler}`, 'i')],
  ['equity', new RegExp(`(?:净资产|股东权益|所有者权益|(?:shareholders' |total )equity)${filler}`, 'i')],
  ['cash', new RegExp(`经营(?:活动|性)(?:产生的)?现金流(?:量)?(?:净额)?${filler}`)],
  [
    'revenue',
    new RegExp(
      `(?:营业总?收入|总收入|营收|(?<![\\u4e00-\\u9fff])收入|(?:^|[^a-z])(?:total )?(?:net )?revenues?)${filler}`,
      'i',
    ),
  ],
]
const any = gate(/毛利|净利|负债|资产|利润|gross|net (?:income|profit|margin)|operating|liabilit/i)
const anyLabel =
  /率|收入|营收|成本|毛利|利润|资产|负债|权益|现金|margin|revenue|cost|profit|income|assets|liabilit|equity|earnings/i
const before = /去年|上年|同期|上[一]?季|此前|预计|目标|一致预期|year|quarter|expect|guidance|prior|last/i

// what is made of what: a sum, or a quotient in percent
const identities: readonly (readonly [Item, '-' | '/', Item, Item])[] = [
  ['gross', '-', 'revenue', 'cost'],
  ['equity', '-', 'assets', 'debts'],
  ['gross-margin', '/', 'gross', 'revenue'],
  ['operating-margin', '/', 'operating', 'revenue'],
  ['net-margin', '/', 'net', 'revenue'],
  ['debt-ratio', '/', 'debts', 'assets'],
]

/**
 * Tells of the items of an account that do not make each other: revenue less its cost is the gross profit, what is owed a part of what is owned.
 *
 * Each item must stand once in the paragraph, for the period that it is of; only a slip of the hand is told of.
 */
export function checkAccounts({ sentences, from, to, desk }: Paragraph): void {
  let isAny = false
  for (let s = from; s < to && !isAny; s += 1) isAny = any(sentences[s]!)
  if (!isAny) return
  const items = new Map<Item, Quantity | null>()
  for (let s = from; s < to; s += 1) {
    if (sentences[s]!.mentions.length > 24) continue
    for (const q of quantitiesOf(sentences[s]!)) note(q, items)
  }
  for (const [made, kind, a, b] of identities) {
    const result = items.get(made)
    const one = items.get(a)
    const other = items.get(b)
    if (!result || !one || !other || one.key !== other.key) continue
    if (kind === '-') checkDifference(result, one, other, desk)
    else checkQuotient(result, one, other, desk)
  }
}

// the items of a sentence by the words in front of each; one that stands twice is of two periods
function note(q: Quantity, items: Map<Item, Quantity | null>): void {
  if (q.mention === null || q.mention.form !== 'digits' || q.isQuoted || q.mention.bound !== 'exact') return
  if ((q.kind !== 'amount' && q.kind !== 'share') || !anyLabel.test(q.front)) return
  const found = labels.find(([item, label]) => isRatio(item) === (q.kind === 'share') && label.test(q.front))
  if (found === undefined || before.test(q.front.slice(-22))) return
  const [item] = found
  items.set(item, items.has(item) ? null : q)
}

function isRatio(item: Item): boolean {
  return item.endsWith('margin') || item === 'debt-ratio'
}

function checkDifference(result: Quantity, a: Quantity, b: Quantity, desk: AuditDesk): void {
  if (result.key !== a.key || result.key === '') return
  const right = a.value - b.value
  const slack = result.value * result.slack + a.value * a.slack + b.value * b.slack
  if (right <= 0 || Math.abs(right - result.value) <= slack * 1.1) return
  const m = result.mention!
  const scale = result.value / toNumber(m.value.div(m.scale))
  const places = Math.max(0, (m.decimals ?? 0) + Math.round(Math.log10(toNumber(m.scale))))
  const printed = (result.value / scale).toFixed(places)
  const wanted = (right / scale).toFixed(places)
  if (!isSlip(printed, wanted, slipOf(printed, wanted))) return
  tell(result, `${a.text} - ${b.text}`, wanted, desk)
}

function checkQuotient(result: Quantity, a: Quantity, b: Quantity, desk: AuditDesk): void {
  const right = (a.value / b.value) * 100
  const places = Math.max(0, result.mention!.decimals ?? 0)
  const said = result.value * 100
  if (right >= 100 || Math.abs(right - said) <= 1.1 * 10 ** -places + right * (a.slack + b.slack)) return
  const printed = said.toFixed(places)
  const wanted = right.toFixed(places)
  if (!isSlip(printed, wanted, slipOf(printed, wanted))) return
  tell(result, `${a.text} / ${b.text}`, `${wanted}%`, desk)
}

// two figures are a digit apart by chance
function isSlip(printed: string, wanted: string, slip: Slip): boolean {
  if (slip === 'other') return false
  return slip === 'exchange' || slip === 'power' || printed.replace(/\D/g, '').length >= 3 || wanted.length >= 4
}

function tell(q: Quantity, from: string, expected: string, desk: AuditDesk): void {
  if (desk.isTold(q.at, q.end)) return
  desk.tell(
    'audit/ratio',
    desk.place(q.start, q.end),
    {
      en: `\`${q.text}\` disagrees with ${from}, from which follows ${expected}`,
      zh: `\`${q.text}\` 与 ${from} 不符，据此应为 ${expected}`,
    },
    { confidence: 0.82, printed: q.text, expected, isNear: true },
  )
}
