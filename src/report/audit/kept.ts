/** So many texts beside numbers are kept: they are many more than units. */
export const mostWords = 10_000

/**
 * A test of short texts of which a document has few, such as units: what `pattern` said of one is kept.
 */
export function kept(pattern: RegExp, most = 2_000): (text: string) => boolean {
  return keptOf((text) => pattern.test(text), most)
}

/** The same for what is no pattern: `make` of a short text. */
export function keptOf<T extends string | boolean>(make: (text: string) => T, most: number): (text: string) => T {
  const known = new Map<string, T>()
  // most numbers have no unit
  const ofNone = make('')
  return (text) => {
    if (text === '') return ofNone
    let made = known.get(text)
    if (made === undefined) {
      made = make(text)
      if (known.size >= most) known.clear()
      // a stretch of a document would keep all of it
      known.set(` ${text}`.slice(1), made)
    }
    return made
  }
}

/** Whether a unit is a percent sign or word. */
export const isPercent = kept(/^(?:%|％|per ?cent)$/i)

/** Whether a unit is a word or sign for percentage points; plain points may be of an index or a score. */
export const isPercentagePoints = kept(/^(?:个?百分点|pp|ppts?|pcts?|percentage points?)$/i)
/** Whether a unit is points, of whatever. */
export const isPoints = kept(/^(?:个?百分点|pp|ppts?|pcts?|percentage points?|points?)$/i)
/** Whether a unit says how many times. */
export const isTimes = kept(/^(?:倍|x|×|times|fold)$/i)
