import type { Lang } from '../../base/index.ts'
import { type Change, changeKinds, factAddress, factToJson, formatValue } from '../../facts/index.ts'
import { type Difference, diff } from '../../project/index.ts'
import { type Command, deskOption } from '../command.ts'
import { openDesk } from '../desk.ts'
import { diagnosticToJson, formatJson } from '../format/json.ts'
import { formatText, paint } from '../format/text.ts'

const titles: Readonly<Record<Change['kind'], Readonly<Record<Lang, string>>>> = {
  revised: { en: 'revised', zh: '已修订' },
  'scope-changed': { en: 'scope changed', zh: '条件变化' },
  changed: { en: 'changed', zh: '变化' },
  new: { en: 'new', zh: '新增' },
  gone: { en: 'gone', zh: '不再引用' },
}

export const command: Command = {
  name: 'diff',
  args: 'BEFORE AFTER',
  summary: { en: 'what differs between two issues, by fact', zh: '按事实比较两期报告' },
  options: {
    ...deskOption,
    edition: {
      type: 'string',
      value: 'LANG',
      oneOf: ['zh', 'en'],
      summary: { en: 'language of the editions compared', zh: '比较哪种语言的版本' },
    },
  },
  run: async (invocation) => {
    const { args, options, lang, terminal } = invocation
    const [before, after] = args
    if (before === undefined || after === undefined) {
      terminal.error(
        lang === 'zh'
          ? '请写明两期报告，例如 2024-07-21 2024-07-28\n'
          : 'name two issues, such as 2024-07-21 2024-07-28\n',
      )
      return 2
    }
    const { effects, places } = openDesk(invocation)
    const result = await diff(effects, places, before, after, options.edition as Lang | undefined)
    if (options.json === true)
      terminal.out(
        formatJson({ changes: result.changes.map(toJson), sentences: result.sentences.map(diagnosticToJson) }),
      )
    else terminal.out(text(result, lang, terminal.color))
    return result.changes.length > 0 || result.sentences.length > 0 ? 1 : 0
  },
}

function toJson(change: Change) {
  return {
    kind: change.kind,
    ...('before' in change ? { before: factToJson(change.before) } : {}),
    ...('after' in change ? { after: factToJson(change.after) } : {}),
    ...('keys' in change ? { keys: change.keys } : {}),
  }
}

function text(result: Difference, lang: Lang, color: boolean): string {
  const lines: string[] = []
  for (const kind of changeKinds) {
    const changes = result.changes.filter((c) => c.kind === kind)
    if (changes.length === 0) continue
    lines.push(paint(`${titles[kind][lang]} (${changes.length})`, 1, color), ...changes.map((c) => `  ${line(c)}`))
  }
  if (result.sentences.length > 0) lines.push('', formatText(result.sentences, lang, color).trimEnd())
  if (lines.length === 0) lines.push(lang === 'zh' ? '没有差异' : 'no difference')
  return `${lines.join('\n')}\n`
}

function line(change: Change): string {
  switch (change.kind) {
    case 'new':
      return `${factAddress(change.after)}  ${formatValue(change.after)}`
    case 'gone':
      return `${factAddress(change.before)}  ${formatValue(change.before)}`
    case 'revised':
      return `${factAddress(change.after)}  ${formatValue(change.before)} → ${formatValue(change.after)}`
    case 'changed':
      return `${factAddress(change.after)}  ${formatValue(change.before)} (${change.before.period}) → ${formatValue(change.after)}`
    case 'scope-changed':
      return `${factAddress(change.before)} → ${factAddress(change.after)}  [${change.keys.join(', ')}]`
  }
}
