import type { Lang } from '../../base/index.ts'

/** The fixed words of a report in both languages. */
const words = {
  zh: {
    contents: '目录',
    exhibits: '图表目录',
    evidence: '数据依据',
    evidenceNote: '正文中每个带下划线的数字都绑定到一条事实。下表列出全部事实及其来源。',
    number: '数字',
    printed: '文中写法',
    inWords: '数值与单位',
    publisher: '发布者',
    about: '内容',
    value: '数值',
    source: '来源',
    locator: '位置',
    facts: '全部事实',
    quote: '原文',
    kind: '证据',
    known: '获知日',
    others: '其他来源与旧版本',
    address: '地址',
    derived: '由下列事实计算',
    synthetic: '合成数据，非真实统计',
    syntheticReport: '本报告含合成数据，仅用于示例，不得作为真实统计引用。',
    related: '相关报告',
    points: '投资要点',
    team: '团队成员',
    rating: '投资评级',
    waived: '已豁免的检查',
    reason: '理由',
    rest: '其余见数据依据表',
    close: '关闭',
    skip: '跳到正文',
    data: '图中数据',
    series: '系列',
    point: '点',
    ai: '本段由人工智能辅助生成',
    correction: '更正',
    version: '版本',
  },
  en: {
    contents: 'Contents',
    exhibits: 'Figures and tables',
    evidence: 'Evidence',
    evidenceNote: 'Every underlined number is bound to a fact. The table lists all facts with their sources.',
    number: 'Number',
    printed: 'As printed',
    inWords: 'With unit',
    publisher: 'Publisher',
    about: 'What',
    value: 'Value',
    source: 'Source',
    locator: 'Where',
    facts: 'All facts',
    quote: 'Quotation',
    kind: 'Evidence',
    known: 'Known',
    others: 'Other sources and older vintages',
    address: 'Address',
    derived: 'Computed from',
    synthetic: 'synthetic data, not statistics',
    syntheticReport: 'This report holds synthetic data for illustration. Do not quote them as statistics.',
    related: 'Related reports',
    points: 'Key points',
    team: 'Team',
    rating: 'Rating',
    waived: 'Waived checks',
    reason: 'Reason',
    rest: 'The rest is in the table of evidence',
    close: 'Close',
    skip: 'Skip to the text',
    data: 'Data of the chart',
    series: 'Series',
    point: 'Point',
    ai: 'This passage was generated with the help of AI',
    correction: 'Correction',
    version: 'version',
  },
} as const

const kinds = {
  published: { zh: '公开发布', en: 'published' },
  'vendor-copy': { zh: '转引厂商数据', en: 'copied from the vendor' },
  transcribed: { zh: '转录', en: 'transcribed' },
  'read-off-chart': { zh: '读图', en: 'read off a chart' },
  measured: { zh: '自测', en: 'measured' },
  computed: { zh: '计算', en: 'computed' },
  synthetic: { zh: '合成', en: 'synthetic' },
} as const

/** The fixed words of `lang`. */
export function wordsOf(lang: Lang) {
  return words[lang]
}

/** A kind of evidence in words. */
export function kindWords(kind: keyof typeof kinds, lang: Lang): string {
  return kinds[kind][lang]
}
