import type { Terminal } from './command.ts'

/** Nothing is said of work that is done within this many milliseconds. */
const patience = 1000

/** The terminal of this process: colours only where a person looks on, progress only for what takes long. */
export function processTerminal(): Terminal {
  const started = Date.now()
  const watched = process.stderr.isTTY === true
  let shown = false
  return {
    out: (text) => void process.stdout.write(text),
    write: (bytes) => void process.stdout.write(bytes),
    error: (text) => void process.stderr.write(text),
    progress: (words) => {
      if (words === '' ? !shown : !watched || Date.now() - started < patience) return
      process.stderr.write(`\r\u001b[2K${words}`)
      shown = words !== ''
    },
    color: process.stdout.isTTY === true && process.env.NO_COLOR === undefined && process.env.TERM !== 'dumb',
    folder: process.cwd(),
  }
}
