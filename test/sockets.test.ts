import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { root } from './layout.ts'

const guard = join(root, 'test/no-sockets.mjs')
const folder = mkdtempSync(join(tmpdir(), 'assay-sockets-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function guarded(...argv: readonly string[]) {
  return spawnSync(process.execPath, ['--import', guard, ...argv], { cwd: folder, encoding: 'utf8' })
}

describe('the guard bites', () => {
  test.each([
    ['a connection', "import('node:net').then((n) => n.connect(9, '127.0.0.1'))"],
    ['a request', "import('node:http').then((h) => h.get('http://127.0.0.1:9/'))"],
    ['a fetch', "fetch('http://127.0.0.1:9/')"],
    ['a server', "import('node:http').then((h) => h.createServer().listen(0))"],
  ])('%s', (_, code) => {
    expect(guarded('-e', code).status).toBe(99)
  })
})

test.each([
  ['init', ['init', 'desk']],
  ['check', ['check', '--desk', 'desk']],
  ['build with PDF', ['build', '--desk', 'desk']],
  ['facts', ['facts', 'gpt-4o', '--desk', 'desk']],
  ['diff', ['diff', '2024-07-28', '2024-07-28', '--desk', 'desk']],
])('%s opens no socket', (_, argv) => {
  const ran = guarded(join(root, 'bin/assay.js'), ...argv)
  expect(ran.stderr).not.toContain('a socket was opened')
  expect(ran.status).toBe(0)
})

test('a build of a single edition ends by itself', () => {
  const report = join(folder, 'desk/reports/2024-08-04')
  mkdirSync(report, { recursive: true })
  writeFileSync(
    join(report, 'index.en.md'),
    '---\ntitle: One edition\nlang: en\ndate: 2024-08-04\n---\n\nNo numbers.\n',
  )
  const argv = [join(root, 'bin/assay.js'), 'build', '2024-08-04', '--desk', 'desk']
  const ran = spawnSync(process.execPath, argv, { cwd: folder, encoding: 'utf8', timeout: 60_000 })
  expect(ran.stdout).toContain('desk/dist/2024-08-04/en/report.pdf')
  expect({ status: ran.status, signal: ran.signal }).toEqual({ status: 0, signal: null })
})
