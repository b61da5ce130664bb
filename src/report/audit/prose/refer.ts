import type { AuditDesk } from '../desk.ts'
import type { FoundName } from '../names.ts'
import { isRival } from './objects.ts'
import type { Clause } from './sentence.ts'

/** What the words before a sentence have been about. */
export interface Context {
  /** ids of the things named in the paragraph so far, the last one last, each once; `''` stands for an unknown one */
  readonly recent: readonly string[]
  /** the one thing that the text above is about, where there is one */
  readonly topic: string | null
  /** members of families of models that the document has named */
  readonly families: Iterable<string>
}

/** Words that point back to a thing, as names of it; those that point to nobody knows what stand for strangers. */
export interface References {
  readonly names: readonly FoundName[]
  readonly strangers: readonly Clause[]
}

/** What most sentences hold. */
export const noReferences: References = { names: [], strangers: [] }

const pointing =
  /前者|后者|对方|对手|竞品|该(?:模型|版本|系列|产品|款模型)|(?<![尤极莫何与])其(?![中他它实余次后间是])|(?:整个|全)系列|\b(?:the )?(?:former|latter)\b|\b(?:[Tt]he|[Tt]his) (?:new )?model\b|\b[Ii]ts?\b|\bthe (?:whole|entire) (?:family|series)\b|旗舰(?:版本?|模型|款)?(?=[^\u4e00-\u9fff]|的|为|拥|有|参)|\b[Tt]he flagship\b|(?<![A-Za-z0-9.$¥￥])\d{1,4}(?:\.\d+)?B(?![A-Za-z0-9])(?!\s?(?:个|参数|激活|的?参数|parameters?|params|tokens?|dense|active|\$|美元|元))/g

// 参数数量 405B is a number of parameters, the 405B a model
const sizeSaid =
  /(?:参数(?:数?量|规模|数|总量)?|模型规模)(?:分别|达到|高达|[仅约]?为|[是达约有仅:：|\s])*$|\bparam(?:eter)?s?(?:\s(?:count|size))?[\s:|]*(?:of|is|are)?\s?$/i

// Llama 4 405B is not the 405B of another version, nor Qwen 405B that of another family
function isAnothers(before: string): boolean {
  return /[A-Za-z]\s?\d(?:\.\d+)?\s?$/.test(before) || (brand.test(before) && !lead.test(before))
}

const brand = /[A-Z][A-Za-z]{2,}[\s-]?$/
const lead =
  /\b(?:The|And|With|Its|Both|Our|But|For|While|Only|Than|Even|Models?|Instruct|Base|Chat|Dense|Meta|Llama)[\s-]?$/i

const model = /model$|^该|^its?$|^其$/i

const hints = /[对B者该其]|竞品|旗舰|系列|f(?:lagship|ormer|amily)|latter|model|[iI]t|series/

/** Whether a sentence holds anything that may point back. */
export function mayRefer(text: string): boolean {
  return hints.test(text)
}

/** The references in the sentence `text`, whose own names and unknown names are given. */
export function referencesIn(
  text: string,
  names: readonly FoundName[],
  strangers: readonly Clause[],
  { recent, topic, families }: Context,
  desk: AuditDesk,
): References {
  const found: FoundName[] = []
  const unknown: Clause[] = []
  pointing.lastIndex = 0
  for (let match = pointing.exec(text); match !== null; match = pointing.exec(text)) {
    const start = match.index
    const end = match.index + match[0].length
    if (names.some((n) => n.start < end && start < n.end)) continue
    const before = match[0].endsWith('B') ? text.slice(Math.max(0, start - 20), start) : ''
    if (sizeSaid.test(before)) continue
    if (isAnothers(before)) {
      unknown.push({ start, end })
      continue
    }
    // compared to A, the new model is another
    const isNew =
      model.test(match[0]) && names.some((n) => n.kind === 'entity' && n.end <= start && isRival(text, n.start, n.end))
    if (isNew && recent.length === 0) {
      unknown.push({ start, end })
      continue
    }
    const seen = isNew ? recent : mentioned(recent, names, strangers, start)
    const id = referred(match[0], seen, topic, families, desk)
    if (id === undefined) continue
    if (id === null) unknown.push({ start, end })
    else found.push({ kind: 'entity', id, alias: match[0], refers: true, start, end })
  }
  return { names: found, strangers: unknown }
}

// the things named before a place, each where it was named last
function mentioned(
  recent: readonly string[],
  names: readonly FoundName[],
  strangers: readonly Clause[],
  at: number,
): readonly string[] {
  const here = [
    ...names.filter((n) => n.kind === 'entity' && n.end <= at),
    ...strangers.filter((s) => s.end <= at).map((s) => ({ ...s, id: '' })),
  ].sort((a, b) => a.start - b.start)
  const order = [...recent]
  for (const { id } of here) {
    const before = order.indexOf(id)
    if (before !== -1) order.splice(before, 1)
    order.push(id)
  }
  return order
}

// undefined: the word says nothing that the names around it do not say
function referred(
  word: string,
  seen: readonly string[],
  topic: string | null,
  families: Iterable<string>,
  desk: AuditDesk,
): string | null | undefined {
  if (/[前后]者|former|latter/.test(word)) {
    const pair = seen.slice(-2)
    const id = /前者|former/.test(word) ? pair[0] : pair[1]
    return pair.length < 2 || id === '' || id === undefined ? null : id
  }
  // who is not named is nobody known
  if (/^(?:对方|对手|竞品)$/.test(word)) return null
  // a size that is no sibling's is a number
  if (/^\d/.test(word)) return siblingOf([...seen, topic ?? '', ...families], word, desk) ?? undefined
  if (/旗舰|flagship/.test(word)) return largestOf([...seen, topic ?? '', ...families], desk) ?? undefined
  if (/整个|全系列|family|series/.test(word)) return familyOf(seen.at(-1) ?? topic ?? '', desk)
  // a name before it in the paragraph or the sentence speaks for itself
  if (seen.length > 0) return seen.length === 1 && seen[0] !== '' ? seen[0]! : undefined
  return /^(?:其|[Ii]ts?)$/.test(word) ? undefined : (topic ?? null)
}

// the 8B model beside Llama 3.1 70B is Llama 3.1 8B
function siblingOf(seen: readonly string[], size: string, desk: AuditDesk): string | null {
  const tail = `-${size.toLowerCase()}`
  let only: string | null = null
  for (const family of new Set(seen.map((id) => familyOf(id, desk)))) {
    const id = `${family ?? ''}${tail}`
    if (desk.input.registry.entity(id) === undefined || id === only) continue
    if (only !== null) return null
    only = id
  }
  return only
}

// the flagship of a family is its largest member
function largestOf(seen: readonly string[], desk: AuditDesk): string | null {
  const own = [...new Set(seen.map((id) => familyOf(id, desk)).filter((id) => id !== null))]
  const sizes = own.flatMap((family) =>
    desk.knowledge
      .subjects('params')
      .filter((id) => id.startsWith(`${family}-`))
      .map((id) => ({ id, size: desk.knowledge.of(id, 'params')[0]?.number ?? 0 })),
  )
  const best = sizes.sort((a, b) => b.size - a.size)[0]
  return own.length === 1 && sizes.length > 1 ? (best?.id ?? null) : null
}

const familiesOf = new WeakMap<object, Map<string, string | null>>()

// llama-3.1 is the family of llama-3.1-405b
function familyOf(id: string, { input }: AuditDesk): string | null {
  let known = familiesOf.get(input.registry)
  if (known === undefined) {
    known = new Map()
    familiesOf.set(input.registry, known)
  }
  let family = known.get(id)
  if (family === undefined) {
    family = readFamily(id, input)
    known.set(id, family)
  }
  return family
}

function readFamily(id: string, input: AuditDesk['input']): string | null {
  for (let at = id.lastIndexOf('-'); at > 0; at = id.lastIndexOf('-', at - 1))
    if (input.registry.entity(id.slice(0, at)) !== undefined) return id.slice(0, at)
  return input.registry.entity(id)?.kind === 'model' ? id : null
}
