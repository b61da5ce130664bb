/** How sure the findings of a check are. */
export interface Sureness {
  /** the share of its findings that hold, for what a check is sure of by itself, 0 to 1 */
  readonly of: (check: string, own: number) => number
}

// by itself a check counts as much as so many findings that somebody read
const weight = 4

/**
 * How sure findings are, from rows of `sureness.csv`: of `told` findings of a check on documents that were new to it
 * `held` proved true. Rows of one check add up; a check without any is as sure as it says.
 *
 * @source Bayes: the mean of a beta law whose prior weighs as much as 4 findings, `(4 p + held) / (4 + told)`
 * @example createSureness([{ check: 'sums', told: '8', held: '4' }]).of('sums', 0.9) // 0.63
 */
export function createSureness(rows: readonly Readonly<Record<string, string>>[]): Sureness {
  const read = new Map<string, { told: number; held: number }>()
  for (const { check = '', told = '', held = '' } of rows) {
    const before = read.get(check) ?? { told: 0, held: 0 }
    read.set(check, { told: before.told + Number(told), held: before.held + Number(held) })
  }
  return {
    of: (check, own) => {
      const known = read.get(check)
      return known === undefined ? own : Math.round(((weight * own + known.held) / (weight + known.told)) * 100) / 100
    },
  }
}
