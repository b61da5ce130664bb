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
  return theme.logo.type === 'png' || shapes.test(svgOf(theme.logo.bytes))
}

// a rectangle and a circle spell nothing; whatever else draws may
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
