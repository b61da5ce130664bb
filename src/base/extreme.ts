// a call takes some hundred thousand arguments and no more, and tables have more rows

/**
 * The largest of `values`, `-Infinity` where there are none.
 *
 * @example largest([3, 9, 4]) // 9
 */
export function largest(values: readonly number[]): number {
  let most = Number.NEGATIVE_INFINITY
  for (let n = 0; n < values.length; n += 1) most = Math.max(most, values[n]!)
  return most
}

/**
 * The smallest of `values`, `Infinity` where there are none.
 *
 * @example smallest([3, 9, 4]) // 3
 */
export function smallest(values: readonly number[]): number {
  let least = Number.POSITIVE_INFINITY
  for (let n = 0; n < values.length; n += 1) least = Math.min(least, values[n]!)
  return least
}

/**
 * Puts each of `values` behind those of `list`.
 *
 * @example append([1], [2, 3]).length // 3
 */
export function append<T>(list: T[], values: readonly T[]): T[] {
  // `list` may be put behind itself
  const count = values.length
  for (let n = 0; n < count; n += 1) list.push(values[n]!)
  return list
}
