import { AssayError, type Effects, type FileBytes } from '../base/index.ts'
import { report } from './codes.ts'
import { configFile } from './config.ts'

/** A desk that builds at once: one source, three facts, one report in each language. */
const files: Readonly<Record<string, string>> = {
  [configFile]: `# A desk: sources, facts and reports, in files that git can compare.
name: My desk
lang: zh
base: shipped        # published benchmark scores and model facts come first; none leaves them out
# who publishes: cn-licensed, cn-unlicensed, eu-mar or us-finra; what must be said and may not be said follows from it
# publisher: { profile: cn-unlicensed }
`,
  'sources/register.csv': `id,publisher,title,url,published,retrieved,class,sha256,file,note
example-note,Example Institute,"A note for the first report",https://example.com/note,2024-07-26,2024-07-27,media,,,replace it by a source of yours
`,
  'facts/example.csv': `subject,measure,period,value,unit,bound,evidence,source,locator,quote,known,note
example-app,downloads.daily,2024-07-25,234000,download,,synthetic,example-note,line 1,"234,000 on Thursday",2024-07-26,synthetic: replace it
example-app,downloads.daily,2024-07-18,195000,download,,synthetic,example-note,line 2,"195,000 a week before",2024-07-26,synthetic: replace it
`,
  'data/entities.csv': `id,kind,zh,en,aliases,parent,note
example-app,app,示例应用,Example App,,,
`,
  '.gitignore': 'dist/\n.assay/\n',
}

function reportText(lang: 'zh' | 'en', day: string): string {
  const now = 'example-app/downloads.daily?period=2024-07-25'
  const before = 'example-app/downloads.daily?period=2024-07-18'
  const waiver = (reason: string) => `waive:\n  - { code: report/synthetic, reason: ${reason} }\n`
  if (lang === 'zh') {
    return `---
title: 第一份报告
subtitle: 每个数字都有出处
lang: zh
date: ${day}
publisher: 示例研究所
authors:
  - { name: 分析师甲, id: 登记编号待填, contact: analyst@example.com }
${waiver('示例')}---

# 数据 {#sec-data}

示例应用单日下载量为 [23.4 万次](fact:${now})，一周前为 [19.5 万次](fact:${before})，增长 [20%](<fact:percent(${now}, ${before})>)，见 [](#tbl-downloads)。

:::table{#tbl-downloads}
示例应用的下载量（单位：次）

\`\`\`query
head: 日期
columns: [downloads.daily]
rows:
  - { subject: example-app, label: "7 月 18 日", where: { period: 2024-07-18 } }
  - { subject: example-app, label: "7 月 25 日", where: { period: 2024-07-25 } }
\`\`\`

来源：Example Institute，合成数据
:::

Meta 的 Llama 3.1 405B 有 [4050 亿](fact:llama-3.1-405b/params) 参数。

# 风险

:::panel{role=risk}
- [数据部分](#sec-data)为合成数据，不构成任何判断的依据。
:::

:::panel{role=disclaimer}
版权归示例研究所所有，未经许可不得转载；本报告不构成投资建议。
:::
`
  }
  return `---
title: A first report
subtitle: Every number has a source
lang: en
date: ${day}
publisher: Example Institute
authors:
  - { name: Analyst A, id: licence to be entered, contact: analyst@example.com }
${waiver('an example')}---

# Data {#sec-data}

The example app was downloaded [234,000](fact:${now}) times in a day, after [195,000](fact:${before}) a week before: [20%](<fact:percent(${now}, ${before})>) more, see [](#tbl-downloads).

:::table{#tbl-downloads}
Downloads of the example app

\`\`\`query
head: Day
columns: [downloads.daily]
rows:
  - { subject: example-app, label: "18 July", where: { period: 2024-07-18 } }
  - { subject: example-app, label: "25 July", where: { period: 2024-07-25 } }
\`\`\`

Source: Example Institute, synthetic data
:::

Llama 3.1 405B has [405 billion](fact:llama-3.1-405b/params) parameters.

# Risks

:::panel{role=risk}
- The [data](#sec-data) are synthetic and support no conclusion.
:::

:::panel{role=disclaimer}
Copyright Example Institute, no redistribution without permission; this report is no investment advice.
:::
`
}

/**
 * Writes a new desk below `folder` and returns the paths of its files.
 *
 * @throws AssayError project/not-empty when a file of the name is there already
 */
export async function init(effects: Effects, folder: string): Promise<readonly string[]> {
  const day = '2024-07-28'
  const all: Readonly<Record<string, string>> = {
    ...files,
    [`reports/${day}/index.zh.md`]: reportText('zh', day),
    [`reports/${day}/index.en.md`]: reportText('en', day),
  }
  const there: string[] = []
  for (const name in all) if ((await effects.read(`${folder}/${name}`)) !== null) there.push(name)
  if (there.length > 0) {
    const shown = there.map((n) => `\`${n}\``).join(', ')
    throw new AssayError([
      report(
        'project/not-empty',
        { en: `${shown} would be overwritten`, zh: `将覆盖 ${shown}` },
        { hint: { en: 'choose an empty folder', zh: '请选择空目录' } },
      ),
    ])
  }
  const encoder = new TextEncoder()
  const written: FileBytes[] = Object.entries(all).map(([name, text]) => ({
    path: `${folder}/${name}`,
    bytes: encoder.encode(text),
  }))
  await effects.write(written)
  return Object.keys(all)
}
