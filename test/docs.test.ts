import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import * as base from '../src/base/index.ts'
import * as facts from '../src/facts/index.ts'
import * as project from '../src/project/index.ts'
import * as report from '../src/report/index.ts'
import * as sources from '../src/sources/index.ts'
import { root, sourceFiles } from './layout.ts'
import { runIn } from './terminal.ts'

/** One `@example expression // value` of a docstring. */
interface Example {
  readonly path: string
  readonly code: string
  readonly value: string
}

const examples: readonly Example[] = sourceFiles().flatMap((file) =>
  [...file.text.matchAll(/^\s*\*\s*@example\s+(.+?)\s+\/\/\s+(.+)$/gm)].map((m) => ({
    path: file.path,
    code: m[1]!,
    value: m[2]!,
  })),
)

test('there are examples to run', () => {
  expect(examples.length).toBeGreaterThan(15)
})

test.each(examples)('$path: $code', async ({ path, code, value }) => {
  const own = (await import(join(root, path))) as Record<string, unknown>
  const names = { ...base, ...facts, ...sources, ...report, ...project, ...own }
  const valid = Object.keys(names).filter((n) => /^[A-Za-z_$][\w$]*$/.test(n))
  const run = (expression: string): unknown =>
    new Function(...valid, `return (${expression})`)(...valid.map((n) => (names as Record<string, unknown>)[n]))
  expect(run(code)).toEqual(run(value))
})

test('docs/codes.md is what the code tables say; `npm run docs` writes it', () => {
  expect(readFileSync(join(root, 'docs/codes.md'), 'utf8')).toBe(project.codesPage())
})

test('links between pages lead somewhere', () => {
  const pages = [
    'README.md',
    'CONTRIBUTING.md',
    ...readdirSync(join(root, 'docs'))
      .filter((n) => n.endsWith('.md'))
      .map((n) => `docs/${n}`),
  ]
  const broken = pages.flatMap((page) =>
    [...readFileSync(join(root, page), 'utf8').matchAll(/\]\((?!https?:|fact:|lit:|#|<)([^)\s]+)\)/g)]
      .map((m) => m[1]!.split('#')[0]!)
      .filter((target) => target !== '' && !existsSync(join(root, dirname(page), target)))
      .map((target) => `${page}: ${target}`),
  )
  expect(broken).toEqual([])
})

test('every command of docs/tasks.md and of the README tour runs', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-tasks-'))
  const blocks = [...readFileSync(join(root, 'docs/tasks.md'), 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)].map(
    (m) => m[1]!,
  )
  const tour = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/^npx (assay .*?)(?:\s+#.*)?$/gm)].map(
    (m) => m[1]!,
  )
  const lines = [
    ...blocks.flatMap((b) => b.trim().split('\n')),
    ...tour.map((l) => l.replace(/(?<!--)\bdesk\b/g, 'tour')),
  ]
  expect(lines.length).toBeGreaterThan(25)
  const bad: string[] = []
  for (const line of lines) {
    const argv = [...line.matchAll(/'([^']*)'|(\S+)/g)].map((m) => m[1] ?? m[2]!).slice(1)
    const ran = await runIn(folder, ...argv)
    const allowed = argv.includes('--conflicts') ? [0, 1] : [0]
    if (!allowed.includes(ran.code) || (ran.out === '' && ran.error === ''))
      bad.push(`${line}: ${ran.code} ${ran.error}`)
  }
  rmSync(folder, { recursive: true })
  expect(bad).toEqual([])
})

test('every command of docs/importing.md runs on the files that stand there', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-importing-docs-'))
  const page = readFileSync(join(root, 'docs/importing.md'), 'utf8')
  for (const [, file, text] of page.matchAll(/```json (\S+)\n([\s\S]*?)```/g)) {
    mkdirSync(dirname(join(folder, file!)), { recursive: true })
    writeFileSync(join(folder, file!), text!)
  }
  const lines = /```sh\n([\s\S]*?)```/.exec(page)![1]!.trim().split('\n')
  expect(lines.length).toBeGreaterThan(9)
  const bad: string[] = []
  // where code is contained, or must be, a line may not say that it is not
  const must = spawnSync('bwrap', ['--version']).status === 0 || process.env.CI === 'true'
  for (const line of lines) {
    const argv = line
      .replace(/\s+#.*$/, '')
      .split(/\s+/)
      .slice(1)
    const ran = await runIn(folder, ...argv)
    // without a sandbox code is not run, and that is a finding
    const isMissing = !must && ran.error.startsWith('warning lab/sandbox-missing')
    const allowed = argv.includes('none') || isMissing ? [0, 1] : [0]
    if (!allowed.includes(ran.code)) bad.push(`${line}: ${ran.code} ${ran.error}`)
  }
  rmSync(folder, { recursive: true })
  expect(bad).toEqual([])
})

test('every command and the example of docs/policy.md work', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-policy-docs-'))
  const page = readFileSync(join(root, 'docs/policy.md'), 'utf8')
  const lines = /```sh\n([\s\S]*?)```/.exec(page)![1]!.trim().split('\n')
  cpSync(join(root, 'test/policy/docs'), join(folder, 'policy'), { recursive: true })
  for (const line of lines) {
    const ran = await runIn(folder, ...line.split(/\s+/).slice(1))
    expect({ line, code: ran.code, error: ran.error }).toEqual({ line, code: 0, error: '' })
    expect(ran.out).not.toBe('')
  }
  writeFileSync(join(folder, 'lamps.md'), `\`\`\`rules\n${/```rules\n([\s\S]*?)```/.exec(page)![1]!}\`\`\`\n`)
  const tested = await runIn(folder, 'policy', 'test', 'lamps.md')
  expect(tested.out).toContain('3 of 3 examples pass, 1 expectations')
  expect(tested.code).toBe(0)
  rmSync(folder, { recursive: true })
})
