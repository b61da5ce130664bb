import { AssayError, parseYaml } from '../../base/index.ts'
import { createOwnTask, findTask, type OwnTask, type RunHeader, report, type Task } from '../../lab/index.ts'
import { type LabMachine, need } from './machine.ts'
import { openContained } from './scripts.ts'

/** Whether the name of a task is the path of a file. */
export function isTaskFile(name: string): boolean {
  return /\.ya?ml$/.test(name)
}

/**
 * The task of a name, or of a file that its author wrote.
 *
 * @throws AssayError lab/unknown-task
 */
export async function openTask(machine: LabMachine, name: string): Promise<Task> {
  if (!isTaskFile(name)) return need(await findTask(name))
  const bytes = await machine.effects.read(name)
  const read = bytes === null ? null : parseYaml(new TextDecoder().decode(bytes))
  if (read === null || typeof read.value !== 'object' || read.value === null || read.errors.length > 0) {
    const why = read?.errors[0]?.message ?? 'there is no such file, or it holds no keys'
    throw new AssayError([
      report('lab/unknown-task', { en: `\`${name}\` is no task: ${why}`, zh: `\`${name}\` 不是任务文件：${why}` }),
    ])
  }
  const spec = read.value as OwnTask
  if (spec.scorer === undefined) return need(createOwnTask(spec, null))
  const file = `${name.slice(0, name.lastIndexOf('/') + 1)}${spec.scorer}`
  const source = await machine.effects.read(file)
  if (source === null)
    throw new AssayError([
      report('lab/unknown-task', { en: `the scorer \`${file}\` is not there`, zh: `评分脚本 \`${file}\` 不存在` }),
    ])
  const run = await openContained()
  return need(
    createOwnTask(spec, { source: new TextDecoder().decode(source), hash: machine.effects.sha256(source), run }),
  )
}

/** The task of a run: shipped, or written in the file that the run names. */
export async function taskOf(machine: LabMachine, folder: string, header: RunHeader): Promise<Task> {
  const own = header.source.task
  return openTask(machine, own === undefined ? header.task : joined(folder, own))
}

/**
 * A way from a folder as one path.
 *
 * @example joined('/a/b', '../c') // '/a/c'
 */
export function joined(folder: string, way: string): string {
  const parts = folder.split('/')
  for (const step of way.split('/')) {
    if (step === '..') parts.pop()
    else if (step !== '.' && step !== '') parts.push(step)
  }
  return parts.join('/')
}
