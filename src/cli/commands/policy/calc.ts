import { calcPolicy } from '../../../project/index.ts'
import type { Invocation } from '../../command.ts'
import { exitCode } from '../../exit.ts'
import { diagnosticToJson, formatJson } from '../../format/json.ts'
import { formatText } from '../../format/text.ts'
import { inputOf, openPolicy } from './open.ts'
import { resultText } from './show.ts'

/** `assay policy calc POLICY --input FILE`: results with their trace. */
export async function run(invocation: Invocation): Promise<number> {
  const { options, lang, terminal } = invocation
  const input = inputOf(invocation)
  const { effects, places, policy, knownOn } = openPolicy(invocation, [input.path])
  const found = await calcPolicy(effects, places, { policy, input, ...(knownOn ? { knownOn } : {}) })
  if (options.json === true) {
    const { results, diagnostics } = found
    terminal.out(
      formatJson({
        policy: found.policy.id,
        knownOn: found.knownOn,
        results,
        diagnostics: diagnostics.map(diagnosticToJson),
      }),
    )
  } else {
    for (const result of found.results) terminal.out(resultText(result, lang, terminal.color))
    terminal.error(formatText(found.diagnostics, lang, terminal.color))
  }
  return exitCode(found.diagnostics)
}
