// Bundles each door of the package into dist/; npm dependencies stay outside and are loaded when first needed.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, rmSync, writeFileSync } from 'node:fs'
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
    '@cj-tech-master/*',
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
  },
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'linked',
  sourcemap: true,
  sourcesContent: false,
  logLevel: 'warning',
}
await esbuild.build({ ...options, entryPoints, format: 'esm', splitting: true })
// the command line and its thread are one file, which V8 can keep in its own form
await esbuild.build({
  ...options,
  outdir: undefined,
  outfile: 'dist/assay.cjs',
  stdin: {
    contents: "export { run } from './src/cli/main.ts'; export { servePdf, useLoader } from './src/project/index.ts'",
    resolveDir: '.',
    loader: 'ts',
  },
  format: 'cjs',
  supported: { 'dynamic-import': false },
  define: { 'import.meta.url': 'thisFile' },
  banner: { js: "const thisFile=require('node:url').pathToFileURL(__filename).href;" },
})

// the character maps of old Chinese PDFs are a fiftieth of the package that they come in
const require = createRequire(import.meta.url)
cpSync(join(dirname(require.resolve('pdfjs-dist/package.json')), 'cmaps'), 'dist/cmaps', { recursive: true })

// the shipped facts, read once here instead of by each command
const { compileData, nodeEffects } = await import('../dist/index.js')
const data = fileURLToPath(new URL('../data', import.meta.url))
writeFileSync('dist/shipped.json', await compileData(nodeEffects([data]), data))
execFileSync(process.execPath, ['scripts/cache.js'], { stdio: ['ignore', 'ignore', 'inherit'] })
