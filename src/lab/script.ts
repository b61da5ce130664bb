import type { QuickJSSyncVariant, QuickJSWASMModule } from 'quickjs-emscripten-core'

/** What came of a script: what it gave, or why it gave nothing. */
export type ScriptResult = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly why: string }

/** How long a script may run and how much it may hold. */
export interface ScriptLimit {
  readonly milliseconds: number
  readonly megabytes: number
}

/** Runs JavaScript that sees nothing of this process: no files, no network, no clock but its own. */
export type RunScript = (source: string, call: string, given: readonly unknown[], limit?: ScriptLimit) => ScriptResult

const usual: ScriptLimit = { milliseconds: 1000, megabytes: 64 }

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
  const engine = await core.newQuickJSWASMModuleFromVariant(
    core.newVariant(variant.default as unknown as QuickJSSyncVariant, { wasmMemory: new WebAssembly.Memory(memory) }),
  )
  return (source, call, given, limit = usual) => run(engine, source, call, given, limit)
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
  runtime.setMaxStackSize(512 * 1024)
  const end = Date.now() + limit.milliseconds
  let late = false
  runtime.setInterruptHandler(() => {
    late = Date.now() > end
    return late
  })
  const context = runtime.newContext()
  try {
    const plain = source.replace(/^\s*export\s+(?:default\s+)?(?=(?:async\s+)?(?:function|const|let|class)\b)/gm, '')
    const program =
      call === ''
        ? plain
        : `${plain}\n;JSON.stringify(${call}(...JSON.parse(${JSON.stringify(JSON.stringify(given))})))`
    const result = context.evalCode(program, 'script.js')
    if (result.error) {
      const told = context.dump(result.error) as { readonly name?: string; readonly message?: string } | string
      result.error.dispose()
      if (late) return { ok: false, why: `longer than ${limit.milliseconds} ms` }
      return {
        ok: false,
        why: typeof told === 'object' ? `${told.name ?? 'Error'}: ${told.message ?? ''}` : String(told),
      }
    }
    const text: unknown = context.dump(result.value)
    result.value.dispose()
    if (call === '') return { ok: true, value: null }
    return typeof text === 'string'
      ? { ok: true, value: JSON.parse(text) }
      : { ok: false, why: `\`${call}\` gave nothing` }
  } finally {
    context.dispose()
    runtime.dispose()
  }
}
