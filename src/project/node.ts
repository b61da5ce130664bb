import { isUtf8 } from 'node:buffer'
import { createHash, hash, randomBytes } from 'node:crypto'
import {
  createReadStream,
  promises as disk,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parentPort, Worker } from 'node:worker_threads'
import { createGunzip } from 'node:zlib'
import {
  type Appender,
  AssayError,
  type Diagnostic,
  type Disk,
  type Effects,
  type FileBytes,
  type Lock,
  type NewFile,
  type OpenFile,
  type Timer,
} from '../base/index.ts'
import { report } from './codes.ts'
import { filesUnder } from './under.ts'

/** The folder of this package, in a checkout as well as installed. */
export const packageFolder: string = findPackage(dirname(fileURLToPath(import.meta.url)))

function findPackage(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const file = join(folder, 'package.json')
    if (existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).name === 'assay') return folder
    if (dirname(folder) === folder) return from
  }
}

/** The version of this package. */
export function packageVersion(): string {
  return JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')).version
}

/** The hash of the built program that runs; the empty text when it runs from its sources, which change under it. */
export function programHash(): string {
  const file = fileURLToPath(import.meta.url)
  if (file.endsWith('.ts')) return ''
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}

/** The folder of the character maps that old Chinese PDFs need, or the empty text when the package was not built. */
export function charactersFolder(): string {
  const folder = join(packageFolder, 'dist/cmaps')
  return existsSync(folder) ? `${folder}${sep}` : ''
}

/** The fonts of the PDF as paths of files, or `null` when they are not installed. */
export function fontFiles(): readonly string[] | null {
  const require = createRequire(import.meta.url)
  try {
    const root = dirname(require.resolve('@expo-google-fonts/noto-sans-sc/package.json'))
    return ['400Regular/NotoSansSC_400Regular.ttf', '700Bold/NotoSansSC_700Bold.ttf'].map((f) => join(root, f))
  } catch {
    return null
  }
}

/**
 * The machine as it is, confined to the folders `roots`: a path that leads out of them, also through a link, reads as
 * absent and is never written.
 */
export function nodeEffects(roots: readonly string[], progress: (words: string) => void = () => {}): Effects {
  const allowed = roots.map((r) => resolve(r))
  return Object.freeze({
    now: () => new Date().toISOString(),
    read: (path: string) => readInside(path, allowed),
    list: (folder: string) => listFiles(folder, allowed),
    open: (path: string) => openInside(path, allowed),
    create: (path: string) => createInside(path, allowed),
    write: (files: readonly FileBytes[]) => writeAll(files, allowed),
    sha256: (of: Uint8Array | string) => hash('sha256', of, 'hex'),
    isUtf8: (bytes: Uint8Array) => isUtf8(bytes),
    progress,
  })
}

// small files are read faster at once than by way of the thread pool, a tenth of a second for a desk
function inside(path: string, roots: readonly string[]): boolean {
  const real = realOf(path)
  return roots.some((root) => {
    const base = realOf(root)
    return real === base || real.startsWith(base.endsWith(sep) ? base : base + sep)
  })
}

function realOf(path: string): string {
  try {
    return realpathSync.native(path)
  } catch {
    return resolve(path)
  }
}

async function readInside(path: string, roots: readonly string[]): Promise<Uint8Array | null> {
  try {
    return inside(path, roots) ? readFileSync(path) : null
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return null
    throw error
  }
}

async function openInside(path: string, roots: readonly string[]): Promise<OpenFile | null> {
  if (!inside(path, roots)) return null
  const found = await disk.stat(path).catch(() => null)
  if (found === null || !found.isFile()) return null
  const handle = await disk.open(path, 'r')
  return {
    size: found.size,
    read: async (start, length) => {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, found.size - start)))
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, start)
      return bytesRead === bytes.length ? bytes : bytes.subarray(0, bytesRead)
    },
    close: () => handle.close(),
  }
}

async function createInside(path: string, roots: readonly string[]): Promise<NewFile> {
  await disk.mkdir(dirname(path), { recursive: true })
  if (!inside(dirname(path), roots)) throw new Error(`refused to write outside: ${path}`)
  const from = `${path}.${randomBytes(6).toString('hex')}.tmp`
  const handle = await disk.open(from, 'wx')
  return {
    write: async (bytes) => {
      await handle.writeFile(bytes)
    },
    close: async () => {
      await handle.close()
      await disk.rename(from, path)
    },
  }
}

async function listFiles(folder: string, roots: readonly string[]): Promise<readonly string[]> {
  return inside(folder, roots) ? filesUnder(folder, (place) => readdirSync(place, { withFileTypes: true })) : []
}

// all are written beside their places first, so that a full disk or a killed process leaves the old files whole
async function writeAll(files: readonly FileBytes[], roots: readonly string[]): Promise<void> {
  const staged: { readonly from: string; readonly to: string }[] = []
  try {
    for (const { path, bytes } of files) {
      await disk.mkdir(dirname(path), { recursive: true })
      if (!inside(dirname(path), roots)) throw new Error(`refused to write outside: ${path}`)
      const from = `${path}.${randomBytes(6).toString('hex')}.tmp`
      staged.push({ from, to: path })
      const handle = await disk.open(from, 'wx')
      try {
        await handle.writeFile(bytes)
      } finally {
        await handle.close()
      }
    }
    for (const { from, to } of staged) await disk.rename(from, to)
  } catch (error) {
    for (const { from } of staged) await disk.rm(from, { force: true })
    throw error
  }
}

/** Whether a path is a folder. */
export async function isFolder(path: string): Promise<boolean> {
  return (await disk.stat(path).catch(() => null))?.isDirectory() ?? false
}

/** The bytes of the fonts at `paths`. */
export async function readFonts(paths: readonly string[] | null): Promise<readonly Uint8Array[]> {
  if (paths === null) {
    throw new AssayError([
      report(
        'project/missing-font',
        { en: 'the fonts for the PDF are not installed', zh: '未安装 PDF 所需字体' },
        { hint: { en: 'run `npm ci`, or build with `--no-pdf`', zh: '请运行 `npm ci`，或用 `--no-pdf` 构建' } },
      ),
    ])
  }
  return Promise.all(paths.map((p) => disk.readFile(p)))
}

/** What `use` makes of files that are there only while it runs, for libraries that read paths alone. */
export function withFiles<T>(files: readonly Uint8Array[], use: (paths: readonly string[]) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'assay-'))
  try {
    const paths = files.map((_, i) => join(folder, String(i)))
    for (const [i, bytes] of files.entries()) writeFileSync(paths[i]!, bytes)
    return use(paths)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A thread that answers one question after another. */
export interface Asked<I, O> {
  /** the answer; `heard` gets the pieces that come before it */
  readonly ask: (input: I, heard?: Told<O>) => Promise<O>
  /** ends it whatever it is at; what it was asked stays without an answer */
  readonly end: () => void
}

/** Takes a piece of an answer; the memory in `moved` goes with it without being copied. */
export type Told<O> = (piece: O, moved?: readonly ArrayBuffer[]) => void

interface Answer<O> {
  readonly id: number
  readonly output?: O
  readonly piece?: O
  /** what an AssayError told */
  readonly diagnostics?: readonly Diagnostic[]
  /** what any other error said */
  readonly reason?: string
}

/** Whether threads can be started: they run the built program, so only what is built itself may ask them. */
export function hasThreads(): boolean {
  const dist = join(packageFolder, 'dist')
  return fileURLToPath(import.meta.url).startsWith(dist + sep) && existsSync(join(dist, 'pdf.cjs'))
}

// what an audit holds of a part outlives a small young heap, and is copied each time
const resourceLimits = { maxYoungGenerationSizeMb: 192 }

/** A thread that typesets, one that audits, or one that runs scripts. */
export function startThread<I, O>(program: 'pdf' | 'audit' | 'script'): Asked<I, O> {
  const worker = new Worker(join(packageFolder, 'bin/thread.js'), { workerData: program, resourceLimits })
  type Waiting = Record<'done' | 'heard', Told<O>> & { readonly fail: (reason: Error) => void }
  const waiting = new Map<number, Waiting>()
  let count = 0
  // an idle thread must not keep the process alive
  const settle = (id: number) => {
    waiting.delete(id)
    if (waiting.size === 0) worker.unref()
  }
  worker.on('message', ({ id, output, piece, reason, diagnostics }: Answer<O>) => {
    const asked = waiting.get(id)
    if (piece !== undefined) return asked?.heard(piece)
    settle(id)
    if (diagnostics !== undefined) asked?.fail(new AssayError(diagnostics))
    else if (reason !== undefined) asked?.fail(new Error(reason))
    else asked?.done(output as O)
  })
  worker.on('error', (error: Error) => {
    for (const [id, asked] of [...waiting]) {
      settle(id)
      asked.fail(error)
    }
  })
  worker.unref() // after the listeners: each that is added takes hold of the process again
  return {
    ask: (input, heard = () => undefined) =>
      new Promise<O>((done, fail) => {
        count += 1
        waiting.set(count, { done, fail, heard })
        worker.ref()
        worker.postMessage({ id: count, input })
      }),
    end: () => void worker.terminate(),
  }
}

/** Answers the questions of the thread that started this one. */
export function serveThread<I, O>(work: (input: I, tell: Told<O>) => Promise<O>): void {
  parentPort?.on('message', async ({ id, input }: { id: number; input: I }) => {
    try {
      const tell: Told<O> = (piece, moved) => parentPort?.postMessage({ id, piece }, moved)
      parentPort?.postMessage({ id, output: await work(input, tell) })
    } catch (error) {
      const told = AssayError.is(error)
        ? { diagnostics: error.diagnostics }
        : { reason: error instanceof Error ? (error.stack ?? error.message) : String(error) }
      parentPort?.postMessage({ id, ...told })
    }
  })
}

/** The files of the machine that grow or are large, confined to the folders `roots`. */
export function nodeDisk(roots: readonly string[]): Disk {
  const allowed = roots.map((r) => resolve(r))
  const inRoots = (path: string): void => {
    if (!inside(dirname(path), allowed)) throw new Error(`refused to write outside: ${path}`)
  }
  return Object.freeze({
    stream: async (path: string, from = 0) => {
      if (!inside(path, allowed) || !(await disk.stat(path).catch(() => null))?.isFile()) return null
      // larger pieces wait as garbage until the whole heap is looked through
      const bytes = createReadStream(path, { start: from, highWaterMark: 1 << 16 })
      return (path.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes) as AsyncIterable<Uint8Array>
    },
    append: async (path: string, keep?: number) => {
      await disk.mkdir(dirname(path), { recursive: true })
      inRoots(path)
      return appender(path, keep)
    },
    hash: async (paths: readonly string[]) => {
      const sum = createHash('sha256')
      for (const path of paths) {
        if (!inside(path, allowed) || !existsSync(path)) continue
        for await (const read of createReadStream(path, { highWaterMark: 1 << 16 })) sum.update(read)
      }
      return sum.digest('hex')
    },
    lock: async (path: string) => {
      await disk.mkdir(dirname(path), { recursive: true })
      inRoots(path)
      return lockFile(path)
    },
  })
}

async function appender(path: string, keep: number | undefined): Promise<Appender> {
  const handle = await disk.open(path, 'a')
  let size = (await handle.stat()).size
  if (keep !== undefined && keep < size) {
    await handle.truncate(keep)
    size = keep
  }
  return {
    write: async (bytes) => {
      try {
        await handle.appendFile(bytes)
        await handle.datasync()
        size += bytes.length
      } catch (error) {
        // a full disk may have taken a part: what is there must be whole lines
        await handle.truncate(size).catch(() => {})
        throw error
      }
    },
    close: () => handle.close(),
  }
}

async function lockFile(path: string): Promise<Lock | null> {
  for (let tries = 0; tries < 3; tries += 1) {
    try {
      const handle = await disk.open(path, 'wx')
      await handle.writeFile(`${process.pid} ${startOf(process.pid)}\n`)
      await handle.close()
      return { release: () => disk.rm(path, { force: true }) }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      if (isHeld(path)) return null
      await disk.rm(path, { force: true })
    }
  }
  return null
}

// a number alone could belong to a later process: its start, where the system tells it, must be the same
function isHeld(path: string): boolean {
  const [pid, start] = (existsSync(path) ? readFileSync(path, 'utf8') : '').trim().split(' ')
  if (!/^\d+$/.test(pid ?? '')) return false
  try {
    process.kill(Number(pid), 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  const now = startOf(Number(pid))
  // one that was killed stays in the list until somebody asks after it, which in a container may be nobody
  return now !== 'dead' && (now === '' || start === undefined || now === start)
}

function startOf(pid: number): string {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? 'dead' : (fields[19] ?? '')
  } catch {
    return ''
  }
}

/** The time of the machine. */
export const nodeTimer: Timer = Object.freeze({
  milliseconds: () => performance.now(),
  wait: (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds)),
  turn: (then: () => void) => void setImmediate(then),
  every: (milliseconds: number, tick: () => void) => {
    const timer = setInterval(tick, milliseconds)
    return () => clearInterval(timer)
  },
})
