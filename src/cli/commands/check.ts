import { type Lang, plural } from '../../base/index.ts'
import { type Checked, packageVersion, programHash, recallCheck } from '../../project/index.ts'
import { type Command, deskOption, profileOption } from '../command.ts'
import { openDesk } from '../desk.ts'
import { exitCode } from '../exit.ts'
import { diagnosticToJson, formatJson } from '../format/json.ts'
import { formatSarif } from '../format/sarif.ts'
import { formatCounts, formatText } from '../format/text.ts'

export const command: Command = {
  name: 'check',
  args: '[REPORT…]',
  summary: { en: 'prove every number of the reports, write nothing', zh: '核对报告中的每个数字，不写出文件' },
  options: {
    ...deskOption,
    ...profileOption,
    fix: {
      type: 'boolean',
      summary: { en: 'fill in and correct literals in the source', zh: '在源文件中补全并更正数字' },
    },
    format: {
      type: 'string',
      value: 'FORMAT',
      oneOf: ['text', 'json', 'sarif'],
      summary: { en: 'text, json or sarif', zh: 'text、json 或 sarif' },
    },
  },
  run: async (invocation) => {
    const { args, options, lang, terminal } = invocation
    const { effects, places } = openDesk(invocation)
    const wanted = { reports: args, fix: options.fix === true }
    const checked = await recallCheck(effects, places, wanted, programHash())
    const { diagnostics, coverage, fixed } = checked
    const format = options.json === true ? 'json' : (options.format ?? 'text')
    if (format === 'json') terminal.out(formatJson({ diagnostics: diagnostics.map(diagnosticToJson), coverage, fixed }))
    else if (format === 'sarif') terminal.out(formatSarif(diagnostics, packageVersion()))
    else {
      terminal.out(formatText(diagnostics, lang, terminal.color))
      for (const file of fixed) terminal.out(lang === 'zh' ? `已改写 ${file}\n` : `rewrote ${file}\n`)
      terminal.out(publishingLines(coverage.publishing, lang))
      terminal.out(
        lang === 'zh'
          ? `${coverage.reports} 份报告，${coverage.bound} 处绑定，引用 ${coverage.facts} 条事实；${formatCounts(diagnostics, lang)}\n`
          : `${plural(coverage.reports, 'report')}, ${plural(coverage.bound, 'number')} bound to ${plural(coverage.facts, 'fact')}; ${formatCounts(diagnostics, lang)}\n`,
      )
    }
    return exitCode(diagnostics)
  },
}

function publishingLines(list: Checked['coverage']['publishing'], lang: Lang): string {
  return list
    .map(({ file, profile, pass, fail, unknown, waived }) => {
      const open = [...fail, ...unknown].length === 0 ? '' : ` (${[...fail, ...unknown].join(', ')})`
      return lang === 'zh'
        ? `${file} 发布规则（${profile}）：${pass.length} 条通过，${fail.length} 条未通过，${unknown.length} 条无法判断，${waived.length} 条已豁免${open}\n`
        : `${file} publishing rules (${profile}): ${pass.length} pass, ${fail.length} fail, ${unknown.length} unknown, ${waived.length} waived${open}\n`
    })
    .join('')
}
