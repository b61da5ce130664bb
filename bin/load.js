const { existsSync, readFileSync } = require('node:fs')
const { dirname, join } = require('node:path')
const { setFlagsFromString } = require('node:v8')
const vm = require('node:vm')
const { isMainThread } = require('node:worker_threads')

// most commands end within a second: optimizing what ran a few times only costs more than it gives back
const budgets = { check: 2_000_000, watch: 132_096 }
const usual = 500_000

/** Tells V8 how long a function runs before it is optimized; what a thread tells holds for all of them. */
function optimizeAfter(budget) {
  if (isMainThread) setFlagsFromString(`--interrupt-budget=${budget}`)
}

// most patterns are run once or twice as well, and read faster than they are compiled
if (isMainThread) {
  setFlagsFromString('--no-regexp-peephole-optimization')
  setFlagsFromString('--regexp-tier-up-ticks=32')
}

/**
 * Runs a built program of `dist/` and returns what it exports, with its script.
 *
 * V8's own form of it, kept beside it by the build, saves compiling each function again; another version of V8 passes that over.
 */
function load(name) {
  const file = join(dirname(__dirname), 'dist', `${name}.cjs`)
  const kept = `${file}.cache`
  const cachedData = existsSync(kept) ? readFileSync(kept) : undefined
  // it is taken only under the flags under which it was made
  optimizeAfter(usual)
  // the bundler escapes what is not ASCII, so that no byte needs decoding and no letter two bytes
  const script = new vm.Script(`(function(exports,require,module,__filename){${readFileSync(file, 'latin1')}\n})`, {
    filename: file,
    cachedData,
  })
  optimizeAfter(budgets[process.argv[2]] ?? usual)
  const module = { exports: {} }
  script.runInThisContext()(module.exports, require, module, file)
  return { exports: module.exports, script, kept }
}

module.exports = { load }
