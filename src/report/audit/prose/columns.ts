import type { AuditDesk } from '../desk.ts'
import { isTold } from './objects.ts'
import type { Sentence } from './sentence.ts'

// so many letters beside its names still make a line a head: 特征, Spec, v0.1
const mostBeside = 12

/**
 * Whose the `n`-th number is in a table that lost its columns: lines of a label and numbers below a line of names.
 *
 * The k-th number is that of the k-th name, where there are as many; `stranger` where there are not, and `null` where
 * the lines are no such table.
 */
export function ownerInColumns(sentence: Sentence, n: number, desk: AuditDesk): string | 'stranger' | null {
  const { text, start, names, strangers, mentions } = sentence
  const at = mentions[n]!.numberStart - start
  const from = text.lastIndexOf('\n', at) + 1
  if (from === 0) return null
  const next = text.indexOf('\n', at)
  const to = next === -1 ? text.length : next
  const things = [
    ...names.filter((x) => x.kind === 'entity' && isTold(x.id, desk)),
    ...strangers.map((s) => ({ ...s, id: 'stranger' as const })),
  ].sort((a, b) => a.start - b.start)
  if (things.some((x) => x.id !== 'stranger' && x.start - start >= from && x.start - start < to)) return null
  const last = things.findLast((x) => x.id !== 'stranger' && x.start - start < from)
  if (last === undefined) return null
  const head = [text.lastIndexOf('\n', last.start - start) + 1, text.indexOf('\n', last.start - start)] as const
  const named = things.filter((x) => x.start - start >= head[0] && x.start - start < head[1])
  if (named.length < 2) return null
  const beside = named.reduce((left, x) => left - (x.end - x.start), head[1] - head[0])
  if (beside > mostBeside + 2 * named.length) return null
  const own = mentions.filter((m) => m.numberStart - start >= from && m.numberStart - start < to)
  const k = own.indexOf(mentions[n]!)
  return own.length === named.length ? named[k]!.id : 'stranger'
}
