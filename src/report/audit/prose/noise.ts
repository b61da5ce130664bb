import { isLead } from '../../../base/index.ts'
import type { FoundWord } from '../../lexicon.ts'
import type { Known } from '../claim.ts'
import type { AuditDesk } from '../desk.ts'
import { printedText } from '../known.ts'
import type { Sentence } from './sentence.ts'

/** Two scores of one benchmark, of which a sentence says that the one is ahead. */
export interface Two {
  readonly left: Known
  readonly right: Known
}

/** Tells of a lead that is within noise, whichever of the scores that bear it out are meant: those that the sentence prints, or all. */
export function tellNoise(
  word: FoundWord,
  all: readonly Two[],
  sentence: Sentence,
  measure: string,
  printed: string,
  desk: AuditDesk,
): void {
  const isPrinted = ({ value }: Known) => sentence.mentions.some((m) => m.value.eq(value))
  const said = all.filter((p) => isPrinted(p.left) && isPrinted(p.right))
  const pairs = said.length > 0 ? said.slice(0, 1) : all
  const [first] = pairs
  if (first === undefined) return
  const { left, right } = first
  const items = itemsOf(first, measure, desk)
  if (items === undefined || !pairs.every((p) => isNoise(p, itemsOf(p, measure, desk)))) return
  desk.tell(
    'audit/noise',
    desk.place(word.start, word.end),
    {
      en: `${printedText(left)} against ${printedText(right)} on ${items} items is within noise (95 %)`,
      zh: `${items} 题上 ${printedText(left)} 对 ${printedText(right)} 的差距在误差之内（95%）`,
    },
    { confidence: 0.8, printed, facts: [left.fact, right.fact] },
  )
}

function itemsOf({ left }: Two, measure: string, { input }: AuditDesk): number | undefined {
  return input.items.get(`${measure}?${left.fact.scope.version}`) ?? input.items.get(measure)
}

function isNoise({ left, right }: Two, items: number | undefined): boolean {
  return items !== undefined && left.fact.unit === 'percent' && !isLead(left.number / 100, right.number / 100, items)
}
