/** What an element carries; an attribute that is undefined is left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>

/**
 * An element of SVG as text; children are markup, attribute values are escaped, numbers get two decimals.
 *
 * @example element('rect', { x: 1.005, fill: '#fff' }) // '<rect x="1" fill="#fff"/>'
 * @example element('g', { id: undefined }, element('path', {})) // '<g><path/></g>'
 */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const inner = children.join('')
  let open = `<${name}`
  for (const key in attributes) {
    const value = attributes[key]
    if (value !== undefined)
      open += ` ${key}="${typeof value === 'number' ? formatLength(value) : escapeMarkup(value)}"`
  }
  return inner === '' ? `${open}/>` : `${open}>${inner}</${name}>`
}

/**
 * A length with at most two decimals, never `-0`; what is no finite number is 0.
 *
 * @example formatLength(-0.001) // '0'
 * @example formatLength(12.3456) // '12.35'
 */
export function formatLength(value: number): string {
  if (!Number.isFinite(value)) return '0'
  return String(Math.round(value * 100) / 100 || 0)
}

/**
 * `text` made safe for markup and attributes; characters that XML forbids are dropped.
 *
 * @example escapeMarkup('a<b & "c"') // 'a&lt;b &amp; &quot;c&quot;'
 */
export function escapeMarkup(text: string): string {
  return plain.test(text) ? text : legal(text).replace(/[&<>"']/g, (c) => entities[c]!)
}

// most texts are so, and a chart has thousands
const plain = /^[^&<>"'\p{Cc}\p{Cs}\ufffe\uffff]*$/u

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function legal(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 forbids these
  return text.replace(/\p{Surrogate}/gu, '\ufffd').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
}

/** Path data with its coordinates at two decimals, as d3 writes them at full length. */
export function shortPath(data: string): string {
  return data.replace(/-?\d+\.\d+(?:e[-+]?\d+)?|-?\d+e[-+]?\d+/g, (n) => formatLength(Number(n)))
}
