/** Kinds of things that are counted or that an amount is of one of, by the words for them; anything else is its own kind. */
const kinds: readonly (readonly [string, RegExp])[] = [
  ['gpu', /^(?:块|张卡?|卡|片|颗|枚|芯片|加速卡|显卡|GPUs?|cards?|accelerators?|chips?|[HBA]\d0{1,2}s?|H20s?|TPUs?)$/i],
  ['server', /^(?:台|服务器|整机|机器?|节点|servers?|nodes?|machines?|boxes|box|appliances?|units?)$/i],
  ['rack', /^(?:柜|机柜|架|机架|racks?|cabinets?)$/i],
  [
    'user',
    /^(?:人|名|位|户|用户|客户|users?|subscribers?|customers?|members?|people|persons?|seats?|heads?|员工|employees?|household)$/i,
  ],
  [
    'call',
    /^(?:次|条|requests?|calls?|chats?|quer(?:y|ies)|messages?|prompts?|visits?|downloads?|installs?|times|对话|请求|调用)$/i,
  ],
  ['deal', /^(?:份|笔|起|单|宗|deals?|rounds?|orders?|applications?|transactions?|contracts?)$/i],
  ['share', /^(?:股|shares?)$/i],
  ['firm', /^(?:家|公司|企业|firms?|companies|company)$/i],
]

/** The kind of a noun. */
export function kindOfNoun(word: string): string {
  const bare = word.trim().replace(/^个/, '')
  return (
    kinds.find(([, pattern]) => pattern.test(bare))?.[0] ??
    bare
      .toLowerCase()
      .replace(/(?<=ch|sh|ss|x)es$|(?<!s)s$/, '')
      .replace(/ie$/, 'y')
  )
}

const classifier =
  /^\s?(?:多|余)?(个?(?:用户|机柜|节点|月活|日活|服务器|加速卡|客户|企业|请求|调用|公司)|[张卡块片颗枚台柜架人名位户次条份笔起单宗家件部套辆只座栋股股节门款页篇层本幢轮])(?!均)/
const english =
  /^\s(?:[a-z]+(?:-[a-z]+)?\s){0,2}?((?:GPU|accelerator|card|chip|server|node|machine|rack|cabinet|user|subscriber|customer|member|request|call|chat|message|visit|download|install|time|deal|round|order|seat|job|building|hall|unit|share|site|replica|session|student|employee|household|vehicle|layer|head|employee|parameter)s|people|households|queries|companies|H100s|H200s|A100s|B200s)\b/i
const model = /^\s([HBA]\d{2,3}s?|TPUs?)\b/
const word = /^\s([a-z]{3,14}s)\b(?!\s?-)/
const ahead: readonly (readonly [string, RegExp])[] = [
  [
    'user',
    /(?:日活|月活|周活|活跃用户|用户|DAU|MAU|WAU|users|subscribers)(?:数量?|规模|总数|约|为|达到?|超过?|突破|近|增[至到]|升至|降至|has|have|reached|of|hit|total(?:l?ed)?|were|was|stood|at|rose|grew|fell|to|about|some|nearly|\s|[:：])*$/i,
  ],
  [
    'call',
    /(?:访问量|下载量|下载|调用量|请求数?|消息数?|visits|downloads|installs|requests|messages|calls)[^，。；;\d]{0,34}$/i,
  ],
]

const anyAhead =
  /活|用户|AU|users|subscribers|访问|下载|调用|请求|消息|visits|downloads|installs|requests|messages|calls/i
const latinBehind = /^\s[A-Za-z]/
const latin: readonly RegExp[] = [model, english, word]
const plain: readonly RegExp[] = [classifier]

/** The kind of what a number counts by the words behind it, or in front of it; empty where none is known. */
export function nounAt(behind: string, front: string): { readonly noun: string; readonly length: number } {
  for (const pattern of latinBehind.test(behind) ? latin : plain) {
    const found = pattern.exec(behind)
    if (
      found !== null &&
      !/^(?:years|months|points|percent|basis|minutes|seconds|hours|days|weeks|tokens|dollars)$/i.test(found[1]!)
    )
      return { noun: kindOfNoun(found[1]!), length: found[0].length }
  }
  if (!anyAhead.test(front)) return { noun: '', length: 0 }
  return { noun: ahead.find(([, pattern]) => pattern.test(front))?.[0] ?? '', length: 0 }
}

// what holds the first may be the second, which is slow
const eachBefore: readonly (readonly [RegExp, RegExp])[] = [
  [
    /[每单一]/,
    /(?:每|单|一)(?:个)?(机柜|机架|节点|用户|客户|服务器|次(?:调用|请求|对话)?|[台卡张块片颗枚柜架人名位户次条份笔起单宗家件部套辆只座栋机股])(?!前)[^，。；;\d]{0,14}$/,
  ],
  [/均/, /(人|户|台|卡|单|笔)均[^，。；;\d]{0,10}$/],
  [/整/, /(整机)[^，。；;\d]{0,8}$/],
  [
    /\b(?:one|each|every|an?)\s/i,
    /\b(?:one|each|every|an|a)\s(GPU|H\d+|A\d+|B\d+|card|accelerator|chip|server|node|machine|rack|cabinet|user|subscriber|customer|request|call|chat|message|visit|deal|seat|hall|building|site|replica|unit|shares?|job|wafer|download|install|order|student)(?![a-z-]|\s?hours?)[^,.;\d]{0,36}$/i,
  ],
]
const mayBeEach = /^\s?[/pae每]/i
const mayBeMean = /[价均]|ASP|price|averag|(?:of|with)\s$/i
const eachBehind =
  /^\s?(?:(?:\/|per\s|an?\s|每)\s?((?:active |paying |weekly |monthly )?(?:GPU|H\d+|card|accelerator|chip|server|node|machine|rack|cabinet|user|subscriber|customer|head|request|call|chat|message|visit|deal|seat|hall|building|share|unit|employee|download|install|order|wafer|job|student|household|vehicle|person)(?![a-z])|[台卡张块片颗枚柜架人名位户次条份笔件部套辆只座栋股])|(each|apiece)(?![a-z]))/i
// two cards of 48 GB, 8 张 80 GB 的卡
const ofEach =
  /(?:cards|GPUs|accelerators|racks|servers|nodes|buildings|halls|disks|drives|modules|stacks) (?:of|with)\s$/i
const average =
  /(?:均价|平均(?:售价|价格|单价|单笔|每份|规模|金额)?|单价|ASP|average (?:selling )?price|on average|\baverage|averag(?:ed|ing)|list price|priced? at)[^，。；;\d]{0,14}$/i

const paid =
  /(?:[年月人平]均[^，。；;\d]{0,4}(?:薪[资酬水]|工资)|[年月时]薪)[^，。；;\d]{0,6}$|\b(?:average|annual|monthly|typical)\s(?:salary|wage)s?\b[^,.;\d]{0,12}$/i

// an average task uses, each ticket takes
const meanOf =
  /\b(?:an? (?:average|typical)|each|every)\s(?!hour|day|week|month|quarter|year|second|minute|of\b|time|one\b)([a-z]{4,14})\s(?:uses?|used|takes?|took|needs?|costs?|draws?|consumes?|pays?|spends?|spent|generates?|handles?|holds?|has|have|reads?|about|some|of|an?|average|on)\b[^,.;\d]{0,20}$/i
// the average price per server rose to
const pricePer =
  /\b(?:prices?|costs?|revenue|spend(?:ing)?) (?:per|for each|of a|of each) (GPU|card|accelerator|chip|server|node|machine|rack|cabinet|user|subscriber|customer|request|call|seat|unit|employee|download|install|order|vehicle|student)(?:\s(?:rose|fell|grew|dropped|was|is|came|to|at|of|about|around|some|nearly))*\s(?:US\$|[$¥€£])?$/i
// $39 per developer; 3.8 million on average
const perAny =
  /^\s?(?:[a-z]+\s)?(?:per\s(?!hour|day|week|month|quarter|year|second|minute|million|billion|thousand|cent|token|param|[kMGT]?W|[KMGTP]?B\b|square|tonne|kilo|input|output|capita|share\b)([a-z]{4,14})\b|on average\b)/
const modelName = /(?<![A-Za-z\d])[A-Z][A-Za-z]*-?\d+[A-Za-z]*(?![\d.,])/g

/** What an amount is of one of: a kind, `any` for an average or "each", `null` where it is a total. */
export function eachOf(behind: string, front: string): string | null {
  const after = mayBeEach.test(behind) ? eachBehind.exec(behind) : null
  if (after !== null)
    return after[1] === undefined ? 'any' : kindOfNoun(after[1].replace(/^(?:active|paying|weekly|monthly) /i, ''))
  const per = /\bper\s|on average/i.test(behind) ? perAny.exec(behind) : null
  if (per !== null) return per[1] === undefined ? 'any' : kindOfNoun(per[1])
  // 单张 H800 的月租: the digits of a name are no number between
  const named = /\d/.test(front) ? front.replace(modelName, 'X') : front
  for (const [may, pattern] of eachBefore) {
    const found = may.test(named) ? pattern.exec(named) : null
    if (found !== null)
      return found[1] === '单' || found[1] === '笔' ? 'any' : kindOfNoun(found[1]!.replace(/次.+/, '次'))
  }
  // a salary is one person's
  if (/薪|工资|salar|wage/i.test(front) && paid.test(front)) return 'user'
  const mean = /\b(?:average|typical|each|every)\s/i.test(front) ? meanOf.exec(front)?.[1] : undefined
  if (mean !== undefined) return kindOfNoun(mean)
  const priced = /price|cost|revenue|spend/i.test(front) ? pricePer.exec(front)?.[1] : undefined
  if (priced !== undefined) return kindOfNoun(priced)
  if (!mayBeMean.test(front)) return null
  if (/(?:收盘价|股价|回购价|share price|closing price)[^，。；;\d]{0,8}$/i.test(front)) return 'share'
  return average.test(front) || ofEach.test(front) ? 'any' : null
}
