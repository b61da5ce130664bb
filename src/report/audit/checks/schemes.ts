import { amountInterval, type Interval, type Mention, plain } from '../../../base/index.ts'
import { kept } from '../kept.ts'
import { isQuoted } from '../prose/audit.ts'
import type { Sentence } from '../prose/sentence.ts'
import { textBetween } from './growth.ts'
import type { Read } from './input.ts'

interface Band {
  readonly mention: Mention
  readonly interval: Interval
  readonly text: string
}

const bounded: readonly string[] = ['at-least', 'at-most', 'more-than', 'less-than', 'range']

/**
 * Tells of bands of a scheme in running text that overlap or leave a gap: 低于 10 万元, 10 万至 20 万元, 25 万元以上.
 *
 * Three bounds in a row make a scheme where both its ends are open and some of its bands touch; all other lists of bounds are lists.
 */
export function checkSchemes({ desk, numbered }: Read): void {
  let run: Band[] = []
  let last: Sentence | undefined
  for (const sentence of numbered) {
    // a paragraph, or items of a list one below the other
    if (last !== undefined && sentence.start - last.end > 6) {
      check(run, desk)
      run = []
    }
    last = sentence
    for (const m of sentence.mentions) {
      const band = bandOf(sentence, m)
      const before = run.at(-1)
      if (band === null || (before !== undefined && unitOf(before.mention) !== unitOf(m))) {
        // what each band is given is another matter than its bounds
        if (band === null && (!isScalar(m) || (before !== undefined && unitOf(before.mention) !== unitOf(m)))) continue
        check(run, desk)
        run = []
      }
      if (band !== null) run.push(band)
    }
  }
  check(run, desk)
}

const isScaled = kept(/^(?:%|％|元|美元|\$|percent)$/)

// a plain number of the same kind parts two schemes, a year or a count of months does not
function isScalar({ unitText }: Mention): boolean {
  return isScaled(unitText)
}

function unitOf({ unitText }: Mention): string {
  return unitText.replace('％', '%')
}

function bandOf(sentence: Sentence, m: Mention): Band | null {
  if (!bounded.includes(m.bound) || m.form === 'vague' || isQuoted(sentence, m)) return null
  const { value, high, bound } = m
  const interval = amountInterval({ value, bound, ...(high === undefined ? {} : { high }) })
  return { mention: m, interval, text: textBetween(sentence, m.start, m.end) }
}

function check(run: readonly Band[], desk: AuditDeskOf): void {
  if (run.length < 3 || run.length > 8) return
  const sorted = [...run].sort((a, b) => Number(a.interval.low ?? -1e18) - Number(b.interval.low ?? -1e18))
  const first = sorted[0]!
  const last = sorted.at(-1)!
  // one end open below, one above, none of them in the middle; and the text goes through them in order
  if (first.interval.low !== null || last.interval.high !== null) return
  const inner = sorted.slice(1, -1)
  if (inner.some((b) => b.interval.low === null || b.interval.high === null)) return
  const order = run.map((b) => sorted.indexOf(b))
  if (!order.every((n, i) => n === i) && !order.every((n, i) => n === run.length - 1 - i)) return
  const pairs = sorted
    .slice(1)
    .map((b, i) => ({ a: sorted[i]!, b, order: sorted[i]!.interval.high!.cmp(b.interval.low!) }))
  // 914 to 1,523 m: 2, a class that nothing is in is left out
  const { text } = desk.input.extract
  if (run.filter((b) => /^\s?[a-z]{0,4}\s?[:：]\s?\d/.test(text.slice(b.mention.end, b.mention.end + 9))).length >= 2)
    return
  // 3—5 年、6—10 年: years that are counted leave nothing between them
  const isNext = ({ a, b }: (typeof pairs)[0]) =>
    /^(?:年|岁|人|个月|years?)$/.test(a.mention.unitText || b.mention.unitText) &&
    b.interval.low!.minus(a.interval.high!).eq(1)
  const off = pairs.filter((p) => p.order !== 0 && !isNext(p))
  if (off.length !== 1 || pairs.length < 2) return
  tell(off[0]!, run.length - 1 === order[0], desk)
}

type AuditDeskOf = Read['desk']

function tell({ a, b, order }: { a: Band; b: Band; order: number }, isDown: boolean, desk: AuditDeskOf): void {
  // the later of the two in the text
  const at = isDown ? a : b
  if (desk.isTold(at.mention.start, at.mention.end)) return
  const low = plain(a.interval.high!)
  const high = plain(b.interval.low!)
  desk.tell(
    'audit/bands',
    desk.place(at.mention.start, at.mention.end),
    order > 0
      ? { en: `\`${a.text}\` and \`${b.text}\` overlap`, zh: `\`${a.text}\` 与 \`${b.text}\` 重叠` }
      : {
          en: `nothing covers what lies between \`${a.text}\` and \`${b.text}\` (${low} to ${high})`,
          zh: `\`${a.text}\` 与 \`${b.text}\` 之间存在空档（${low} 至 ${high}）`,
        },
    { confidence: 0.85, printed: at.text },
  )
}
