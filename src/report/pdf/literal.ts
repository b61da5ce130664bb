/**
 * `text` as a string literal of Typst: the only way in which an author's words enter a source.
 *
 * Inside a literal Typst reads nothing but the backslash and the quotation mark, so no word of a report can become code.
 * Line ends and runs of blanks become one blank, none at all between two Chinese characters; control characters vanish.
 *
 * @example quote('#panic("x") \\ $a$') // '"#panic(\\"x\\") \\\\ $a$"'
 */
export function quote(text: string): string {
  return verbatim(fold(text))
}

/**
 * `text` as a string literal that keeps its line ends and blanks.
 *
 * @example verbatim('a\nb') // '"a\\nb"'
 */
export function verbatim(text: string): string {
  if (harmless.test(text)) return `"${text}"`
  const safe = text
    .replace(/\r\n?/g, '\n')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    // what prints nothing: PDF/A refuses control characters, and joiners have no glyph
    .replace(/(?![\n\t])[\p{Cc}\p{Cf}\p{Variation_Selector}\u2028\u2029]/gu, '')
  return `"${safe.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\t', '\\t')}"`
}

// letters, digits and signs of which none needs a look: most of a report
const harmless = /^[ !#-[\]-~°±·×\u2013\u2014\u2018-\u201d\u3001-\u3011\u4e00-\u9fff\uff01-\uff1f]*$/

const between =
  /([\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f])\s*\n\s*(?=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f])/g

const folds = /[^\S ]| {2}/

function fold(text: string): string {
  if (!folds.test(text)) return text
  return text.replace(between, '$1').replace(/[^\S\ufeff]+/g, (blanks) => (blanks === '\u00a0' ? '\u00a0' : ' '))
}

/**
 * A call of a function of the template; arguments are Typst expressions.
 *
 * @example call('para', '"a"') // 'para("a")'
 */
export function call(name: string, ...args: readonly string[]): string {
  return `${name}(${args.join(', ')})`
}

/**
 * An array of Typst expressions.
 *
 * @example list(['1']) // '(1,)'
 */
export function list(items: readonly string[]): string {
  return items.length === 0 ? '()' : `(${items.join(', ')},)`
}

/** Content made of expressions one after the other. */
export function join(items: readonly string[]): string {
  const kept = items.filter((i) => i !== '')
  if (kept.length === 0) return '[]'
  return kept.length === 1 && !kept[0]!.startsWith('"') ? kept[0]! : `{ []; ${kept.join('; ')} }`
}
