import type { Diagnostic } from '../base/index.ts'
import { foldName } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { type Placed, sentencesOf } from './comparison.ts'
import { related, strangeFinding } from './context.ts'
import { isKin } from './label.ts'
import { measureFinding, measureNamesOf } from './measure.ts'
import { type FoldedName, namesIn, placesOf, subjectsOf } from './named.ts'

const joined = /^\s*(?:、|,|，|\/|和|与|及|以及|,?\s?and)\s*$/i
// what may stand between the last name of a list and its first number
const reaching =
  /^(?:\s|的|第?[一二三四]季度|[上下]半年|全年|\d{4}\s?年|\d{1,2}\s?月份?|本周|上周|当周|单[日周季]|s\s|的|在|上|分别|依次|各|为|是|达到?|有|取得|录得|得分|成绩|score[sd]?|are|were|is|has|have|had|of|at|reach(?:es|ed)?|respectively|on|[（(:：])*$/i

/**
 * Tells of lists of names and lists of numbers of one length that do not belong to each other in their order:
 * `A 与 B 分别为 [b] 和 [a]`.
 *
 * A list is held against subjects or against measures, whichever its names are. Where neither word nor order says that names
 * and numbers go together, nothing is told.
 */
export function checkPairs(text: string, numbers: readonly Placed[], binder: Binder): readonly Diagnostic[] {
  if (numbers.length < 2) return []
  return sentencesOf(text).flatMap(([from, to]): readonly Diagnostic[] => {
    const inside = numbers.filter((n) => n.start >= from && n.end <= to)
    const rows = rowsOf(text, inside)
    return rows.flatMap((row, r): readonly Diagnostic[] => {
      const before = text.slice(from, row[0]!.start)
      const kind = binder.registry.entity(row[0]!.derived.fact!.fact.subject)?.kind ?? ''
      const names =
        listIn(before, subjectsOf(binder, kind), row.length) ?? listIn(before, measureNamesOf(binder), row.length)
      // names of its own give a row its order
      const alike = unlike(row, names === null ? rows[r - 1] : undefined, binder)
      if (names === null || !reaching.test(withoutNames(names, kind, binder))) return alike
      return row
        .flatMap((number, i) => {
          const named = names.list[i]!
          const { fact } = number.derived.fact!
          if ('measure' in named)
            return isKin(named.id, fact.measure, binder.registry) ? [] : [measureFinding(named.id, fact, number.at)]
          const own = binder.registry.entity(fact.subject)
          const fits = named.id === fact.subject || related(named.id, fact.subject, binder)
          return fits || own === undefined ? [] : [strangeFinding(named.id, fact, own, number.at)]
        })
        .concat(alike)
    })
  })
}

// numbers in a row are one subject in several measures or several subjects in one; and of a row like the one before it
// the order is that row's
function unlike(row: readonly Placed[], before: readonly Placed[] | undefined, binder: Binder): readonly Diagnostic[] {
  const facts = row.map((n) => n.derived.fact!.fact)
  const [subjects, measures] = [new Set(facts.map((f) => f.subject)), new Set(facts.map((f) => f.measure))]
  const own = binder.registry.entity(facts[0]!.subject)
  if (subjects.size > 1 && measures.size > 1) {
    const odd =
      row.find(
        (_, i) => facts.filter((f) => f.measure === facts[i]!.measure || f.subject === facts[i]!.subject).length === 1,
      ) ?? row.at(-1)!
    return measures.size <= subjects.size
      ? [measureFinding(facts.find((f) => f !== odd.derived.fact!.fact)!.measure, odd.derived.fact!.fact, odd.at)]
      : own === undefined
        ? []
        : [
            strangeFinding(
              own.id,
              odd.derived.fact!.fact,
              binder.registry.entity(odd.derived.fact!.fact.subject) ?? own,
              odd.at,
            ),
          ]
  }
  if (before === undefined || before.length !== row.length) return []
  const then = before.map((n) => n.derived.fact!.fact)
  const bySubject = new Set(then.map((f) => f.subject)).size === row.length
  const byMeasure = new Set(then.map((f) => f.measure)).size === row.length
  return row.flatMap((number, i): readonly Diagnostic[] => {
    const fact = facts[i]!
    if (byMeasure && subjects.size === 1 && !isKin(fact.measure, then[i]!.measure, binder.registry))
      return [measureFinding(then[i]!.measure, fact, number.at)]
    const entity = binder.registry.entity(fact.subject)
    if (bySubject && measures.size === 1 && fact.subject !== then[i]!.subject && entity !== undefined)
      return [strangeFinding(then[i]!.subject, fact, entity, number.at)]
    return []
  })
}

// of subjects the measure may be named behind them, of measures the subject
function withoutNames({ list, rest }: Listed, kind: string, binder: Binder): string {
  const others = list.some((n) => 'measure' in n) ? subjectsOf(binder, kind) : measureNamesOf(binder)
  return namesIn(rest, others as Names).reduce((text, { name }) => text.replaceAll(name, ' '), rest)
}

// numbers that stand in a row: [a] 和 [b], [a]、[b]、[c]
function rowsOf(text: string, numbers: readonly Placed[]): readonly (readonly Placed[])[] {
  const rows: Placed[][] = []
  for (const [i, number] of numbers.entries()) {
    const last = numbers[i - 1]
    if (last !== undefined && joined.test(text.slice(last.end, number.start))) rows.at(-1)!.push(number)
    else rows.push([number])
  }
  return rows.filter((r) => r.length > 1)
}

interface Named {
  readonly id: string
  readonly measure?: true
}

interface Listed {
  readonly list: readonly Named[]
  readonly rest: string
}

type Names = readonly (FoldedName & { readonly measure?: true })[]

// the last `count` names of `text`, where they stand in a row and no other name stands beside them
function listIn(text: string, names: Names, count: number): Listed | null {
  const folded = foldName(text)
  const isMeasure = names[0] !== undefined && !('kind' in names[0])
  const ordered = placesOf(folded, names)
  const row = ordered.slice(-count)
  if (row.length < count || new Set(row.map((n) => n.id)).size < count) return null
  const inRow = row.every((n, i) => i === 0 || joined.test(folded.slice(row[i - 1]!.end, n.start)))
  const before = ordered.at(-count - 1)
  if (!inRow || (before !== undefined && joined.test(folded.slice(before.end, row[0]!.start)))) return null
  return {
    list: row.map((n) => (isMeasure ? { id: n.id, measure: true as const } : { id: n.id })),
    rest: folded.slice(row.at(-1)!.end),
  }
}
