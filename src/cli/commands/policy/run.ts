import { resolve } from 'node:path'
import { append, type Lang, plural } from '../../../base/index.ts'
import { type PolicyRun, partsText, runPolicy } from '../../../project/index.ts'
import type { Invocation } from '../../command.ts'
import { exitCode } from '../../exit.ts'
import { diagnosticToJson, formatJson } from '../../format/json.ts'
import { formatText } from '../../format/text.ts'
import { inputOf, openPolicy, wrongUse } from './open.ts'
import { basisJson, basisLines } from './show.ts'

/** `assay policy run POLICY --input FILE`: totals over a CSV or Parquet file of any length. */
export async function run(invocation: Invocation): Promise<number> {
  const { options, lang, terminal } = invocation
  const { out } = options
  if (typeof options.input !== 'string' || options.input === '-')
    throw wrongUse({ en: 'name a CSV or Parquet file with `--input`', zh: '请用 `--input` 指明 CSV 或 Parquet 文件' })
  const input = inputOf(invocation)
  const into = typeof out === 'string' ? resolve(terminal.folder, out) : undefined
  const { effects, places, policy, knownOn } = openPolicy(invocation, [
    input.path,
    ...(into ? [resolve(into, '..')] : []),
  ])
  const found = await runPolicy(effects, places, {
    policy,
    input,
    ...(knownOn ? { knownOn } : {}),
    ...(into ? { out: into } : {}),
  })
  terminal.progress('')
  if (options.json === true) terminal.out(formatJson(toJson(found)))
  else {
    terminal.out(text(found, lang))
    terminal.error(formatText(found.diagnostics, lang, terminal.color))
  }
  return exitCode(found.diagnostics)
}

function toJson({ policy, knownOn, totals, basis, diagnostics, more }: PolicyRun) {
  return {
    policy: policy.id,
    knownOn,
    currency: policy.currency,
    rows: totals.rows,
    households: totals.households,
    answeredTheLongWay: totals.long,
    claims: totals.tallies.map((t) => ({
      claim: t.claim,
      certain: t.count,
      positive: t.positive,
      open: t.open,
      unknown: t.unknown,
      total: { low: partsText(t.low, 100, 2), high: partsText(t.high, 100, 2) },
    })),
    ...basisJson(basis),
    diagnostics: diagnostics.map(diagnosticToJson),
    moreDiagnostics: more,
  }
}

function text({ policy, knownOn, totals, basis }: PolicyRun, lang: Lang): string {
  const zh = lang === 'zh'
  const lines = [
    zh
      ? `${policy.id}（截至 ${knownOn} 所知）：${totals.rows} 行，${totals.households} 户`
      : `${policy.id} as known on ${knownOn}: ${plural(totals.rows, 'row')}, ${plural(totals.households, 'household')}`,
  ]
  for (const t of totals.tallies) {
    const [low, high] = [partsText(t.low, 100, 2), partsText(t.high, 100, 2)]
    const sum = low === high ? low : `${low}..${high}`
    lines.push(
      zh
        ? `  ${t.claim}：${t.positive} 件得到补贴，共 ${sum} ${policy.currency}；${t.open} 件金额未定，${t.unknown} 件未知`
        : `  ${t.claim}: ${t.positive} claims get ${sum} ${policy.currency}; ${t.open} open, ${t.unknown} unknown`,
    )
  }
  append(lines, basisLines(basis, lang))
  return `${lines.join('\n')}\n`
}
