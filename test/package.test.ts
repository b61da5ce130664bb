import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root, sourceFiles } from './layout.ts'

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const lock = readFileSync(join(root, 'package-lock.json'), 'utf8')

test('versions are pinned exactly, so that every machine installs the same', () => {
  for (const group of ['dependencies', 'optionalDependencies', 'devDependencies']) {
    for (const [name, version] of Object.entries(manifest[group]))
      expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/)
  }
})

test('the lock file names no addresses', () => {
  expect(lock).not.toContain('"resolved"')
})

test('the lock file has the packages of every platform; `node scripts/lock.js` adds them', () => {
  const { packages } = JSON.parse(lock) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>
  }
  const missing = Object.entries(packages).flatMap(([path, p]) =>
    path === ''
      ? []
      : Object.keys(p.optionalDependencies ?? {}).filter(
          (n) => !packages[`node_modules/${n}`] && !packages[`${path}/node_modules/${n}`],
        ),
  )
  expect(missing).toEqual([])
})

test('every dependency is used and justified, and every justified one is a dependency', () => {
  const told = readFileSync(join(root, 'docs/dependencies.md'), 'utf8')
  const listed = [...told.matchAll(/^\| `([^`]+)` \|/gm)].map((m) => m[1])
  const groups = ['dependencies', 'optionalDependencies', 'devDependencies', 'peerDependencies']
  // what a user brings may be there for tests too
  const all = new Set(groups.flatMap((g) => Object.keys(manifest[g])))
  expect([...listed].sort()).toEqual([...all].sort())
  const text = sourceFiles()
    .map((f) => f.text)
    .join('\n')
  for (const name of Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }))
    expect(text, name).toContain(`'${name}`)
})

test('no dependency is under AGPL or GPL', () => {
  for (const name of Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })) {
    const licence = JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).license
    expect(String(licence), name).not.toMatch(/GPL/)
  }
})

test('each exported door is built', () => {
  for (const [name, door] of Object.entries<{ default: string }>(manifest.exports))
    expect(existsSync(join(root, door.default)), name).toBe(true)
})

test('the doors open', async () => {
  const facts = await import(join(root, 'dist/facts.js'))
  expect(typeof facts.createStore).toBe('function')
  const whole = await import(join(root, 'dist/index.js'))
  expect(typeof whole.build).toBe('function')
})

test('the licence is Apache 2.0', () => {
  expect(manifest.license).toBe('Apache-2.0')
  expect(readFileSync(join(root, 'LICENSE'), 'utf8')).toContain('Apache License')
})
