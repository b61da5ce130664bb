import { hasErrors, isDay, type Lang, plural } from '../../base/index.ts'
import { type HorizonResult, type Ratings, ratings } from '../../project/index.ts'
import { type Command, deskOption } from '../command.ts'
import { openDesk } from '../desk.ts'
import { exitCode } from '../exit.ts'
import { diagnosticToJson, formatJson } from '../format/json.ts'
import { formatText, paint } from '../format/text.ts'

export const command: Command = {
  name: 'ratings',
  args: '',
  summary: {
    en: 'rating schemes, hit rates by band and direction, shares',
    zh: '评级体系、命中率（按档与方向）及占比',
  },
  options: {
    ...deskOption,
    day: {
      type: 'string',
      value: 'DAY',
      summary: { en: 'the last day that is looked at; default: today', zh: '截止日；默认为今天' },
    },
    draws: {
      type: 'string',
      value: 'N',
      summary: { en: 'bootstrap draws; default 10000', zh: '自助抽样次数；默认 10000' },
    },
    seed: { type: 'string', value: 'N', summary: { en: 'seed of the draws; default 1', zh: '抽样种子；默认 1' } },
  },
  run: async (invocation) => {
    const { options, lang, terminal } = invocation
    const { effects, places } = openDesk(invocation)
    const day = (options.day as string | undefined) ?? effects.now().slice(0, 10)
    const draws = Number(options.draws ?? 10_000)
    const seed = Number(options.seed ?? 1)
    if (!isDay(day) || !Number.isInteger(draws) || draws < 100 || draws > 1_000_000 || !Number.isInteger(seed)) {
      terminal.error(
        lang === 'zh'
          ? '`--day` 须为日期，`--draws` 须为 100 至 1000000 的整数，`--seed` 须为整数\n'
          : '`--day` is a day, `--draws` a whole number from 100 to 1000000, `--seed` a whole number\n',
      )
      return 2
    }
    const result = await ratings(effects, places, { day, draws, seed })
    const found = result.diagnostics.filter((d) => d.severity !== 'note')
    if (options.json === true) terminal.out(formatJson(toJson(result)))
    else {
      terminal.out(text(result, lang, terminal.color))
      if (found.length > 0) terminal.out(formatText(found, lang, terminal.color))
    }
    return hasErrors(result.diagnostics) ? exitCode(result.diagnostics) : 0
  },
}

function toJson(result: Ratings) {
  return {
    schemes: result.schemes.map((s) => ({
      id: s.id,
      from: s.from,
      until: s.until,
      subject: s.subject,
      horizon: s.horizon,
      benchmarks: s.benchmarks,
      bands: s.bands.map((b) => ({
        label: b.label,
        low: b.low?.toFixed() ?? null,
        lowIncluded: b.lowIncluded,
        high: b.high?.toFixed() ?? null,
        highIncluded: b.highIncluded,
        direction: b.direction,
      })),
    })),
    events: result.events.length,
    later: result.later,
    spells: result.spells,
    shares: result.shares,
    horizons: result.horizons.map((h) => ({
      months: h.months,
      baseRate: h.baseRate,
      open: h.open,
      rates: h.rates,
      outcomes: h.outcomes.map((o) => ({ ...o, excess: o.excess.toFixed(4) })),
    })),
    diagnostics: result.diagnostics.map(diagnosticToJson),
  }
}

function text(result: Ratings, lang: Lang, color: boolean): string {
  const zh = lang === 'zh'
  const { buy, hold, sell, total } = result.shares
  const lines = [
    zh
      ? `${result.schemes.length} 个评级体系，${result.events.length} 次评级，合为 ${result.spells.length} 段`
      : `${plural(result.schemes.length, 'scheme')}, ${plural(result.events.length, 'event')} in ${plural(result.spells.length, 'spell')}`,
    ...(result.later === 0
      ? []
      : [
          zh
            ? `另有 ${result.later} 次评级在截止日之后，未计入`
            : `${result.later} events are after the day and left out`,
        ]),
    zh
      ? `现有评级 ${total} 个：买入类 ${buy}，中性类 ${hold}，卖出类 ${sell}`
      : `${plural(total, 'rating')} in force: ${buy} buy, ${hold} hold, ${sell} sell`,
    ...result.horizons.flatMap((h) => horizonLines(h, zh, color)),
  ]
  return `${lines.join('\n')}\n`
}

type Open = keyof HorizonResult['open']

const reasons: Readonly<Record<Open, { readonly zh: string; readonly en: string }>> = {
  'not-matured': { zh: '未到期（截止日或收盘价早于期末）', en: 'not matured (the day or the closes end before)' },
  'no-benchmark': { zh: '该市场无基准', en: 'no benchmark for the market' },
  'no-close': { zh: '缺少收盘价', en: 'no close' },
  'no-calendar': { zh: '日历未公布', en: 'no calendar' },
}

function horizonLines(h: HorizonResult, zh: boolean, color: boolean): readonly string[] {
  const percent = (share: number) => `${(share * 100).toFixed(1)}%`
  const rate = (r: HorizonResult['rates'][number]['band']) =>
    r === null ? '–' : `${percent(r.share)} [${percent(r.low)}, ${percent(r.high)}]`
  const open = Object.entries(h.open).filter(([, n]) => n > 0)
  const several = new Set(h.rates.map((r) => r.scheme)).size > 2
  const name = (r: HorizonResult['rates'][number]) => (several ? `${r.label} ${r.scheme}`.trim() : r.label)
  return [
    paint(zh ? `期限 ${h.months} 个月` : `horizon ${h.months} months`, 1, color),
    ...h.rates.map(
      (r) =>
        `  ${(name(r) || (zh ? '全部' : 'all')).padEnd(10)} n=${r.n}  ${zh ? '档' : 'band'} ${rate(r.band)}  ${zh ? '方向' : 'direction'} ${rate(r.direction)}  ${zh ? '平均超额' : 'mean excess'} ${r.mean.toFixed(2)}  ${zh ? '中位' : 'median'} ${r.median.toFixed(2)}`,
    ),
    zh
      ? `  基准率（任一标的高于买入档下限）${h.baseRate === null ? '–' : percent(h.baseRate)}`
      : `  base rate (any subject above the buy band's bound) ${h.baseRate === null ? '–' : percent(h.baseRate)}`,
    ...(open.length === 0
      ? []
      : [
          `  ${zh ? '未计入' : 'not judged'}: ${open.map(([k, n]) => `${reasons[k as Open][zh ? 'zh' : 'en']} ${n}`).join(zh ? '，' : ', ')}`,
        ]),
  ]
}
