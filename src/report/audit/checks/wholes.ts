import type { AuditDesk } from '../desk.ts'
import type { Quantity } from '../solve/quantity.ts'
import { shown } from '../solve/shown.ts'

const among = /其中|\bof (?:which|these|those|them|that|the total)\b/i
const taken = /占|比重|份额|\bor\s(?:about\s)?$|[（(]\s?$|accounts? for/i

/**
 * Tells of an amount that is off by a power of ten against its parts: of a whole that two parts with their shares contradict
 * (124.6 亿例，其中 71.3 万例，占 57.2%，29.8 万例，占 23.9%), and of a part that is larger than its whole ("Of these, 505 million (60%)").
 */
export function checkWholes(list: readonly Quantity[], from: number, desk: AuditDesk): void {
  const pairs = pairsOf(list, from)
  for (const { whole, parts } of pairs) {
    const powers = parts.map(({ part, share }) => powerOf(part, whole, share))
    const [first] = powers
    if (first === undefined || first === null || first === 0 || powers.some((p) => p !== first)) continue
    if (parts.length >= 2) tell(whole, whole.value * 10 ** first, parts[0]!.share, desk)
    else if (parts[0]!.part.value > whole.value)
      tell(parts[0]!.part, parts[0]!.part.value / 10 ** first, parts[0]!.share, desk)
  }
}

interface Part {
  readonly part: Quantity
  readonly share: Quantity
}

// each whole with those parts behind it whose shares stand beside them
function pairsOf(list: readonly Quantity[], from: number): readonly { whole: Quantity; parts: readonly Part[] }[] {
  const groups = new Map<Quantity, Part[]>()
  for (let n = Math.max(1, from); n < list.length; n += 1) {
    const share = list[n]!
    const part = list[n - 1]!
    if (share.kind !== 'share' || share.value <= 0 || share.mention === null || share.sentence !== part.sentence)
      continue
    if (share.at - part.end > 24 || !isAmount(part) || !taken.test(share.front.slice(-14))) continue
    const whole = wholeOf(list, n - 1)
    if (whole === null) continue
    const group = groups.get(whole)
    if (group === undefined) groups.set(whole, [{ part, share }])
    else group.push({ part, share })
  }
  return [...groups].map(([whole, parts]) => ({ whole, parts }))
}

// the amount before 其中, in its sentence or in one before it of the paragraph
function wholeOf(list: readonly Quantity[], n: number): Quantity | null {
  for (let i = n; i > Math.max(0, n - 8); i -= 1) {
    const q = list[i]!
    if (!among.test(q.front)) continue
    const before = list.slice(Math.max(0, i - 4), i)
    return before.findLast((b) => isAmount(b) && b.key === q.key && b.kind === q.kind && b.sentence >= 0) ?? null
  }
  return null
}

function isAmount(q: Quantity): boolean {
  return (q.kind === 'amount' || q.kind === 'count') && q.mention !== null && !q.isQuoted && q.value > 0
}

// the power of ten that parts a share from its printed percentage, 0 for none, null where it is no power
function powerOf(part: Quantity, whole: Quantity, share: Quantity): number | null {
  const ratio = part.value / whole.value / share.value
  const power = Math.round(Math.log10(ratio))
  const half = (0.5 * 10 ** -Math.max(0, share.mention!.decimals ?? 0)) / (share.value * 100)
  const slack = Math.min(0.05, half * 1.2 + part.slack + whole.slack + 0.002)
  return Math.abs(ratio / 10 ** power - 1) <= slack ? power : null
}

function tell(q: Quantity, right: number, share: Quantity, desk: AuditDesk): void {
  if (desk.isTold(q.at, q.end) || desk.isTold(share.at, share.end)) return
  desk.tell(
    'audit/scale-slip',
    desk.place(q.start, q.end),
    {
      en: `\`${q.text}\` disagrees with \`${share.text}\` and what it is a share of: off by a power of ten`,
      zh: `\`${q.text}\` 与占比 \`${share.text}\` 及其分子、分母不符，相差十的整数次幂`,
    },
    { confidence: 0.85, printed: q.text, expected: shown(q, right) },
  )
}
