/**
 * A count with its English word.
 *
 * @example plural(1, 'report') // '1 report'
 * @example plural(2, 'report') // '2 reports'
 */
export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}
