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

// bytes of a place for lines at first, and of one that is kept for the next batch
const usualPlace = 256 * 1024
const largestKept = 4 * 1024 * 1024

/** A log over `file`. */
export function createLogWriter(file: Appender, timer: Timer): LogWriter {
  const encoder = new TextEncoder()
  // lines are written where the batch will be taken from, so that none of them waits as a text of its own
  let place = new Uint8Array(usualPlace)
  let spare: Uint8Array<ArrayBuffer> | null = null
  let [length, lines] = [0, 0]
  let writing: Promise<void> | null = null
  let refused: Error | null = null

  const take = (line: string): void => {
    // a letter takes three bytes at most
    const needed = length + line.length * 3 + 1
    if (needed > place.length) {
      const larger = new Uint8Array(Math.max(needed, place.length * 2))
      larger.set(place.subarray(0, length))
      place = larger
    }
    length += encoder.encodeInto(line, place.subarray(length)).written
    place[length] = 10
    length += 1
    lines += 1
  }
  const write = (): Promise<void> => {
    if (writing !== null) return writing
    if (lines === 0 || refused !== null) return Promise.resolve()
    const [full, bytes] = [place, length]
    place = spare ?? new Uint8Array(usualPlace)
    spare = null
    length = 0
    lines = 0
    writing = file
      .write(full.subarray(0, bytes))
      .catch((error: Error) => {
        refused = error
      })
      .then(() => {
        writing = null
        if (full.length <= largestKept) spare = full
        if (lines >= batch.lines) void write()
      })
    return writing
  }
  const stop = timer.every(batch.milliseconds, () => void write())
  const flush = async (): Promise<void> => {
    while (refused === null && (lines > 0 || writing !== null)) await write()
  }
  return {
    add: (line) => {
      if (refused !== null) return undefined
      take(line)
      if (lines < batch.lines) return undefined
      const done = write()
      return lines >= mostWaiting ? done : undefined
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
