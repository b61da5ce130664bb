import { type Span, spanOf } from '../base/index.ts'
import type { Inline, NumberInline, RefInline } from './tree.ts'

/** A stretch of plain text and the inline that it comes from. */
export interface Region {
  readonly start: number
  readonly end: number
  readonly kind: Inline['kind']
  readonly inline: Inline
  /** offset in the file of the first character, when the stretch is written there as it stands */
  readonly source: number | null
}

/** Prose without its marks, with the way back. */
export interface Plain {
  readonly text: string
  readonly regions: readonly Region[]
}

/** The plain text of `inlines`; a number that is still empty leaves a mark that no grammar reads. */
export function plainOf(inlines: readonly Inline[]): Plain {
  const regions: Region[] = []
  let text = ''
  const add = (inline: Inline, words: string, source: number | null) => {
    regions.push({ start: text.length, end: text.length + words.length, kind: inline.kind, inline, source })
    text += words
  }
  const walk = (list: readonly Inline[]) => {
    for (const inline of list) {
      switch (inline.kind) {
        case 'text':
          add(inline, inline.text, inline.at.end - inline.at.start === inline.text.length ? inline.at.start : null)
          break
        case 'code':
          add(inline, inline.text, null)
          break
        case 'break':
          add(inline, '\n', null)
          break
        case 'number':
          add(inline, inline.text === '' ? '\u0000' : inline.text, inline.textAt.start)
          break
        case 'ref':
          add(inline, inline.label ?? '\u0000', null)
          break
        case 'strong':
        case 'emphasis':
        case 'strike':
        case 'link':
          walk(inline.children)
      }
    }
  }
  walk(inlines)
  return { text, regions }
}

/** All bound numbers of `inlines`, in order. */
export function numbersIn(inlines: readonly Inline[]): readonly NumberInline[] {
  return inlines.flatMap((i) => (i.kind === 'number' ? [i] : 'children' in i ? numbersIn(i.children) : []))
}

/** All references of `inlines`, in order. */
export function refsIn(inlines: readonly Inline[]): readonly RefInline[] {
  return inlines.flatMap((i) => (i.kind === 'ref' ? [i] : 'children' in i ? refsIn(i.children) : []))
}

/** The place in the file of a stretch of plain text; the whole inline where the text is not written as it stands. */
export function placeOf(plain: Plain, start: number, end: number, file: string, starts: readonly number[]): Span {
  const region = plain.regions.find((r) => r.start <= start && start < Math.max(r.end, r.start + 1)) ?? plain.regions[0]
  if (region === undefined) return spanOf(file, starts, 0, 0)
  if (region.source === null) return region.inline.at
  const from = region.source + (start - region.start)
  return spanOf(file, starts, from, from + Math.min(end, region.end) - start)
}

/** `inlines` with each one replaced by what `change` makes of it, the innermost first. */
export function mapInlines(inlines: readonly Inline[], change: (inline: Inline) => Inline): readonly Inline[] {
  return inlines.map((inline) =>
    'children' in inline
      ? change({ ...inline, children: mapInlines(inline.children, change) } as Inline)
      : change(inline),
  )
}
