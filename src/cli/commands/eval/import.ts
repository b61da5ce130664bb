import { resolve } from 'node:path'
import { nearest, plural } from '../../../base/index.ts'
import { importFormats, importRun, isFolder, packageVersion } from '../../../project/index.ts'
import type { Invocation } from '../../command.ts'
import { exitCode } from '../../exit.ts'
import { diagnosticToJson, formatJson } from '../../format/json.ts'
import { formatText } from '../../format/text.ts'
import { wrongUse } from '../../usage.ts'
import { argument, openLab, pathOf, textOf } from './open.ts'

/** `assay eval import FILE...`: makes a run of predictions that were made elsewhere. */
export async function importVerb(invocation: Invocation): Promise<number> {
  const { args, options, lang, terminal } = invocation
  argument(invocation, 0, 'a file of predictions', '预测文件')
  const task = textOf(invocation, 'task')
  if (task === '') throw wrongUse({ en: 'name the task with `--task`', zh: '请用 `--task` 指明任务' }, '--task gsm8k')
  const format = textOf(invocation, 'format')
  if (format !== '' && !importFormats.includes(format as never))
    throw wrongUse(
      { en: `there is no format \`${format}\``, zh: `没有格式 \`${format}\`` },
      nearest(format, importFormats)[0] ?? importFormats.join('`, `'),
    )
  const machine = openLab(invocation)
  const files = args.map((a) => resolve(terminal.folder, a))
  const data = pathOf(invocation, 'data')
  const stem = files[0]!.slice(files[0]!.lastIndexOf('/') + 1).replace(/\.(jsonl|json|csv|eval|gz)+$/g, '')
  const imported = await importRun(machine, {
    files,
    format: format as never,
    task: /\.ya?ml$/.test(task) ? resolve(terminal.folder, task) : task,
    protocol: textOf(invocation, 'protocol'),
    model: textOf(invocation, 'model'),
    out: pathOf(invocation, 'out') || resolve(terminal.folder, 'runs', `${task}-${stem}`),
    data:
      data === ''
        ? []
        : (await isFolder(data))
          ? (await machine.effects.list(data)).map((f) => `${data}/${f}`)
          : [data],
    version: packageVersion(),
  })
  const { header } = imported
  if (options.json === true)
    terminal.out(
      formatJson({
        folder: imported.folder,
        format: imported.format,
        predictions: imported.predictions,
        header,
        diagnostics: imported.diagnostics.map(diagnosticToJson),
      }),
    )
  else {
    terminal.out(
      lang === 'zh'
        ? `${imported.predictions} 条预测（${imported.format}），协议 ${header.protocol.id}，位于 ${imported.folder}\n现在可以评分：assay eval score ${imported.folder}\n`
        : `${plural(imported.predictions, 'prediction')} (${imported.format}) under ${header.protocol.id} in ${imported.folder}\nnow run: assay eval score ${imported.folder}\n`,
    )
    terminal.error(formatText(imported.diagnostics, lang, terminal.color))
  }
  return exitCode(imported.diagnostics)
}
