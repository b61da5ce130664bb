import type { Effects, FileBytes } from '../base/index.ts'

/** A machine made of a map of files, for tests and for checking what is not saved yet. */
export interface MemoryEffects extends Effects {
  readonly files: ReadonlyMap<string, Uint8Array>
}

/** Effects over `files`, with a clock that stands still; `sha256` is handed in, as there is none in the language. */
export function memoryEffects(
  files: Readonly<Record<string, string | Uint8Array>>,
  sha256: (bytes: Uint8Array) => string = () => '',
): MemoryEffects {
  const encoder = new TextEncoder()
  const map = new Map(
    Object.entries(files).map(([path, content]) => [
      path,
      typeof content === 'string' ? encoder.encode(content) : content,
    ]),
  )
  return {
    files: map,
    now: () => '2024-07-28T00:00:00.000Z',
    read: async (path) => map.get(path) ?? null,
    open: async (path) => {
      const bytes = map.get(path)
      if (bytes === undefined) return null
      return {
        size: bytes.length,
        read: async (start, length) => bytes.subarray(start, start + length),
        close: async () => {},
      }
    },
    create: async (path) => {
      const parts: Uint8Array[] = []
      return {
        write: async (bytes) => void parts.push(bytes.slice()),
        close: async () => void map.set(path, joined(parts)),
      }
    },
    list: async (folder) =>
      [...map.keys()]
        .filter((p) => p.startsWith(`${folder}/`))
        .map((p) => p.slice(folder.length + 1))
        .sort(),
    write: async (written: readonly FileBytes[]) => {
      for (const { path, bytes } of written) map.set(path, bytes)
    },
    sha256: (of) => sha256(typeof of === 'string' ? encoder.encode(of) : of),
    isUtf8: isText,
    progress: () => {},
  }
}

function isText(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((n, p) => n + p.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
