import { AssayError, type Diagnostic, type Disk, type Effects, type Timer, wholeFile } from '../../base/index.ts'
import { type RunHeader, report, runFiles, type Task } from '../../lab/index.ts'

/** What the lab needs of the machine. */
export interface LabMachine {
  readonly effects: Effects
  readonly disk: Disk
  readonly timer: Timer
  /** the rows of a Parquet file, where it can be read */
  readonly parquet: ((path: string) => Promise<AsyncIterable<Readonly<Record<string, unknown>>>>) | null
}

/** `value`, or what is thrown at a verb that cannot go on without it. */
export function need<T extends object>(value: T | Diagnostic): T {
  if ('severity' in value && 'code' in value && 'message' in value) throw new AssayError([value as Diagnostic])
  return value as T
}

/**
 * The header of a run's folder.
 *
 * @throws AssayError lab/no-run
 */
export async function readHeader(machine: LabMachine, folder: string): Promise<RunHeader> {
  const bytes = await machine.effects.read(`${folder}/${runFiles.header}`)
  const header = bytes === null ? null : parseHeader(bytes)
  if (header !== null) return header
  throw new AssayError([
    report(
      'lab/no-run',
      {
        en: `\`${folder}\` has no ${bytes === null ? '' : 'readable '}\`${runFiles.header}\``,
        zh: `\`${folder}\` 中没有${bytes === null ? '' : '可读的'} \`${runFiles.header}\``,
      },
      { at: wholeFile(folder), hint: { en: 'name the folder of a run', zh: '请指明运行目录' } },
    ),
  ])
}

function parseHeader(bytes: Uint8Array): RunHeader | null {
  try {
    const value = JSON.parse(new TextDecoder().decode(bytes)) as RunHeader
    return value.kind === 'run' ? value : null
  } catch {
    return null
  }
}

/** A JSON value as the bytes of a file. */
export function jsonBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`)
}

/** SHA-256 over what a run is and what came back: header and log. */
export function logHash(machine: LabMachine, folder: string): Promise<string> {
  return machine.disk.hash([`${folder}/${runFiles.header}`, `${folder}/${runFiles.samples}`])
}

/** What names a task in a folder's name. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^-+|-+$/g, '')
}

/** The fields that the dataset of a task has, for a message. */
export function fieldsOf(task: Task): string {
  return task.dataset.kind === 'file' ? task.dataset.fields.join(', ') : ''
}

/**
 * The way from a folder to a path, both absolute: a run says where its data are without naming the machine.
 *
 * @example relativeTo('/a/b/run', '/a/data/x.csv') // '../../data/x.csv'
 */
export function relativeTo(folder: string, path: string): string {
  const [from, to] = [folder, path].map((p) => p.split(/[/\\]/).filter((s) => s !== ''))
  let same = 0
  while (same < from!.length && from![same] === to![same]) same += 1
  return [...from!.slice(same).map(() => '..'), ...to!.slice(same)].join('/')
}
