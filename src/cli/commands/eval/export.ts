import { relative, resolve } from 'node:path'
import { nearest } from '../../../base/index.ts'
import { type ExportFormat, exportFormats, exportRun, readHeader } from '../../../project/index.ts'
import type { Invocation } from '../../command.ts'
import { nearestDesk } from '../../desk.ts'
import { formatJson } from '../../format/json.ts'
import { wrongUse } from '../../usage.ts'
import { argument, openLab, pathOf, textOf } from './open.ts'

/** `assay eval export RUN --format FORMAT`: writes a run as other programs read it. */
export async function exportVerb(invocation: Invocation): Promise<number> {
  const { options, lang, terminal } = invocation
  const folder = resolve(terminal.folder, argument(invocation, 0, 'the folder of a run', '运行目录'))
  const format = textOf(invocation, 'format') || 'every-eval-ever'
  if (!exportFormats.includes(format as ExportFormat))
    throw wrongUse(
      { en: `there is no format \`${format}\``, zh: `没有格式 \`${format}\`` },
      nearest(format, exportFormats)[0] ?? exportFormats.join('`, `'),
    )
  const ending = format === 'inspect' ? 'json' : format === 'facts' ? 'csv' : 'jsonl'
  const out = pathOf(invocation, 'out') || `${folder}/${format}.${ending}`
  const machine = openLab(invocation)
  const header = await readHeader(machine, folder)
  const desk = nearestDesk(terminal.folder)
  const written = await exportRun(machine, {
    folder,
    format: format as ExportFormat,
    out,
    subject: textOf(invocation, 'subject') || header.model.id,
    known: machine.effects.now().slice(0, 10),
    locator: relative(desk, folder).split('\\').join('/'),
  })
  if (options.json === true) terminal.out(formatJson(written))
  else
    terminal.out(
      lang === 'zh'
        ? `${written.rows} 个样本：\n${written.files.join('\n')}\n`
        : `${written.rows} samples:\n${written.files.join('\n')}\n`,
    )
  return 0
}
