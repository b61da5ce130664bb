import type { Mention } from '../../../base/index.ts'
import type { FoundName } from '../names.ts'
import type { Sentence } from './sentence.ts'

const joint = /^\s?(?:、|和|与|及|以及|或|and|or|,|，|,\sand)?\s?$/

// MMLU (5-shot), GPQA (0-shot): conditions stand between
const aside = /^\s?(?:[（(][^（）()]{1,24}[)）]|[- ]?(?:Base|Instruct|Chat|IT|PT)(?![A-Za-z]))/

/** Whether nothing but a comma, 、 or and stands between two things of a list. */
export function isJoined(between: string): boolean {
  return joint.test(between) || joint.test(between.replace(aside, ''))
}

/** The numbers of the list that the `n`-th number is in. */
export function listOf({ mentions, text, start }: Sentence, n: number): readonly Mention[] {
  let from = n
  let to = n
  const near = (a: Mention, b: Mention) =>
    a.respectively !== undefined &&
    b.respectively !== undefined &&
    b.respectively === a.respectively + 1 &&
    joint.test(text.slice(a.end - start, b.start - start))
  while (from > 0 && near(mentions[from - 1]!, mentions[from]!)) from -= 1
  while (to + 1 < mentions.length && near(mentions[to]!, mentions[to + 1]!)) to += 1
  return mentions.slice(from, to + 1)
}

/** The names of one kind in a row before a list, or behind it where there are as many as numbers only there. */
export function namesBeside(
  sentence: Sentence,
  list: readonly Mention[],
  kind: FoundName['kind'],
): readonly FoundName[] {
  const all = sentence.names.filter((x) => x.kind === kind)
  // Meta Llama 3 is one
  const own = all.filter((x, i) => x.isFirm !== true || !isNextTo(sentence, x, all[i + 1]))
  const before = runOf(
    sentence,
    own.filter((x) => x.end <= list[0]!.start),
  )
  if (before.length === list.length) return before
  const behind = runBehind(
    sentence,
    own.filter((x) => x.start >= list.at(-1)!.end),
  )
  return behind.length === list.length ? behind : before
}

/** The first of some names with those that 、 or and join to it. */
export function runBehind(
  { text, start }: Pick<Sentence, 'text' | 'start'>,
  names: readonly FoundName[],
): readonly FoundName[] {
  let to = 0
  while (to + 1 < names.length && isJoined(text.slice(names[to]!.end - start, names[to + 1]!.start - start))) to += 1
  return names.slice(0, to + 1)
}

/** The last of some names with those that 、 or and join to it. */
export function runOf(
  { text, start }: Pick<Sentence, 'text' | 'start'>,
  names: readonly FoundName[],
): readonly FoundName[] {
  const run: FoundName[] = []
  for (let i = names.length - 1; i >= 0; i -= 1) {
    const next = run[0]
    if (next !== undefined && !isJoined(text.slice(names[i]!.end - start, next.start - start))) break
    run.unshift(names[i]!)
  }
  return run
}

// versions with 8B, 70B, and 405B parameters
const sizes = /(?<![\w.])\d+(?:\.\d+)?\s?[BM](?:\s?(?:,|，|、|\/|和|与|及|\band\b|\bor\b)\s?)+$/
// 4050 亿参数的 Llama 3 模型, of which nothing is known
const ofNext = /^\s?个?(?:参数|规模|大小|量级|级别|体量)*的\s?[A-Z][A-Za-z]*[\s-]?\d/

/** Whether a number is the last of a row of sizes, or of a name behind it that is not known: of nobody before it. */
export function isOfAnother({ text, start, mentions }: Sentence, n: number): boolean {
  const { start: from, end } = mentions[n]!
  return sizes.test(text.slice(0, from - start)) || ofNext.test(text.slice(end - start))
}

/** The sum before a colon whose unit the numbers behind it have, where the `n`-th prints none: 共 3930 万卡时：A 为 146 万. */
export function headOf({ mentions, text, start }: Sentence, n: number): Mention | null {
  const own = mentions[n]!
  if (own.unitText !== '' || own.scaleText === '') return null
  const head = mentions.findLast((m, i) => i < n && m.unitText !== '')
  if (head === undefined || head.scaleText === '') return null
  return /^\s?[:：]/.test(text.slice(head.end - start, own.start - start)) ? head : null
}

/** The models before a list in their order, those that are not known among them; `null` where there are not as many as numbers. */
export function namesInTurn(sentence: Sentence, list: readonly Mention[]): readonly string[] | null {
  if (sentence.strangers.length === 0) return null
  const at = list[0]!.start
  const all = [
    ...sentence.names.flatMap((x) => (x.kind === 'entity' && x.end <= at ? [{ ...x, own: x.id }] : [])),
    ...sentence.strangers.flatMap((x) => (x.end <= at ? [{ ...x, own: 'stranger' }] : [])),
  ].sort((a, b) => a.start - b.start)
  const run: string[] = []
  for (let n = all.length - 1; n >= 0; n -= 1) {
    const next = all[n + 1]
    if (next !== undefined && !isJoined(sentence.text.slice(all[n]!.end - sentence.start, next.start - sentence.start)))
      break
    run.unshift(all[n]!.own)
  }
  return run.length === list.length ? run : null
}

function isNextTo({ text, start }: Sentence, a: FoundName, b: FoundName | undefined): boolean {
  return b !== undefined && /^[\s-]?$/.test(text.slice(a.end - start, b.start - start))
}
