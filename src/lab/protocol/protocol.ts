import type { Effects } from '../../base/index.ts'
import { canonicalJson } from './canonical.ts'

/** Everything about a measurement that moves its number, besides the data and the model. */
export interface Protocol {
  /** its name, such as `meta/llama3.1`; two protocols of one name and different contents differ */
  readonly id: string
  /** exemplars before the question */
  readonly shots: number
  /** where the exemplars come from, such as `dev`, `wei-2022` or a hash; empty without shots */
  readonly exemplars: string
  /** whether the model is asked to reason before it answers */
  readonly cot: boolean
  /** how a sample becomes a prompt: name and version of the template */
  readonly template: string
  readonly system: string
  /** words put into the model's mouth; not every endpoint can */
  readonly prefill: string
  readonly stop: readonly string[]
  readonly maxTokens: number
  readonly temperature: number
  readonly topP: number
  readonly seed: number | null
  /** what is done with thoughts: `strip` up to the end of the think tag, or `keep` */
  readonly thoughts: 'strip' | 'keep'
  /** reasoning effort asked of the endpoint; empty for its own */
  readonly effort: string
  /** part of the data, such as `main`, `diamond`, `base` */
  readonly subset: string
  /** `given`, or `seed:N` for a permutation made from the seed and the sample's id */
  readonly optionOrder: string
  /** how the answer is taken from the text: name and version */
  readonly extractor: string
  /** `micro` over samples, `macro` over the groups of samples, or `weighted` */
  readonly averaging: 'micro' | 'macro' | 'weighted'
  readonly epochs: number
  /** how the epochs of a sample become one value */
  readonly reducer: 'mean' | 'mode' | `pass@${number}` | `pass^${number}`
  /** model and prompt of the judge; empty without one */
  readonly judge: string
  /** what an unresolved sample counts for in the headline: nothing, its chance, or it is left out */
  readonly unresolved: 'wrong' | 'chance' | 'excluded'
}

/** What a protocol says unless it says otherwise. */
export const plainProtocol: Protocol = Object.freeze({
  id: 'plain',
  shots: 0,
  exemplars: '',
  cot: false,
  template: 'plain@1',
  system: '',
  prefill: '',
  stop: [],
  maxTokens: 1024,
  temperature: 0,
  topP: 1,
  seed: null,
  thoughts: 'strip',
  effort: '',
  subset: '',
  optionOrder: 'given',
  extractor: 'whole@1',
  averaging: 'micro',
  epochs: 1,
  reducer: 'mean',
  judge: '',
  unresolved: 'wrong',
})

/** `draft` with the plain value for all that it leaves open, frozen. */
export function defineProtocol(draft: Partial<Protocol> & { readonly id: string }): Protocol {
  return Object.freeze({ ...plainProtocol, ...draft })
}

/** The SHA-256 of a protocol's contents without its name: what is measured alike has one hash. */
export function protocolHash(protocol: Protocol, effects: Pick<Effects, 'sha256'>): string {
  const { id: _, ...contents } = protocol
  return effects.sha256(new TextEncoder().encode(canonicalJson(contents)))
}

/** One field in which two protocols differ. */
export interface ProtocolDifference {
  readonly field: keyof Protocol
  readonly before: string
  readonly after: string
  /** whether the field moves scores: then the two are not to be ranked against each other */
  readonly moves: boolean
}

// a name and the seed of the sampler say how a number was made, not what it measures
const still: ReadonlySet<keyof Protocol> = new Set(['id', 'seed'])

/**
 * The fields in which two protocols differ, those that move scores first.
 *
 * @example diffProtocols(plainProtocol, { ...plainProtocol, shots: 5 }) // [{ field: 'shots', before: '0', after: '5', moves: true }]
 */
export function diffProtocols(before: Protocol, after: Protocol): readonly ProtocolDifference[] {
  const fields = Object.keys(plainProtocol) as (keyof Protocol)[]
  const found = fields
    .filter((f) => canonicalJson(before[f] ?? null) !== canonicalJson(after[f] ?? null))
    .map((field) => ({ field, before: shown(before[field]), after: shown(after[field]), moves: !still.has(field) }))
  return [...found.filter((d) => d.moves), ...found.filter((d) => !d.moves)]
}

function shown(value: Protocol[keyof Protocol] | undefined): string {
  return typeof value === 'string' ? value : canonicalJson(value ?? null)
}

/** Whether scores under both may stand in one order. */
export function comparable(a: Protocol, b: Protocol): boolean {
  return diffProtocols(a, b).every((d) => !d.moves)
}
