import type { ExtractTable } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { linkMention } from '../prose/link.ts'
import { readSentences } from '../prose/read.ts'
import type { Sentence } from '../prose/sentence.ts'
import { tellNumber } from '../prose/tell.ts'
import { yearIn } from '../prose/year.ts'
import { judge } from '../verdict.ts'

// a title ends before that
const titleOf = 80
const headOf = 400
const longestLabel = 160
const mostRows = 200
const mostColumns = 12

/** Tells of cells that print a parameter of a policy wrongly: the row says of what, the column or the title of which year. */
export function tellRules({ rows }: ExtractTable, number: number, caption: string, desk: AuditDesk): void {
  const { extract, cues } = desk.input
  if (rows.length > mostRows || !cues.has('programme', `${extract.text.slice(0, headOf)} ${caption}`)) return
  const title = extract.text.slice(0, Math.min(titleOf, extract.blocks[0]?.end ?? 0))
  const head = rows[0] ?? []
  for (let j = 1; j < rows.length; j += 1) {
    const row = rows[j]!
    const lead = row[0]?.text ?? ''
    if (lead.length > longestLabel || cues.has('place', lead) || row.length > mostColumns) continue
    for (let k = 1; k < row.length; k += 1) {
      const { text, start, end } = row[k]!
      const label = head[k]?.text ?? ''
      if (!/\d/.test(text) || text.length > longestLabel || label.length > longestLabel) continue
      const year = yearIn(label) || yearIn(lead) || yearIn(caption) || yearIn(title)
      if (year === '') continue
      const carried = { heading: label, subjects: [] }
      const place = { table: number, row: j + 1, cell: k + 1 }
      for (const read of readSentences(start, end, carried, desk)) {
        const sentence = { ...read, lead, isCell: true }
        for (let n = 0; n < sentence.mentions.length; n += 1) tellRule(sentence, n, year, place, desk)
      }
    }
  }
}

function tellRule(
  sentence: Sentence,
  n: number,
  year: string,
  place: { table: number; row: number; cell: number },
  desk: AuditDesk,
): void {
  const link = linkMention(sentence, n, year, [], desk)
  if (link.isRule !== true) return
  const { start, end, numberStart, numberEnd, scaleText, form } = sentence.mentions[n]!
  const cut = (from: number, to: number) => sentence.text.slice(from - sentence.start, to - sentence.start)
  const digits = cut(numberStart, numberEnd)
  const { amount, units, scope } = link
  const stated = { amount, units, scope, digits, scale: scaleText, isVague: form === 'vague' }
  const printed = {
    text: cut(start, end),
    at: desk.place(start, end, place),
    digits,
    sentence: sentence.text,
    sentenceAt: sentence.start,
    digitsAt: { start: numberStart, end: numberEnd },
    others: [],
  }
  tellNumber(printed, link, judge(stated, link.known, desk.input.registry.units), desk)
}
