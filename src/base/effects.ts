/** What a run may ask of the machine; the same answers give the same bytes. */
export interface Effects {
  /** the present moment as an ISO 8601 text in UTC */
  readonly now: () => string
  /** the bytes of a file, or `null` when there is none */
  readonly read: (path: string) => Promise<Uint8Array | null>
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
