/** The words of the rule language in Chinese, by the English ones that the reader works with. */
const chinese: Readonly<Record<string, readonly string[]>> = {
  policy: ['政策'],
  act: ['文件'],
  clause: ['条款'],
  words: ['词表'],
  assumption: ['假设'],
  claim: ['申请'],
  value: ['数值'],
  list: ['清单'],
  table: ['表'],
  window: ['期间'],
  quota: ['限额'],
  pool: ['资金池'],
  rule: ['规则'],
  derive: ['推算'],
  examples: ['例子'],
  expect: ['断言'],
  zh: ['中文'],
  en: ['英文'],
  also: ['别名', '另名'],
  in: ['属于', '地区'],
  currency: ['币种'],
  extends: ['扩展'],
  number: ['文号'],
  by: ['发文机关', '按'],
  dated: ['成文日'],
  public: ['公布日'],
  source: ['来源'],
  text: ['原文文件'],
  amends: ['修改'],
  quote: ['原文'],
  state: ['状态'],
  note: ['说明'],
  fact: ['事实'],
  places: ['地名'],
  input: ['输入'],
  ask: ['提问'],
  assume: ['默认'],
  else: ['否则'],
  optional: ['可选'],
  take: ['采用'],
  or: ['或'],
  only: ['仅当'],
  give: ['给予'],
  refuse: ['拒绝'],
  draw: ['支取'],
  pause: ['暂停'],
  for: ['用于'],
  from: ['据'],
  valid: ['有效'],
  known: ['获知'],
  replaces: ['替换'],
  retroactive: ['追溯'],
  verified: ['已核'],
  unverified: ['未核'],
  under: ['依假设'],
  per: ['每'],
  at: ['按日'],
  and: ['且', '并且'],
  not: ['非'],
  within: ['位于'],
  if: ['如果'],
  least: ['取小'],
  most: ['取大'],
  round: ['舍入'],
  year: ['年份'],
  count: ['计数'],
  yes: ['是'],
  no: ['否'],
  of: ['取自'],
  other: ['其他', '其余'],
  choice: ['选项'],
  whole: ['整数'],
  money: ['金额'],
  date: ['日期'],
  truth: ['是否'],
  exact: ['精确'],
  'up-to': ['最高', '不超过'],
  about: ['约', '左右'],
  average: ['平均'],
  range: ['区间'],
  'half-up': ['四舍五入'],
  'half-even': ['四舍六入五成双'],
  down: ['舍去'],
  free: ['未用'],
}

const english = new Map([
  ...Object.entries(chinese).flatMap(([en, zh]) => zh.map((word) => [word, en] as const)),
  // an object with a key `then` would be taken for a promise
  ['那么', 'then'] as const,
])

/**
 * The English word of the rule language for `word`; `word` itself when it is none.
 *
 * @example keyword('仅当') // 'only'
 */
export function keyword(word: string): string {
  return english.get(word) ?? word
}

/** All spellings of an English word of the rule language, itself first. */
export function spellings(word: string): readonly string[] {
  return [word, ...(Object.hasOwn(chinese, word) ? chinese[word]! : [])]
}
