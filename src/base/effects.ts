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
  /** the SHA-256 of bytes in lower-case hexadecimal */
  readonly sha256: (bytes: Uint8Array) => string
  /** words for the person at the terminal while work goes on; never part of a result */
  readonly progress: (words: string) => void
}

/** A file to be written. */
export interface FileBytes {
  readonly path: string
  readonly bytes: Uint8Array
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
