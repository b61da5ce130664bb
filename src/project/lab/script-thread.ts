import { openScripts } from '../../lab/index.ts'
import { serveThread } from '../node.ts'
import type { ScriptAnswer, ScriptQuestion } from './scripts.ts'

/** Runs, in a thread of its own, the scripts that it is given. */
export function serveScripts(): void {
  const opened = openScripts()
  serveThread(async (question: ScriptQuestion): Promise<ScriptAnswer> => {
    const run = await opened
    return question === null ? null : run(...question)
  })
}
