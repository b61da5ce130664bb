import type { Mention } from '../../../base/index.ts'
import { isPercent } from '../kept.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import { textBetween } from './growth.ts'
import type { Paragraph } from './input.ts'

const any = gate(/分别/)
const nextNumber = /^\s?(?:、|，|和|与|及|以及)\s?(?:约|近|为|至|[$¥￥]|US\$)?\s?$/
// two lists in one front, and what counts otherwise
const several = /[、和与及][^、，。；;：:]*的[^、，。；;：:]*[、和与及]|同比|环比|前[两二三四五]|[两二三四五]者|每|各/

/** Tells of Chinese lists of names before 分别 that have more or fewer names than there are numbers behind it: 北京、广州和深圳分别下降 2.6%和 4.1%. */
export function checkRespective({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    if (!any(sentence) || sentence.mentions.length < 2 || sentence.mentions.length > 24) continue
    let last = 0
    for (const { index } of sentence.text.matchAll(/分别/g)) {
      const numbers = numbersBehind(sentence, index)
      if (numbers.length < 2) continue
      const front = /[^，,。；;：:（(\n]*$/.exec(sentence.text.slice(0, index))![0]
      const names = namesIn(front)
      // 分别完成 299.6 万辆和 305.3 万辆，同比分别增长 3.6%、7%和 9%: as many as before
      const counts = names.length === 0 && last > 1 && /^\s?(?:同比|环比)$/.test(front) ? [last] : names
      last = numbers.length
      if (counts.length === 0 || counts.some((n) => numbers.length % n === 0)) continue
      const [first, end] = [numbers[0]!, numbers.at(-1)!]
      if (desk.isTold(first.start, end.end)) continue
      desk.tell(
        'audit/list',
        desk.place(first.start, end.end),
        {
          en: `${counts[0]} names stand before ${numbers.length} numbers`,
          zh: `名称 ${counts[0]} 个，数值 ${numbers.length} 个，无法一一对应`,
        },
        { confidence: 0.8, printed: textBetween(sentence, first.start, end.end) },
      )
    }
  }
}

// how many names there may be, by which signs part them; none where that is not plain
function namesIn(front: string): readonly number[] {
  const text = front.trim()
  if (!/[、和与及]/.test(text) || several.test(text) || /\d/.test(text.replace(/[A-Za-z][\w.-]*|\d{4}\s?年/g, '')))
    return []
  const parts = text.split('、').map((p) => p.trim())
  if (parts.some((p) => p === '' || p.length > 24)) return []
  const last = parts.at(-1)!.split(/[和与及]/)
  if (last.some((p) => p.trim() === '') || parts.slice(0, -1).some((p) => /[和与及]/.test(p))) return []
  // 工业和信息化部 may be one, 广州和深圳 are two
  const isOne = last.length === 2 && (/[部局委院]$/.test(last[1]!) || Math.abs(last[0]!.length - last[1]!.length) > 2)
  return [parts.length - 1 + last.length, ...(isOne ? [parts.length] : [])].filter((n) => n > 1)
}

function numbersBehind({ text, start, mentions }: Sentence, index: number): readonly Mention[] {
  const from = mentions.findIndex((m) => m.start - start >= index)
  const first = mentions[from]
  if (
    first === undefined ||
    /[，,。；;、]/.test(text.slice(index, first.start - start)) ||
    first.start - start - index > 14
  )
    return []
  const list = [first]
  for (let n = from + 1; n < mentions.length; n += 1) {
    const m = mentions[n]!
    if (!nextNumber.test(text.slice(list.at(-1)!.end - start, m.numberStart - start))) break
    if (isPercent(m.unitText) !== isPercent(first.unitText) || m.form !== 'digits' || m.high !== undefined) return []
    list.push(m)
  }
  // 、其余 …: the list goes on without a number
  return /^\s?(?:、|和|与|及)/.test(text.slice(list.at(-1)!.end - start)) ? [] : list
}
