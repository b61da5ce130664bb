import type { Theme } from '../tree.ts'
import type { PublishResult } from './rule.ts'

/** The words that stand in a logo as text; empty for none and for a PNG. */
export function logoWords(theme: Theme | null): string {
  if (theme?.logo?.type !== 'svg') return ''
  return svgOf(theme.logo.bytes)
    .replaceAll(/<[^>]*>/g, ' ')
    .trim()
}

/** Whether a logo may hold words that no program reads: pixels, or shapes that may be letters. */
export function isDrawn(theme: Theme | null): boolean {
  if (theme === null || theme.logo === null) return false
  if (theme.logo.type === 'png') return true
  const svg = svgOf(theme.logo.bytes)
  return (
    shapes.test(svg) ||
    veiled.test(new TextDecoder().decode(theme.logo.bytes)) ||
    (svg.match(plain)?.length ?? 0) > mostPlain
  )
}

// a rectangle and a circle spell nothing, many of them may, as whatever else draws
const plain = /<(?:\w+:)?(?:rect|circle|ellipse)\b/gi
const mostPlain = 8
// letters under another encoding, in references, or of a font that the file brings along
const veiled = /[\0\uFFFD]|&(?!amp;)|<!\[CDATA\[|<!DOCTYPE|@font-face/i
const shapes = /<(?:\w+:)?(?:path|image|feImage|use|line|polyline|polygon|foreignObject|glyph|font|mask|pattern)\b/i

/** `theme` as it is printed: without a licence a logo that nobody has read stays away. */
export function printedTheme(theme: Theme | null, results: readonly PublishResult[]): Theme | null {
  if (theme === null || !isDrawn(theme)) return theme
  const unread = results.some((r) => r.rule.check === 'no-rating' && r.result !== 'pass')
  return unread ? { ...theme, logo: null } : theme
}

// style and remarks are not seen
function svgOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replaceAll(/<style[\s\S]*?<\/style>|<!--[\s\S]*?-->/g, ' ')
}
