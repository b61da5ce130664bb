import type { Lang } from '../../../base/index.ts'
import { explainPolicy, listPolicies, type PolicyDescription, shownWords } from '../../../project/index.ts'
import type { Invocation } from '../../command.ts'
import { exitCode } from '../../exit.ts'
import { diagnosticToJson, formatJson } from '../../format/json.ts'
import { formatText, paint, visible } from '../../format/text.ts'
import { openPlaces, openPolicy } from './open.ts'
import { noteIn } from './show.ts'

/** `assay policy explain [POLICY [NAME]]`: the fields of claims, what is defined, by which act, and the rules. */
export async function run(invocation: Invocation): Promise<number> {
  const { args, options, lang, terminal } = invocation
  if (args.length === 0) return list(invocation)
  const { effects, places, policy, knownOn } = openPolicy(invocation)
  const { description, diagnostics } = await explainPolicy(effects, places, policy, args[1] ?? '', knownOn)
  if (options.json === true)
    terminal.out(formatJson({ ...description, diagnostics: diagnostics.map(diagnosticToJson) }))
  else {
    terminal.out(text(description, lang, terminal.color))
    terminal.error(formatText(diagnostics, lang, terminal.color))
  }
  return exitCode(diagnostics)
}

async function list(invocation: Invocation): Promise<number> {
  const { options, terminal } = invocation
  const { effects, places } = openPlaces(invocation)
  const files = await listPolicies(effects, places)
  if (options.json === true)
    terminal.out(
      formatJson({ policies: files.map(({ id, shown, names, acts }) => ({ policy: id, file: shown, names, acts })) }),
    )
  else for (const file of files) terminal.out(`${file.id}  ${file.shown}\n`)
  return 0
}

type Row = Readonly<Record<string, unknown>>

function text(d: PolicyDescription, lang: Lang, color: boolean): string {
  const zh = lang === 'zh'
  const words = (row: Row) => (row.names as { readonly zh: string; readonly en: string })[lang]
  const title = (name: string) => paint(name, 1, color)
  const lines = [title(`${d.policy}  ${d.names[lang]}`), zh ? `截至 ${d.knownOn} 所知` : `as known on ${d.knownOn}`]
  if (d.acts.length > 0) lines.push('', title(zh ? '文件' : 'acts'))
  for (const act of d.acts) {
    lines.push(`  ${act.id}  ${act.number}  ${words(act)}  ${zh ? '公布' : 'public'} ${act.public}`)
    for (const clause of act.clauses as readonly Row[]) {
      const quotes = (clause.quotes as readonly string[]).map((q) => `「${q}」`).join(' ')
      const note = clause.note === '' ? '' : `  (${noteIn(clause.note as string, lang)})`
      lines.push(
        `    ${clause.clause}  ${words(clause)}  ${quotes}${note}${clause.verified ? '' : zh ? '  未核' : '  unverified'}`,
      )
    }
  }
  if (d.claims.length > 0) lines.push('', title(zh ? '申请及其字段' : 'claims and their fields'))
  for (const claim of d.claims) {
    lines.push(`  ${claim.claim}  ${words(claim)}`)
    for (const i of claim.inputs as readonly Row[]) {
      const need = i.needed
        ? zh
          ? '必需'
          : 'needed'
        : i.under !== undefined
          ? `${zh ? '默认' : 'assumed'} ${i.assumed} (${i.under})`
          : ''
      const choices = (i.choices as readonly Row[] | undefined)?.map((c) => c.id).join(' | ') ?? ''
      lines.push(`    ${String(i.input).padEnd(16)} ${i.type} ${choices}  ${words(i)}  ${need}`.trimEnd())
    }
  }
  if (d.definitions.length > 0) lines.push('', title(zh ? '定义' : 'definitions'))
  for (const def of d.definitions) {
    lines.push(
      `  ${def.name}  ${words(def)}: ${shownWords(def.value as string, lang)} ${def.unit}${def.modality === 'exact' ? '' : ` (${def.modality})`}`,
    )
    for (const v of def.versions as readonly Row[]) {
      const days = v.from === null && v.to === null ? '' : `  ${v.from ?? ''}..${v.to ?? ''}`
      const mark = v.verified ? '' : zh ? '  未核' : '  unverified'
      lines.push(
        `    ${shownWords(v.value as string, lang)}${days}  ${zh ? '获知' : 'known'} ${v.known}  [${v.act} ${v.clause}]${mark}`,
      )
    }
  }
  for (const def of d.derivations)
    lines.push(`  ${def.name}  ${words(def)}: ${shownWords(def.value as string, lang)} ${def.unit} = ${def.formula}`)
  if (d.rules.length > 0) lines.push('', title(zh ? '规则' : 'rules'))
  for (const rule of d.rules) {
    lines.push(`  ${rule.rule}  ${words(rule)}${rule.jurisdiction === '' ? '' : `  ${rule.jurisdiction}`}`)
    for (const step of rule.steps as readonly Row[]) lines.push(`    ${step.text}  [${step.act} ${step.clause}]`)
  }
  if (d.assumptions.length > 0) lines.push('', title(zh ? '假设' : 'assumptions'))
  for (const a of d.assumptions) {
    const or = (a.or as readonly string[]).join(zh ? ' 或 ' : ' or ')
    lines.push(
      `  ${a.name}  ${(a.say as { readonly zh: string; readonly en: string })[lang]}: ${a.take}${or === '' ? '' : zh ? `（也可能 ${or}）` : ` (or ${or})`}`,
    )
  }
  return `${lines.map(visible).join('\n')}\n`
}
