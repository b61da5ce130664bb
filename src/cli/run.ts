import { parseArgs } from 'node:util'
import { AssayError, type Lang, nearest } from '../base/index.ts'
import { packageVersion } from '../project/index.ts'
import { type Command, commonOptions, type Invocation, type Option, type Terminal } from './command.ts'
import { exitCode } from './exit.ts'
import { diagnosticToJson, formatJson } from './format/json.ts'
import { formatText } from './format/text.ts'
import { processTerminal } from './terminal.ts'
import { wrongUse } from './usage.ts'

/** Every command by name, loaded when it is asked for. */
export type Commands = Readonly<Record<string, () => Promise<{ readonly command: Command }>>>

/** Carries out a command line and returns its exit code: 0 clean, 1 findings, 2 wrong use, 70 a bug. */
export async function runWith(
  commands: Commands,
  argv: readonly string[],
  terminal: Terminal = processTerminal(),
): Promise<number> {
  const lang = languageOf(argv)
  const json = argv.includes('--json')
  try {
    return await dispatch(commands, argv, lang, terminal)
  } catch (error) {
    terminal.progress('')
    if (AssayError.is(error)) {
      if (json) terminal.out(formatJson({ diagnostics: error.diagnostics.map(diagnosticToJson) }))
      else terminal.error(formatText(error.diagnostics, lang, terminal.color))
      return Math.max(exitCode(error.diagnostics), 2)
    }
    const stack = await traceOf(error)
    terminal.error(
      lang === 'zh'
        ? `这是 assay 的缺陷，请连同以下内容报告：\n${stack}\n`
        : `this is a bug in assay, report it with what follows:\n${stack}\n`,
    )
    return 70
  }
}

// an error may come from what is not to be read
async function traceOf(error: unknown): Promise<string> {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  try {
    return (await import('./trace.ts')).sourceTrace(stack)
  } catch {
    return stack
  }
}

async function dispatch(commands: Commands, argv: readonly string[], lang: Lang, terminal: Terminal): Promise<number> {
  const [name, ...rest] = argv
  if (name === '--version' || name === 'version') {
    terminal.out(`assay ${packageVersion()}\n`)
    return 0
  }
  if (name === undefined || name === 'help' || name === '--help' || name === '-h' || name.startsWith('--lang')) {
    const about = name === 'help' ? rest.find((r, i) => !r.startsWith('-') && rest[i - 1] !== '--lang') : undefined
    terminal.out(about === undefined ? await overview(commands, lang) : usage(await load(commands, about), lang))
    return name === undefined ? 2 : 0
  }
  const command = await load(commands, name)
  const invocation = parse(command, rest, lang, terminal)
  if (invocation.options.help === true) {
    terminal.out(usage(command, lang))
    return 0
  }
  const code = await command.run(invocation)
  terminal.progress('')
  return code
}

async function load(commands: Commands, name: string): Promise<Command> {
  const loader = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (loader !== undefined) return (await loader()).command
  const near = nearest(name, Object.keys(commands))[0]
  throw wrongUse({ en: `there is no command \`${name}\``, zh: `没有命令 \`${name}\`` }, near ?? 'help')
}

function parse(command: Command, argv: readonly string[], lang: Lang, terminal: Terminal): Invocation {
  const known: Readonly<Record<string, Option>> = { ...command.options, ...commonOptions }
  const options = Object.fromEntries(Object.entries(known).map(([k, o]) => [k, { type: o.type }]))
  let parsed: { values: Record<string, unknown>; positionals: string[] }
  try {
    parsed = parseArgs({
      args: argv.map((a) => (a === '-h' ? '--help' : a)),
      options,
      allowPositionals: true,
      strict: true,
    })
  } catch (error) {
    throw wrongOption(error as Error, argv, command, known)
  }
  const values = parsed.values as Invocation['options']
  for (const key in values) {
    const allowed = known[key]?.oneOf
    const value = values[key]
    if (allowed === undefined || typeof value !== 'string' || allowed.includes(value)) continue
    throw wrongUse(
      { en: `\`--${key}\` cannot be \`${value}\``, zh: `\`--${key}\` 不能为 \`${value}\`` },
      nearest(value, allowed)[0] ?? allowed.join('`, `'),
    )
  }
  return { args: parsed.positionals, options: values, lang, terminal }
}

function wrongOption(
  error: Error,
  argv: readonly string[],
  command: Command,
  known: Readonly<Record<string, Option>>,
): AssayError {
  const letter = /'(--?[\w-]+)/.exec(error.message)?.[1] ?? ''
  // a word behind one dash is read as letters; what was written is the word
  const name = argv.find((a) => /^-[a-z]{2}/i.test(a) && a.startsWith(letter)) ?? letter
  const bare = name.replace(/^-+/, '').replace(/=.*$/s, '')
  if (Object.hasOwn(known, bare) && name.startsWith('--')) {
    const en = `\`${name}\` is not used so; see \`assay help ${command.name}\``
    return wrongUse({ en, zh: `\`${name}\` 的用法有误；见 \`assay help ${command.name}\`` })
  }
  const near = nearest(bare, Object.keys(known))[0]
  const words = {
    en: `\`assay ${command.name}\` has no option \`${name}\``,
    zh: `\`assay ${command.name}\` 没有选项 \`${name}\``,
  }
  return wrongUse(words, near === undefined ? undefined : `--${near}`)
}

function languageOf(argv: readonly string[]): Lang {
  const at = argv.findIndex((a) => a === '--lang' || a.startsWith('--lang='))
  const given = at === -1 ? undefined : (argv[at]!.split('=')[1] ?? argv[at + 1])
  if (given === 'zh' || given === 'en') return given
  const { LC_ALL, LC_MESSAGES, LANG } = process.env
  return /^zh/i.test(LC_ALL || LC_MESSAGES || LANG || '') ? 'zh' : 'en'
}

async function overview(commands: Commands, lang: Lang): Promise<string> {
  const all = await Promise.all(Object.keys(commands).map((name) => load(commands, name)))
  const lines = all.map((c) => `  ${c.name.padEnd(12)} ${c.summary[lang]}`)
  const head = lang === 'zh' ? '用法：assay 命令 [选项]' : 'usage: assay COMMAND [OPTIONS]'
  const tail =
    lang === 'zh' ? '`assay help 命令` 显示该命令的选项' : '`assay help COMMAND` shows the options of a command'
  return `${head}\n\n${lines.join('\n')}\n\n${tail}\n`
}

/** How a command is written, with all its options. */
export function usage(command: Command, lang: Lang): string {
  const all = Object.entries({ ...command.options, ...commonOptions })
  const lines = all.map(([name, o]) => `  ${`--${name}${o.value ? ` ${o.value}` : ''}`.padEnd(20)} ${o.summary[lang]}`)
  const head = lang === 'zh' ? '用法：' : 'usage: '
  return `${head}assay ${command.name} ${command.args}\n${command.summary[lang]}\n\n${lines.join('\n')}\n`
}
