import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/built.ts',
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'threads',
    // what is left to itself leaves one of two cores idle
    maxWorkers: 2,
  },
})
