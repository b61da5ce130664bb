import { resolve } from 'node:path'
import { type Lang, plural } from '../../../base/index.ts'
import { evaluate, minimumEffect, type Progress, packageVersion, type Ran } from '../../../project/index.ts'
import type { Invocation } from '../../command.ts'
import { exitCode } from '../../exit.ts'
import { diagnosticToJson, formatJson } from '../../format/json.ts'
import { formatText } from '../../format/text.ts'
import { wrongUse } from '../../usage.ts'
import { argument, modelOf, numberOf, openLab, pathOf, queueOf, setOf, textOf } from './open.ts'
import { progressLine } from './progress.ts'
import { printResult, scoreFolder } from './score.ts'
import { spreadOut } from './work.ts'

/** `assay eval run TASK`: generate, then score. */
export async function runVerb(invocation: Invocation): Promise<number> {
  const task = argument(
    invocation,
    0,
    'a task, such as `multi-needle`; `assay eval tasks` lists them',
    '任务，例如 `multi-needle`；`assay eval tasks` 可列出',
  )
  return carryOut(invocation, {
    task: /\.ya?ml$/.test(task) ? resolve(invocation.terminal.folder, task) : task,
    out: pathOf(invocation, 'out'),
    data: pathOf(invocation, 'data'),
    shots: pathOf(invocation, 'shots'),
    protocol: textOf(invocation, 'protocol'),
    seed: textOf(invocation, 'seed') || '0',
    limit: numberOf(invocation, 'limit') ?? 0,
    model: textOf(invocation, 'model'),
  })
}

/** What a run is made of. */
export interface Wanted {
  readonly task: string
  readonly out: string
  readonly data: string
  readonly shots: string
  readonly protocol: string
  readonly seed: string
  readonly limit: number
  readonly model: string
}

/** Makes or goes on with a run, scores it and says what came of it. */
export async function carryOut(invocation: Invocation, wanted: Wanted): Promise<number> {
  const { options, lang, terminal } = invocation
  const machine = openLab({ ...invocation, args: [...invocation.args, ...(wanted.data === '' ? [] : [wanted.data])] })
  const model = await modelOf(invocation, machine, wanted.model)
  const stop = new AbortController()
  const interrupt = () => stop.abort()
  process.once('SIGINT', interrupt)
  try {
    const evalOptions = {
      ...wanted,
      model,
      set: setOf(invocation),
      sha256: textOf(invocation, 'sha256'),
      runs: resolve(terminal.folder, 'runs'),
      cache: pathOf(invocation, 'cache'),
      queue: queueOf(invocation),
      budget: budgetOf(invocation),
      served: textOf(invocation, 'served') || null,
      version: packageVersion(),
      signal: stop.signal,
      begin: (n: number, epochs: number) => {
        if (options.json !== true) terminal.error(`${effectLine(n, epochs, lang)}\n`)
      },
      progress: (p: Progress) => terminal.progress(progressLine(p, lang)),
    }
    const redis = textOf(invocation, 'redis')
    if (redis !== '') return await spreadOut(invocation, machine, evalOptions, redis)
    const ran = await evaluate(machine, evalOptions)
    terminal.progress('')
    if (options['no-score'] === true) return told(ran, invocation)
    const scored = await scoreFolder(invocation, machine, ran.folder)
    const diagnostics = [...ran.diagnostics, ...scored.diagnostics]
    if (options.json === true)
      terminal.out(
        formatJson({
          folder: ran.folder,
          generation: runJson(ran),
          ...scored.result,
          diagnostics: diagnostics.map(diagnosticToJson),
        }),
      )
    else {
      printResult(scored.result, ran.folder, lang, terminal)
      if (ran.judged && textOf(invocation, 'judge') === '') terminal.error(lang === 'zh' ? unjudged.zh : unjudged.en)
      terminal.error(formatText(diagnostics, lang, terminal.color))
    }
    return exitCode(diagnostics)
  } finally {
    process.off('SIGINT', interrupt)
    await model.close()
  }
}

const unjudged = {
  en: 'answers of this task are read by a judge: name a model with `--judge`\n',
  zh: '本任务的答案由评审模型判定：请用 `--judge` 指定\n',
}

// what a run of so many samples can show at all, said before it costs anything
function effectLine(n: number, epochs: number, lang: Lang): string {
  const points = 100 * minimumEffect(n, { p: 0.7 })
  const zh = lang === 'zh'
  const size = zh ? `${n} 个样本 × ${epochs}` : `${plural(n, 'sample')} × ${epochs}`
  if (points >= 100)
    return zh ? `${size}；样本太少，无法区分任何两次运行` : `${size}; too few to tell any two runs apart`
  const shown = points.toFixed(1)
  return zh
    ? `${size}；两次独立运行相差 ${shown} 个百分点以上才能区分（把握 80%，按正确率 70% 计）`
    : `${size}; two runs apart by ${shown} points or more can be told apart (80 % power, accuracy near 70 %)`
}

function told(ran: Ran, { options, lang, terminal }: Invocation): number {
  if (options.json === true)
    terminal.out(
      formatJson({ folder: ran.folder, generation: runJson(ran), diagnostics: ran.diagnostics.map(diagnosticToJson) }),
    )
  else {
    const { done, planned } = ran.generated.progress
    terminal.out(
      lang === 'zh'
        ? `${done}/${planned} 个样本，位于 ${ran.folder}\n`
        : `${done} of ${planned} samples in ${ran.folder}\n`,
    )
    terminal.error(formatText(ran.diagnostics, lang, terminal.color))
  }
  return exitCode(ran.diagnostics)
}

function runJson(ran: Ran) {
  const { progress, peak, retried, served, stopped } = ran.generated
  return { id: ran.header.id, resumed: ran.resumed, stopped, peak, retried, served, ...progress }
}

function budgetOf(invocation: Invocation) {
  const tokens = numberOf(invocation, 'budget-tokens')
  const cost = numberOf(invocation, 'budget-cost')
  const [priceIn, priceOut] = textOf(invocation, 'price').split(',').map(Number)
  if (
    cost !== undefined &&
    !(Number.isFinite(priceIn) && Number.isFinite(priceOut) && textOf(invocation, 'price').includes(','))
  )
    throw wrongUse(
      { en: '`--budget-cost` needs `--price IN,OUT`', zh: '`--budget-cost` 需要 `--price 输入,输出`' },
      '--price 3,15',
    )
  return {
    ...(tokens === undefined ? {} : { tokens }),
    ...(cost === undefined ? {} : { cost }),
    ...(priceIn === undefined || !textOf(invocation, 'price') ? {} : { priceIn, priceOut: priceOut ?? 0 }),
  }
}
