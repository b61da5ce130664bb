import type { AuditDesk } from '../desk.ts'
import { gate } from '../prose/gate.ts'
import { type Quantity, quantitiesOf } from '../solve/quantity.ts'
import type { Read } from './input.ts'

const ranks: readonly (readonly [number, RegExp])[] = [
  [
    1,
    /\b(?:first place|took the lead|(?:top|first) (?:position|spot)|ranked (?:first|No\. 1)|ranking first)\b|(?:位列|排名|位居|排在|居)(?:第一|榜首|首位)|居首/i,
  ],
  [
    2,
    /\b(?:second (?:place|position|spot)|ranked (?:second|No\. 2)|ranking second)\b|(?:位列|排名|位居|排在|居)第二(?!季)/i,
  ],
  [
    3,
    /\b(?:third (?:place|position|spot)|ranked (?:third|No\. 3)|ranking third)\b|(?:位列|排名|位居|排在|居)第三(?!季)/i,
  ],
]
const any = gate(/\b(?:first|second|third|top|lead|rank)|第[一二三]|居首|榜首|首位/i)
// ranks of one list stand within this many characters of each other
const reach = 1200
// longer parts are no reports
const longest = 900

interface Placed {
  readonly rank: number
  readonly q: Quantity
}

/** Tells of an amount that is larger than that of the place before it: first place with $9.7 billion, second place with $9.9 billion. */
export function checkPlaces({ desk, numbered }: Read): void {
  if (numbered.length > longest || numbered.length < 2) return
  const placed: Placed[] = []
  for (const s of numbered) {
    if (s.mentions.length > 8 || !any(s)) continue
    const found = ranks.filter(([, pattern]) => pattern.test(s.text))
    const amounts = quantitiesOf(s).filter(
      (q) =>
        q.mention?.form === 'digits' &&
        (q.kind === 'amount' || (q.kind === 'count' && q.mention.scaleText !== '')) &&
        q.key !== 'h1',
    )
    // of whom the number is must be plain
    if (found.length !== 1 || amounts.length !== 1 || amounts[0]!.isQuoted) continue
    if (
      /\b(?:loss|lowest|cheapest|fewest|slowest|from (?:first|second|third))\b|亏|最[低少慢]|跌|从第|由第/i.test(s.text)
    )
      continue
    placed.push({ rank: found[0]![0], q: amounts[0]! })
  }
  for (const b of placed) {
    const before = placed.filter(
      (a) =>
        a.rank === b.rank - 1 &&
        a.q.key === b.q.key &&
        a.q.noun === b.q.noun &&
        Math.abs(a.q.start - b.q.start) < reach,
    )
    if (before.length === 1 && b.q.value > before[0]!.q.value * (1 + 1e-9)) tell(b, before[0]!, desk)
  }
}

function tell({ q, rank }: Placed, { q: a }: Placed, desk: AuditDesk): void {
  if (desk.isTold(q.at, q.end) || desk.isTold(a.at, a.end)) return
  desk.tell(
    'audit/inconsistent',
    desk.place(q.start, q.end),
    {
      en: `\`${q.text}\` at place ${rank} is more than \`${a.text}\` at place ${rank - 1}`,
      zh: `第 ${rank} 位的 \`${q.text}\` 大于第 ${rank - 1} 位的 \`${a.text}\``,
    },
    { confidence: 0.8, printed: q.text },
  )
}
