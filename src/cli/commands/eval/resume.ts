import { resolve } from 'node:path'
import { readHeader } from '../../../project/index.ts'
import type { Invocation } from '../../command.ts'
import { argument, openLab, pathOf, textOf } from './open.ts'
import { carryOut } from './run.ts'

/** `assay eval resume RUN`: asks what is still missing, as the run's header says. */
export async function resumeVerb(invocation: Invocation): Promise<number> {
  const named = argument(invocation, 0, 'the folder of a run', '运行目录')
  const folder = resolve(invocation.terminal.folder, named)
  const header = await readHeader(openLab(invocation), folder)
  const { source, model, protocol } = header
  const endpoint = model.endpoint.replace(/\/(chat\/)?completions$/, '')
  const http = /^https?:/.test(endpoint)
  const options = {
    ...invocation.options,
    ...(http && !invocation.options.url ? { url: endpoint } : {}),
    ...(http && model.endpoint.endsWith('/chat/completions') ? {} : http ? { api: 'completions' } : {}),
    set: changesOf(protocol.id, protocol as unknown as Record<string, unknown>),
  }
  return carryOut(
    { ...invocation, options },
    {
      task: source.task === undefined ? header.task : resolve(folder, source.task),
      out: folder,
      data: pathOf(invocation, 'data') || (source.data === '' ? '' : resolve(folder, source.data)),
      shots: pathOf(invocation, 'shots') || (source.shots === '' ? '' : resolve(folder, source.shots)),
      protocol: protocol.id.split('+')[0]!,
      seed: header.dataset.seed,
      limit: source.limit,
      model: textOf(invocation, 'model') || (http ? model.id : mockName(model.id)),
    },
  )
}

// what the name of a changed protocol says was changed
function changesOf(id: string, protocol: Record<string, unknown>): string {
  return id
    .split('+')
    .slice(1)
    .map((field) => {
      const value = protocol[field]
      return `${field}=${Array.isArray(value) ? value.join('|').replaceAll('\n', '\\n') : String(value)}`
    })
    .join(',')
}

function mockName(id: string): string {
  return id.startsWith('mock-') ? `mock:${id.slice(5)}` : ''
}
