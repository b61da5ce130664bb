import type { Row } from '../task/task.ts'
import { asRecord, type Prediction, textOutput } from './prediction.ts'

/**
 * The programs of a results file of MultiPL-E, each with what became of it.
 *
 * Prompt, completion and tests are one program there, and what counts as right are those that end well: the status is `OK` and the exit code 0.
 *
 * @source nuprl/MultiPL-E, evaluation/src/main.py: `name, language, prompt, tests, results: [{program, status, exit_code, …}]`; pass_k.py
 */
export function multiplePrograms(record: Row, line: number): readonly Prediction[] | { readonly lacks: string } {
  const name = typeof record.name === 'string' ? record.name : nameOf(String(record.__file ?? ''), line)
  const results = (record.results as readonly unknown[]).map(asRecord)
  const { results: _, ...about } = record
  const row = { ...about, name, prompt: record.prompt ?? '', tests: record.tests ?? '' }
  return results.flatMap((result, i): readonly Prediction[] => {
    if (typeof result?.program !== 'string') return []
    const { status, exit_code: code } = result
    return [
      {
        row,
        id: null,
        outputs: [textOutput(result.program, 'stop')],
        failure: null,
        recorded:
          typeof status === 'string' ? { value: status === 'OK' && (code === undefined || code === 0) ? 1 : 0 } : {},
        recordedAnswer: null,
        ...(typeof status === 'string' ? { recordedWhy: `${status}, exit code ${code ?? 'unknown'}` } : {}),
        key: `${String(record.language ?? '')}/${name}/${line}/${i}`,
      },
    ]
  })
}

// a file is named for its problem
function nameOf(file: string, line: number): string {
  return /^(.+?)(?:\.results)?\.(?:json|yaml)/.exec(file)?.[1] ?? String(line)
}
