// Bundles each door of the package into dist/; npm dependencies stay outside and are loaded when first needed.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

// `npm ci --omit=dev` runs `prepare` too, but has no bundler and needs none when dist/ came with the package
const esbuild = await import('esbuild').catch(() => null)
if (esbuild === null) {
  process.stderr.write('esbuild is not installed: dist/ is left as it is\n')
  process.exit(0)
}

const parts = ['facts', 'sources', 'lab', 'policy', 'market', 'models', 'report']
const entryPoints = { index: 'src/index.ts' }
for (const part of parts) if (existsSync(`src/${part}/index.ts`)) entryPoints[part] = `src/${part}/index.ts`

rmSync('dist', { recursive: true, force: true })
const options = {
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  // small packages are bundled, so that a command opens a few files instead of hundreds; large ones load when needed
  external: [
    '@huggingface/tokenizers',
    '@duckdb/*',
    '@myriaddreamin/*',
    '@expo-google-fonts/*',
    '@jitl/*',
    '@resvg/*',
    'bullmq',
    'esbuild',
    'quickjs-emscripten-core',
    'undici',
    'unpdf',
  ],
  // its other build asks for `process` at run time, which a pure part has no right to
  alias: {
    'jsonc-parser': './node_modules/jsonc-parser/lib/esm/main.js',
    yaml: './node_modules/yaml/browser/index.js',
    // its build for Node loads threads when it starts
    fflate: './node_modules/fflate/esm/browser.js',
  },
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'linked',
  sourcemap: true,
  sourcesContent: false,
  logLevel: 'warning',
}
await esbuild.build({ ...options, entryPoints, format: 'esm', splitting: true })
// each program is one file, which V8 can keep in its own form: the whole command line, the commands that people wait for,
// what these need for measured numbers alone, and the threads that typeset and that run scripts
const programs = {
  assay: "export { run } from './src/cli/main.ts'; export { useLoader } from './src/project/index.ts'",
  quick: "export { run } from './src/cli/quick.ts'",
  recheck: "export { recheck } from './src/project/lab/recheck.ts'",
  audit: "export { run } from './src/cli/lone.ts'; export { serveAudit } from './src/project/audit-thread.ts'",
  pdf: "export { servePdf } from './src/project/pdf-thread.ts'",
  script: "export { serveScripts } from './src/project/lab/script-thread.ts'",
}
const apart = {
  name: 'apart',
  setup: (build) => {
    build.onResolve({ filter: /\/lab\/recheck\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './recheck.js', external: true } : undefined,
    )
  },
}
// its tables cost a short command a fifth of its start, and few commands pack or unpack
const lazily = {
  name: 'lazily',
  setup: (build) => {
    build.onResolve({ filter: /^fflate$/ }, ({ kind }) =>
      kind === 'import-statement' ? { path: 'fflate', namespace: 'lazily' } : undefined,
    )
    build.onLoad({ filter: /.*/, namespace: 'lazily' }, () => ({
      contents: ['inflateSync', 'unzipSync', 'zipSync']
        .map((name) => `export const ${name} = (...given) => require('fflate').${name}(...given)`)
        .join('\n'),
      resolveDir: '.',
    }))
  },
}
// the bundler leaves letters of patterns as they are; all ASCII, a program needs no decoding and half the memory
const ascii = {
  name: 'ascii',
  setup: (build) => {
    build.onLoad({ filter: /\.(?:ts|m?js)$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(
        /[^\0-\x7f]/g,
        (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
      ),
      loader: path.endsWith('.ts') ? 'ts' : 'js',
    }))
  },
}
for (const name in programs) {
  const file = `dist/${name}.cjs`
  await esbuild.build({
    ...options,
    outdir: undefined,
    outfile: file,
    // shorter names make a program that is read and taken from V8's form sooner
    minifyIdentifiers: true,
    stdin: { contents: programs[name], resolveDir: '.', loader: 'ts' },
    plugins: [ascii, lazily, ...(name === 'quick' || name === 'audit' ? [apart] : [])],
    format: 'cjs',
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': 'thisFile' },
    banner: { js: "const thisFile=require('node:url').pathToFileURL(__filename).href;" },
  })
}

// the character maps of old Chinese PDFs are a fiftieth of the package that they come in
const require = createRequire(import.meta.url)
cpSync(join(dirname(require.resolve('pdfjs-dist/package.json')), 'cmaps'), 'dist/cmaps', { recursive: true })

// the shipped facts and rules, read once here instead of by each command
const { compileData, compileRules, nodeEffects } = await import('../dist/index.js')
const data = fileURLToPath(new URL('../data', import.meta.url))
writeFileSync('dist/rules.json', await compileRules(nodeEffects([data]), data))
writeFileSync('dist/shipped.json', await compileData(nodeEffects([data]), data))
writeFileSync('dist/audit.json', await compileData(nodeEffects([data]), data, 'audit'))
execFileSync(process.execPath, ['scripts/cache.js'], { stdio: ['ignore', 'ignore', 'inherit'] })
