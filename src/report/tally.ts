import { type Mention, wordNumber } from '../base/index.ts'
import type { Binder } from './binder.ts'
import { type Placed, sentencesOf } from './comparison.ts'

const counted =
  /([两二三四五六七八九十]|\d{1,2})\s?(?:个|家|款|项|类|者|种|座|地|市|国|轮|期|年|月|周|天|代|档|组)(?:[^，。；、\d]|\d{4}\s?年|\d{1,2}\s?月){0,20}?(?:依次|分别)|\b(two|three|four|five|six|seven|eight|nine|ten)\b(?:\s[a-z]+){0,4}?\s(?:are|were|is|was|had|have|came to|stood at|at|of)?\s?$/gi
const inRow = /^\s?(?:、|,|，|和|与|及|以及|,?\s?and)\s?$/i

/** Where a count says how many bound numbers follow it in a row: 三个模型的错误率依次为 [10.1%]、[14.8%] 和 [21.3%]. */
export function tallies(text: string, numbers: readonly Placed[]): readonly (readonly [number, number])[] {
  if (numbers.length < 2) return []
  return sentencesOf(text).flatMap(([from, to]) => {
    const inside = numbers.filter((n) => n.start >= from && n.end <= to)
    const rows = rowsOf(text, inside)
    return rows.flatMap((row) => {
      const lead = text.slice(from, row[0]!.start)
      return [...lead.matchAll(counted)]
        .filter((m) => /[\u4e00-\u9fff]/.test(m[0]) || m.index + m[0].length === lead.length)
        .filter((m) => (wordNumber((m[1] ?? m[2])!) ?? Number(m[1])) === row.length)
        .map((m) => [from + m.index, from + m.index + m[0].length] as const)
    })
  })
}

function rowsOf(text: string, numbers: readonly Placed[]): readonly (readonly Placed[])[] {
  const rows: Placed[][] = []
  for (const [i, number] of numbers.entries()) {
    const last = i === 0 ? undefined : numbers[i - 1]!
    if (last !== undefined && inRow.test(text.slice(last.end, number.start))) rows.at(-1)!.push(number)
    else rows.push([number])
  }
  return rows.filter((r) => r.length > 1)
}

const round = /^(?:1|10|100|1000|10000|100000|1000000|100000000)$/
const perName = /thousand|million|hundred|每[十百千万亿]/i

/** Whether a round number is what the measure of its sentence is counted by: a thousand calls of a cost per thousand calls. */
export function isCountedBy(mention: Mention, text: string, numbers: readonly Placed[], { registry }: Binder): boolean {
  if (!round.test(mention.value.toFixed())) return false
  const sentence = sentencesOf(text).find(([a, b]) => mention.start >= a && mention.start < b)
  return numbers.some((n) => {
    if (sentence === undefined || n.start < sentence[0] || n.end > sentence[1]) return false
    const measure = registry.measure(n.derived.fact!.fact.measure)
    const said = `${measure?.zh ?? ''} ${measure?.en ?? ''}`
    return perName.test(said) && perName.test(`${text.slice(mention.start, mention.end)} 每${mention.scaleText}`)
  })
}
