import {
  type Diagnostic,
  lineStarts,
  nearest,
  parseYaml,
  type Span,
  spanOf,
  type Words,
  type YamlText,
} from '../base/index.ts'
import { closedIn, type Fact, type Group, isDiagnostic, parseAddress, type Query, spokesman } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { report } from './codes.ts'
import { labelFinding } from './label.ts'
import type { RawExhibit } from './raw.ts'

/** The YAML of a directive, with the place of each of its parts. */
export interface Spec {
  readonly value: Readonly<Record<string, unknown>>
  readonly at: (path: readonly (string | number)[], key?: boolean) => Span
}

// by text: while a report is written most of its figures stay as they are
const known = new Map<string, YamlText>()
const mostKnown = 500

function yamlOf(text: string): YamlText {
  const yaml = known.get(text) ?? parseYaml(text)
  if (known.size >= mostKnown) known.clear()
  known.set(text, yaml)
  return yaml
}

/** The YAML inside a directive; keys that are not among `keys` are told of with the nearest one. */
export function readSpec(exhibit: RawExhibit, keys: readonly string[], whole: string, binder: Binder): Spec | null {
  const { spec } = exhibit
  if (spec === null) return null
  const yaml = yamlOf(spec.text)
  const starts = lineStarts(whole)
  const span = (start: number, end: number) => spanOf(binder.file, starts, spec.offset + start, spec.offset + end)
  for (const e of yaml.errors) tell(binder, e.message, `YAML 无法读取：${e.message}`, span(e.start, e.end))
  if (yaml.errors.length > 0) return null
  if (typeof yaml.value !== 'object' || yaml.value === null || Array.isArray(yaml.value)) {
    tell(binder, 'the inner block is a set of keys', '内嵌块应由若干键组成', spec.at)
    return null
  }
  const at = (path: readonly (string | number)[], key = false): Span => {
    const range = yaml.range(path, key)
    return range === null ? spec.at : span(range.start, range.end)
  }
  for (const key in yaml.value) if (!keys.includes(key)) tellKey(binder, key, keys, at([key], true))
  return { value: yaml.value as Readonly<Record<string, unknown>>, at }
}

/** Tells of a directive that cannot be used. */
export function tell(binder: Binder, en: string, zh: string, at: Span): void {
  binder.diagnostics.push(report('report/bad-directive', { en, zh }, { at }))
}

function tellKey(binder: Binder, key: string, known: readonly string[], at: Span): void {
  const near = nearest(key, known)[0]
  binder.diagnostics.push(
    report(
      'report/bad-directive',
      { en: `key \`${key}\` is not known`, zh: `未知的键 \`${key}\`` },
      {
        at,
        ...(near ? { hint: { en: `use \`${near}\``, zh: `可用 \`${near}\`` }, fix: { span: at, text: near } } : {}),
      },
    ),
  )
}

/** A condition on facts: `mmlu?shots=0`, or keys and values. */
export type Conditions = ReadonlyMap<string, readonly string[]>

/** The conditions under `where`, such as `{ source: a, shots: 0 }`. */
export function conditionsOf(value: unknown): Conditions {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return new Map()
  return new Map(
    Object.entries(value).map(([k, v]) => [
      k,
      closedIn(
        k,
        (Array.isArray(v) ? v : [v]).map(scalar).filter((t) => t !== ''),
      ),
    ]),
  )
}

/** A scalar of YAML as the text that an address would have; `yes` and `no` stay words. */
export function scalar(value: unknown): string {
  if (value === true) return 'yes'
  if (value === false) return 'no'
  return value === null || value === undefined ? '' : String(value)
}

/** What one cell or mark asks for. */
export interface Ask {
  readonly subject: string
  readonly measure: string
  readonly where: Conditions
  /** keys in which the fact may differ from the row's conditions */
  readonly relax: readonly string[]
  /** whether the cell may stay empty: then nobody looks for the nearest address */
  readonly mayFail?: boolean
}

/** A fact found for a cell, and the conditions in which it differs. */
export interface Answer {
  readonly fact: Fact
  readonly group: Group
  readonly differs: readonly string[]
}

/** The fact that a cell asks for: with all conditions, else with the relaxed ones left open. */
export function answer(ask: Ask, binder: Binder, at: Span): Answer | Diagnostic {
  const query = queryOf(ask, [])
  const exact = pick(binder.store.find(query, binder.day))
  if (exact !== null && exact !== 'several') return { ...exact, differs: [] }
  const relaxed =
    exact === 'several'
      ? 'several'
      : ask.relax.length === 0
        ? null
        : pick(binder.store.find(queryOf(ask, ask.relax), binder.day))
  if (relaxed !== null && relaxed !== 'several')
    return { ...relaxed, differs: ask.relax.filter((k) => differs(ask, relaxed.fact, k)) }
  const address = addressText(exact === 'several' ? query : queryOf(ask, relaxed === 'several' ? ask.relax : []))
  const nothing = ask.mayFail === true && exact !== 'several' && relaxed !== 'several'
  const found = nothing ? null : binder.store.resolve(address, binder.day, at)
  if (found === null) return emptyCell(address, at)
  if (isDiagnostic(found) && found.code === 'facts/ambiguous-address') return found
  return emptyCell(address, at, isDiagnostic(found) ? found.hint : undefined)
}

function emptyCell(address: string, at: Span, hint?: Words): Diagnostic {
  return report(
    'report/empty-cell',
    { en: `no fact for \`${address}\``, zh: `\`${address}\` 没有对应的事实` },
    { at, ...(hint === undefined ? {} : { hint }) },
  )
}

function differs(ask: Ask, fact: Fact, key: string): boolean {
  const wanted = ask.where.get(key)
  return (
    wanted !== undefined &&
    !wanted.includes(fact.scope[key] ?? '') &&
    !(wanted.length === 0 && fact.scope[key] === undefined)
  )
}

function queryOf(ask: Ask, without: readonly string[]): Query {
  const where = new Map([...ask.where].filter(([k]) => !without.includes(k)))
  return { subject: ask.subject, measure: ask.measure, where, text: '' }
}

function pick(groups: readonly Group[]): { fact: Fact; group: Group } | null | 'several' {
  if (groups.length === 0) return null
  if (groups.length > 1) return 'several'
  return { fact: spokesman(groups[0]!.current), group: groups[0]! }
}

function addressText(query: Query): string {
  const pairs = [...query.where].map(([k, v]) => `${k}=${v.map(encodeValue).join(',')}`)
  return `${query.subject}/${query.measure}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`
}

function encodeValue(text: string): string {
  return text.replace(/[%&=?#,\s]/g, encodeURIComponent)
}

/** A reference to a subject or measure in a list: `mmlu?shots=0`, or `{ fact: …, label: … }`. */
export interface Item {
  readonly name: string
  readonly where: Conditions
  readonly label: string
  readonly options: Readonly<Record<string, unknown>>
}

/** The item that an entry of a list writes, or `null` after telling what is wrong. */
export function itemOf(value: unknown, spec: Spec, path: readonly (string | number)[], binder: Binder): Item | null {
  const record =
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : null
  const text = record === null ? scalar(value) : scalar(record.fact ?? record.subject ?? record.measure)
  if (text === '') {
    tell(binder, 'an entry names no subject or measure', '条目没有写明主体或指标', spec.at(path))
    return null
  }
  const mark = text.indexOf('?')
  const parsed = parseAddress(mark === -1 ? 'x/y' : `x/y${text.slice(mark)}`, spec.at(path))
  if (isDiagnostic(parsed)) {
    binder.diagnostics.push(parsed)
    return null
  }
  const where = new Map([...parsed.where, ...conditionsOf(record?.where)])
  const [name, label] = [mark === -1 ? text : text.slice(0, mark), scalar(record?.label)]
  const strange = label === '' ? null : labelFinding(label, name, spec.at([...path, 'label']), binder)
  if (strange !== null) binder.diagnostics.push(strange)
  return { name, where, label, options: record ?? {} }
}
