const most = 2_000

/**
 * A test of short texts of which a document has few, such as units: what `pattern` said of one is kept.
 */
export function kept(pattern: RegExp): (text: string) => boolean {
  const known = new Map<string, boolean>()
  return (text) => {
    let holds = known.get(text)
    if (holds === undefined) {
      holds = pattern.test(text)
      if (known.size < most) known.set(text, holds)
    }
    return holds
  }
}

/** Whether a unit is a percent sign or word. */
export const isPercent = kept(/^(?:%|％|per ?cent)$/i)
