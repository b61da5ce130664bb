import type { Mention } from '../base/index.ts'
import { foldName, type Registry } from '../facts/index.ts'

const ending = /(?:^|[^A-Za-z0-9.])(\d+(?:\.\d+)?[bm])$/i

/** The sizes that end the full name of something that `text` names: `405b`, where it speaks of Llama 3.1 405B. */
export function sizeNames(registry: Registry, text: string): ReadonlySet<string> {
  const folded = foldName(text)
  const sizes = new Set<string>()
  for (const entity of registry.entities)
    for (const name of [entity.zh, entity.en, ...entity.aliases]) {
      const size = ending.exec(name)?.[1]
      if (size !== undefined && size.length < name.length && folded.includes(foldName(name)))
        sizes.add(size.toLowerCase())
    }
  return sizes
}

// where the words before or behind speak of how large something is, the size is a claim
const counted = /参数|规模|体量|parameters?\b|params\b|\bsizes?\b|^\s?(?:weights\b|权重)/i
const stated =
  /(?:为|达|达到|是|有|至|到|共|等于|=|\b(?:is|was|are|has|have|of|to|at|with|reach(?:es|ed)|total(?:s|ling)?))\s*$/i

/** Whether a size stands for the name that it ends, as in `405B 的权重` and "405B's licence". */
export function isSizeName(text: string, mention: Mention, sizes: ReadonlySet<string>): boolean {
  const { numberStart, numberEnd, unitText, qualifiers } = mention
  if (unitText !== '' || qualifiers.length > 0) return false
  if (!sizes.has(text.slice(numberStart, numberEnd).toLowerCase().replace(/\s/g, ''))) return false
  const clause = text
    .slice(0, numberStart)
    .split(/[，。；：！？\n]|[,;:.!?]\s/)
    .at(-1)!
  return !stated.test(clause) && !counted.test(clause) && !counted.test(text.slice(numberEnd, numberEnd + 14))
}
