import type { AuditDesk, OwnNumber } from './desk.ts'

interface Index {
  first: OwnNumber | undefined
  count: number
  readonly cells: Map<string, OwnNumber>
}

const indexes = new WeakMap<readonly OwnNumber[], Index>()

/** The first cell of a table of this part of the document that states the `measure` of `subject`; it is noted that somebody asked. */
export function cellFor(subject: string, measure: string, desk: AuditDesk): OwnNumber | null {
  const found = findCell(subject, measure, desk)
  desk.asked.push({ subject, measure, found })
  return found
}

/** What somebody asked of the tables around, and what the answer was. */
export interface Asked {
  readonly subject: string
  readonly measure: string
  readonly found: OwnNumber | null
}

/** Whether each question has the same answer still. */
export function isStill(asked: readonly Asked[], desk: AuditDesk): boolean {
  return asked.every((a) => findCell(a.subject, a.measure, desk) === a.found)
}

function findCell(subject: string, measure: string, { own }: AuditDesk): OwnNumber | null {
  let index = indexes.get(own)
  // each part of a document begins anew
  if (index === undefined || index.first !== own[0] || index.count > own.length) {
    index = { first: own[0], count: 0, cells: new Map() }
    indexes.set(own, index)
  }
  for (; index.count < own.length; index.count += 1) {
    const number = own[index.count]!
    if (number.at.table !== undefined && !index.cells.has(number.key)) index.cells.set(number.key, number)
  }
  return index.cells.get(`${subject}\n${measure}`) ?? null
}
