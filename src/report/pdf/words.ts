import type { Lang } from '../../base/index.ts'

/** The fixed words of the PDF that the other outputs do not have. */
const words = {
  zh: {
    pages: '　页 ',
    cover: '首页',
    legend: '每条依次为序号、文中写法、数值，事实与地址，来源与性质、所在页。',
    sources: '来源登记',
    pointer: '请务必阅读正文之后的声明部分；带虚线的数字可在文末“数据依据”中核对',
    pointerPlain: '带虚线的数字可在文末“数据依据”中核对',
    published: '发布',
    retrieved: '获取',
    kept: '存档',
    inputs: '由以下事实计算',
    chartData: '图中数据见“数据依据”',
    colon: '：',
    comma: '、',
  },
  en: {
    pages: ' · page ',
    cover: 'Cover',
    legend: 'Each entry: number, as printed, value; fact and address; source and kind, pages.',
    sources: 'Sources',
    pointer: 'See the disclosures at the end; every dotted number can be checked in the appendix Evidence',
    pointerPlain: 'Every dotted number can be checked in the appendix Evidence',
    published: 'published',
    retrieved: 'retrieved',
    kept: 'kept as',
    inputs: 'computed from',
    chartData: 'Data of the figure: see Evidence',
    colon: ': ',
    comma: ', ',
  },
} as const

/** The fixed words of `lang`. */
export function pdfWords(lang: Lang) {
  return words[lang]
}

/**
 * A day as it is written on a cover.
 *
 * @example longDay('2024-07-26', 'zh') // '2024 年 7 月 26 日'
 * @example longDay('2024-07-26', 'en') // '26 July 2024'
 */
export function longDay(day: string, lang: Lang): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  return lang === 'zh' ? `${year} 年 ${month} 月 ${date} 日` : `${date} ${months[month - 1]} ${year}`
}

const months = 'January February March April May June July August September October November December'.split(' ')
