import type { QuickJSSyncVariant, QuickJSWASMModule } from 'quickjs-emscripten-core'

/** What came of a script: what it gave, or why it gave nothing. */
export type ScriptResult = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly why: string }

/** How long a script may run and how much it may hold. */
export interface ScriptLimit {
  readonly milliseconds: number
  readonly megabytes: number
}

/** Runs JavaScript that sees nothing of this process: no files, no network, no clock but its own. */
export type RunScript = (
  source: string,
  call: string,
  given: readonly unknown[],
  limit?: ScriptLimit,
) => Promise<ScriptResult>

/** What is usual. */
export const usualLimit: ScriptLimit = Object.freeze({ milliseconds: 1000, megabytes: 64 })

// the engine does not count what it takes in one piece, as for a long array: its whole memory has an end as well
const page = 64 * 1024
const memory = { initial: (16 << 20) / page, maximum: (96 << 20) / page }

let opened: Promise<RunScript> | null = null

/**
 * The runner of scripts, loaded once.
 *
 * `source` is run in a runtime of its own, then its function `call` with `given` as JSON; a module may `export` it.
 */
export function openScripts(): Promise<RunScript> {
  opened ??= load()
  return opened
}

async function load(): Promise<RunScript> {
  const [core, variant] = await Promise.all([
    import('quickjs-emscripten-core'),
    import('@jitl/quickjs-wasmfile-release-sync'),
  ])
  const start = () =>
    core.newQuickJSWASMModuleFromVariant(
      core.newVariant(variant.default as unknown as QuickJSSyncVariant, { wasmMemory: new WebAssembly.Memory(memory) }),
    )
  let engine: QuickJSWASMModule | null = await start()
  return async (source, call, given, limit = usualLimit) => {
    try {
      const mine = engine ?? (await start())
      engine = mine
      return run(mine, source, call, given, limit)
    } catch (error) {
      // a script may end its engine, by brackets too deep for it: the next one has another
      engine = null
      return { ok: false, why: `it ended its engine: ${error instanceof Error ? error.message : String(error)}` }
    }
  }
}

function run(
  engine: QuickJSWASMModule,
  source: string,
  call: string,
  given: readonly unknown[],
  limit: ScriptLimit,
): ScriptResult {
  const runtime = engine.newRuntime()
  runtime.setMemoryLimit(limit.megabytes * 1024 * 1024)
  // more than this is more than the stack of the program that runs the engine
  runtime.setMaxStackSize(128 * 1024)
  const end = Date.now() + limit.milliseconds
  let late = false
  runtime.setInterruptHandler(() => {
    late = Date.now() > end
    return late
  })
  const context = runtime.newContext()
  const plain = source.replace(/^\s*export\s+(?:default\s+)?(?=(?:async\s+)?(?:function|const|let|class)\b)/gm, '')
  const program =
    call === '' ? plain : `${plain}\n;JSON.stringify(${call}(...JSON.parse(${JSON.stringify(JSON.stringify(given))})))`
  const result = context.evalCode(program, 'script.js')
  const came: unknown = context.dump(result.error ?? result.value)
  ;(result.error ?? result.value).dispose()
  // where anything above threw, the engine is at its end and frees nothing
  context.dispose()
  runtime.dispose()
  if (result.error) return { ok: false, why: late ? `longer than ${limit.milliseconds} ms` : reason(came) }
  if (call === '') return { ok: true, value: null }
  return typeof came === 'string' ? parsed(came) : { ok: false, why: `\`${call}\` gave nothing` }
}

function reason(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error)
  const { name = 'Error', message = '' } = error as { readonly name?: string; readonly message?: string }
  return `${name}: ${message}`
}

function parsed(text: string): ScriptResult {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    // it has another `JSON` than the usual one
    return { ok: false, why: 'what it gave is no JSON' }
  }
}
