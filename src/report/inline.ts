import type { Span } from '../base/index.ts'
import type { PhrasingContent } from './markdown.ts'
import type { Inline, NumberInline } from './tree.ts'

/** Turns a node's offsets into a span. */
export type SpanAt = (start: number, end: number) => Span

/** The inlines that Markdown nodes stand for; raw HTML is shown as text, never run. */
export function inlinesOf(nodes: readonly PhrasingContent[], source: string, at: SpanAt): readonly Inline[] {
  return nodes.flatMap((node) => inlineOf(node, source, at))
}

function inlineOf(node: PhrasingContent, source: string, at: SpanAt): readonly Inline[] {
  const start = node.position?.start.offset ?? 0
  const end = node.position?.end.offset ?? 0
  const span = at(start, end)
  switch (node.type) {
    case 'text':
      return [{ kind: 'text', text: joinLines(node.value), at: span }]
    case 'strong':
      return [{ kind: 'strong', children: inlinesOf(node.children, source, at), at: span }]
    case 'emphasis':
      return [{ kind: 'emphasis', children: inlinesOf(node.children, source, at), at: span }]
    case 'delete':
      return [{ kind: 'strike', children: inlinesOf(node.children, source, at), at: span }]
    case 'inlineCode':
      return [{ kind: 'code', text: node.value, at: span }]
    case 'break':
      return [{ kind: 'break', at: span }]
    case 'link':
      return [linkOf(node, source, at, span)]
    case 'html':
      return node.value.startsWith('<!--') ? [] : [{ kind: 'text', text: node.value, at: span }]
    default:
      return [{ kind: 'text', text: source.slice(start, end), at: span }]
  }
}

type LinkNode = Extract<PhrasingContent, { type: 'link' }>

function linkOf(node: LinkNode, source: string, at: SpanAt, span: Span): Inline {
  const scheme = /^(fact|lit):/.exec(node.url)?.[1] as NumberInline['scheme'] | undefined
  if (scheme !== undefined) return numberOf(node, scheme, at, span)
  const children = inlinesOf(node.children, source, at)
  if (node.url.startsWith('#')) return { kind: 'ref', target: node.url.slice(1), children, at: span }
  return { kind: 'link', href: safeHref(node.url), children, at: span }
}

function numberOf(node: LinkNode, scheme: NumberInline['scheme'], at: SpanAt, span: Span): NumberInline {
  const first = node.children[0]?.position?.start.offset ?? span.start + 1
  const last = node.children.at(-1)?.position?.end.offset ?? first
  return {
    kind: 'number',
    text: plainText(node.children),
    address: decodeAddress(node.url.slice(scheme.length + 1)),
    scheme,
    options: optionsOf(node.title ?? ''),
    at: span,
    textAt: at(first, last),
  }
}

// Markdown leaves %xx alone; blanks that an editor wrote as %20 are blanks of an expression
function decodeAddress(url: string): string {
  return url.replaceAll('%20', ' ').trim()
}

function optionsOf(title: string): Readonly<Record<string, string>> {
  const options: Record<string, string> = {}
  for (const part of title.trim().split(/\s+/)) {
    const equals = part.indexOf('=')
    if (equals > 0) options[part.slice(0, equals)] = part.slice(equals + 1)
  }
  return options
}

/** The text of Markdown nodes without their marks. */
export function plainText(nodes: readonly PhrasingContent[]): string {
  return nodes
    .map((n) => ('value' in n ? n.value : 'children' in n ? plainText(n.children as PhrasingContent[]) : ''))
    .join('')
}

const wide = '[\\u2e80-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef\\u3000-\\u303f]'
const lineBetweenWide = new RegExp(`(${wide})[ \\t]*\\r?\\n[ \\t]*(?=${wide})`, 'g')

/** A line break in the source between two wide characters is no blank in Chinese. */
export function joinLines(text: string): string {
  return text.includes('\n') ? text.replace(lineBetweenWide, '$1').replace(/[ \t]*\r?\n[ \t]*/g, ' ') : text
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\u0000-\u001f]/

/** `url` when it leads to the web, to mail or into the document; otherwise the empty text, so that no script can be hidden. */
export function safeHref(url: string): string {
  return /^(https?:|mailto:|#|\.{0,2}\/)/i.test(url) && !control.test(url) ? url : ''
}
