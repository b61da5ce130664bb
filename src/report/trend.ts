import { type Diagnostic, decimal } from '../base/index.ts'
import { type Change, factAddress } from '../facts/index.ts'
import { report } from './codes.ts'
import { sentencesOf } from './comparison.ts'
import { plainOf } from './plain.ts'
import type { Document } from './tree.ts'
import { allBlocks, proseOf } from './walk.ts'

const rising =
  /(上升|上涨|增长|回升|攀升|走高|提升|稳中有升|突破|创新高|rose|rises|rising|grew|grows|growing|increased|climbed|up from|higher than)/i
const falling =
  /(下降|下滑|回落|下跌|走低|减少|降至|跌破|fell|falls|falling|declined|declines|dropped|decreased|down from|lower than)/i
const steady = /(持平|稳定|平稳|不变|unchanged|steady|stable|flat)/i

/** Which way a fact went from one issue to the next. */
type Way = 'up' | 'down' | 'same'

/** Sentences whose verb says another way than the facts went since the issue before. */
export function trendFindings(document: Document, changes: readonly Change[]): readonly Diagnostic[] {
  const ways = new Map<string, { readonly way: Way; readonly change: Change }>()
  for (const change of changes) {
    const way = wayOf(change)
    if (way !== null && 'after' in change) ways.set(change.after.id, { way, change })
  }
  return allBlocks(document.blocks).flatMap((block) =>
    proseOf(block).flatMap((inlines) => {
      const plain = plainOf(inlines)
      return plain.regions.flatMap((region): readonly Diagnostic[] => {
        if (region.inline.kind !== 'number' || region.inline.binding === undefined) return []
        const binding = document.bindings.get(region.inline.binding)
        const fact = binding?.derived === false ? binding.facts[0] : undefined
        const found = fact === undefined ? undefined : ways.get(fact.id)
        if (found === undefined) return []
        const [from, to] = sentencesOf(plain.text).find(([a, b]) => a <= region.start && region.start < b) ?? [
          0,
          plain.text.length,
        ]
        const said = saidIn(plain.text.slice(from, to))
        if (said === null || said.way === found.way) return []
        return [misfit(said, found.change, region.inline.at)]
      })
    }),
  )
}

function saidIn(sentence: string): { readonly way: Way; readonly word: string } | null {
  const hits = [
    { way: 'up' as const, word: rising.exec(sentence)?.[0] },
    { way: 'down' as const, word: falling.exec(sentence)?.[0] },
    { way: 'same' as const, word: steady.exec(sentence)?.[0] },
  ].filter((h): h is { way: Way; word: string } => h.word !== undefined)
  // a sentence that says both ways tells a story that no single slope can deny
  return hits.length === 1 ? hits[0]! : null
}

function wayOf(change: Change): Way | null {
  if (change.kind !== 'changed' && change.kind !== 'revised') return null
  const { before, after } = change
  if (before.value.kind !== 'number' || after.value.kind !== 'number') return null
  const order = decimal(after.value.text).cmp(decimal(before.value.text))
  return order > 0 ? 'up' : order < 0 ? 'down' : 'same'
}

function misfit(
  said: { readonly way: Way; readonly word: string },
  change: Change,
  at: Diagnostic['at'] & object,
): Diagnostic {
  if (change.kind !== 'changed' && change.kind !== 'revised') throw new Error('only a change of value has a way')
  const { before, after } = change
  const from = before.value.kind === 'number' ? before.value.text : ''
  const to = after.value.kind === 'number' ? after.value.text : ''
  const address = factAddress(after)
  return report(
    'report/trend',
    {
      en: `"${said.word}" does not fit \`${address}\`, which went from ${from} to ${to}`,
      zh: `“${said.word}”与 \`${address}\` 不符：由 ${from} 变为 ${to}`,
    },
    { at },
  )
}
