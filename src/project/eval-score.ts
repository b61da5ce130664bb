import type { Diagnostic } from '../base/index.ts'
import {
  createLogWriter,
  findProtocol,
  type Protocol,
  protocolHash,
  type RunHeader,
  type RunResult,
  type RunScores,
  recordedRule,
  report,
  runFiles,
  type Sandbox,
  scoreRun,
  type Task,
} from '../lab/index.ts'
import { adapted } from './eval.ts'
import { readJudgements } from './eval-judge.ts'
import { jsonBytes, type LabMachine, logHash, need, readHeader } from './lab/machine.ts'
import { taskOf } from './lab/task.ts'
import { openTokenizer } from './lab/tokenizer.ts'

/** How a run is scored. */
export interface ScoreOptions {
  readonly folder: string
  /** another protocol of the task than the run's, to score the same answers by; empty for its own */
  readonly protocol: string
  readonly set: Partial<Protocol>
  /** opens a place for foreign code, where the task runs some */
  readonly sandbox: () => Promise<Sandbox | null>
  readonly width: number
  /** file of a tokenizer that counts the length of answers; empty for the endpoint's own count */
  readonly tokenizer: string
  /** folder of the data that ship with the package */
  readonly data: string
  readonly progress: (done: number) => void
}

/** The scores of a run, as `result.json` keeps them. */
export type Result = RunResult

/** Scores the log of a run and keeps scores and result beside it; the model is not asked. */
export async function score(
  machine: LabMachine,
  options: ScoreOptions,
): Promise<{ readonly result: Result; readonly header: RunHeader; readonly diagnostics: readonly Diagnostic[] }> {
  const { folder } = options
  const header = await readHeader(machine, folder)
  const task = await taskOf(machine, folder, header)
  const named = options.protocol === '' ? header.protocol : need(findProtocol(task, options.protocol))
  // the answers were drawn as the run says, whatever they are scored by
  const judged = await readJudgements(machine, folder, header.protocol.epochs)
  // who judged is part of what was measured
  const by = judged.judges.length === 0 ? {} : { judge: `${named.judge || 'judge'} by ${judged.judges.join(', ')}` }
  const protocol = adapted(
    { ...named, epochs: header.protocol.epochs },
    { ...options.set, ...by, ...(named.extractor === recordedRule ? {} : scorerOf(task, header)) },
  )
  const stem =
    options.protocol === '' || protocol.id === header.protocol.id ? '' : `.${protocol.id.replace(/[^\w.+-]+/g, '_')}`
  const [scores, resultFile] = [fileBeside(runFiles.scores, stem), fileBeside(runFiles.result, stem)]
  const sandbox = task.runsCode === true ? await options.sandbox() : null
  const tokenizer = options.tokenizer === '' ? {} : { tokenizer: await openTokenizer(machine, options.tokenizer) }
  const log = createLogWriter(await machine.disk.append(`${folder}/${scores}`, 0), machine.timer)
  try {
    const run = await scoreRun({
      task,
      header,
      protocol,
      open: () => machine.disk.stream(`${folder}/${runFiles.samples}`),
      tools: { sandbox, resource: await resourcesOf(machine, task, options.data) },
      ...tokenizer,
      judgements: judged.texts,
      width: sandbox === null ? 1 : options.width,
      write: (line) => log.add(line),
      progress: options.progress,
    })
    await log.flush()
    const result: Result = {
      kind: 'result',
      run: header.id,
      task: header.task,
      measure: header.measure,
      model: header.model,
      protocol,
      protocolHash: protocolHash(protocol, machine.effects),
      dataset: header.dataset,
      started: header.started,
      version: header.version,
      sandbox: sandbox?.kind ?? 'none',
      summary: run.summary,
      agreement: run.agreement,
      log: await logHash(machine, folder),
    }
    await machine.effects.write([{ path: `${folder}/${resultFile}`, bytes: jsonBytes(result) }])
    return {
      result,
      header,
      diagnostics: [...run.diagnostics, ...disagreements(run, folder), ...unsafe(task, sandbox)],
    }
  } finally {
    await log.close()
  }
}

/** The data of the package that a task's scorer reads, by name. */
export async function resourcesOf(machine: LabMachine, task: Task, data: string): Promise<(name: string) => unknown> {
  const map = new Map<string, unknown>()
  for (const name of task.resources ?? []) {
    const bytes = await machine.effects.read(`${data}/lab/${name}.json`)
    if (bytes === null) throw new Error(`the package lacks data/lab/${name}.json`)
    map.set(name, JSON.parse(new TextDecoder().decode(bytes)))
  }
  return (name) => map.get(name)
}

// a task of one's own is scored by its script as it is now, and the protocol says which that is
function scorerOf(task: Task, header: RunHeader): Partial<Protocol> {
  return header.source.task === undefined ? {} : { extractor: task.protocols[0]!.extractor }
}

function fileBeside(name: string, stem: string): string {
  const dot = name.indexOf('.')
  return `${name.slice(0, dot)}${stem}${name.slice(dot)}`
}

function unsafe(task: Task, sandbox: Sandbox | null): readonly Diagnostic[] {
  if (task.runsCode !== true || sandbox !== null) return []
  return [
    report(
      'lab/sandbox-missing',
      {
        en: `\`${task.id}\` runs code, and no sandbox works here`,
        zh: `\`${task.id}\` 需要运行代码，而此处没有可用的沙箱`,
      },
      { hint: { en: 'install bubblewrap', zh: '请安装 bubblewrap' } },
    ),
  ]
}

function disagreements({ agreement, differing }: RunScores, folder: string): readonly Diagnostic[] {
  return Object.entries(agreement)
    .filter(([, { same, compared }]) => same < compared)
    .map(([name, { same, compared }]) => {
      const ids = (differing[name] ?? []).map((id) => `\`${id}\``)
      const more = ids.length < compared - same ? ', …' : ''
      const all = `assay eval show ${folder} --outcome disagreement`
      return report(
        'lab/disagreement',
        {
          en: `\`${name}\`: ${compared - same} of ${compared} scores differ from those that came with the predictions: ${ids.join(', ')}${more}`,
          zh: `\`${name}\`：${compared} 个分数中有 ${compared - same} 个与预测文件自带的不同：${ids.join('、')}${more === '' ? '' : ' 等'}`,
        },
        { hint: { en: `see them with \`${all}\``, zh: `可用 \`${all}\` 查看` } },
      )
    })
}
