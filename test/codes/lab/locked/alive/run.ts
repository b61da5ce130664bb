import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeDisk } from '../../../../../src/project/index.ts'
import { runIn } from '../../../../terminal.ts'

export async function run(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-case-'))
  try {
    const lock = await nodeDisk([folder]).lock(join(folder, 'r/run.lock'))
    const argv = ['eval', 'run', 'arithmetic', '--limit', '2', '--model', 'mock:canonical', '--out', 'r', '--lang', 'en']
    const ran = await runIn(folder, ...argv)
    await lock?.release()
    return `${ran.error.replaceAll(folder, 'DESK')}exit ${ran.code}\n`
  } finally {
    rmSync(folder, { recursive: true })
  }
}
