import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startServer } from '../../bench/harness/server.mjs'
import { root } from '../layout.ts'

const has = spawnSync('redis-server', ['--version']).status === 0
const must = process.env.CI === 'true'
let redis: ChildProcess | null = null
let [folder, url] = ['', '']

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  await new Promise((done) => server.close(done))
  return port
}

beforeAll(async () => {
  if (!has && !must) return
  folder = mkdtempSync(join(tmpdir(), 'assay-spread-'))
  const port = await freePort()
  url = `redis://127.0.0.1:${port}`
  redis = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  await new Promise<void>((done) => redis!.stdout!.on('data', (d) => String(d).includes('Ready to accept') && done()))
})
afterAll(() => {
  redis?.kill('SIGKILL')
  if (folder !== '') rmSync(folder, { recursive: true, force: true })
})

function childrenOf(pid: number): readonly number[] {
  const listed = spawnSync('ps', ['-o', 'pid=,args=', '--ppid', String(pid)], { encoding: 'utf8' }).stdout
  return listed
    .split('\n')
    .filter((l) => l.includes('eval work'))
    .map((l) => Number.parseInt(l, 10))
}

describe.skipIf(!has && !must)('samples spread over worker processes', () => {
  test('two of three workers are killed, the run completes once, and the log merges', async () => {
    const limit = 1500
    const server = await startServer({ latency: 25 })
    try {
      const out = join(folder, 'r')
      const argv = [
        'eval',
        'run',
        'arithmetic',
        '--model',
        'bench',
        '--url',
        `${server.url}/v1`,
        '--limit',
        String(limit),
        '--concurrency',
        '8',
        '--redis',
        url,
        '--workers',
        '3',
        '--out',
        out,
        '--json',
      ]
      const child = spawn(process.execPath, [join(root, 'bin/assay.js'), ...argv], {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      let text = ''
      child.stdout.on('data', (d) => {
        text += d
      })
      const ended = new Promise((done) => child.on('exit', done))
      for (const share of [0.15, 0.4]) {
        while (server.counts().distinct < limit * share && child.exitCode === null)
          await new Promise((done) => setTimeout(done, 10))
        const [victim] = childrenOf(child.pid!)
        expect(victim).toBeGreaterThan(0)
        process.kill(victim!, 'SIGKILL')
      }
      expect(await ended).toBe(0)
      const result = JSON.parse(text)
      const { outcomes } = result.summary
      expect(Object.values(outcomes as Record<string, number>).reduce((s, n) => s + n, 0)).toBe(limit)
      expect(outcomes.error + outcomes['not-run']).toBe(0)
      expect(result.spread.answers).toBe(limit)
      expect(result.spread.workers).toBe(5)
      const lines = readFileSync(join(out, 'samples.jsonl'), 'utf8')
        .trim()
        .split('\n')
        .map((l) => JSON.parse(l).n as number)
      expect(lines).toHaveLength(limit)
      expect(new Set(lines).size).toBe(limit)
      // a killed worker's slice is asked again, and no more than that
      expect(server.counts().duplicates).toBeLessThanOrEqual(2 * 64 + 8)
    } finally {
      await server.close()
    }
  }, 90_000)
  test('without Redis it is told', async () => {
    const argv = [
      'eval',
      'run',
      'arithmetic',
      '--model',
      'mock:canonical',
      '--limit',
      '10',
      '--redis',
      'redis://127.0.0.1:9',
      '--out',
      join(folder, 'none'),
      '--json',
    ]
    const ran = spawnSync(process.execPath, [join(root, 'bin/assay.js'), ...argv], {
      cwd: folder,
      encoding: 'utf8',
      timeout: 30_000,
    })
    expect(ran.stdout).toContain('lab/endpoint-down')
    expect(ran.status).toBe(2)
  }, 40_000)
})
