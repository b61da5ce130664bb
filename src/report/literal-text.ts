import { type Fact, factAddress } from '../facts/index.ts'
import { type Binder, factValue } from './binder.ts'
import { report } from './codes.ts'
import type { NumberInline } from './tree.ts'

const dashes = /^(?:[-–—－]+|未报告|未披露|not reported|not disclosed)$/i

// a day is written anew in the manner in which the author wrote it, or not at all
function fixOf(number: NumberInline, expected: string) {
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(expected)
  if (day === null || /^\d{4}-/.test(number.text)) return { fix: { span: number.textAt, text: expected } }
  if (!number.text.includes('年')) return {}
  const gap = number.text.includes(' 年') ? ' ' : ''
  const text = `${day[1]}${gap}年${gap}${Number(day[2])}${gap}月${gap}${Number(day[3])}${gap}日`
  return { fix: { span: number.textAt, text } }
}

/** Tells of a literal that is not the text, day or dash of its fact. */
export function checkText(number: NumberInline, fact: Fact, binder: Binder): void {
  if (fact.value.kind === 'wanted') return
  const expected = factValue(fact)
  const fold = (text: string) => readDay(text) ?? text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')
  const same =
    fact.value.kind === 'not-reported' ? dashes.test(number.text.trim()) : fold(number.text) === fold(expected)
  if (same) return
  binder.diagnostics.push(
    report(
      'report/mismatch',
      {
        en: `"${number.text}" is \`${expected}\` in \`${factAddress(fact)}\``,
        zh: `“${number.text}”在 \`${factAddress(fact)}\` 中为 \`${expected}\``,
      },
      { at: number.textAt, ...fixOf(number, expected) },
    ),
  )
}

const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

// a day may be written in the manner of either language
function readDay(text: string): string | null {
  const folded = text.normalize('NFKC').toLowerCase().replace(/[,，]/g, ' ')
  const numbers = /^\s*(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})\s*日?\s*$/.exec(folded)
  if (numbers) return dayText(numbers[1]!, Number(numbers[2]), numbers[3]!)
  const words = /^\s*(?:(\d{1,2})\s+([a-z]+)|([a-z]+)\s+(\d{1,2}))\s+(\d{4})\s*$/.exec(folded)
  const name = words?.[2] ?? words?.[3]
  const month = name === undefined ? -1 : months.findIndex((m) => m === name || m.slice(0, 3) === name)
  return words && month !== -1 ? dayText(words[5]!, month + 1, (words[1] ?? words[4])!) : null
}

function dayText(year: string, month: number, day: string): string {
  return `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`
}
