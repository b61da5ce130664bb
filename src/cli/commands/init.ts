import { mkdirSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { init, nodeEffects } from '../../project/index.ts'
import type { Command } from '../command.ts'
import { formatJson } from '../format/json.ts'

export const command: Command = {
  name: 'init',
  args: '[FOLDER]',
  summary: { en: 'make a new desk that builds at once', zh: '新建一个可立即构建的工作台' },
  options: {},
  run: async ({ args, options, lang, terminal }) => {
    const folder = resolve(terminal.folder, args[0] ?? '.')
    mkdirSync(folder, { recursive: true })
    const files = await init(nodeEffects([folder]), folder)
    if (options.json === true) {
      terminal.out(formatJson({ desk: folder, files }))
      return 0
    }
    for (const file of files) terminal.out(`${args[0] === undefined ? '' : `${args[0].replace(/\/+$/, '')}/`}${file}\n`)
    const at = relative(terminal.folder, folder)
    const flag = at === '' ? '' : ` --desk ${at}`
    terminal.out(lang === 'zh' ? `现在运行：assay build${flag}\n` : `now run: assay build${flag}\n`)
    return 0
  },
}
