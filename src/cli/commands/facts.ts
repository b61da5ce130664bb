import { isDay, type Lang } from '../../base/index.ts'
import {
  describe,
  type Fact,
  factAddress,
  factToJson,
  formatFactsCsv,
  formatFactsJson,
  formatFactsXbrl,
  formatValue,
  type Group,
  title,
} from '../../facts/index.ts'
import { type FoundFacts, findFacts, headOf } from '../../project/index.ts'
import { type Command, deskOption } from '../command.ts'
import { openDesk } from '../desk.ts'
import { exitCode } from '../exit.ts'
import { diagnosticToJson, formatJson } from '../format/json.ts'
import { formatText, paint, visible } from '../format/text.ts'

export const command: Command = {
  name: 'facts',
  args: '[ADDRESS]',
  summary: { en: 'find facts, or show one with its evidence and history', zh: '查找事实，或显示一条事实的依据与历史' },
  options: {
    ...deskOption,
    known: { type: 'string', value: 'DAY', summary: { en: 'as known on this day', zh: '以该日所知为准' } },
    conflicts: {
      type: 'boolean',
      summary: { en: 'only facts whose sources contradict each other', zh: '只列出来源互相矛盾的事实' },
    },
    format: {
      type: 'string',
      value: 'FORMAT',
      oneOf: ['text', 'csv', 'json', 'xbrl-json'],
      summary: { en: 'text, csv, json or xbrl-json', zh: 'text、csv、json 或 xbrl-json' },
    },
  },
  run: async (invocation) => {
    const { args, options, lang, terminal } = invocation
    const known = typeof options.known === 'string' ? options.known : null
    if (known !== null && !isDay(known)) {
      terminal.error(
        lang === 'zh'
          ? `\`--known\` 应为 YYYY-MM-DD，而不是 \`${known}\`\n`
          : `\`--known\` is a day YYYY-MM-DD, not \`${known}\`\n`,
      )
      return 2
    }
    const { effects, places } = openDesk(invocation)
    const found = await findFacts(effects, places, {
      // an address is often copied from the report that binds it
      query: (args[0] ?? '').replace(/^fact:/, ''),
      known,
      conflicts: options.conflicts === true,
    })
    const facts = found.groups.flatMap((g) => g.current)
    const format = options.json === true ? 'groups' : (options.format ?? 'text')
    if (format === 'groups')
      terminal.out(
        formatJson({ facts: found.groups.map(groupToJson), diagnostics: found.diagnostics.map(diagnosticToJson) }),
      )
    else if (format === 'csv') terminal.out(formatFactsCsv(facts))
    else if (format === 'json') terminal.out(formatFactsJson(facts))
    else if (format === 'xbrl-json') terminal.out(formatFactsXbrl(facts))
    else show(found, options.conflicts === true, lang, terminal.out, terminal.color)
    if (format !== 'groups') terminal.error(formatText(found.diagnostics, lang, terminal.color))
    return options.conflicts === true && found.groups.length > 0 ? 1 : exitCode(found.diagnostics)
  },
}

function groupToJson(group: Group) {
  return {
    ...factToJson(headOf(group)),
    address: factAddress(headOf(group)),
    current: group.current.map(factToJson),
    older: group.older.map(factToJson),
  }
}

function show(found: FoundFacts, conflicts: boolean, lang: Lang, out: (text: string) => void, color: boolean): void {
  if (found.groups.length === 1 && !conflicts) {
    out(one(found.groups[0]!, found, lang, color))
    return
  }
  for (const group of found.groups) {
    const head = headOf(group)
    out(`${factAddress(head)}  ${paint(formatValue(head), 1, color)}  ${head.evidence.source} ${head.known}\n`)
    if (conflicts) for (const fact of group.current.filter((f) => f !== head)) out(`    ${describe(fact)}\n`)
  }
  out(lang === 'zh' ? `${found.groups.length} 条事实\n` : `${found.groups.length} facts\n`)
}

function one(group: Group, found: FoundFacts, lang: Lang, color: boolean): string {
  const { registry } = found.desk
  const head = headOf(group)
  const words =
    lang === 'zh' ? { others: '其他来源', older: '旧版本' } : { others: 'other sources', older: 'older vintages' }
  const lines = [factAddress(head), title(head, registry, lang), ...evidence(head, found, lang)]
  const others = group.current.filter((f) => f !== head)
  if (others.length > 0)
    lines.push('', words.others, ...others.flatMap((f) => evidence(f, found, lang).map((l) => `  ${l}`)))
  if (group.older.length > 0)
    lines.push('', words.older, ...group.older.map((f) => `  ${formatValue(f)}  ${f.known}  ${f.evidence.source}`))
  const [first, ...rest] = lines
  return `${paint(visible(first!), 1, color)}\n${rest.map(visible).join('\n')}\n`
}

function evidence(fact: Fact, found: FoundFacts, lang: Lang): readonly string[] {
  const zh = lang === 'zh'
  const source = found.desk.registry.source(fact.evidence.source)
  const { locator, quote, kind, formula } = fact.evidence
  const at = found.desk.store.place(fact)
  const rows: readonly (readonly [string, string])[] = [
    [zh ? '数值' : 'value', formatValue(fact)],
    [zh ? '精度' : 'decimals', fact.decimals === undefined ? (zh ? '精确' : 'exact') : String(fact.decimals)],
    [zh ? '证据' : 'evidence', kind],
    [zh ? '来源' : 'source', source === undefined ? fact.evidence.source : `${source.publisher}: ${source.title}`],
    [zh ? '地址' : 'url', source?.url ?? ''],
    [zh ? '位置' : 'where', locator],
    [zh ? '原文' : 'quote', quote],
    [zh ? '公式' : 'formula', formula ?? ''],
    [zh ? '获知日' : 'known', fact.known],
    [zh ? '备注' : 'note', fact.note],
    [zh ? '录入于' : 'entered', at === undefined ? '' : `${at.file}:${at.line}`],
  ]
  return rows.filter(([, v]) => v !== '').map(([k, v]) => `  ${k.padEnd(zh ? 4 : 9)} ${v}`)
}
