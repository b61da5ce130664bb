import { nearest, type Words } from '../../base/index.ts'
import { namesOfChecks } from './checks/all.ts'
import { auditCodes } from './codes.ts'

/** How sure the findings of a check are. */
export interface Sureness {
  /** the share of its findings that hold, for what a check is sure of by itself, 0 to 1 */
  readonly of: (check: string, own: number) => number
}

// by itself a check counts as much as so many findings that somebody read
const weight = 4

// what compares with facts is known by what it tells of
const names: ReadonlySet<string> = new Set([
  ...namesOfChecks,
  ...Object.keys(auditCodes).map((code) => code.replace('audit/', '')),
])

/** Why a row of `sureness.csv` cannot be used; `null` when it can. */
export function faultOfSureness({ check = '', told = '', held = '' }: Readonly<Record<string, string>>): Words | null {
  if (!names.has(check)) {
    const near = nearest(check, [...names])[0]
    return {
      en: `there is no check \`${check}\`${near === undefined ? '' : `; the nearest is \`${near}\``}`,
      zh: `没有检查项 \`${check}\`${near === undefined ? '' : `，最接近的是 \`${near}\``}`,
    }
  }
  const [all, right] = [told, held].map((text) => (/^\d{1,9}$/.test(text) ? Number(text) : Number.NaN))
  if (right! <= all!) return null
  return {
    en: `\`told\` and \`held\` are whole numbers and no more is held than told, not \`${told}\` and \`${held}\``,
    zh: `\`told\` 与 \`held\` 应为整数，且 held 不大于 told，而不是 \`${told}\` 与 \`${held}\``,
  }
}

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
