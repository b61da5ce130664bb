#!/usr/bin/env node
const { existsSync } = require('node:fs')
const { join } = require('node:path')
const { load } = require('./load.js')

if (!existsSync(join(__dirname, '../dist/assay.cjs'))) {
  process.stderr.write('assay is not built here: run `npm run build`\n')
  process.exit(2)
}
// a reader that has seen enough closes the pipe: that is no fault
process.stdout.on('error', (error) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})
// most of the time of a short command is the loading of its program
const programs = { check: 'quick', build: 'quick', audit: 'audit' }
const { run, useLoader } = load(programs[process.argv[2]] ?? 'assay').exports
useLoader?.((name) => import(name))
run(process.argv.slice(2)).then((code) => {
  process.exitCode = code
})
