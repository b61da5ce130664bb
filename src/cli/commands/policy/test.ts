import { testPolicies } from '../../../project/index.ts'
import type { Invocation } from '../../command.ts'
import { exitCode } from '../../exit.ts'
import { diagnosticToJson, formatJson } from '../../format/json.ts'
import { formatText } from '../../format/text.ts'
import { openPlaces } from './open.ts'

/** `assay policy test [POLICY...]`: static checks and the examples of rule files. */
export async function run(invocation: Invocation): Promise<number> {
  const { args, options, lang, terminal } = invocation
  const { effects, places } = openPlaces(invocation, args)
  const known = typeof options['known-on'] === 'string' ? options['known-on'] : undefined
  const found = await testPolicies(effects, places, args, known)
  const diagnostics = found.flatMap((p) => p.diagnostics)
  if (options.json === true) {
    const policies = found.map((p) => ({
      policy: p.id,
      file: p.file,
      examples: (p.tested?.tried ?? []).map((t) => ({
        case: t.example.cells.case ?? '',
        pays: t.example.cells.pays ?? '',
        passed: t.failures.length === 0,
      })),
      expectations: p.tested?.expected ?? 0,
    }))
    terminal.out(formatJson({ policies, diagnostics: diagnostics.map(diagnosticToJson) }))
  } else {
    for (const p of found) {
      const tried = p.tested?.tried ?? []
      const passed = tried.filter((t) => t.failures.length === 0).length
      terminal.out(
        lang === 'zh'
          ? `${p.id}：${passed}/${tried.length} 个例子通过，${p.tested?.expected ?? 0} 条断言\n`
          : `${p.id}: ${passed} of ${tried.length} examples pass, ${p.tested?.expected ?? 0} expectations\n`,
      )
    }
    terminal.error(formatText(diagnostics, lang, terminal.color))
  }
  return exitCode(diagnostics)
}
