import { type Lang, plural } from '../../base/index.ts'
import { factAddress, factToJson, formatValue } from '../../facts/index.ts'
import { type Errata, type Erratum, errata, erratumKey } from '../../project/index.ts'
import { type Command, deskOption } from '../command.ts'
import { openDesk } from '../desk.ts'
import { formatJson } from '../format/json.ts'
import { paint } from '../format/text.ts'

const kinds: Readonly<Record<Erratum['kind'], Readonly<Record<Lang, string>>>> = {
  revised: { en: 'revised', zh: '已修订' },
  withdrawn: { en: 'withdrawn', zh: '已撤回' },
  gone: { en: 'no longer on the desk', zh: '工作台中已不存在' },
}

export const command: Command = {
  name: 'errata',
  args: '[REPORT …]',
  summary: { en: 'published numbers that a later revision touches', zh: '列出受后续修订影响的已发布数字' },
  options: {
    ...deskOption,
    known: {
      type: 'string',
      value: 'DAY',
      summary: { en: 'as known on this day; default: all that is known', zh: '按此日已知的情况；默认为全部已知情况' },
    },
  },
  run: async (invocation) => {
    const { args, options, lang, terminal } = invocation
    const { effects, places } = openDesk(invocation)
    const result = await errata(effects, places, args, (options.known as string | undefined) ?? '')
    terminal.out(options.json === true ? formatJson(toJson(result)) : text(result, lang, terminal.color))
    return result.errata.length > 0 ? 1 : 0
  },
}

function toJson(result: Errata) {
  return {
    reports: result.reports,
    errata: result.errata.map((e) => ({
      kind: e.kind,
      issue: e.issue,
      lang: e.lang,
      text: e.text,
      address: e.address,
      at: { file: e.at.file, line: e.at.line, column: e.at.column },
      before: factToJson(e.before),
      after: e.after === null ? null : factToJson(e.after),
    })),
  }
}

function text(result: Errata, lang: Lang, color: boolean): string {
  const groups = new Map<string, Erratum[]>()
  for (const e of result.errata) groups.set(erratumKey(e), [...(groups.get(erratumKey(e)) ?? []), e])
  const lines: string[] = []
  let last = ''
  for (const list of groups.values()) {
    const [first] = list as [Erratum, ...Erratum[]]
    const report = `${first.issue} ${first.lang}`
    if (report !== last) lines.push(paint(report, 1, color))
    last = report
    const now = first.after === null ? '' : ` → ${formatValue(first.after)} (${first.after.known})`
    lines.push(`  ${factAddress(first.before)}`)
    lines.push(`    ${kinds[first.kind][lang]}: ${formatValue(first.before)} (${first.before.known})${now}`)
    for (const e of list) lines.push(`    ${e.at.file}:${e.at.line}:${e.at.column} ${e.text}`)
  }
  const count = new Set(result.errata.map((e) => `${e.issue} ${e.lang}`)).size
  lines.push(
    lang === 'zh'
      ? `共 ${result.reports} 份报告，其中 ${count} 份受影响，涉及 ${groups.size} 条事实、${result.errata.length} 个数字`
      : `${plural(result.reports, 'report')}, ${count} touched: ${plural(groups.size, 'fact')}, ${plural(result.errata.length, 'number')}`,
  )
  return `${lines.join('\n')}\n`
}
