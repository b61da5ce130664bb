import { type Command, commonOptions } from '../command.ts'

const shells = ['bash', 'zsh', 'fish'] as const

export const command: Command = {
  name: 'completion',
  args: 'bash|zsh|fish',
  summary: { en: 'print a completion script for a shell', zh: '输出 shell 补全脚本' },
  options: {},
  run: async ({ args, lang, terminal }) => {
    const shell = shells.find((s) => s === args[0])
    if (shell === undefined) {
      terminal.error(lang === 'zh' ? '请写明 bash、zsh 或 fish\n' : 'name bash, zsh or fish\n')
      return 2
    }
    const { commands } = await import('../main.ts')
    const all = await Promise.all(Object.values(commands).map(async (load) => (await load()).command))
    terminal.out(scripts[shell](all))
    return 0
  },
}

function flags(command: Command): readonly string[] {
  return Object.keys({ ...command.options, ...commonOptions }).map((o) => `--${o}`)
}

const scripts: Readonly<Record<(typeof shells)[number], (all: readonly Command[]) => string>> = { bash, zsh, fish }

function bash(all: readonly Command[]): string {
  const cases = all.map((c) => `    ${c.name}) words="${flags(c).join(' ')}" ;;`).join('\n')
  return `_assay() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${all.map((c) => c.name).join(' ')} help version" -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${cases}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current") $(compgen -f -- "$current"))
}
complete -F _assay assay
`
}

function zsh(all: readonly Command[]): string {
  const names = all.map((c) => `    '${c.name}:${c.summary.en.replaceAll("'", '')}'`).join('\n')
  const cases = all.map((c) => `    ${c.name}) compadd -- ${flags(c).join(' ')}; _files ;;`).join('\n')
  return `#compdef assay
_assay() {
  local -a commands
  commands=(
${names}
  )
  if (( CURRENT == 2 )); then
    _describe 'command' commands
    return
  fi
  case "$words[2]" in
${cases}
  esac
}
compdef _assay assay
`
}

function fish(all: readonly Command[]): string {
  const names = all.map(
    (c) => `complete -c assay -n __fish_use_subcommand -a ${c.name} -d '${c.summary.en.replaceAll("'", '')}'`,
  )
  const options = all.flatMap((c) =>
    flags(c).map((f) => `complete -c assay -n '__fish_seen_subcommand_from ${c.name}' -l ${f.slice(2)}`),
  )
  return `${[...names, ...options].join('\n')}\n`
}
