import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { runIn } from '../../terminal.ts'

/** The files of a desk by their paths. */
export type Files = Readonly<Record<string, string>>

/** Writes a desk of `files` to a temporary folder. */
export function writeDesk(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'assay-desk-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

/** Builds the only report of the desk in `folder` and returns its page. */
export async function buildPage(folder: string, lang: 'zh' | 'en'): Promise<string> {
  const ran = await runIn(folder, 'build', '--no-pdf')
  if (ran.code !== 0) throw new Error(ran.out + ran.error)
  return readFileSync(join(folder, 'dist/2024-07-28', lang, 'report.html'), 'utf8')
}

/** The fields as one line of CSV. */
export function csvLine(...fields: readonly string[]): string {
  return `${fields.map((f) => `"${f.replaceAll('"', '""')}"`).join(',')}\n`
}
