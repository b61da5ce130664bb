import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { nodeDisk } from '../../src/project/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'assay-lock-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const path = join(folder, 'run.lock')
const fieldsOf = (pid: number) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
const started = (pid: number) => fieldsOf(pid)[19]

test.skipIf(process.platform !== 'linux')(
  'a process that ended and was asked after by nobody holds no lock',
  async () => {
    // its parent goes on as another program, which does not know of it
    const parent = spawn('sh', ['-c', 'sleep 0.01 & echo $!; exec sleep 30'], { stdio: ['ignore', 'pipe', 'ignore'] })
    try {
      const pid = Number(await new Promise((done) => parent.stdout.once('data', (d) => done(String(d).trim()))))
      writeFileSync(path, `${pid} ${started(pid)}\n`)
      const state = () => fieldsOf(pid)[0]
      for (let i = 0; i < 100 && state() !== 'Z'; i += 1) await new Promise((done) => setTimeout(done, 20))
      expect(state()).toBe('Z')
      const lock = await nodeDisk([folder]).lock(path)
      expect(lock).not.toBeNull()
      await lock!.release()
    } finally {
      parent.kill()
    }
  },
)

test.skipIf(process.platform !== 'linux')('one that goes on holds it', async () => {
  writeFileSync(path, `${process.pid} ${started(process.pid)}\n`)
  expect(await nodeDisk([folder]).lock(path)).toBeNull()
})
