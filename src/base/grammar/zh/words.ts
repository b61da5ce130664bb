/** Characters that are digits. */
export const digits: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}

/** Characters that multiply the digit before them, within a section of four places. */
export const places: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }

/** Words that count without being a unit of measure. */
export const classifiers: readonly string[] =
  '类 种 项 件 家 台 款 个月 个 年 月 天 日 小时 倍 次 轮 步 批 名 位 人 张 块 条 组 层 户 辆 阶段 地区 城市 部门 颗 篇 页 国 岁 座 所 只 部 套 笔 支 份 场 艘 架 枚 卡 吨 公里 周'.split(
    ' ',
  )

/** What makes another word of the classifier before it: 家庭 is no count of firms. */
export const afterClassifier: Readonly<Record<string, string>> = {
  家: '庭族属具居乡务禽',
  人: '民工为',
  年: '代级',
  位: '于',
  日: '元',
  国: '集',
  部: '分委署队',
  份: '额',
  支: '持付柱出撑',
  套: '利餐装',
  所: '有以谓',
  架: '构',
  笔: '记',
  座: '谈',
  卡: '车片拉通尔',
  场: '景馆所',
  周: '年边末岁',
}

/** Classifiers with which 一 is an article: 一个, 一种. */
export const articles: readonly string[] =
  '个 种 款 项 家 次 批 位 名 条 类 组 步 层 日 轮 国 人 块 页 篇 张 座 所 只 部 套 笔 支 份 场 艘 架 枚 卡 周 阶段 部门 城市 地区'.split(
    ' ',
  )

/** Nouns that count the parts of an argument, not things in the world: 两个方面. */
export const topics: readonly string[] = '方面 层面 角度 维度 原因 理由 特点 要点 步骤 前提 关键词'.split(' ')

/** A character before a numeral that makes it part of a word: 第一, 统一, 之一. */
export const beforeNumeral = '第统唯单万同每某这那进其之任逐专归划另哪零十百千〇一二两三四五六七八九'

/** Units that are words of another meaning behind a numeral: 十分, 三点. */
export const doubtfulUnits: readonly string[] = '分 点 字 词 题 门 片 根'.split(' ')

/** Scales that stand for a number without a digit, when their surroundings say so: 近百家, 百万用户. */
export const loneScales: Readonly<Record<string, number>> = {
  百: 2,
  千: 3,
  万: 4,
  亿: 8,
  百万: 6,
  千万: 7,
  百亿: 10,
  千亿: 11,
  万亿: 12,
  百万亿: 14,
  千万亿: 15,
}

/** Scales behind 数 and 几. */
export const vagueScales: Readonly<Record<string, number>> = { ...loneScales, 十: 1, 十万: 5, 十亿: 9, 十万亿: 13 }

/** A character before 数 that makes it part of a word: 参数百亿. */
export const beforeSeveral = '参总人次函指系倍多少半无户票字行列层点页张基变常款家'

/** A character before 上 that makes it part of a word: 以上, 线上, 市场上. */
export const beforeReaching = '以之线世场史会网路身面街台海晚早马加算基实本质天地书报纸手车'

/** A character before 过 that makes it part of a word: 通过, 超过. */
export const beforePast = '通经超不透越路度难错'

/** A character behind 半 that makes it part of a word: 半导体, 半年. */
export const afterHalf = '导年月天个小径载路夜场程岛决'

/** Words that multiply, with their factor. */
export const multiples: readonly { readonly word: string; readonly factor: string }[] = [
  { word: '翻番', factor: '2' },
  { word: '翻了番', factor: '2' },
  { word: '翻倍', factor: '2' },
  { word: '翻了倍', factor: '2' },
  { word: '翻一倍', factor: '2' },
  { word: '翻了一倍', factor: '2' },
]

/** Sizes in words that follow no rule. */
export const wordSizes: readonly { readonly word: string; readonly low: number; readonly high: number }[] = [
  { word: '成百上千', low: 100, high: 9999 },
  { word: '成千上万', low: 1000, high: 99_999 },
]

/** Set phrases and names whose numerals count nothing. */
export const idioms: readonly string[] =
  '十万火急 十万个为什么 十年如一日 一年一度 一年四季 一年到头 三年五载 五年计划 五年规划 三天两头 三番五次 三番两次 三人成虎 三人行 四人帮 两人世界 三国演义 三国志 七国集团 二十国集团 八国联军 六国化工 七天酒店 千人千面 三只松鼠'.split(
    ' ',
  )
