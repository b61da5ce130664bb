import type { Terminal } from './command.ts'
import { command as audit } from './commands/audit.ts'
import { runWith } from './run.ts'

/** Carries out `audit`, which needs the least of the program. */
export async function run(argv: readonly string[], terminal?: Terminal): Promise<number> {
  return runWith({ audit: async () => ({ command: audit }) }, argv, terminal)
}
