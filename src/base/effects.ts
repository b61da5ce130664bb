/** What a run may ask of the machine; the same answers give the same bytes. */
export interface Effects {
  /** the present moment as an ISO 8601 text in UTC */
  readonly now: () => string
  /** the bytes of a file, or `null` when there is none */
  readonly read: (path: string) => Promise<Uint8Array | null>
  /** a file that is read piece by piece, or `null` when there is none */
  readonly open: (path: string) => Promise<OpenFile | null>
  /** a file that is written piece by piece and takes the place of the old one when it is closed */
  readonly create: (path: string) => Promise<NewFile>
  /** the files under a folder, as paths from that folder with `/`, sorted; empty when there is none */
  readonly list: (folder: string) => Promise<readonly string[]>
  /** replace several files so that each is either the old or the new one at any moment */
  readonly write: (files: readonly FileBytes[]) => Promise<void>
  /** the SHA-256 of bytes, or of a text in UTF-8, in lower-case hexadecimal */
  readonly sha256: (of: Uint8Array | string) => string
  /** whether bytes are a whole text in UTF-8 */
  readonly isUtf8: (bytes: Uint8Array) => boolean
  /** words for the person at the terminal while work goes on; never part of a result */
  readonly progress: (words: string) => void
}

/** A file to be written. */
export interface FileBytes {
  readonly path: string
  readonly bytes: Uint8Array
}

/** Files that grow, that are too large to hold, or that belong to one process at a time. */
export interface Disk {
  /** the bytes of a file in pieces, from an offset; `null` when there is none */
  readonly stream: (path: string, from?: number) => Promise<AsyncIterable<Uint8Array> | null>
  /** a file to add to, cut to `keep` bytes first where that is given */
  readonly append: (path: string, keep?: number) => Promise<Appender>
  /** the SHA-256 of several files one after another, in lower-case hexadecimal; one that is not there adds nothing */
  readonly hash: (paths: readonly string[]) => Promise<string>
  /** the sole right to a path until `release`; `null` while another living process has it */
  readonly lock: (path: string) => Promise<Lock | null>
}

/** A file that only grows. */
export interface Appender {
  /** resolves when the bytes would survive the loss of power; from then on their place may be used again */
  readonly write: (bytes: Uint8Array) => Promise<void>
  readonly close: () => Promise<void>
}

/** A right that is held. */
export interface Lock {
  readonly release: () => Promise<void>
}

/** Time as it goes by; what it tells never enters a result that is compared. */
export interface Timer {
  /** milliseconds from some moment on */
  readonly milliseconds: () => number
  readonly wait: (milliseconds: number) => Promise<void>
  /** calls `tick` again and again until the function returned is called */
  readonly every: (milliseconds: number, tick: () => void) => () => void
  /** calls `then` once what has arrived meanwhile has been looked at */
  readonly turn: (then: () => void) => void
}

/** A file of which any piece can be read. */
export interface OpenFile {
  readonly size: number
  /** at most `length` bytes from `start` on */
  readonly read: (start: number, length: number) => Promise<Uint8Array>
  readonly close: () => Promise<void>
}

/** A file that is being written. */
export interface NewFile {
  readonly write: (bytes: Uint8Array) => Promise<void>
  readonly close: () => Promise<void>
}
