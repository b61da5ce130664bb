/**
 * An anchor made of a heading: its Latin words where it has some, otherwise `s-` and a short hash.
 *
 * @example anchorOf('Open models') // 'open-models'
 */
export function anchorOf(text: string): string {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? []
  const latin = words.join('-')
  return latin.length >= 3 && latin.length * 2 >= text.length ? latin.slice(0, 60) : `s-${hash(text)}`
}

// FNV-1a, 32 bits: enough to tell the headings of one document apart
function hash(text: string): string {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0
  return value.toString(16).padStart(8, '0')
}
