import { ones, teens, tens } from './en/words.ts'
import { digits, places } from './zh/words.ts'

const numbers: ReadonlyMap<string, number> = new Map(
  [ones, teens, tens, digits, places].flatMap((words) => Object.entries(words)),
)

/**
 * The number that a single word or character says, in either language and any case; `undefined` for every other.
 *
 * @example wordNumber('Twelve') // 12
 * @example wordNumber('两') // 2
 */
export function wordNumber(word: string): number | undefined {
  return numbers.get(word.toLowerCase())
}
