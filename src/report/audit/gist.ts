import type { AuditDesk } from './desk.ts'
import { leadYearIn, yearIn } from './prose/year.ts'

/** What is seen of a paragraph at a glance. */
export interface Gist {
  /** whether it is a record of data, shots=0 cot=yes source=…: what lists its settings claims nothing in words */
  readonly isRecord: boolean
  /** the one year that it names, empty where it names none or several */
  readonly year: string
  /** whether it begins with that year */
  readonly leads: boolean
  /** the models that it names, once somebody asked */
  models: readonly string[] | undefined
}

const stores = new WeakMap<AuditDesk, Map<string, Gist>>()
const mostKept = 20_000

/** The gist of `words`, read once. */
export function gistOf(words: string, desk: AuditDesk): Gist {
  let store = stores.get(desk)
  if (store === undefined) {
    store = new Map()
    stores.set(desk, store)
  }
  let gist = store.get(words)
  if (gist === undefined) {
    if (store.size >= mostKept) store.clear()
    const year = yearIn(words)
    const leads = year !== '' && leadYearIn(words) === year
    gist = { isRecord: holdsRecord(words), year, leads, models: undefined }
    store.set(words, gist)
  }
  return gist
}

const key = /(?<![A-Za-z])(?:[a-z][a-z-]{2,14})\s?=\s?(?=[\w.-])/g

function holdsRecord(words: string): boolean {
  const count = words.includes('=') ? (words.match(key)?.length ?? 0) : 0
  return count >= 2 && count * 250 > words.length
}
