import { openScripts, type RunScript, type ScriptResult, usualLimit } from '../../lab/index.ts'
import { type Asked, hasThreads, startThread } from '../node.ts'

/** What a thread is asked: to run a script, or `null` for whether it is ready. */
export type ScriptQuestion = Required<Parameters<RunScript>> | null

/** What it answers. */
export type ScriptAnswer = ScriptResult | null

type Thread = Asked<ScriptQuestion, ScriptAnswer>

// what a script may take longer than its limit before its thread is ended: the engine ends most of them itself
const grace = 1000

let opened: Promise<RunScript> | null = null

/**
 * The runner of scripts, in a thread that is ended where the engine cannot end a script itself: it looks at the clock
 * between steps of a program and of a pattern, not while `[].indexOf` or `join` goes through two thousand million places.
 *
 * A script that took its thread with it has its own result, and the next one begins with another thread.
 */
export function openContained(): Promise<RunScript> {
  opened ??= hasThreads() ? Promise.resolve(contained()) : openScripts()
  return opened
}

function contained(): RunScript {
  let thread: Thread | null = null
  // one at a time, so that none waits while its time runs
  let last: Promise<unknown> = Promise.resolve()
  const one = async (question: NonNullable<ScriptQuestion>): Promise<ScriptResult> => {
    try {
      if (thread === null) {
        thread = startThread('script')
        await thread.ask(null)
      }
      const result = await within(thread, question)
      if (result !== null) return result
    } catch (error) {
      thread?.end()
      thread = null
      return { ok: false, why: `it ended its thread: ${error instanceof Error ? error.message : String(error)}` }
    }
    thread = null
    return { ok: false, why: `longer than ${question[3].milliseconds} ms` }
  }
  return (source, call, given, limit = usualLimit) => {
    const result = last.then(() => one([source, call, given, limit]))
    last = result
    return result
  }
}

// `null` where there was no answer in time; the thread is at its end then
function within(thread: Thread, question: NonNullable<ScriptQuestion>): Promise<ScriptAnswer> {
  return new Promise((done, fail) => {
    // counted in two steps, so that an answer that came while this thread was busy is taken before the second
    let late = setTimeout(() => {
      late = setTimeout(() => {
        thread.end()
        done(null)
      }, grace)
    }, question[3].milliseconds)
    thread
      .ask(question)
      .then(done, fail)
      .finally(() => clearTimeout(late))
  })
}
