import type { AuditDesk } from '../desk.ts'
import type { Sentence } from '../prose/sentence.ts'
import { type Quantity, quantitiesOf } from '../solve/quantity.ts'
import type { Read } from './input.ts'

const fold =
  /[（(]\s?(?:about\s|~|约)?(\d+(?:\.\d+)?)\s?(?:x|×|倍于?)\s(?:the\s|that of\s|of\s)?([A-Z][A-Za-z]*[- ]?\d+[A-Za-z]*)/g
const direct = /(\d+(?:\.\d+)?)\s?(?:x|×)\sthe\s$/
// longer parts are no reports
const longest = 900

/** Tells of a multiple of another thing that no number of that thing in the document makes: 4.8 TB/s (2.4x H100) where that has 3.35 TB/s. */
export function checkFolds({ desk, numbered }: Read): void {
  if (numbered.length > longest || numbered.length === 0) return
  for (const s of numbered) {
    if (!/\d\s?[x×倍]/.test(s.text) || s.mentions.length > 40) continue
    for (const m of s.text.matchAll(fold)) checkNamed(s, m, numbered, desk)
    checkDirect(s, desk)
  }
}

function checkNamed(s: Sentence, m: RegExpMatchArray, numbered: readonly Sentence[], desk: AuditDesk): void {
  const at = s.start + m.index!
  const own = quantitiesOf(s).findLast((q) => q.end <= at)
  if (own === undefined || at - own.end > 3 || own.kind !== 'amount') return
  const said = Number(m[1])
  const name = m[2]!
  const all: Quantity[] = []
  let isNamed = false
  for (const other of numbered) {
    if (Math.abs(other.start - s.start) > 8000) continue
    for (const q of quantitiesOf(other)) {
      if (q === own || q.key !== own.key || q.kind !== 'amount' || q.unit !== own.unit || q.period !== own.period)
        continue
      all.push(q)
      // what stands behind the name is of it
      const front = other.text.slice(0, q.at - other.start)
      const last = front.lastIndexOf(name)
      if (last !== -1 && !/[A-Z][A-Za-z]*\d{2,}/.test(front.slice(last + name.length))) isNamed = true
    }
  }
  const near = (q: Quantity) => Math.abs(own.value / q.value / said - 1) <= 0.06 + own.slack + q.slack + 0.05 / said
  if (!isNamed || all.some(near)) return
  tell(s, m[0].replace(/^[（(]\s?/, ''), at + m[0].length - m[0].replace(/^[（(]\s?/, '').length, desk)
}

// 208 billion transistors, 6.2× the 80 billion transistors of the other
function checkDirect(s: Sentence, desk: AuditDesk): void {
  const list = quantitiesOf(s)
  for (let n = 1; n < list.length; n += 1) {
    const whole = list[n]!
    const front = s.text.slice(0, whole.at - s.start)
    const found = direct.exec(front)
    if (found === null) continue
    const at = s.start + found.index
    const own = list.findLast(
      (q) => q.end <= at && q.key === whole.key && q.noun === whole.noun && q.kind === whole.kind,
    )
    if (own === undefined || at - own.end > 40) continue
    const said = Number(found[1])
    if (Math.abs(own.value / whole.value / said - 1) <= 0.06 + own.slack + whole.slack + 0.05 / said) continue
    tell(s, found[0].trimEnd(), at, desk)
  }
}

function tell(s: Sentence, printed: string, at: number, desk: AuditDesk): void {
  if (desk.isTold(at, at + printed.length) || at < s.start) return
  desk.tell(
    'audit/ratio',
    desk.place(at, at + printed.length),
    {
      en: `\`${printed}\` does not follow from any two numbers of the kind in the document`,
      zh: `\`${printed}\` 与文中同类数值的倍数不符`,
    },
    { confidence: 0.78, printed },
  )
}
