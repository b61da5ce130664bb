import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { type Toolchain, toolchains } from './code/language.ts'
import { pythonHarness, pythonJob } from './code/python.ts'
import type { Executed, Program, Sandbox } from './task/tools.ts'

/** The kinds of sandbox, the safest and fastest first. */
export const sandboxKinds = ['bubblewrap', 'docker', 'podman'] as const

/** A way to run a command apart from the machine. */
interface Wall {
  readonly kind: string
  readonly python: string
  /** why programs of a language other than Python are not run behind it; `null` where they are */
  readonly others: string | null
  /** milliseconds that it may take before a program starts */
  readonly start: number
  readonly command: (argv: readonly string[], program: Program) => Command
}

interface Command {
  readonly file: string
  readonly argv: readonly string[]
  /** what ends the program where ending the command does not */
  readonly stop?: () => void
}

// an image that has an interpreter; it is never fetched
const images = ['python:3.12-slim', 'python:3.11-slim', 'python:3-slim', 'python:3']
const mostOutput = 1 << 20

/** The sandbox that works here, `null` when none does; each kind is tried by running something in it. */
export async function openSandbox(wanted: 'auto' | (typeof sandboxKinds)[number] | 'none'): Promise<Sandbox | null> {
  if (wanted === 'none') return null
  for (const kind of wanted === 'auto' ? sandboxKinds : [wanted]) {
    const wall = kind === 'bubblewrap' ? bubblewrap() : container(kind)
    if (wall === null) continue
    const sandbox = { kind, run: (program: Program) => execute(wall, program), close: async () => {} }
    const tried = await sandbox.run({
      language: 'python',
      source: 'x = 1',
      tests: 'assert x == 1',
      limit: { seconds: 20, megabytes: 512 },
    })
    if (tried.status === 'passed') return Object.freeze(sandbox)
  }
  return null
}

/** Whether the toolchain of a language is there. */
export function hasToolchain(language: string): boolean {
  if (language === 'python') return existsSync('/usr/bin/python3')
  return (toolchains[language]?.needs ?? ['']).every((need) => pathOf(need) !== null)
}

const paths = new Map<string, string | null>()

function pathOf(program: string): string | null {
  const known = paths.get(program)
  if (known !== undefined) return known
  const found =
    ['/usr/bin', '/bin', '/usr/local/bin'].map((f) => `${f}/${program}`).find((f) => program !== '' && existsSync(f)) ??
    null
  paths.set(program, found)
  return found
}

function bubblewrap(): Wall | null {
  const bwrap = pathOf('bwrap')
  if (bwrap === null) return null
  const links = ['bin', 'sbin', 'lib', 'lib32', 'lib64']
    .filter((f) => existsSync(`/usr/${f}`))
    .flatMap((f) => ['--symlink', `usr/${f}`, `/${f}`])
  const shared = ['/etc/alternatives', '/etc/ld.so.cache', ...settings(), '/opt/javatuples-1.2.jar']
    .filter((f) => existsSync(f))
    .flatMap((f) => ['--ro-bind', f, f])
  return {
    kind: 'bubblewrap',
    python: '/usr/bin/python3',
    others: null,
    start: 300,
    command: (argv, program) => ({
      file: bwrap,
      argv: [
        '--unshare-all',
        '--die-with-parent',
        '--new-session',
        '--ro-bind',
        '/usr',
        '/usr',
        ...links,
        ...shared,
        '--proc',
        '/proc',
        '--dev',
        '/dev',
        '--size',
        String(64 << 20),
        '--tmpfs',
        '/tmp',
        '--chdir',
        '/tmp',
        '--clearenv',
        '--setenv',
        'PATH',
        '/usr/local/bin:/usr/bin:/bin',
        '--setenv',
        'HOME',
        '/tmp',
        '--setenv',
        'LANG',
        'C.UTF-8',
        '--cap-drop',
        'ALL',
        ...limits(program),
        ...argv,
      ],
    }),
  }
}

// the settings of the machines that run Java and C#
const settings = (): readonly string[] =>
  readdirSync('/etc')
    .filter((f) => f === 'mono' || /^java-\d+-/.test(f))
    .map((f) => `/etc/${f}`)

function limits(program: Program): readonly string[] {
  const prlimit = pathOf('prlimit')
  if (prlimit === null) return []
  const bytes = program.limit.megabytes << 20
  // machines of Java and JavaScript reserve far more than they use
  const memory = ['js', 'ts', 'java', 'cs'].includes(program.language) ? [] : [`--as=${bytes}`]
  return [
    prlimit,
    ...memory,
    `--cpu=${Math.ceil(program.limit.seconds) + 1}`,
    '--nproc=128',
    `--fsize=${32 << 20}`,
    '--nofile=128',
    '--core=0',
  ]
}

function container(kind: 'docker' | 'podman'): Wall | null {
  const engine = pathOf(kind)
  if (engine === null) return null
  const listed = spawnSync(engine, ['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}'], {
    encoding: 'utf8',
    timeout: 5000,
  })
  const image = images.find((i) => listed.status === 0 && listed.stdout.split('\n').some((l) => l.endsWith(i)))
  if (image === undefined) return null
  return {
    kind,
    python: 'python3',
    others: `the image ${image} has Python alone`,
    start: 10_000,
    command: (argv, program) => {
      const name = `assay-${randomBytes(8).toString('hex')}`
      // a command that is killed leaves its container behind
      const stop = () => void spawn(engine, ['rm', '-f', name], { stdio: 'ignore' }).on('error', () => {})
      return { file: engine, argv: [...contained(name, image, program), ...argv], stop }
    },
  }
}

// what is not said here is left to the engine, whose own limits may be higher than those of the machine
function contained(name: string, image: string, { limit }: Program): readonly string[] {
  const seconds = Math.ceil(limit.seconds)
  return [
    'run',
    '--rm',
    '-i',
    '--name',
    name,
    '--log-driver',
    'none',
    '--network',
    'none',
    '--read-only',
    '--pids-limit',
    '128',
    '--memory',
    `${limit.megabytes}m`,
    '--ulimit',
    'nofile=256:256',
    '--ulimit',
    'nproc=1024:1024',
    '--ulimit',
    `cpu=${seconds + 1}:${seconds + 1}`,
    '--ulimit',
    'core=0:0',
    '--cap-drop',
    'ALL',
    '--security-opt',
    'no-new-privileges',
    '--user',
    '65534:65534',
    '--tmpfs',
    '/tmp:size=64m',
    '--workdir',
    '/tmp',
    image,
    'timeout',
    '-s',
    'KILL',
    String(limit.seconds),
  ]
}

async function execute(wall: Wall, program: Program): Promise<Executed> {
  const word = randomBytes(16).toString('hex')
  const started = performance.now()
  const since = () => Math.round(performance.now() - started)
  if (program.language !== 'python') return executeFile(wall, program, word, since)
  const job = pythonJob(program.source, word, program.tests)
  const ran = await pipe(wall, [wall.python, '-I', '-S', '-c', pythonHarness], program, job)
  const [, said, status, why] = /^(\w+) (\w+) ([\s\S]*)$/.exec(ran.output) ?? []
  if (ran.late) return { status: 'timeout', why: `longer than ${program.limit.seconds} s`, milliseconds: since() }
  if (said !== word) return { status: 'failed', why: 'the program ended without an answer', milliseconds: since() }
  return { status: status as Executed['status'], why: why ?? '', milliseconds: since() }
}

// other languages judge themselves: the program must come to its end and say the word that stands there
async function executeFile(wall: Wall, program: Program, word: string, since: () => number): Promise<Executed> {
  const chain: Toolchain | undefined = toolchains[program.language]
  if (chain === undefined || !hasToolchain(program.language))
    return { status: 'not-run', why: `no toolchain for ${program.language}`, milliseconds: since() }
  if (wall.others !== null) return { status: 'not-run', why: wall.others, milliseconds: since() }
  const jar = chain.jar?.files.find((f) => existsSync(f))
  if (chain.jar !== undefined && jar === undefined && chain.jar.uses.test(program.source + program.tests))
    return { status: 'not-run', why: `${chain.jar.name} is not there`, milliseconds: since() }
  const source = `${program.source}${chain.ending(program.tests, word)}`
  const { seconds } = program.limit
  // building takes time of its own
  const limited =
    chain.build === undefined ? program : { ...program, limit: { ...program.limit, seconds: 2 * seconds } }
  const line = chain.build === undefined ? chain.run : `${chain.build} && ${timed(chain.run, seconds)}`
  const script = `jar=${jar ?? ''}; export jar; cat > ${chain.file} && { ${line}; } > out 2> err < /dev/null; code=$?; head -c 4000 err >&2; tail -c 4000 out; exit $code`
  const ran = await pipe(wall, ['/bin/sh', '-c', script], limited, source)
  if (ran.late || (chain.build !== undefined && ran.code === 124))
    return { status: 'timeout', why: `longer than ${program.limit.seconds} s`, milliseconds: since() }
  if (ran.code !== 0)
    return {
      status: 'failed',
      why: (ran.error.trim().split('\n').at(-1) ?? '').slice(0, 300) || `exit code ${ran.code}`,
      milliseconds: since(),
    }
  if (!ran.output.includes(word))
    return { status: 'failed', why: 'it ended before the tests did', milliseconds: since() }
  return { status: 'passed', why: 'exit code 0, judged by itself', milliseconds: since() }
}

// a line that ends with 124 when its time is over
function timed(line: string, seconds: number): string {
  return `timeout -k 1 ${Math.ceil(seconds)} /bin/sh -c '${line.replaceAll("'", `'\\''`)}'`
}

interface Piped {
  readonly code: number | null
  readonly output: string
  readonly error: string
  readonly late: boolean
}

function pipe(wall: Wall, argv: readonly string[], program: Program, input: string | Buffer): Promise<Piped> {
  const { file, argv: all, stop } = wall.command(argv, program)
  const started = performance.now()
  // limits on processes do not bind the superuser
  const nobody = wall.kind === 'bubblewrap' && process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
  return new Promise((done) => {
    const child = spawn(file, all as string[], {
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
      // an engine finds its socket and its store by them; what runs inside sees none of it
      env: wall.kind === 'bubblewrap' ? { PATH: '/usr/bin:/bin' } : process.env,
      ...nobody,
    })
    let [output, error, late, size] = ['', '', false, 0]
    const end = () => {
      stop?.()
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
      } catch {}
    }
    const timer = setTimeout(
      () => {
        late = true
        end()
      },
      program.limit.seconds * 1000 + wall.start,
    )
    const take = (piece: Buffer, keep: (text: string) => void) => {
      size += piece.length
      if (size > mostOutput) end()
      else keep(piece.toString('utf8'))
    }
    child.stdout.on('data', (p: Buffer) =>
      take(p, (t) => {
        output += t
      }),
    )
    child.stderr.on('data', (p: Buffer) =>
      take(p, (t) => {
        error += t
      }),
    )
    child.stdin.on('error', () => {})
    child.on('error', (reason) => {
      clearTimeout(timer)
      done({ code: null, output: '', error: reason.message, late: false })
    })
    child.on('close', (code) => {
      clearTimeout(timer)
      // who watches inside has killed it, when its time was over
      const killed = code === 137 && performance.now() - started >= program.limit.seconds * 1000
      done({ code, output, error, late: late || killed })
    })
    child.stdin.end(input)
  })
}
