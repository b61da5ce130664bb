import type { Diagnostic } from '../base/index.ts'
import { type Fact, factAddress, foldName } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { report } from './codes.ts'
import { type Placed, sentencesOf } from './comparison.ts'
import { related } from './context.ts'
import type { Made } from './made.ts'
import { placesOf, subjectsOf } from './named.ts'
import { nameIn } from './owner.ts'

// 雨云收入约为卷云的 [89%], 甲是乙的近 [1.4 倍]
const zh =
  /(?:是|约?为|约是|相当于|相当|达到?|仅为?|占|不到|不足|接近|超过?|等于)\s*([^，。；、是为占]{1,24}?)的(?:近|将近|接近|约|大约|逾|超过?|不到|不足|仅|足足|整整)*\s*$/
// [89%] of Cirrus's, [1.4 times] that of Cirrus, [4 times] Stratus's
const en =
  /^\s?(?:times|percent|x)?\s?(?:(?:(?:of|that of|those of|as (?:much|many|large|big|high)(?:\s\w+){0,2}? as|the (?:size|level|revenue|sales|number|price) of|larger than|higher than|more than)\s)((?:[^,;.]|\.(?=\d)){1,30})|((?:[^,;.’']|\.(?=\d)){1,24})['’])/i
const enVerb =
  /\b(?:is|was|are|were|equals?|equalled|amounts? to|amounted to|had|has|made|makes|reached|reaches|about|nearly|over|only|some)\s*$/i

/**
 * Tells of multiples and shares whose words divide one subject by another than their address does: 甲是乙的 1.4 倍.
 *
 * What stands behind 的 or `of` is divided by; before the verb stands what is divided, where it is named.
 */
export function checkMultiples(text: string, made: readonly Made[], binder: Binder): readonly Diagnostic[] {
  return made.flatMap((number): readonly Diagnostic[] => {
    if (number.shape.kind !== 'multiple') return []
    const { over, under } = number.shape
    const own = binder.registry.entity(over.subject)
    const sentence = sentencesOf(text).find(([a, b]) => number.start >= a && number.start < b)
    if (own === undefined || own.kind === '' || sentence === undefined) return []
    const clause = clauseOf(text, sentence[0], number.start)
    const said = saidIn(text.slice(clause, number.start), text.slice(number.end, sentence[1]))
    if (said === null) return []
    const base = nameIn(said.base, own.kind, binder)
    const named = ownerBefore(said.front, own.kind, binder)
    const is = (id: string, fact: Fact) => id === fact.subject || related(id, fact.subject, binder)
    const wrongBase = base !== null && base !== 'several' && !is(base, under)
    const wrongOwner = base !== null && base !== 'several' && named !== null && !is(named, over)
    return wrongBase || wrongOwner ? [finding(named, base as string, over, under, number)] : []
  })
}

interface Said {
  readonly front: string
  readonly base: string
}

function saidIn(before: string, after: string): Said | null {
  const than = zh.exec(before)
  if (than !== null) return { front: before.slice(0, than.index), base: than[1]! }
  const verb = enVerb.exec(before)
  const behind = verb === null ? null : en.exec(after)
  return behind === null ? null : { front: before, base: behind[1] ?? behind[2]! }
}

// 雨云收入为 461 亿元，是卷云的: who is spoken of may stand in the clause before
function clauseOf(text: string, from: number, at: number): number {
  const cut = Math.max(...['，', '；', '; ', ', '].map((c) => text.slice(from, at).lastIndexOf(c)))
  return cut === -1 ? from : from + cut + 1
}

// the last subject named, where no other stands beside it
function ownerBefore(front: string, kind: string, binder: Binder): string | null {
  const found = placesOf(foldName(front), subjectsOf(binder, kind))
  return new Set(found.map((f) => f.id)).size === 1 ? found[0]!.id : null
}

function finding(named: string | null, base: string, over: Fact, under: Fact, { at }: Placed): Diagnostic {
  const [a, b] = [over, under].map((f) => `\`${factAddress(f)}\``)
  const by = named === null ? { en: base, zh: base } : { en: `${named} by ${base}`, zh: `${named} 除以 ${base}` }
  return report(
    'report/subject',
    {
      en: `the words divide ${named === null ? 'by ' : ''}${by.en}, the address ${a} by ${b}`,
      zh: `文字所说为${named === null ? '除以 ' : ' '}${by.zh}，地址却以 ${a} 除以 ${b}`,
    },
    { at, hint: { en: 'turn the address around, or mend the names', zh: '请调换地址的两边，或改正名称' } },
  )
}

const grown =
  /(?:增长|增加|增幅|提高|提升|上升|上涨|扩大|多出?|高出?|大|涨)(?:了|近|约|将近|超过?|逾|达|幅度为|足足|整整)*\s*$/

/**
 * Tells of 增长 3 倍 over what is three times as much: by two is what it grew.
 */
export function checkGrown(text: string, made: readonly Made[]): readonly Diagnostic[] {
  return made.flatMap((number): readonly Diagnostic[] => {
    const { shape, derived } = number
    if (shape.kind !== 'change' && shape.kind !== 'multiple') return []
    if (!text.slice(number.start, number.end).includes('倍') || !grown.test(text.slice(0, number.start))) return []
    const [above, below] = shape.kind === 'change' ? [shape.after, shape.before] : [shape.over, shape.under]
    const [high, low] = [above, below].map((f) => (f.value.kind === 'number' ? Number(f.value.text) : Number.NaN))
    // the address has taken the one away
    if (!(Math.abs(Number(derived.value!.toFixed()) - high! / low!) < 1e-6)) return []
    return [
      report(
        'report/trend',
        {
          en: `the words tell an increase, the address how many times as much: ${high} against ${low}`,
          zh: `文字说的是增加的倍数，地址却是倍数本身：${high} 对 ${low}`,
        },
        {
          at: number.at,
          hint: {
            en: 'write 增长到…倍 or 是…的…倍, or `a / b - 1`',
            zh: '请写“增长到…倍”“是…的…倍”，或改用 `a / b - 1`',
          },
        },
      ),
    ]
  })
}
