import { nearest } from '../../base/index.ts'
import type { Command, Invocation, Option } from '../command.ts'
import { wrongUse } from '../usage.ts'

type Verb = (invocation: Invocation) => Promise<number>

/** Every sub-verb, loaded when it is asked for. */
const verbs: Readonly<Record<string, () => Promise<Verb>>> = {
  tasks: async () => (await import('./eval/tasks.ts')).tasksVerb,
  run: async () => (await import('./eval/run.ts')).runVerb,
  resume: async () => (await import('./eval/resume.ts')).resumeVerb,
  work: async () => (await import('./eval/work.ts')).workVerb,
  score: async () => (await import('./eval/score.ts')).scoreVerb,
  compare: async () => (await import('./eval/compare.ts')).compareVerb,
  export: async () => (await import('./eval/export.ts')).exportVerb,
  import: async () => (await import('./eval/import.ts')).importVerb,
  show: async () => (await import('./eval/show.ts')).showVerb,
  protocol: async () => (await import('./eval/protocol.ts')).protocolVerb,
}

const text = (value: string, en: string, zh: string): Option => ({ type: 'string', value, summary: { en, zh } })
const flag = (en: string, zh: string): Option => ({ type: 'boolean', summary: { en, zh } })

export const command: Command = {
  name: 'eval',
  args: 'tasks|run TASK|resume RUN|score RUN|compare RUN RUN|show RUN|import FILE|export RUN|protocol diff A B',
  summary: { en: 'measure models: run benchmarks, score, compare, show', zh: '测量模型：运行评测、评分、比较、查看' },
  options: {
    model: text('MODEL', 'mock:NAME, mock:FILE or the name at --url', 'mock:名称、mock:文件，或 --url 处的模型名'),
    url: text('URL', 'address of an OpenAI-compatible endpoint, up to /v1', 'OpenAI 兼容接口的地址，到 /v1 为止'),
    'key-env': text(
      'NAME',
      'variable that holds the key; default OPENAI_API_KEY',
      '存放密钥的环境变量；默认 OPENAI_API_KEY',
    ),
    api: { ...text('API', 'chat or completions', 'chat 或 completions'), oneOf: ['chat', 'completions'] },
    prefill: flag('the endpoint takes words put into the mouth', '接口支持预填回答'),
    data: text('FILE', 'the dataset: a file, or a folder of files', '数据集：文件或目录'),
    sha256: text('HASH', 'hash that the dataset must have', '数据集应有的哈希'),
    shots: text('FILE', 'exemplars, in the format of the dataset', '示例文件，格式同数据集'),
    protocol: text('NAME', 'named protocol; default: the first of the task', '协议名称；默认为该任务的第一个'),
    set: text('FIELDS', 'fields that differ, such as shots=5,maxTokens=256', '改动的字段，例如 shots=5,maxTokens=256'),
    seed: text('SEED', 'seed of generated samples; default 0', '生成样本的种子；默认 0'),
    epochs: text('N', 'times each sample is asked', '每个样本的采样次数'),
    limit: text('N', 'the first N samples; with show: how many', '前 N 个样本；用于 show 时为显示数量'),
    out: text('FOLDER', 'folder of the run', '运行目录'),
    cache: text('FILE', 'answers given before, by the whole request', '以完整请求为键的历史回答'),
    concurrency: text('N', 'requests in flight; default: grows from 20 to 100', '并发请求数；默认从 20 增至 100'),
    deadline: text('SECONDS', 'a request is given up after; default 120', '请求超时秒数；默认 120'),
    tries: text('N', 'times a sample is asked; default 5', '每个样本最多请求次数；默认 5'),
    'budget-tokens': text('N', 'tokens in and out together', '输入输出 token 总上限'),
    'budget-cost': text('MONEY', 'most money, with --price', '费用上限，需配合 --price'),
    price: text('IN,OUT', 'money for a million tokens in and out', '每百万输入、输出 token 的价格'),
    served: text('NAME', 'name under which the model may answer', '模型返回时可用的名称'),
    task: text('TASK', 'task of imported predictions', '导入预测所属的任务'),
    format: text('FORMAT', 'format of a file; default: told from it', '文件格式；默认自动识别'),
    despite: text('FIELDS', 'fields in which compared protocols may differ', '比较时允许不同的协议字段'),
    subject: text('ID', 'subject of an exported fact', '导出事实的主体'),
    outcome: text('OUTCOME', 'only samples of the outcome, or disagreement', '只看该结局的样本，或 disagreement'),
    id: text('ID', 'only this sample', '只看该样本'),
    judge: text('MODEL', 'judge of tasks that need one, named as --model', '评审模型，写法同 --model'),
    'judge-url': text('URL', 'address of the judge; default: --url', '评审模型的接口地址；默认同 --url'),
    tokenizer: text(
      'FILE',
      'tokenizer.json that counts the length of answers; default: the count of the endpoint',
      '用于统计回答长度的 tokenizer.json；默认采用接口的计数',
    ),
    sandbox: {
      ...text('KIND', 'auto, bubblewrap, docker, podman or none', 'auto、bubblewrap、docker、podman 或 none'),
      oneOf: ['auto', 'bubblewrap', 'docker', 'podman', 'none'],
    },
    redis: text('URL', 'let workers ask the model, over Redis', '经由 Redis 由多个进程分担请求'),
    workers: text('N', 'workers to start here; default 2', '在本机启动的工作进程数；默认 2'),
    'no-score': flag('only generate', '只生成，不评分'),
  },
  run: async (invocation) => {
    const [verb, ...args] = invocation.args
    const load = verb !== undefined && Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
    if (load !== undefined) return (await load())({ ...invocation, args })
    if (verb === undefined)
      throw wrongUse(
        { en: '`assay eval` needs a verb', zh: '`assay eval` 需要一个动词' },
        Object.keys(verbs).join('`, `'),
      )
    const near = nearest(verb, Object.keys(verbs))[0]
    throw wrongUse(
      { en: `\`assay eval\` has no verb \`${verb}\``, zh: `\`assay eval\` 没有动词 \`${verb}\`` },
      near ?? Object.keys(verbs).join('`, `'),
    )
  },
}
