import { AssayError, type Diagnostic, plural } from '../../base/index.ts'
import {
  type FileDataset,
  Fingerprints,
  formatOf,
  numbered,
  type Protocol,
  type ReadRow,
  type Row,
  readRows,
  report,
  type Sample,
  type Task,
} from '../../lab/index.ts'
import { evalLogRows, isEvalLog } from './inspect.ts'
import { fieldsOf, type LabMachine } from './machine.ts'
import { askedSplit, filesOfSplit, splitOf } from './split.ts'

/** Where samples come from and which of them are wanted. */
export interface SampleSource {
  /** a file, or a folder of files of one kind; empty for generated tasks */
  readonly data: string
  /** the hash that the data must have; empty for any */
  readonly sha256: string
  readonly seed: string
  /** the first so many; 0 for all */
  readonly limit: number
  /** the split that is wanted of a folder that has several; by default the one that is asked */
  readonly split?: string
}

/** The samples of a task, counted and checked. */
export interface Samples {
  readonly count: number
  readonly sha256: string
  /** the samples again, from the start */
  readonly stream: () => AsyncIterable<readonly [n: number, sample: Sample]>
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * The samples of a task, read once to count and check them; `stream` reads them again while the run goes on.
 *
 * @throws AssayError lab/missing-data without a file, lab/dataset-hash for another one than was named
 */
export async function openSamples(
  machine: LabMachine,
  task: Task,
  protocol: Protocol,
  source: SampleSource,
): Promise<Samples> {
  const { dataset } = task
  if (dataset.kind === 'generated') {
    const count = source.limit > 0 ? source.limit : dataset.size
    const name = new TextEncoder().encode(`${task.id}@${task.version}/${source.seed}`)
    return {
      count,
      sha256: machine.effects.sha256(name),
      diagnostics: [],
      stream: async function* () {
        for (let n = 0; n < count; n += 1) yield [n, dataset.sample(n, source.seed)] as const
      },
    }
  }
  const there = await filesOf(machine, task, source.data)
  const split = source.split ?? askedSplit(dataset)
  const files = filesOfSplit(there, split)
  const answers = await Promise.all(files.map((f) => answersFile(machine, f, dataset)))
  const sha256 = await machine.disk.hash([...files, ...answers.filter((a) => a !== null)])
  if (source.sha256 !== '' && source.sha256.toLowerCase() !== sha256) throw otherHash(source, sha256)
  const diagnostics: Diagnostic[] = []
  if (files.length < there.length) diagnostics.push(leftOut(source.data, split, there, files))
  const told = new Findings(source.data, diagnostics)
  let count = 0
  for await (const _ of samplesOf(machine, files, dataset, protocol, source.limit, told)) count += 1
  // rows that the published dataset itself repeats are part of its size
  const repeats = told.twice > 0 && Object.values(dataset.sizes ?? {}).includes(count + told.twice)
  if (repeats) count += told.twice
  told.close(repeats)
  if (count === 0) throw new AssayError([...diagnostics, nothingRead(source.data, task)])
  return {
    count,
    sha256,
    diagnostics,
    stream: () => samplesOf(machine, files, dataset, protocol, source.limit, null, repeats),
  }
}

async function* samplesOf(
  machine: LabMachine,
  files: readonly string[],
  dataset: FileDataset,
  protocol: Protocol,
  limit: number,
  told: Findings | null,
  repeats = false,
): AsyncGenerator<readonly [n: number, sample: Sample]> {
  const ids = new Fingerprints()
  let [n, index] = [0, 0]
  for (const file of files) {
    const answers = await answersOf(machine, file, dataset)
    let line = -1
    for await (const read of rowsOf(machine, file, dataset)) {
      line += 1
      if ('bad' in read) {
        told?.bad(file, read.line, read.bad)
        continue
      }
      const row = numbered(read.row, line)
      const sample = dataset.sample({ ...answers?.get(String(row.id)), ...row }, index, protocol)
      index += 1
      if (sample === null) continue
      if ('lacks' in sample) {
        told?.bad(file, index, `lacks ${sample.lacks}`)
        continue
      }
      let { id } = sample
      let first = ids.add(id)
      for (let k = 2; !first && repeats; k += 1) {
        id = `${sample.id}-${k}`
        first = ids.add(id)
      }
      if (!first) told?.duplicate(id)
      else {
        yield [n, id === sample.id ? sample : { ...sample, id }]
        n += 1
        if (limit > 0 && n >= limit) return
      }
    }
  }
}

async function answersFile(machine: LabMachine, file: string, dataset: FileDataset): Promise<string | null> {
  if (dataset.answers === undefined) return null
  const [, folder, name] = /^(.*?)([^/]*)$/.exec(file)!
  const apart = `${folder}${dataset.answers}`
  return (await machine.effects.list(apart)).includes(name!) ? `${apart}/${name}` : null
}

// what a file of the same name says of the right answers, by id; such files are small
async function answersOf(machine: LabMachine, file: string, dataset: FileDataset) {
  const beside = await answersFile(machine, file, dataset)
  if (beside === null) return null
  const answers = new Map<string, Row>()
  let line = -1
  for await (const read of rowsOf(machine, beside, dataset)) {
    line += 1
    const row = 'row' in read ? numbered(read.row, line) : null
    if (row !== null) answers.set(String(row.id), row)
  }
  return answers
}

/** The rows of one file; each knows its file's name, which some datasets keep the subject in. */
export async function* rowsOf(
  machine: LabMachine,
  file: string,
  dataset: Pick<FileDataset, 'header'>,
): AsyncIterable<ReadRow> {
  const name = file.slice(file.lastIndexOf('/') + 1)
  if (isEvalLog(file)) {
    const rows = await evalLogRows(machine.effects, file)
    if (rows === null) throw new AssayError([unreadable(file, 'it is no log of Inspect')])
    yield* rows
    return
  }
  const format = formatOf(file) ?? 'jsonl'
  if (format === 'parquet') {
    if (machine.parquet === null) throw new AssayError([unreadable(file, 'Parquet needs the reader of sources')])
    for await (const row of await machine.parquet(file)) yield { row: { ...row, __file: name } }
    return
  }
  const chunks = await machine.disk.stream(file)
  if (chunks === null) throw new AssayError([unreadable(file, 'there is no such file')])
  for await (const read of readRows(chunks, format, dataset.header))
    yield 'row' in read ? { row: { ...read.row, __file: name } as Row } : read
}

async function filesOf(machine: LabMachine, task: Task, data: string): Promise<readonly string[]> {
  if (data === '') {
    const about = task.dataset.kind === 'file' ? task.dataset.about : { en: '', zh: '' }
    throw new AssayError([
      report(
        'lab/missing-data',
        { en: `\`${task.id}\` needs its dataset: ${about.en}`, zh: `\`${task.id}\` 需要数据集：${about.zh}` },
        { hint: { en: 'name it with `--data FILE`', zh: '请用 `--data 文件` 指明' } },
      ),
    ])
  }
  const inside = (await machine.effects.list(data)).filter((f) => formatOf(f) !== null)
  const { dataset } = task
  const apart = dataset.kind === 'file' && dataset.answers !== undefined ? `/${dataset.answers}/` : null
  const asked = inside.filter((f) => apart === null || !`/${f}`.includes(apart))
  if (inside.length > 0) return asked.map((f) => `${data.replace(/\/+$/, '')}/${f}`)
  const there = await machine.disk.stream(data)
  if (there === null) throw new AssayError([unreadable(data, 'there is no such file')])
  return [data]
}

// what is in a folder beside what is asked is told of
function leftOut(data: string, split: string, there: readonly string[], files: readonly string[]): Diagnostic {
  const others = [...new Set(there.filter((f) => !files.includes(f)).map((f) => splitOf(f) ?? '?'))].sort().join(', ')
  const left = there.length - files.length
  return report('lab/split', {
    en: `of \`${data}\` files of \`${split}\` are read (${files.length}), others are not (${left}: ${others})`,
    zh: `\`${data}\` 中读取 \`${split}\` 的文件（${files.length} 个），其余不读（${left} 个：${others}）`,
  })
}

/** Whether a folder has files of a split. */
export async function hasSplit(machine: LabMachine, data: string, split: string): Promise<boolean> {
  return data !== '' && (await machine.effects.list(data)).some((f) => formatOf(f) !== null && splitOf(f) === split)
}

function unreadable(file: string, why: string): Diagnostic {
  return report('lab/missing-data', {
    en: `\`${file}\` cannot be read: ${why}`,
    zh: `无法读取 \`${file}\`：${why}`,
  })
}

function nothingRead(data: string, task: Task): Diagnostic {
  const fields = fieldsOf(task)
  return report('lab/bad-sample', {
    en: `no row of \`${data}\` is a sample of \`${task.id}\`, which has the fields ${fields}`,
    zh: `\`${data}\` 中没有 \`${task.id}\` 的样本，应有字段 ${fields}`,
  })
}

function otherHash(source: SampleSource, sha256: string): AssayError {
  const [found, wanted] = [sha256.slice(0, 16), source.sha256.slice(0, 16)]
  return new AssayError([
    report('lab/dataset-hash', {
      en: `\`${source.data}\` has the hash ${found}…, expected ${wanted}…`,
      zh: `\`${source.data}\` 的哈希为 ${found}…，应为 ${wanted}…`,
    }),
  ])
}

// the first of each kind is told with its place, the others are counted
class Findings {
  readonly #data: string
  readonly #found: Diagnostic[]
  #bad = 0
  #firstBad = ''
  twice = 0
  #firstTwice = ''

  constructor(data: string, found: Diagnostic[]) {
    this.#data = data
    this.#found = found
  }

  bad(file: string, line: number, why: string): void {
    if (this.#bad === 0) this.#firstBad = `row ${line} of \`${file.slice(file.lastIndexOf('/') + 1)}\` ${why}`
    this.#bad += 1
  }

  duplicate(id: string): void {
    if (this.twice === 0) this.#firstTwice = id
    this.twice += 1
  }

  close(repeats: boolean): void {
    if (this.#bad > 0)
      this.#found.push(
        report('lab/bad-sample', {
          en: `${this.#bad} rows of \`${this.#data}\` are no samples, the first: ${this.#firstBad}`,
          zh: `\`${this.#data}\` 有 ${this.#bad} 行不是样本，第一处：${this.#firstBad}`,
        }),
      )
    if (this.twice > 0 && !repeats)
      this.#found.push(
        report('lab/duplicate-sample', {
          en: `${plural(this.twice, 'row')} of \`${this.#data}\` with an id that is taken, the first is \`${this.#firstTwice}\``,
          zh: `\`${this.#data}\` 有 ${this.twice} 行编号重复，第一个是 \`${this.#firstTwice}\``,
        }),
      )
  }
}
