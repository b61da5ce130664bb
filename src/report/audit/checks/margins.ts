import type { AuditDesk } from '../desk.ts'
import { slipOf } from '../digits.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import { type Quantity, quantitiesOf } from '../solve/quantity.ts'
import type { Paragraph } from './input.ts'

const any = gate(/净利率|差距|相差|悬殊|第二|[较比从由]/)

const margin = /净利率(?:约|为|达到?|仅|低至|高达|提升至|下降至|升至|降至|提高至)*\s?$/
const profit = /(?:净利润?|归母净利润?)[^，。；;,\d]{0,12}$/
const sales = /(?:营收|营业收入|主营收入|总收入|收入)[^，。；;,\d]{0,12}$/
const gap = /(?:差距|相差|悬殊)(?:约|近|达|超过?|为|高达)*\s?$/
const step = /(跌落|减少|下降|下滑|回落|缩水|增加|增长|上升|提升|提高|净增)(?:了|约|近|超|达)*\s?$/
const older = /[从由]|[较比]|相比|相较/
const second = /(?:位列|排名|位居|排在|列|居)第二/
const first = /(?:位列|排名|位居|排在|列|居)(?:第一|首位|榜首)|居首|登顶|冠军|[盈利销量]王|来自/

/**
 * Tells of what a Chinese sentence says of two of its numbers and they deny: a net margin, how many times apart two are, by how
 * much one changed, and which of two is the second.
 */
export function checkMargins({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const own = sentences[s]!
    if (own.mentions.length < 1 || own.mentions.length > 24) continue
    if (!any(own)) continue
    const list = quantitiesOf(own)
    for (let n = 0; n < list.length; n += 1) {
      const q = list[n]!
      if (q.mention?.form !== 'digits' || q.isQuoted) continue
      if (q.kind === 'share' && margin.test(q.front)) checkMargin(q, s > from ? sentences[s - 1]! : null, own, desk)
      if (q.kind === 'times' && n >= 2 && gap.test(q.front)) checkGap(list[n - 2]!, list[n - 1]!, q, desk)
      if (n >= 2 && isPlain(q)) checkStep(list, n, own, desk)
      if (n >= 1) checkMore(list[n - 1]!, q, own, desk)
      if (n >= 1) checkSecond(list[n - 1]!, q, own, desk)
    }
  }
}

function isPlain(q: Quantity): boolean {
  return q.mention?.form === 'digits' && (q.kind === 'amount' || q.kind === 'count')
}

// 营收 2431.72 亿元，净利润 103.73 亿元。净利率提升至 4.27%: where one of each stands there
function checkMargin(q: Quantity, before: Sentence | null, own: Sentence, desk: AuditDesk): void {
  const front = quantitiesOf(own).filter((x) => x.end <= q.at && isPlain(x))
  const list = front.length > 0 || before === null ? front : quantitiesOf(before).filter((x) => isPlain(x))
  const gains = list.filter((x) => profit.test(x.front) || /净利润?[^。；;\d]{0,24}(?:达到|为)\s?$/.test(x.front))
  const all = list.filter((x) => sales.test(x.front) && !/净/.test(x.front.slice(-8)))
  if (gains.length !== 1 || all.length !== 1 || gains[0]!.key !== all[0]!.key) return
  const [gain, whole] = [gains[0]!, all[0]!]
  const made = (gain.value / whole.value) * 100
  const said = q.value * 100
  if (gain.value >= whole.value || Math.abs(made - said) <= 0.06 + 0.5 * 10 ** -(q.mention!.decimals ?? 0)) return
  tell(q, [gain, whole], `${made.toFixed(Math.max(1, q.mention!.decimals ?? 0))}%`, 'audit/ratio', desk)
}

// 市值 1.27 万亿元，而乙仅 1005 亿元，两者差距约 12 倍
function checkGap(a: Quantity, b: Quantity, q: Quantity, desk: AuditDesk): void {
  if (!isPlain(a) || !isPlain(b) || a.key !== b.key || a.noun !== b.noun || a.sentence !== q.sentence) return
  const ratio = Math.max(a.value, b.value) / Math.min(a.value, b.value)
  if ([ratio, ratio - 1].some((r) => Math.abs(q.value / r - 1) < 0.12)) return
  tell(q, [a, b], ratio.toFixed(1), 'audit/ratio', desk)
}

function digitsOf(value: number): string {
  return String(Number(value.toPrecision(6)))
}

// 1.69 亿，相较于 3 月的 1.94 亿，跌落 2500 万
function checkStep(list: readonly Quantity[], n: number, own: Sentence, desk: AuditDesk): void {
  const q = list[n]!
  if (!step.test(q.front) || !isPlain(q)) return
  const like = list.filter((x) => isPlain(x) && x.key === q.key && x.each === q.each && x.period === q.period)
  const [a, b] = like
  if (like.length !== 3 || like[2] !== q || a === undefined || b === undefined || q.at - b.end > 24) return
  // 比上月增加 0.55 点，比 2 月增加 1.47 点: two steps from two bases
  if (step.test(b.front) || step.test(a.front)) return
  const between = own.text.slice(a.end - own.start, b.at - own.start)
  const front = own.text.slice(Math.max(0, a.at - own.start - 12), a.at - own.start)
  // from a loss to a gain is the way of both
  if (/亏|loss/i.test(front + between)) return
  // 下降的有 8 个，比上月减少 2 个: than in another month
  if (/[较比][上去前同]|同比|环比/.test(own.text.slice(b.end - own.start, q.at - own.start))) return
  const isSteps =
    /[较比]|相比|相较/.test(between.replace(/[同环占]比/g, '')) || (/[从由]/.test(front) && /[至到为]/.test(between))
  if (!isSteps || !older.test(front + between) || /[。；;]/.test(between)) return
  const apart = Math.abs(a.value - b.value)
  const slack = a.slack * a.value + b.slack * b.value + q.slack * q.value
  const isExact = [a, b, q].every((x) => x.mention!.bound === 'exact')
  // 净增 144 万（上季净增 131 万）: of the quarter before
  if (/[（(](?:上|去)[^）)]{0,8}$/.test(own.text.slice(0, q.at - own.start))) return
  // 其中加盟店净增 60 家，直营店净增 26 家: a part of the step
  if (/其中|of which/.test(own.text.slice(0, q.at - own.start))) return
  // 87.4, better than 5.1 by 2: the name of a version
  if (apart > 10 * q.value && slipOf(digitsOf(q.value), digitsOf(apart)) !== 'power') return
  if (apart === 0 || Math.abs(apart - q.value) <= slack * 1.1 + (isExact ? 0.004 : 0.08) * apart) return
  const unit = q.value / Number(q.mention!.value.div(q.mention!.scale).toString())
  tell(q, [a, b], String(Number((apart / unit).toPrecision(5))), 'audit/arithmetic', desk)
}

const since =
  /^[^。；;\d]{0,6}[，,]?\s?[较比](?:去年|上年|上[月周季]|年初|20\d\d\s?年)[^，。；;]{0,10}(?:增加|增长|提升|上升|净增|新增)(?:了|约|近|超)*\s?$/

// 419.1 万个，比上年末增加 815 万个: nothing grows by more than it has become
function checkMore(a: Quantity, q: Quantity, own: Sentence, desk: AuditDesk): void {
  if (!isPlain(a) || !isPlain(q) || a.key !== q.key || a.sentence !== q.sentence || q.value <= a.value * 1.001) return
  if (a.each !== q.each || a.period !== q.period || !since.test(own.text.slice(a.end - own.start, q.at - own.start)))
    return
  if (
    step.test(a.front) ||
    /亏|负|[-−]\s?$/.test(a.front.slice(-8)) ||
    (a.noun !== q.noun && a.noun !== '' && q.noun !== '')
  )
    return
  if (desk.isTold(q.start, q.end) || desk.isTold(a.start, a.end)) return
  desk.tell(
    'audit/impossible',
    desk.place(q.start, q.end),
    {
      en: `\`${q.text}\` cannot be what \`${a.text}\` has grown by: it is more than all of it`,
      zh: `\`${q.text}\` 不可能是增加量：已多于 \`${a.text}\` 本身`,
    },
    { confidence: 0.85, printed: q.text },
  )
}

// 甲以 28% 居首，位列第二的是乙，占比 34%
function checkSecond(a: Quantity, b: Quantity, own: Sentence, desk: AuditDesk): void {
  const isShare = a.kind === 'share' && b.kind === 'share'
  if ((!isShare && !(isPlain(a) && isPlain(b))) || a.key !== b.key || a.noun !== b.noun || b.value <= a.value) return
  const between = own.text.slice(a.end - own.start, b.at - own.start)
  const around = `${a.front.slice(-40)}${a.behind.slice(0, 16)}`
  if (
    between.length > 60 ||
    !second.test(between) ||
    !first.test(around) ||
    /增[速长]|同比|环比|跌|降|亏/.test(between)
  )
    return
  tell(b, [a], a.text, 'audit/inconsistent', desk)
}

function tell(
  q: Quantity,
  from: readonly Quantity[],
  right: string,
  code: 'audit/ratio' | 'audit/arithmetic' | 'audit/inconsistent',
  desk: AuditDesk,
): void {
  if ([q, ...from].some((x) => x.isQuoted || desk.isTold(x.start, x.end))) return
  const text = from.map((f) => `\`${f.text}\``).join(', ')
  desk.tell(
    code,
    desk.place(q.start, q.end),
    code === 'audit/inconsistent'
      ? {
          en: `\`${q.text}\` of the second is more than ${text} of the first`,
          zh: `位列第二的 \`${q.text}\` 大于居首的 ${text}`,
        }
      : {
          en: `\`${q.text}\` disagrees with ${text}, from which follows ${right}`,
          zh: `\`${q.text}\` 与 ${text} 不符，据此应为 ${right}`,
        },
    { confidence: 0.8, printed: q.text, expected: right },
  )
}
