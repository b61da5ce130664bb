import { type Chunks, type Diagnostic, readLines } from '../../base/index.ts'
import { report } from '../codes.ts'

/** What reading a log came to. */
export interface LogRead {
  /** bytes that hold whole lines: what a writer keeps before it goes on */
  readonly length: number
  readonly lines: number
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Calls `each` with every line of a log, parsed; a half last line is passed over, as a killed writer leaves one.
 *
 * `each` may return a promise, which is waited for.
 */
export async function readLog<T>(
  file: string,
  chunks: Chunks | null,
  each: (record: T) => Promise<void> | undefined,
): Promise<LogRead> {
  const diagnostics: Diagnostic[] = []
  let [length, lines] = [0, 0]
  if (chunks === null) return { length, lines, diagnostics }
  for await (const group of readLines(chunks)) {
    for (const line of group) {
      const record = line.text.trim() === '' ? null : parse<T>(line.text)
      if (line.whole) length = line.end
      lines += 1
      if (record === undefined && !line.whole) continue
      if (record === undefined) diagnostics.push(badLine(file, lines))
      else if (record !== null) {
        if (!line.whole) length = line.end
        const wait = each(record)
        if (wait !== undefined) await wait
      }
    }
  }
  return { length, lines, diagnostics }
}

function parse<T>(text: string): T | undefined {
  try {
    return JSON.parse(text) as T
  } catch {
    return undefined
  }
}

function badLine(file: string, line: number): Diagnostic {
  return report('lab/bad-log', {
    en: `line ${line} of \`${file}\` is no JSON and is passed over`,
    zh: `\`${file}\` 第 ${line} 行不是 JSON，已跳过`,
  })
}
