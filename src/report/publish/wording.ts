import { type Span, wholeFile } from '../../base/index.ts'
import { plainOf } from '../plain.ts'
import type { Block, Document, Inline } from '../tree.ts'
import { allBlocks, proseOf } from '../walk.ts'
import { logoWords } from './logo.ts'

/** Lists of words by name, such as `hype`. */
export type WordLists = ReadonlyMap<string, readonly string[]>

/** The lists that the rows of `words.csv` make. */
export function createWordLists(rows: readonly Readonly<Record<string, string>>[]): WordLists {
  const lists = new Map<string, string[]>()
  for (const { list = '', word = '' } of rows) {
    if (list === '' || word === '') continue
    lists.set(list, [...(lists.get(list) ?? []), word.toLowerCase()])
  }
  return lists
}

/** A stretch of the text of a document: its words and where they stand. */
export interface Passage {
  readonly text: string
  readonly at: Span
  /** role of the panel that it stands in; empty for the body */
  readonly role: string
  /** whether it is a cell of a table, whose head says what it is */
  readonly cell?: boolean
}

/** Every passage of a document that a reader sees: the lines of the cover, all prose, tables with their heads, words of charts, the firm and the words of its logo. */
export function passagesOf(document: Document): readonly Passage[] {
  const { headline } = document
  const heads = [headline.title, headline.subtitle, headline.kicker].flatMap((l) => passage(l, ''))
  const body = document.blocks.flatMap((block) => {
    const role = block.kind === 'panel' ? block.role : ''
    return allBlocks([block]).flatMap((b) => [
      ...proseOf(b)
        .flatMap((inlines) => passage(inlines, role))
        .map((p) => (b.kind === 'table' ? { ...p, cell: true } : p)),
      ...beside(b, role),
    ])
  })
  return [...heads, ...coverOf(document), ...body]
}

// what the cover prints of the front matter beside the headline
function coverOf({ front, file, theme }: Document): readonly Passage[] {
  const lines = [
    front.type,
    front.publisher,
    front.label,
    ...front.authors.flatMap((a) => [a.name, a.id, a.contact]),
    ...front.related.map((r) => r.title),
    ...(front.corrects?.changes ?? []),
    front.ai?.notice ?? '',
    theme?.firm ?? '',
    logoWords(theme),
  ]
  return lines.filter((text) => text !== '').map((text) => ({ text, at: wholeFile(file), role: '' }))
}

function beside(block: Block, role: string): readonly Passage[] {
  switch (block.kind) {
    case 'table':
      return block.columns.flatMap((c) => passage(c.children, role))
    case 'figure': {
      const { alt, x, y, series } = block.chart
      const words = [alt, x.title, y.title, ...x.names, ...series.map((s) => s.name)]
      return words.filter((text) => text !== '').map((text) => ({ text, at: block.at, role }))
    }
    case 'code':
      return [{ text: block.text, at: block.at, role }]
    default:
      return []
  }
}

const cells = new WeakMap<Document, readonly Passage[]>()

/** Each cell of the tables behind the head of its column and behind the first of its row, as a reader puts them together. */
export function cellsOf(document: Document): readonly Passage[] {
  const known = cells.get(document) ?? readCells(document)
  cells.set(document, known)
  return known
}

function readCells(document: Document): readonly Passage[] {
  return document.blocks.flatMap((block) => {
    const role = block.kind === 'panel' ? block.role : ''
    return allBlocks([block]).flatMap((b) => {
      if (b.kind !== 'table') return []
      const heads = b.columns.map((c) => plainOf(c.children).text)
      return b.rows.flatMap((row) => {
        const cells = row.cells.map((c) => plainOf(c.children).text)
        return cells.flatMap((cell, i) =>
          [heads[i] ?? '', i === 0 ? '' : cells[0]!].flatMap((head) =>
            head === '' || !/\p{L}/u.test(cell) ? [] : [{ text: `${head}：${cell}`, at: b.at, role }],
          ),
        )
      })
    })
  })
}

function passage(inlines: readonly Inline[], role: string): readonly Passage[] {
  const [first, last] = [inlines[0], inlines.at(-1)]
  if (first === undefined || last === undefined) return []
  return [{ text: plainOf(inlines).text, at: { ...first.at, end: last.at.end }, role }]
}

/** A word of a list found in a text. */
export interface FoundWording {
  readonly word: string
  readonly passage: Passage
}

// “不作任何保证” promises nothing: a denial shortly before a word turns it around
const denial =
  /(?:[不未无非没勿]|并非|不得|绝不|禁止|无法|不能|难以|避免|防止|\bno|\bnot|\bnever|\bwithout|n't)[^。；;.!?！？]{0,12}$/i

const patterns = new WeakMap<readonly string[], RegExp>()

// most passages have none of the words, and are passed over at once
function anyOf(words: readonly string[]): RegExp {
  const escaped = () => words.map((w) => w.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')
  const known = patterns.get(words) ?? new RegExp(escaped())
  patterns.set(words, known)
  return known
}

/** The words of a list in `passages`, those that are denied left out. */
export function findWords(passages: readonly Passage[], words: readonly string[]): readonly FoundWording[] {
  if (words.length === 0) return []
  const any = anyOf(words)
  return passages.flatMap((passage) => {
    const folded = passage.text.toLowerCase()
    if (!any.test(folded)) return []
    return words.flatMap((word): readonly FoundWording[] => {
      for (let at = folded.indexOf(word); at !== -1; at = folded.indexOf(word, at + 1))
        if (!isPart(folded, word, at) && !denial.test(folded.slice(Math.max(0, at - 16), at)))
          return [{ word, passage }]
      return []
    })
  })
}

// a Latin word is a whole word
function isPart(text: string, word: string, at: number): boolean {
  const letter = (c: string | undefined) => c !== undefined && /[a-z]/.test(c)
  return (/^[a-z]/.test(word) && letter(text[at - 1])) || (/[a-z]$/.test(word) && letter(text[at + word.length]))
}

/** Whether some word of a list stands in a text, denied or not. */
export function mentions(text: string, words: readonly string[]): boolean {
  const folded = text.toLowerCase()
  return words.some((w) => folded.includes(w))
}
