import { type FoundUnit, noUnit, type Source, unitAt } from '../reading.ts'
import { afterClassifier, classifiers } from './words.ts'

const byFirst = new Map<string, string[]>()
for (const word of classifiers) byFirst.set(word[0]!, [...(byFirst.get(word[0]!) ?? []), word])
for (const words of byFirst.values()) words.sort((a, b) => b.length - a.length)

/** The unit or classifier behind a numeral in words; none where the characters belong to another word. */
export function countUnit(source: Source, at: number): FoundUnit {
  const { text } = source
  const unit = unitAt(text, at, source.units)
  const word = byFirst.get(text[at] ?? '')?.find((c) => text.startsWith(c, at)) ?? ''
  const found = unit.text === '' ? { text: word, end: at + word.length } : unit
  const end = Math.max(found.end, at + word.length)
  if (found.text === '月' || afterClassifier[found.text]?.includes(text[end] || ' ')) return noUnit(at)
  return { text: found.text, end }
}

/** Where 成 or 折 at `at` ends as a tenth: 三成, 七折; 0 when it is another word, such as 成立 or 折叠. */
export function tenthsAt(text: string, at: number): number {
  if (text[at] === '折') return /[叠扣价旧线合现算射返半磨]/.test(text[at + 1] ?? '') ? 0 : at + 1
  if (text[at] !== '成' || /[立为功员分就果本长都型品交套熟]/.test(text[at + 1] ?? '')) return 0
  return text.startsWith('不变', at + 1) ? 0 : at + 1
}
