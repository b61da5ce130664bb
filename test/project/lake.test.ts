import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from '../layout.ts'
import { type Storage, startStorage } from './storage.ts'

// Debian keeps the server's programs beside each other by version
const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql').sort() : []
const programs = versions.length === 0 ? '' : `/usr/lib/postgresql/${versions.at(-1)}/bin`
const extensions = process.env.ASSAY_DUCKDB_EXTENSIONS ?? ''
const own = join(homedir(), '.duckdb/extensions')
const has = programs !== '' && (existsSync(join(extensions, 'ducklake.duckdb_extension')) || existsSync(own))

// the server knows few of the locales that a test may ask for
const plain = { ...process.env, LANG: 'C', LC_ALL: 'C' }

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  await new Promise((done) => server.close(done))
  return port
}

describe.skipIf(!has)('a lake of several machines, with Postgres as its catalogue', () => {
  let folder = ''
  let port = 0
  let server: ReturnType<typeof spawn> | undefined
  let storage: Storage

  // two desks stand for two machines: they share the catalogue and the storage, and nothing else
  const deskOf = (name: string) => join(folder, name)

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'assay-lake-'))
    chmodSync(folder, 0o755)
    storage = await startStorage('lake-key', 'lake-secret')
    port = await freePort()
    const data = join(folder, 'postgres')
    mkdirSync(data)
    // the server does not run as root
    const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
    if (process.getuid?.() === 0) spawnSync('chown', ['65534:65534', data])
    const made = spawnSync(
      join(programs, 'initdb'),
      ['-D', join(data, 'db'), '-U', 'assay', '-A', 'trust', '--no-sync', '--locale=C', '-E', 'UTF8'],
      {
        cwd: data,
        env: plain,
        ...user,
      },
    )
    expect(String(made.stderr)).not.toMatch(/error/i)
    const settings = ['-h', '127.0.0.1', '-p', String(port), '-k', data, '-F']
    server = spawn(join(programs, 'postgres'), ['-D', join(data, 'db'), ...settings], {
      cwd: data,
      stdio: 'ignore',
      env: plain,
      ...user,
    })
    const create = () =>
      spawnSync(join(programs, 'createdb'), ['-h', '127.0.0.1', '-p', String(port), '-U', 'assay', 'lake'])
    for (let i = 0; i < 100 && create().status !== 0; i += 1) await new Promise((done) => setTimeout(done, 100))
    for (const name of ['one', 'two', 'away']) {
      cpSync(join(root, 'examples/weekly'), deskOf(name), { recursive: true, filter: (p) => !p.endsWith('/dist') })
      mkdirSync(join(deskOf(name), 'market'), { recursive: true })
      const address = `host=127.0.0.1 port=${name === 'away' ? 9 : port} user=assay dbname=lake`
      writeFileSync(
        join(deskOf(name), 'market/lake.yaml'),
        `catalogue: postgres\naddress: "${address}"\ndata: s3://lake/days\ns3: { endpoint: "${storage.endpoint}", tls: false }\n`,
      )
    }
  }, 60_000)
  afterAll(async () => {
    if (server?.exitCode === null) {
      const ended = new Promise((done) => server!.once('exit', done))
      server.kill('SIGINT')
      await ended
    }
    await storage?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const market = (name: string, argv: readonly string[], secret = 'lake-secret') =>
    new Promise<{ code: number; out: string; error: string }>((done) => {
      const more = ['--lake', 'market/lake.yaml', '--desk', deskOf(name), '--json', '--lang', 'en']
      const where = existsSync(join(extensions, 'ducklake.duckdb_extension')) ? ['--extensions', extensions] : []
      const child = spawn(process.execPath, [join(root, 'bin/assay.js'), 'market', ...argv, ...more, ...where], {
        env: { ...process.env, AWS_ACCESS_KEY_ID: 'lake-key', AWS_SECRET_ACCESS_KEY: secret },
      })
      let [out, error] = ['', '']
      child.stdout.on('data', (d) => {
        out += d
      })
      child.stderr.on('data', (d) => {
        error += d
      })
      child.on('exit', (code) => done({ code: code ?? -1, out, error }))
    })
  const sums = async (name: string, ...argv: string[]) => {
    const { out, error } = await market(name, ['top', '2024-07-13', ...argv])
    expect(error).toBe('')
    return Object.fromEntries(JSON.parse(out).rows.map((r: { subject: string; sum: string }) => [r.subject, r.sum]))
  }

  test('two machines store at once and both see everything, as it is and as it was', async () => {
    const first = await market('one', ['store', 'facts/overseas-before.feed.yaml'])
    expect([first.code, JSON.parse(first.out).rows]).toEqual([0, 168])
    const before = JSON.parse(first.out).snapshot
    const both = await Promise.all([
      market('one', ['store', 'facts/overseas.feed.yaml']),
      market('two', ['store', 'facts/domestic.feed.yaml']),
    ])
    expect(both.map((b) => b.error)).toEqual(['', ''])
    const [now, known, then] = await Promise.all([
      sums('two'),
      sums('two', '--known', '2024-07-19'),
      sums('one', '--snapshot', String(before)),
    ])
    expect(now).toMatchObject({ chatgpt: '4829800', doubao: expect.any(String) })
    expect(known.chatgpt).toBe('4788600')
    expect(then).toEqual({ chatgpt: '4788600', gemini: '1814900', perplexity: '213100', 'claude-app': '76900' })
    expect(storage.objects.size).toBeGreaterThan(2)
    expect([...storage.objects.keys()].every((k) => k.endsWith('.parquet'))).toBe(true)
  })

  test('one retrieval stored by two machines at once stands there once; trouble is told', async () => {
    const again = ['store', 'facts/domestic.feed.yaml']
    const [before, one, two, refused, away] = await Promise.all([
      sums('one'),
      market('one', again),
      market('two', again),
      market('one', ['store', 'facts/overseas.feed.yaml'], 'wrong'),
      market('away', ['top', '2024-07-13']),
    ])
    expect([one, two].map((b) => [b.code, b.error])).toEqual([
      [0, ''],
      [0, ''],
    ])
    expect((await sums('two')).doubao).toBe(before.doubao)
    expect([refused.code, refused.out]).toEqual([2, expect.stringContaining('project/lake')])
    expect(storage.refused.length).toBeGreaterThan(0)
    expect([away.code, away.out]).toEqual([2, expect.stringContaining('the lake does not answer')])
  })
})
