import { type Diagnostic, nearest, readSpec, type Spec } from '../base/index.ts'
import type { Calendar } from './calendar.ts'
import { type FeedProfile, specFindings } from './profile.ts'
import type { FeedUse } from './setting.ts'

/** Names in the file of a feed that are of no calendar and of no measure of its profile. */
export function checkNames(
  file: string,
  text: string,
  use: FeedUse,
  profile: FeedProfile,
  calendars: ReadonlyMap<string, Calendar>,
): readonly Diagnostic[] {
  const spec = readSpec(file, text)
  const measures = profile.measures.map((m) => m.measure)
  const closed = [...calendars.keys()]
  const isList = Array.isArray(spec.value.keep)
  for (const [i, measure] of use.keep.entries())
    among(spec, isList ? ['keep', i] : ['keep'], measure, measures, 'measure')
  if (use.calendar !== '') among(spec, ['calendar'], use.calendar, closed, 'calendar')
  if (use.weeks !== null && use.weeks.holidays !== '')
    among(spec, ['weeks', 'holidays'], use.weeks.holidays, closed, 'calendar')
  if (use.weeks !== null) among(spec, ['weeks', 'measure'], use.weeks.measure, measures, 'measure')
  return specFindings(spec)
}

function among(
  spec: Spec,
  path: readonly (string | number)[],
  name: string,
  known: readonly string[],
  what: 'measure' | 'calendar',
): void {
  if (known.includes(name)) return
  const near = nearest(name, known)[0]
  spec.faults.push({
    kind: 'bad-value',
    en: `\`${name}\` is no ${what === 'measure' ? 'measure of the feed' : 'calendar'}`,
    zh: what === 'measure' ? `该数据接口没有指标 \`${name}\`` : `没有日历 \`${name}\``,
    at: spec.place(path),
    ...(near === undefined ? {} : { near }),
  })
}
