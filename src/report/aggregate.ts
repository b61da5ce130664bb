import type { Diagnostic, Words } from '../base/index.ts'
import { type Aggregate, foldName, isDiagnostic, parseAddress, parseExpression } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { boundsOf } from './bounds.ts'
import { report } from './codes.ts'
import { type Placed, sentencesOf } from './comparison.ts'
import { related, strangeFinding } from './context.ts'
import { withoutMeasures } from './measure.ts'
import { placesOf, subjectsOf } from './named.ts'

/** A number that is reckoned from several facts, with the address that says how. */
export interface Reckoned extends Placed {
  readonly address: string
}

type Way = 'high' | 'low' | 'mean' | 'median' | 'sum'

const ways: Readonly<Record<Way, { readonly said: RegExp; readonly words: Words }>> = {
  high: {
    said: /最(?:多|高|大|强)(?!(?:可|不|不超过|只|限))|峰值|\b(?:highest|largest|most(?!\s\w+ly)|maximum|peak|greatest)\b/i,
    words: { en: 'the highest', zh: '最高' },
  },
  low: {
    said: /最(?:少|低|小|弱)(?!(?:可|须|需|应))|\b(?:lowest|smallest|fewest|minimum)\b|(?<!\bat\s)\bleast\b/i,
    words: { en: 'the lowest', zh: '最低' },
  },
  mean: { said: /平均|均值|\b(?:average[sd]?|means?|averaging)\b/i, words: { en: 'the average', zh: '平均' } },
  median: { said: /中位数|中值|\bmedian\b/i, words: { en: 'the median', zh: '中位数' } },
  sum: {
    said: /合计|总计|共计|总共|加总|\b(?:in total|total(?:s|led|ling)?|altogether|combined|add(?:s|ed)? up)\b/i,
    words: { en: 'the total', zh: '合计' },
  },
}

const wayOf: Readonly<Record<Exclude<Aggregate, 'count'>, Way>> = { max: 'high', min: 'low', mean: 'mean', sum: 'sum' }

/**
 * Tells of numbers that are the highest, lowest, average or total of several facts while the words around them say another of these,
 * and of ranks whose words name another subject than the one that is ranked.
 */
export function checkAggregates(
  text: string,
  reckoned: readonly Reckoned[],
  all: readonly Placed[],
  binder: Binder,
): readonly Diagnostic[] {
  return reckoned.flatMap((number): readonly Diagnostic[] => {
    const tree = parseExpression(number.address)
    const sentence = sentencesOf(text).find(([a, b]) => number.start >= a && number.start < b)
    if (isDiagnostic(tree) || sentence === undefined) return []
    const [floor, ceiling] = boundsOf(number, all, sentence)
    const lead = text.slice(floor, number.start).replace(/^.*[，；;：:]|^.*,\s/s, '')
    const tail = text.slice(number.end, ceiling).replace(/[，。；,;].*$/s, '')
    if (tree.kind === 'rank') return rankedOther(lead, tree.address, number, binder)
    const own =
      tree.kind === 'aggregate' ? (tree.over === 'count' ? null : wayOf[tree.over]) : isSum(tree) ? 'sum' : null
    return own === null
      ? []
      : otherWay(
          `${withoutMeasures(foldName(lead), binder)}\u0001${withoutMeasures(foldName(tail), binder)}`,
          own,
          number,
        )
  })
}

// a chain of pluses between facts
function isSum(tree: ReturnType<typeof parseExpression>): boolean {
  if (isDiagnostic(tree) || tree.kind !== 'binary' || tree.operator !== '+') return false
  return [tree.left, tree.right].every((side) => side.kind === 'fact' || isSum(side))
}

// 高于平均, 占合计的半数, above the average, half of the total: what the number is held against
const heldAgainst =
  /(?:[高低多少大小优好]于|超[过出]|不及|相当于|接近|[占与和较比])[^，。；,;]{0,4}?(?:平均|均值|中位数|合计|总计)|\b(?:than|above|below|over|under|beyond|exceed\w*|half|twice|times|part\sof|share\sof|half\sof|most\sof|%\sof)\s(?:the\s)?(?:overall\s)?(?:averages?|means?|medians?|totals?)\b/gi

function otherWay(words: string, own: Way, number: Reckoned): readonly Diagnostic[] {
  if (ways[own].said.test(words)) return []
  // what several may have at most is a bound: 最高补贴 of a sum
  const others = (Object.keys(ways) as Way[]).filter(
    (way) => way !== own && (own !== 'sum' || (way !== 'high' && way !== 'low')),
  )
  const left = words.replace(heldAgainst, ' ')
  const said = others.find((way) => ways[way].said.test(left))
  if (said === undefined) return []
  return [
    report(
      'report/measure',
      {
        en: `the words say ${ways[said].words.en}, \`${number.address}\` is ${ways[own].words.en}`,
        zh: `文字说的是${ways[said].words.zh}，而 \`${number.address}\` 为${ways[own].words.zh}`,
      },
      { at: number.at, hint: { en: 'mend the words or the address', zh: '请改正文字或地址' } },
    ),
  ]
}

const against = /[较比于与和跟同]|仅次|\b(?:than|behind|after|before|over|ahead|and|with)\b/i

// 乙芯排名[第一] of a rank of 甲芯
function rankedOther(lead: string, address: string, number: Reckoned, binder: Binder): readonly Diagnostic[] {
  const query = parseAddress(address)
  const own = isDiagnostic(query) ? undefined : binder.registry.entity(query.subject)
  if (own === undefined || own.kind === '' || against.test(lead)) return []
  const named = [...new Set(placesOf(foldName(lead), subjectsOf(binder, own.kind)).map((p) => p.id))]
  const fact = number.derived.facts.find((f) => f.fact.subject === own.id)?.fact
  const isOwn = named.length !== 1 || named[0] === own.id || related(named[0]!, own.id, binder)
  return isOwn || fact === undefined ? [] : [strangeFinding(named[0]!, fact, own, number.at)]
}
