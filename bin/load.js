const { existsSync, readFileSync } = require('node:fs')
const { dirname, join } = require('node:path')
const { setFlagsFromString } = require('node:v8')
const vm = require('node:vm')

// most commands end within a second: optimizing what ran a few times only costs more than it gives back
setFlagsFromString('--interrupt-budget=500000')
// the same of a pattern: most are run once or twice
setFlagsFromString('--no-regexp-peephole-optimization')

/**
 * Runs a built program of `dist/` and returns what it exports, with its script.
 *
 * V8's own form of it, kept beside it by the build, saves compiling each function again; another version of V8 passes that over.
 */
function load(name) {
  const file = join(dirname(__dirname), 'dist', `${name}.cjs`)
  const kept = `${file}.cache`
  const cachedData = existsSync(kept) ? readFileSync(kept) : undefined
  // the bundler escapes what is not ASCII, so that no byte needs decoding and no letter two bytes
  const script = new vm.Script(`(function(exports,require,module,__filename){${readFileSync(file, 'latin1')}\n})`, {
    filename: file,
    cachedData,
  })
  const module = { exports: {} }
  script.runInThisContext()(module.exports, require, module, file)
  return { exports: module.exports, script, kept }
}

module.exports = { load }
