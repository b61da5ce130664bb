import { append, type Diagnostic, type Disk, decimal, type Effects, plain, round, type Span } from '../../base/index.ts'
import { type Fact, factAddress } from '../../facts/index.ts'
import {
  logOf,
  printedScore,
  type RunHeader,
  type RunResult,
  readLog,
  report,
  runFiles,
  type ScoreRecord,
  scoreRun,
  Tally,
} from '../../lab/index.ts'
import { isInside } from '../config.ts'
import { resourcesOf } from '../eval-score.ts'
import { type LabMachine, readHeader } from './machine.ts'
import { taskOf } from './task.ts'

/** What a measured fact is recomputed with. */
export interface Rechecking {
  readonly effects: Effects
  readonly desk: string
  readonly data: string
  readonly at: (fact: Fact) => Span | undefined
}

/** Findings about measured facts whose log is missing, was changed, or gives another number. */
export async function recheck(facts: readonly Fact[], job: Rechecking): Promise<readonly Diagnostic[]> {
  const machine: LabMachine = { effects: job.effects, disk: wholeFiles(job.effects), timer: still, parquet: null }
  const found: Diagnostic[] = []
  for (const fact of facts) {
    const at = job.at(fact)
    append(found, await recheckOne(fact, machine, job, at === undefined ? {} : { at }))
  }
  return found
}

async function recheckOne(
  fact: Fact,
  machine: LabMachine,
  job: Rechecking,
  at: { at?: Span },
): Promise<readonly Diagnostic[]> {
  const address = factAddress(fact)
  const { locator } = fact.evidence
  const folder = `${job.desk}/${locator}`
  const there = isInside(locator) && (await job.effects.read(`${folder}/${runFiles.header}`)) !== null
  if (!there) {
    return [
      report(
        'lab/log-missing',
        {
          en: `\`${address}\` was measured in \`${locator}\`, which is not there`,
          zh: `\`${address}\` 的测量记录 \`${locator}\` 不存在`,
        },
        at,
      ),
    ]
  }
  const log = await machine.disk.hash([`${folder}/${runFiles.header}`, `${folder}/${runFiles.samples}`])
  const named = logOf(fact)
  if (named !== log) {
    return [
      report(
        'lab/log-changed',
        {
          en: `the log of \`${address}\` has the hash ${log.slice(0, 12)}…, expected ${named === null ? 'one in the quotation' : `${named.slice(0, 12)}…`}`,
          zh: `\`${address}\` 的日志哈希为 ${log.slice(0, 12)}…，应为 ${named === null ? '引文中所记' : `${named.slice(0, 12)}…`}`,
        },
        at,
      ),
    ]
  }
  const printed = printedScore(await rescored(machine, job, folder))
  const written = fact.value.kind === 'number' ? fact.value.text : ''
  const same =
    written !== '' && plain(round(decimal(printed.text), fact.decimals ?? printed.places)) === plain(decimal(written))
  if (same) return []
  return [
    report(
      'lab/score-differs',
      {
        en: `\`${address}\` is ${written}, its log gives ${printed.text}`,
        zh: `\`${address}\` 为 ${written}，而其日志得出 ${printed.text}`,
      },
      at,
    ),
  ]
}

// answers are scored again; code is not run again here, its scores are added up again
async function rescored(machine: LabMachine, job: Rechecking, folder: string): Promise<RunResult> {
  const header: RunHeader = await readHeader(machine, folder)
  const task = await taskOf(machine, folder, header)
  const tally = new Tally(header.protocol)
  let summary = tally.summary(header.planned)
  if (task.runsCode === true || task.judge !== undefined) {
    await readLog<ScoreRecord>(runFiles.scores, await machine.disk.stream(`${folder}/${runFiles.scores}`), (s) => {
      const { n, epoch, group, cluster, value, outcome, answer, why } = s
      tally.add({ n, epoch, group, cluster, score: { value, outcome, answer, why } })
      return undefined
    })
    summary = tally.summary(header.planned, header.imported !== undefined)
  } else {
    const run = await scoreRun({
      task,
      header,
      protocol: header.protocol,
      open: () => machine.disk.stream(`${folder}/${runFiles.samples}`),
      tools: { sandbox: null, resource: await resourcesOf(machine, task, job.data) },
      judgements: new Map(),
      width: 1,
      write: () => undefined,
      progress: () => {},
    })
    summary = run.summary
  }
  return { summary, measure: header.measure } as RunResult
}

// logs of a desk are read whole: `check` has no other right to the disk
function wholeFiles(effects: Effects): Disk {
  const refuse = () => Promise.reject(new Error('a check writes nothing'))
  return {
    stream: async (path) => {
      const bytes = await effects.read(path)
      return bytes === null ? null : once(bytes)
    },
    append: refuse,
    lock: refuse,
    hash: async (paths) => {
      const pieces = (await Promise.all(paths.map((p) => effects.read(p)))).filter((b) => b !== null)
      const whole = new Uint8Array(pieces.reduce((s, p) => s + p.length, 0))
      let at = 0
      for (const piece of pieces) {
        whole.set(piece, at)
        at += piece.length
      }
      return effects.sha256(whole)
    },
  }
}

async function* once(bytes: Uint8Array) {
  yield bytes
}

const still = { milliseconds: () => 0, wait: async () => {}, every: () => () => {}, turn: (then: () => void) => then() }
