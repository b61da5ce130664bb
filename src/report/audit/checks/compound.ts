import { type Mention, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { isPercent } from '../kept.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import { textBetween } from './growth.ts'
import type { Paragraph } from './input.ts'

const any = gate(/复合|CAGR|compound/i)

const compound =
  /(?:年?复合(?:年均?)?(?:增速|增长率|增长)|年均复合增[速长]率?|CAGR|compound annual (?:growth )?rate|compound annual growth)(?:约|为|达到?|接近|超过|\s|of|at|:|：|about|roughly|将)*$/i
const compoundBehind = /^\s?(?:的)?\s?(?:年?复合(?:年均?)?(?:增速|增长率|增长)|CAGR|compound annual growth)/i

interface Point {
  readonly mention: Mention
  readonly year: number
}

/** Tells of compound growth that does not lead from the level of one year to that of the other. */
export function checkCompound({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    if (!any(sentence)) continue
    for (const m of sentence.mentions) {
      if (!isPercent(m.unitText) || m.high !== undefined || m.form !== 'digits') continue
      const front = textBetween(sentence, m.numberStart - 40, m.numberStart)
      if (!compound.test(front) && !compoundBehind.test(textBetween(sentence, m.end, m.end + 30))) continue
      const here = pointsOf(sentence, m)
      const before = sentences[s - 1]
      const points = here.length >= 2 || before === undefined ? here : [...pointsOf(before, m), ...here]
      check(sentence, m, points, desk)
    }
  }
}

// amounts with their years; an amount without one is of nobody knows when
function pointsOf(sentence: Sentence, own: Mention): readonly Point[] {
  return sentence.mentions.flatMap((mention, n) => {
    if (
      mention === own ||
      mention.form !== 'digits' ||
      mention.high !== undefined ||
      /^(?:%|％|percent|年|years?)$/i.test(mention.unitText) ||
      (mention.unitText === '' && mention.scaleText === '' && mention.value.lt(10))
    )
      return []
    const front = textBetween(
      sentence,
      Math.max(mention.numberStart - 26, sentence.mentions[n - 1]?.end ?? 0),
      mention.numberStart,
    )
    const until = sentence.mentions[n + 1]?.start ?? sentence.end
    const behind = textBetween(sentence, mention.end, Math.min(until, mention.end + 24))
    const year =
      /^\s?(?:\w+\s){0,2}?(?:in|by|at the end of)\s((?:19|20)\d{2})(?!\d)/.exec(behind)?.[1] ??
      /(?<!\d)((?:19|20)\d{2})(?!\d)[^。；;\d]{0,20}$/.exec(front)?.[1]
    return year === undefined ? [] : [{ mention, year: Number(year) }]
  })
}

const numbers: Readonly<Record<string, number>> = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
}

// 三年复合增速, over three years; not a number where nothing is said
function spanIn(text: string): number {
  const span = /(?<!\d)(two|three|four|five|[二两三四五六]|\d{1,2})\s?(?:年|years)/i.exec(text)?.[1]
  return numbers[span?.toLowerCase() ?? ''] ?? Number(span)
}

function isAmount({ form, unitText, scaleText }: Mention): boolean {
  return form === 'digits' && (scaleText !== '' || unitText !== '') && !/^(?:%|％|年|个百分点|倍)$/.test(unitText)
}

function check(sentence: Sentence, m: Mention, points: readonly Point[], desk: AuditDesk): void {
  const like = points.filter((p) => p.mention.unitText === points.at(-1)!.mention.unitText)
  const spanned = spanIn(sentence.text)
  // 乐观情景 302 万 P，复合增速 52.0%: an amount of its own clause is the one that it leads to
  const clause = /[^；;]*$/.exec(textBetween(sentence, sentence.start, m.numberStart))![0].length
  const isHere = (x: Mention) => x.numberStart >= m.numberStart - clause
  const isOther = (x: Mention) => isHere(x) && x.end <= m.numberStart && isAmount(x)
  if (!points.some((p) => isHere(p.mention)) && sentence.mentions.some(isOther)) return
  const last = like.at(-1)
  // over three years: from the level that stands three years before the last
  const alike =
    like.length > 2 && last !== undefined ? [...like.filter((p) => last.year - p.year === spanned), last] : like
  if (alike.length !== 2 || points.length > 5) return
  const [from, to] = [...alike].sort((a, b) => a.year - b.year) as [Point, Point]
  // 2025 至 2030 年复合增速: of the years that it says
  const stated0 = /(20\d\d)\s?年?\s?(?:至|到|[-–—~～])\s?(20\d\d)\s?年?[^，。；;\d]{0,8}$/.exec(
    textBetween(sentence, m.numberStart - 40, m.numberStart),
  )
  if (stated0 !== null && (Number(stated0[1]) !== from.year || Number(stated0[2]) !== to.year)) return
  const years = to.year - from.year
  if (years < 2 || years > 30) return
  const said = spanned
  if (Number.isFinite(said) && said !== years) return
  const a = toNumber(from.mention.value)
  const b = toNumber(to.mention.value)
  const right = ((b / a) ** (1 / years) - 1) * 100
  const stated = toNumber(m.value)
  const slack = 1 + 0.5 * 10 ** -(m.decimals ?? 0) + (m.bound === 'exact' ? 0 : 2)
  if (!Number.isFinite(right) || Math.abs(stated - Math.abs(right)) <= slack) return
  // forecasts start from another year than they say
  const around = [years - 1, years + 1].map((y) => ((b / a) ** (1 / y) - 1) * 100)
  if (around.some((r) => Math.abs(stated - Math.abs(r)) <= 0.6)) return
  const printed = textBetween(sentence, m.start, m.end)
  const expected = right.toFixed(1)
  desk.tell(
    'audit/ratio',
    desk.place(m.start, m.end),
    {
      en: `\`${printed}\` a year does not lead from ${a} in ${from.year} to ${b} in ${to.year}: that takes ${expected} %`,
      zh: `\`${printed}\` 的复合增速与 ${from.year} 年的 ${a}、${to.year} 年的 ${b} 不符，据此应为 ${expected}%`,
    },
    { confidence: 0.82, printed, expected, isNear: true },
  )
}
