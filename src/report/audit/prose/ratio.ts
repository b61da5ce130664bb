import {
  amountInterval,
  contains,
  conversion,
  type Decimal,
  decimal,
  divide,
  formatAmount,
  type Lang,
  type Mention,
} from '../../../base/index.ts'
import { factInterval } from '../../../facts/index.ts'
import type { Known } from '../claim.ts'
import type { AuditDesk } from '../desk.ts'
import { isPercent } from '../kept.ts'
import type { FoundName } from '../names.ts'
import { soleCarried } from './compare.ts'
import { allows } from './measure.ts'
import { isPart } from './objects.ts'
import type { Sentence } from './sentence.ts'

/** Checks a part or a multiple of another's number, such as less than a third of it, against what is known of both. */
export function checkRatio(sentence: Sentence, index: number, desk: AuditDesk): void {
  const mention = sentence.mentions[index]!
  const percent = isPercent(mention.unitText)
  const isMultiple = () => desk.input.registry.units.named(mention.unitText).some((u) => u.id === 'multiple')
  if (!percent && mention.form !== 'fraction' && !isMultiple()) return
  const whole = percent ? partOf(sentence, mention) : (wholeBefore(sentence, mention) ?? wholeBehind(sentence, mention))
  const measure = sentence.names
    .filter((x) => x.kind === 'measure' && x.end <= mention.start && mention.start - x.end < 60 && allows(sentence, x))
    .at(-1)
  // 总参数约为其 30%，激活 12B，为后者的 37.5%: of what stands between
  const between =
    measure === undefined ? '' : sentence.text.slice(measure.end - sentence.start, mention.start - sentence.start)
  if (/激活|活跃|\bactiv|小时|时长|用时|hours?\b/i.test(between)) return
  if (whole === undefined || measure === undefined || isOfOther(sentence, measure, mention, desk)) return
  const part =
    sentence.names.filter((x) => x.kind === 'entity' && x.end <= mention.start && x.id !== whole.id).at(-1)?.id ??
    soleCarried(sentence, desk)
  if (part === null || part === whole.id) return
  const a = largest(part, measure.id, desk)
  const b = largest(whole.id, measure.id, desk)
  const ratio = a === null || b === null ? null : divide(factInterval(a.fact)!, factInterval(b.fact)!)
  if (ratio === null || a === null || b === null || b.value.eq(0)) return
  const hundred = decimal('0.01')
  const value = percent ? mention.value.times(hundred) : mention.value
  const high = percent ? mention.high?.times(hundred) : mention.high
  const decimals = percent && mention.decimals !== undefined ? mention.decimals + 2 : mention.decimals
  const { bound } = mention
  const said = amountInterval({
    value,
    bound,
    ...(high === undefined ? {} : { high }),
    ...(decimals === undefined ? {} : { decimals }),
  })
  const mid = a.value.div(b.value)
  // 671B without and 685B with what predicts further tokens: any two that are known may be meant
  const isOfOthers = [a, ...knownOf(part, measure.id, desk)].some((x) =>
    [b, ...knownOf(whole.id, measure.id, desk)].some(
      (y) => !y.value.eq(0) && contains(said, amountInterval({ value: x.value.div(y.value), bound: 'exact' })),
    ),
  )
  const at = desk.claims.findLastIndex((c) => c.at.start === mention.start)
  const holds =
    contains(said, ratio) ||
    isOfOthers ||
    contains(said, amountInterval({ value: mid, bound: 'exact' })) ||
    (mention.form === 'fraction' && mention.bound === 'exact' && mid.div(value).minus(1).abs().lt('0.08')) ||
    (percent && mid.minus(value).abs().lt('0.02'))
  if (at !== -1)
    desk.claims[at] = {
      ...desk.claims[at]!,
      subject: part,
      measure: measure.id,
      verdict: holds ? 'match' : 'mismatch',
      why: '',
    }
  if (holds) return
  const made = (lang: Lang) => [a, b].map(({ value }) => sizeText(value, lang)).join(' / ')
  const printed = sentence.text.slice(mention.start - sentence.start, mention.end - sentence.start)
  desk.tell(
    'audit/ratio',
    desk.place(mention.start, mention.end),
    {
      en: `\`${printed}\` disagrees with ${a.fact.evidence.source}: ${made('en')} is ${mid.toFixed(3)}`,
      zh: `\`${printed}\` 与 ${a.fact.evidence.source} 不符：${made('zh')} 为 ${mid.toFixed(3)}`,
    },
    { confidence: 0.85, printed, expected: mid.toFixed(3), facts: [a.fact, b.fact] },
  )
}

// 训练使用 15.6 万亿 token，算力达 3.8×10^25 FLOPs，是 B 的 50 倍: what stands last is multiplied, not the tokens
function isOfOther({ mentions }: Sentence, measure: FoundName, mention: Mention, { input }: AuditDesk): boolean {
  const { units } = input.registry
  const own = input.registry.measure(measure.id)?.unit ?? ''
  const last = mentions.findLast((m) => m.start >= measure.end && m.end <= mention.start)
  const printed = last === undefined ? [] : units.named(last.unitText)
  return printed.length > 0 && printed.every((u) => conversion(units, u.id, own) === null)
}

// B 的三分之一
function wholeBefore({ text, start, names }: Sentence, mention: Mention): FoundName | undefined {
  const front = text.slice(0, mention.numberStart - start)
  return names
    .filter(
      (x) =>
        x.kind === 'entity' &&
        x.end <= mention.numberStart &&
        /^\s?(?:的|['’]s)?\s?(?:约|近)?\s?$/.test(front.slice(x.end - start)),
    )
    .at(-1)
}

// 仅为 B 的 30%
function partOf(sentence: Sentence, mention: Mention): FoundName | undefined {
  const before = wholeBefore(sentence, mention)
  return before !== undefined && isPart(sentence, before, mention) ? before : undefined
}

// twice that of B, a third of B
function wholeBehind({ text, start, names }: Sentence, mention: Mention): FoundName | undefined {
  const next = names.find((x) => x.kind === 'entity' && x.start >= mention.end)
  if (next === undefined) return undefined
  return /^\s(?:that of|of|as (?:large|long|big|many|much) as(?: that of)?)\s(?:the\s)?$/.test(
    text.slice(mention.end - start, next.start - start),
  )
    ? next
    : undefined
}

// of a family the largest member is meant where a size is compared
function knownOf(id: string, measure: string, { knowledge, own }: AuditDesk): readonly Pick<Known, 'value'>[] {
  // what the document itself says of it
  const stated = own.filter((o) => o.subject === id && o.measure === measure).map((o) => ({ value: o.amount.value }))
  return [...knowledge.of(id, measure), ...stated]
}

function largest(id: string, measure: string, { knowledge }: AuditDesk): Known | null {
  const own = knowledge.of(id, measure).filter((k) => !k.older)
  const members =
    own.length > 0
      ? own
      : knowledge
          .subjects(measure)
          .filter((s) => s.startsWith(`${id}-`))
          .flatMap((s) => knowledge.of(s, measure))
  return members.length === 0 ? null : members.reduce((a, b) => (b.number > a.number ? b : a))
}

function sizeText(value: Decimal, lang: Lang): string {
  return formatAmount(
    { value, bound: 'exact' },
    { lang, scale: value.abs().gte(1_000_000) ? 'auto' : 'none', unitText: '' },
  )
}
