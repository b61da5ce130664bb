const cumulative =
  /1\s?[-–—~～至]\s?\d{1,2}\s?月|前[\d一二三四五六七八九十]+个月|累计|year[- ]to[- ]date|ytd|cumulative/i

/** The times that words name, as far as they are held against those of other words. */
export interface Periods {
  readonly years: ReadonlySet<string>
  readonly parts: ReadonlySet<string>
  /** whether it runs from the beginning of a year */
  readonly isSum: boolean
  /** whether both may be of one time */
  readonly agrees: (other: Periods) => boolean
}

const quarters: readonly (readonly [RegExp, string])[] = [
  [/\bQ1\b|\b1Q|\bfirst[- ]quarter|一季度|第1季/i, 'q1'],
  [/\bQ2\b|\b2Q|\bsecond[- ](?:fiscal )?quarter|二季度/i, 'q2'],
  [/\bQ3\b|\b3Q|\bthird[- ]quarter|三季度/i, 'q3'],
  [/\bQ4\b|\b4Q|\bfourth[- ]quarter|四季度/i, 'q4'],
  [/上半年|\bH1\b|\b1H|first half/i, 'h1'],
  [/下半年|\bH2\b|\b2H|second half/i, 'h2'],
  [/前三季度|前三个季度|nine months/i, 'n9'],
  [/全年|full[- ]year/i, 'y'],
]
const month =
  /(?<![\d-])(\d{1,2})\s?月|\b(January|February|March|April|June|July|August|September|October|November|December)\b/g

/** The times that `text` names. */
export function periodsOf(text: string): Periods {
  const years = new Set(Array.from(text.matchAll(/(?<![\d.,$])((?:19|20)\d{2})(?![\d.,]\d|\d)/g), (m) => m[1]!))
  const parts = new Set<string>()
  for (const [pattern, name] of quarters) if (pattern.test(text)) parts.add(name)
  const isSum = cumulative.test(text)
  for (const m of text.matchAll(month)) parts.add(`m${m[1] ?? m[2]!.slice(0, 3).toLowerCase()}`)
  const self: Periods = {
    years,
    parts,
    isSum,
    agrees: (other) => isSum === other.isSum && meet(years, other.years) && meet(parts, other.parts),
  }
  return self
}

function meet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  if (a.size === 0 || b.size === 0) return true
  for (const x of a) if (b.has(x)) return true
  return false
}

type Marks = readonly (readonly [string, RegExp])[]

// where one has such a word and the other has none, they are of two things
const firm: Marks = [
  [
    'before',
    /去年|上年|上[月周季]|同期|此前|previous|prior|last (?:year|quarter|month|week)|year-ago|earlier|\bfrom\b|\bvs\b|versus|[较比][去上此]/i,
  ],
  [
    'ahead',
    /预计|预期|预测|有望|将|目标|指引|计划|expect|forecast|project|guid|outlook|target|plan|consensus|\bwill\b|\bwould\b|\bby 20/i,
  ],
  ['non', /non-?gaap|adjusted|经调整|扣非|扣除/i],
  ['net', /净|\bnet\b/i],
  ['gross', /毛|\bgross\b/i],
  ['margin', /率|margin|\brate\b/i],
  ['share', /占|份额|share|portion|account/i],
  ['mean', /平均|均值|人均|每[人户台卡张笔单]|average|mean|median|\bper\b|\beach\b/i],
  ['all', /累计|合计|cumulative|total of|combined|together/i],
  ['new', /新增|增量|incremental|added|additional|increase of|another/i],
  ['top', /最[高低大]|峰值|peak|highest|lowest|up to|at least|至少|不超过|[上下]限/i],
  ['other', /其他|其余|其中|other|remaining|of which|excluding|除|不含/i],
]
// one may leave out such a word, and may not have another of its group
const loose: readonly Marks[] = [
  [
    [
      'up',
      /增[长加幅速至]|[上提攀飙]升|上涨|涨幅|激增|扩大|\b(?:rose|rises?|rising|jump\w*|gr[eo]w\w*|up|increase\w*|surg\w+|climb\w*|soar\w*|gain\w*)\b/i,
    ],
    ['down', /下[降滑跌]|减少|降[低幅至]|回落|跌幅|\b(?:fell|falls?|falling|drop\w*|declin\w+|down|decreas\w+)\b/i],
  ],
  [
    ['yoy', /同比|year[- ](?:on|over)[- ]year|yoy|y\/y|from a year|a year (?:ago|earlier)/i],
    ['qoq', /环比|sequential|quarter[- ](?:on|over)[- ]quarter|qoq|q\/q/i],
  ],
  [
    ['day', /日均|每日|单日|每天|日活|daily|a day/i],
    ['week', /周活|每周|单周|weekly/i],
    ['month', /月均|月活|单月|每月|monthly|a month/i],
  ],
  [
    ['home', /国内|中国|大陆|境内|\bU\.?S\.?\b|China|domestic/i],
    ['away', /海外|境外|美国|全球|global|overseas|international|worldwide/i],
  ],
]

/** The words of `clause` that say what kind of number it states, as one text. */
export function marksOf(clause: string): string {
  return firm.flatMap(([name, pattern]) => (pattern.test(clause) ? [name] : [])).join(' ')
}

const code = /[A-Za-z]+[-_]?\d+[A-Za-z\d.]*/g

/** Whether two clauses that both name makes by letters and figures, H100 or FP8, name one of them alike. */
export function sameCodes(a: string, b: string): boolean {
  const [x, y] = [a, b].map((text) => (text.match(code) ?? []).filter((c) => !/^(?:Q[1-4]|H[12]|FY\d+)$/i.test(c)))
  return x!.length === 0 || y!.length === 0 || x!.some((c) => y!.includes(c))
}

/** Whether `clause` speaks of a rise or a fall. */
export function moves(clause: string): boolean {
  return loose[0]!.some(([, pattern]) => pattern.test(clause))
}

/** Whether neither of two numbers is said to be what the other is not: year on year and sequential, daily and weekly. */
export function mayAgree(a: Said, b: Said): boolean {
  return loose.every((group, n) => {
    // of which place a number is may stand further off
    const [x, y] = [a, b].map((s) => {
      const text = n === loose.length - 1 ? s.sentence.text : s.clause
      return group.filter(([, pattern]) => pattern.test(text)).map(([name]) => name)
    })
    return x!.length === 0 || y!.length === 0 || x!.some((name) => y!.includes(name))
  })
}

interface Said {
  readonly clause: string
  readonly sentence: { readonly text: string }
}

const plain: ReadonlySet<string> = new Set(
  'the a an in at by of on to for from with and or but it its this that these those we our they their as is are was were be been has have had which who than then also about around nearly over more less least most up down per into year years month months week weeks day days quarter first second third fourth said says according million billion trillion percent approximately roughly just some all both while after before during between compared reached reach reaching hit hits total totaled rose rise rises jump jumps jumped grew grow grows growth increase increased increases surged surge climbed fell fall falls drop dropped decline declined'.split(
    ' ',
  ),
)

/** The words of `text` that say what it is about: the beginnings of Latin ones, pairs of Chinese letters. */
export function wordsOf(text: string): ReadonlySet<string> {
  const words = new Set<string>()
  for (const m of text.toLowerCase().matchAll(/[a-z][a-z']{2,}/g))
    if (!plain.has(m[0])) words.add(m[0].replace(/s$/, '').slice(0, 6))
  const han = text.replace(
    /亿|万|元|达到?|约|为|了|的|在|是|近|超过?|已|及|与|和|至|突破|超|同比|环比|增长|下降|上升|提升|增至|升至|降至|飙升|激增|共|有|年|月|日|个|次|人|起|家/g,
    ' ',
  )
  for (const m of han.matchAll(/[\u4e00-\u9fff]{2,}/g))
    for (let n = 0; n + 2 <= m[0].length; n += 1) words.add(m[0].slice(n, n + 2))
  return words
}
