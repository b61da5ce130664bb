import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makePdf } from '../../../../sources/pdf.ts'
import { runIn } from '../../../../terminal.ts'

/** A page that is only a picture is told of, not passed over. */
export async function run(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-case-'))
  writeFileSync(join(folder, 'report.pdf'), makePdf([[[72, 700, 12, 'Llama 3.1 405B has 405 billion parameters.']], []]))
  const ran = await runIn(folder, 'audit', 'report.pdf', '--lang', 'en')
  rmSync(folder, { recursive: true })
  return `${ran.out}${ran.error}exit ${ran.code}\n`
}
