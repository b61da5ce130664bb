import { type Lang, plural } from '../../base/index.ts'
import { type RuleList, rules } from '../../project/index.ts'
import { type Command, deskOption } from '../command.ts'
import { openDesk } from '../desk.ts'
import { diagnosticToJson, formatJson } from '../format/json.ts'
import { formatText, paint } from '../format/text.ts'

export const command: Command = {
  name: 'rules',
  args: '[PROFILE | RULE]',
  summary: { en: 'rules of publishing with their instruments', zh: '发布规则及其依据' },
  options: {
    ...deskOption,
    day: {
      type: 'string',
      value: 'DAY',
      summary: { en: 'in force on this day; default: today', zh: '此日有效的规则；默认为今天' },
    },
  },
  run: async (invocation) => {
    const { args, options, lang, terminal } = invocation
    const { effects, places } = openDesk(invocation)
    const day = (options.day as string | undefined) ?? effects.now().slice(0, 10)
    const list = await rules(effects, places, args[0] ?? '', day)
    if (options.json === true) {
      terminal.out(formatJson({ rules: list.rules, diagnostics: list.diagnostics.map(diagnosticToJson) }))
    } else {
      terminal.out(text(list, lang, terminal.color))
      terminal.out(formatText(list.diagnostics, lang, terminal.color))
    }
    return list.diagnostics.length > 0 ? 1 : 0
  },
}

function text(list: RuleList, lang: Lang, color: boolean): string {
  const lines = list.rules.flatMap((r) => [
    `${paint(r.id, 1, color)}  ${r.words[lang]}`,
    `    ${r.severity} · ${r.profiles.join(', ')} · ${lang === 'zh' ? '自' : 'from'} ${r.from}${r.until === '' ? '' : ` – ${r.until}`} · ${r.check}`,
    `    ${r.instrument} · ${r.article} · ${r.pack} · ${lang === 'zh' ? '复核' : 'reviewed by'}: ${r.reviewedBy}`,
  ])
  const end =
    lang === 'zh'
      ? `共 ${list.rules.length} 条规则；不构成法律意见`
      : `${plural(list.rules.length, 'rule')}; none of it is legal advice`
  return `${[...lines, end].join('\n')}\n`
}
