import { factAddress } from '../../../facts/index.ts'
import type { Known } from '../claim.ts'
import type { AuditDesk } from '../desk.ts'
import { judge, mayAgree } from '../verdict.ts'
import type { Linked } from './audit.ts'

const agreeing: readonly string[] = ['match', 'consistent', 'stale']

/**
 * Tells of two numbers of a sentence that stand beside each other's names, each of which disagrees with its own and is that
 * of the other; returns the indices of all such numbers.
 */
export function tellExchanged(links: readonly Linked[], desk: AuditDesk): ReadonlySet<number> {
  const told = new Set<number>()
  const measured = links.filter((l) => l.link.measure !== null)
  if (!measured.some((a, n) => measured.slice(n + 1).some((b) => isPair(a, b)))) return told
  const open = links.filter((l) => l.link.known.length > 0 && isPlain(l))
  for (let n = 0; n < open.length; n += 1) {
    const a = open[n]!
    // that one is the number of the other is rare, and asked first
    const b = open
      .slice(n + 1)
      .find(
        (o) =>
          isPair(a, o) &&
          agrees(a, o.link.known, desk) &&
          agrees(o, a.link.known, desk) &&
          !agrees(a, a.link.known, desk) &&
          !agrees(o, o.link.known, desk),
      )
    if (b === undefined || told.has(a.index) || told.has(b.index)) continue
    tellPair(a, b, desk)
    told.add(a.index).add(b.index)
  }
  return told
}

// in a list under 分别, or right beside a name: what is merely likely accuses nobody
function isPlain({ sentence, index, link }: Linked): boolean {
  const mention = sentence.mentions[index]!
  if (link.sure < 0.8) return false
  if (mention.respectively !== undefined) return true
  const before = sentence.names.filter((x) => x.kind === 'entity' && x.end <= mention.start).at(-1)
  const behind = sentence.names.find((x) => x.kind === 'entity' && x.start >= mention.end)
  return (
    (before?.id === link.subject && mention.start - before.end < 24) ||
    (behind?.id === link.subject && behind.start - mention.end < 8)
  )
}

function isPair(a: Linked, b: Linked): boolean {
  return a.link.measure !== null && a.link.measure === b.link.measure && a.link.subject !== b.link.subject
}

function agrees({ sentence, index, link }: Linked, known: readonly Known[], desk: AuditDesk): boolean {
  const mention = sentence.mentions[index]!
  const { amount, units, scope } = link
  const isVague = mention.form === 'vague'
  const digits = textOf({ sentence, index, link })
  const stated = { amount, units, scope, digits, scale: mention.scaleText, isVague }
  const { units: all } = desk.input.registry
  return mayAgree(stated, known, all) && agreeing.includes(judge(stated, known, all).verdict)
}

function textOf({ sentence, index }: Linked): string {
  const { start, end } = sentence.mentions[index]!
  return sentence.text.slice(start - sentence.start, end - sentence.start)
}

function tellPair(a: Linked, b: Linked, desk: AuditDesk): void {
  const left = a.sentence.mentions[a.index]!
  const right = b.sentence.mentions[b.index]!
  const facts = [a, b].flatMap((l) => l.link.known.filter((k) => !k.older).slice(0, 2)).map((k) => k.fact)
  const printed = `${textOf(a)} | ${textOf(b)}`
  const source = facts[0]!.evidence.source
  const place = desk.place(left.start, right.end)
  desk.tell(
    'audit/value-swap',
    place,
    {
      en: `\`${textOf(a)}\` and \`${textOf(b)}\` are exchanged: each disagrees with ${source} and is that of the other, as \`${factAddress(facts[0]!)}\` has it`,
      zh: `\`${textOf(a)}\` 与 \`${textOf(b)}\` 互换：两者均与 ${source} 不符，而与对方的数值一致（见 \`${factAddress(facts[0]!)}\`）`,
    },
    {
      confidence: Math.round(Math.min(a.link.sure, b.link.sure) * 95) / 100,
      printed,
      expected: `${textOf(b)} | ${textOf(a)}`,
      repair: {
        message: { en: 'exchange the two numbers', zh: '请互换这两个数值' },
        edits: [
          { start: left.numberStart, end: left.numberEnd, text: digitsOf(b) },
          { start: right.numberStart, end: right.numberEnd, text: digitsOf(a) },
        ],
      },
      facts,
    },
  )
}

function digitsOf({ sentence, index }: Linked): string {
  const { numberStart, numberEnd } = sentence.mentions[index]!
  return sentence.text.slice(numberStart - sentence.start, numberEnd - sentence.start)
}
