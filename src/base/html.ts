/** A piece of HTML that is safe to stand in a page as it is. */
export interface Html {
  readonly kind: 'html'
  readonly text: string
}

type Part = Html | string | number | null | undefined | false | readonly Part[]

/**
 * The template as HTML, every value escaped but those that are HTML already.
 *
 * Lists are joined, `null`, `undefined` and `false` leave nothing.
 *
 * @example html`<b>${'<'}</b>`.text // '<b>&lt;</b>'
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let text = strings[0]!
  for (let i = 0; i < parts.length; i += 1) {
    const part = parts[i]!
    text += textOf(part) + strings[i + 1]!
  }
  return { kind: 'html', text }
}

/** `text`, which its maker vouches for, as HTML. */
export function trusted(text: string): Html {
  return { kind: 'html', text }
}

function textOf(part: Part): string {
  if (part === null || part === undefined || part === false) return ''
  if (typeof part === 'string') return escapeHtml(part)
  if (typeof part === 'number') return String(part)
  if (Array.isArray(part)) return part.map(textOf).join('')
  return (part as Html).text
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

// most texts are so, and a page has thousands
const plain = /^[^&<>"'\p{Cc}]*$/u

/** `text` with the characters that mean something in HTML as entities; control characters are left out. */
export function escapeHtml(text: string): string {
  if (plain.test(text)) return text
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[&<>"']/g, (c) => entities[c]!).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
}
