import type { Protocol } from '../protocol/protocol.ts'
import { clustered, type Estimate, type Moments, macro, share, tInterval } from '../statistics/estimate.ts'
import { isUnresolved, type Outcome, outcomes, type Score } from '../task/task.ts'
import { Epochs, reduced } from './epochs.ts'
import { createLengths, type LengthSummary, type Lengths } from './length.ts'
import { Confidences, type RiskCoverage } from './risk.ts'

/** A score with the sample that it belongs to. */
export interface Scored {
  readonly n: number
  readonly epoch: number
  readonly group: string | undefined
  readonly cluster: string | undefined
  readonly score: Score
}

/** What a run's scores come to. */
export interface Summary {
  readonly planned: number
  readonly outcomes: Readonly<Record<Outcome, number>>
  readonly headline: Estimate
  /** the headline if everything unresolved were wrong, and if it were right */
  readonly bounds: { readonly low: number; readonly high: number }
  /** every further measure of the task, by name */
  readonly parts: Readonly<Record<string, Estimate>>
  readonly groups: Readonly<Record<string, Estimate>>
  readonly length: LengthSummary
  /** how risk grows with coverage, where the model was asked how sure it is */
  readonly risk?: RiskCoverage
}

interface Sums {
  n: number
  sum: number
  squares: number
}

/** Adds up scores as they come; what it keeps does not grow with the samples, but for epochs, clusters and lengths. */
export class Tally {
  readonly #protocol: Protocol
  readonly #counts = Object.fromEntries(outcomes.map((o) => [o, 0])) as Record<Outcome, number>
  readonly #groups = new Map<string, Sums>()
  readonly #clusters = new Map<string, Sums>()
  readonly #parts = new Map<string, { whole: Sums; binary: boolean; clustered: boolean; ratio: Ratio }>()
  readonly #epochs: Epochs
  readonly #lengths: Lengths
  readonly #confidences = new Confidences()
  #binary = true
  readonly #open = { credit: 0, open: 0 }

  /** `tokenizer` names the one that counts tokens where it is not the endpoint */
  constructor(protocol: Protocol, tokenizer = '') {
    this.#protocol = protocol
    this.#epochs = new Epochs(protocol.reducer)
    this.#lengths = createLengths(tokenizer)
  }

  get lengths(): Lengths {
    return this.#lengths
  }

  add({ n, group, cluster, score }: Scored): void {
    this.#counts[score.outcome] += 1
    // what was left open is not covered, whatever was said of it
    if (score.confidence !== undefined && !isUnresolved(score.outcome))
      this.#confidences.add(score.confidence, score.value)
    const drawn = this.#protocol.epochs === 1 ? null : this.#epochs.of(n, group ?? '', cluster ?? '')
    if (drawn !== null) drawn.count += 1
    if (isUnresolved(score.outcome)) {
      const counted = this.#protocol.unresolved === 'excluded' ? 0 : score.value
      const kept = drawn ?? this.#open
      kept.credit += counted
      kept.open += 1 - counted
    }
    for (const [name, part] of Object.entries(score.parts ?? {})) this.#addPart(name, part)
    if (this.#protocol.unresolved === 'excluded' && isUnresolved(score.outcome)) return
    if (drawn === null) this.#addValue(score.value, group ?? '', cluster ?? '')
    else drawn.values.push(score.value)
  }

  #addValue(value: number, group: string, cluster: string): void {
    if (value !== 0 && value !== 1) this.#binary = false
    push(this.#groups, group, value)
    if (cluster !== '') push(this.#clusters, cluster, value)
  }

  #addPart(name: string, part: number | readonly [number, number]): void {
    const [sum, whole] = typeof part === 'number' ? [part, 1] : part
    const known = this.#parts.get(name) ?? {
      whole: { n: 0, sum: 0, squares: 0 },
      binary: true,
      clustered: false,
      ratio: { xx: 0, yy: 0, xy: 0 },
    }
    known.whole.n += whole
    known.whole.sum += sum
    known.whole.squares += sum * sum
    if (whole !== 1 && whole !== 0) known.clustered = true
    if (sum !== 0 && sum !== 1) known.binary = false
    known.ratio.xx += sum * sum
    known.ratio.yy += whole * whole
    known.ratio.xy += sum * whole
    this.#parts.set(name, known)
  }

  /**
   * What the scores come to; with samples that were planned and never came, they count as not run.
   *
   * `whole` says that no answers are to come beside those that came, however often each sample was drawn.
   */
  summary(planned: number, whole = false): Summary {
    for (const { values, group, cluster } of this.#epochs.all())
      if (values.length > 0) this.#addValue(reduced(values, this.#protocol.reducer), group, cluster)
    const scored = Object.values(this.#counts).reduce((s, c) => s + c, 0)
    const missing = whole ? 0 : Math.max(0, planned * this.#protocol.epochs - scored)
    const counts = { ...this.#counts, 'not-run': this.#counts['not-run'] + missing }
    const headline = this.#headline()
    const risk = this.#confidences.curve(scored + missing)
    return {
      planned,
      outcomes: counts,
      headline,
      bounds: this.#bounds(scored + missing, missing, whole ? 0 : planned),
      parts: withF(
        Object.fromEntries([...[...this.#parts].map(([name, p]) => [name, part(p)] as const), ...this.#passes()]),
        headline,
      ),
      groups: this.#groupEstimates(),
      length: this.#lengths.summary(),
      ...(risk === null ? {} : { risk }),
    }
  }

  // over all samples, whatever the policy of the headline: what is unresolved counts as wrong, then as right
  #bounds(answers: number, missing: number, planned: number): Summary['bounds'] {
    if (answers === 0) return { low: Number.NaN, high: Number.NaN }
    const { epochs } = this.#protocol
    if (epochs === 1) {
      const right = this.#total().sum
      const { credit, open } = this.#open
      return {
        low: Math.max(0, (right - credit) / answers),
        high: Math.min(1, (right + open + missing) / answers),
      }
    }
    const { low, high } = this.#epochs.bounds(planned > 0 ? epochs : 0)
    const absent = Math.max(0, planned - this.#epochs.size)
    const samples = this.#epochs.size + absent
    return { low: low / samples, high: Math.min(1, (high + absent) / samples) }
  }

  #passes(): readonly (readonly [string, Estimate])[] {
    return this.#epochs.passes().map(([name, values]) => {
      const groups = new Map<string, Sums>()
      for (const [value, group] of values) push(groups, this.#protocol.averaging === 'macro' ? group : '', value)
      return [
        name,
        within(groups.size === 1 ? tInterval([...groups.values()][0]!) : macro([...groups.values()]), 0, 1),
      ] as const
    })
  }

  #total(): Sums {
    const total = { n: 0, sum: 0, squares: 0 }
    for (const g of this.#groups.values()) {
      total.n += g.n
      total.sum += g.sum
      total.squares += g.squares
    }
    return total
  }

  #headline(): Estimate {
    const found = within(this.#estimate(), 0, 1)
    if (!this.#binary || found.error !== 0) return found
    // all right or all wrong: the spread says nothing, the number of independent samples does
    const total = this.#total()
    const units = this.#clusters.size > 1 && this.#clusters.size < total.n ? this.#clusters.size : total.n
    const { low, high } = share(found.value * units, units)
    return { ...found, low, high, method: 'wilson' }
  }

  #estimate(): Estimate {
    const total = this.#total()
    if (this.#protocol.averaging === 'macro') return macro([...this.#groups.values()])
    if (this.#clusters.size > 1 && this.#clusters.size < total.n) return clustered([...this.#clusters.values()])
    return this.#binary && Number.isInteger(total.sum) ? share(total.sum, total.n) : tInterval(total)
  }

  #groupEstimates(): Readonly<Record<string, Estimate>> {
    if (this.#groups.size < 2) return {}
    const named = [...this.#groups].sort(([a], [b]) => (a < b ? -1 : 1))
    return Object.fromEntries(
      named.map(([name, g]) => [
        name || '-',
        this.#binary && Number.isInteger(g.sum) ? share(g.sum, g.n) : tInterval(g),
      ]),
    )
  }
}

// a share lies within its limits, whatever the interval of few samples says
function within(e: Estimate, low: number, high: number): Estimate {
  return Number.isNaN(e.low) ? e : { ...e, low: Math.max(low, e.low), high: Math.min(high, e.high) }
}

interface Ratio {
  xx: number
  yy: number
  xy: number
}

// where questions may be left open: the harmonic mean of what is right of all and of what was attempted
function withF(parts: Readonly<Record<string, Estimate>>, overall: Estimate): Readonly<Record<string, Estimate>> {
  const given = parts['correct given attempted']
  if (given === undefined || !(given.n > 0)) return parts
  const [p, q] = [overall.value, given.value]
  const value = p + q === 0 ? 0 : (2 * p * q) / (p + q)
  const f: Estimate = { ...overall, value, low: Number.NaN, high: Number.NaN, error: Number.NaN, method: 'none' }
  return { ...parts, 'F-score': f }
}

// a part of a whole, such as instructions of a prompt, has the error of a ratio over samples
function part(p: { whole: Moments; binary: boolean; clustered: boolean; ratio: Ratio }): Estimate {
  const { whole, ratio } = p
  if (!p.clustered) return p.binary && Number.isInteger(whole.sum) ? share(whole.sum, whole.n) : tInterval(whole)
  const value = whole.sum / whole.n
  const spread = ratio.xx - 2 * value * ratio.xy + value * value * ratio.yy
  const error = Math.sqrt(Math.max(0, spread)) / whole.n
  return {
    value,
    low: Math.max(0, value - 1.959964 * error),
    high: Math.min(1, value + 1.959964 * error),
    error,
    n: whole.n,
    method: 'clustered',
    confidence: 0.95,
  }
}

function push(map: Map<string, Sums>, key: string, value: number): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, { n: 1, sum: value, squares: value * value })
  else {
    known.n += 1
    known.sum += value
    known.squares += value * value
  }
}
