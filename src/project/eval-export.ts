import { AssayError } from '../base/index.ts'
import { defineFact, formatFactsCsv } from '../facts/index.ts'
import {
  createLogWriter,
  type ExportFormat,
  everyEvalEverLine,
  everyEvalEverSummary,
  factOf,
  inspectHead,
  inspectSample,
  lmEvalLine,
  type RunHeader,
  type RunResult,
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
  /** of facts: what was measured, on which day they become known, and the run's folder as a desk sees it */
  readonly subject: string
  readonly known: string
  readonly locator: string
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
  if (format === 'facts') return exportFact(machine, result, options)
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

// facts are added to those that the file has; one of the same id takes the place of the earlier
async function exportFact(machine: LabMachine, result: RunResult, options: ExportOptions) {
  const { subject, known, locator, out } = options
  const fact = defineFact(factOf(result, { subject, known, folder: locator }))
  const there = await machine.effects.read(out)
  const before = there === null ? [] : new TextDecoder().decode(there).split('\n').slice(1)
  const [head, row] = formatFactsCsv([fact]).split('\n') as [string, string]
  const kept = before.filter((line) => line !== '' && !line.includes(fact.id) && line !== row)
  await machine.effects.write([{ path: out, bytes: new TextEncoder().encode(`${[head, ...kept, row].join('\n')}\n`) }])
  return { files: [out], rows: 1 }
}

function lineOf(format: ExportFormat, header: RunHeader, record: SampleRecord, score: ScoreRecord): unknown {
  switch (format) {
    case 'lm-eval':
      return lmEvalLine(record, score)
    case 'every-eval-ever':
      return everyEvalEverLine(header, record, score)
    case 'inspect':
      return inspectSample(record, score)
    case 'facts':
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
