import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sourceTrace } from '../../src/cli/trace.ts'
import { root } from '../layout.ts'

test('a defect is told of with its place in the sources', () => {
  const script = `
    const run = require('./bin/load.js').load('quick').exports.run
    const out = () => { throw new Error('no paper') }
    run(['check', '--help'], { out, error: (t) => console.log(t), progress() {}, color: false, folder: '.' })
  `
  const told = execFileSync(process.execPath, ['-e', script, 'check'], { cwd: root, encoding: 'utf8' })
  expect(told).toContain('no paper')
  expect(told).toMatch(/^ {4}at (?:\S+ )?src\/cli\/run\.ts:\d+:\d+$/m)
  expect(told).not.toContain('quick.cjs')
})

test('frames without a map stay as they are', () => {
  const stack = `Error: x\n    at f (${join(root, 'dist/none.cjs')}:1:100)\n    at node:internal/main:1:1`
  expect(sourceTrace(stack)).toBe(stack)
})
