import { Parser } from 'htmlparser2'

/** What is called while a markup is read. */
export interface MarkupVisitor {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void
  readonly text: (text: string) => void
  readonly close: (name: string) => void
}

/** Reads HTML as browsers do: names in small letters, missing ends implied; nothing in it is run or fetched. */
export function readHtmlMarkup(text: string, visitor: MarkupVisitor): void {
  run(text, visitor, false)
}

/** Reads XML; entities of its own are not expanded, so that no document can grow by them. */
export function readXmlMarkup(text: string, visitor: MarkupVisitor): void {
  run(text, visitor, true)
}

function run(text: string, { open, text: onText, close }: MarkupVisitor, xmlMode: boolean): void {
  const parser = new Parser({ onopentag: open, ontext: onText, onclosetag: close }, { xmlMode, decodeEntities: true })
  // piece by piece, so that the parser keeps no second copy of a large text
  for (let at = 0; at < text.length; at += 1 << 20) parser.write(text.slice(at, at + (1 << 20)))
  parser.end()
}
