import type { Period } from './dimension.ts'

const behind: readonly (readonly [Period, RegExp])[] = [
  ['second', /^\s?(?:\/\s?s(?:ec(?:ond)?)?\b|\/秒|每秒|per second|a second)/i],
  ['minute', /^\s?(?:\/\s?min(?:ute)?\b|\/分钟|每分钟|per minute|a minute)/i],
  [
    'hour',
    /^\s?(?:\/\s?(?:(?:GPU|卡|card)[-\s·]?)?(?:小时|h(?:ou)?r?\b|时)|每小时|(?:per|an?)\s(?:(?:GPU|card|node)[-\s])?hour|hourly)/i,
  ],
  ['day', /^\s?(?:\/\s?[日天]|\/\s?day|每[日天]|per day|a day|daily|each day)/i],
  [
    'week',
    /^\s?(?:\/\s?周|\/\s?week|每周|per week|a week|weekly|(?:in|for|during) the week|over the (?:\w+ )?(?:sessions|week))/i,
  ],
  ['month', /^\s?(?:\/\s?月|\/\s?mo(?:nth)?\b|每月|(?:per|a) (?:\w+ )?month|monthly)/i],
  [
    'year',
    /^\s?(?:\/\s?年|\/\s?y(?:ea)?r\b|每年|per year|a year(?! ago| earlier| before)|annually|per annum|annualised|annualized|of writes a year)/i,
  ],
]

const ahead: readonly (readonly [Period, RegExp])[] = [
  ['second', /每秒/gi],
  ['minute', /每分钟/gi],
  ['hour', /每个?小时|每卡时|每\s?GPU\s?小时|小时(?=租金|电费|单价)|hourly/gi],
  [
    'day',
    /每[日天]|(?:运行|工作|使用|处理|训练|满负荷)一[天日]|全天|日均|单日|当日|(?<![0-9一二三四五六七八九十生节假])日(?=收入|成本|费用|处理|消耗|耗|下载|调用|产|需|电费|营收|支出|账单)|daily/gi,
  ],
  ['week', /每周|周均|全周|整周|本周|当周|上周|五日合计|周(?=下载|成交|收入|成本)|weekly/gi],
  [
    'month',
    /每个?月|月均|单月|全月|当月|(?<![0-9一二三四五六七八九十个])月(?=收入|成本|费用?|账单|租|度|付|电费|支出|流水)|包月|monthly/gi,
  ],
  [
    'year',
    /每年|年均|全年|一年|年化|(?<![0-9周半去今明])年(?=收入|成本|费用|电费|用电|耗电|租金|折旧|营收|度|节|产|支出)|annual(?:ly|ised|ized)?|yearly/gi,
  ],
]

// $25 per user a month
const thing =
  /^\s?of [a-z]+(?=\s(?:a|per)\s(?:day|week|month|year))|^\s?(?:\/|per\s)(?:\w+\s)?(?!second|minute|hour|day|week|month|year)[A-Za-z]\w*(?=\s(?:a|an|per)\s(?:hour|day|week|month|year)|\s?\/\s?[年月日天])|^\s?[/每]\s?[人户台卡张块柜](?=\s?[/每])/i

// what any of these words begins with, or holds
const startsPeriod = /^\s?[/每pahdewmiofy]/i
const holdsPeriod = /[每年月日周]|小时|ly|annual/i

// 每周使用的有 942 人 are so many people, not so many a week
const who = /每[日天周月年][^，。；;\d]{1,6}的(?:有|人|人数|用户|用户数|受访者|约|为|是|达)*\s*$/

/** The period that a number is per or of, by the words behind it and in front of it in its clause; `null` where none is said. */
export function periodAt(after: string, front: string, isTime: boolean): Period | null {
  // 全年 8,760 小时 is the length of a year, 每周 3.6 天 is per week
  const own = isTime ? front.replace(/全[年月周]|一年|本周/gi, '') : front
  if (!isTime && startsPeriod.test(after)) {
    const rest = after.replace(thing, '')
    const found = behind.find(([, pattern]) => pattern.test(rest))
    if (found !== undefined) return found[0]
  }
  if (!holdsPeriod.test(own) || who.test(own)) return null
  let last: Period | null = null
  let place: number = -1
  for (const [period, pattern] of ahead) {
    pattern.lastIndex = 0
    for (let match = pattern.exec(own); match !== null; match = pattern.exec(own))
      if (match.index > place) [last, place] = [period, match.index]
  }
  return last
}
