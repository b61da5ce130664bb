import type { Terminal } from '../src/cli/command.ts'
import { run } from '../src/cli/main.ts'

// messages in English on every machine, unless a case asks for Chinese
for (const name of ['LC_ALL', 'LC_MESSAGES']) delete process.env[name]
process.env.LANG = 'en_US.UTF-8'

/** What a command printed and returned. */
export interface Ran {
  readonly code: number
  readonly out: string
  readonly error: string
}

/** Runs a command line in this process, in `folder`. */
export async function runIn(folder: string, ...argv: readonly string[]): Promise<Ran> {
  let out = ''
  let error = ''
  const terminal: Terminal = {
    out: (text) => {
      out += text
    },
    error: (text) => {
      error += text
    },
    progress: () => {},
    color: false,
    folder,
  }
  const code = await run(argv, terminal)
  return { code, out, error }
}
