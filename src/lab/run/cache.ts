import type { Output } from '../models/model.ts'

/** Answers that were given before, by the whole request, the model, the endpoint and the epoch. */
export interface Cache {
  readonly find: (key: string) => Promise<Output | null>
  /** takes a finished answer; one that was cut off, filtered or failed is not kept */
  readonly keep: (key: string, output: Output) => void
}

/** One line of a cache file. */
export interface CacheLine {
  readonly key: string
  readonly output: Output
}

/** Whether an answer may stand for a later one. */
export function isKept(output: Output): boolean {
  return output.finish === 'stop' || output.finish === 'tool'
}

/** A cache over the lines of a file, of which only the served model's are taken. */
export function createCache(
  known: ReadonlyMap<string, Output>,
  served: string | null,
  add: (line: string) => void,
): Cache {
  return {
    find: async (key) => {
      const output = known.get(key)
      return output === undefined || (served !== null && output.served !== served) ? null : output
    },
    keep: (key, output) => {
      if (isKept(output)) add(JSON.stringify({ key, output } satisfies CacheLine))
    },
  }
}
