import { watch } from 'node:fs'
import { join, sep } from 'node:path'
import { createPreview, type Preview } from '../../desk/index.ts'
import { type BuildResult, createWatcher, packageVersion } from '../../project/index.ts'
import { type Command, deskOption, type Invocation } from '../command.ts'
import { openDesk, openPdfMaker } from '../desk.ts'
import { formatCounts, formatText } from '../format/text.ts'

/** Saves that follow each other within this many milliseconds are one. */
const settle = 30

export const command: Command = {
  name: 'watch',
  args: '[REPORT…]',
  summary: { en: 'build on every save, with a preview on this machine', zh: '保存即构建，并在本机预览' },
  options: {
    ...deskOption,
    'no-pdf': { type: 'boolean', summary: { en: 'leave the PDF out', zh: '不生成 PDF' } },
    port: {
      type: 'string',
      value: 'PORT',
      summary: { en: 'port of the preview; default: a free one', zh: '预览端口；默认取空闲端口' },
    },
  },
  run: async (invocation) => {
    const { options, args, lang, terminal } = invocation
    const port = Number(options.port ?? 0)
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      terminal.error(
        lang === 'zh' ? `\`--port\` 不能为 \`${options.port}\`\n` : `\`--port\` cannot be \`${options.port}\`\n`,
      )
      return 2
    }
    const { effects, places } = openDesk(invocation)
    const pdf = options['no-pdf'] !== true
    const maker = pdf ? await openPdfMaker() : null
    let preview: Preview | undefined
    const shown = () => preview?.reload()
    const watcher = createWatcher(effects, places, { reports: args, pdf, version: packageVersion(), maker, shown })
    const first = await watcher.rebuild([])
    const out = first.desk.config.out
    preview = await createPreview(join(places.desk, out), port)
    tell(first, 0, invocation)
    terminal.out(lang === 'zh' ? `预览：${preview.url}（Ctrl+C 结束）\n` : `preview: ${preview.url} (Ctrl+C ends)\n`)
    const changed = new Set<string>()
    let timer: NodeJS.Timeout | undefined
    let work = Promise.resolve()
    const rebuild = async () => {
      const files = [...changed]
      changed.clear()
      const started = performance.now()
      try {
        const result = await watcher.rebuild(files)
        tell(result, performance.now() - started, invocation)
      } catch (error) {
        terminal.error(`${(error as Error).message}\n`)
      }
    }
    const eyes = watch(places.desk, { recursive: true }, (_, name) => {
      const file = name?.split(sep).join('/')
      if (
        file === undefined ||
        file.startsWith(`${out}/`) ||
        file === out ||
        /(^|\/)(\.|node_modules)|\.tmp$|~$/.test(file)
      )
        return
      changed.add(file)
      clearTimeout(timer)
      timer = setTimeout(() => {
        work = work.then(rebuild)
      }, settle)
    })
    await new Promise<void>((done) => {
      process.once('SIGINT', done)
      process.once('SIGTERM', done)
    })
    eyes.close()
    clearTimeout(timer)
    await work
    await preview.close()
    return 0
  },
}

function tell(result: BuildResult, milliseconds: number, { lang, terminal }: Invocation): void {
  terminal.error(
    formatText(
      result.diagnostics.filter((d) => d.waived === undefined),
      lang,
      terminal.color,
    ),
  )
  const took = milliseconds === 0 ? '' : ` ${Math.round(milliseconds)} ms`
  for (const edition of result.built) {
    const state =
      edition.files.length > 0
        ? lang === 'zh'
          ? '已构建'
          : 'built'
        : lang === 'zh'
          ? '有错误，未写出'
          : 'errors, nothing written'
    terminal.out(`${edition.issue} ${edition.lang}: ${state}${took}; ${formatCounts(result.diagnostics, lang)}\n`)
  }
}
