import type { Terminal } from './command.ts'
import { command as build } from './commands/build.ts'
import { command as check } from './commands/check.ts'
import { runWith } from './run.ts'

/** Carries out `check` or `build`: a program of these two alone starts in a third of the time of the whole. */
export async function run(argv: readonly string[], terminal?: Terminal): Promise<number> {
  return runWith({ check: async () => ({ command: check }), build: async () => ({ command: build }) }, argv, terminal)
}
