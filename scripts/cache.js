// Runs the commands that matter on the example desk and keeps V8's form of what ran, so that a command does not compile it again.
import { cpSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const { load } = createRequire(import.meta.url)('../bin/load.js')
const { exports, script, kept } = load('assay')
const work = mkdtempSync(join(tmpdir(), 'assay-cache-'))
const desk = join(work, 'desk')
try {
  if (existsSync('examples/weekly')) cpSync('examples/weekly', desk, { recursive: true })
  else await exports.run(['init', desk])
  for (const argv of [['check'], ['build', '--no-pdf']]) await exports.run([...argv, '--desk', desk])
  await exports.run(['audit', join(desk, 'reports/2024-07-28/index.zh.md'), '--desk', work])
  // V8 trusts what it finds there, so that it must never be found half-written
  writeFileSync(`${kept}.tmp`, script.createCachedData())
  renameSync(`${kept}.tmp`, kept)
} finally {
  rmSync(work, { recursive: true, force: true })
}
