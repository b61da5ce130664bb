import type { Known } from '../claim.ts'
import type { AuditDesk } from '../desk.ts'

/** The one policy that something is known of under a measure in `year`; `null` where there is none or several. */
export function onlyPolicy(measure: string, year: string, desk: AuditDesk): string | null {
  const subjects = desk.knowledge.subjects(measure).filter((s) => isPolicy(s, desk))
  if (subjects.length === 0) return null
  const fitting = subjects.filter((s) => inYear(desk.knowledge.of(s, measure), year).length > 0)
  return fitting.length === 1 ? fitting[0]! : null
}

/** Whether an entity is a policy. */
export function isPolicy(id: string, { input }: AuditDesk): boolean {
  return input.registry.entity(id)?.kind === 'policy'
}

// a policy is of the year in its name where its facts have no period
/** What is known of `year`. */
export function inYear(known: readonly Known[], year: string): readonly Known[] {
  return known.filter(({ fact }) => {
    if (fact.period === '') {
      const own = /-(20\d{2})$/.exec(fact.subject)?.[1]
      return own === undefined || own === year
    }
    return year !== '' && fact.period.slice(0, 4) <= year && fact.period.slice(-10, -6) >= year
  })
}
