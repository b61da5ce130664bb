import type { Cues } from '../cues.ts'
import type { AuditDesk } from '../desk.ts'
import type { Link } from './link.ts'
import { clausesOf, type Sentence } from './sentence.ts'

const active =
  /^[^，。、,;；\d]{0,24}?(?:激活|活跃参数|\bactive\b|\bactivated\b|\beach\b|\b(?:per|for any) (?:token|step|forward pass)\b|\bat (?:a|one) time\b)/i
// one more thing that the sentence brings in: 一个 15 亿参数的小模型
const another = /(?<![是为作])(?:一[个款种台]|\ban?\b(?:\s[a-z]+){0,3}(?:\swith|\sof)?)\s*$/i
const predicated = /(?:\b(?:is|was|are|as|be|has|have|had|offers?|supports?)\s)an?\b[^,.;]*$/i
// the gap is 8.5 points: a difference is no score
const apart =
  /\b(?:gaps?|difference|margin|lead|trails?|behind|ahead|within)\b|差距|相差|领先|落后|高出|低了|高了|优势|(?:[高低多少差升降涨跌]|提[高升]|下[降跌滑]|增[加长]|减少|改善|进步|退步)[了出近约达\s]*$|\b(?:gain|ris|rose|improv|drop|fell|fall|los[ts]|add|up|down|widen|narrow|by)\w*\s(?:of\s|about\s|by\s)*$/i
const apartBehind = /^\s?(?:behind|ahead|higher|lower|above|below|more|less|apart|better|worse|的差距|差距)/i
// stays ahead on A, by 1.2 points, and on B, by 1.8
const leadBy = /(?:^|[\s,])by\s(?:about\s|nearly\s|only\s|just\s)?$/i
// 42B 仅用 4B 激活参数: a model that goes by its size
const ofSize = /^[-*\s]*\d+(?:\.\d+)?B\s?(?:仅|只|用|在|的|以|则|采用|has\b|uses\b|needs\b)[^，。,;；]*$/
const perEach = /\b(?:per|each|every|for)\s$/i
const asPart = /^(?:\s[a-z]+)?\s(?:took|takes|costs?|needs?|needed|requires?|required)\b/i
// what it was before: 由 8 类增加到 12 类
const before = /(?:由|从|自|\bfrom)\s?[^，。,;；\d]{0,12}$/i
const toward = /^[^，。,;；\d]{0,14}?(?:[到至为升降增减涨跌扩]|\bto\b)/i
// a county has a budget of its own
const local = /某|[县市省区州](?:级|里|政府|财政|内|安排|对|自|出台)|地方(?:财政)?(?:另|自)/

/** Whether the `n`-th number is of a thing beside the subject: of what was made of it, a part, a setting, its former value. */
export function isAside(
  sentence: Sentence,
  n: number,
  { subject, measure, known }: Pick<Link, 'subject' | 'measure' | 'known'>,
  { input }: AuditDesk,
): boolean {
  const { cues, registry } = input
  const mention = sentence.mentions[n]!
  const { text, start } = sentence
  const at = mention.numberStart - start
  const clause = clausesOf(sentence).find((c) => c.start <= mention.numberStart && mention.numberStart <= c.end)
  const own = text.slice((clause?.start ?? sentence.start) - start, at)
  const behind = text.slice(mention.end - start, mention.end - start + 32)
  if (isPrice(mention, own, behind)) return true
  if (leadBy.test(own) || isInLeads(text.slice(0, at), behind) || (/^param/.test(measure ?? '') && ofSize.test(own)))
    return true
  // 单位十亿 counts nothing
  if (mention.form === 'words' && /单位(?:也|都|均)?(?:为|是|：|:)?\s?$/.test(text.slice(0, at))) return true
  // one trillion tokens took 180K hours
  if (mention.form === 'words' && mention.value.eq(mention.scale) && (perEach.test(own) || asPart.test(behind)))
    return true
  // what somebody made of a thing has numbers of its own; Distill in a name says nothing of the kind
  if (cues.has('altered', text) && cues.has('altered', outsideNames(sentence))) return true
  // what is active is the measure itself
  if (measure === 'params.active') return false
  // a bound that a user chose is none of the maker's, and a part is not the whole
  const isRule = subject !== null && registry.entity(subject)?.kind === 'policy'
  if ((!isRule && cues.has('chosen', own)) || /\bwith an?\s*$/i.test(own) || active.test(behind)) return true
  if (cues.has('part', own.slice(-16)) || /各\s*$/.test(own)) return true
  if (/^(?:points?|pp|ppts?|分|个?百分点)$/i.test(mention.unitText) && (apart.test(own) || apartBehind.test(behind)))
    return true
  if (another.test(own) && !predicated.test(own) && sentence.names.some((x) => x.end <= mention.start)) return true
  if (isBeyondObject(sentence, mention.numberStart, clause?.start ?? sentence.start, cues)) return true
  if (isRule && isPolicyAside(sentence, own, measure)) return true
  // 带动 8 大类家电: not what the rule covers
  if (measure === 'appliance.categories' && !cues.ends('counted', own)) return true
  // 特别国债 1 万亿元，其中 3000 亿元用于两新: the sum that is known stands beside
  if (isRule && measure?.startsWith('funds') === true && isPrinted(sentence, n, known)) return true
  return before.test(own.replace(/(?:19|20)\d{2}\s?年(?:的)?/, '年')) && toward.test(behind)
}

const leads = /\bby\s\d+(?:\.\d+)?\s(?:percentage\s)?(?:points?|pp)\s(?:on|in)\s(?:[^;.]|\.(?=\d))*(?:,|\band)\s$/i

// leads by 2.1 points on A, 5.9 on B and 8.8 on C
function isInLeads(front: string, behind: string): boolean {
  return /^\s(?:points?\s)?(?:on|in)\s/.test(behind) && leads.test(front)
}

function isPrinted({ mentions }: Sentence, n: number, known: Link['known']): boolean {
  return mentions.some(
    (m, i) => i !== n && known.some(({ fact, value }) => Object.keys(fact.scope).length === 0 && value.eq(m.value)),
  )
}

const stepped =
  /(?:提[高升]|增加|上调|下调|降低|减少|新增|多出?|高出)(?:了|约)?\s?(?:\d[^，。；;至到为]{0,8}[和、]\s?)?$/
const bonds = /以旧换新|设备更新|两新|消费品|trade-in|equipment|programme|NDRC|consumer goods|subsid|renewal/i

/** Whether the `n`-th number is the step from one rule to another, or stands for that of another year. */
export function isStepped(sentence: Sentence, n: number): boolean {
  const { text, start, mentions } = sentence
  const { numberStart, end } = mentions[n]!
  const clause = clausesOf(sentence).find((c) => c.start <= numberStart && numberStart <= c.end)
  const own = text.slice((clause?.start ?? sentence.start) - start, numberStart - start)
  return (
    stepped.test(own) ||
    ofAnotherYear.test(own) ||
    (before.test(own) && toward.test(text.slice(end - start, end - start + 32)))
  )
}

// 较 2025 年首批的 810 亿元
const ofAnotherYear = /(?:[较比]|[低高]于|超过|不及|由|从)[^，。；;]{0,6}(?:19|20)\d{2}\s?年[^，。；;]{0,12}$/

// what is said beside a rule of another year, of a part of its money, or of several things at once
function isPolicyAside({ text, heading }: Sentence, own: string, measure: string | null): boolean {
  if (stepped.test(own) || /\d\s?[件台个辆]\s?即\s?$/.test(own)) return true
  if (ofAnotherYear.test(own)) return true
  if (measure?.startsWith('funds') !== true) return false
  if (/前[两二三四]批|其余|剩余|已(?:经)?(?:下达|拨付)|注资|两重|全部|占[^，。；;]{0,12}$/.test(own)) return true
  return measure === 'funds.bonds' && !bonds.test(`${heading} ${text}`)
}

const bought =
  /(?:购买|买入?|购置|售价|标价|定价|原价|单价|价格|价值|\b(?:priced at|costing|worth|buys?|buying|price of))[^，。；;,.]{0,12}$/i
const goods =
  /^\s?(?:左右|以[上下])?的?[\u4e00-\u9fff]{0,10}(?:冰箱|洗衣机|电视|空调|电脑|热水器|油烟机|手机|平板|手表|手环|汽车|新车|车型|家电|产品|商品)|^-?\s?(?:a\s)?(?:fridge|refrigerator|air conditioner|television|computer|phone|tablet|car|vehicle|appliance)/i

// 购买 8,000 元冰箱: what it costs is none of the subsidy
function isPrice({ unitText }: Sentence['mentions'][number], own: string, behind: string): boolean {
  return (
    /元|yuan|RMB|CNY|\$|￥|¥/i.test(unitText) &&
    (bought.test(own) || goods.test(behind)) &&
    !/补|贴|奖|subsid|rebate/i.test(own.slice(-10))
  )
}

function outsideNames({ names, text, start }: Sentence): string {
  let rest = text
  for (const { kind, start: from, end } of names)
    if (kind === 'entity') rest = rest.slice(0, from - start) + ' '.repeat(end - from) + rest.slice(end - start)
  return rest
}

// held against B, our next one has 12 trillion tokens: what follows the name of the other is not said of it
function isBeyondObject({ names, text, start }: Sentence, at: number, clause: number, cues: Cues): boolean {
  const last = names.filter((x) => x.kind === 'entity' && x.end <= at).at(-1)
  return last !== undefined && last.end <= clause && cues.ends('against', text.slice(0, last.start - start))
}

const capacity =
  /长度|窗口|支持|最[长大高多]|可达|达到|扩展|提升|length|window|support|up to|\bha[sd]\b|\bhave\b|offer|extend|handle/i

/** Whether the `n`-th number is what somebody used of a thing, not what the thing can do: its context opened to 8K. */
export function isUse(sentence: Sentence, n: number, measure: string | null): boolean {
  if (measure !== 'context-length') return false
  const mention = sentence.mentions[n]!
  const clause = clausesOf(sentence).find((c) => c.start <= mention.numberStart && mention.numberStart <= c.end)
  // Maximum context length: 128K
  const from = Math.min(clause?.start ?? sentence.start, Math.max(sentence.start, mention.start - 24))
  return !capacity.test(sentence.text.slice(from - sentence.start, mention.end - sentence.start + 16))
}

/** Whether the sentence is of a place with rules and money of its own, which those of the whole country do not bind. */
export function isLocal({ text }: Pick<Sentence, 'text'>, { input }: AuditDesk): boolean {
  return local.test(text) || input.cues.has('place', text)
}
