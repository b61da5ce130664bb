import type { Day, Diagnostic, Span } from '../base/index.ts'
import { type Paid, Programs, payAll, payLong, Sums, stateFor, type Tally, wrong } from './batch.ts'
import { report } from './codes.ts'
import { type Instance, type Layout, layoutOf, missingColumns } from './columns.ts'
import type { Program } from './compile.ts'
import { type Lookup, lookup } from './lookup.ts'
import { Pools } from './pool.ts'
import { claimNamed } from './record.ts'
import { anyPlace, isStoredPlace, type Path, placeNamed, unknownPlace } from './role.ts'
import type { Row } from './row.ts'
import type { Claim, Policy } from './tree.ts'
import { placesOf } from './where.ts'

/** What came of one row. */
export type RowPaid = (row: number, id: string, paid: readonly Paid[]) => void

/** A table of claims that is answered row by row, without being held. */
export interface Batch {
  /** takes the next row, with cells in the order of the heads; it may be used again afterwards */
  readonly push: (row: Row) => void
  readonly finish: () => Totals
}

/** What a batch came to. */
export interface Totals {
  readonly rows: number
  readonly households: number
  /** households that were answered the long way: something was not known */
  readonly long: number
  readonly tallies: readonly Tally[]
  /** places of which claims were answered; the empty text for no place */
  readonly places: readonly string[]
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
 * follow each other; rows of a consumer that comes again later are left open, and told of as far as that can be seen.
 * Without `paid` only totals are kept.
 */
export function startBatch(
  policy: Policy,
  knownOn: Day,
  file: string,
  heads: readonly string[],
  paid: RowPaid | null,
): Batch {
  return new Running(policy, knownOn, file, heads, paid)
}

class Running implements Batch {
  private rows = 0
  private households = 0
  private long = 0
  private more = 0
  private readonly findings: Diagnostic[]
  private readonly sums = new Map<string, Sums>()
  private readonly state = stateFor()
  private readonly pools = new Pools()
  private readonly loaded: { program: Program; row: Row; values: Float64Array }[] = []
  private readonly out: number[] = []
  /** rows of the present consumer */
  private group: Row[] = []
  private consumer: unknown
  /** whether the present consumer had rows before that its quotas were counted over */
  private again = false
  private ordered = true
  private forgetful = false
  private readonly seen = new Set<unknown>()
  private readonly alone: Row[] = []
  private readonly policy: Policy
  private readonly knownOn: Day
  private readonly file: string
  private readonly layout: Layout
  private readonly heads: readonly string[]
  private readonly paid: RowPaid | null
  /** `null` for a place that is said to be unknown */
  private readonly programs: Lookup<Programs | null>
  /** places that were named for the first time and are not stored */
  private readonly strangers: string[] = []
  private readonly anywhere: Programs
  private readonly places = new Map<string, Programs>()
  /** whether some row says that its place is unknown */
  private anyPlaces = false
  private readonly kinds: Lookup<Claim | null>

  constructor(policy: Policy, knownOn: Day, file: string, heads: readonly string[], paid: RowPaid | null) {
    this.policy = policy
    this.knownOn = knownOn
    this.file = file
    this.layout = layoutOf(policy, heads, { file, start: 0, end: 0, line: 1, column: 1 })
    this.heads = heads
    this.paid = paid
    this.findings = [...this.layout.diagnostics]
    const programsAt = (place: string): Programs => new Programs({ policy, knownOn, place })
    this.programs = lookup((cell) => {
      const place = placeNamed(policy, String(cell))
      if (place === anyPlace) this.anyPlaces = true
      if (place === anyPlace) return null
      if (!isStoredPlace(policy, place)) this.strangers.push(String(cell).trim())
      const made = this.places.get(place) ?? programsAt(place)
      this.places.set(place, made)
      return made
    })
    this.anywhere = programsAt('')
    this.kinds = lookup((cell) => claimNamed(policy, String(cell)) ?? null)
  }

  readonly push = (row: Row): void => {
    const { consumer } = this.layout
    if (consumer === -1 || row.isBlank(consumer)) {
      if (this.group.length > 0) this.close()
      this.alone[0] = row
      this.household(this.alone, this.rows)
      this.rows += 1
      return
    }
    if (this.group.length > 0 && !row.isSame(consumer, this.group[0]!)) this.close()
    if (this.group.length === 0) this.open(row.cell(consumer), row)
    this.group.push(row.keep())
    this.rows += 1
  }

  readonly finish = (): Totals => {
    if (this.group.length > 0) this.close()
    const { rows, households, long, more } = this
    const tallies = [...this.sums.values()].map((s) => s.tally())
    const diagnostics = [...this.findings, ...this.missed(tallies)]
    const places = ['', ...this.places.keys(), ...(this.anyPlaces ? placesOf(this.policy) : [])]
    return { rows, households, long, more, tallies, places: [...new Set(places)], diagnostics }
  }

  // a column is missed only where something stays open for want of it
  private missed(tallies: readonly Tally[]): readonly Diagnostic[] {
    if (this.layout.instances.some((i) => i.own.length > 0)) return []
    const at = { file: this.file, start: 0, end: 0, line: 1, column: 1 }
    return tallies
      .filter((t) => t.open > 0 || t.unknown > 0)
      .flatMap((t) => this.policy.claims.get(t.claim) ?? [])
      .flatMap((claim) => missingColumns(this.policy, claim, this.heads, at))
  }

  private open(name: unknown, row: Row): void {
    if (this.ordered && this.consumer !== undefined) this.ordered = isAfter(name, this.consumer)
    this.again = this.seen.has(name)
    if (this.again) this.returned(name, row)
    else if (this.seen.size < mostRemembered) this.seen.add(name)
    // beyond those that are remembered, ascending names cannot come back
    else if (!this.ordered && !this.forgetful) this.forget(row)
    this.consumer = name
  }

  private returned(name: unknown, row: Row): void {
    const shown = String(name)
    this.find(
      report(
        'policy/bad-input',
        {
          en: `rows of consumer \`${shown}\` do not follow each other: what its quotas leave is not known any more`,
          zh: `消费者 \`${shown}\` 的各行不相邻：其限额所余已无从得知`,
        },
        { at: this.place(row), hint: { en: 'sort the table by consumer', zh: '请按消费者排序' } },
      ),
    )
  }

  private forget(row: Row): void {
    this.forgetful = true
    this.find(
      report(
        'policy/bad-input',
        {
          en: `more than ${mostRemembered} consumers, not in order: whether one comes again is not seen any more`,
          zh: `消费者超过 ${mostRemembered} 个且未排序：此后无法发现重复出现的消费者`,
        },
        { at: this.place(row), hint: { en: 'sort the table by consumer', zh: '请按消费者排序' } },
      ),
    )
  }

  private find(finding: Diagnostic): void {
    if (this.findings.length < mostFindings) this.findings.push(finding)
    else this.more += 1
  }

  private close(): void {
    const first = this.rows - this.group.length
    if (this.again) this.leaveOpen(this.group, first)
    else this.household(this.group, first)
    this.again = false
    this.group = []
  }

  // a quota that was counted and forgotten may be used up
  private leaveOpen(rows: readonly Row[], first: number): void {
    this.households += 1
    const { kind, instances } = this.layout
    for (const [i, row] of rows.entries()) {
      const claims =
        kind === -1 ? instances.filter((n) => !isAbsent(n, row)).map((n) => n.claim) : [row.look(kind, this.kinds)]
      for (const claim of claims) this.sum(claim?.name ?? '?').add(null, null)
      const paid = claims.flatMap((c) => (c === null ? [] : [{ claim: c.name, low: null, high: null }]))
      this.paid?.(first + i, this.idOf(row, first + i), paid)
    }
  }

  private household(rows: readonly Row[], first: number): void {
    this.households += 1
    let count = 0
    for (let i = 0; i < rows.length && count >= 0; i += 1) count = this.load(rows[i]!, count)
    const found = count < 0 ? null : payAll(this.loaded, count, this.state, this.out)
    if (found === null) this.answerLong(rows, first)
    else if (this.paid === null)
      for (let i = 0; i < count; i += 1) this.sumOf(this.loaded[i]!).add(found[i]!, found[i]!)
    else this.tell(rows, first, count)
  }

  private sumOf(loaded: { readonly program: Program }): Sums {
    return this.sum(loaded.program.claim.name)
  }

  private tell(rows: readonly Row[], first: number, count: number): void {
    const paid = rows.map((): Paid[] => [])
    for (let i = 0; i < count; i += 1) {
      const { program, row } = this.loaded[i]!
      const value = this.out[i]!
      this.sumOf(this.loaded[i]!).add(value, value)
      paid[rows.indexOf(row)]!.push({ claim: program.claim.name, low: value, high: value })
    }
    for (const [i, row] of rows.entries()) this.paid?.(first + i, this.idOf(row, first + i), paid[i]!)
  }

  /** the number of claims loaded so far, or -1 when the household has to be answered the long way */
  private load(row: Row, from: number): number {
    let count = from
    const { place, kind, instances } = this.layout
    const programs = place === -1 || row.isBlank(place) ? this.anywhere : row.look(place, this.programs)
    for (const name of this.strangers.splice(0)) this.find(unknownPlace(this.policy, name, this.spanOf(row, place)))
    if (programs === null) return -1
    const wanted = kind === -1 ? null : row.look(kind, this.kinds)
    if (kind !== -1 && wanted === null) return -1
    for (let i = 0; i < instances.length; i += 1) {
      const instance = instances[i]!
      if (wanted !== null && instance.claim !== wanted) continue
      if (isAbsent(instance, row)) continue
      const program = programs.of(instance.claim)
      if (program === null) return -1
      if (!fill(instance, row, this.room(count, program, row))) return -1
      count += 1
    }
    return count
  }

  private room(at: number, program: Program, row: Row): Float64Array {
    const known = this.loaded[at]
    if (known !== undefined && known.values.length >= program.size) {
      known.program = program
      known.row = row
      known.values.fill(Number.NaN, 0, program.size)
      return known.values
    }
    const values = new Float64Array(Math.max(program.size, 32)).fill(Number.NaN)
    this.loaded[at] = { program, row, values }
    return values
  }

  private answerLong(rows: readonly Row[], first: number): void {
    this.long += 1
    const records = rows.map((row, i) => ({
      raw: this.rawOf(row),
      index: first + i,
      at: (path: Path): Span => this.place(row, path),
    }))
    const { paid, diagnostics } = payLong(this.policy, this.knownOn, records, this.pools)
    for (const d of diagnostics)
      if (d.code !== 'policy/unknown-field' && d.code !== 'policy/unknown-place') this.find(d)
    for (const [i, list] of paid.entries()) {
      if (list === null) this.sum('?').add(null, null)
      for (const one of list ?? []) this.sum(one.claim).add(one.low, one.high)
      this.paid?.(first + i, this.idOf(rows[i]!, first + i), list ?? [])
    }
  }

  private place(row: Row, path: Path = []): Span {
    const names = [path.join('.'), String(path[0] ?? '')]
    return this.spanOf(
      row,
      this.heads.findIndex((head) => names.includes(head)),
    )
  }

  private spanOf(row: Row, column: number): Span {
    return { file: this.file, start: 0, end: 0, ...row.place(column === -1 ? undefined : column) }
  }

  private rawOf(row: Row): Readonly<Record<string, unknown>> {
    return Object.fromEntries(
      this.heads.map((head, i) => {
        const cell = row.cell(i)
        return [head, typeof cell === 'bigint' ? String(cell) : cell]
      }),
    )
  }

  private idOf(row: Row, number: number): string {
    const { id } = this.layout
    return id === -1 || row.isBlank(id) ? `#${number + 1}` : String(row.cell(id))
  }

  private sum(claim: string): Sums {
    const known = this.sums.get(claim)
    if (known !== undefined) return known
    const made = new Sums(claim)
    this.sums.set(claim, made)
    return made
  }
}

function isAfter(name: unknown, before: unknown): boolean {
  return String(name) > String(before) || Number(name) > Number(before)
}

// a household has a claim where something stands in one of the claim's own columns
function isAbsent({ own }: Instance, row: Row): boolean {
  for (let i = 0; i < own.length; i += 1) if (!row.isBlank(own[i]!)) return false
  return own.length > 0
}

/** Whether all cells of a claim can be what they say. */
function fill({ columns }: Instance, row: Row, values: Float64Array): boolean {
  for (let i = 0; i < columns.length; i += 1) {
    const { column, input, read } = columns[i]!
    if (row.isBlank(column)) continue
    const value = row.look(column, read)
    if (value === wrong) return false
    // two columns of one input: which counts is found out the long way
    if (values[input] !== value && !Number.isNaN(values[input])) return false
    values[input] = value
  }
  return true
}
