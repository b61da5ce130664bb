import type { Lang } from '../../../base/index.ts'
import { append } from '../../../base/index.ts'
import { amountWords, diffPolicy, modalityWords, type PolicyDiff, shownWords, whatIf } from '../../../project/index.ts'
import type { Invocation } from '../../command.ts'
import { exitCode } from '../../exit.ts'
import { diagnosticToJson, formatJson } from '../../format/json.ts'
import { formatText, visible } from '../../format/text.ts'
import { inputOf, openPolicy } from './open.ts'
import { basisJson, basisLines } from './show.ts'

/** `assay policy diff A B --input FILE`: who gains and by how much. */
export async function run(invocation: Invocation): Promise<number> {
  const input = invocation.options.input === undefined ? null : inputOf(invocation)
  const { effects, places, knownOn } = openPolicy(invocation, [...invocation.args, ...(input ? [input.path] : [])])
  return show(invocation, await diffPolicy(effects, places, invocation.args, input, knownOn))
}

/** `assay policy what-if POLICY NAME=VALUE --input FILE`: the same for a change that is only thought of. */
export async function runWhatIf(invocation: Invocation): Promise<number> {
  const input = invocation.options.input === undefined ? null : inputOf(invocation)
  const { effects, places, policy, knownOn } = openPolicy(invocation, input ? [input.path] : [])
  return show(invocation, await whatIf(effects, places, policy, invocation.args.slice(1), input, knownOn))
}

function show(invocation: Invocation, found: PolicyDiff): number {
  const { options, lang, terminal } = invocation
  const { before, after, comparison } = found
  const { diagnostics: _, basis, ...rest } = comparison
  if (options.json === true) {
    const side = (s: PolicyDiff['before']) => ({ policy: s.policy.id, knownOn: s.knownOn })
    terminal.out(
      formatJson({
        before: side(before),
        after: side(after),
        currency: after.policy.currency,
        ...rest,
        ...basisJson(basis),
        diagnostics: found.diagnostics.map(diagnosticToJson),
      }),
    )
  } else {
    terminal.out(text(found, lang))
    terminal.error(formatText(found.diagnostics, lang, terminal.color))
  }
  return exitCode(found.diagnostics)
}

const mostRows = 20

// what is said as an average or with "about" is not to be read as an amount
function kindWords(name: PolicyDiff['comparison']['names'][number], lang: Lang): string {
  const unit = ['1', 'date', 'truth'].includes(name.unit)
    ? ''
    : ` ${name.unit === 'percent' ? '%' : name.unit}${name.per === '' ? '' : `/${name.per}`}`
  const kind = modalityWords(name.modality, lang)
  return `${unit}${kind === '' ? '' : lang === 'zh' ? `（${kind}）` : ` (${kind})`}`
}

function text({ before, after, comparison: c }: PolicyDiff, lang: Lang): string {
  const zh = lang === 'zh'
  const currency = after.policy.currency
  const side = (s: PolicyDiff['before']) =>
    zh ? `${s.policy.id}（截至 ${s.knownOn}）` : `${s.policy.id} as known on ${s.knownOn}`
  const lines = [`${side(before)} → ${side(after)}`]
  for (const n of c.names) {
    const values = `${shownWords(n.before, lang)} → ${shownWords(n.after, lang)}`
    lines.push(
      `  ${n.name}: ${values}${kindWords(n, lang)}  [${n.act} ${n.clause}${n.verified ? '' : zh ? ' 未核' : ' unverified'}]`,
    )
  }
  if (c.records > 0) {
    const [x, y, d] = [c.totals.before, c.totals.after, c.totals.change].map((a) => amountWords(a, lang))
    lines.push(
      zh
        ? `${c.records} 件：${c.gain} 件增加，${c.lose} 件减少，${c.same} 件不变，${c.open} 件未定`
        : `${c.records} claims: ${c.gain} gain, ${c.lose} lose, ${c.same} stay, ${c.open} open`,
      zh
        ? `补差 ${c.topUps.count} 件共 ${c.topUps.total} ${currency}；新增 ${c.newly.count} 件共 ${c.newly.total} ${currency}`
        : `top-ups: ${c.topUps.count} claims, ${c.topUps.total} ${currency}; newly: ${c.newly.count} claims, ${c.newly.total} ${currency}`,
      zh ? `合计 ${x} → ${y}（${d}）${currency}` : `total ${x} → ${y} (${d}) ${currency}`,
    )
  }
  for (const row of c.rows.slice(0, mostRows))
    lines.push(`  ${row.id}: ${amountWords(row.before, lang)} → ${amountWords(row.after, lang)}`)
  if (c.rows.length > mostRows)
    lines.push(
      zh ? `  另有 ${c.rows.length - mostRows} 件，见 --json` : `  and ${c.rows.length - mostRows} more, see --json`,
    )
  append(lines, basisLines(c.basis, lang))
  return `${lines.map(visible).join('\n')}\n`
}
