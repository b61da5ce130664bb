import { type Diagnostic, parseAmount, wordNumber } from '../base/index.ts'
import { type Fact, factAddress, spokesman } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { report } from './codes.ts'
import { type Placed, sentencesOf } from './comparison.ts'

// 连续五周上涨, 周下载量五周连涨, up for five weeks in a row, a third straight week: the number of weeks, and the way in Chinese
const spoken: readonly RegExp[] = [
  /连续\s?(?<n>[\d一二两三四五六七八九十]+)\s?(?:个)?(?:周|星期)(?:的)?(?:[\u4e00-\u9fff]{0,4}?)(?<way>上涨|增长|上升|回升|走高|下跌|下降|下滑|回落|走低)/g,
  /(?<n>[\d一二两三四五六七八九十]+)\s?(?:个)?(?:周|星期)?连(?<way>涨|升|跌|降)/g,
  /\b(?<n>\d+|two|three|four|five|six|seven|eight|nine|ten)\s(?:straight\s|consecutive\s|successive\s)?weeks(?<row>\sin\sa\srow|\srunning)?/gi,
]

/** Tells of weeks in a row that are more than the streak of the number beside them, or go the other way. */
export function checkStreaks(text: string, numbers: readonly Placed[], binder: Binder): readonly Diagnostic[] {
  const found = spoken.flatMap((pattern) => [...text.matchAll(pattern)]).filter(isStreak)
  if (found.length === 0) return []
  return sentencesOf(text).flatMap(([from, to]) =>
    found
      .filter((m) => m.index >= from && m.index < to)
      .flatMap((match) => {
        const inside = numbers.filter((n) => n.start >= from && n.end <= to && weekly(n.derived.fact?.fact) !== null)
        const far = (n: Placed) => Math.abs(n.start - match.index)
        const number = inside.toSorted((a, b) => far(a) - far(b))[0]
        return number === undefined ? [] : tell(match, number, binder)
      }),
  )
}

// two weeks alone are no streak
function isStreak({ 0: words, groups }: RegExpMatchArray): boolean {
  return groups?.way !== undefined || groups?.row !== undefined || /straight|consecutive|successive/i.test(words)
}

function weekly(fact: Fact | undefined): string | null {
  return fact === undefined ? null : (/^(.+)\.weekly(?:\.|$)/.exec(fact.measure)?.[1] ?? null)
}

function tell(match: RegExpMatchArray, number: Placed, binder: Binder): readonly Diagnostic[] {
  const fact = number.derived.fact!.fact
  const said = Number(parseAmount(match.groups!.n!)?.value ?? wordNumber(match.groups!.n!) ?? 'NaN')
  const streak = streakOf(fact, binder)
  if (streak === null || Number.isNaN(said)) return []
  const way = match.groups!.way
  const turned = way !== undefined && (/[涨升增高]/.test(way) ? streak < 0 : streak > 0)
  if (said <= Math.abs(streak) && !turned) return []
  return [
    report(
      'report/trend',
      {
        en: `"${match[0]}" does not fit \`${factAddress(fact)}\`, whose weeks in a row are ${streak}`,
        zh: `“${match[0]}”与 \`${factAddress(fact)}\` 不符：连续周数为 ${streak}`,
      },
      { at: number.at },
    ),
  ]
}

function streakOf(fact: Fact, binder: Binder): number | null {
  const measure = `${weekly(fact)}.weekly.streak`
  const scope = (f: Fact) => JSON.stringify(Object.entries(f.scope).sort(([a], [b]) => (a < b ? -1 : 1)))
  const own = binder.store
    .find({ subject: fact.subject, measure, where: new Map(), text: '' }, binder.day)
    .map((g) => spokesman(g.current))
    .find((f) => f.period === fact.period && scope(f) === scope(fact))
  return own?.value.kind === 'number' ? Number(own.value.text) : null
}
