import type { Cancel } from './model.ts'

/** Header fields of an answer, by name in lower case. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

/** What becomes of one request: exactly one of both is called, once. */
export interface Receiver {
  /** takes the answer; `headers` may be left empty where the status is 2xx, as nothing is read from them then */
  readonly received: (status: number, headers: Headers, text: string) => void
  /** takes what went wrong on the way */
  readonly failed: (error: NodeJS.ErrnoException) => void
}

/** What posts bodies to one address over connections that are kept. */
export interface Poster {
  readonly post: (body: string, signal: Cancel, receiver: Receiver) => void
  /** gives up what is in flight and closes every connection */
  readonly close: () => Promise<void>
}

/** Where bodies go. */
export interface Address {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  /** connections at most */
  readonly connections: number
}

/** Milliseconds that a connection may take to be made, and that one is kept without use. */
export const patience = Object.freeze({ connect: 10_000, idle: 30_000 })

/** An answer larger than this is no answer. */
export const mostBytes: number = 64 * 1024 * 1024

/** What posts to `address`: plain sockets where nothing is encrypted, undici where it is. */
export async function openPoster(address: Address): Promise<Poster> {
  if (address.url.protocol === 'http:') return (await import('./plain.ts')).openPlain(address)
  return (await import('./secure.ts')).openSecure(address)
}
