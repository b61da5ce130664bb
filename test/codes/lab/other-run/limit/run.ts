import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runIn } from '../../../../terminal.ts'

export async function run(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-case-'))
  const argv = ['eval', 'run', 'arithmetic', '--model', 'mock:canonical', '--out', 'r', '--lang', 'en', '--limit']
  try {
    await runIn(folder, ...argv, '2')
    const ran = await runIn(folder, ...argv, '3')
    return `${ran.error.replaceAll(folder, 'DESK')}exit ${ran.code}\n`
  } finally {
    rmSync(folder, { recursive: true })
  }
}
