import { Parser } from 'htmlparser2'
import type { Unread } from '../../base/index.ts'

/** What is called while a markup is read. */
export interface MarkupVisitor {
  /** `at` is where it begins in the markup */
  readonly open: (name: string, attributes: Readonly<Record<string, string>>, at: number) => void
  readonly text: (text: string, at: number) => void
  readonly close: (name: string) => void
}

/** Reads HTML as browsers do, nothing in it is run or fetched; `false` where it nests so deep that its end was not read. */
export function readHtmlMarkup(text: string, visitor: MarkupVisitor): boolean {
  return run(text, visitor, false)
}

/** Reads XML; entities of its own are not expanded, so that no document can grow by them. */
export function readXmlMarkup(text: string, visitor: MarkupVisitor): boolean {
  return run(text, visitor, true)
}

/** No table has more cells, blanks included. */
export const mostCells = 2_000_000

/** Why the end of a table is not read. */
export const tooWide: Unread = {
  why: { en: 'a table has too many cells, and those behind were not read', zh: '表格单元格过多，其后的未读取' },
}

/** Why the end of a document was not read. */
export const tooDeep: Unread = {
  why: { en: 'it nests too deep, and its end was not read', zh: '嵌套过深，其后内容未读取' },
}

// the parser keeps its open elements in a list that it shifts with each one: a page of open tags alone takes minutes
const deepest = 4000

function run(text: string, { open, text: onText, close }: MarkupVisitor, xmlMode: boolean): boolean {
  let depth = 0
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        depth += 1
        if (depth > deepest) parser.pause()
        else open(name, attributes, parser.startIndex)
      },
      ontext: (own) => onText(own, parser.startIndex),
      onclosetag: (name) => {
        depth -= 1
        close(name)
      },
    },
    { xmlMode, decodeEntities: true },
  )
  // piece by piece, so that the parser keeps no second copy of a large text
  for (let at = 0; at < text.length && depth <= deepest; at += 1 << 20) parser.write(text.slice(at, at + (1 << 20)))
  if (depth > deepest) return false
  parser.end()
  return true
}
