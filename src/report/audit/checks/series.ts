import { type Mention, toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { isPercent } from '../kept.ts'
import type { Sentence } from '../prose/sentence.ts'
import { textBetween } from './growth.ts'
import type { Paragraph } from './input.ts'

const joint = /^\s?(?:亿元|万元|元)?\s?(?:、|和|与|及|\/|and|,|，|,\sand)\s?(?:US\$|[$¥￥])?$/
const growth = /同比|增[速长幅]|yoy|y\/y|growth|growing|up\b/i

/** Tells of growth listed behind a list of levels that the levels do not make: 1,118、1,292 和 1,479 亿元，同比增长 8.0%、15.6% 和 14.5%. */
export function checkSeries({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    if (sentence.mentions.length < 5 || sentence.mentions.length > 60) continue
    const runs = runsOf(sentence)
    for (let n = 0; n < runs.length; n += 1) {
      const levels = runs[n]!
      const rates = runs[n + 1]
      if (rates === undefined || rates.length !== levels.length || levels.length < 3) continue
      if (!rates.every(isRate) || levels.some(isRate)) continue
      const gap = textBetween(sentence, levels.at(-1)!.end, rates[0]!.numberStart)
      if (gap.length > 30 || !growth.test(gap) || /净利率|毛利率|margin/i.test(gap)) continue
      check(sentence, levels, rates, desk)
    }
  }
}

function isRate({ unitText }: Mention): boolean {
  return isPercent(unitText)
}

function runsOf(sentence: Sentence): readonly (readonly Mention[])[] {
  const runs: Mention[][] = []
  for (const m of sentence.mentions) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    const near =
      last !== undefined && joint.test(textBetween(sentence, last.end, m.numberStart)) && isRate(last) === isRate(m)
    if (near && m.high === undefined) run!.push(m)
    else runs.push([m])
  }
  return runs.filter((r) => r.length > 1)
}

function check(sentence: Sentence, levels: readonly Mention[], rates: readonly Mention[], desk: AuditDesk): void {
  const scale = levels.at(-1)!.scale
  const values = levels.map((m) => toNumber(m.scaleText === '' ? m.value.times(scale) : m.value))
  const right = values.map((v, i) => (i === 0 ? null : (v / values[i - 1]! - 1) * 100))
  const said = rates.map((m) => toNumber(m.value))
  const slack = rates.map((m, i) => {
    const coarse = [levels[i]!, levels[i - 1] ?? levels[i]!].reduce((t, x) => t + 0.5 / 10 ** significant(x), 0)
    return 0.5 * 10 ** -(m.decimals ?? 0) * 1.5 + 100 * coarse
  })
  const fits = right.map((r, i) => r !== null && Math.abs(r - said[i]!) <= slack[i]!)
  const wrong = [...said.keys()].filter((i) => i > 0 && !fits[i])
  if (wrong.length === 0) return
  // either another of them follows, or the ones that do not are each other's
  const swapped =
    wrong.length > 1 && wrong.every((i) => wrong.some((j) => j !== i && Math.abs(right[j]! - said[i]!) <= slack[i]!))
  if (!swapped && !(wrong.length === 1 && fits.some((f) => f))) return
  for (const i of wrong) {
    const m = rates[i]!
    if (desk.isTold(m.start, m.end)) continue
    const printed = textBetween(sentence, m.start, m.end)
    const expected = right[i]!.toFixed(Math.max(0, m.decimals ?? 1))
    desk.tell(
      'audit/ratio',
      desk.place(m.start, m.end),
      {
        en: `\`${printed}\` does not lead from ${textBetween(sentence, levels[i - 1]!.numberStart, levels[i - 1]!.numberEnd)} to ${textBetween(sentence, levels[i]!.numberStart, levels[i]!.numberEnd)}: that is ${expected} %`,
        zh: `\`${printed}\` 与前列 ${textBetween(sentence, levels[i - 1]!.numberStart, levels[i - 1]!.numberEnd)}、${textBetween(sentence, levels[i]!.numberStart, levels[i]!.numberEnd)} 不符，据此应为 ${expected}%`,
      },
      { confidence: 0.82, printed, expected },
    )
  }
}

function significant(m: Mention): number {
  const digits = m.value.div(m.scale).toFixed().replace(/\D/g, '').replace(/^0+/, '')
  return Math.max(1, digits.length - 1)
}
