import type { Inline, NumberInline } from '../tree.ts'
import type { Anchors } from './anchor.ts'
import { call, join, quote } from './literal.ts'

/** Where inlines stand: numbers are underlined in prose and plain in tables. */
export type Place = 'prose' | 'cell'

/** The Typst content of `inlines`. */
export function renderInlines(inlines: readonly Inline[], anchors: Anchors, place: Place = 'prose'): string {
  return join(inlines.map((i) => renderInline(i, anchors, place)))
}

function renderInline(inline: Inline, anchors: Anchors, place: Place): string {
  switch (inline.kind) {
    case 'text':
      return quote(inline.text)
    case 'strong':
    case 'emphasis':
    case 'strike':
      return call(marks[inline.kind], renderInlines(inline.children, anchors, place))
    case 'code':
      return call('mono', quote(inline.text))
    case 'break':
      return 'linebreak()'
    case 'link':
      return renderLink(inline.href, renderInlines(inline.children, anchors, place))
    case 'number':
      return renderNumber(inline, anchors, place)
    case 'ref': {
      const target = anchors.target(inline.target)
      const words = quote(inline.label ?? inline.target)
      return target === null ? words : call('jump', quote(target), words)
    }
  }
}

const marks = { strong: 'strong', emphasis: 'stress', strike: 'strike' } as const

// an address that a reader's program might run is printed, never linked
function renderLink(href: string, words: string): string {
  return /^(https?:\/\/|mailto:)\S+$/i.test(href) ? call('web', quote(href), words) : words
}

function renderNumber(inline: NumberInline, anchors: Anchors, place: Place): string {
  const evidence = inline.binding === undefined ? null : anchors.evidence(inline.binding)
  if (inline.binding === undefined || evidence === null) return quote(inline.text)
  return boundNumber(quote(inline.text), inline.binding, anchors, place)
}

/** Content that is bound to a fact: a link to its evidence, and a place that the evidence links back to. */
export function boundNumber(content: string, binding: string, anchors: Anchors, place: Place): string {
  const evidence = anchors.evidence(binding)
  if (evidence === null) return content
  const use = anchors.use(binding)
  return call(place === 'prose' ? 'num' : 'value', quote(evidence), use === null ? 'none' : quote(use), content)
}
