import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { runIn } from '../../../../terminal.ts'

/** Eight million blanks in a sheet are refused by their size in the directory, before they are unpacked. */
export async function run(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-case-'))
  const blank = new Uint8Array(8_000_000).fill(32)
  const parts = { 'xl/workbook.xml': new TextEncoder().encode('<workbook/>'), 'xl/worksheets/sheet1.xml': blank }
  writeFileSync(join(folder, 'bomb.xlsx'), zipSync(parts, { level: 6 }))
  writeFileSync(join(folder, 'bomb.docx'), zipSync({ 'word/document.xml': blank }, { level: 6 }))
  const sheets = await runIn(folder, 'audit', 'bomb.xlsx', '--lang', 'en')
  const words = await runIn(folder, 'audit', 'bomb.docx', '--lang', 'en')
  rmSync(folder, { recursive: true })
  return [sheets, words].map((r) => `${r.out}${r.error}exit ${r.code}\n`).join('')
}
