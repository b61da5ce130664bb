import { defineConfig } from 'vitest/config'
import { toCompiled } from './test/compiled.ts'
import { LongestFirst } from './test/order.ts'

export default defineConfig({
  // a watcher takes the sources as they are, to run again what a change concerns
  plugins: process.argv.includes('run') ? [toCompiled] : [],
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/built.ts',
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'threads',
    // what is left to itself leaves one of two cores idle
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // Node loads these itself
    server: { deps: { external: [/\/\.tmp\/src\//, /\/dist\//] } },
  },
})
