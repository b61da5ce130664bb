/** So many texts beside numbers are kept: they are many more than units. */
export const mostWords = 10_000

/**
 * A test of short texts of which a document has few, such as units: what `pattern` said of one is kept.
 */
export function kept(pattern: RegExp, most = 2_000): (text: string) => boolean {
  return keptTest((text) => pattern.test(text), most)
}

/** The same for a test that is no pattern. */
export function keptTest(test: (text: string) => boolean, most: number): (text: string) => boolean {
  const known = new Map<string, boolean>()
  return (text) => {
    let holds = known.get(text)
    if (holds === undefined) {
      holds = test(text)
      if (known.size >= most) known.clear()
      // a stretch of a document would keep all of it
      known.set(` ${text}`.slice(1), holds)
    }
    return holds
  }
}

/** Whether a unit is a percent sign or word. */
export const isPercent = kept(/^(?:%|％|per ?cent)$/i)
