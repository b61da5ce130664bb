import { AssayError, type Diagnostic } from '../base/index.ts'
import {
  diffProtocols,
  holm,
  mcnemar,
  minimumEffect,
  type ProtocolDifference,
  pairedBootstrap,
  type RunHeader,
  readLog,
  report,
  runFiles,
  type ScoreRecord,
} from '../lab/index.ts'
import { type LabMachine, readHeader } from './lab/machine.ts'

/** Which runs are compared. */
export interface CompareOptions {
  readonly folders: readonly string[]
  /** fields in which protocols may differ nevertheless, by name */
  readonly despite: readonly string[]
}

/** One run among the compared ones. */
export interface Side {
  readonly folder: string
  readonly header: RunHeader
  readonly n: number
  readonly value: number
}

/** What two runs say about each other on the samples that both have. */
export interface Pair {
  readonly a: number
  readonly b: number
  readonly shared: number
  readonly difference: number
  readonly low: number
  readonly high: number
  /** samples that only one of them has right; absent where scores are not all 0 or 1 */
  readonly discordant: { readonly onlyA: number; readonly onlyB: number } | null
  readonly test: 'mcnemar exact' | 'paired permutation'
  readonly p: number
  /** `p` after Holm's correction over all pairs */
  readonly adjusted: number
  /** difference that so many samples find with 80 % power */
  readonly detectable: number
  readonly verdict: 'a' | 'b' | 'undecided'
}

/** Runs side by side. */
export interface Comparison {
  readonly sides: readonly Side[]
  readonly pairs: readonly Pair[]
  readonly differences: readonly ProtocolDifference[]
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Runs of one task compared on the samples that they share.
 *
 * @throws AssayError lab/protocol-mixed where protocols differ in a field that moves scores and was not waived
 */
export async function compare(machine: LabMachine, options: CompareOptions): Promise<Comparison> {
  const headers = await Promise.all(options.folders.map((f) => readHeader(machine, f)))
  const differences = headers
    .slice(1)
    .flatMap((h) => diffProtocols(headers[0]!.protocol, h.protocol).filter((d) => d.moves))
  refuseMixed(headers, differences, options.despite)
  const scores = await Promise.all(options.folders.map((f) => readScores(machine, f)))
  const sides = headers.map(
    (header, i): Side => ({
      folder: options.folders[i]!,
      header,
      n: scores[i]!.size,
      value: mean([...scores[i]!.values()].map((s) => s.value)),
    }),
  )
  const raw: Omit<Pair, 'adjusted' | 'verdict'>[] = []
  for (let a = 0; a < scores.length; a += 1)
    for (let b = a + 1; b < scores.length; b += 1) raw.push(pair(a, b, scores[a]!, scores[b]!))
  const adjusted = holm(raw.map((r) => r.p))
  const pairs = raw.map(
    (r, i): Pair => ({
      ...r,
      adjusted: adjusted[i]!,
      verdict: adjusted[i]! < 0.05 ? (r.difference > 0 ? 'a' : 'b') : 'undecided',
    }),
  )
  return { sides, pairs, differences, diagnostics: [] }
}

function refuseMixed(
  headers: readonly RunHeader[],
  differences: readonly ProtocolDifference[],
  despite: readonly string[],
): void {
  const tasks = new Set(headers.map((h) => h.task))
  const open = [...new Set(differences.map((d) => d.field))].filter((f) => !despite.includes(f))
  const data = new Set(headers.map((h) => h.dataset.sha256))
  const fields = [
    ...(tasks.size > 1 ? ['task'] : []),
    ...(data.size > 1 && !despite.includes('dataset') ? ['dataset'] : []),
    ...open,
  ]
  if (fields.length === 0) return
  const list = fields.map((f) => `\`${f}\``).join(', ')
  const waive =
    tasks.size > 1
      ? {}
      : {
          hint: {
            en: `compare under one protocol, or add \`--despite ${fields.join(',')}\``,
            zh: `请在同一协议下比较，或加 \`--despite ${fields.join(',')}\``,
          },
        }
  throw new AssayError([
    report('lab/protocol-mixed', { en: `the runs differ in ${list}`, zh: `这些运行在 ${list} 上不同` }, waive),
  ])
}

interface Kept {
  value: number
  count: number
  readonly cluster: string
}

// epochs of a sample are one value, their mean
async function readScores(machine: LabMachine, folder: string): Promise<ReadonlyMap<string, Kept>> {
  const map = new Map<string, Kept>()
  const chunks = await machine.disk.stream(`${folder}/${runFiles.scores}`)
  if (chunks === null) {
    throw new AssayError([
      report(
        'lab/no-run',
        { en: `\`${folder}\` was not scored`, zh: `\`${folder}\` 尚未评分` },
        { hint: { en: `run \`assay eval score ${folder}\``, zh: `请运行 \`assay eval score ${folder}\`` } },
      ),
    ])
  }
  await readLog<ScoreRecord>(runFiles.scores, chunks, (s) => {
    const known = map.get(s.id)
    if (known === undefined) map.set(s.id, { value: s.value, count: 1, cluster: s.cluster ?? '' })
    else {
      known.value = (known.value * known.count + s.value) / (known.count + 1)
      known.count += 1
    }
    return undefined
  })
  return map
}

function pair(
  a: number,
  b: number,
  left: ReadonlyMap<string, Kept>,
  right: ReadonlyMap<string, Kept>,
): Omit<Pair, 'adjusted' | 'verdict'> {
  const ids = [...left.keys()].filter((id) => right.has(id))
  const differences = ids.map((id) => left.get(id)!.value - right.get(id)!.value)
  const binary = ids.every((id) => isBit(left.get(id)!.value) && isBit(right.get(id)!.value))
  const clusters = ids.map((id) => left.get(id)!.cluster)
  const clustered = clusters.some((c) => c !== '') && new Set(clusters).size < ids.length
  const onlyA = differences.filter((d) => d === 1).length
  const onlyB = differences.filter((d) => d === -1).length
  const resampled = pairedBootstrap(differences, clustered ? clusters : null)
  const exact = binary && !clustered
  const disagreement = mean(differences.map((d) => d * d))
  return {
    a,
    b,
    shared: ids.length,
    difference: mean(differences),
    low: resampled.low,
    high: resampled.high,
    discordant: binary ? { onlyA, onlyB } : null,
    test: exact ? 'mcnemar exact' : 'paired permutation',
    p: exact ? mcnemar(onlyA, onlyB) : resampled.p,
    detectable: minimumEffect(Math.max(1, ids.length), { disagreement }),
  }
}

function isBit(x: number): boolean {
  return x === 0 || x === 1
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : values.reduce((s, v) => s + v, 0) / values.length
}
