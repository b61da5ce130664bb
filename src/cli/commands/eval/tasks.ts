import { tasks } from '../../../project/index.ts'
import type { Invocation } from '../../command.ts'
import { formatJson } from '../../format/json.ts'
import { paint } from '../../format/text.ts'

/** `assay eval tasks`: what can be measured, with protocols and what has to be brought. */
export async function tasksVerb({ options, lang, terminal }: Invocation): Promise<number> {
  const all = await tasks()
  if (options.json === true) {
    terminal.out(
      formatJson({
        tasks: all.map((t) => ({
          id: t.id,
          version: t.version,
          title: t.title,
          measure: t.measure,
          licence: t.licence,
          dataset:
            t.dataset.kind === 'generated'
              ? { kind: 'generated', size: t.dataset.size }
              : { kind: 'file', fields: t.dataset.fields, sizes: t.dataset.sizes, about: t.dataset.about },
          protocols: t.protocols,
        })),
      }),
    )
    return 0
  }
  for (const t of all) {
    const data =
      t.dataset.kind === 'generated'
        ? lang === 'zh'
          ? '自动生成，无需数据'
          : 'generated, needs no data'
        : `${lang === 'zh' ? '需要' : 'needs'}: ${t.dataset.about[lang]}`
    terminal.out(`${paint(t.id.padEnd(20), 1, terminal.color)} ${t.title[lang]}\n${' '.repeat(21)}${data}\n`)
    terminal.out(`${' '.repeat(21)}${t.protocols.map((p) => p.id).join(', ')}\n`)
  }
  return 0
}
