import { createInterface } from 'node:readline'
import { type Asking, askPolicy, readClaims } from '../../../project/index.ts'
import type { Invocation } from '../../command.ts'
import { exitCode } from '../../exit.ts'
import { diagnosticToJson, formatJson } from '../../format/json.ts'
import { formatText } from '../../format/text.ts'
import { inputOf, openPolicy } from './open.ts'
import { resultText } from './show.ts'

/**
 * `assay policy ask POLICY CLAIM`: asks what is missing, what narrows most first.
 *
 * With `--json` the questions that are open are printed instead; `--input` holds what is known already.
 */
export async function run(invocation: Invocation): Promise<number> {
  const { args, options, lang, terminal } = invocation
  const input = options.input === undefined ? null : inputOf(invocation)
  const { effects, places, policy, knownOn } = openPolicy(invocation, input ? [input.path] : [])
  const known = input === null ? {} : ((await readClaims(effects, input)).records[0]?.raw ?? {})
  const claim = args[1] ?? String((known as { claim?: unknown }).claim ?? '')
  const asking = await askPolicy(effects, places, policy, claim, knownOn)
  if (options.json === true) {
    const { result, diagnostics } = asking.answer(known)
    terminal.out(formatJson({ knownOn: asking.knownOn, ...result, diagnostics: diagnostics.map(diagnosticToJson) }))
    return exitCode(diagnostics)
  }
  return converse(invocation, asking, { ...known }).then((raw) => {
    const { result, diagnostics } = asking.answer(raw)
    terminal.out(resultText(result, lang, terminal.color))
    terminal.error(formatText(diagnostics, lang, terminal.color))
    return exitCode(diagnostics)
  })
}

async function converse(
  invocation: Invocation,
  asking: Asking,
  raw: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const { lang, terminal } = invocation
  const lines = createInterface({ input: process.stdin, terminal: false })[Symbol.asyncIterator]()
  const passed = new Set<string>()
  for (;;) {
    const { result } = asking.answer(raw)
    const question = result.questions.find((q) => !passed.has(q.input))
    if (question === undefined) return raw
    terminal.out(`${question.ask[lang]}${choicesOf(asking, question.input, lang)} `)
    const line = await lines.next()
    terminal.out('\n')
    if (line.done === true) return raw
    const answer = String(line.value).trim()
    if (answer === '' || answer === '?') {
      passed.add(question.input)
      continue
    }
    const tried = asking.answer({ ...raw, [question.input]: answer })
    if (tried.diagnostics.length > 0) terminal.out(formatText(tried.diagnostics, lang, terminal.color))
    else raw[question.input] = answer
  }
}

function choicesOf(asking: Asking, name: string, lang: 'zh' | 'en'): string {
  const input = asking.policy.claims.get(asking.claim)?.inputs.find((i) => i.name === name)
  if (input?.type.kind === 'truth') return lang === 'zh' ? '（是 / 否 / ?）' : ' (yes / no / ?)'
  if (input?.type.kind === 'date') return ' (YYYY-MM-DD / ?)'
  if (input?.type.kind !== 'choice') return lang === 'zh' ? '（? 为不知道）' : ' (? when not known)'
  const words = asking.policy.words.get(input.type.words)?.words ?? []
  const list = words.map((w) => (lang === 'zh' ? w.names.zh : w.id))
  return lang === 'zh' ? `（${list.join(' / ')} / ?）` : ` (${list.join(' / ')} / ?)`
}
