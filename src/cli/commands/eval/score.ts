import { cpus } from 'node:os'
import { join, resolve } from 'node:path'
import type { Diagnostic, Lang } from '../../../base/index.ts'
import {
  type Estimate,
  judge,
  type LabMachine,
  openSandbox,
  packageFolder,
  type Result,
  score,
  supportedPlaces,
} from '../../../project/index.ts'
import type { Invocation, Terminal } from '../../command.ts'
import { exitCode } from '../../exit.ts'
import { diagnosticToJson, formatJson } from '../../format/json.ts'
import { formatText } from '../../format/text.ts'
import { argument, modelOf, numberOf, openLab, pathOf, setOf, textOf } from './open.ts'

/** `assay eval score RUN`: scores the log again; the model is not asked. */
export async function scoreVerb(invocation: Invocation): Promise<number> {
  const { options, lang, terminal } = invocation
  const folder = resolve(terminal.folder, argument(invocation, 0, 'the folder of a run', '运行目录'))
  const scored = await scoreFolder(invocation, openLab(invocation), folder, textOf(invocation, 'protocol'))
  if (options.json === true)
    terminal.out(formatJson({ folder, ...scored.result, diagnostics: scored.diagnostics.map(diagnosticToJson) }))
  else {
    printResult(scored.result, folder, lang, terminal)
    terminal.error(formatText(scored.diagnostics, lang, terminal.color))
  }
  return exitCode(scored.diagnostics)
}

/** Scores the run of a folder. */
export async function scoreFolder(
  invocation: Invocation,
  machine: LabMachine,
  folder: string,
  protocol = '',
): Promise<{ readonly result: Result; readonly diagnostics: readonly Diagnostic[] }> {
  const { terminal, lang } = invocation
  await askJudge(invocation, machine, folder)
  const wanted = textOf(invocation, 'sandbox') || 'auto'
  return score(machine, {
    folder,
    protocol,
    set: protocol === '' ? {} : setOf(invocation),
    sandbox: () => openSandbox(wanted as 'auto'),
    width: cpus().length,
    tokenizer: pathOf(invocation, 'tokenizer'),
    data: join(packageFolder, 'data'),
    progress: (done) => {
      if (done % 256 === 0) terminal.progress(lang === 'zh' ? `已评分 ${done}` : `scored ${done}`)
    },
  })
}

// only a judge that is named is asked, and only about answers that it has not judged yet
async function askJudge(invocation: Invocation, machine: LabMachine, folder: string): Promise<void> {
  const { terminal, lang } = invocation
  const name = textOf(invocation, 'judge')
  if (name === '') return
  const url = textOf(invocation, 'judge-url') || textOf(invocation, 'url')
  const model = await modelOf({ ...invocation, options: { ...invocation.options, url, api: 'chat' } }, machine, name)
  try {
    await judge(machine, {
      folder,
      model,
      concurrency: numberOf(invocation, 'concurrency', 1) ?? 20,
      progress: (done) => terminal.progress(lang === 'zh' ? `已评审 ${done}` : `judged ${done}`),
    })
  } finally {
    await model.close()
  }
}

/** A share as a percentage with its interval, in as many digits as the error supports. */
export function formatEstimate(e: Estimate): string {
  if (!Number.isFinite(e.value)) return '–'
  const places = supportedPlaces(e.error)
  const percent = (x: number) => (x * 100).toFixed(places)
  return Number.isFinite(e.low)
    ? `${percent(e.value)}% [${percent(e.low)}, ${percent(e.high)}]`
    : `${percent(e.value)}%`
}

// whose tokens are counted is said where somebody named a tokenizer
function tokenText({ tokens, tokenizer }: Result['summary']['length'], zh: boolean): readonly string[] {
  if (tokens === null || !tokenizer.includes('sha256:')) return []
  return [
    `  tokens: ${tokens.mean.toFixed(1)} (${zh ? '中位' : 'median'} ${tokens.median}, p90 ${tokens.p90.toFixed(0)}), ${tokenizer}`,
  ]
}

function riskText(risk: Result['summary']['risk'], zh: boolean): readonly string[] {
  if (risk === undefined) return []
  const percent = (share: number): string => `${(share * 100).toFixed(1)}%`
  const shown = risk.points.filter(
    (_, i, all) => all.length <= 8 || i % Math.ceil(all.length / 7) === 0 || i === all.length - 1,
  )
  return [
    `  ${zh ? '风险与覆盖' : 'risk and coverage'}: AURC ${risk.aurc.toFixed(3)}, ${zh ? `${risk.n} 题中 ${risk.stated} 题作答并给出把握` : `${risk.stated} of ${risk.n} answered with a confidence`}`,
    ...shown.map((p) =>
      zh
        ? `    把握不低于 ${percent(p.confidence)}：覆盖 ${percent(p.coverage)}，答错 ${percent(p.risk)}`
        : `    at least ${percent(p.confidence)} sure: ${percent(p.coverage)} covered, ${percent(p.risk)} wrong`,
    ),
  ]
}

/** Says what a run came to. */
export function printResult(result: Result, folder: string, lang: Lang, terminal: Terminal): void {
  const { summary } = result
  const zh = lang === 'zh'
  const { headline, outcomes, bounds, parts, groups, length } = summary
  const lines = [
    `${result.task}  ${result.protocol.id}  ${result.model.id}${result.model.synthetic ? (zh ? '（合成数据）' : ' (synthetic)') : ''}`,
    `  ${formatEstimate(headline)}  n=${headline.n}  ${headline.method}, ${result.protocol.averaging}`,
    `  ${Object.entries(outcomes)
      .filter(([, count]) => count > 0)
      .map(([outcome, count]) => `${outcome} ${count}`)
      .join('  ')}`,
    `  ${zh ? '全部未决判错…判对' : 'all unresolved wrong … right'}: ${(bounds.low * 100).toFixed(1)}% … ${(bounds.high * 100).toFixed(1)}%`,
    ...Object.entries(parts).map(([name, e]) => `  ${name}: ${formatEstimate(e)}`),
    ...Object.entries(groups)
      .slice(0, 60)
      .map(([name, e]) => `    ${name}: ${formatEstimate(e)}  n=${e.n}`),
    ...(length.characters.n === 0
      ? []
      : [
          `  ${zh ? '长度' : 'length'}: ${length.characters.mean.toFixed(0)} ${zh ? '字符' : 'characters'}, ${length.words.mean.toFixed(1)} ${zh ? '词' : 'words'}${
            length.tokens === null ? '' : `, ${length.tokens.mean.toFixed(1)} tokens`
          } (${zh ? '中位' : 'median'} ${length.words.median}, p90 ${length.words.p90.toFixed(0)})`,
        ]),
    ...tokenText(length, zh),
    ...riskText(summary.risk, zh),
    ...Object.entries(result.agreement).map(
      ([name, a]) => `  ${zh ? '与自带分数一致' : 'agrees with recorded'} ${name}: ${a.same}/${a.compared}`,
    ),
    `  ${zh ? '记录' : 'log'} ${result.log.slice(0, 16)}  ${folder}`,
  ]
  terminal.out(`${lines.join('\n')}\n`)
}
