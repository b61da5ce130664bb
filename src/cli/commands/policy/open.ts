import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { AssayError, type Effects, isDay, type Words } from '../../../base/index.ts'
import { type ClaimsFile, nodeEffects, type Places, packageFolder, report } from '../../../project/index.ts'
import type { Invocation } from '../../command.ts'
import { deskFolder } from '../../desk.ts'

/** What every verb of `policy` starts from. */
export interface OpenedPolicy {
  readonly effects: Effects
  readonly places: Places
  readonly policy: string
  readonly knownOn?: string
}

/** What is thrown at a command line that cannot be carried out. */
export function wrongUse(words: Words, hint?: Words): AssayError {
  return new AssayError([report('project/bad-usage', words, hint === undefined ? {} : { hint })])
}

/** The machine confined to the desk, the shipped data and the files that the command line names. */
export function openPolicy(invocation: Invocation, files: readonly string[] = []): OpenedPolicy {
  const { terminal, options, args } = invocation
  const named = args[0]
  if (named === undefined)
    throw wrongUse(
      { en: 'name a policy', zh: '请写明政策' },
      { en: '`assay policy explain` lists them', zh: '`assay policy explain` 列出全部政策' },
    )
  const { effects, places } = openPlaces(invocation, [named, ...files])
  const known = options['known-on']
  if (typeof known === 'string' && !isDay(known))
    throw wrongUse({
      en: `\`--known-on\` is a day YYYY-MM-DD, not \`${known}\``,
      zh: `\`--known-on\` 应为 YYYY-MM-DD，而不是 \`${known}\``,
    })
  const policy = isFile(terminal.folder, named) ? resolve(terminal.folder, named) : named
  return { effects, places, policy, ...(typeof known === 'string' ? { knownOn: known } : {}) }
}

function isFile(folder: string, name: string): boolean {
  return name.endsWith('.md') && existsSync(resolve(folder, name))
}

/** The same without a policy. */
export function openPlaces(
  invocation: Invocation,
  files: readonly string[] = [],
): { readonly effects: Effects; readonly places: Places } {
  const { terminal } = invocation
  const desk = deskFolder(invocation)
  const data = join(packageFolder, 'data')
  const named = files.map((f) => resolve(terminal.folder, f))
  // a rule file that is named has the texts that it quotes beside it
  const beside = files.flatMap((f, i) => (isFile(terminal.folder, f) ? dirname(named[i]!) : []))
  const roots = [join(desk, 'policies'), join(desk, 'sources'), join(desk, 'facts'), data, ...named, ...beside]
  return { effects: nodeEffects(roots, terminal.progress), places: { desk, data } }
}

/** The file of claims that `--input` names; `-` is standard input. */
export function inputOf(invocation: Invocation): ClaimsFile {
  const { input, encoding: named } = invocation.options
  const encoding = typeof named === 'string' ? { encoding: named.toLowerCase() } : {}
  if (typeof input !== 'string' || input === '')
    throw wrongUse({ en: 'name a file of claims with `--input`', zh: '请用 `--input` 指明申请文件' })
  if (input === '-') return { path: '-', shown: 'stdin', bytes: readFileSync(0), ...encoding }
  return { path: resolve(invocation.terminal.folder, input), shown: input, ...encoding }
}
