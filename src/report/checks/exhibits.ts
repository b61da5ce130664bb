import type { Diagnostic } from '../../base/index.ts'
import { report } from '../codes.ts'
import { plainOf } from '../plain.ts'
import type { FigureBlock, TableBlock } from '../tree.ts'
import { exhibitsOf } from '../walk.ts'
import type { CheckInput } from './input.ts'

/** Every figure and table has a title and a source line, and the line names the publishers of what is shown. */
export function checkExhibits(input: CheckInput): readonly Diagnostic[] {
  return exhibitsOf(input.document.blocks).flatMap((exhibit) => [...missing(exhibit), ...unnamed(exhibit, input)])
}

function missing(exhibit: FigureBlock | TableBlock): readonly Diagnostic[] {
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
    found.push(
      report(
        'report/no-source',
        { en: `${exhibit.kind} \`${exhibit.id}\` names no source`, zh: `${zh} \`${exhibit.id}\` 没有标注来源` },
        { at: exhibit.at, hint: { en: 'add a paragraph `Source: …`', zh: '请加一段 `来源：…`' } },
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

function unnamed(exhibit: FigureBlock | TableBlock, input: CheckInput): readonly Diagnostic[] {
  const { document, binder } = input
  const line = fold(plainOf(exhibit.source).text)
  if (line === '') return []
  const facts = bindingsOf(exhibit).flatMap((k) => document.bindings.get(k)?.facts ?? [])
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
