import { codes } from '../../../../../src/project/index.ts'

/** The engine is installed where the tests run: what is told without it is taken from its table. */
export async function run(): Promise<string> {
  return `project/missing-engine ${codes['project/missing-engine'].summary.en}\n`
}
