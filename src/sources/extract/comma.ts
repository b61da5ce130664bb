/** A number as a cell holds it: signs and a currency before it, a unit without digits behind it. */
const cell = /^([^\p{L}\d.,]{0,4})(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?([^\d.,;]{0,12})$/u
// 12,5 and 1.234,5 have a comma before their decimals, 12,345 may have
const certain = /^\d{1,3}(?:\.\d{3})+,\d+\D*$|^\d+,(?:\d{1,2}|\d{4,})\D*$/
// 12.5 and 1,234.5 have none, 1.234 may have
const contrary = /^\d{1,3}(?:,\d{3})+\.\d+\D*$|^\d+\.(?:\d{1,2}|\d{4,})\D*$|^\d{1,3}(?:,\d{3}){2,}\D*$/
// so many cells speak for a whole file
const fewest = 3

/** Whether the cells of a file have a comma before their decimals: several surely have one, and none a point. */
export function haveCommas(cells: readonly string[]): boolean {
  let count = 0
  for (const text of cells) {
    const bare = text.replace(/^[^\p{L}\d.,]{0,4}/u, '')
    if (contrary.test(bare)) return false
    if (certain.test(bare)) count += 1
  }
  return count >= fewest
}

/** `text` of such a cell with points before decimals and commas between thousands, as long as before: 1.234,5 is 1,234.5. */
export function withPoint(text: string): string {
  const found = cell.exec(text)
  if (found === null) return text
  const [, front, whole, part, rest] = found
  return `${front}${whole!.replaceAll('.', ',')}${part === undefined ? '' : `.${part}`}${rest}`
}
