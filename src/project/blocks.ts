import { type Effects, isRecord } from '../base/index.ts'
import type { Memory } from '../report/index.ts'
import type { Edition } from './reports.ts'

// of one edition as it was written over the last while; then it starts anew
const mostKept = 5000

/** A memory of bound blocks that lasts as long as it is held, for one state of a desk's facts and settings. */
export function holdBlocks(): Memory {
  const blocks = new Map<string, unknown>()
  return {
    recall: (key) => blocks.get(key),
    keep: (key, kept) => {
      if (blocks.size >= mostKept) blocks.clear()
      blocks.set(key, kept)
    },
  }
}

/** The blocks of one edition as `.assay/` has them. */
export interface StoredBlocks {
  readonly memory: Memory
  /** writes those that were asked for since, when some of them are new */
  readonly save: () => Promise<void>
}

/** What is kept in `file` of the blocks of `edition`; `state` names the program, the facts and the settings that they rest on. */
export async function storedBlocks(
  effects: Effects,
  file: string,
  edition: Edition,
  state: string,
): Promise<StoredBlocks> {
  const asked = `${state} ${edition.file}`
  const before = parse(await effects.read(file), asked)
  // as they are written: what is made of a block would otherwise be moved from heap to heap until then
  const used = new Map<string, () => string>()
  let fresh = false
  const names = new Map<string, string>()
  const nameOf = (key: string) => {
    const name = names.get(key) ?? effects.sha256(key)
    names.set(key, name)
    return name
  }
  const memory: Memory = {
    recall: (key) => {
      const known = before?.get(nameOf(key))
      if (known !== undefined) used.set(nameOf(key), () => JSON.stringify(known))
      return known
    },
    keep: (key, kept) => {
      fresh = true
      const text = JSON.stringify(kept)
      used.set(nameOf(key), () => text)
    },
  }
  const save = async () => {
    if (!fresh) return
    const blocks = [...used].map(([name, text]) => `["${name}",${text()}]`)
    const bytes = new TextEncoder().encode(`{"asked":${JSON.stringify(asked)},"blocks":[${blocks.join()}]}`)
    await effects.write([{ path: file, bytes }]).catch(() => {})
  }
  return { memory, save }
}

// what another program or a person has written there is passed over
function parse(bytes: Uint8Array | null, asked: string): ReadonlyMap<string, unknown> | null {
  if (bytes === null) return null
  try {
    const kept: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (!isRecord(kept) || kept.asked !== asked || !Array.isArray(kept.blocks)) return null
    return new Map(kept.blocks as readonly (readonly [string, unknown])[])
  } catch {
    return null
  }
}
