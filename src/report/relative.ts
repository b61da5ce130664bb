import type { Diagnostic } from '../base/index.ts'
import { type Derived, factAddress } from '../facts/index.ts'
import { report } from './codes.ts'
import type { Placed } from './comparison.ts'
import type { Place } from './truth.ts'

/** A word that says whether a subject ran ahead of its benchmark or behind it. */
export interface Lead {
  readonly word: string
  readonly behind: boolean
}

const ahead =
  '跑赢|领先|战胜|强于|优于|outperform(?:s|ed|ing)?|beats?|beating|led|leads|leading|ahead of|better than|above'
const behind =
  '跑输|落后|弱于|逊于|不及|underperform(?:s|ed|ing)?|lags?|lagged|lagging|trails?|trailed|trailing|behind|worse than|below'
const words = new RegExp(`(?<![a-z])(?:${behind}|${ahead})(?![a-z])`, 'gi')
const isBehind = new RegExp(`^(?:${behind})$`, 'i')
const after = new RegExp(`^\\s?(?:个?百分点|percentage points?|points?|pp|%)?\\s?(${behind}|${ahead})(?![a-z])`, 'i')

const benchmarks = new RegExp(`${words.source}[^，。；,;]{1,40}`, 'gi')

/** Whether a measure holds a subject against its benchmark: above 0 it ran ahead. */
export function isRelative(measure: string): boolean {
  return /\.relative(?:\.|$)/.test(measure)
}

/**
 * The word beside a number that says ahead or behind; `null` for none and where it is denied.
 *
 * The name between may hold digits: 跑输沪深 300 指数 [6.3 个百分点].
 */
export function leadBeside({ plain, region }: Place): Lead | null {
  const clause = plain.text
    .slice(Math.max(0, region.start - 60), region.start)
    .split(/[，。；！？\n]|[,.;!?](?=\s)/)
    .at(-1)!
  const said = [...clause.matchAll(words)].at(-1)
  if (said === undefined) {
    const [, word] = after.exec(plain.text.slice(region.end, region.end + 40)) ?? []
    return word === undefined ? null : { word, behind: isBehind.test(word) }
  }
  if (/(?:未能?|没有|并未|不曾|not|n't|never|failed to)\s?$/i.test(clause.slice(0, said.index))) return null
  return { word: said[0], behind: isBehind.test(said[0]) }
}

/** `sentence` without what stands behind words for ahead and behind: whom a subject is held against is not who is spoken of. */
export function withoutBenchmark(sentence: string): string {
  return sentence.replaceAll(benchmarks, ' ')
}

/** Tells of a subject that is said to be ahead of its benchmark and was behind it, or the other way round. */
export function againstLead({ word, behind }: Lead, { fact, value }: Derived, at: Placed['at']): Diagnostic | null {
  if (fact === null || value === null || value.eq(0) || value.lt(0) === behind) return null
  const address = factAddress(fact.fact)
  return report(
    'report/comparison',
    {
      en: `"${word}" is denied by \`${address}\`: ${value.toFixed()}`,
      zh: `“${word}”与 \`${address}\` 相反：${value.toFixed()}`,
    },
    { at, hint: { en: 'turn the word around, or bind another fact', zh: '请改换该词，或改用另一事实' } },
  )
}
