import type { Diagnostic } from '../base/index.ts'
import type { Change } from '../facts/index.ts'
import { sentencesOf } from './comparison.ts'
import type { Lexicon } from './lexicon.ts'
import { plainOf } from './plain.ts'
import type { Document } from './tree.ts'
import { allBlocks, proseOf } from './walk.ts'
import { misfit, wayIn, wayOf } from './way.ts'

type Moved = Extract<Change, { readonly kind: 'changed' | 'revised' }>

/** Sentences whose verb says another way than the facts went since the issue before. */
export function trendFindings(document: Document, changes: readonly Change[], lexicon: Lexicon): readonly Diagnostic[] {
  const moved = new Map<string, Moved>()
  for (const change of changes)
    if (change.kind === 'changed' || change.kind === 'revised') moved.set(change.after.id, change)
  return allBlocks(document.blocks).flatMap((block) =>
    proseOf(block).flatMap((inlines) => {
      const plain = plainOf(inlines)
      return plain.regions.flatMap((region): readonly Diagnostic[] => {
        if (region.inline.kind !== 'number' || region.inline.binding === undefined) return []
        const binding = document.bindings.get(region.inline.binding)
        const fact = binding?.derived === false ? binding.facts[0] : undefined
        const change = fact === undefined ? undefined : moved.get(fact.id)
        if (change === undefined) return []
        const [from, to] = sentencesOf(plain.text).find(([a, b]) => a <= region.start && region.start < b) ?? [
          0,
          plain.text.length,
        ]
        const said = wayIn(plain.text.slice(from, to), lexicon)
        const went = wayOf(change.before, change.after)
        if (said === null || went === null || said.relation === went) return []
        return [misfit(said.word, change.before, change.after, region.inline.at)]
      })
    }),
  )
}
