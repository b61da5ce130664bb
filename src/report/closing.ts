import type { Lang, Words } from '../base/index.ts'
import type { Block } from './tree.ts'

// as an A-share report has them
const titles: Readonly<Record<string, Words>> = {
  statement: { zh: '分析师声明', en: 'Analyst statement' },
  disclaimer: { zh: '一般声明', en: 'General disclaimer' },
  special: { zh: '特别声明', en: 'Special disclosures' },
  'rating-scheme': { zh: '投资评级声明', en: 'Definition of ratings' },
  contact: { zh: '联系方式', en: 'Contact' },
}

/** The roles of the panels that close a report, in the order in which readers look for them. */
export const closingRoles: readonly string[] = Object.keys(titles)

/** What stands over a closing panel, or `undefined` for a panel of another role. */
export function closingTitle(role: string, lang: Lang): string | undefined {
  return titles[role]?.[lang]
}

/** `blocks` with their closing panels in the order of `closingRoles`; everything else stays where it is. */
export function closingInOrder(blocks: readonly Block[]): readonly Block[] {
  const rank = (b: Block) => (b.kind === 'panel' ? closingRoles.indexOf(b.role) : -1)
  const panels = blocks.filter((b) => rank(b) !== -1).toSorted((a, b) => rank(a) - rank(b))
  let next = 0
  return blocks.map((b) => (rank(b) === -1 ? b : panels[next++]!))
}
