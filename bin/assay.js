#!/usr/bin/env node
import { existsSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'

const main = new URL('../dist/cli.js', import.meta.url)
if (!existsSync(fileURLToPath(main))) {
  process.stderr.write('assay is not built here: run `npm run build`\n')
  process.exit(2)
}
// most commands end within a second: optimizing what ran a few times only costs more than it gives back
setFlagsFromString('--interrupt-budget=500000')
// Node 22 and later
module.enableCompileCache?.()
// a reader that has seen enough closes the pipe: that is no fault
process.stdout.on('error', (error) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})
const { run } = await import(main.href)
process.exitCode = await run(process.argv.slice(2))
