import { type Decimal, type Diagnostic, decimal, plain, round } from '../base/index.ts'
import { report } from './codes.ts'
import type { Observation } from './feed.ts'
import type { FeedProfile } from './profile.ts'

/**
 * Whether the numbers of a feed fit its table of units.
 *
 * Turnover over volume is the price of one share: the median over the days must lie in the profile's bounds. A change over
 * the level before it must be the printed change in percent, to a tenth of a point, on most days.
 */
export function checkUnits(observations: readonly Observation[], profile: FeedProfile): readonly Diagnostic[] {
  return [...sharePrice(observations, profile), ...changes(observations)]
}

function sharePrice(observations: readonly Observation[], profile: FeedProfile): readonly Diagnostic[] {
  if (profile.sharePrice === null) return []
  const volume = byDay(observations, 'trading.volume')
  const prices: { readonly price: Decimal; readonly o: Observation }[] = []
  for (const o of byDay(observations, 'trading.turnover').values()) {
    const shares = volume.get(keyOf(o))
    if (shares?.value.gt(0)) prices.push({ price: o.value.div(shares.value), o })
  }
  if (prices.length === 0) return []
  prices.sort((a, b) => a.price.cmp(b.price))
  const { price, o } = prices[Math.floor(prices.length / 2)]!
  const [low, high] = profile.sharePrice
  if (price.gte(decimal(low)) && price.lte(decimal(high))) return []
  const shown = plain(round(price, price.lt(1) ? 6 : 2))
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
  const printed = byDay(observations, 'index.change')
  const closes = [...byDay(observations, 'index.close').values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  let [right, hundred, seen] = [0, 0, 0]
  let first: Observation | null = null
  for (const [i, close] of closes.entries()) {
    const before = closes[i - 1]
    const change = printed.get(keyOf(close))
    if (before?.subject !== close.subject || change === undefined || before.value.eq(0)) continue
    const expected = close.value.minus(before.value).div(before.value).times(100)
    if (expected.abs().lt('0.05')) continue
    seen += 1
    first ??= change
    if (change.value.minus(expected).abs().lte('0.1')) right += 1
    else if (change.value.times(100).minus(expected).abs().lte('0.1')) hundred += 1
  }
  if (first === null || seen < 5 || right * 2 >= seen || hundred * 2 < seen) return []
  return [
    report(
      'market/wrong-unit',
      {
        en: `the printed change is a hundredth of that of the levels on ${hundred} of ${seen} days`,
        zh: `${seen} 天中有 ${hundred} 天的涨跌幅为按点位计算值的百分之一`,
      },
      {
        at: first.at,
        hint: { en: 'read it as a share, with `times: 100`', zh: '请按小数读取，即 `times: 100`' },
      },
    ),
  ]
}

function byDay(observations: readonly Observation[], measure: string): ReadonlyMap<string, Observation> {
  return new Map(observations.filter((o) => o.measure === measure).map((o) => [keyOf(o), o]))
}

function keyOf(o: Observation): string {
  return `${o.subject} ${o.day}`
}
