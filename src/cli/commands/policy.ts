import { AssayError, nearest } from '../../base/index.ts'
import { report } from '../../project/index.ts'
import { type Command, deskOption, type Invocation } from '../command.ts'

type Verb = (invocation: Invocation) => Promise<number>

const verbs: Readonly<Record<string, () => Promise<{ readonly run: Verb }>>> = {
  ask: () => import('./policy/ask.ts'),
  calc: () => import('./policy/calc.ts'),
  run: () => import('./policy/run.ts'),
  diff: () => import('./policy/diff.ts'),
  'what-if': async () => ({ run: (await import('./policy/diff.ts')).runWhatIf }),
  test: () => import('./policy/test.ts'),
  explain: () => import('./policy/explain.ts'),
}

export const command: Command = {
  name: 'policy',
  args: 'VERB POLICY',
  summary: {
    en: 'compute what a policy gives: ask, calc, run, diff, what-if, test, explain',
    zh: '计算政策给予什么：ask、calc、run、diff、what-if、test、explain',
  },
  options: {
    ...deskOption,
    input: {
      type: 'string',
      value: 'FILE',
      summary: {
        en: 'claims as JSON, CSV or Parquet; - reads JSON or CSV from standard input',
        zh: '申请文件：JSON、CSV 或 Parquet；- 为标准输入',
      },
    },
    encoding: {
      type: 'string',
      value: 'NAME',
      summary: {
        en: 'encoding of a table: utf-8, gbk, gb18030, utf-16le or utf-16be; default: utf-8, or what it declares',
        zh: '表格编码：utf-8、gbk、gb18030、utf-16le 或 utf-16be；默认为 utf-8 或文件自行标明的编码',
      },
    },
    out: {
      type: 'string',
      value: 'FILE',
      summary: { en: 'run: write what each row gets to this CSV file', zh: 'run：把每行的结果写入该 CSV 文件' },
    },
    'known-on': {
      type: 'string',
      value: 'DAY',
      summary: { en: 'answer as known on this day; default: today', zh: '以该日所知作答；默认为今天' },
    },
  },
  run: async (invocation) => {
    const [verb, ...args] = invocation.args
    const loader = verb !== undefined && Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
    if (loader !== undefined) return (await loader()).run({ ...invocation, args })
    const names = Object.keys(verbs)
    const near = verb === undefined ? undefined : nearest(verb, names)[0]
    const list = names.map((n) => `\`${n}\``)
    const words =
      verb === undefined
        ? { en: `name what to do: ${list.join(', ')}`, zh: `请写明要做什么：${list.join('、')}` }
        : { en: `\`assay policy\` has no verb \`${verb}\``, zh: `\`assay policy\` 没有动作 \`${verb}\`` }
    const hint =
      near === undefined
        ? { en: `use one of ${list.join(', ')}`, zh: `可用 ${list.join('、')}` }
        : { en: `use \`assay policy ${near}\``, zh: `可用 \`assay policy ${near}\`` }
    throw new AssayError([report('project/bad-usage', words, { hint })])
  },
}
