import { type Diagnostic, isUnit, nearest, readSpec, type Spec, type Words } from '../base/index.ts'
import type { Registry } from '../facts/index.ts'
import type { Calendar } from './calendar.ts'
import { type FeedProfile, specFindings } from './profile.ts'
import type { FeedUse } from './setting.ts'

/** Measures and units of a profile that the desk does not know. */
export function checkProfile(
  file: string,
  text: string,
  profile: FeedProfile,
  registry: Registry,
): readonly Diagnostic[] {
  const spec = readSpec(file, text)
  const units = registry.units.ids()
  for (const { measure, unit } of profile.measures) {
    const path = ['measures', measure]
    if (registry.measure(measure) === undefined)
      tell(
        spec,
        path,
        measure,
        registry.measures.map((m) => m.id),
        { en: 'no measure', zh: '没有指标' },
      )
    if (!isUnit(registry.units, unit)) tell(spec, [...path, 'unit'], unit, units, unitWords)
  }
  return specFindings(spec)
}

/** Names in the file of a feed that are of no calendar, of no subject and of no measure of its profile. */
export function checkNames(
  file: string,
  text: string,
  use: FeedUse,
  profile: FeedProfile,
  calendars: ReadonlyMap<string, Calendar>,
  registry: Registry,
): readonly Diagnostic[] {
  const spec = readSpec(file, text)
  const measures = profile.measures.map((m) => m.measure)
  const closed = [...calendars.keys()]
  const isList = Array.isArray(spec.value.keep)
  for (const [i, measure] of use.keep.entries())
    among(spec, isList ? ['keep', i] : ['keep'], measure, measures, measureWords)
  if (use.calendar !== '') among(spec, ['calendar'], use.calendar, closed, calendarWords)
  if (use.weeks !== null && use.weeks.holidays !== '')
    among(spec, ['weeks', 'holidays'], use.weeks.holidays, closed, calendarWords)
  if (use.weeks !== null) among(spec, ['weeks', 'measure'], use.weeks.measure, measures, measureWords)
  for (const subject of Object.keys(use.weeks?.thresholds ?? {}))
    subjectIn(spec, ['weeks', 'thresholds', subject], subject, registry)
  const isOne = !Array.isArray(spec.value.relative)
  for (const [i, { subject, benchmark }] of use.relative.entries()) {
    const path = isOne ? ['relative'] : ['relative', i]
    subjectIn(spec, [...path, 'subject'], subject, registry)
    subjectIn(spec, [...path, 'benchmark'], benchmark, registry)
  }
  for (const key of profile.needs)
    if (use.scope[key] === undefined)
      spec.fault(
        ['scope'],
        `\`scope\` lacks \`${key}\`, which the export does not say`,
        `\`scope\` 缺少导出文件未写明的 \`${key}\``,
      )
  if (profile.code === '') subjectIn(spec, ['subject'], use.subject, registry)
  for (const [code, subject] of Object.entries(use.codes)) subjectIn(spec, ['codes', code], subject, registry)
  return specFindings(spec)
}

const measureWords: Words = { en: 'no measure of the feed', zh: '该数据接口没有指标' }
const calendarWords: Words = { en: 'no calendar', zh: '没有日历' }
const subjectWords: Words = { en: 'no subject of the desk', zh: '工作台没有主体' }
const unitWords: Words = { en: 'no unit', zh: '没有单位' }

function subjectIn(spec: Spec, path: readonly (string | number)[], name: string, registry: Registry): void {
  if (registry.entity(name) !== undefined) return
  const known = registry.entities.flatMap((e) => [e.id, ...e.aliases])
  tell(spec, path, name, known, subjectWords)
}

function among(
  spec: Spec,
  path: readonly (string | number)[],
  name: string,
  known: readonly string[],
  what: Words,
): void {
  if (!known.includes(name)) tell(spec, path, name, known, what)
}

function tell(
  spec: Spec,
  path: readonly (string | number)[],
  name: string,
  known: readonly string[],
  what: Words,
): void {
  const near = nearest(name, known)[0]
  spec.faults.push({
    kind: 'bad-value',
    en: `\`${name}\` is ${what.en}`,
    zh: `${what.zh} \`${name}\``,
    at: spec.place(path),
    ...(near === undefined ? {} : { near }),
  })
}
