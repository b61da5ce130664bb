import type { Diagnostic } from '../../base/index.ts'
import { report } from '../codes.ts'
import { placeOf, plainOf } from '../plain.ts'
import { allBlocks, exhibitsOf, proseOf } from '../walk.ts'
import type { CheckInput } from './input.ts'

const label = /(?:图表|图|表|Figure|Fig\.|Table|Exhibit)\s*(\d{1,3})(?!\d)/g

/** Figure numbers that are typed by hand: they go wrong when a figure is added, and may point to none now. */
export function checkLabels(input: CheckInput): readonly Diagnostic[] {
  const { document, binder } = input
  const exhibits = exhibitsOf(document.blocks)
  return allBlocks(document.blocks).flatMap((block) =>
    proseOf(block).flatMap((inlines) => {
      const plain = plainOf(inlines)
      return [...plain.text.matchAll(label)].flatMap((match): readonly Diagnostic[] => {
        const start = match.index
        const region = plain.regions.find((r) => r.start <= start && start < r.end)
        if (region === undefined || region.kind !== 'text') return []
        const target = exhibits.find((e) => e.number === Number(match[1]))
        const at = placeOf(plain, start, start + match[0].length, document.file, binder.starts)
        const isWritten = region.source !== null && target !== undefined && target.id !== ''
        const fix = isWritten ? { fix: { span: at, text: `[](#${target.id})` } } : {}
        return [
          report(
            'report/typed-label',
            target === undefined
              ? {
                  en: `"${match[0]}" is typed by hand, and there are ${exhibits.length} figures and tables`,
                  zh: `“${match[0]}”为手工输入，而全文只有 ${exhibits.length} 个图表`,
                }
              : { en: `"${match[0]}" is typed by hand`, zh: `“${match[0]}”为手工输入` },
            { at, ...fix },
          ),
        ]
      })
    }),
  )
}
