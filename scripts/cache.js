// Runs the commands that matter on the example desk and keeps V8's form of what ran, so that a command does not compile it again.
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const require = createRequire(import.meta.url)
const { load } = require('../bin/load.js')
const [whole, quick, audit, pdf, scripts] = ['assay', 'quick', 'audit', 'pdf', 'script'].map(load)
const recheck = load('recheck')
// the one that `quick` asks for
require.cache[require.resolve('../bin/recheck.js')] = { exports: recheck.exports, loaded: true }
const work = mkdtempSync(join(tmpdir(), 'assay-cache-'))
const desk = join(work, 'desk')
try {
  if (existsSync('examples/weekly')) cpSync('examples/weekly', desk, { recursive: true })
  else await whole.exports.run(['init', desk])
  const root = join(desk, 'reports')
  const reports = readdirSync(root, { recursive: true })
    .filter((f) => f.endsWith('.md'))
    .map((f) => join(root, f))
  for (const { exports } of [whole, quick]) {
    for (const argv of [['check'], ['build', '--no-pdf']]) await exports.run([...argv, '--desk', desk])
    // and once more, with most of it as it was
    for (const file of reports) appendFileSync(file, '\n')
    for (const argv of [['check'], ['check']]) await exports.run([...argv, '--desk', desk])
    rmSync(join(desk, '.assay'), { recursive: true, force: true })
  }
  for (const { exports } of [whole, audit])
    await exports.run(['audit', join(desk, 'reports/2024-07-28/index.zh.md'), '--desk', work])
  for (const { script, kept } of [whole, quick, audit, recheck, pdf, scripts]) {
    // V8 trusts what it finds there, so that it must never be found half-written
    writeFileSync(`${kept}.tmp`, script.createCachedData())
    renameSync(`${kept}.tmp`, kept)
  }
} finally {
  rmSync(work, { recursive: true, force: true })
}
