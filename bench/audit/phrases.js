// What the later sets of documents say: six ways for each thing, none of which the first two sets use. Ways 0 to 2 are of
// the third set, 3 to 5 of the fourth, which was not run before the rules that the third taught were written.
const yi = (n) => `${(Number(n) / 1e8).toLocaleString('en')}亿`
const bn = (n) => `${Number(n) / 1e9}bn`
const billion = (n) => `${Number(n) / 1e9} billion`

/** Sizes of models, `name` and its number of parameters. */
export const params = {
  zh: [
    (s, v) => [`${s} 的体量为 ${yi(v)}参数，采用稠密架构。`, yi(v)],
    (s, v) => [`厂商披露，${s} 共有 ${yi(v)}个参数。`, yi(v)],
    (s, v) => [`${s} 是一款参数规模为 ${yi(v)}的大语言模型。`, yi(v)],
    (s, v) => [`在开源阵营中，${s} 以 ${yi(v)}参数位居前列。`, yi(v)],
    (s, v) => [`${s} 的模型参数达到了 ${yi(v)}，推理需要专门的加速卡。`, yi(v)],
    (s, v) => [`我们注意到，${s} 的参数总量约 ${yi(v)}。`, yi(v)],
  ],
  en: [
    (s, v) => [`${s} is a dense model of ${billion(v)} parameters.`, billion(v)],
    (s, v) => [`At ${billion(v)} parameters, ${s} needs a serious budget to host.`, billion(v)],
    (s, v) => [`The parameter count of ${s} stands at ${bn(v)}.`, bn(v)],
    (s, v) => [`${s}, whose weights hold ${billion(v)} parameters, can be downloaded.`, billion(v)],
    (s, v) => [`The weights of ${s} comprise ${billion(v)} parameters in all.`, billion(v)],
    (s, v) => [`Size matters: ${s} has roughly ${billion(v)} params.`, billion(v)],
  ],
}

/** Context lengths. */
export const context = {
  zh: [
    ['Llama 3.1 405B 最长可处理 128K token 的上下文。', '128K'],
    ['上下文方面，Llama 3.1 70B 支持的最大长度为 128K。', '128K'],
    ['Llama 3.1 8B 的上下文窗口同为 128K，与大尺寸版本一致。', '128K'],
    ['Mistral Large 2 提供 128K 上下文窗口。', '128K'],
    ['Llama 3.1 405B 的上下文上限提高至 128K token。', '128K'],
    ['本次 Llama 3.1 70B 的可用上下文达 128K。', '128K'],
  ],
  en: [
    ['Llama 3.1 405B takes in up to 128K tokens of context.', '128K'],
    ['The context window of Mistral Large 2 spans 128k tokens.', '128k'],
    ['Llama 3.1 8B ships with a 128K context window.', '128K'],
    ['Context for Llama 3.1 70B now extends to 128K tokens.', '128K'],
    ['Mistral Large 2 works with a 128K-token context window.', '128K'],
    ['Maximum context length: 128K tokens for Llama 3.1 405B.', '128K'],
  ],
}

/** Training data. */
export const tokens = {
  zh: [
    ['Llama 3.1 405B 的预训练数据量在 15 万亿 token 以上。', '15 万亿'],
    ['Meta 为 Llama 3.1 405B 准备了逾 15 万亿 token 的训练数据。', '15 万亿'],
    ['Nemotron-4 340B 使用 9 万亿 token 完成预训练。', '9 万亿'],
    ['Llama 3.1 70B 同样在 15 万亿以上的 token 上完成了预训练。', '15 万亿'],
    ['Llama 3.1 405B 训练所用的语料超过 15 万亿 token。', '15 万亿'],
    ['Nemotron-4 340B 的训练数据合计 9 万亿 token。', '9 万亿'],
  ],
  en: [
    ['Pre-training Llama 3.1 405B took more than 15 trillion tokens.', '15 trillion'],
    ['Nemotron-4 340B was pretrained on 9 trillion tokens.', '9 trillion'],
    ['The pre-training corpus of Llama 3.1 405B exceeds 15 trillion tokens.', '15 trillion'],
    ['Llama 3.1 70B, too, was trained on upwards of 15 trillion tokens.', '15 trillion'],
    ['The training set of Nemotron-4 340B runs to 9 trillion tokens.', '9 trillion'],
    ['Over 15 trillion tokens went into training Llama 3.1 405B.', '15 trillion'],
  ],
}

/** Funds of the programmes of 2024 and 2025. */
export const bonds = {
  zh: [
    ['2024 年“两新”直接安排超长期特别国债约 3000 亿元。', '3000 亿'],
    ['2024 年下半年，约 3000 亿元超长期特别国债资金陆续下达。', '3000 亿'],
    ['资金来源：2024 年统筹超长期特别国债 3000 亿元左右。', '3000 亿'],
    ['2025 年用于消费品以旧换新的超长期特别国债为 3000 亿元。', '3000 亿'],
    ['2024 年，中央财政以约 3000 亿元超长期特别国债加力支持“两新”。', '3000 亿'],
    ['2024 年设备更新与以旧换新共获特别国债资金 3000 亿元左右。', '3000 亿'],
  ],
  en: [
    ['Beijing earmarked about 300 billion yuan of special treasury bonds for 2024.', '300 billion'],
    ['For 2024, ultra-long special treasury bonds worth some RMB 300 billion back the scheme.', '300 billion'],
    ['The 2024 programme is funded with around CNY 300 billion in ultra-long special bonds.', '300 billion'],
    ['In 2025, special treasury bonds of 300 billion yuan support consumer trade-ins.', '300 billion'],
    ['Roughly 300 billion yuan in special treasury bonds was raised for the 2024 scheme.', '300 billion'],
    ['The scheme of 2024 rests on special treasury bonds of about RMB 300 billion.', '300 billion'],
  ],
}

/** Interest subsidies. */
export const loan = {
  zh: [
    ['2024 年设备更新贷款贴息由 1 个百分点上调至 1.5 个百分点。', '1.5 个百分点'],
    ['2024 年中央财政对设备更新贷款给予 1.5 个百分点的贴息。', '1.5 个百分点'],
    ['贴息力度：2024 年按 1.5 个百分点执行，期限两年。', '1.5 个百分点'],
    ['2024 年设备更新贷款财政贴息 1.5 个百分点，由中央财政承担。', '1.5 个百分点'],
    ['2025 年继续对设备更新贷款贴息 1.5 个百分点。', '1.5 个百分点'],
    ['按照 2024 年政策，设备更新贷款可享 1.5 个百分点财政贴息。', '1.5 个百分点'],
  ],
  en: [
    ['The 2024 interest subsidy for equipment renewal is 1.5 percentage points a year.', '1.5 percentage points'],
    ['In 2024 the state pays an interest subsidy of 1.5 percentage points on such loans.', '1.5 percentage points'],
    ['From July 2024 renewal loans get 1.5 percentage points of interest subsidy.', '1.5 percentage points'],
    ['An interest subsidy of 1.5 percentage points applies to renewal loans in 2024.', '1.5 percentage points'],
    ['The interest subsidy went from 1 to 1.5 percentage points in 2024.', '1.5 percentage points'],
    ['Banks pass on an interest subsidy of 1.5 percentage points under the 2024 rules.', '1.5 percentage points'],
  ],
}

/** Subsidies on appliances. */
export const cap = {
  zh: [
    ['2024 年，一级能效家电补贴比例为 20%，二级能效为 15%。', '20%'],
    ['2024 年补贴标准为售价的 15%，一级能效再加 5%，即一级能效合计补贴 20%。', '20%'],
    ['2024 年购买一级能效家电按售价 20% 给予补贴。', '20%'],
    ['2025 年一级能效家电仍补贴 20%，二级能效补贴 15%。', '20%'],
    ['2024 年一级能效产品可享 20% 的补贴，二级能效产品可享 15%。', '20%'],
    ['2026 年补贴只给一级能效家电，比例为 15%。', '15%'],
  ],
  en: [
    ['In 2024, grade 1 appliances attract a subsidy of 20%, grade 2 ones 15%.', '20%'],
    ['The 2024 subsidy is 20% for grade 1 and 15% for grade 2 energy efficiency.', '20%'],
    ['Buyers of grade 1 appliances got a 20% subsidy in 2024.', '20%'],
    ['In 2025 the subsidy remains at 20% for grade 1 appliances and 15% for grade 2.', '20%'],
    ['Subsidies in 2024: grade 1, 20%; grade 2, 15%.', '20%'],
    ['For grade 1 appliances the 2026 subsidy is 15% of the price.', '15%'],
  ],
}

/** Growth from `a` to `b`, by `p` per cent. */
export const growth = {
  zh: [
    (a, b, p) => [`期内营收 ${b} 亿元，较上年的 ${a} 亿元增长 ${p}%。`, `${p}%`],
    (a, b, p) => [`云业务收入由上年的 ${a} 亿元增至 ${b} 亿元，增速 ${p}%。`, `${p}%`],
    (a, b, p) => [`出货量从 ${a} 万台增加到 ${b} 万台，增长 ${p}%。`, `${p}%`],
    (a, b, p) => [`资本开支自 ${a} 亿元升至 ${b} 亿元，同口径增长 ${p}%。`, `${p}%`],
    (a, b, p) => [`活跃用户从 ${a} 万上升至 ${b} 万，涨幅 ${p}%。`, `${p}%`],
    (a, b, p) => [`合同负债由 ${a} 亿元提升至 ${b} 亿元，增幅达 ${p}%。`, `${p}%`],
  ],
  en: [
    (a, b, p) => [`Capex rose from $${a} million to $${b} million, up ${p}%.`, `${p}%`],
    (a, b, p) => [`Cloud revenue grew ${p}% from ${a} million to ${b} million yuan.`, `${p}%`],
    (a, b, p) => [`Shipments increased from ${a} million to ${b} million units, a rise of ${p}%.`, `${p}%`],
    (a, b, p) => [`Backlog climbed from ${a} million to ${b} million, or ${p}%.`, `${p}%`],
    (a, b, p) => [`Bookings went from ${a} million to ${b} million, growth of ${p}%.`, `${p}%`],
    (a, b, p) => [`From ${a} million a year ago, sales increased to ${b} million, up ${p}%.`, `${p}%`],
  ],
}

/** A change of a share from `a` to `b`, by `z` percentage points. */
export const points = {
  zh: [
    (a, b, z) => [`付费率从 ${a}% 提升到 ${b}%，增加 ${z} 个百分点。`, `${z} 个百分点`],
    (a, b, z) => [`国产化率由 ${a}% 上升至 ${b}%，提高 ${z} 个百分点。`, `${z} 个百分点`],
    (a, b, z) => [`产能利用率自 ${a}% 回升至 ${b}%，上升 ${z} 个百分点。`, `${z} 个百分点`],
    (a, b, z) => [`净利率由 ${a}% 增至 ${b}%，扩大 ${z} 个百分点。`, `${z} 个百分点`],
    (a, b, z) => [`留存率从 ${a}% 升到 ${b}%，提升了 ${z} 个百分点。`, `${z} 个百分点`],
    (a, b, z) => [`电商渗透率由 ${a}% 增加至 ${b}%，上涨 ${z} 个百分点。`, `${z} 个百分点`],
  ],
  en: [
    (a, b, z) => [`Gross margin improved from ${a}% to ${b}%, up ${z} percentage points.`, `${z} percentage points`],
    (a, b, z) => [
      `The attach rate increased from ${a}% to ${b}%, a rise of ${z} percentage points.`,
      `${z} percentage points`,
    ],
    (a, b, z) => [`Utilisation rose from ${a}% to ${b}%, gaining ${z} percentage points.`, `${z} percentage points`],
    (a, b, z) => [`Take-up jumped from ${a}% to ${b}%, ${z} percentage points higher.`, `${z} percentage points`],
    (a, b, z) => [
      `Retention went from ${a}% to ${b}%, an increase of ${z} percentage points.`,
      `${z} percentage points`,
    ],
    (a, b, z) => [`Net margin grew from ${a}% to ${b}%, or ${z} percentage points.`, `${z} percentage points`],
  ],
}

/** A day with its day of the week. */
export const date = {
  zh: [
    (y, m, d, w) => [`报告日期：${y}年${m}月${d}日（星期${w}）。`, `星期${w}`],
    (y, m, d, w) => [`公司于 ${y}-${m}-${d}（周${w}）召开股东大会。`, `周${w}`],
    (y, m, d, w) => [`截至 ${y} 年 ${m} 月 ${d} 日（周${w}）收盘。`, `周${w}`],
    (y, m, d, w) => [`下次更新时间为 ${y}.${m}.${d}（周${w}）。`, `周${w}`],
    (y, m, d, w) => [`电话会将在 ${y}年${m}月${d}日 星期${w} 举行。`, `星期${w}`],
    (y, m, d, w) => [`评审会（${y} 年 ${m} 月 ${d} 日，周${w}）纪要如下。`, `周${w}`],
  ],
  en: [
    (y, _m, d, w, n) => [`Published ${w}, ${n} ${d}, ${y}.`, w],
    (y, _m, d, w, n) => [`The call takes place on ${w} ${d} ${n} ${y}.`, w],
    (y, _m, d, w, n) => [`As of the close on ${w}, ${n} ${d}, ${y}, nothing had changed.`, w],
    (y, _m, d, w, n) => [`Next issue: ${w}, ${d} ${n} ${y}.`, w],
    (y, _m, d, w, n) => [`Shareholders meet on ${n} ${d}, ${y} (${w}).`, w],
    (y, _m, d, w, n) => [`The index closed higher on ${w}, ${n} ${d}, ${y}.`, w],
  ],
}

/** A of a higher score than B under a benchmark, with the words that turn it around. */
export const comparison = {
  zh: [
    (n, a, x, b, y) => [`${a} 在 ${n} 上拿到 ${x}%，领先于 ${b} 的 ${y}%。`, ['领先于', '落后于']],
    (n, a, x, b, y) => [`${n} 一项，${a} 为 ${x}%，超过 ${b} 的 ${y}%。`, ['超过', '低于']],
    (n, a, x, b, y) => [`${a} 的 ${n} 得分（${x}%）高于 ${b}（${y}%）。`, ['高于', '低于']],
    (n, a, x, b, y) => [`对比 ${n}，${a} 得 ${x}%，胜过 ${b} 的 ${y}%。`, ['胜过', '不及']],
    (n, a, x, b, y) => [`${a} 以 ${x}% 的 ${n} 成绩超越 ${b}（${y}%）。`, ['超越', '不及']],
    (n, a, x, b, y) => [`${n} 上 ${a} 录得 ${x}%，强于 ${b} 的 ${y}%。`, ['强于', '弱于']],
  ],
  en: [
    (n, a, x, b, y) => [`On ${n}, ${a} (${x}%) beats ${b} (${y}%).`, ['beats', 'trails']],
    (n, a, x, b, y) => [`${a} outperforms ${b} on ${n}, ${x}% against ${y}%.`, ['outperforms', 'trails']],
    (n, a, x, b, y) => [`${a} posts ${x}% on ${n}, better than the ${y}% of ${b}.`, ['better than', 'worse than']],
    (n, a, x, b, y) => [`${a} is ahead of ${b} on ${n}: ${x}% versus ${y}%.`, ['ahead of', 'behind']],
    (n, a, x, b, y) => [`With ${x}% on ${n}, ${a} surpasses ${b} at ${y}%.`, ['surpasses', 'trails']],
    (n, a, x, b, y) => [`On ${n} ${a} manages ${x}%, above the ${y}% of ${b}.`, ['above', 'below']],
  ],
}

/** Sentences with numbers that are nobody's business here. */
export const plain = {
  zh: [
    (a, b) => `公司在全国设有 ${b} 家分支机构，研发人员占比 ${a}%。`,
    (a, b) => `调研样本 ${b * 30} 份，有效回收率 ${a}%，受访者平均从业 7 年。`,
    (a, b) => `该基金规模 ${b} 亿元，近一年回报 ${(a / 3).toFixed(1)}%，最大回撤 12.4%。`,
    (a, b) => `园区占地 ${b} 亩，总投资 ${a} 亿元，分 3 期建设。`,
    (a, b) => `平台日均调用 ${b * 12} 万次，峰值 ${a}，P99 延迟 380 毫秒。`,
    (a, b) => `我们给予公司 2025 年 ${b} 倍 PE，目标价 ${a} 元。`,
  ],
  en: [
    (a, b) => `The firm runs ${b} offices, and ${a}% of its people work in research.`,
    (a, b) => `We polled ${b * 30} users; ${a}% answered, after a median of 7 days.`,
    (a, b) => `The fund holds $${b} million and returned ${(a / 3).toFixed(1)}% over a year.`,
    (a, b) => `The site covers ${b} hectares and draws ${a} MW in three phases.`,
    (_a, b) => `Traffic averages ${b * 12},000 calls a day with a p99 latency of 380 ms.`,
    (a, b) => `We value the stock at ${b}x 2025 earnings, a target of $${a}.`,
  ],
}
