import type { Mention } from '../base/index.ts'
import { foldName, type Registry } from '../facts/index.ts'

const ending = /(?:^|[^A-Za-z0-9.])(\d+(?:\.\d+)?[bm])$/i

/** Sizes that stand for names. */
export interface SizeNames {
  /** those that end the full name of something that the text names: `405b`, where it speaks of Llama 3.1 405B */
  readonly named: ReadonlySet<string>
  /** those that end any name */
  readonly all: ReadonlySet<string>
}

/** The sizes that end the names of `registry`, apart those whose full names stand in `text`. */
export function sizeNames(registry: Registry, text: string): SizeNames {
  const folded = foldName(text)
  const [named, all] = [new Set<string>(), new Set<string>()]
  for (const entity of registry.entities)
    for (const name of [entity.zh, entity.en, ...entity.aliases]) {
      const size = ending.exec(name)?.[1]?.toLowerCase()
      if (size === undefined || size.length === name.length) continue
      all.add(size)
      if (folded.includes(foldName(name))) named.add(size)
    }
  return { named, all }
}

// 8B、70B 和 405B: sizes side by side are the members of a family
const list =
  /\d+(?:\.\d+)?[BM](?:\s?(?:[,，、/]|and|or|和|与|及|或|以及)\s?(?:and\s|or\s)?\d+(?:\.\d+)?[BM](?![A-Za-z]))+/gi

function isListed(text: string, { numberStart, numberEnd }: Mention, { all }: SizeNames): boolean {
  const found = [...text.matchAll(list)].find((m) => m.index <= numberStart && m.index + m[0].length >= numberEnd)
  const sizes = found?.[0].match(/\d+(?:\.\d+)?[BM]/gi) ?? []
  return new Set(sizes).size > 1 && sizes.every((size) => all.has(size.toLowerCase()))
}

// where the words before or behind speak of how large something is, the size is a claim
const counted = /参数|规模|体量|parameters?\b|params\b|\bsizes?\b|^\s?(?:weights\b|权重)/i
const stated =
  /(?:为|达|达到|是|有|至|到|共|等于|=|\b(?:is|was|are|has|have|of|to|at|with|reach(?:es|ed)|total(?:s|ling)?))\s*$/i

/** Whether a size stands for the name that it ends, as in `405B 的权重` and "405B's licence". */
export function isSizeName(text: string, mention: Mention, sizes: SizeNames): boolean {
  const { numberStart, numberEnd, unitText, qualifiers } = mention
  if (unitText !== '' || qualifiers.length > 0) return false
  if (isListed(text, mention, sizes)) return true
  if (!sizes.named.has(text.slice(numberStart, numberEnd).toLowerCase().replace(/\s/g, ''))) return false
  const clause = text
    .slice(0, numberStart)
    .split(/[，。；：！？\n]|[,;:.!?]\s/)
    .at(-1)!
  return !stated.test(clause) && !counted.test(clause) && !counted.test(text.slice(numberEnd, numberEnd + 14))
}
