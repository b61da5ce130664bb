/** What the style sheets inside an HTML document say of an element. */
export interface Sheet {
  /** whether an element is not shown */
  readonly hides: (tag: string, attributes: Readonly<Record<string, string>>) => boolean
  /** whether an element is set bold, `null` where nothing is said */
  readonly isBold: (tag: string, attributes: Readonly<Record<string, string>>) => boolean | null
}

// longer style sheets are those of frameworks, and hide what their scripts show
const mostStyle = 400_000

const nothing: Sheet = { hides: () => false, isBold: () => null }

/**
 * The style sheets that stand in an HTML document, as far as they are simple: rules of elements, classes and names alone.
 *
 * What another rule shows, in whatever medium or state, is taken for shown.
 */
export function sheetOf(html: string): Sheet {
  const css = styleIn(html)
  if (!/none|hidden|bold|weight/i.test(css)) return nothing
  const hidden = new Set<string>()
  const shown = new Set<string>()
  const weights = new Map<string, boolean>()
  for (const { selectors, body, always } of rulesOf(css)) {
    const [display, visibility] = [lastOf(body, displayed), lastOf(body, visible)]
    const hides = display === 'none' || (visibility === 'hidden' && display === '')
    const shows = !hides && (display !== '' || visibility === 'visible')
    const weight = lastOf(body, weighed)
    if (weight !== '' && always)
      for (const s of selectors) if (isSimple(s)) weights.set(fold(s), /^(?:bold|bolder|[6-9]00)$/.test(weight))
    for (const selector of selectors)
      if (shows) for (const key of keysOf(selector)) shown.add(key)
      else if (hides && always && isSimple(selector)) hidden.add(fold(selector))
  }
  if (hidden.size === 0 && weights.size === 0) return nothing
  return { hides: (tag, a) => isHidden(tag, a, hidden, shown), isBold: (tag, a) => weightIn(tag, a, weights) }
}

const displayed = /(?:^|;)\s*display\s*:\s*([a-z-]+)/gi
const visible = /(?:^|;)\s*visibility\s*:\s*([a-z-]+)/gi

const weighed = /(?:^|;)\s*font-weight\s*:\s*([a-z\d]+)/gi

function lastOf(body: string, pattern: RegExp): string {
  return [...body.matchAll(pattern)].at(-1)?.[1]?.toLowerCase() ?? ''
}

function isHidden(
  tag: string,
  { class: classes = '', id = '', style = '' }: Readonly<Record<string, string>>,
  hidden: ReadonlySet<string>,
  shown: ReadonlySet<string>,
): boolean {
  // a page that hides itself is shown by its script
  if (tag === 'html' || tag === 'body' || lastOf(style, displayed) !== '') return false
  const keys = classes.split(/\s+/).map((c) => `.${c}`)
  if (id !== '') keys.push(`#${id}`)
  if (keys.some((k) => shown.has(k))) return false
  return keys.some((k) => hidden.has(k)) || (hidden.has(tag) && !shown.has(tag))
}

function weightIn(
  tag: string,
  { class: classes = '', id = '' }: Readonly<Record<string, string>>,
  weights: ReadonlyMap<string, boolean>,
): boolean | null {
  const own = classes.split(/\s+/).flatMap((c) => weights.get(`.${c}`) ?? [])
  return weights.get(`#${id}`) ?? own.at(-1) ?? weights.get(tag) ?? null
}

// what a script, a template or the words for browsers without scripts hold is no style of the page
function styleIn(html: string): string {
  const opening = /<(!--|(?:noscript|script|template|textarea|style)\b)/gi
  let css = ''
  for (let found = opening.exec(html); found !== null && css.length < mostStyle; found = opening.exec(html)) {
    const name = found[1]!.toLowerCase()
    const from = name === '!--' ? opening.lastIndex : html.indexOf('>', opening.lastIndex) + 1
    const end = from === 0 ? -1 : endOf(html, name, from)
    if (end === -1) break
    const media = /\smedia\s*=\s*["']?([^"'>]*)/i.exec(html.slice(opening.lastIndex, from))?.[1] ?? ''
    if (name === 'style' && /^(?:\s*|all|screen)$/i.test(media)) css += `${html.slice(from, end)}\n`
    opening.lastIndex = end
  }
  return css.length < mostStyle ? css : ''
}

function endOf(html: string, name: string, from: number): number {
  if (name === '!--') return html.indexOf('-->', from)
  const closing = new RegExp(`</${name}`, 'gi')
  closing.lastIndex = from
  return closing.exec(html)?.index ?? -1
}

interface Rule {
  readonly selectors: readonly string[]
  readonly body: string
  /** whether it holds in every medium and state */
  readonly always: boolean
}

// blocks that hold no other blocks
function rulesOf(css: string): readonly Rule[] {
  const text = withoutComments(css).replace(/"[^"\n]*"|'[^'\n]*'/g, "''")
  const rules: Rule[] = []
  let open: { readonly head: string; readonly from: number }[] = []
  let [last, holds] = [0, false]
  for (const { index, 0: sign } of text.matchAll(/[{};]/g)) {
    if (sign === '{') {
      open.push({ head: text.slice(last, index).trim(), from: index + 1 })
      holds = false
    } else if (sign === '}') {
      const block = open.pop()
      if (block === undefined) open = []
      else if (!holds && !block.head.startsWith('@'))
        rules.push({
          selectors: block.head.split(',').map((s) => s.trim()),
          body: text.slice(block.from, index),
          always: open.length === 0,
        })
      holds = true
    }
    last = index + 1
  }
  return rules
}

function withoutComments(css: string): string {
  return css
    .split('/*')
    .map((piece, n) =>
      n === 0 ? piece : piece.slice(piece.indexOf('*/') === -1 ? piece.length : piece.indexOf('*/') + 2),
    )
    .join(' ')
    .replace(/<!--|-->/g, ' ')
}

function isSimple(selector: string): boolean {
  return /^(?:[a-z][a-z\d]*|[.#][\w-]+)$/i.test(selector)
}

// elements are named in any case, classes are not
function fold(selector: string): string {
  return /^[.#]/.test(selector) ? selector : selector.toLowerCase()
}

// what the last part of a selector names: .nav > .x.open is of what has x or open
function keysOf(selector: string): readonly string[] {
  const last = selector.split(/[\s>+~]+/).at(-1) ?? ''
  if (/:(?:before|after|:)/i.test(last)) return []
  return (last.replace(/\[[^\]]*\]|:[\w-]+(?:\([^()]*\))?/g, '').match(/[.#]?[\w-]+/g) ?? []).map(fold)
}
