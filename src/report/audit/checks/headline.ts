import { slipOf } from '../digits.ts'
import type { Read } from './input.ts'

const number = /(?<![\d.A-Za-z])(\d[\d,]*(?:\.\d+)?)\s?(万亿|亿|万)?(元|辆|人次|人|吨|台|部|家|户|%|GW|万千瓦)?/g
const scales: Readonly<Record<string, number>> = { 万: 1e4, 亿: 1e8, 万亿: 1e12 }

interface Stated {
  readonly at: number
  readonly text: string
  readonly digits: string
  readonly value: number
  readonly unit: string
  /** the four letters before it */
  readonly label: string
}

// what a heading announces stands within this many characters of it
const reach = 700

/**
 * Tells of a number in a heading that the text under it has with two digits exchanged or on another scale: 单月贷款增加 6545 亿元
 * over 贷款增加 6454 亿元, 480.2 万辆 over 480,186 辆.
 */
export function checkHeadlines({ desk, text, start }: Read): void {
  if (!/[\u4e00-\u9fff]/.test(text)) return
  let at = 0
  const lines = text.split('\n')
  for (const [n, line] of lines.entries()) {
    const from = at
    at += line.length + 1
    if (line.length < 6 || line.length > 60 || !/\d{3}|\d\.\d/.test(line) || /[。；;|\t]|\S\s{2,}\S|满\s?\d/.test(line))
      continue
    // a heading stands alone, with a paragraph under it
    const next = lines.slice(n + 1, n + 5).find((l) => l.length >= 40)
    if (next === undefined || !/[。；;]/.test(next)) continue
    const stated = statedIn(line, from).filter((own) => own.unit !== '' && figuresOf(own).length >= 3)
    if (stated.length === 0) continue
    const body = statedIn(text.slice(at, at + reach), at)
    for (const own of stated) check(own, body, start, desk)
  }
}

function statedIn(text: string, at: number): readonly Stated[] {
  return [...text.matchAll(number)].map((m) => {
    const digits = m[1]!.replace(/,/g, '')
    const label = /([\u4e00-\u9fff]{4})\s?$/.exec(text.slice(Math.max(0, m.index - 6), m.index))?.[1] ?? ''
    return {
      at: at + m.index,
      text: m[0].trim(),
      digits,
      value: Number(digits) * (scales[m[2] ?? ''] ?? 1),
      unit: m[3] ?? '',
      label,
    }
  })
}

function figuresOf({ digits }: Stated): string {
  return digits.replace('.', '').replace(/^0+/, '')
}

function check(own: Stated, body: readonly Stated[], start: number, desk: Read['desk']): void {
  const figures = figuresOf(own)
  const like = body.filter((o) => o.unit === own.unit)
  if (like.length === 0 || like.some((o) => Math.abs(o.value / own.value - 1) < 0.006)) return
  const exchanged = like.filter(
    (o) => own.label !== '' && o.label === own.label && slipOf(own.digits, o.digits) === 'exchange',
  )
  // 480.2 万 and 480,186 have four figures in common
  const scaled =
    figures.length < 4 || own.unit === '%'
      ? []
      : like.filter((o) => {
          const power = Math.round(Math.log10(o.value / own.value))
          return power !== 0 && Math.abs(power) <= 4 && Math.abs(o.value / own.value / 10 ** power - 1) < 0.0006
        })
  const [other] = exchanged.length === 1 ? exchanged : scaled
  if (other === undefined || desk.isTold(start + own.at, start + own.at + own.text.length)) return
  desk.tell(
    exchanged.length === 1 ? 'audit/inconsistent' : 'audit/scale-slip',
    desk.place(start + own.at, start + own.at + own.text.length),
    {
      en: `\`${own.text}\` of the heading disagrees with \`${other.text}\` in the text under it`,
      zh: `标题中的 \`${own.text}\` 与正文的 \`${other.text}\` 不一致`,
    },
    { confidence: 0.82, printed: own.text, expected: other.text },
  )
}
