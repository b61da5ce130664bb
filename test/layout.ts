import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, posix, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The root of the checkout. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** A source file by its path from the root, with its text. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

/** All TypeScript files below `src`. */
export function sourceFiles(): readonly SourceFile[] {
  return walk(join(root, 'src'))
    .filter((p) => p.endsWith('.ts'))
    .map((p) => ({ path: relative(root, p).split('\\').join('/'), text: readFileSync(p, 'utf8') }))
}

function walk(folder: string): readonly string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name)
      return statSync(path).isDirectory() ? walk(path) : [path]
    })
}

const middle = ['sources', 'lab', 'policy', 'market', 'models', 'report']

/** What each part may import; `index.ts` and the tests stand outside. */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  base: [],
  facts: ['base'],
  ...Object.fromEntries(middle.map((m) => [m, ['base', 'facts']])),
  project: ['base', 'facts', ...middle],
  desk: ['base', 'facts', 'project'],
  cli: ['base', 'facts', 'project', 'desk'],
}

/** Files that may touch the machine. */
const machine = [
  /^src\/cli\//,
  /^src\/project\/node\.ts$/,
  /^src\/desk\/server\.ts$/,
  /^src\/lab\/(sandbox\.ts|models\/)/,
  /^src\/models\/stream\.ts$/,
]

const longest = 400

/** Every breach of the house rules among `files`, one line each. */
export function breaches(files: readonly SourceFile[]): readonly string[] {
  const found: string[] = []
  const dependencies = new Map<string, Set<string>>()
  const graph = new Map<string, readonly string[]>()
  for (const file of files) {
    const lines = file.text.split('\n').length - 1
    if (lines > longest) found.push(`${file.path}: ${lines} lines, at most ${longest}`)
    const targets: string[] = []
    for (const { name, typeOnly } of importsOf(file.text)) {
      if (name.startsWith('.')) {
        const target = posix.normalize(posix.join(posix.dirname(file.path), name))
        if (!typeOnly) targets.push(target)
        found.push(...reach(file.path, target))
      } else if (name.startsWith('node:')) {
        if (!machine.some((m) => m.test(file.path))) found.push(`${file.path}: ${name} in a pure part`)
      } else {
        const dependency = name
          .split('/')
          .slice(0, name.startsWith('@') ? 2 : 1)
          .join('/')
        dependencies.set(dependency, (dependencies.get(dependency) ?? new Set()).add(file.path))
      }
    }
    graph.set(file.path, targets)
  }
  for (const [name, users] of dependencies)
    if (users.size > 1) found.push(`${name}: imported by ${[...users].join(' and ')}`)
  const circle = findCycle(graph)
  if (circle !== null) found.push(`cycle: ${circle.join(' → ')}`)
  return found
}

function importsOf(text: string): readonly { readonly name: string; readonly typeOnly: boolean }[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  const fixed = [...code.matchAll(/(?:^|\n)\s*(import|export)(\s+type)?\s[^'"`;]*?from\s+'([^']+)'/g)].map((m) => ({
    name: m[3]!,
    typeOnly: m[2] !== undefined,
  }))
  const bare = [...code.matchAll(/(?:^|\n)\s*import\s+'([^']+)'/g)].map((m) => ({ name: m[1]!, typeOnly: false }))
  const late = [...code.matchAll(/\bimport\(\s*'([^']+)'\s*\)/g)].map((m) => ({ name: m[1]!, typeOnly: true }))
  return [...fixed, ...bare, ...late]
}

function partOf(path: string): string {
  return path.split('/')[1] ?? ''
}

function reach(from: string, to: string): readonly string[] {
  const [own, other] = [partOf(from), partOf(to)]
  if (from === 'src/index.ts') return to.endsWith('/index.ts') ? [] : [`${from}: reaches past the door of ${other}`]
  if (own === other) return to === `src/${own}/index.ts` ? [`${from}: imports its own door`] : []
  if (mayImport[own] === undefined) return [`${from}: ${own} is no part of the house`]
  if (!mayImport[own].includes(other)) return [`${from}: ${own} may not import ${other}`]
  return to === `src/${other}/index.ts` ? [] : [`${from}: reaches past the door of ${other}`]
}

function findCycle(graph: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
  const state = new Map<string, 'open' | 'done'>()
  const visit = (node: string, path: readonly string[]): readonly string[] | null => {
    if (state.get(node) === 'done') return null
    if (state.get(node) === 'open') return [...path.slice(path.indexOf(node)), node]
    state.set(node, 'open')
    for (const next of graph.get(node) ?? []) {
      const circle = visit(next, [...path, node])
      if (circle !== null) return circle
    }
    state.set(node, 'done')
    return null
  }
  for (const node of graph.keys()) {
    const circle = visit(node, [])
    if (circle !== null) return circle
  }
  return null
}
