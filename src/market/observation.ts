import type { Day, Decimal, Span } from '../base/index.ts'

/** One number of one subject on one day. */
export interface Observation {
  readonly subject: string
  readonly measure: string
  readonly scope: Readonly<Record<string, string>>
  readonly day: Day
  readonly value: Decimal
  readonly unit: string
  readonly at: Span
}

/** What makes two observations speak of the same thing. */
export function observationKey(o: Omit<Observation, 'value' | 'at'>): string {
  return `${seriesKey(o)} ${o.day}`
}

/** What makes two observations belong to one series. */
export function seriesKey(o: Pick<Observation, 'subject' | 'measure' | 'scope'>): string {
  let scope = scopes.get(o.scope)
  if (scope === undefined) {
    scope = Object.keys(o.scope)
      .sort()
      .map((k) => `${k}=${o.scope[k]}`)
      .join('&')
    scopes.set(o.scope, scope)
  }
  return `${o.subject}/${o.measure}?${scope}`
}

// the observations of one column have one scope
const scopes = new WeakMap<Observation['scope'], string>()
