import { relative } from 'node:path'
import { type BuildResult, build, createPngMaker, packageVersion, programHash } from '../../project/index.ts'
import { type Command, deskOption, profileOption } from '../command.ts'
import { openDesk, openPdfMaker } from '../desk.ts'
import { exitCode } from '../exit.ts'
import { diagnosticToJson, formatJson } from '../format/json.ts'
import { formatCounts, formatText } from '../format/text.ts'

export const command: Command = {
  name: 'build',
  args: '[REPORT…]',
  summary: { en: 'prove the reports and publish them as HTML, PDF and XLSX', zh: '核对报告并发布为 HTML、PDF 和 XLSX' },
  options: {
    ...deskOption,
    ...profileOption,
    png: { type: 'boolean', summary: { en: 'each figure as a picture too', zh: '另将每张图存为 PNG' } },
    'no-pdf': { type: 'boolean', summary: { en: 'leave the PDF out', zh: '不生成 PDF' } },
  },
  run: async (invocation) => {
    const { args, options, lang, terminal } = invocation
    const { effects, places } = openDesk(invocation)
    const pdf = options['no-pdf'] !== true
    const maker = pdf ? await openPdfMaker() : null
    const png = options.png === true ? await createPngMaker() : null
    const program = programHash()
    const result = await build(effects, places, { reports: args, pdf, version: packageVersion(), maker, png, program })
    const open = result.diagnostics
    if (options.json === true) {
      terminal.out(formatJson({ built: result.built, diagnostics: open.map(diagnosticToJson) }))
      return exitCode(open)
    }
    terminal.out(formatText(open, lang, terminal.color))
    terminal.out(summary(result, relative(terminal.folder, places.desk), lang))
    return exitCode(open)
  },
}

function summary(result: BuildResult, desk: string, lang: 'zh' | 'en'): string {
  const lines: string[] = []
  for (const edition of result.built) {
    if (edition.files.length === 0) {
      lines.push(
        lang === 'zh'
          ? `${edition.issue} ${edition.lang}：有错误，未写出文件`
          : `${edition.issue} ${edition.lang}: errors, nothing written`,
      )
      continue
    }
    for (const file of edition.files) lines.push(desk === '' ? file : `${desk}/${file}`)
  }
  lines.push(formatCounts(result.diagnostics, lang))
  return `${lines.join('\n')}\n`
}
