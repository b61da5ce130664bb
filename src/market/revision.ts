import { type Day, type Diagnostic, type Found, plain } from '../base/index.ts'
import { report } from './codes.ts'
import type { UsedFeed } from './facts.ts'
import { type Observation, observationKey, seriesKey } from './observation.ts'

/**
 * The feeds without the days of which two of them, known on the same day, say different numbers.
 *
 * Neither is later than the other, so that neither can be trusted. Each series is told of once, with both places.
 */
export function withoutConflicts<Feed extends UsedFeed>(feeds: readonly Feed[]): Found<readonly Feed[]> {
  const first = new Map<string, Observation>()
  const bad = new Map<string, readonly [Observation, Observation]>()
  const keyOf = (o: Observation, known: Day) => `${known} ${observationKey(o)}`
  for (const { use, observations } of feeds) {
    for (const o of observations) {
      const key = keyOf(o, use.known)
      const before = first.get(key)
      if (before === undefined) first.set(key, o)
      else if (!before.value.eq(o.value) && !bad.has(key)) bad.set(key, [before, o])
    }
  }
  if (bad.size === 0) return { value: feeds, diagnostics: [] }
  const bySeries = new Map<string, (readonly [Observation, Observation])[]>()
  for (const pair of bad.values()) {
    const key = seriesKey(pair[1])
    bySeries.set(key, [...(bySeries.get(key) ?? []), pair])
  }
  const diagnostics = [...bySeries.values()].map((list) => {
    const inOrder = list.toSorted(([, a], [, b]) => (a.day < b.day ? -1 : 1))
    const [before, o] = inOrder[0]!
    const [name, a, b] = [`${o.subject}/${o.measure}`, plain(before.value), plain(o.value)]
    const [more, last] = [inOrder.length - 1, inOrder.at(-1)![1].day]
    return report(
      'market/duplicate-row',
      {
        en: `${o.day} of \`${name}\` is ${a} in one feed and ${b} in another, known on the same day${more === 0 ? '' : `, and so are ${more} more up to ${last}`}`,
        zh: `同日取得的两份数据中，\`${name}\` 的 ${o.day} 既为 ${a} 又为 ${b}${more === 0 ? '' : `，至 ${last} 另有 ${more} 天`}`,
      },
      {
        at: o.at,
        related: [{ message: { en: 'said here otherwise', zh: '此处另有说法' }, at: before.at }],
        hint: {
          en: 'give the later retrieval its own day in `known`, or the two feeds scopes of their own',
          zh: '请为较晚的一份写明其 `known`，或为两份数据写明不同的 `scope`',
        },
      },
    )
  })
  const value = feeds.map((feed) => ({
    ...feed,
    observations: feed.observations.filter((o) => !bad.has(keyOf(o, feed.use.known))),
  }))
  return { value, diagnostics }
}

/** What a later retrieval of a source says otherwise; each series is told of once, since a revision mostly touches several days. */
export function restated(feeds: readonly UsedFeed[]): readonly Diagnostic[] {
  const first = new Map<string, { readonly o: Observation; readonly known: Day }>()
  const changed = new Map<string, Revision[]>()
  for (const { use, observations } of feeds.toSorted((a, b) => (a.use.known < b.use.known ? -1 : 1))) {
    for (const o of observations) {
      const key = `${use.source} ${observationKey(o)}`
      const before = first.get(key)
      first.set(key, { o, known: use.known })
      if (before === undefined || before.o.value.eq(o.value) || before.known === use.known) continue
      const series = `${use.known} ${seriesKey(o)}`
      const own = changed.get(series)
      const revision = { before: before.o, after: o, known: before.known, now: use.known }
      if (own === undefined) changed.set(series, [revision])
      else own.push(revision)
    }
  }
  return [...changed.values()].map(revisionFinding)
}

interface Revision {
  readonly before: Observation
  readonly after: Observation
  readonly known: Day
  readonly now: Day
}

function revisionFinding(list: readonly Revision[]): Diagnostic {
  const inOrder = list.toSorted((a, b) => (a.after.day < b.after.day ? -1 : 1))
  const { before, after, known, now } = inOrder[0]!
  const name = `${after.subject}/${after.measure}`
  const [a, b] = [plain(before.value), plain(after.value)]
  const more = inOrder.length - 1
  const last = inOrder.at(-1)!.after.day
  return report(
    'market/restated',
    {
      en: `${after.day} of \`${name}\` was ${a} on ${known} and is ${b} on ${now}${more === 0 ? '' : `, and ${more} more up to ${last}`}`,
      zh: `\`${name}\` 的 ${after.day} 在 ${known} 为 ${a}，在 ${now} 为 ${b}${more === 0 ? '' : `，至 ${last} 另有 ${more} 天`}`,
    },
    { at: after.at, related: [{ message: { en: 'said here before', zh: '此前的数值' }, at: before.at }] },
  )
}
