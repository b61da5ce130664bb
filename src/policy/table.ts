import type { Day, Diagnostic, Span } from '../base/index.ts'
import {
  emptyTally,
  isBlank,
  type Paid,
  Programs,
  payAll,
  payLong,
  stateFor,
  type Tally,
  tallyUp,
  wrong,
} from './batch.ts'
import { report } from './codes.ts'
import { type Instance, type Layout, layoutOf } from './columns.ts'
import type { Program } from './compile.ts'
import { Pools } from './pool.ts'
import { claimNamed } from './record.ts'
import { placeNamed } from './role.ts'
import type { Claim, Policy } from './tree.ts'

/** What came of one row. */
export type RowPaid = (row: number, id: string, paid: readonly Paid[]) => void

/** A table of claims that is answered row by row, without being held. */
export interface Batch {
  /** takes the cells of the next row, in the order of the heads; they may be used again afterwards */
  readonly push: (cells: ArrayLike<unknown>) => void
  /** passes over a row that could not be read, so that those behind it keep their places */
  readonly skip: () => void
  readonly finish: () => Totals
}

/** What a batch came to. */
export interface Totals {
  readonly rows: number
  readonly households: number
  /** households that were answered the long way: something was not known */
  readonly long: number
  readonly tallies: readonly Tally[]
  readonly diagnostics: readonly Diagnostic[]
  /** findings beyond those that are kept */
  readonly more: number
}

const mostFindings = 200
const mostRemembered = 1_000_000

/**
 * Answers a table of claims with the columns `heads`.
 *
 * A row is a claim, or a household with columns such as `items.0.price`. Rows of one consumer share its quotas and must
 * follow each other; a consumer that comes again later is counted afresh, and told of as far as that can be seen.
 */
export function startBatch(policy: Policy, knownOn: Day, file: string, heads: readonly string[], paid: RowPaid): Batch {
  const place = (row: number): Span => ({ file, start: 0, end: 0, line: row + 2, column: 1 })
  const layout = layoutOf(policy, heads, { file, start: 0, end: 0, line: 1, column: 1 })
  return new Running(policy, knownOn, layout, heads, place, paid)
}

class Running implements Batch {
  private rows = 0
  /** rows passed over, in all and before the present household */
  private skipped = 0
  private skippedBefore = 0
  private households = 0
  private long = 0
  private more = 0
  private readonly findings: Diagnostic[]
  private readonly tallies = new Map<string, Tally>()
  private readonly programs = new Map<string, Programs>()
  private readonly state = stateFor()
  private readonly pools = new Pools()
  private readonly loaded: { program: Program; values: Float64Array }[] = []
  private readonly out: number[] = []
  /** rows of the present consumer */
  private group: unknown[][] = []
  private consumer: unknown
  private ordered = true
  private forgetful = false
  private readonly seen = new Set<unknown>()
  private readonly policy: Policy
  private readonly knownOn: Day
  private readonly layout: Layout
  private readonly heads: readonly string[]
  private readonly place: (row: number) => Span
  private readonly paid: RowPaid

  constructor(
    policy: Policy,
    knownOn: Day,
    layout: Layout,
    heads: readonly string[],
    place: (row: number) => Span,
    paid: RowPaid,
  ) {
    this.policy = policy
    this.knownOn = knownOn
    this.layout = layout
    this.heads = heads
    this.place = place
    this.paid = paid
    this.findings = [...layout.diagnostics]
  }

  readonly push = (cells: ArrayLike<unknown>): void => {
    const { consumer } = this.layout
    if (consumer === -1 || isBlank(cells[consumer])) {
      if (this.group.length > 0) this.close()
      this.skippedBefore = this.skipped
      this.household([cells], this.rows)
      this.rows += 1
      return
    }
    const name = cells[consumer]
    if (this.group.length > 0 && name !== this.consumer) this.close()
    if (this.group.length === 0) this.open(name)
    this.group.push(Array.from(cells))
    this.rows += 1
  }

  readonly skip = (): void => {
    this.skipped += 1
  }

  readonly finish = (): Totals => {
    if (this.group.length > 0) this.close()
    const { rows, households, long, more } = this
    const tallies = [...this.tallies.values()]
    // a column is missed only where something stays open for want of it
    const missed = tallies.some((t) => t.open > 0 || t.unknown > 0)
    const diagnostics = this.findings.filter((d) => missed || d.code !== 'policy/missing-column')
    return { rows, households, long, more, tallies, diagnostics }
  }

  private open(name: unknown): void {
    this.skippedBefore = this.skipped
    if (this.ordered && this.consumer !== undefined) this.ordered = isAfter(name, this.consumer)
    if (this.seen.has(name)) this.returned(name)
    else if (this.seen.size < mostRemembered) this.seen.add(name)
    // beyond those that are remembered, ascending names cannot come back
    else if (!this.ordered && !this.forgetful) this.forget()
    this.consumer = name
  }

  private returned(name: unknown): void {
    const shown = String(name)
    this.find(
      report(
        'policy/bad-input',
        {
          en: `rows of consumer \`${shown}\` do not follow each other, so its quota is counted afresh`,
          zh: `消费者 \`${shown}\` 的各行不相邻，其限额被重新计算`,
        },
        { at: this.place(this.rows + this.skipped), hint: { en: 'sort the table by consumer', zh: '请按消费者排序' } },
      ),
    )
  }

  private forget(): void {
    this.forgetful = true
    this.find(
      report(
        'policy/bad-input',
        {
          en: `more than ${mostRemembered} consumers, not in order: whether one comes again is not seen any more`,
          zh: `消费者超过 ${mostRemembered} 个且未排序：此后无法发现重复出现的消费者`,
        },
        { at: this.place(this.rows + this.skipped), hint: { en: 'sort the table by consumer', zh: '请按消费者排序' } },
      ),
    )
  }

  private find(finding: Diagnostic): void {
    if (this.findings.length < mostFindings) this.findings.push(finding)
    else this.more += 1
  }

  private close(): void {
    const first = this.rows - this.group.length
    this.household(this.group, first)
    this.group = []
  }

  private household(rows: readonly ArrayLike<unknown>[], first: number): void {
    this.households += 1
    const counts: number[] = []
    let count = 0
    let short = true
    for (const cells of rows) {
      const before = count
      count = this.load(cells, count)
      if (count < 0) {
        short = false
        break
      }
      counts.push(count - before)
    }
    const found = short ? payAll(this.loaded, count, this.state, this.out) : null
    if (found === null) this.answerLong(rows, first)
    else this.tell(rows, first, counts)
  }

  private tell(rows: readonly ArrayLike<unknown>[], first: number, counts: readonly number[]): void {
    let at = 0
    for (const [i, cells] of rows.entries()) {
      const paid: Paid[] = []
      for (let n = 0; n < counts[i]!; n += 1) {
        const claim = this.loaded[at]!.program.claim.name
        const value = this.out[at]!
        tallyUp(this.tally(claim), value, value)
        paid.push({ claim, low: value, high: value })
        at += 1
      }
      this.paid(first + i, this.idOf(cells, first + i), paid)
    }
  }

  /** the number of claims loaded so far, or -1 when the household has to be answered the long way */
  private load(cells: ArrayLike<unknown>, from: number): number {
    let count = from
    const { place, kind, instances } = this.layout
    const programs = this.programsAt(place === -1 ? '' : cells[place])
    const wanted = kind === -1 ? null : this.kindOf(cells[kind])
    if (kind !== -1 && wanted === null) return -1
    for (const instance of instances) {
      if (wanted !== null && instance.claim !== wanted) continue
      const program = programs.of(instance.claim)
      if (program === null) return -1
      const values = this.room(count, program)
      const used = fill(instance, cells, values)
      if (used === null) return -1
      if (used) count += 1
    }
    return count
  }

  private room(at: number, program: Program): Float64Array {
    const known = this.loaded[at]
    if (known !== undefined && known.values.length >= program.size) {
      known.program = program
      known.values.fill(Number.NaN)
      return known.values
    }
    const values = new Float64Array(Math.max(program.size, 32)).fill(Number.NaN)
    this.loaded[at] = { program, values }
    return values
  }

  private programsAt(cell: unknown): Programs {
    const name = cell === undefined || cell === null ? '' : String(cell)
    const known = this.programs.get(name)
    if (known !== undefined) return known
    const made = new Programs({ policy: this.policy, knownOn: this.knownOn, place: placeNamed(this.policy, name) })
    this.programs.set(name, made)
    return made
  }

  private readonly kinds = new Map<unknown, Claim | null>()

  private kindOf(cell: unknown): Claim | null {
    const known = this.kinds.get(cell)
    if (known !== undefined) return known
    const found = claimNamed(this.policy, String(cell)) ?? null
    this.kinds.set(cell, found)
    return found
  }

  private answerLong(rows: readonly ArrayLike<unknown>[], first: number): void {
    this.long += 1
    const records = rows.map((cells, i) => ({ raw: this.rawOf(cells), index: first + i, at: () => undefined }))
    const { paid, diagnostics } = payLong(this.policy, this.knownOn, records, this.pools)
    for (const d of diagnostics)
      if (d.code !== 'policy/unknown-field') this.find({ ...d, at: this.place(first + this.skippedBefore) })
    for (const [i, list] of paid.entries()) {
      if (list === null) tallyUp(this.tally('?'), null, null)
      for (const one of list ?? []) tallyUp(this.tally(one.claim), one.low, one.high)
      this.paid(first + i, this.idOf(rows[i]!, first + i), list ?? [])
    }
  }

  private rawOf(cells: ArrayLike<unknown>): Readonly<Record<string, unknown>> {
    return Object.fromEntries(
      this.heads.map((head, i) => [head, typeof cells[i] === 'bigint' ? String(cells[i]) : cells[i]]),
    )
  }

  private idOf(cells: ArrayLike<unknown>, row: number): string {
    const { id } = this.layout
    return id === -1 || isBlank(cells[id]) ? `#${row + 1}` : String(cells[id])
  }

  private tally(claim: string): Tally {
    const known = this.tallies.get(claim)
    if (known !== undefined) return known
    const made = emptyTally(claim)
    this.tallies.set(claim, made)
    return made
  }
}

function isAfter(name: unknown, before: unknown): boolean {
  return String(name) > String(before) || Number(name) > Number(before)
}

/** Whether a row has the claim at all; `null` when a cell cannot be what it says. */
function fill(instance: Instance, cells: ArrayLike<unknown>, values: Float64Array): boolean | null {
  const { columns } = instance
  let some = false
  let nested = false
  for (let i = 0; i < columns.length; i += 1) {
    const { column, input, read, own } = columns[i]!
    nested ||= own
    const cell = cells[column]
    if (isBlank(cell)) continue
    const value = read(cell)
    if (value === wrong) return null
    // two columns of one input: which counts is found out the long way
    if (values[input] !== value && !Number.isNaN(values[input])) return null
    values[input] = value
    some ||= own
  }
  return !nested || some
}
