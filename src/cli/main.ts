import type { Terminal } from './command.ts'
import { type Commands, runWith } from './run.ts'

/** Every command by name, loaded when it is asked for. */
export const commands: Commands = {
  init: () => import('./commands/init.ts'),
  build: () => import('./commands/build.ts'),
  check: () => import('./commands/check.ts'),
  audit: () => import('./commands/audit.ts'),
  watch: () => import('./commands/watch.ts'),
  facts: () => import('./commands/facts.ts'),
  diff: () => import('./commands/diff.ts'),
  errata: () => import('./commands/errata.ts'),
  eval: () => import('./commands/eval.ts'),
  market: () => import('./commands/market.ts'),
  ratings: () => import('./commands/ratings.ts'),
  rules: () => import('./commands/rules.ts'),
  explain: () => import('./commands/explain.ts'),
  policy: () => import('./commands/policy.ts'),
  completion: () => import('./commands/completion.ts'),
}

/** Carries out a command line and returns its exit code: 0 clean, 1 findings, 2 wrong use, 70 a bug. */
export async function run(argv: readonly string[], terminal?: Terminal): Promise<number> {
  return runWith(commands, argv, terminal)
}
