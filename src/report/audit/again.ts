import type { ExtractTable, Mention } from '../../base/index.ts'
import type { Claim, Finding, Place } from './claim.ts'
import type { AuditDesk, OwnNumber } from './desk.ts'
import type { FoundName } from './names.ts'
import type { Linked } from './prose/audit.ts'
import type { Sentence } from './prose/sentence.ts'
import type { Grid } from './table/grid.ts'
import type { Item } from './table/item.ts'

/** How far something stands from where the same words stood before. */
export interface Shift {
  readonly by: number
  readonly lines: number
  /** by how much the numbers of tables differ */
  readonly tables: number
}

/** What the audit of a stretch came to, kept for when the same stretch comes again. */
export interface Kept<R> {
  readonly at: Place
  readonly table: number
  readonly claims: readonly Claim[]
  readonly findings: readonly Finding[]
  readonly own: readonly OwnNumber[]
  readonly counted: number
  readonly result: R
}

/**
 * What `audit` comes to for the stretch from `start` to `end`, to be kept.
 *
 * `null` beside its result where that hangs on more than the stretch.
 */
export function keep<R>(
  start: number,
  end: number,
  table: number,
  desk: AuditDesk,
  audit: () => R,
): { readonly result: R; readonly kept: Kept<R> | null } {
  const from = [desk.claims.length, desk.findings.length, desk.own.length] as const
  const { counted } = desk
  desk.looksAround = false
  const result = audit()
  if (desk.looksAround) return { result, kept: null }
  const claims = desk.claims.slice(from[0])
  const findings = desk.findings.slice(from[1])
  const own = desk.own.slice(from[2])
  // what is told of another place stays there
  const isInside = ({ at }: { readonly at: Place }) => at.start >= start && at.end <= end
  if (!claims.every(isInside) || !findings.every(isInside)) return { result, kept: null }
  return {
    result,
    kept: { at: desk.place(start, start), table, claims, findings, own, counted: desk.counted - counted, result },
  }
}

/** Puts what was kept on the desk, for where the same stretch begins at `start`; `null` where it cannot be moved there. */
export function tellAgain<R>(kept: Kept<R>, start: number, table: number, desk: AuditDesk): Shift | null {
  const at = desk.place(start, start)
  // the first line of a stretch may begin further to the right
  if (at.column !== kept.at.column) return null
  const shift = { by: start - kept.at.start, lines: at.line - kept.at.line, tables: table - kept.table }
  for (const claim of kept.claims) desk.claims.push(shiftClaim(claim, shift))
  for (const finding of kept.findings) desk.retell(shiftFinding(finding, shift))
  for (const own of kept.own) desk.own.push(shiftOwn(own, shift))
  desk.counted += kept.counted
  return shift
}

function shiftPlace(at: Place, { by, lines, tables }: Shift): Place {
  const start = at.start + by
  const end = at.end + by
  const line = at.line + lines
  const { column, table } = at
  return table === undefined ? { start, end, line, column } : { ...at, start, end, line, table: table + tables }
}

function shiftClaim(c: Claim, shift: Shift): Claim {
  return {
    kind: c.kind,
    text: c.text,
    at: shiftPlace(c.at, shift),
    subject: c.subject,
    measure: c.measure,
    scope: c.scope,
    period: c.period,
    amount: c.amount,
    unit: c.unit,
    verdict: c.verdict,
    why: c.why,
  }
}

/** A finding where its words stand again. */
export function shiftFinding(f: Finding, shift: Shift): Finding {
  const at = shiftPlace(f.at, shift)
  if (f.repair === undefined) return { ...f, at }
  const edits = f.repair.edits.map((e) => ({ start: e.start + shift.by, end: e.end + shift.by, text: e.text }))
  return { ...f, at, repair: { message: f.repair.message, edits } }
}

function shiftOwn(own: OwnNumber, shift: Shift): OwnNumber {
  const at = shiftPlace(own.at, shift)
  return own.sentence === undefined ? { ...own, at } : { ...own, at, sentence: own.sentence + shift.by }
}

/** A name that stands further on by so much. */
export function shiftName({ kind, id, alias, needs, isFirm, refers, start, end }: FoundName, by: number): FoundName {
  return { kind, id, alias, needs, isFirm, refers, start: start + by, end: end + by }
}

/** A number that stands further on by so much. */
// field by field, in the order of the grammar: what reads millions of them meets one shape
export function shiftMention(m: Mention, by: number): Mention {
  return {
    kind: 'mention',
    start: m.start + by,
    end: m.end + by,
    numberStart: m.numberStart + by,
    numberEnd: m.numberEnd + by,
    value: m.value,
    high: m.high,
    decimals: m.decimals,
    below: m.below,
    bound: m.bound,
    qualifiers: m.qualifiers,
    unitText: m.unitText,
    form: m.form,
    scaleText: m.scaleText,
    scale: m.scale,
    respectively: m.respectively,
  }
}

/** The grid of `table`, which says the same as that of `grid` and is the `number`-th of its document. */
export function shiftGrid(grid: Grid, table: ExtractTable, number: number): Grid {
  return new MovedGrid(grid, table, number)
}

// few of its cells are ever looked at
class MovedGrid implements Grid {
  readonly number: number
  readonly table: ExtractTable
  readonly caption: string
  readonly rows: readonly Item[]
  readonly columns: readonly Item[]
  readonly rowAt: readonly number[]
  readonly columnAt: readonly number[]
  readonly down: Grid['down']
  private readonly from: Grid
  private moved: Grid['cells'] | undefined = undefined

  constructor(from: Grid, table: ExtractTable, number: number) {
    this.from = from
    this.table = table
    this.number = number
    const by = table.start - from.table.start
    this.caption = from.caption
    this.rows = from.rows.map((i) => shiftItem(i, by))
    this.columns = from.columns.map((i) => shiftItem(i, by))
    this.rowAt = from.rowAt
    this.columnAt = from.columnAt
    this.down = from.down
  }

  get cells(): Grid['cells'] {
    const by = this.table.start - this.from.table.start
    this.moved ??= this.from.cells.map((row) => row.map((c) => ({ ...c, start: c.start + by, end: c.end + by })))
    return this.moved
  }
}

function shiftItem(item: Item, by: number): Item {
  // a column whose head was lost stands nowhere
  const moved = item.end === 0 ? item : { ...item, start: item.start + by, end: item.end + by }
  const { setting } = item
  if (setting === undefined) return moved
  return { ...moved, setting: { ...setting, start: setting.start + by, end: setting.end + by } }
}

/** The sentences and links of a paragraph where its words stand again. */
export function shiftProse(
  { sentences, links }: { readonly sentences: readonly Sentence[]; readonly links: readonly Linked[] },
  by: number,
): { readonly sentences: readonly Sentence[]; readonly links: readonly Linked[] } {
  const moved = sentences.map((s) => shiftSentence(s, by))
  if (links.length === 0) return { sentences: moved, links }
  let n = 0
  return {
    sentences: moved,
    links: links.map(({ sentence, index, link }) => {
      while (sentences[n] !== sentence) n += 1
      return { sentence: moved[n]!, index, link }
    }),
  }
}

function shiftSentence(s: Sentence, by: number): Sentence {
  const move = <T extends { readonly start: number; readonly end: number }>(list: readonly T[]) =>
    list.length === 0 ? list : list.map((x) => ({ ...x, start: x.start + by, end: x.end + by }))
  return {
    start: s.start + by,
    end: s.end + by,
    text: s.text,
    names: s.names.length === 0 ? s.names : s.names.map((n) => shiftName(n, by)),
    strangers: move(s.strangers),
    mentions: s.mentions.length === 0 ? s.mentions : s.mentions.map((m) => shiftMention(m, by)),
    words: move(s.words),
    carried: s.carried,
    isFirst: s.isFirst,
    heading: s.heading,
    lead: s.lead,
    isCell: s.isCell,
    topic: s.topic,
    asked: s.asked,
    same: s,
    noted: {
      clauses: undefined,
      objects: undefined,
      statesConditions: s.noted.statesConditions,
      speaksOfSlips: s.noted.speaksOfSlips,
      allowed: undefined,
      quantities: undefined,
      gates: s.noted.gates,
      years: s.noted.years,
    },
  }
}
