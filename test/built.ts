import { execFileSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { compileSources } from './compiled.ts'
import { root, sourceFiles } from './layout.ts'

/** Builds once before all tests where a source is newer than what is built: no test may do so while another runs it. */
export default async function setup(): Promise<void> {
  const built = join(root, 'dist/assay.cjs.cache')
  const since = existsSync(built) ? statSync(built).mtimeMs : 0
  if (sourceFiles().some((f) => statSync(join(root, f.path)).mtimeMs > since))
    execFileSync(process.execPath, ['scripts/build.js'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  await compileSources()
}
