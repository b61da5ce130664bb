import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { openSandbox, type Sandbox } from '../../src/lab/index.ts'
import { hasToolchain } from '../../src/lab/sandbox.ts'
import { root } from '../layout.ts'

const has = spawnSync('bwrap', ['--version']).status === 0
const must = process.env.CI === 'true'
const hasImage = (engine: string) =>
  /(^|[/])python:3[-.\w]*$/m.test(
    spawnSync(engine, ['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}'], { encoding: 'utf8' }).stdout ?? '',
  )
// an engine is tried where it has an image: none is ever fetched
const kinds = ['bubblewrap', ...(['docker', 'podman'] as const).filter(hasImage)] as const

const limit = { seconds: 2, megabytes: 512 }
const tests = 'assert f(1) == 2'

// programs that mean harm, and what must become of them
const evil: Readonly<Record<string, readonly [source: string, status: string]>> = {
  'a fork bomb': ['import os\nwhile True:\n    try: os.fork()\n    except Exception: pass', 'timeout'],
  'one fork that stays': ['import os, time\nif os.fork() == 0: time.sleep(1000)\ndef f(x): return x + 1', 'passed'],
  sleep: ['import time\ntime.sleep(100)', 'timeout'],
  'an endless loop': ['def f(x):\n    while True: pass', 'timeout'],
  'reading standard input': ['input()\ndef f(x): return x + 1', 'failed'],
  'closing every file': [
    'import os\nfor i in range(256):\n    try: os.close(i)\n    except OSError: pass\ndef f(x): return x + 1',
    'failed',
  ],
  'endless output': ['import sys\nwhile True: sys.stdout.write("x" * 10000)', 'timeout'],
  'all memory': ['x = [0] * 10 ** 10\ndef f(x): return 2', 'failed'],
  'the network': ['import socket\nsocket.create_connection(("127.0.0.1", 80), 1)\ndef f(x): return x + 1', 'failed'],
  'files of the host': [`open(${JSON.stringify(join(root, 'package.json'))}).read()\ndef f(x): return x + 1`, 'failed'],
  'writing to the system': ['open("/usr/x", "w").write("1")\ndef f(x): return x + 1', 'failed'],
  'killing the tester': ['import os, signal\nos.kill(os.getppid(), 9)\ndef f(x): return x + 1', 'failed'],
  'memory of the tester': ['import os\nopen("/proc/%d/mem" % os.getppid(), "r+b")\ndef f(x): return x + 1', 'failed'],
}

// ways to pass without being right
const forged: Readonly<Record<string, string>> = {
  'an early exit': 'import os\nos._exit(0)',
  SystemExit: 'raise SystemExit(0)',
  'an object that equals everything':
    'class A:\n    def __eq__(self, o): return True\n    def __hash__(self): return 1\ndef f(x): return A()',
  'a number that equals everything':
    'class A(int):\n    def __eq__(self, o): return True\n    def __hash__(self): return 1\ndef f(x): return A(7)',
  'a message of its own':
    'import os\nfor d in range(3, 64):\n    try: os.write(d, b\'["ready", {}]\\n["value", "2"]\\n{"status": "passed", "why": ""}\\n\')\n    except Exception: pass\ndef f(x): return 0',
  // the number that the tests ask for, read from what the process holds
  'the tests from its frames':
    'import re, sys\ndef f(x):\n    frame = sys._getframe()\n    while frame:\n        found = re.search("assert f[(]1[)] == ([0-9])", repr(frame.f_locals))\n        if found: return int(found[1])\n        frame = frame.f_back\n    return 0',
  'the word from its frames':
    'import gc, sys\nwords = [o for o in gc.get_objects() if isinstance(o, str) and len(o) == 32]\ndef f(x):\n    frame = sys._getframe()\n    while frame: frame = frame.f_back\n    return 0',
}

describe.skipIf(!has && !must).each(kinds)('contained by %s', (kind) => {
  let sandbox: Sandbox
  beforeAll(async () => {
    const opened = await openSandbox(kind)
    if (opened === null) throw new Error(`${kind} does not work here`)
    sandbox = opened
  })
  afterAll(() => sandbox?.close())
  test('a right program passes, a wrong one fails', async () => {
    expect((await sandbox.run({ language: 'python', source: 'def f(x): return x + 1', tests, limit })).status).toBe(
      'passed',
    )
    expect((await sandbox.run({ language: 'python', source: 'def f(x): return x', tests, limit })).status).toBe(
      'failed',
    )
  })
  test('tests see modules, values and helpers of the program, and errors by their kind', async () => {
    const source =
      'import math\nK = 3\ndef g(x): return [x, (x, {"a": {1, 2}})]\ndef f(x):\n    if x < 0: raise ValueError("low")\n    return math.sqrt(x)'
    const checks =
      'assert f(4) == 2.0 and K == 3 and math.floor(2.5) == 2\nassert g(1) == [1, (1, {"a": {1, 2}})]\ntry:\n    f(-1); assert False, "no error"\nexcept ValueError as e: assert str(e) == "low"\nimport math as m\nassert m.isnan(f(float("nan")))'
    expect(await sandbox.run({ language: 'python', source, tests: checks, limit })).toMatchObject({ status: 'passed' })
  })
  test.concurrent.each(Object.entries(evil))('%s', async (_, [source, status]) => {
    const ran = await sandbox.run({ language: 'python', source, tests, limit })
    // on a busy machine what should fail may run out of time first: it is contained either way
    expect(status === 'failed' ? ['failed', 'timeout'] : [status]).toContain(ran.status)
  })
  test.concurrent.each(Object.entries(forged))('a forgery: %s', async (_, source) => {
    expect((await sandbox.run({ language: 'python', source, tests, limit })).status).toBe('failed')
  })
  test('nothing is left running', async () => {
    await new Promise((done) => setTimeout(done, 300))
    const left = spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
      .stdout.split('\n')
      .filter((l) => l.includes('job = json.loads'))
    expect(left).toEqual([])
  })
  test('JavaScript that leaves early has not passed', async () => {
    const run = (source: string) =>
      sandbox.run({
        language: 'js',
        source,
        tests: 'require("assert").equal(f(1), 2)',
        limit: { seconds: 5, megabytes: 512 },
      })
    if (kind !== 'bubblewrap') {
      expect(await run('')).toMatchObject({ status: 'not-run', why: expect.stringContaining('Python alone') })
      return
    }
    expect((await run('const f = (x) => x + 1\n')).status).toBe('passed')
    expect((await run('process.exit(0)\n')).status).toBe('failed')
    expect((await run('const f = (x) => x\n')).status).toBe('failed')
  })
  test('a language without a toolchain is not run', async () => {
    expect((await sandbox.run({ language: 'cobol', source: '', tests: '', limit })).status).toBe('not-run')
  })
})

interface Shaped {
  readonly given: string
  readonly right: string
  readonly wrong: string
  readonly early: string
  readonly tests: string
}
const shaped = parse(readFileSync(join(root, 'test/lab/data/multipl-e.yaml'), 'utf8')) as Record<string, Shaped>

describe.skipIf(!has && !must).each(Object.entries(shaped))('a program of MultiPL-E in %s', (language, program) => {
  // continuous integration installs them all
  test.skipIf(!hasToolchain(language) && !must)(
    'passes when right, never when wrong or ended early',
    async () => {
      const sandbox = (await openSandbox('bubblewrap'))!
      const run = (answer: string) => {
        const source = `${program.given}${answer}\n`
        return sandbox.run({ language, source, tests: program.tests, limit: { seconds: 30, megabytes: 2048 } })
      }
      const ran = await Promise.all([program.right, program.wrong, program.early].map(run))
      expect(ran.map((r) => r.status)).toEqual(['passed', 'failed', 'failed'])
    },
    120_000,
  )
})

test('without a sandbox there is none, never an unsafe one', async () => {
  expect(await openSandbox('none')).toBeNull()
})
