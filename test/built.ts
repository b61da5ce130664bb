import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { compileSources } from './compiled.ts'
import { root, sourceFiles } from './layout.ts'

/** Builds once before all tests where a source is newer than what is built: no test may do so while another runs it. */
export default async function setup(): Promise<() => void> {
  const built = join(root, 'dist/assay.cjs.cache')
  const since = existsSync(built) ? statSync(built).mtimeMs : 0
  if (sourceFiles().some((f) => statSync(join(root, f.path)).mtimeMs > since))
    execFileSync(process.execPath, ['scripts/build.js'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  await compileSources()
  return inMemory()
}

const memory = '/dev/shm'
const enough = 2 ** 31

/** Desks and files of tests stand in memory where there is room: a quarter of the time went by for making and removing them. */
function inMemory(): () => void {
  const free = existsSync(memory) ? statfsSync(memory) : null
  if (free === null || free.bavail * free.bsize < enough) return () => {}
  const folder = mkdtempSync(join(memory, 'assay-'))
  // a database server among them runs as somebody else
  chmodSync(folder, 0o755)
  process.env.TMPDIR = folder
  return () => rmSync(folder, { recursive: true, force: true })
}
