// Clean documents as trees: headings, paragraphs and tables of texts, made from the shipped facts and from invented figures.
const groups = {
  en: ['General', 'Code', 'Math', 'Reasoning', 'Tool use', 'Multilingual'],
  zh: ['通用', '代码', '数学', '推理', '工具调用', '多语言'],
}

/** The facts of one source that make a table: entities by measures, each with its value and conditions. */
export function pools(facts) {
  const bySource = new Map()
  const present = new Map()
  for (const f of facts) {
    present.set(f.evidence.source, (present.get(f.evidence.source) ?? new Set()).add(`${f.subject}\n${f.measure}`))
    if (
      f.value.kind !== 'number' ||
      f.unit !== 'percent' ||
      f.evidence.kind === 'read-off-chart' ||
      f.bound !== 'exact'
    )
      continue
    if (
      f.scope.variant === 'base' ||
      f.scope.prompt !== undefined ||
      /^(human-eval-vs|mmlu-multilingual)/.test(f.measure)
    )
      continue
    const source = f.evidence.source
    if (!bySource.has(source)) bySource.set(source, new Map())
    const cells = bySource.get(source)
    const key = `${f.subject}\n${f.measure}`
    if (!cells.has(key)) cells.set(key, f)
  }
  return [...bySource]
    .map(([source, cells]) => {
      const has = present.get(source)
      const keys = [...cells.keys()].map((k) => k.split('\n'))
      return {
        source,
        cells,
        has,
        subjects: [...new Set(keys.map((k) => k[0]))],
        measures: [...new Set(keys.map((k) => k[1]))],
      }
    })
    .filter((p) => p.subjects.length >= 4 && p.measures.length >= 6)
}

const words = (scope) =>
  [
    scope.shots === undefined ? '' : `${scope.shots}-shot`,
    scope.cot === undefined ? '' : scope.cot === 'yes' ? 'CoT' : 'non-CoT',
  ]
    .filter((w) => w !== '')
    .join(', ')

/** A benchmark table as rows of texts; `kinds` tells what each row is. */
export function benchmarkTable(random, pool, registry, lang) {
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const subjects = random.some(pool.subjects, 4 + random.int(3))
    const measures = random.some(pool.measures, 7 + random.int(7))
    const has = (s, m) => pool.cells.get(`${s}\n${m}`)
    const kept = measures.filter(
      (m) => subjects.filter((s) => has(s, m) !== undefined).length >= Math.max(3, subjects.length - 1),
    )
    if (kept.length < 5) continue
    // a dash where the source has a number would be an error of its own
    if (kept.some((m) => subjects.some((s) => has(s, m) === undefined && pool.has.has(`${s}\n${m}`)))) continue
    const distinct = new Set(kept.map((m) => subjects.map((s) => has(s, m)?.value.text ?? '-').join()))
    if (distinct.size < kept.length) continue
    return lay(random, subjects, kept, has, registry, lang)
  }
  return null
}

function lay(random, subjects, measures, has, registry, lang) {
  const rows = [[lang === 'zh' ? '基准' : 'Benchmark', ...subjects.map((s) => registry.entity(s)[lang])]]
  const kinds = [{ kind: 'head' }]
  const grouped = random.chance(0.6)
  let group = 0
  for (const [n, m] of measures.entries()) {
    if (grouped && n % 3 === 0) {
      rows.push([groups[lang][group % groups[lang].length], ...subjects.map(() => '')])
      kinds.push({ kind: 'group' })
      group += 1
    }
    const facts = subjects.map((s) => has(s, m))
    const told = facts.filter((f) => f !== undefined)
    const count = new Map()
    for (const f of told) count.set(words(f.scope), (count.get(words(f.scope)) ?? 0) + 1)
    const common = [...count].sort((a, b) => b[1] - a[1])[0][0]
    const name = registry.measure(m).en
    rows.push([
      common === '' ? name : lang === 'zh' ? `${name}（${common}）` : `${name} (${common})`,
      ...facts.map((f) => {
        if (f === undefined) return '-'
        const own = [words(f.scope) === common ? '' : words(f.scope), f.scope.version === 'diamond' ? 'Diamond' : '']
          .filter((w) => w !== '')
          .join(', ')
        return own === '' ? f.value.text : `${f.value.text} (${own})`
      }),
    ])
    kinds.push({ kind: 'data', measure: m, facts, common, subjects })
  }
  return { kind: 'table', rows, kinds, subjects, covered: true }
}

/** A table of invented sales with shares and a total. */
export function salesTable(random, lang) {
  const names = random.some(
    lang === 'zh'
      ? ['华东', '华南', '华北', '西南', '东北', '华中']
      : ['East', 'South', 'North', 'West', 'Centre', 'Abroad'],
    4,
  )
  const sales = names.map(() => 100 + random.int(9000) / 10)
  const total = sales.reduce((a, b) => a + b, 0)
  const rows = [lang === 'zh' ? ['地区', '销售额（亿元）', '占比（%）'] : ['Region', 'Sales (CNY bn)', 'Share (%)']]
  for (const [i, n] of names.entries()) rows.push([n, sales[i].toFixed(1), ((sales[i] / total) * 100).toFixed(1)])
  rows.push([lang === 'zh' ? '合计' : 'Total', total.toFixed(1), '100.0'])
  return { kind: 'table', rows, kinds: rows.map(() => ({ kind: 'plain' })), covered: false }
}

const yi = (n) => `${Number(n) / 1e8} 亿`
const bn = (n) => `${Number(n) / 1e9} billion`

// three ways to say a thing are for development, the fourth is held out
const choose = (random, held) => (held ? 3 : random.int(3))

/** Sentences that the shipped facts bear out. */
export function sentences(random, facts, registry, lang, held) {
  const find = (s, m, where = () => true) =>
    facts.find((f) => f.subject === s && f.measure === m && f.value.kind === 'number' && where(f))
  const name = (s) => registry.entity(s)[lang]
  const made = []
  const say = (kind, texts, value) => made.push({ kind, text: texts[lang][choose(random, held)], value })
  for (const s of ['llama-3.1-405b', 'llama-3.1-70b', 'llama-3.1-8b', 'mistral-large-2']) {
    const params = find(s, 'params')
    if (params === undefined) continue
    const v = params.value.text
    const texts = {
      zh: [
        `${name(s)} 的参数量为 ${yi(v)}。`,
        `本次发布的 ${name(s)} 拥有 ${yi(v)}参数，权重已经公开。`,
        `从规模看，${name(s)} 参数规模达到 ${yi(v)}，部署需要多块 GPU。`,
        `${name(s)}（参数 ${yi(v)}）可在单机部署。`,
      ],
      en: [
        `${name(s)} has ${bn(v)} parameters.`,
        `With ${bn(v)} parameters, ${name(s)} is offered under an open licence.`,
        `In size, ${name(s)} (${bn(v)} parameters) is near the top of its class.`,
        `Among open models, ${name(s)} counts ${bn(v)} parameters.`,
      ],
    }
    made.push({ kind: 'params', text: texts[lang][choose(random, held)], value: lang === 'zh' ? yi(v) : bn(v) })
  }
  const context = {
    zh: [
      'Llama 3.1 405B 的上下文长度为 128K token。',
      'Llama 3.1 70B 将上下文窗口扩展到 128K token。',
      'Llama 3.1 8B 同样支持 128K token 的上下文。',
      '新一代 Llama 3.1 405B 把上下文拉长到 128K token，便于处理长文档。',
    ],
    en: [
      'Llama 3.1 405B has a context length of 128K tokens.',
      'The context window of Llama 3.1 70B was extended to 128K tokens.',
      'Llama 3.1 8B too handles a context of 128K tokens.',
      'With its context window of 128K tokens, Llama 3.1 70B reads whole books.',
    ],
  }
  say('context', context, '128K')
  const tokens = {
    zh: [
      'Llama 3.1 405B 使用超过 15 万亿个 token 进行预训练。',
      '预训练方面，Llama 3.1 405B 的训练数据超过 15 万亿个 token。',
      '据介绍，训练 Llama 3.1 405B 所用语料逾 15 万亿个 token。',
      'Llama 3.1 405B 的预训练语料规模突破 15 万亿个 token。',
    ],
    en: [
      'Llama 3.1 405B was trained on more than 15 trillion tokens.',
      'The training data of Llama 3.1 405B came to over 15 trillion tokens.',
      'Llama 3.1 405B saw upwards of 15 trillion tokens in training.',
      'For Llama 3.1 405B, Meta trained on over 15 trillion tokens.',
    ],
  }
  say('tokens', tokens, lang === 'zh' ? '15 万亿' : '15 trillion')
  const bonds = {
    zh: [
      '2024 年安排约 3000 亿元超长期特别国债资金支持设备更新和以旧换新。',
      '2024 年，政策统筹超长期特别国债资金 3000 亿元左右，用于加力支持“两新”。',
      '2024 年用于“两新”的超长期特别国债约为 3000 亿元。',
      '2024 年财政将拿出 3000 亿元左右的超长期特别国债。',
    ],
    en: [
      'In 2024 about CNY 300 billion of ultra-long special treasury bonds were set aside.',
      'In 2024 the ultra-long special treasury bonds for the programme came to about 300 billion yuan.',
      'Some CNY 300 billion of special treasury bonds went into the 2024 programme.',
      'Ultra-long special treasury bonds of around 300 billion yuan finance the 2024 programme.',
    ],
  }
  say('bonds', bonds, lang === 'zh' ? '3000 亿' : '300 billion')
  const loan = {
    zh: [
      '2024 年设备更新贷款财政贴息比例提高到 1.5 个百分点，贴息期限 2 年。',
      '2024 年，符合条件的设备更新贷款享受财政贴息 1.5 个百分点，期限 2 年。',
      '2024 年对设备更新贷款的贴息幅度为每年 1.5 个百分点。',
      '2024 年 7 月起，中央财政对设备更新贷款贴息 1.5 个百分点。',
    ],
    en: [
      'In 2024 the interest subsidy on renewal loans was raised to 1.5 percentage points a year.',
      'In 2024 renewal loans carry an interest subsidy of 1.5 percentage points a year.',
      'The 2024 interest subsidy for equipment loans is worth 1.5 percentage points a year.',
      'For 2024, an interest subsidy of 1.5 percentage points is paid on such loans.',
    ],
  }
  say('loan', loan, lang === 'zh' ? '1.5 个百分点' : '1.5 percentage points')
  const cap = {
    zh: [
      '2024 年家电补贴：一级能效补贴 20%，二级能效补贴 15%，每件补贴不超过 2000 元。',
      '2024 年以旧换新补贴中，二级能效产品补贴 15%，一级能效产品补贴 20%，补贴金额不超过 2000 元。',
      '2024 年补贴标准：一级能效为售价的 20%，二级能效为售价的 15%。',
      '2024 年，购买二级能效家电可获 15% 补贴，一级能效可获 20% 补贴。',
    ],
    en: [
      'In 2024 the subsidy for grade 1 appliances is 20% and for grade 2 appliances 15%.',
      'In 2024 appliances of grade 2 get a subsidy of 15% and those of grade 1 a subsidy of 20%.',
      'Under the 2024 subsidy, grade 1 appliances earn 20% and grade 2 appliances 15% of the price.',
      'The 2024 subsidy comes to 15% for grade 2 and 20% for grade 1 appliances.',
    ],
  }
  say('cap', cap, lang === 'zh' ? '20%' : '20%')
  return made
}

const day = (random) => {
  const date = new Date(Date.UTC(2024, random.int(12), 1 + random.int(28)))
  return { y: 2024, m: date.getUTCMonth() + 1, d: date.getUTCDate(), w: date.getUTCDay() }
}

/** Sentences with invented figures that hold by themselves. */
export function invented(random, lang, held) {
  const [a, p] = [50 + random.int(500) / 10, 5 + random.int(900) / 10]
  const b = a * (1 + p / 100)
  const { y, m, d, w } = day(random)
  const week = {
    zh: '日一二三四五六'[w],
    en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'][w],
  }
  const month = [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ][m - 1]
  const [x, z] = [30 + random.int(200) / 10, 2 + random.int(80) / 10]
  const percent = (((x + z) / x - 1) * 100).toFixed(1)
  const growth = {
    zh: [
      `公司收入由 ${a.toFixed(1)} 亿元增至 ${b.toFixed(1)} 亿元，增长 ${p.toFixed(1)}%。`,
      `订单金额从 ${a.toFixed(1)} 亿元提高到 ${b.toFixed(1)} 亿元，增长了 ${p.toFixed(1)}%。`,
      `产值自 ${a.toFixed(1)} 亿元升至 ${b.toFixed(1)} 亿元，增幅为 ${p.toFixed(1)}%，增长较快。`,
      `营业额由 ${a.toFixed(1)} 亿元上升到 ${b.toFixed(1)} 亿元，涨幅 ${p.toFixed(1)}%。`,
    ],
    en: [
      `Revenue rose from ${a.toFixed(1)} million to ${b.toFixed(1)} million, up ${p.toFixed(1)}%.`,
      `Orders grew from ${a.toFixed(1)} million to ${b.toFixed(1)} million, an increase of ${p.toFixed(1)}%.`,
      `Output climbed from ${a.toFixed(1)} million to ${b.toFixed(1)} million, a gain of ${p.toFixed(1)}%.`,
      `Turnover went up from ${a.toFixed(1)} million to ${b.toFixed(1)} million (up ${p.toFixed(1)}%).`,
    ],
  }
  const points = {
    zh: [
      `渗透率由 ${x.toFixed(1)}% 提升至 ${(x + z).toFixed(1)}%，提升 ${z.toFixed(1)} 个百分点。`,
      `毛利率从 ${x.toFixed(1)}% 提高到 ${(x + z).toFixed(1)}%，上升 ${z.toFixed(1)} 个百分点。`,
      `市占率由 ${x.toFixed(1)}% 升至 ${(x + z).toFixed(1)}%，提高了 ${z.toFixed(1)} 个百分点。`,
      `良品率从 ${x.toFixed(1)}% 上升至 ${(x + z).toFixed(1)}%，较此前增加 ${z.toFixed(1)} 个百分点。`,
    ],
    en: [
      `Penetration rose from ${x.toFixed(1)}% to ${(x + z).toFixed(1)}%, up ${z.toFixed(1)} percentage points.`,
      `The margin went up from ${x.toFixed(1)}% to ${(x + z).toFixed(1)}%, a gain of ${z.toFixed(1)} percentage points.`,
      `Its share grew from ${x.toFixed(1)}% to ${(x + z).toFixed(1)}%, an increase of ${z.toFixed(1)} percentage points.`,
      `Usage climbed from ${x.toFixed(1)}% to ${(x + z).toFixed(1)}%, which is ${z.toFixed(1)} percentage points higher.`,
    ],
  }
  const date = {
    zh: [
      `会议定于 ${y} 年 ${m} 月 ${d} 日（周${week.zh}）举行。`,
      `${y} 年 ${m} 月 ${d} 日（星期${week.zh}），公司召开发布会。`,
      `投资者交流会时间：${y} 年 ${m} 月 ${d} 日（周${week.zh}）。`,
      `公司将于 ${y} 年 ${m} 月 ${d} 日周${week.zh}披露年报。`,
    ],
    en: [
      `The meeting is on ${week.en}, ${month} ${d}, ${y}.`,
      `On ${week.en}, ${month} ${d}, ${y}, the company held a launch.`,
      `A call for investors took place on ${week.en}, ${month} ${d}, ${y}.`,
      `Results are due ${week.en}, ${month} ${d}, ${y}.`,
    ],
  }
  const n = choose(random, held)
  return [
    { kind: 'growth', text: growth[lang][n], value: `${p.toFixed(1)}%` },
    {
      kind: 'points',
      text: points[lang][n],
      value: lang === 'zh' ? `${z.toFixed(1)} 个百分点` : `${z.toFixed(1)} percentage points`,
      percent,
    },
    {
      kind: 'date',
      text: date[lang][n],
      value: lang === 'zh' ? `周${week.zh}` : week.en,
      week: lang === 'zh' ? week.zh : week.en,
    },
    {
      kind: 'plain',
      text:
        lang === 'zh'
          ? `公司现有员工 ${100 + random.int(9000)} 人，在 ${2 + random.int(30)} 个城市设有办事处。`
          : `The company has ${100 + random.int(9000)} staff in ${2 + random.int(30)} cities.`,
      value: '',
    },
  ]
}

/** True comparisons of two covered numbers of a table. */
export function comparisons(random, table, registry, lang, held) {
  const data = table.kinds.filter((k) => k.kind === 'data' && k.facts.filter((f) => f !== undefined).length >= 2)
  const row = random.pick(data)
  const [a, b] = random
    .some(
      row.facts.filter((f) => f !== undefined),
      2,
    )
    .sort((x, y) => Number(y.value.text) - Number(x.value.text))
  if (a.value.text === b.value.text) return []
  const [n, m] = [registry.measure(row.measure)[lang], (f) => registry.entity(f.subject)[lang]]
  const texts = {
    zh: [
      `在 ${n} 上，${m(a)} 得分 ${a.value.text}%，高于 ${m(b)} 的 ${b.value.text}%。`,
      `${m(a)} 的 ${n} 成绩为 ${a.value.text}%，优于 ${m(b)} 的 ${b.value.text}%。`,
      `就 ${n} 而言，${m(a)} 取得 ${a.value.text}% 的成绩，高于 ${m(b)} 的 ${b.value.text}%。`,
      `${n} 测试中，${m(a)}（${a.value.text}%）的表现优于 ${m(b)}（${b.value.text}%）。`,
    ],
    en: [
      `On ${n}, ${m(a)} scores ${a.value.text}%, higher than the ${b.value.text}% of ${m(b)}.`,
      `${m(a)} reaches ${a.value.text}% on ${n}, ahead of the ${b.value.text}% of ${m(b)}.`,
      `With ${a.value.text}% on ${n}, ${m(a)} comes out higher than ${m(b)} with ${b.value.text}%.`,
      `${m(a)} gets ${a.value.text}% on ${n}, which puts it ahead of ${m(b)} at ${b.value.text}%.`,
    ],
  }
  return [
    {
      kind: 'comparison',
      text: texts[lang][choose(random, held)],
      value: a.value.text,
      a: a.value.text,
      b: b.value.text,
    },
  ]
}

/** A clean document of a seed. */
export function cleanDocument(random, { facts, registry, pools: all }, lang, held) {
  const table = benchmarkTable(random, random.pick(all), registry, lang)
  const told = random.some(sentences(random, facts, registry, lang, held), 4)
  const own = invented(random, lang, held)
  const compared = table === null ? [] : comparisons(random, table, registry, lang, held)
  const zh = lang === 'zh'
  return {
    lang,
    blocks: [
      { kind: 'heading', text: zh ? '模型与政策周报' : 'Models and policy: a weekly' },
      ...told
        .slice(0, 2)
        .map((s) => ({ kind: 'paragraph', ...s, what: s.kind }))
        .map((s) => ({ ...s, kind: 'paragraph' })),
      ...(table === null
        ? []
        : [
            { kind: 'heading', text: zh ? '图表 1：基准测试结果（单位：%）' : 'Table 1: Benchmark results (%)' },
            table,
          ]),
      ...compared.map((s) => ({ ...s, what: s.kind, kind: 'paragraph' })),
      ...told.slice(2).map((s) => ({ ...s, what: s.kind, kind: 'paragraph' })),
      ...own.map((s) => ({ ...s, what: s.kind, kind: 'paragraph' })),
      { kind: 'heading', text: zh ? '图表 2：分地区销售' : 'Table 2: Sales by region' },
      salesTable(random, lang),
    ],
  }
}
