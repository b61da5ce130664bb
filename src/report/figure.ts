import { closedPeriod, dayNumber, firstDay, isDay, lastDay, type Span } from '../base/index.ts'
import { factAddress, type Group, isDiagnostic, spokesman, title } from '../facts/index.ts'
import { addBinding, type Binder } from './binder.ts'
import {
  type Answer,
  answer,
  type Conditions,
  conditionsOf,
  type Item,
  itemOf,
  readSpec,
  type Spec,
  scalar,
  tell,
} from './exhibit.ts'
import { printDerived } from './number.ts'
import { plainOf } from './plain.ts'
import type { RawExhibit } from './raw.ts'
import { derivedOf } from './table.ts'
import type { Axis, Chart, Mark, Series } from './tree.ts'

const keys: readonly string[] = [
  'x',
  'y',
  'series',
  'points',
  'where',
  'relax',
  'period',
  'measure',
  'subject',
  'dashed',
  'alt',
]
const kinds: readonly Chart['kind'][] = ['line', 'bar', 'grouped-bar', 'scatter', 'radar']

interface Drawing {
  readonly spec: Spec
  readonly binder: Binder
  readonly where: Conditions
  readonly relax: readonly string[]
  readonly at: Span
}

/** The chart of a `:::figure`, every mark bound to its fact; `null` when it cannot be drawn. */
export function chartOf(exhibit: RawExhibit, whole: string, binder: Binder): Chart | null {
  const kind = kinds.find((k) => k === exhibit.attributes.type)
  if (kind === undefined) {
    tell(
      binder,
      `a figure's type is one of ${kinds.join(', ')}, not \`${exhibit.attributes.type ?? ''}\``,
      `图的类型应为 ${kinds.join('、')} 之一，而不是 \`${exhibit.attributes.type ?? ''}\``,
      exhibit.at,
    )
    return null
  }
  const spec = readSpec(exhibit, keys, whole, binder)
  if (spec === null) {
    tell(binder, 'a figure needs a chart block', '图需要 chart 块', exhibit.at)
    return null
  }
  const relax = Array.isArray(spec.value.relax) ? spec.value.relax.map(scalar) : []
  const drawing: Drawing = {
    spec,
    binder,
    where: conditionsOf(spec.value.where),
    relax,
    at: exhibit.spec?.at ?? exhibit.at,
  }
  const alt = scalar(spec.value.alt) || plainOf(exhibit.caption).text
  switch (kind) {
    case 'line':
      return spec.value.x === 'period' ? timeChart(drawing, alt) : bandChart(kind, drawing, alt)
    case 'bar':
    case 'grouped-bar':
    case 'radar':
      return bandChart(kind, drawing, alt)
    case 'scatter':
      return scatterChart(drawing, alt)
  }
}

function items(key: string, drawing: Drawing): readonly Item[] {
  const list = drawing.spec.value[key]
  const entries = Array.isArray(list) ? list : list === undefined ? [] : [list]
  if (entries.length === 0) tell(drawing.binder, `\`${key}\` is missing`, `缺少 \`${key}\``, drawing.at)
  return entries.flatMap((entry, i) => {
    const item = itemOf(entry, drawing.spec, [key, i], drawing.binder)
    return item === null ? [] : [item]
  })
}

function axisOf(key: 'x' | 'y', drawing: Drawing, base: Pick<Axis, 'scale' | 'names'>): Axis {
  const value = drawing.spec.value[key]
  const record =
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : {}
  const scale = record.scale === 'log' ? 'log' : base.scale
  checkAxis(key, record, base.scale, drawing)
  return {
    title: scalar(record.title),
    scale,
    names: base.names,
    zero: record.zero === true || record.zero === 'yes',
    ...(typeof record.low === 'number' ? { low: record.low } : {}),
    ...(typeof record.high === 'number' ? { high: record.high } : {}),
  }
}

function checkAxis(
  key: 'x' | 'y',
  axis: Readonly<Record<string, unknown>>,
  scale: Axis['scale'],
  { spec, binder }: Drawing,
): void {
  const fault = (path: string, en: string, zh: string) => tell(binder, en, zh, spec.at([key, path]))
  for (const end of ['low', 'high'])
    if (axis[end] !== undefined && typeof axis[end] !== 'number')
      fault(end, `\`${key}.${end}\` is no number`, `\`${key}.${end}\` 不是数字`)
  const { low, high } = axis
  if (typeof low === 'number' && typeof high === 'number' && low >= high)
    fault('low', `\`${key}.low\` ${low} is not below \`high\` ${high}`, `\`${key}.low\` ${low} 不小于 \`high\` ${high}`)
  if (axis.scale === 'log' && typeof low === 'number' && low <= 0)
    fault('low', 'a log scale has no zero and nothing below', '对数轴不含零和负数')
  const scales = scale === 'linear' ? ['linear', 'log'] : []
  if (axis.scale !== undefined && !scales.includes(scalar(axis.scale)))
    fault(
      'scale',
      `\`${key}.scale\` cannot be \`${scalar(axis.scale)}\``,
      `\`${key}.scale\` 不能为 \`${scalar(axis.scale)}\``,
    )
}

function isMeasure(item: Item, binder: Binder): boolean {
  return binder.registry.measure(item.name) !== undefined && binder.registry.entity(item.name) === undefined
}

function nameOf(item: Item, binder: Binder): string {
  if (item.label !== '') return item.label
  const { registry, naming } = binder
  return isMeasure(item, binder)
    ? naming.measure(registry.measure(item.name)!.id)
    : naming.entity(registry.entity(item.name)?.id ?? item.name)
}

function bandChart(kind: Chart['kind'], drawing: Drawing, alt: string): Chart {
  const { binder } = drawing
  const across = items('x', drawing)
  if (kind === 'radar' && across.length > 0 && across.length < 3)
    tell(
      binder,
      `a radar needs three axes or more, \`x\` has ${across.length}: draw a \`bar\``,
      `雷达图至少需要三个轴，\`x\` 只有 ${across.length} 个：请用 \`bar\``,
      drawing.spec.at(['x']),
    )
  const given = drawing.spec.value.series ?? drawing.spec.value.measure ?? drawing.spec.value.subject
  const key =
    drawing.spec.value.series !== undefined
      ? 'series'
      : drawing.spec.value.measure !== undefined
        ? 'measure'
        : 'subject'
  const lines = given === undefined ? items('series', drawing) : items(key, drawing)
  const series = lines.map(
    (line): Series => ({
      name: nameOf(line, binder),
      dashed: line.options.dashed === true,
      marks: across.flatMap((place, i) => {
        const [subject, measure] = isMeasure(line, binder) ? [place, line] : [line, place]
        const found = answer(
          {
            subject: subject.name,
            measure: measure.name,
            where: new Map([...drawing.where, ...subject.where, ...measure.where]),
            relax: drawing.relax,
          },
          binder,
          drawing.at,
        )
        if (isDiagnostic(found)) {
          binder.diagnostics.push(found)
          return []
        }
        return markOf(found, i, drawing)
      }),
    }),
  )
  return {
    kind,
    alt,
    x: axisOf('x', drawing, { scale: 'band', names: across.map((i) => nameOf(i, binder)) }),
    y: axisOf('y', drawing, { scale: 'linear', names: [] }),
    series,
  }
}

// a dash leaves a gap: nothing was reported, so nothing is drawn
function markOf(found: Answer, x: number, drawing: Drawing): readonly Mark[] {
  const { binder } = drawing
  const derived = derivedOf(found)
  if (derived.value === null) return []
  const label = printDerived(derived, { group: 'yes' }, true, binder)
  const address = factAddress(found.fact)
  const binding = addBinding(binder, derived.facts, {
    address,
    text: label,
    value: derived.value.toFixed(),
    unit: derived.unit,
    ...(found.fact.decimals === undefined ? {} : { decimals: found.fact.decimals }),
    interval: derived.interval,
    derived: false,
    at: drawing.at,
  })
  const words = `${title(found.fact, binder.registry, binder.lang)}: ${printDerived(derived, { unit: 'yes' }, false, binder)}`
  const spread =
    found.fact.evidence.kind === 'read-off-chart' && derived.interval?.high
      ? Number(derived.interval.high.minus(derived.value).toFixed())
      : 0
  return [{ x, y: Number(derived.value.toFixed()), label, title: words, address, binding, spread }]
}

function timeChart(drawing: Drawing, alt: string): Chart {
  const { binder } = drawing
  const lines = items('series', drawing)
  const period = closedPeriod(scalar(drawing.spec.value.period))
  const measure = scalar(drawing.spec.value.measure)
  const series = lines.map((line): Series => {
    const [subject, name] = splitLine(line, measure)
    const query = { subject, measure: name, where: new Map([...drawing.where, ...line.where]), text: '' }
    const groups = binder.store.find(query, binder.day).filter((g) => within(g, period))
    if (groups.length === 0)
      tell(
        binder,
        `no days are known of \`${subject}/${name}\``,
        `\`${subject}/${name}\` 没有任何日期的数据`,
        drawing.at,
      )
    const sorted = [...groups].sort((a, b) => (a.current[0]!.period < b.current[0]!.period ? -1 : 1))
    const marks = sorted.flatMap((group) => {
      const fact = spokesman(group.current)
      return markOf({ fact, group, differs: [] }, dayNumber(lastDay(fact.period)), drawing)
    })
    return { name: nameOf(line, binder), dashed: line.options.dashed === true, marks }
  })
  return {
    kind: 'line',
    alt,
    x: axisOf('x', drawing, { scale: 'day', names: [] }),
    y: axisOf('y', drawing, { scale: 'linear', names: [] }),
    series,
  }
}

// `app` under `measure: downloads.daily`, or `app/downloads.daily` in full
function splitLine(line: Item, measure: string): readonly [string, string] {
  if (measure !== '') return [line.name, measure]
  const slash = line.name.lastIndexOf('/')
  return slash === -1 ? [line.name, ''] : [line.name.slice(0, slash), line.name.slice(slash + 1)]
}

function within(group: Group, period: string): boolean {
  const own = group.current[0]!.period
  if (own === '' || !isDay(firstDay(own))) return false
  return period === '' || (firstDay(own) >= firstDay(period) && lastDay(own) <= lastDay(period))
}

function scatterChart(drawing: Drawing, alt: string): Chart {
  const { binder, spec } = drawing
  const sides = (['x', 'y'] as const).map((key) => itemOf(spec.value[key], spec, [key], binder))
  const [x, y] = sides
  if (!x || !y)
    return {
      kind: 'scatter',
      alt,
      x: axisOf('x', drawing, { scale: 'linear', names: [] }),
      y: axisOf('y', drawing, { scale: 'linear', names: [] }),
      series: [],
    }
  const series = items('points', drawing).flatMap((point): readonly Series[] => {
    const find = (item: Item) =>
      answer(
        {
          subject: point.name,
          measure: item.name,
          where: new Map([...drawing.where, ...item.where, ...point.where]),
          relax: drawing.relax,
        },
        binder,
        drawing.at,
      )
    const [left, top] = [find(x), find(y)]
    for (const found of [left, top]) if (isDiagnostic(found)) binder.diagnostics.push(found)
    if (isDiagnostic(left) || isDiagnostic(top)) return []
    const [across] = markOf(left, 0, drawing)
    const [up] = markOf(top, 0, drawing)
    if (across === undefined || up === undefined) return []
    return [
      {
        name: nameOf(point, binder),
        dashed: false,
        marks: [{ ...up, x: across.y, title: `${across.title}; ${up.title}` }],
      },
    ]
  })
  return {
    kind: 'scatter',
    alt,
    x: axisOf('x', drawing, { scale: 'linear', names: [] }),
    y: axisOf('y', drawing, { scale: 'linear', names: [] }),
    series,
  }
}
