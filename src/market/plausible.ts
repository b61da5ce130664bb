import { type Diagnostic, dayNumber, type Found, type Span, toNumber } from '../base/index.ts'
import { report } from './codes.ts'
import type { Observation } from './observation.ts'
import type { FeedProfile } from './profile.ts'

/**
 * The observations whose numbers fit the table of units of their feed; those that do not are told of and left out.
 *
 * Turnover over volume is the price of one share: the median over the days must lie in the profile's bounds. A change over
 * the level before it must be the printed change in percent, to a tenth of a point, on most days.
 */
export function checkUnits(observations: readonly Observation[], profile: FeedProfile): Found<readonly Observation[]> {
  const [prices, moves] = [sharePrice(observations, profile), changes(observations)]
  const isFit = ({ measure }: Observation) =>
    (prices.length === 0 || !measure.startsWith('trading.')) && (moves.length === 0 || measure !== 'index.change')
  return { value: observations.filter(isFit), diagnostics: [...prices, ...moves] }
}

// plain numbers do: a table of units that is wrong is wrong by a hundred or more
function sharePrice(observations: readonly Observation[], profile: FeedProfile): readonly Diagnostic[] {
  if (profile.sharePrice === null) return []
  const volume = byDay(observations, 'trading.volume')
  const prices: { readonly price: number; readonly o: Observation }[] = []
  for (const o of byDay(observations, 'trading.turnover').values()) {
    const shares = volume.get(keyOf(o))?.value
    if (shares?.gt(0)) prices.push({ price: toNumber(o.value) / toNumber(shares), o })
  }
  if (prices.length === 0) return []
  prices.sort((a, b) => a.price - b.price)
  const median = prices[Math.floor((prices.length - 1) / 2)]!.price
  const { price, o } = prices.find((p) => p.price === median)!
  const [low, high] = profile.sharePrice
  if (price >= Number(low) && price <= Number(high)) return []
  const shown = String(Number(price.toPrecision(4)))
  const said = profile.measures.filter((m) => m.measure.startsWith('trading.')).map((m) => `${m.columns[0]} ${m.said}`)
  return [
    report(
      'market/wrong-unit',
      {
        en: `turnover over volume is ${shown} for one share, between ${low} and ${high} expected`,
        zh: `成交额除以成交量为每股 ${shown}，应在 ${low} 至 ${high} 之间`,
      },
      {
        at: o.at,
        hint: {
          en: `look whether the export has other units than ${profile.id}: ${said.join(', ')}`,
          zh: `请核对导出文件的单位是否与 ${profile.id} 相同：${said.join('、')}`,
        },
      },
    ),
  ]
}

function changes(observations: readonly Observation[]): readonly Diagnostic[] {
  const told = byDay(observations, 'index.change')
  if (told.size === 0) return []
  const closes = [...byDay(observations, 'index.close')].sort(([a], [b]) => (a < b ? -1 : 1))
  let [right, hundred, seen] = [0, 0, 0]
  let first: Observation | null = null
  for (let i = 1; i < closes.length; i += 1) {
    const [key, close] = closes[i]!
    const before = closes[i - 1]![1]
    const change = told.get(key)
    if (before.subject !== close.subject || change === undefined || before.value.eq(0)) continue
    // across a closure or a gap the printed change is of another day before
    if (dayNumber(close.day) - dayNumber(before.day) > longestWeekend) continue
    const expected = (toNumber(close.value) / toNumber(before.value) - 1) * 100
    const printed = toNumber(change.value)
    if (Math.abs(expected) < smallestMove) continue
    seen += 1
    if (Math.abs(printed - expected) <= 0.1) right += 1
    else {
      first ??= change
      if (Math.abs(printed * 100 - expected) <= 0.1) hundred += 1
    }
  }
  return first === null ? [] : checkMoves({ right, hundred, seen }, first.at)
}

/** How many printed changes there are to compare, how many are those of the levels, and how many a hundredth of them. */
export interface Moves {
  readonly seen: number
  readonly right: number
  readonly hundred: number
}

/** How many days apart two sessions in a row may be. */
export const longestWeekend = 4
/** A move in percent that two digits show. */
export const smallestMove = 0.05

/** What a column of changes is that are those of the levels on few days; `at` is the first other one. */
export function checkMoves({ seen, right, hundred }: Moves, at: Span): readonly Diagnostic[] {
  if (seen < 5 || right * 2 >= seen) return []
  const isShare = hundred * 2 >= seen
  const [en, zh] = isShare
    ? [
        `the printed change is a hundredth of that of the levels on ${hundred} of ${seen} days`,
        `${seen} 天中有 ${hundred} 天的涨跌幅为按点位计算值的百分之一`,
      ]
    : [
        `the printed change is that of the levels on ${right} of ${seen} days only`,
        `${seen} 天中只有 ${right} 天的涨跌幅与按点位计算值相符`,
      ]
  const hint = isShare
    ? { en: 'read it as a share, with `times: 100`', zh: '请按小数读取，即 `times: 100`' }
    : { en: 'look whether the column is a change in percent on the day before', zh: '请核对该列是否为较前一日的涨跌幅' }
  return [report('market/wrong-unit', { en, zh }, { at, hint })]
}

function byDay(observations: readonly Observation[], measure: string): ReadonlyMap<string, Observation> {
  return new Map(observations.filter((o) => o.measure === measure).map((o) => [keyOf(o), o]))
}

function keyOf(o: Observation): string {
  return `${o.subject} ${o.day}`
}
