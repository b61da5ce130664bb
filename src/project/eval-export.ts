import { AssayError } from '../base/index.ts'
import {
  createLogWriter,
  type ExportFormat,
  everyEvalEverLine,
  everyEvalEverSummary,
  inspectHead,
  inspectSample,
  lmEvalLine,
  type RunHeader,
  readLog,
  report,
  runFiles,
  type SampleRecord,
  type ScoreRecord,
} from '../lab/index.ts'
import { readResult } from './eval-show.ts'
import { jsonBytes, type LabMachine, readHeader } from './lab/machine.ts'

/** What is written where. */
export interface ExportOptions {
  readonly folder: string
  readonly format: ExportFormat
  readonly out: string
}

/**
 * Writes a scored run in the format of another program and returns the files.
 *
 * @throws AssayError lab/no-run when it was not scored
 */
export async function exportRun(
  machine: LabMachine,
  options: ExportOptions,
): Promise<{ readonly files: readonly string[]; readonly rows: number }> {
  const { folder, format, out } = options
  const header = await readHeader(machine, folder)
  const result = await readResult(machine, folder)
  if (result === null) {
    throw new AssayError([
      report(
        'lab/no-run',
        { en: `\`${folder}\` was not scored`, zh: `\`${folder}\` 尚未评分` },
        { hint: { en: `run \`assay eval score ${folder}\``, zh: `请运行 \`assay eval score ${folder}\`` } },
      ),
    ])
  }
  const file = await machine.disk.append(out, 0)
  const log = createLogWriter(file, machine.timer)
  let rows = 0
  try {
    if (format === 'inspect')
      await log.add(`${JSON.stringify(inspectHead(header, result.summary)).slice(0, -1)},"samples":[`)
    await both(machine, folder, async (record, score) => {
      const line = JSON.stringify(lineOf(format, header, record, score))
      await log.add(format === 'inspect' && rows > 0 ? `,${line}` : line)
      rows += 1
    })
    if (format === 'inspect') await log.add(']}')
  } finally {
    await log.close()
  }
  if (format !== 'every-eval-ever') return { files: [out], rows }
  const detail = { file: out.slice(out.lastIndexOf('/') + 1), sha256: await machine.disk.hash([out]), rows }
  const aggregate = out.replace(/(\.jsonl)?$/, '.summary.json')
  await machine.effects.write([
    { path: aggregate, bytes: jsonBytes(everyEvalEverSummary(header, result.summary, detail)) },
  ])
  return { files: [out, aggregate], rows }
}

function lineOf(format: ExportFormat, header: RunHeader, record: SampleRecord, score: ScoreRecord): unknown {
  switch (format) {
    case 'lm-eval':
      return lmEvalLine(record, score)
    case 'every-eval-ever':
      return everyEvalEverLine(header, record, score)
    case 'inspect':
      return inspectSample(record, score)
    case 'jsonl':
      return { ...record, score }
  }
}

async function both(
  machine: LabMachine,
  folder: string,
  each: (record: SampleRecord, score: ScoreRecord) => Promise<void>,
): Promise<void> {
  const scores = new Map<string, ScoreRecord>()
  await readLog<ScoreRecord>(runFiles.scores, await machine.disk.stream(`${folder}/${runFiles.scores}`), (s) => {
    scores.set(`${s.n}/${s.epoch}`, s)
    return undefined
  })
  await readLog<SampleRecord>(
    runFiles.samples,
    await machine.disk.stream(`${folder}/${runFiles.samples}`),
    (record) => {
      const key = `${record.n}/${record.epoch}`
      const score = scores.get(key)
      if (score === undefined || (record.output === null && score.outcome !== 'error')) return undefined
      scores.delete(key)
      return each(record, score)
    },
  )
}
