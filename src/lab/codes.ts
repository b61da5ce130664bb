import { type CodeTable, reporter } from '../base/index.ts'

/** What the part `lab` may find; the only home of severity and summary. */
export const codes = {
  'lab/bad-log': {
    severity: 'error',
    summary: { en: 'a line of a run cannot be read', zh: '运行记录中有一行无法读取' },
    explain: {
      en: 'A run is lines of JSON. A half last line is what a killed process leaves and is passed over; any other damage is told.',
      zh: '运行记录由 JSON 行组成。最后半行是进程被终止的痕迹，会被跳过；其他损坏都会报告。',
    },
  },
  'lab/bad-prediction': {
    severity: 'error',
    summary: { en: 'a prediction file cannot be read as what it should be', zh: '预测文件与所述格式不符' },
    explain: {
      en: 'The message says which line lacks which field. Name the format with `--format` when it was guessed wrong.',
      zh: '信息中写明哪一行缺少哪个字段。若自动识别有误，请用 `--format` 指明格式。',
    },
  },
  'lab/bad-sample': {
    severity: 'error',
    summary: { en: 'a row of a dataset is no sample', zh: '数据集中有一行不是有效样本' },
    explain: {
      en: 'The row lacks a field that the benchmark needs. The others are read; the message counts them.',
      zh: '该行缺少评测所需的字段。其余各行照常读取，信息中给出数量。',
    },
  },
  'lab/dataset-hash': {
    severity: 'error',
    summary: { en: 'a dataset is not the one that was named', zh: '数据集与指明的不一致' },
    explain: {
      en: 'Its SHA-256 differs from the one given or from the one the run was started with. A score belongs to one dataset.',
      zh: '其 SHA-256 与给定值或运行开始时的值不同。一个分数只属于一份数据集。',
    },
  },
  'lab/disagreement': {
    severity: 'warning',
    summary: { en: 'scores differ from those that came with the predictions', zh: '评分与预测文件自带的分数不同' },
    explain: {
      en: 'The predictions were scored elsewhere too, and some items differ. `assay eval show --outcome disagreement` lists them.',
      zh: '预测结果在别处也评过分，部分条目不一致。`assay eval show --outcome disagreement` 可列出。',
    },
  },
  'lab/disk': {
    severity: 'error',
    summary: { en: 'the log cannot be written', zh: '记录无法写入' },
    explain: {
      en: 'The disk may be full. What was flushed is whole; make room and run `assay eval resume`.',
      zh: '磁盘可能已满。已落盘的部分是完整的；腾出空间后运行 `assay eval resume`。',
    },
  },
  'lab/duplicate-sample': {
    severity: 'error',
    summary: { en: 'two samples have one id', zh: '两个样本使用同一编号' },
    explain: {
      en: 'Each sample counts once. The first is kept, the others are left out and counted.',
      zh: '每个样本只计一次。保留第一个，其余剔除并计数。',
    },
  },
  'lab/split': {
    severity: 'note',
    summary: { en: 'a folder holds several splits, one is read', zh: '目录中有多个划分，只读其一' },
    explain: {
      en: 'Samples are taken from the split on which the benchmark is scored; a protocol takes its exemplars from the one that it names.',
      zh: '样本取自该评测计分所用的划分；示例取自协议指明的划分。',
    },
  },
  'lab/endpoint-down': {
    severity: 'error',
    summary: { en: 'an endpoint failed too often in a row', zh: '接口连续失败次数过多' },
    explain: {
      en: 'The run was stopped instead of turning failures into wrong answers. Everything that came back is kept; resume when the endpoint is well.',
      zh: '运行已停止，以免把故障当作答错。已返回的结果都已保存；接口恢复后可续跑。',
    },
  },
  'lab/limit-reached': {
    severity: 'warning',
    summary: { en: 'a limit of tokens or cost was reached', zh: '已达到 token 或费用上限' },
    explain: {
      en: 'The samples left are `not-run`. Resume with a higher limit.',
      zh: '剩余样本记为 `not-run`。提高上限后可续跑。',
    },
  },
  'lab/locked': {
    severity: 'error',
    summary: { en: 'another process works on the run', zh: '另一进程正在使用该运行' },
    explain: {
      en: 'Two writers would count samples twice. Wait for it, or end it; a lock of a dead process is taken over by itself.',
      zh: '两个写入者会重复计数。请等待或结束它；已死进程的锁会被自动接管。',
    },
  },
  'lab/log-changed': {
    severity: 'error',
    summary: { en: 'the log behind a measured number is another one', zh: '测量数字背后的记录已被改动' },
    explain: {
      en: 'The fact names the SHA-256 of the log that it was computed from. The log in the desk has another. Restore it, or score it and export the fact again.',
      zh: '事实中记录了计算所依据的日志的 SHA-256，而工作台中的日志与之不符。请恢复日志，或重新评分并导出事实。',
    },
  },
  'lab/log-missing': {
    severity: 'error',
    summary: { en: 'the log behind a measured number is not there', zh: '找不到测量数字背后的记录' },
    explain: {
      en: 'A measured number is recomputed from its log whenever it is used. Put the folder of the run where the fact says.',
      zh: '测量得到的数字在每次使用时都会根据日志重新计算。请把运行目录放回事实所指的位置。',
    },
  },
  'lab/missing-capability': {
    severity: 'error',
    summary: { en: 'the model cannot do what the task needs', zh: '模型不具备任务所需的能力' },
    explain: {
      en: 'For example log-probabilities or words put into its mouth. Choose a protocol without them or another endpoint.',
      zh: '例如对数概率或预填回答。请选用不需要它们的协议，或换一个接口。',
    },
  },
  'lab/missing-data': {
    severity: 'error',
    summary: { en: 'a task needs a dataset that was not brought', zh: '任务需要尚未提供的数据集' },
    explain: {
      en: 'Licences forbid to ship most datasets. Name the file with `--data`; the message says where it is published.',
      zh: '多数数据集的许可不允许随包分发。请用 `--data` 指明文件；信息中写明其发布处。',
    },
  },
  'lab/protocol-mixed': {
    severity: 'error',
    summary: { en: 'scores of different protocols are put in one order', zh: '把不同协议的分数排在一起比较' },
    explain: {
      en: 'Shots, prompts, extractors and averages move scores by more than models do. Compare under one protocol, or waive the fields by name.',
      zh: '示例数、提示、抽取方式与平均方式对分数的影响可能大于模型本身。请在同一协议下比较，或逐一写明豁免的字段。',
    },
  },
  'lab/no-run': {
    severity: 'error',
    summary: { en: 'there is no run in the folder', zh: '该目录中没有运行记录' },
    explain: {
      en: 'A run is a folder with run.json and samples.jsonl, made by `assay eval run` or `import`.',
      zh: '一次运行是含有 run.json 与 samples.jsonl 的目录，由 `assay eval run` 或 `import` 建立。',
    },
  },
  'lab/other-run': {
    severity: 'error',
    summary: { en: 'a folder holds another run', zh: '目录中是另一次运行' },
    explain: {
      en: 'Its task, protocol, dataset or model differs. Choose a new folder; runs are never overwritten.',
      zh: '其任务、协议、数据集或模型不同。请换一个新目录；运行记录从不覆盖。',
    },
  },
  'lab/recorded': {
    severity: 'note',
    summary: { en: 'scores are taken over, not made here', zh: '分数为沿用，并非在此评出' },
    explain: {
      en: 'The scorer is not known here, or the file does not hold what answers are scored against. The protocol of the run says whose scores they are.',
      zh: '此处没有该评分器，或文件中没有评分所需的内容。运行的协议写明分数出自何处。',
    },
  },
  'lab/sandbox-missing': {
    severity: 'warning',
    summary: { en: 'code cannot be run safely here', zh: '此处无法安全运行代码' },
    explain: {
      en: 'Samples that need it are `not-run`, never run unsafe. Install bubblewrap, or docker or podman.',
      zh: '需要运行代码的样本记为 `not-run`，绝不在不安全的环境中运行。请安装 bubblewrap，或 docker、podman。',
    },
  },
  'lab/score-differs': {
    severity: 'error',
    summary: { en: 'a measured number is not what its log gives', zh: '测量数字与其记录的计算结果不符' },
    explain: {
      en: 'The log was scored again and gives another value. Export the fact again; a measured number is never typed.',
      zh: '对日志重新评分后得到不同的数值。请重新导出事实；测量数字不应手工填写。',
    },
  },
  'lab/served-other': {
    severity: 'warning',
    summary: { en: 'an endpoint served another model than was asked for', zh: '接口返回的模型与请求的不同' },
    explain: {
      en: 'The fact names the model as served. Say that it is the same with `--served NAME`.',
      zh: '事实中记录实际返回的模型名。若确为同一模型，请用 `--served 名称` 说明。',
    },
  },
  'lab/unknown-task': {
    severity: 'error',
    summary: { en: 'a task or protocol is not known', zh: '任务或协议未知' },
    explain: {
      en: '`assay eval tasks` lists them.',
      zh: '`assay eval tasks` 可列出全部。',
    },
  },
} as const satisfies CodeTable

/** Makes a finding of this part. */
export const report = reporter(codes)
