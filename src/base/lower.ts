let last = ''
let folded = ''

/** `text` in small letters; what several readers ask of the same text one after another is folded once. */
export function lower(text: string): string {
  if (text !== last) {
    last = text
    folded = text.toLowerCase()
  }
  return folded
}
