import type { Appender, Timer } from '../../base/index.ts'

/** A log that grows by lines and makes them durable in batches. */
export interface LogWriter {
  /** takes a line; resolves at once, or when the disk has caught up */
  readonly add: (line: string) => Promise<void> | undefined
  /** resolves when everything taken so far would survive */
  readonly flush: () => Promise<void>
  readonly close: () => Promise<void>
  /** what the disk said when it refused, from then on nothing is taken */
  readonly refusal: () => Error | null
}

/** A batch has at most this many lines, and none waits longer than this many milliseconds: that is what a kill can cost. */
export const batch = Object.freeze({ lines: 256, milliseconds: 100 })

const mostWaiting = batch.lines * 4

/** A log over `file`. */
export function createLogWriter(file: Appender, timer: Timer): LogWriter {
  const encoder = new TextEncoder()
  let waiting: string[] = []
  let writing: Promise<void> | null = null
  let refused: Error | null = null

  const write = (): Promise<void> => {
    if (writing !== null) return writing
    if (waiting.length === 0 || refused !== null) return Promise.resolve()
    const lines = waiting
    waiting = []
    writing = file
      .write(encoder.encode(`${lines.join('\n')}\n`))
      .catch((error: Error) => {
        refused = error
      })
      .then(() => {
        writing = null
        if (waiting.length >= batch.lines) void write()
      })
    return writing
  }
  const stop = timer.every(batch.milliseconds, () => void write())
  const flush = async (): Promise<void> => {
    while (refused === null && (waiting.length > 0 || writing !== null)) await write()
  }
  return {
    add: (line) => {
      waiting.push(line)
      if (waiting.length < batch.lines) return undefined
      const done = write()
      return waiting.length >= mostWaiting ? done : undefined
    },
    flush,
    close: async () => {
      stop()
      await flush()
      await file.close()
    },
    refusal: () => refused,
  }
}
