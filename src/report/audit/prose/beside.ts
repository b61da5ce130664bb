import type { AuditDesk } from '../desk.ts'
import type { FoundName } from '../names.ts'
import { isScored } from '../scored.ts'
import type { Sentence } from './sentence.ts'

// GPT-4o (88.7), GPT-4o at 88.7, GPT-4o 的 88.7
const behindName =
  /^\s?(?:-?(?:Base|Instruct|Chat|IT|PT)\b)?\s?(?:[（(:：=—–-]|at|has|had|with|is|on|scores?|scored|gets?|got|reach(?:es|ed)?|的|则?为|得分?(?:为)?|则?是|以|有|拿到|取得)?\s?(?:of\s|约|about\s)?$/i
// 88.7 for GPT-4o
const beforeName = /^\s?(?:%|points?|分)?\s?(?:for|by|from|\(|（)\s?(?:the\s)?$/i

/** The benchmark that a sentence is of as a whole, for a score that stands beside the name of a model alone; `null` where there are several. */
export function onlyBenchmark(sentence: Sentence, n: number, desk: AuditDesk): string | null {
  const mention = sentence.mentions[n]!
  const isBare = mention.unitText === '' ? (mention.decimals ?? 0) > 0 : /^[%％分]$/.test(mention.unitText)
  if (!isBare || mention.form !== 'digits' || mention.scaleText !== '' || mention.high !== undefined) return null
  // lines of a paragraph that end without a stop are each of their own
  const { text, start } = sentence
  const from = text.lastIndexOf('\n', mention.start - start) + start
  const end = text.indexOf('\n', mention.end - start)
  const to = end === -1 ? sentence.end : end + start
  const named = new Set(
    sentence.names.flatMap((x) => (x.kind === 'measure' && x.start >= from && x.end <= to ? [x.id] : [])),
  )
  const heading = named.size === 0 ? headedBy(sentence, desk) : null
  const [id] = heading === null ? named : [heading]
  if (id === undefined || (heading === null && named.size !== 1) || !isScored(id, desk)) return null
  return isBesideName(sentence, n) ? id : null
}

// a list of models under the name of a benchmark
function headedBy({ heading }: Sentence, desk: AuditDesk): string | null {
  if (heading === '' || heading.length > 60) return null
  const ids = new Set(desk.input.words.find(heading).flatMap((x) => (x.kind === 'measure' ? [x.id] : [])))
  const [id] = ids
  return ids.size === 1 ? id! : null
}

function isBesideName({ text, start, names, mentions }: Sentence, n: number): boolean {
  const mention = mentions[n]!
  const from = mentions[n - 1]?.end ?? start
  const before = names.findLast((x) => x.kind === 'entity' && x.end <= mention.start && x.start >= from)
  if (before !== undefined && behindName.test(text.slice(before.end - start, mention.start - start))) return true
  const behind = names.find((x) => x.kind === 'entity' && x.start >= mention.end)
  return behind !== undefined && beforeName.test(text.slice(mention.end - start, behind.start - start))
}

const byHow = /(?:\bby\s(?:about\s|some\s|only\s|just\s)?|(?:领先|高出?|超出|落后|低|多|少)[^，。；;\d]{0,20})$/i

const apart = /^\s(?:above|below|ahead|behind|higher|lower|more|less|clear of|better|worse)\b/i

/** Whether a number of points says how far two scores are apart: leads B by 11.9 points, 比 B 高 11.9 个百分点. */
export function isApartBy({ text, start }: Sentence, numberStart: number, end: number, unit: string): boolean {
  if (!/^(?:points?|分|pp|个?百分点|percentage points?)$/i.test(unit)) return false
  return byHow.test(text.slice(0, numberStart - start)) || apart.test(text.slice(end - start, end - start + 20))
}

/** The model that a change leads from or to: 从 A 到 B，MMLU 由 74.2 提升至 86.1; `undefined` where none is said to. */
export function ownerInStep({ text, start, names }: Sentence, numberStart: number): string | undefined {
  const models = names.filter((x) => x.kind === 'entity' && x.end <= numberStart)
  for (let n = 1; n < models.length; n += 1) {
    const [a, b] = [models[n - 1]!, models[n]!] as readonly FoundName[] as readonly [FoundName, FoundName]
    if (!/(?:从|由|\bfrom)\s?$/i.test(text.slice(0, a.start - start))) continue
    if (!/^\s?(?:到|至|to)\s?$/i.test(text.slice(a.end - start, b.start - start))) continue
    if (models.length > n + 1) return undefined
    const front = text.slice(b.end - start, numberStart - start)
    if (/(?:从|由|\bfrom)\s?$/i.test(front)) return a.id
    if (/(?:到|至|为|\bto)\s?约?$/i.test(front)) return b.id
  }
  return undefined
}

const farTokens =
  /^\s?(?:(?:(?!(?:per|each|every|for|of|from|over|with|active|activated)\b)[a-z][a-z-]{2,},?\s(?:and\s)?){1,4}(?=tokens\b)|(?:个|的|、|和|且|高质量|多样化?|多语言|中文|英文|文本|训练|\s){1,6}(?=tokens?\b|词元))/i
const farHours = /^\s?(?:NVIDIA\s)?[A-Z]{1,2}\d{2,3}(?:\s(?:SXM|PCIe))?\s(?=GPU[- ]?hours?\b|GPU\s?小时|卡时)/

/** The unit of the `n`-th number where words stand before it: 14.8 trillion diverse and high-quality tokens, 2.788M H800 GPU hours; empty for none. */
export function unitFurtherOn({ text, start, mentions }: Sentence, n: number): string {
  const { end, scaleText } = mentions[n]!
  if (scaleText === '') return ''
  const behind = text.slice(end - start, end - start + 60)
  return farTokens.test(behind) ? 'tokens' : farHours.test(behind) ? 'GPU hours' : ''
}
