import { type Effects, openZip, type ZipPart } from '../../base/index.ts'
import type { ReadRow, Row } from '../../lab/index.ts'
import { loadZstd } from '../../sources/index.ts'

/** Whether a file's name is that of an Inspect log in its own container. */
export function isEvalLog(file: string): boolean {
  return file.toLowerCase().endsWith('.eval')
}

/**
 * The samples of an Inspect log in its own container, each as a log with one sample; `null` when it is no such log.
 *
 * One sample is unpacked at a time: with its events it may have a quarter of a megabyte.
 *
 * @source inspect_ai, log/_recorders/eval.py: header.json, samples/ID_epoch_N.json; Deflate, or Zstandard since 2026
 */
export async function evalLogRows(effects: Pick<Effects, 'read'>, file: string): Promise<Iterable<ReadRow> | null> {
  const bytes = await effects.read(file)
  const parts = bytes === null ? null : openZip(bytes, { 93: await loadZstd() })
  if (parts === null) return null
  // a log that was not finished has no header yet, but how it began
  const header = read(parts.find((p) => p.name === 'header.json') ?? parts.find((p) => p.name.endsWith('start.json')))
  return header === null ? null : samplesOf(parts, header)
}

function* samplesOf(parts: readonly ZipPart[], header: Row): Generator<ReadRow> {
  for (const [i, part] of parts.entries()) {
    if (!part.name.startsWith('samples/')) continue
    const sample = read(part)
    if (sample === null) yield { bad: `${part.name} cannot be unpacked`, line: i + 1 }
    else yield { row: { eval: header.eval ?? {}, results: header.results ?? {}, samples: [sample] } }
  }
}

function read(part: ZipPart | undefined): Row | null {
  const bytes = part?.read() ?? null
  if (bytes === null) return null
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return typeof value === 'object' && value !== null ? (value as Row) : null
  } catch {
    return null
  }
}
