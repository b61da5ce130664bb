import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import { plural } from '../../../base/index.ts'
import {
  type EvalOptions,
  type LabMachine,
  packageFolder,
  packageVersion,
  readHeader,
  spread,
  work,
} from '../../../project/index.ts'
import type { Invocation } from '../../command.ts'
import { exitCode } from '../../exit.ts'
import { diagnosticToJson, formatJson } from '../../format/json.ts'
import { formatText } from '../../format/text.ts'
import { wrongUse } from '../../usage.ts'
import { argument, modelOf, numberOf, openLab, pathOf, queueOf, setOf, textOf } from './open.ts'
import { printResult, scoreFolder } from './score.ts'

/** Lets workers ask the model for a run, replaces those that die, and scores what they brought home. */
export async function spreadOut(
  invocation: Invocation,
  machine: LabMachine,
  options: EvalOptions,
  redis: string,
): Promise<number> {
  const { lang, terminal } = invocation
  const run = await spread(machine, options, redis)
  const count = numberOf(invocation, 'workers', 0) ?? 2
  const children = new Set<ChildProcess>()
  let [ended, started] = [false, 0]
  const start = () => {
    if (ended || started >= count * 20) return
    started += 1
    const child = spawn(
      process.execPath,
      [join(packageFolder, 'bin/assay.js'), 'eval', 'work', run.folder, '--redis', redis, ...passed(invocation)],
      { stdio: 'ignore' },
    )
    children.add(child)
    child.on('exit', () => {
      children.delete(child)
      start()
    })
  }
  for (let i = 0; i < count; i += 1) start()
  try {
    for (;;) {
      const { open, failed } = await run.left()
      if (open === 0 || options.signal.aborted) break
      terminal.progress(
        lang === 'zh'
          ? `剩余 ${open} 份，放弃 ${failed} 份，工作进程 ${children.size} 个`
          : `${plural(open, 'slice')} left, ${failed} given up, ${plural(children.size, 'worker')}`,
      )
      await machine.timer.wait(200)
    }
  } finally {
    ended = true
    for (const child of children) child.kill('SIGTERM')
    await Promise.all([...children].map((child) => new Promise((done) => child.on('exit', done))))
  }
  const merged = await run.merge()
  terminal.progress('')
  const scored = await scoreFolder(invocation, machine, run.folder)
  if (invocation.options.json === true)
    terminal.out(
      formatJson({
        folder: run.folder,
        spread: { ...merged, workers: started },
        ...scored.result,
        diagnostics: scored.diagnostics.map(diagnosticToJson),
      }),
    )
  else {
    printResult(scored.result, run.folder, lang, terminal)
    terminal.error(formatText(scored.diagnostics, lang, terminal.color))
  }
  return exitCode(scored.diagnostics)
}

// what a worker has to know of the model; keys stay in the environment
function passed({ options }: Invocation): readonly string[] {
  const names = ['model', 'url', 'key-env', 'api', 'concurrency', 'deadline', 'tries', 'served']
  return [
    ...names.flatMap((n) => (typeof options[n] === 'string' ? [`--${n}`, options[n]] : [])),
    ...(options.prefill === true ? ['--prefill'] : []),
  ]
}

/** `assay eval work RUN --redis URL`: asks the model for slices of a run until it is told to stop. */
export async function workVerb(invocation: Invocation): Promise<number> {
  const folder = resolve(invocation.terminal.folder, argument(invocation, 0, 'the folder of a run', '运行目录'))
  const redis = textOf(invocation, 'redis')
  if (redis === '')
    throw wrongUse(
      { en: 'name Redis with `--redis`', zh: '请用 `--redis` 指明 Redis' },
      '--redis redis://127.0.0.1:6379',
    )
  const machine = openLab(invocation)
  const { task, source, protocol, dataset } = await readHeader(machine, folder)
  const model = await modelOf(invocation, machine)
  const stop = new AbortController()
  const told = new Promise<void>((done) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => done())
  })
  const [data, shots] = [source.data, source.shots].map((p) => (p === '' ? '' : resolve(folder, p)))
  try {
    await work(
      machine,
      {
        task: source.task === undefined ? task : resolve(folder, source.task),
        protocol: protocol.id.split('+')[0]!,
        set: { ...setOf(invocation), ...changed(protocol) },
        model,
        out: folder,
        data: pathOf(invocation, 'data') || data!,
        shots: shots!,
        sha256: '',
        seed: dataset.seed,
        limit: source.limit,
        cache: '',
        queue: queueOf(invocation),
        budget: {},
        served: textOf(invocation, 'served') || null,
        version: packageVersion(),
        signal: stop.signal,
        begin: () => {},
        progress: () => {},
      },
      redis,
      `${process.pid}-${randomBytes(4).toString('hex')}`,
      told,
    )
  } finally {
    await model.close()
  }
  return 0
}

function changed(protocol: EvalOptions['set'] & { readonly id: string }): EvalOptions['set'] {
  return Object.fromEntries(
    protocol.id
      .split('+')
      .slice(1)
      .map((f) => [f, protocol[f as 'shots']]),
  )
}
