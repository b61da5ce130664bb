import { type CodeTable, reporter } from '../base/index.ts'

/** What the part `facts` may find; the only home of severity and summary. */
export const codes = {
  'facts/ambiguous-address': {
    severity: 'error',
    summary: { en: 'an address names several facts', zh: '地址对应多条事实' },
    explain: {
      en: 'An address must name exactly one fact as known on the day. Add one of the conditions that the message lists.',
      zh: '在报告日，一个地址必须恰好对应一条事实。请补上信息中列出的某个条件。',
    },
  },
  'facts/bad-address': {
    severity: 'error',
    summary: { en: 'an address cannot be read', zh: '地址无法读取' },
    explain: {
      en: 'Write SUBJECT/MEASURE?KEY=VALUE&KEY=VALUE, or an expression with spaces around its operators.',
      zh: '请写成 主体/指标?键=值&键=值，或运算符两侧带空格的表达式。',
    },
  },
  'facts/bad-field': {
    severity: 'error',
    summary: { en: 'a field of a fact has a value that it may not have', zh: '事实的某个字段取值不合法' },
    explain: {
      en: 'Days are YYYY-MM-DD and exist in the calendar, periods are a day or two days joined by a slash, values are decimals.',
      zh: '日期写作 YYYY-MM-DD 且真实存在，期间是一天或以斜杠相连的两天，数值是十进制数。',
    },
  },
  'facts/cyclic-derivation': {
    severity: 'error',
    summary: { en: 'a computed fact needs itself', zh: '计算得出的事实循环引用自身' },
    explain: {
      en: 'Follow the formulas in the message and break the circle at the one that should be stated, not computed.',
      zh: '请沿信息中的公式查找，在本应直接给出而非计算的一处断开循环。',
    },
  },
  'facts/divide-by-zero': {
    severity: 'error',
    summary: { en: 'an expression divides by what may be zero', zh: '表达式的除数可能为零' },
    explain: {
      en: "The divisor's interval holds zero, so the quotient may be anything.",
      zh: '除数的区间包含零，商可以是任何值。',
    },
  },
  'facts/duplicate-id': {
    severity: 'error',
    summary: { en: 'two facts have one id', zh: '两条事实使用同一编号' },
    explain: {
      en: 'A row was entered twice, or two rows say different things of one fact from one place. Keep one.',
      zh: '同一行录入了两次，或两行对同一处来源给出了不同说法。请只保留一行。',
    },
  },
  'facts/impossible-value': {
    severity: 'error',
    summary: { en: 'a value lies outside what its measure allows', zh: '数值超出该指标允许的范围' },
    explain: {
      en: 'The table of measures states a lowest and highest possible value. Check the digits and the unit.',
      zh: '指标表规定了可能的最小值和最大值。请核对数字与单位。',
    },
  },
  'facts/no-number': {
    severity: 'error',
    summary: { en: 'an expression needs a number where the fact has none', zh: '表达式需要数字，而该事实不是数字' },
    explain: {
      en: 'A text, a dash or a wanted fact cannot be added, divided or compared.',
      zh: '文字、未报告或待补的事实不能参与运算或比较。',
    },
  },
  'facts/scope-mixed': {
    severity: 'error',
    summary: { en: 'facts of different scope are put into one expression', zh: '表达式混用了不同条件的事实' },
    explain: {
      en: 'Scores with other shots, other subsets or other stores are not comparable as they stand. Choose facts of one scope, or name the keys that may differ: "despite=shots".',
      zh: '条件不同（示例数、子集、商店等）的数值不能直接比较。请选用同一条件的事实，或写明允许不同的键："despite=shots"。',
    },
  },
  'facts/unit-mismatch': {
    severity: 'error',
    summary: { en: 'units do not go together', zh: '单位不相容' },
    explain: {
      en: 'Percent is no percentage point, one currency no other, tokens no characters. Convert at the source, with the rate as a fact of its own.',
      zh: '百分比不是百分点，币种不能混加，token 不是字符。请在来源处换算，并把汇率作为单独的事实。',
    },
  },
  'facts/unknown-address': {
    severity: 'error',
    summary: { en: 'an address names no fact', zh: '地址没有对应的事实' },
    explain: {
      en: "The message lists the nearest addresses that exist. The fact may also have become known after the report's day.",
      zh: '信息中列出了最接近的现有地址。也可能该事实在报告日之后才为人所知。',
    },
  },
  'facts/unknown-name': {
    severity: 'warning',
    summary: { en: 'a subject, measure or source is in no table', zh: '主体、指标或来源不在任何表中' },
    explain: {
      en: 'Add it to entities.csv, measures.csv or the source register, or correct the spelling.',
      zh: '请把它加入 entities.csv、measures.csv 或来源登记表，或更正拼写。',
    },
  },
  'facts/unknown-unit': {
    severity: 'error',
    summary: { en: 'a unit is in no table', zh: '单位不在表中' },
    explain: {
      en: 'Use a unit of units.csv, or add it there with its dimension and factor.',
      zh: '请使用 units.csv 中的单位，或连同量纲与换算系数加入该表。',
    },
  },
  'facts/wanted': {
    severity: 'error',
    summary: { en: 'a fact still has to be found', zh: '仍有待补的事实' },
    explain: {
      en: 'Its value is `wanted`. Find it, or write `-` when the source reports nothing.',
      zh: '该事实的值是 `wanted`。请补上数值；若来源未报告，写 `-`。',
    },
  },
} as const satisfies CodeTable

/** Makes a finding of this part. */
export const report = reporter(codes)
