import type { Diagnostic, Lang } from '../../base/index.ts'
import type { Fact } from '../../facts/index.ts'
import { report } from '../codes.ts'
import { captionPeriod } from '../period.ts'
import { plainOf } from '../plain.ts'
import type { FigureBlock, TableBlock } from '../tree.ts'
import { exhibitsOf } from '../walk.ts'
import type { CheckInput } from './input.ts'

/** Every figure and table has a title with the period of its data and a source line that names their publishers. */
export function checkExhibits(input: CheckInput): readonly Diagnostic[] {
  return exhibitsOf(input.document.blocks).flatMap((exhibit) => {
    const facts = bindingsOf(exhibit).flatMap((k) => input.document.bindings.get(k)?.facts ?? [])
    const at = exhibit.caption[0]?.at ?? exhibit.at
    const period = captionPeriod(plainOf(exhibit.caption).text, facts, at, input.binder)
    return [
      ...missing(exhibit, input.document.front.lang),
      ...unnamed(exhibit, facts, input),
      ...(period === null ? [] : [period]),
    ]
  })
}

function missing(exhibit: FigureBlock | TableBlock, lang: Lang): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const zh = exhibit.kind === 'figure' ? '图' : '表'
  if (plainOf(exhibit.caption).text.trim() === '') {
    found.push(
      report(
        'report/no-caption',
        { en: `${exhibit.kind} \`${exhibit.id}\` has no title`, zh: `${zh} \`${exhibit.id}\` 没有标题` },
        {
          at: exhibit.at,
          hint: {
            en: `write the title as the first paragraph inside \`:::${exhibit.kind}\``,
            zh: `请把标题写成 \`:::${exhibit.kind}\` 内的第一段`,
          },
        },
      ),
    )
  }
  if (plainOf(exhibit.source).text.trim() === '') {
    const line = lang === 'zh' ? '来源：…' : 'Source: …'
    found.push(
      report(
        'report/no-source',
        { en: `${exhibit.kind} \`${exhibit.id}\` names no source`, zh: `${zh} \`${exhibit.id}\` 没有标注来源` },
        { at: exhibit.at, hint: { en: `add a paragraph \`${line}\``, zh: `请加一段 \`${line}\`` } },
      ),
    )
  }
  return found
}

/** Keys of the bindings of an exhibit's cells or marks. */
export function bindingsOf(exhibit: FigureBlock | TableBlock): readonly string[] {
  if (exhibit.kind === 'figure') return exhibit.chart.series.flatMap((s) => s.marks.map((m) => m.binding))
  return exhibit.rows.flatMap((r) => r.cells.flatMap((c) => (c.binding === undefined ? [] : [c.binding])))
}

function unnamed(
  exhibit: FigureBlock | TableBlock,
  facts: readonly Fact[],
  { binder }: CheckInput,
): readonly Diagnostic[] {
  const line = fold(plainOf(exhibit.source).text)
  if (line === '') return []
  const sources = new Set(
    facts
      .filter((f) => f.evidence.kind !== 'synthetic')
      .map((f) => f.evidence.source)
      .filter((s) => s !== ''),
  )
  return [...sources].flatMap((id) => {
    const source = binder.registry.source(id)
    if (source === undefined) return []
    const entity = binder.registry.entity(source.publisher)
    const names = [
      source.publisher,
      source.title,
      id,
      ...(entity ? [entity.zh, entity.en, ...entity.aliases] : []),
    ].filter((n) => n !== '')
    if (names.some((n) => line.includes(fold(n)))) return []
    return [
      report(
        'report/source-line',
        {
          en: `source line does not name ${source.publisher || id}, whose facts are shown`,
          zh: `来源行没有写明所示事实的发布者 ${source.publisher || id}`,
        },
        { at: exhibit.source[0]?.at ?? exhibit.at },
      ),
    ]
  })
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')
}
