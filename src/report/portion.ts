import type { Diagnostic } from '../base/index.ts'
import { type Fact, factAddress, foldName } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { boundsOf } from './bounds.ts'
import { report } from './codes.ts'
import { type Placed, sentencesOf } from './comparison.ts'
import { related } from './context.ts'
import type { Made } from './made.ts'
import { placesOf, subjectsOf } from './named.ts'

const together =
  /合计|总计|共计|总共|加起来|[两二三四五六七八九十]\s?(?:家|款|者|个|大|名|强)|前\s?\d|及|和|与|、|等|\b(?:together|combined|both|and|top|first|two|three|four|five|jointly|others?)\b/i

/**
 * Tells of a share of several added up that words give to one of them: 其中云溪占 [68%] over (云溪 + 铁港) / 市场.
 */
export function checkPortions(
  text: string,
  made: readonly Made[],
  numbers: readonly Placed[],
  binder: Binder,
): readonly Diagnostic[] {
  const all = [...made, ...numbers]
  return made.flatMap((number): readonly Diagnostic[] => {
    const parts = partsOf(number)
    if (parts === null) return []
    const sentence = sentencesOf(text).find(([a, b]) => number.start >= a && number.start < b)
    const kind = binder.registry.entity(parts[0]!.subject)?.kind ?? ''
    if (sentence === undefined || kind === '') return []
    const [floor, ceiling] = boundsOf(number, all, sentence)
    const lead = text.slice(floor, number.start).replace(/^.*[，；;]|^.*,\s/s, '')
    const rest = text.slice(number.end, ceiling).replace(/[，。；,;].*$/s, '')
    const words = `${lead}\u0001${rest}`
    const named = new Set(placesOf(foldName(words), subjectsOf(binder, kind)).map((n) => n.id))
    const [one] = named
    if (named.size !== 1 || (number.shape.kind === 'portion' && together.test(words))) return []
    const is = (fact: Fact) => fact.subject === one || related(one!, fact.subject, binder)
    const own = parts.filter(is).length
    if (number.shape.kind === 'multiple')
      return own === 0 && share.test(words) ? [stranger(one!, parts[0]!, number)] : []
    return own === 1 ? [finding(one!, parts, number)] : []
  })
}

const share = /占|\b(?:accounts? for|accounted for|makes? up|made up|share of|of them)\b/i

// of a multiple the one that is divided, by a whole of another kind
function partsOf({ shape }: Made): readonly Fact[] | null {
  if (shape.kind === 'portion') return shape.parts
  return shape.kind === 'multiple' ? [shape.over] : null
}

function stranger(named: string, over: Fact, { at }: Placed): Diagnostic {
  const address = factAddress(over)
  return report(
    'report/subject',
    {
      en: `the words give the share to ${named}, the address divides \`${address}\``,
      zh: `文字把份额归于 ${named}，地址却以 \`${address}\` 为分子`,
    },
    {
      at,
      hint: { en: 'divide the fact of who is named, or mend the name', zh: '请以文中所列一方的事实为分子，或改正名称' },
    },
  )
}

function finding(named: string, parts: readonly Fact[], { at }: Placed): Diagnostic {
  const list = parts.map((p) => `\`${factAddress(p)}\``)
  return report(
    'report/subject',
    {
      en: `the words give the share to ${named} alone, the address adds up ${list.join(', ')}`,
      zh: `文字把份额归于 ${named} 一方，地址却是 ${list.join('、')} 之和`,
    },
    { at, hint: { en: 'name all that are added up, or take the one alone', zh: '请写明相加的各方，或只取其一' } },
  )
}
