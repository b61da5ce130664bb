import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import type { Plugin } from 'vitest/config'
import { root, sourceFiles } from './layout.ts'

const sources = join(root, 'src')
const folder = join(root, '.tmp/src')

/** Leads every import of a source to the same file in JavaScript. */
export const toCompiled: Plugin = {
  name: 'compiled',
  enforce: 'pre',
  resolveId(id, importer) {
    if (importer === undefined || !/^[./]/.test(id)) return null
    const place = relative(sources, resolve(dirname(importer), id))
    return place.startsWith('..') ? null : join(folder, place.replace(/\.ts$/, '.js'))
  },
}

/**
 * Compiles the sources file by file, so that Node itself loads and runs them: the loader of the test runner turns each
 * use of an imported name into a call, which takes a third of the time again.
 */
export async function compileSources(): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: sourceFiles().map((f) => join(root, f.path)),
    outbase: sources,
    outdir: folder,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    write: false,
    logLevel: 'warning',
    plugins: [
      {
        name: 'apart',
        setup: (made) => {
          made.onResolve({ filter: /^\./ }, ({ path }) => ({ path: path.replace(/\.ts$/, '.js'), external: true }))
        },
      },
    ],
  })
  rmSync(folder, { recursive: true, force: true })
  for (const { path, text } of outputFiles) {
    const source = join(sources, relative(folder, path).replace(/\.js$/, '.ts'))
    mkdirSync(dirname(path), { recursive: true })
    // a source finds the package from where it stands
    writeFileSync(path, text.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(source).href)))
  }
}
