interface Stretch {
  readonly start: number
  readonly end: number
}

/** Where the words around `number` begin and end: at the nearest of `all` on each side, and no further than its sentence. */
export function boundsOf(
  number: Stretch,
  all: readonly Stretch[],
  [from, to]: readonly [number, number],
): readonly [number, number] {
  let floor = from
  let ceiling = to
  for (const { start, end } of all) {
    if (end <= number.start && end > floor) floor = end
    if (start >= number.end && start < ceiling) ceiling = start
  }
  return [floor, ceiling]
}
