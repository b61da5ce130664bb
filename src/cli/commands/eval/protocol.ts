import { nearest } from '../../../base/index.ts'
import { diffProtocols, type Protocol, protocols } from '../../../project/index.ts'
import type { Invocation } from '../../command.ts'
import { formatJson } from '../../format/json.ts'
import { wrongUse } from '../../usage.ts'
import { argument } from './open.ts'

/** `assay eval protocol diff A B`: in which fields two protocols differ, and which of them move scores. */
export async function protocolVerb(invocation: Invocation): Promise<number> {
  const { options, lang, terminal } = invocation
  const verb = argument(invocation, 0, '`diff` and two protocols', '`diff` 与两个协议')
  if (verb !== 'diff')
    throw wrongUse(
      { en: `\`assay eval protocol\` has no verb \`${verb}\``, zh: `\`assay eval protocol\` 没有动词 \`${verb}\`` },
      'diff',
    )
  const all = await protocols()
  const [before, after] = [1, 2].map((i) =>
    find(
      all,
      argument(invocation, i, 'two protocols, such as `gsm8k:meta/llama3.1`', '两个协议，例如 `gsm8k:meta/llama3.1`'),
    ),
  )
  const found = diffProtocols(before!, after!)
  if (options.json === true)
    terminal.out(formatJson({ before, after, differences: found, comparable: found.every((d) => !d.moves) }))
  else if (found.length === 0) terminal.out(lang === 'zh' ? '没有差异\n' : 'no difference\n')
  else for (const d of found) terminal.out(`${d.moves ? '!' : ' '} ${d.field.padEnd(12)} ${d.before} → ${d.after}\n`)
  return found.some((d) => d.moves) ? 1 : 0
}

function find(all: ReadonlyMap<string, Protocol>, name: string): Protocol {
  const found = all.get(name)
  if (found !== undefined) return found
  throw wrongUse(
    { en: `there is no protocol \`${name}\``, zh: `没有协议 \`${name}\`` },
    nearest(name, [...all.keys()])[0] ?? [...all.keys()][0],
  )
}
