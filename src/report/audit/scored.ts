import type { AuditDesk } from './desk.ts'

/** The units in which benchmarks give their scores. */
export const scoredUnits: readonly string[] = ['percent', 'f1-points', 'score']

/** Whether the measure `id` is given on a scale of scores. */
export function isScored(id: string, { input }: AuditDesk): boolean {
  return scoredUnits.includes(input.registry.measure(id)?.unit ?? '')
}
