import type { ExtractCell } from '../../../base/index.ts'
import type { Scope } from '../../../facts/index.ts'
import { conditionsIn, withoutConditions } from '../conditions.ts'
import type { Names } from '../names.ts'

/** The label of a row or column. */
export interface Item {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly entity: string | null
  readonly measure: string | null
  readonly scope: Scope
  /** the cell with its conditions, where they stand in a column of their own */
  readonly setting?: ExtractCell
  /** the label as it stands, where its size stands in a line of its own */
  readonly bare?: string
}

// what a label may say beside the name without making it another
const harmless =
  /\b(?:instruct|inst|chat|base|it|pt|(?:non-?|no |w\/ ?|with )?thinking(?: mode)?|model|scores?|accuracy|acc|results?|benchmark|test|dataset|omni|the|of|on|multilingual|api|(?:pass|cons|maj)@\d+|correct|resolved|prompt|strict|loose|relaxed|diamond|exact|match|lc|win[- ]?rate|em|f1|macro|micro|avg|average|category|validation|meta|openai|anthropic|google|nvidia|mistral ai|paper|measured|reported|official|ours|dense|moe|proprietary|(?:open|closed)[- ]?(?:source|weights?))\b|开源|闭源|稠密|混合专家|论文|官方|自报|实测|非?思考(?:模式)?|基座|对话版?|指令版?|模型|得分|成绩|准确率|精度|版|系列|基准|测试|指标|结果|分数|数据集|评测|项目|类别|多语言|对照|参考|基线|对比|本文|自研|baseline|reference|control/gi

// MMLU (General), HumanEval (Coding): what it is a test of
const field =
  /[（(]\s?(?:general|knowledge|reasoning|coding|code(?: generation)?|programming|maths?|mathematics|science|language|multilingual|multimodal|vision|agentic(?: coding)?|agents?|tool use|tools|safety|factuality|instruction following|long[- ]context|common ?sense|reading(?: comprehension)?|problem solving|undergraduate(?: knowledge)?|graduate(?: reasoning)?|understanding)\s?[)）]/gi

/** The label `text` with what it names and the conditions that it states. */
export function itemOf(text: string, start: number, end: number, names: Names): Item {
  const { entity, measure, scope } = labelOf(text, names)
  return { text, start, end, entity, measure, scope }
}

const families: readonly (readonly [RegExp, string])[] = [
  [/MultiPL-E(?=.*HumanEval)|HumanEval(?=.*MultiPL-E)/i, 'MultiPL-E HumanEval'],
  [/MultiPL-E(?=.*MBPP)|MBPP(?=.*MultiPL-E)/i, 'MultiPL-E MBPP'],
  [/multilingual MMLU|多语言 ?MMLU/i, 'multilingual MMLU'],
]

/** `item` as it is under a caption: Python under MultiPL-E HumanEval, French under Multilingual MMLU. */
export function inFamily(item: Item, caption: string, names: Names): Item {
  if (item.entity !== null || item.measure !== null || item.text.length > 24 || caption === '') return item
  const family = families.find(([pattern]) => pattern.test(caption))?.[1]
  if (family === undefined) return item
  const bare = withoutConditions(item.text)
  // of four languages or of seven, an average does not say
  if (/average|mean|平均|均值/i.test(bare)) return item
  const full = `${family}, ${bare}`
  const found = names.find(full)
  const own = found.find((n) => n.kind === 'measure' && n.start === 0 && n.end === full.length)
  return own === undefined ? item : { ...item, measure: own.id }
}

/** What heads a column of scores without a name of its own. */
export const scoreHead =
  /^\W*(?:scores?|values?|results?|accuracy|acc|performance|pass@1|metric value)\b|^(?:得分|分数|成绩|数值|结果|准确率|精度)/i

/** `items` with those that say Accuracy or 得分 alone as the one benchmark that the caption names. */
export function underCaption(items: readonly Item[], caption: string, names: Names): readonly Item[] {
  if (caption === '' || items.some((i) => i.measure !== null)) return items
  const named = new Set(names.find(caption).flatMap((n) => (n.kind === 'measure' ? [n.id] : [])))
  const [measure] = named
  if (named.size !== 1 || measure === undefined) return items
  const scope = conditionsIn(caption)
  // a list of models with their scores has no heads at all
  const isBare = items.length <= 2 && items.every((i) => i.text.trim() === '')
  return items.map((i) =>
    i.entity === null && (isBare || scoreHead.test(i.text)) ? { ...i, measure, scope: { ...scope, ...i.scope } } : i,
  )
}

/** `items` with the one that says Score or 得分 alone, or the only one where it says nothing, as the one model that the heading names. */
export function underModel(items: readonly Item[], heading: string, names: Names): readonly Item[] {
  if (heading === '' || items.some((i) => i.entity !== null)) return items
  const scores = items.filter((i) => scoreHead.test(i.text) || (items.length === 1 && i.text === ''))
  const { entity, scope } = labelOf(heading.replace(/^[#\s]+|[#\s]+$/g, '').slice(0, 80), names)
  if (scores.length !== 1 || entity === null) return items
  return items.map((i) => (i === scores[0] ? { ...i, entity, scope: { ...scope, ...i.scope } } : i))
}

type Label = Omit<Item, 'start' | 'end'>

// the same labels stand in table after table
const labels = new WeakMap<Names, Map<string, Label>>()

/** What a label names, wherever it stands. */
export function labelOf(text: string, names: Names): Label {
  const kept = labels.get(names) ?? new Map<string, Label>()
  labels.set(names, kept)
  const known = kept.get(text)
  if (known !== undefined) return known
  if (kept.size > 20_000) kept.clear()
  const label = readLabel(text, names)
  kept.set(text, label)
  return label
}

// a picture before a name, llama-3_1-8b, Llama 3.1 (8B), and the owner in owner/Llama-3.1-8B
function plainLabel(text: string, names: Names): string {
  const plain = text
    .replace(/\p{Extended_Pictographic}[\u200d\ufe0f]*/gu, ' ')
    .replace(/[\u2190-\u21ff\u25a0-\u25ff]/g, ' ')
    .replace(/\s?\[\^?\d{1,3}\]$/, '')
    .replace(/(?<=[A-Za-z]-?\d)_(?=\d(?!\d))/g, '.')
    .replace(/\s?[（(]\s?(\d{1,4}(?:\.\d{1,2})?\s?[BM])\s?[)）]/, ' $1')
    .trim()
  const owner = /^([\w.-]{2,40})\/(?=[\w.]+(?:[-_][\w.]+)+$)/.exec(plain)
  return owner === null || names.find(owner[1]!).some((n) => n.kind === 'measure')
    ? plain
    : plain.slice(owner[0].length)
}

function readLabel(text: string, names: Names): Label {
  // GPQA-Diamond and GPQA_diamond are GPQA with a condition
  const bare = withoutConditions(plainLabel(text, names)).replace(
    /(?<=[A-Za-z])[-_](?=(?:diamond|main)(?![A-Za-z]))/gi,
    ' ',
  )
  const found = names.find(bare)
  const rest = (kept: string) =>
    kept
      // o1-mini（参照）
      .replace(/[（(][\u4e00-\u9fff]{1,4}[)）]/g, '')
      .replace(field, '')
      .replace(harmless, '')
      .replace(/(?<!\d)\d{1,3}\s?-?\s?shots?|CoT|[单位：:%％（）()[\]*_†‡#·,，、/|\s.:–—-]+|[¹²³⁴⁵⁶⁷⁸⁹⁰]/gi, '')
  let left = bare
  for (const name of found.toReversed())
    left = left.slice(0, name.start) + ' '.repeat(name.end - name.start) + left.slice(name.end)
  // C-SimpleQA and M-MMLU are benchmarks of their own
  const known = rest(left).length <= 1 && !found.some((n) => isPrefixed(left, n.start))
  // Meta Llama 3.1 8B is the model, not its maker
  const entities = found.filter((n) => n.kind === 'entity')
  const entity = known ? ((entities.find((n) => n.isFirm !== true) ?? entities[0])?.id ?? null) : null
  const measure = known ? (found.find((n) => n.kind === 'measure')?.id ?? null) : null
  // Math in small letters heads a group, MATH is a benchmark
  const group = measure === 'math' && !bare.includes('MATH')
  return { text, entity, measure: group ? null : measure, scope: conditionsIn(text) }
}

function isPrefixed(left: string, start: number): boolean {
  return /(?:^|[^A-Za-z])[A-Za-z]{1,2}[-‐‑]$/.test(left.slice(0, start))
}
