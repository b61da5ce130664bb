import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { runIn } from '../terminal.ts'

/** A folder for the length of a test file, in which files are put and commands of `assay eval` run. */
export function folderOf(name: string) {
  const folder = mkdtempSync(join(tmpdir(), `assay-${name}-`))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const put = (file: string, value: unknown) => writeFileSync(join(folder, file), JSON.stringify(value))
  const lines = (file: string, ...rows: readonly unknown[]) =>
    writeFileSync(join(folder, file), rows.map((r) => JSON.stringify(r)).join('\n'))
  const json = async (...argv: readonly string[]) => {
    const ran = await runIn(folder, 'eval', ...argv, '--json', '--lang', 'en')
    return { code: ran.code, ...JSON.parse(ran.out) }
  }
  /** what an import and its scores come to */
  const taken = async (run: string, ...argv: readonly string[]) => {
    const imported = await json('import', ...argv, '--out', run)
    const scored = await json('score', run)
    const happened = Object.entries(scored.summary.outcomes).filter(([, n]) => (n as number) > 0)
    return {
      format: imported.format,
      protocol: imported.header.protocol.id,
      outcomes: Object.fromEntries(happened),
      agreement: scored.agreement,
    }
  }
  return { folder, put, lines, json, taken }
}
