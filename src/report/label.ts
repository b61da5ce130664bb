import type { Diagnostic, Span } from '../base/index.ts'
import { foldName, type Registry } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { report } from './codes.ts'
import { related } from './context.ts'

/**
 * The finding that a label names another subject or measure than the one it stands for, or `null`.
 *
 * A label that names nothing of the registry is the author's own word, and so is one that names a family of which `name` is a
 * member. Conditions in parentheses and behind a comma are left out.
 */
export function labelFinding(label: string, name: string, at: Span, binder: Binder): Diagnostic | null {
  const { registry } = binder
  const core = coreOf(label)
  if (core === '') return null
  const [entity, measure] = [registry.entity(name), registry.measure(name)]
  const [saidEntity, saidMeasure] = [registry.entity(core), registry.measure(core)]
  // a word that may be either says nothing
  if (saidEntity !== undefined && saidMeasure !== undefined) return null
  if (entity !== undefined && measure === undefined && saidEntity !== undefined)
    return saidEntity.id === entity.id || related(saidEntity.id, entity.id, binder) ? null : finding(label, name, at)
  if (measure !== undefined && entity === undefined && saidMeasure !== undefined)
    // 参数 over a column of amounts is a word, MMLU is a name
    return isFamily(saidMeasure.id, measure.id) ||
      isWithin(core, measure.id, registry) ||
      (saidMeasure.unit !== measure.unit && !/[A-Z]{2}|[A-Za-z]\d/.test(core))
      ? null
      : finding(label, name, at)
  return null
}

/** A cell that is one bound number, and the head of its column. */
export interface LabelledCell {
  readonly binding: string
  readonly head: string
}

/** Tells of written cells whose fact is of another measure than the head of their row or column names; the other head may. */
export function checkCellMeasures(
  label: string,
  cells: readonly LabelledCell[],
  binder: Binder,
): readonly Diagnostic[] {
  return cells.flatMap(({ binding, head }) => {
    const bound = binder.bindings.get(binding)
    const fact = bound?.derived === false ? bound.facts[0] : undefined
    if (bound === undefined || fact === undefined) return []
    const said = [label, head].filter((text) => measureNamed(text, binder) !== null)
    const wrong = said.flatMap((text) => labelFinding(text, fact.measure, bound.at, binder) ?? [])
    return wrong.length === said.length ? wrong.slice(0, 1) : []
  })
}

function measureNamed(text: string, { registry }: Binder): string | null {
  return registry.measure(coreOf(text))?.id ?? null
}

function coreOf(label: string): string {
  return label.replace(/\s*[（(,，:：].*$/s, '').trim()
}

function finding(label: string, name: string, at: Span): Diagnostic {
  return report(
    'report/label',
    {
      en: `the label "${label}" stands over the facts of \`${name}\``,
      zh: `标签“${label}”之下是 \`${name}\` 的事实`,
    },
    { at, hint: { en: 'mend the label or the address', zh: '请改正标签或地址' } },
  )
}

// editions of a benchmark that nobody calls by the name of the first
const apart = /^-(?:pro|plus|hard|lite|mini|verified)$/

/** Whether the ids of two measures share a part: `humaneval` and `multipl-e.humaneval.cpp` are spoken of by one name. */
export function isFamily(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  if (long.startsWith(short)) return !apart.test(long.slice(short.length))
  const parts = short.split('.')
  return long.split('.').some((p) => p.length > 2 && parts.includes(p))
}

// 日下载量 is a word of 日下载量峰值
function isWithin(core: string, id: string, registry: Registry): boolean {
  const measure = registry.measure(id)
  const folded = foldName(core)
  return measure !== undefined && [measure.zh, measure.en, ...measure.aliases].some((n) => foldName(n).includes(folded))
}
