import { dirname, resolve } from 'node:path'
import { nearest, parseYaml } from '../../../base/index.ts'
import {
  type LabMachine,
  loadModule,
  type Model,
  nodeDisk,
  nodeEffects,
  nodeTimer,
  openModel,
  type Protocol,
  packageFolder,
  parquetRows,
  plainProtocol,
} from '../../../project/index.ts'
import type { Invocation } from '../../command.ts'
import { wrongUse } from '../../usage.ts'

/** The machine confined to the folders that a command line names. */
export function openLab({ args, options, terminal }: Invocation): LabMachine {
  const named = [...args, options.out, options.data, options.shots, options.cache, options.tokenizer].filter(
    (n): n is string => typeof n === 'string' && n !== '',
  )
  const roots = [
    terminal.folder,
    packageFolder,
    ...named.flatMap((n) => [resolve(terminal.folder, n), dirname(resolve(terminal.folder, n))]),
  ]
  const effects = nodeEffects(roots, terminal.progress)
  return {
    effects,
    disk: nodeDisk(roots),
    timer: nodeTimer,
    parquet: parquetRows(effects),
  }
}

/** The value of an option as a text; empty when it is not there. */
export function textOf(invocation: Invocation, name: string): string {
  const value = invocation.options[name]
  return typeof value === 'string' ? value : ''
}

/** A path named by an option, from the folder of the terminal; empty when it is not there. */
export function pathOf(invocation: Invocation, name: string): string {
  const value = textOf(invocation, name)
  return value === '' ? '' : resolve(invocation.terminal.folder, value)
}

/**
 * The value of an option as a number of at least `least`.
 *
 * @throws AssayError project/bad-usage
 */
export function numberOf(invocation: Invocation, name: string, least = 0): number | undefined {
  const written = textOf(invocation, name)
  if (written === '') return undefined
  const value = Number(written)
  if (Number.isFinite(value) && value >= least) return value
  throw wrongUse({
    en: `\`--${name}\` is a number of at least ${least}, not \`${written}\``,
    zh: `\`--${name}\` 应为不小于 ${least} 的数，而不是 \`${written}\``,
  })
}

/** The argument at `index`, or what is thrown where it is missing. */
export function argument({ args }: Invocation, index: number, en: string, zh: string): string {
  const value = args[index]
  if (value !== undefined && value !== '') return value
  throw wrongUse({ en: `name ${en}`, zh: `请写明${zh}` })
}

/** The fields that `--set` changes, with the types that a protocol has. */
export function setOf(invocation: Invocation): Partial<Protocol> {
  const changed: Record<string, unknown> = {}
  const epochs = textOf(invocation, 'epochs')
  const written = [textOf(invocation, 'set'), epochs === '' ? '' : `epochs=${epochs}`].filter((w) => w !== '')
  for (const pair of written.join(',').split(',')) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const key = pair.slice(0, equals === -1 ? undefined : equals).trim()
    if (equals === -1 || !Object.hasOwn(plainProtocol, key) || key === 'id') {
      const near = nearest(key, Object.keys(plainProtocol))[0]
      throw wrongUse({ en: `a protocol has no field \`${key}\``, zh: `协议没有字段 \`${key}\`` }, near)
    }
    changed[key] = typed(key as keyof Protocol, pair.slice(equals + 1).trim())
  }
  return changed as Partial<Protocol>
}

function typed(key: keyof Protocol, written: string): unknown {
  const usual = plainProtocol[key]
  if (key === 'seed' || typeof usual === 'number') {
    const value = Number(written)
    if (written !== '' && Number.isFinite(value)) return value
    throw wrongUse({
      en: `\`${key}\` is a number, not \`${written}\``,
      zh: `\`${key}\` 应为数字，而不是 \`${written}\``,
    })
  }
  if (typeof usual === 'boolean') return written === 'true' || written === 'yes'
  return Array.isArray(usual) ? written.split('|').map((w) => w.replaceAll('\\n', '\n')) : written
}

/** The model that the options name. */
export async function modelOf(
  invocation: Invocation,
  machine: LabMachine,
  name = textOf(invocation, 'model'),
): Promise<Model> {
  if (name === '')
    throw wrongUse(
      { en: 'name a model with `--model`', zh: '请用 `--model` 指明模型' },
      'mock:canonical` or `--model NAME --url http://127.0.0.1:8000/v1',
    )
  const file =
    name.startsWith('mock:') && /\.(json|ya?ml)$/.test(name) ? resolve(invocation.terminal.folder, name.slice(5)) : null
  const url = textOf(invocation, 'url')
  if (!/^(mock|gguf):/.test(name) && !/^https?:\/\/./.test(url))
    throw wrongUse({
      en: `\`--url\` is the address of the endpoint, not \`${url}\``,
      zh: `\`--url\` 应为接口地址，而不是 \`${url}\``,
    })
  const key = process.env[textOf(invocation, 'key-env') || 'OPENAI_API_KEY']
  return openModel({
    name: name.startsWith('gguf:') ? `gguf:${resolve(invocation.terminal.folder, name.slice(5))}` : name,
    url,
    key: key === undefined || key === '' ? null : key,
    script: file === null ? null : await scriptOf(machine, file),
    api: textOf(invocation, 'api') === 'completions' ? 'completions' : 'chat',
    connections: numberOf(invocation, 'concurrency', 1) ?? 100,
    prefill: invocation.options.prefill === true,
    load: loadModule,
  })
}

async function scriptOf(machine: LabMachine, file: string): Promise<never> {
  const bytes = await machine.effects.read(file)
  const value = bytes === null ? null : parseYaml(new TextDecoder().decode(bytes)).value
  if (typeof value === 'object' && value !== null) return value as never
  throw wrongUse({ en: `\`${file}\` is no script of a model`, zh: `\`${file}\` 不是模型脚本` })
}

/** How hard the endpoint may be asked. */
export function queueOf(invocation: Invocation) {
  const concurrency = numberOf(invocation, 'concurrency', 1)
  const deadline = numberOf(invocation, 'deadline', 0.001)
  const tries = numberOf(invocation, 'tries', 1)
  return {
    ...(concurrency === undefined ? {} : { start: concurrency, most: concurrency }),
    ...(deadline === undefined ? {} : { deadline: deadline * 1000 }),
    ...(tries === undefined ? {} : { tries }),
  }
}
