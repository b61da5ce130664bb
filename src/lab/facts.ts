import type { Day } from '../base/index.ts'
import { type Fact, type FactDraft, sortScope } from '../facts/index.ts'
import type { RunResult } from './log/record.ts'
import { type Estimate, supportedPlaces } from './statistics/estimate.ts'

/** The source that measured facts name in the register. */
export const labSource = 'assay-lab'

/** How a result becomes a fact. */
export interface FactOptions {
  readonly subject: string
  readonly known: Day
  /** folder of the run, from the desk */
  readonly folder: string
}

/**
 * What a run measured, as a fact: value, n, interval, protocol, data, model as served and the log that proves it.
 *
 * What a scripted model gave is synthetic and says so everywhere.
 */
export function factOf(result: RunResult, options: FactOptions): FactDraft {
  const { protocol, model, summary, dataset } = result
  const { headline } = summary
  const printed = printedScore(result)
  return {
    subject: options.subject,
    measure: result.measure,
    scope: sortScope({
      protocol: protocol.id,
      shots: String(protocol.shots),
      cot: protocol.cot ? 'yes' : '',
      dataset: dataset.sha256.slice(0, 12),
      metric: protocol.averaging === 'macro' ? 'macro-avg' : '',
    }),
    period: '',
    unit: isRating(result) ? 'score' : 'percent',
    value: { kind: 'number', text: printed.text },
    decimals: printed.places,
    bound: 'exact',
    evidence: {
      kind: model.synthetic ? 'synthetic' : 'measured',
      source: labSource,
      locator: options.folder,
      quote: `n=${headline.n}; ${intervalWords(headline, isRating(result))}; protocol ${result.protocolHash.slice(0, 12)}; data ${dataset.sha256.slice(0, 12)}; ${model.id} at ${model.endpoint}; assay ${result.version}; log ${result.log}`,
    },
    known: options.known,
    note: model.synthetic ? 'synthetic: answers of a scripted model' : '',
  }
}

/** The score of a result as it is printed: a percentage, or a rating of ten, in the digits that its error supports. */
export function printedScore(result: RunResult): { readonly text: string; readonly places: number } {
  const { value, error } = result.summary.headline
  const places = supportedPlaces(error)
  return isRating(result)
    ? { text: (value * 10).toFixed(2), places: 2 }
    : { text: (value * 100).toFixed(places), places }
}

function isRating(result: RunResult): boolean {
  return result.measure === 'mt-bench'
}

function intervalWords({ low, high, method, confidence }: Estimate, rating: boolean): string {
  if (!Number.isFinite(low)) return 'no interval'
  const scale = rating ? 10 : 100
  return `${Math.round(confidence * 100)} % interval ${(low * scale).toFixed(2)} to ${(high * scale).toFixed(2)} (${method})`
}

/**
 * The hash of the log that a measured fact names, `null` when it names none.
 *
 * @example logOf({ evidence: { quote: 'n=3; log ' + 'a'.repeat(64) } })?.length // 64
 */
export function logOf(fact: { readonly evidence: Pick<Fact['evidence'], 'quote'> }): string | null {
  return /\blog ([0-9a-f]{64})\b/.exec(fact.evidence.quote)?.[1] ?? null
}
