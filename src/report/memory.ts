/**
 * What was found before, by what it was found from: the same key comes to the same value.
 *
 * Values can be written as JSON. Whoever holds a memory forgets all of it when the program, the facts, the names or the settings
 * change; a value that is read back may have been written by anybody.
 */
export interface Memory {
  readonly recall: (key: string) => unknown
  readonly keep: (key: string, value: unknown) => void
}
