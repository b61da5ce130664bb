import { wordNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { gate } from '../prose/gate.ts'
import { type Quantity, quantitiesOf } from '../solve/quantity.ts'
import type { Paragraph } from './input.ts'

const any = gate(/double|twice|triple|times as|times the|quadruple/i)
const said =
  /\b(more than|over|at least|almost|nearly|just under|less than|about|around|roughly)?\s?(double|twice|triple|quadruple|(?:two|three|four|five|six|seven|eight|nine|ten) times)\s(?:as (?:many|much|high|large|big|fast)(?: as)?|the|that of|what)\b(?:(?!\sand\s)[^.;,\d]){0,44}$/i
const sizes: Readonly<Record<string, number>> = { double: 2, twice: 2, triple: 3, quadruple: 4 }

/** Tells of a multiple in words that the two numbers it stands between do not make: $24.1 billion, more than triple the $11.4 billion. */
export function checkMultiples({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    if (!any(sentence) || sentence.mentions.length > 24) continue
    const list = quantitiesOf(sentence).filter((q) => q.mention !== null && q.mention.form === 'digits')
    for (let n = 1; n < list.length; n += 1) checkBetween(list, n, sentence.text, sentence.start, desk)
  }
}

function checkBetween(list: readonly Quantity[], n: number, whole: string, start: number, desk: AuditDesk): void {
  const [now, old] = [list[n - 1]!, list[n]!]
  const text = whole.slice(0, old.at - start)
  const behind = whole.slice(old.end - start)
  if (now.kind !== old.kind || now.key !== old.key || (now.kind !== 'amount' && now.kind !== 'count')) return
  // from 4B to 27B: sizes of models
  if ([now, old].some((q) => q.mention?.scaleText === 'B' && q.mention.unitText === '')) return
  if (now.each !== old.each || now.period !== old.period || now.isQuoted || old.isQuoted || old.value <= 0) return
  const found = said.exec(text.slice(-110))
  if (found === null || found.index + found[0].length !== text.slice(-110).length) return
  // twice as much (60,000 against 30,000): its two numbers follow; what takes half as long is twice as fast
  if (/[（(]\s?$/.test(found[0]) && /^[^()（）]{0,30}\d/.test(behind)) return
  if (/fast|quick/i.test(found[0]) && now.key === 'h1') return
  // the word stands behind the first number
  if (text.length - found[0].length < now.end - (old.at - text.length)) return
  const times = found[2]!.toLowerCase().split(' ')[0]!
  const size = sizes[times] ?? wordNumber(times)!
  const ratio = now.value / old.value
  const slack = 1 + now.slack + old.slack + 0.005
  const word = (found[1] ?? '').toLowerCase()
  const isOff =
    word === 'more than' || word === 'over' || word === 'at least'
      ? ratio * slack < size
      : word === 'almost' || word === 'nearly' || word === 'just under' || word === 'less than'
        ? ratio > size * slack || (word !== 'less than' && ratio < size * 0.75)
        : ratio < size * 0.8 || ratio > size * 1.25
  // 512 TOPS, twice the 256 of A and four times the 128 of B
  const isOfFirst = list
    .slice(0, n - 1)
    .some((q) => q.key === old.key && Math.abs(q.value / old.value / size - 1) < 0.1)
  if (!isOff || isOfFirst || desk.isTold(old.at, old.end)) return
  const from = old.at - found[0].length + (found[0].length - found[0].trimStart().length)
  const printed = `${found[1] === undefined ? '' : `${found[1]} `}${found[2]}`
  desk.tell(
    'audit/ratio',
    desk.place(from, from + printed.length),
    {
      en: `\`${printed}\` disagrees with \`${now.text}\` and \`${old.text}\`, the one of which is ${ratio.toFixed(2)} times the other`,
      zh: `\`${printed}\` 与 \`${now.text}\`、\`${old.text}\` 不符，前者为后者的 ${ratio.toFixed(2)} 倍`,
    },
    { confidence: 0.8, printed, expected: ratio.toFixed(2) },
  )
}
