import { type Mention, toNumber } from '../../../base/index.ts'
import { gate } from '../prose/gate.ts'
import { textBetween } from './growth.ts'
import type { Paragraph } from './input.ts'

const any = gate(/EPS|earnings per share|每股[收盈]/i)

const earnings = /(?:EPS|earnings per share|每股收益|每股盈利|EPS\s?为)[^，。；;\d]{0,8}$/i
const multiple =
  /^\s?(?:our\s|the\s)?(?:\d{4}[AE]?\s?(?:年)?)?(?:\s?(?:estimated|forecast|consensus)\s)?(?:P\/?E|EPS|earnings|市盈率)/i

/** Tells of a multiple of earnings that price and earnings per share do not make: $36, 18x, EPS of $2.00. */
export function checkValuation({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    if (!any(sentence)) continue
    const { mentions } = sentence
    const eps = mentions.filter(
      (m) => earnings.test(textBetween(sentence, m.numberStart - 30, m.numberStart)) && isMoney(m),
    )
    const times = mentions.filter(
      (m) =>
        /^(?:x|×|倍|times)$/i.test(m.unitText) &&
        (multiple.test(textBetween(sentence, m.end, m.end + 30)) || /P\/?E|市盈率/i.test(sentence.text)),
    )
    const prices = mentions.filter((m) => isMoney(m) && !eps.includes(m) && m.unitText === eps[0]?.unitText)
    const e = eps[0]
    const x = times[0]
    const p = prices[0]
    if (
      eps.length !== 1 ||
      times.length !== 1 ||
      prices.length !== 1 ||
      e === undefined ||
      x === undefined ||
      p === undefined ||
      e.value.eq(0)
    )
      continue
    const right = toNumber(p.value.div(e.value))
    const said = toNumber(x.value)
    const slack = 0.55 * 10 ** -(x.decimals ?? 0) + right * (ulp(p) + ulp(e))
    if (Math.abs(right - said) <= slack * 1.5) continue
    const printed = textBetween(sentence, x.start, x.end)
    const expected = right.toFixed(1)
    desk.tell(
      'audit/ratio',
      desk.place(x.start, e.end),
      {
        en: `\`${printed}\` disagrees with a price of ${p.value.toFixed()} and earnings of ${e.value.toFixed()} a share, which are ${expected} times`,
        zh: `\`${printed}\` 与股价 ${p.value.toFixed()}、每股收益 ${e.value.toFixed()} 不符，据此应为 ${expected} 倍`,
      },
      { confidence: 0.82, printed, expected },
    )
  }
}

function isMoney(m: Mention): boolean {
  return (
    /^(?:元|美元|港元|\$|US\$|HK\$|¥|￥|RMB|CNY|USD)$/.test(m.unitText) &&
    m.scaleText === '' &&
    m.high === undefined &&
    m.value.gt(0)
  )
}

function ulp(m: Mention): number {
  return (0.5 * 10 ** -(m.decimals ?? 15)) / toNumber(m.value)
}
