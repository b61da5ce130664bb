import { allCodes, explain } from '../../project/index.ts'
import type { Command } from '../command.ts'
import { formatJson } from '../format/json.ts'

export const command: Command = {
  name: 'explain',
  args: '[CODE]',
  summary: { en: 'what a code means and how to mend it', zh: '解释诊断代码及处理方法' },
  options: {},
  run: async ({ args, options, lang, terminal }) => {
    const code = args[0]
    if (code === undefined) {
      if (options.json === true) terminal.out(formatJson(Object.fromEntries(allCodes)))
      else
        for (const [name, entry] of allCodes)
          terminal.out(`${name.padEnd(30)} ${entry.severity.padEnd(8)} ${entry.summary[lang]}\n`)
      return 0
    }
    const { entry, nearest } = explain(code)
    if (entry === null) {
      const list = nearest.map((n) => `\`${n}\``).join(', ')
      terminal.error(
        lang === 'zh'
          ? `没有代码 \`${code}\`${list === '' ? '' : `，可用 ${list}`}\n`
          : `there is no code \`${code}\`${list === '' ? '' : `, use ${list}`}\n`,
      )
      return 2
    }
    if (options.json === true) terminal.out(formatJson({ code, ...entry }))
    else terminal.out(`${code} (${entry.severity})\n${entry.summary[lang]}\n\n${entry.explain[lang]}\n`)
    return 0
  },
}
