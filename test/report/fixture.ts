import { dayNumber, type Lang, wholeFile } from '../../src/base/index.ts'
import { defineFact, type Evidence, type Fact } from '../../src/facts/index.ts'
import type {
  Axis,
  Binding,
  Block,
  Cell,
  Chart,
  Column,
  Document,
  FigureBlock,
  Front,
  Inline,
  Mark,
  Naming,
  Row,
  Series,
  TableBlock,
} from '../../src/report/tree.ts'

const at = wholeFile('reports/2024-07-26/index.md')

/** A run of plain text. */
export const text = (words: string): Inline => ({ kind: 'text', text: words, at })
/** Bold text. */
export const strong = (...children: Inline[]): Inline => ({ kind: 'strong', children, at })
/** A bound number as `resolve` leaves it. */
export const number = (words: string, binding: string): Inline => ({
  kind: 'number',
  text: words,
  address: binding,
  scheme: 'fact',
  options: {},
  at,
  textAt: at,
  binding,
})
/** A reference to a figure or heading. */
export const ref = (target: string, label: string): Inline => ({ kind: 'ref', target, children: [], label, at })
/** A paragraph of inlines; a plain text stands for itself. */
export const paragraph = (...children: (Inline | string)[]): Block => ({
  kind: 'paragraph',
  children: children.map((c) => (typeof c === 'string' ? text(c) : c)),
  at,
})
/** A heading with its number already computed. */
export const heading = (level: 1 | 2 | 3, number: string, words: string, id: string): Block => ({
  kind: 'heading',
  level,
  number,
  id,
  children: [text(words)],
  at,
})
/** A block of a role. */
export const panel = (role: string, ...children: Block[]): Block => ({
  kind: 'panel',
  role,
  ai: false,
  profiles: [],
  children,
  at,
})

/** An axis of a chart, linear and untitled unless told. */
export const axis = (more: Partial<Axis> = {}): Axis => ({
  title: '',
  scale: 'linear',
  names: [],
  zero: false,
  ...more,
})
/** A mark of a chart. */
export const mark = (x: number, y: number, more: Partial<Mark> = {}): Mark => ({
  x,
  y,
  label: String(y),
  title: `mark ${x}: ${y}`,
  address: `a/m?x=${x}`,
  binding: 'n1',
  spread: 0,
  ...more,
})
/** A series of a chart. */
export const series = (name: string, marks: readonly Mark[], dashed = false): Series => ({ name, dashed, marks })
/** A chart with default axes. */
export const chart = (kind: Chart['kind'], all: readonly Series[], more: Partial<Chart> = {}): Chart => ({
  kind,
  alt: `a ${kind} chart`,
  x: axis(),
  y: axis(),
  series: all,
  ...more,
})

/** The made-up daily downloads of eight apps, without chance: a sum of two waves. */
export function downloads(lang: Lang, count = 8, days = 7): Chart {
  const names = {
    zh: ['ChatGPT', 'Character AI', '豆包', 'Kimi 智能助手', '文心一言（文小言）', '通义千问', '讯飞星火', '智谱清言'],
    en: ['ChatGPT', 'Character AI', 'Doubao', 'Kimi', 'Ernie Bot', 'Tongyi Qianwen', 'iFlytek Spark', 'ChatGLM'],
  }[lang]
  const first = dayNumber('2024-07-19')
  const all = Array.from({ length: count }, (_, s) =>
    series(
      names[s % 8]!,
      Array.from({ length: days }, (_, d) => {
        const value = Math.round((8 - (s % 8)) * 90_000 + Math.sin(d * 1.3 + s) * 30_000 + Math.cos(d / 9 + s) * 24_000)
        return mark(first + d, value, {
          label: `${(value / 10000).toFixed(1)} 万`,
          binding: 'n9',
          address: `app-${s}/downloads.daily`,
        })
      }),
      s === 7,
    ),
  )
  return chart('line', all, {
    alt: lang === 'zh' ? '八个 AI 应用的日下载量' : 'daily downloads of eight apps',
    x: axis({ scale: 'day' }),
    y: axis({ title: lang === 'zh' ? '单位：次' : 'downloads a day', zero: true }),
  })
}

/** Benchmark scores of five models, grouped by benchmark. */
export function scores(lang: Lang, kind: Chart['kind'] = 'grouped-bar'): Chart {
  const names = ['MMLU', 'MMLU PRO', 'IFEval', 'HumanEval', 'GSM8K', 'MATH']
  const rows: readonly (readonly [string, readonly number[]])[] = [
    ['Llama 3.1 405B', [88.6, 73.3, 88.6, 89.0, 96.8, 73.8]],
    ['GPT-4 Omni', [88.7, 74.0, 85.6, 90.2, 96.1, 76.6]],
    ['Claude 3.5 Sonnet', [88.3, 77.0, 88.0, 92.0, 96.4, 71.1]],
  ]
  const all = rows.map(([name, values]) =>
    series(
      name,
      values.map((v, i) =>
        mark(i, v, { label: v.toFixed(1), binding: `n${i + 3}`, title: `${name} · ${names[i]} ${v}` }),
      ),
    ),
  )
  return chart(kind, all, {
    alt: lang === 'zh' ? '三个模型在六项基准上的得分' : 'scores of three models on six benchmarks',
    x: axis({ scale: 'band', names }),
    y: axis({ title: lang === 'zh' ? '得分（%）' : 'score (%)' }),
  })
}

/** Parameters against a score, on a logarithmic axis, with uncertainty. */
export function sizes(lang: Lang): Chart {
  const points = [
    [
      'Llama 3.1',
      [
        [8e9, 73],
        [70e9, 86],
        [405e9, 88.6],
      ],
    ],
    [
      'Mistral',
      [
        [7.3e9, 60.5],
        [141e9, 79.9],
        [123e9, 84],
      ],
    ],
    [
      'Gemma 2',
      [
        [9e9, 72.3],
        [27e9, 75.2],
      ],
    ],
  ] as const
  return chart(
    'scatter',
    points.map(([name, list]) =>
      series(
        name,
        list.map(([x, y]) => mark(x, y, { label: String(y), spread: 1.2, binding: 'n1' })),
      ),
    ),
    {
      alt: lang === 'zh' ? '参数量与 MMLU 得分' : 'parameters and MMLU score',
      x: axis({ scale: 'log', title: lang === 'zh' ? '参数量（对数轴）' : 'parameters (log axis)' }),
      y: axis({ title: 'MMLU (%)' }),
    },
  )
}

/** Mean answer lengths of named models, one bar each. */
export function lengths(lang: Lang): Chart {
  const rows: readonly (readonly [string, number])[] = [
    ['Mistral Large 2', 242],
    ['Llama 3.1 405B Instruct', 297],
    ['Claude 3.5 Sonnet', 261],
    ['GPT-4o', 344],
    ['Command R+', 389],
  ]
  return chart(
    'bar',
    [
      series(
        '',
        rows.map(([, v], i) => mark(i, v, { binding: 'n2' })),
      ),
    ],
    {
      alt: lang === 'zh' ? '回答的平均长度' : 'mean length of answers',
      x: axis({ scale: 'band', names: rows.map(([n]) => n) }),
      y: axis({ title: lang === 'zh' ? '平均长度（token）' : 'mean length (tokens)' }),
    },
  )
}

const published: Evidence = {
  kind: 'published',
  source: 'meta-2024',
  locator: '第 2 页，第 1 段',
  quote: 'our largest model has 405B parameters',
}

function fact(
  subject: string,
  measure: string,
  value: string,
  unit: string,
  scope: Record<string, string> = {},
  evidence: Evidence = published,
): Fact {
  return defineFact({
    subject,
    measure,
    scope,
    period: '',
    unit,
    value: { kind: 'number', text: value },
    bound: 'exact',
    evidence,
    known: '2024-07-24',
    note: '',
  })
}

function binding(key: string, printed: string, ...facts: Fact[]): Binding {
  const one = facts[0]!
  const value = one.value.kind === 'number' ? one.value.text : ''
  return {
    key,
    address: `${one.subject}/${one.measure}`,
    text: printed,
    value,
    unit: one.unit,
    interval: null,
    facts,
    derived: facts.length > 1,
    others: [],
    at,
  }
}

function bindings(lang: Lang): ReadonlyMap<string, Binding> {
  const zh = lang === 'zh'
  const llama = fact('llama-3.1-405b', 'params', '405000000000', '1')
  const mistral = fact('mistral-large-2', 'params', '123000000000', '1')
  const measured: Evidence = { kind: 'measured', source: '', locator: 'run 2024-07-25/7', quote: '' }
  const synthetic: Evidence = { kind: 'synthetic', source: 'desk', locator: 'downloads.csv:14', quote: '' }
  const list = [
    binding('n1', zh ? '4050 亿' : '405 billion', llama),
    binding('n2', zh ? '1230 亿' : '123 billion', mistral),
    ...[88.6, 73.3, 88.6, 89.0, 96.8, 73.8].map((v, i) =>
      binding(
        `n${i + 3}`,
        v.toFixed(1),
        fact(
          'llama-3.1-405b',
          ['mmlu', 'mmlu-pro', 'ifeval', 'humaneval', 'gsm8k', 'math'][i]!,
          String(v),
          'percent',
          { shots: '0', cot: 'yes' },
          i === 3 ? measured : published,
        ),
      ),
    ),
    binding(
      'n9',
      zh ? '74 万次' : '740,000',
      fact('chatgpt', 'downloads.daily', '740000', 'download', { region: 'non-cn' }, synthetic),
    ),
    binding('n10', zh ? '不及 1/3' : 'less than a third', mistral, llama),
    binding(
      'n11',
      zh ? '约 3000 亿元' : 'about CNY 300 billion',
      fact(
        'cn/trade-in-2024',
        'funding',
        '300000000000',
        'CNY',
        {},
        {
          kind: 'transcribed',
          source: 'ndrc-2024',
          locator: '第一条',
          quote: '统筹安排3000亿元左右超长期特别国债资金',
        },
      ),
    ),
    binding('n12', zh ? '4050 亿' : '405 billion', llama),
  ]
  return new Map(list.map((b) => [b.key, b]))
}

const words: Readonly<Record<string, readonly [string, string]>> = {
  'llama-3.1-405b': ['Llama 3.1 405B', 'Llama 3.1 405B'],
  'mistral-large-2': ['Mistral Large 2', 'Mistral Large 2'],
  chatgpt: ['ChatGPT', 'ChatGPT'],
  'cn/trade-in-2024': ['2024 年以旧换新政策', 'trade-in programme 2024'],
  params: ['参数量', 'parameters'],
  'downloads.daily': ['日下载量', 'daily downloads'],
  funding: ['资金规模', 'funding'],
  percent: ['%', '%'],
  download: ['次', 'downloads'],
  CNY: ['元', 'CNY'],
  '1': ['', ''],
}

function naming(lang: Lang): Naming {
  const name = (id: string) => words[id]?.[lang === 'zh' ? 0 : 1] ?? id
  return {
    entity: name,
    measure: name,
    unit: name,
    scope: (key, value) => (key === 'shots' ? `${value}-shot` : key === 'cot' ? 'CoT' : `${key}=${value}`),
    source: (id) => ({
      id,
      title:
        id === 'meta-2024'
          ? 'The Llama 3 Herd of Models'
          : id === 'ndrc-2024'
            ? '关于加力支持大规模设备更新和消费品以旧换新的若干措施'
            : '示例数据',
      publisher: id === 'meta-2024' ? 'Meta' : id === 'ndrc-2024' ? '国家发展改革委、财政部' : 'Assay',
      url: id === 'meta-2024' ? 'https://ai.meta.com/research/publications/the-llama-3-herd-of-models/' : '',
      published: '2024-07-23',
      retrieved: '2024-07-24',
      file: '',
      sha256: 'd2b1c3e4f5a697887766554433221100ffeeddccbbaa99887766554433221100',
      class: 'vendor',
    }),
  }
}

/** A figure block around a chart. */
export function figure(number: number, caption: string, source: string, drawn: Chart, synthetic = false): FigureBlock {
  return {
    kind: 'figure',
    id: `fig-${number}`,
    number,
    caption: [text(caption)],
    source: [text(source)],
    notes: [],
    chart: drawn,
    synthetic,
    at,
  }
}

const cell = (words: string, more: Partial<Cell> = {}): Cell => ({ children: [text(words)], note: '', ...more })
const column = (words: string, align: Column['align'] = 'right'): Column => ({ children: [text(words)], align })

/** A three-line table with groups, notes, a dash and bound cells. */
export function table(lang: Lang, number: number): TableBlock {
  const zh = lang === 'zh'
  const group = (words: string): Row => ({ kind: 'group', cells: [cell(words)] })
  const row = (...cells: Cell[]): Row => ({ kind: 'row', cells })
  const bound = (words: string, key: string): Cell => ({ children: [text(words)], note: '', binding: key })
  return {
    kind: 'table',
    id: `tbl-${number}`,
    number,
    caption: [text(zh ? 'Llama 3.1 405B 基准测试结果（单位：%）' : 'Benchmark results of Llama 3.1 405B (%)')],
    source: [text(zh ? '来源：Meta，示例研究所' : 'Source: Meta, Example Research')],
    notes: [
      [text(zh ? '注：“–”表示发布方未报告该项成绩。' : 'Note: a dash means that the publisher reported nothing.')],
    ],
    columns: [
      column(zh ? '基准' : 'Benchmark', 'left'),
      column('Llama 3.1 405B'),
      column('Nemotron 4 340B Instruct'),
      column('GPT-4 Omni'),
      column('Claude 3.5 Sonnet'),
    ],
    rows: [
      group(zh ? '综合' : 'General'),
      row(
        cell('MMLU (0-shot, CoT)'),
        bound('88.6', 'n3'),
        cell('78.7', { note: 'non-CoT' }),
        cell('88.7'),
        cell('88.3'),
      ),
      row(cell('MMLU PRO (5-shot, CoT)'), bound('73.3', 'n4'), cell('62.7'), cell('74.0'), cell('77.0')),
      row(cell('IFEval'), bound('88.6', 'n5'), cell('85.1'), cell('85.6'), cell('88.0')),
      group(zh ? '代码' : 'Code'),
      row(cell('HumanEval (0-shot)'), bound('89.0', 'n6'), cell('73.2'), cell('90.2'), cell('92.0')),
      group(zh ? '数学' : 'Math'),
      row(
        cell('GSM8K (8-shot, CoT)'),
        bound('96.8', 'n7'),
        cell('92.3', { note: '0-shot' }),
        cell('96.1'),
        cell('96.4', { note: '0-shot' }),
      ),
      row(cell('GPQA (0-shot, CoT)'), cell('51.1'), cell('–'), cell('53.6'), cell('59.4')),
    ],
    at,
  }
}

/** A table of nine columns, for the shrinking of letters. */
export function wideTable(lang: Lang, number: number, rows = 6): TableBlock {
  const zh = lang === 'zh'
  const names = zh
    ? ['ChatGPT', 'Character AI', '豆包', 'Kimi 智能助手', '文心一言', '通义千问', '讯飞星火', '智谱清言']
    : ['ChatGPT', 'Character AI', 'Doubao', 'Kimi', 'Ernie Bot', 'Tongyi', 'Spark', 'ChatGLM']
  return {
    kind: 'table',
    id: `tbl-${number}`,
    number,
    caption: [text(zh ? 'AI 应用日下载量（单位：万次）' : 'Daily downloads of AI apps (ten thousand)')],
    source: [text(zh ? '来源：合成示例数据' : 'Source: synthetic example data')],
    notes: [],
    columns: [column(zh ? '日期' : 'Day', 'left'), ...names.map((n) => column(n))],
    rows: Array.from({ length: rows }, (_, r) => ({
      kind: 'row' as const,
      cells: [
        cell(`2024-07-${String(19 + (r % 12)).padStart(2, '0')}`),
        ...names.map((_, c) => cell((74.2 - c * 7.3 + r * 0.6).toFixed(1))),
      ],
    })),
    at,
  }
}

function front(lang: Lang): Front {
  const zh = lang === 'zh'
  return {
    title: zh
      ? '开源权重模型追近闭源前沿，以旧换新资金落地'
      : 'Open weights close in on the frontier; trade-in funds arrive',
    subtitle: zh ? '人工智能产业周报（2024 年第三期）' : 'AI industry weekly',
    kicker: zh ? '计算机 · 人工智能' : 'Technology · AI',
    type: zh ? '行业周报' : 'Industry weekly',
    lang,
    date: '2024-07-26',
    known: '2024-07-26',
    period: '2024-07-19/2024-07-25',
    publisher: zh ? '示例研究所' : 'Example Research',
    authors: [
      { name: zh ? '张示例' : 'A. Example', id: 'S0000524040001', contact: 'a.example@example.org' },
      { name: zh ? '李样本' : 'B. Sample', id: '', contact: 'b.sample@example.org' },
    ],
    related: [
      { title: zh ? '端侧模型的内存账本' : 'The memory ledger of on-device models', date: '2024-07-19' },
      { title: zh ? '推理芯片价格跟踪：六月回顾' : 'Inference prices: June in review', date: '2024-07-12' },
    ],
    ai: null,
    version: 1,
    corrects: null,
    journal: [],
    rating: {
      label: zh ? '强于大市' : 'Overweight',
      change: zh ? '维持' : 'maintained',
      scheme: 'six-months',
      subject: '',
      profiles: [],
    },
    label: zh ? '图表' : 'Figure',
  }
}

function zhBlocks(): readonly Block[] {
  return [
    paragraph(
      strong(text('Llama 3.1 发布。')),
      '新系列的最大参数量为 ',
      number('4050 亿', 'n1'),
      '，在多项基准上与闭源模型相当；上下文长度同步扩展，训练语料与工具链一并公开，开发者可在自有环境中微调与部署。',
    ),
    paragraph(
      strong(text('Mistral Large 2 以小搏大。')),
      '参数量为 ',
      number('1230 亿', 'n2'),
      '，',
      number('不及 1/3', 'n10'),
      '，代码与数学成绩接近前者，单机多卡即可承载，推理成本的优势明显。',
    ),
    paragraph(
      strong(text('以旧换新资金落地。')),
      '发改委与财政部安排',
      number('约 3000 亿元', 'n11'),
      '超长期特别国债资金，支持设备更新和消费品以旧换新，家电与汽车补贴标准同步提高。',
    ),
    paragraph(strong(text('风险提示：')), '政策落地进度不及预期；模型迭代不及预期；应用商店统计口径变化。'),
    panel(
      'side',
      heading(3, '', '数据口径', 'scope'),
      paragraph('下载量为合成示例，仅用于演示排版，不代表任何真实统计。'),
    ),
    heading(1, '1', 'Llama 3.1 与 Mistral Large 2：开源与闭源差距收窄', 'models'),
    paragraph(
      '7 月 23 日与 24 日，两家公司先后公布新模型。前者的最大参数量为 ',
      number('4050 亿', 'n12'),
      '，后者不到其三分之一；二者的综合成绩见 ',
      ref('tbl-1', '图表 1'),
      '与 ',
      ref('fig-2', '图表 2'),
      '。需要说明的是，各家披露的成绩在提示方式、样例数目与采样设置上并不一致，直接比较前应先核对条件（0-shot、5-shot、CoT 与否），条件不同的数值不应排名。',
    ),
    heading(2, '1.1', '基准测试结果', 'bench'),
    table('zh', 1),
    figure(2, '三个模型的基准得分对比（单位：%）', '来源：Meta，示例研究所', scores('zh')),
    paragraph(
      '“注意”：行首不应出现逗号、句号等标点；中英文混排如 GPT-4o、Claude 3.5 Sonnet、MMLU（0-shot）与数字 88.6% 之间应留有适当空隙。注入测试：#panic("x") $a$ *粗* _斜_ @ref \\ `code` // 注释 /* 块 */ [方括号] <标签> = 标题 - 列表 "引号" \\u{41}。',
    ),
    figure(3, '能力雷达图', '来源：Meta，示例研究所', scores('zh', 'radar')),
    heading(2, '1.2', '参数规模与得分', 'size'),
    figure(4, '参数量与 MMLU 得分', '来源：各公司公告，示例研究所', sizes('zh')),
    figure(5, '生成回答的平均长度', '来源：Mistral，示例研究所', lengths('zh')),
    heading(1, '2', 'AI 应用周度数据', 'apps'),
    paragraph(
      '本周 ChatGPT 峰值日下载量突破 ',
      number('74 万次', 'n9'),
      '（合成数据）。',
      { kind: 'link', href: 'https://example.org/a?b=1&c=2', children: [text('数据说明')], at },
      '；',
      { kind: 'code', text: 'fact:chatgpt/downloads.daily', at },
      '；',
      { kind: 'emphasis', children: [text('口径以商店披露为准')], at },
      { kind: 'strike', children: [text('旧值')], at },
      '。',
    ),
    figure(6, 'AI 应用日下载量（单位：次）', '来源：合成示例数据', downloads('zh'), true),
    wideTable('zh', 7),
    {
      kind: 'list',
      ordered: false,
      start: 1,
      items: [
        [paragraph('第一，海外应用的下载量整体平稳，个别产品因版本更新出现脉冲；')],
        [
          paragraph('第二，国内应用的排名没有变化；'),
          { kind: 'list', ordered: true, start: 3, items: [[paragraph('投放力度')], [paragraph('节假日')]], at },
        ],
      ],
      at,
    },
    { kind: 'quote', children: [paragraph('统筹安排 3000 亿元左右超长期特别国债资金。')], at },
    { kind: 'code', lang: 'csv', text: 'subject,measure,value\nchatgpt,downloads.daily,740000', at },
    { kind: 'rule', at },
    {
      kind: 'table',
      id: '',
      number: 0,
      caption: [],
      source: [],
      notes: [],
      columns: [column('项目', 'left'), column('数值')],
      rows: [{ kind: 'row', cells: [cell('上限'), cell('2000 元')] }],
      at,
    },
    heading(1, '3', '风险提示', 'risks'),
    paragraph('政策实施效果不及预期；开源模型迭代不及预期；第三方统计存在误差。'),
    panel(
      'statement',
      heading(2, '', '分析师声明', 'statement'),
      paragraph('本报告由编译器依据所列事实生成，每个数字均可在文末核对。'),
    ),
    panel(
      'disclaimer',
      heading(2, '', '一般声明', 'disclaimer'),
      paragraph('本报告仅为排版示例，不构成任何投资建议。'),
    ),
  ]
}

function enBlocks(): readonly Block[] {
  return [
    paragraph(
      strong(text('Llama 3.1 is out. ')),
      'The lab’s “largest” model has ',
      number('405 billion', 'n1'),
      ' parameters and matches closed models on several benchmarks.',
    ),
    paragraph(
      strong(text('Mistral Large 2 is small. ')),
      'It has ',
      number('123 billion', 'n2'),
      ' parameters, ',
      number('less than a third', 'n10'),
      ' of the former.',
    ),
    paragraph(
      strong(text('Funds arrive. ')),
      'Two ministries set aside ',
      number('about CNY 300 billion', 'n11'),
      ' of special bonds.',
    ),
    paragraph(
      strong(text('Risks: ')),
      'slow roll-out; slow progress of open models; changes in what the stores count.',
    ),
    heading(1, '1', 'Open weights close in', 'models'),
    paragraph(
      'The largest model has ',
      number('405 billion', 'n12'),
      ' parameters; see ',
      ref('tbl-1', 'Figure 1'),
      ' and ',
      ref('fig-2', 'Figure 2'),
      '.',
    ),
    table('en', 1),
    figure(2, 'Scores of three models (%)', 'Source: Meta, Example Research', scores('en')),
    figure(3, 'Abilities', 'Source: Meta, Example Research', scores('en', 'radar')),
    figure(4, 'Parameters and MMLU', 'Source: company releases', sizes('en')),
    figure(5, 'Mean length of answers', 'Source: Mistral', lengths('en')),
    heading(1, '2', 'Apps this week', 'apps'),
    paragraph('ChatGPT peaked at more than ', number('740,000', 'n9'), ' downloads a day (synthetic).'),
    figure(6, 'Daily downloads of AI apps', 'Source: synthetic example data', downloads('en'), true),
    wideTable('en', 7),
    panel('disclaimer', heading(2, '', 'Disclaimer', 'disclaimer'), paragraph('An example of typesetting, no advice.')),
  ]
}

function headline(lang: Lang): Document['headline'] {
  const words = front(lang)
  return { kicker: [text(words.kicker)], title: [text(words.title)], subtitle: [text(words.subtitle)] }
}

/** A resolved document with every kind of block and chart and twelve bindings. */
export function fixture(lang: Lang, more: Partial<Document> = {}): Document {
  return {
    kind: 'document',
    file: at.file,
    front: front(lang),
    headline: headline(lang),
    blocks: lang === 'zh' ? zhBlocks() : enBlocks(),
    bindings: bindings(lang),
    synthetic: true,
    theme: null,
    publishing: [],
    naming: naming(lang),
    diagnostics: [],
    ...more,
  }
}
