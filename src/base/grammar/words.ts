import { type Decimal, decimal, powerOfTen } from '../decimal.ts'
import type { Bound } from '../quantity.ts'

/** A word that bounds the number before or after it. */
export interface Qualifier {
  readonly word: string
  readonly bound: Bound
}

function list(bound: Bound, words: string): readonly Qualifier[] {
  return words.split(' ').map((word) => ({ word: word.replaceAll('_', ' '), bound }))
}

function longestFirst(all: readonly Qualifier[]): readonly Qualifier[] {
  return [...all].sort((a, b) => b.word.length - a.word.length)
}

/**
 * Words before a number, longest first.
 *
 * In Chinese legal usage 以上, 以下 and 以内 include the number, 超过 and 不满 exclude it; 达到 and 高达 only stress it.
 *
 * @source Civil Code of the People's Republic of China, article 1259
 */
export const before: readonly Qualifier[] = longestFirst([
  ...list(
    'more-than',
    '超过 超 逾 超逾 突破 超出 多于 高于 大于 优于 over more_than above exceeding exceeds exceeded greater_than higher_than upwards_of in_excess_of surpassed surpasses surpassing topped tops topping crossed breached broke_through >',
  ),
  ...list(
    'at-least',
    '不低于 不少于 不小于 至少 最低 最少 起码 at_least no_less_than no_fewer_than not_less_than a_minimum_of minimum ≥ >=',
  ),
  ...list(
    'less-than',
    '不足 不到 不满 不及 少于 低于 小于 未达 未到 不达 under less_than below fewer_than lower_than <',
  ),
  ...list(
    'at-most',
    '不超过 不高于 不多于 不大于 不超 至多 最多 最高 上限为 上限 at_most no_more_than not_more_than up_to a_maximum_of maximum within ≤ <=',
  ),
  ...list('about', '约为 大约 大概 约 about around approximately roughly circa some approx. ~ ≈'),
  ...list('nearly', '将近 接近 近 nearly almost close_to just_under'),
  ...list('average', '平均 平均为 an_average_of on_average average_of averaging'),
  ...list('exact', '达到 高达 多达 达 reaching as_high_as as_many_as as_much_as'),
])

/** Characters before a qualifier that make it part of another word: 最近, 附近, 表达. */
export const swallows: Readonly<Record<string, string>> = {
  近: '最附临新靠将',
  约: '合节制预契条',
  超: '赶反',
  达: '表到抵发传',
}

/** Words after a number and its unit, longest first. */
export const after: readonly Qualifier[] = longestFirst([
  ...list('at-least', '及以上 以上 或以上 or_more or_above or_higher and_above or_better'),
  ...list('at-most', '及以下 以下 或以下 以内 之内 or_less or_fewer or_below or_lower'),
  ...list('about', '左右 上下 or_so'),
])

/** The usual word for a bound in front of a number; the empty text for a plain one. */
export const usual: Readonly<Record<'zh' | 'en', Readonly<Record<Bound, string>>>> = {
  zh: {
    exact: '',
    about: '约',
    nearly: '近',
    'at-least': '不低于',
    'more-than': '超过',
    'at-most': '不超过',
    'less-than': '不足',
    average: '平均',
    range: '',
  },
  en: {
    exact: '',
    about: 'about',
    nearly: 'nearly',
    'at-least': 'at least',
    'more-than': 'more than',
    'at-most': 'at most',
    'less-than': 'less than',
    average: 'an average of',
    range: '',
  },
}

/** A word that multiplies the number before it. */
export interface Scale {
  readonly word: string
  readonly exponent: number
}

/** Scale words, longest first; Latin letters stand right after the digits, words may follow a blank. */
export const scales: readonly Scale[] = [
  { word: 'thousand', exponent: 3 },
  { word: 'trillion', exponent: 12 },
  { word: 'million', exponent: 6 },
  { word: 'billion', exponent: 9 },
  { word: '万亿', exponent: 12 },
  { word: '萬億', exponent: 12 },
  { word: '千亿', exponent: 11 },
  { word: '千億', exponent: 11 },
  { word: '百亿', exponent: 10 },
  { word: '百億', exponent: 10 },
  { word: '十亿', exponent: 9 },
  { word: '十億', exponent: 9 },
  { word: '千万', exponent: 7 },
  { word: '千萬', exponent: 7 },
  { word: '百万', exponent: 6 },
  { word: '百萬', exponent: 6 },
  { word: '十万', exponent: 5 },
  { word: '十萬', exponent: 5 },
  { word: 'bn', exponent: 9 },
  { word: 'mln', exponent: 6 },
  { word: 'trn', exponent: 12 },
  { word: 'mn', exponent: 6 },
  { word: 'tn', exponent: 12 },
  { word: '亿', exponent: 8 },
  { word: '億', exponent: 8 },
  { word: '万', exponent: 4 },
  { word: '萬', exponent: 4 },
  { word: '千', exponent: 3 },
  { word: 'K', exponent: 3 },
  { word: 'k', exponent: 3 },
  { word: 'M', exponent: 6 },
  { word: 'm', exponent: 6 },
  { word: 'B', exponent: 9 },
  { word: 'T', exponent: 12 },
]

const one = decimal('1')

/** The factor of a scale. */
export function scaleFactor(scale: Scale | null): Decimal {
  return scale === null ? one : powerOfTen(scale.exponent)
}

/** Units that are known where no table is given. */
export const plainUnits: readonly string[] = [
  ...'个百分点 百分点 % ‰ 人民币 万美元 美元 港元 欧元 元 次 种 件 类 项 家 台 款 个月 个 年 月 天 小时 分钟 秒 倍 参数 词元 用户 张 块 人 户 条 辆 吨 层 轮 步'.split(
    ' ',
  ),
  ...'percentage points;percentage point;percent;pp;yuan;RMB;CNY;USD;dollars;tokens;token;parameters;params;languages;GPUs;GPU;GiB;GB;TiB;TB;MB;downloads;users;times;fold;months;years;days;hours;items;categories;rounds'.split(
    ';',
  ),
].sort((a, b) => b.length - a.length)
