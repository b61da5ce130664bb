import type { Sentence } from './sentence.ts'

// what somebody made of a thing has numbers of its own
const altered =
  /量化|剪枝|剪掉|裁剪|蒸馏|微调|精调|扩充|扩展到|增量训练|继续(?:预)?训练|压缩|适配器|二次开发|改造后|魔改|quanti[sz]|prun(?:e|ing)|distil|fine-?tun|student|adapter|\bLoRA\b|continued pre-?training|derived|merged|sibling/i
// a bound that a user chose is none of the maker's
const chosen =
  /设为|设成|设定|设在|限制|限定|限于|截断|调到|调至|只用|仅用|\bset (?:to|at)\b|\bcap(?:ped)? (?:at|to)\b|\blimit(?:ed|s|ing)?\b|\btruncat|\bwith an?\s*$|\bserv(?:e|es|ed|ing)\b|\bdeploy/i
// a part is not the whole
const part =
  /再(?:加|补|给)|另(?:加|补|给)|额外|追加|additional|\bextra\b|其中|激活|每[个张台颗层]\s*$|各\s*$|of which|\beach\b|\bactive\b|\bactivated\b|单[个卡]/i
const active = /^[^，。,;；]{0,24}?(?:激活|\bactive\b|\bactivated\b|\beach\b)/i
// one more thing that the sentence brings in: 一个 15 亿参数的小模型
const another = /(?<![是为作])(?:一[个款种台]|\ban?\b(?:\s[a-z]+){0,3}(?:\swith|\sof)?)\s*$/i
const predicated = /(?:\b(?:is|was|are|as|be|has|have|had|offers?|supports?)\s)an?\b[^,.;]*$/i
// what it was before: 由 8 类增加到 12 类
const before = /(?:由|从|自|\bfrom)\s?[^，。,;；\d]{0,12}$/i
const toward = /^[^，。,;；\d]{0,14}?(?:[到至为升降增减涨跌扩]|\bto\b)/i
const measured =
  /(?:对标|对比|相比于?|比照|追赶|叫板|against|compared (?:with|to)|versus|\bvs\.?|unlike|relative to|than)\s?(?:the\s)?$/i
// a county has a budget of its own
const local =
  /某|[县市省区州](?:级|里|政府|财政|内|安排|对|自|出台)|地方(?:财政)?(?:另|自)|(?:北京|上海|广州|深圳|天津|重庆|杭州|南京|武汉|成都|浙江|江苏|广东|山东|四川|湖北|湖南|河南|河北)|local government|municipal|province of|\bcounty\b/i

/** Whether the `n`-th number is of a thing beside the subject: of what was made of it, a part, a setting, its former value. */
export function isAside(sentence: Sentence, n: number): boolean {
  const mention = sentence.mentions[n]!
  const { text, start } = sentence
  const at = mention.numberStart - start
  const clause = sentence.clauses.find((c) => c.start <= mention.numberStart && mention.numberStart <= c.end)
  const own = text.slice((clause?.start ?? sentence.start) - start, at)
  const behind = text.slice(mention.end - start, mention.end - start + 32)
  if (altered.test(text)) return true
  if (chosen.test(own) || part.test(own.slice(-16)) || active.test(behind)) return true
  if (another.test(own) && !predicated.test(own) && sentence.names.some((x) => x.end <= mention.start)) return true
  if (isBeyondObject(sentence, mention.numberStart, clause?.start ?? sentence.start)) return true
  return before.test(own) && toward.test(behind)
}

// held against B, our next one has 12 trillion tokens: what follows the name of the other is not said of it
function isBeyondObject({ names, text, start }: Sentence, at: number, clause: number): boolean {
  const last = names.filter((x) => x.kind === 'entity' && x.end <= at).at(-1)
  return last !== undefined && last.end <= clause && measured.test(text.slice(0, last.start - start))
}

const capacity =
  /长度|窗口|支持|最[长大高多]|可达|达到|扩展|提升|length|window|support|up to|\bha[sd]\b|\bhave\b|offer|extend|handle/i

/** Whether the `n`-th number is what somebody used of a thing, not what the thing can do: its context opened to 8K. */
export function isUse(sentence: Sentence, n: number, measure: string | null): boolean {
  if (measure !== 'context-length') return false
  const mention = sentence.mentions[n]!
  const clause = sentence.clauses.find((c) => c.start <= mention.numberStart && mention.numberStart <= c.end)
  // Maximum context length: 128K
  const from = Math.min(clause?.start ?? sentence.start, Math.max(sentence.start, mention.start - 24))
  return !capacity.test(sentence.text.slice(from - sentence.start, mention.end - sentence.start + 16))
}

/** Whether the sentence is of a place with rules and money of its own, which those of the whole country do not bind. */
export function isLocal({ text }: Sentence): boolean {
  return local.test(text)
}
