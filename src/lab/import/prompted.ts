import type { Row } from '../task/task.ts'
import { questionFields } from './question.ts'

/**
 * The question that a prompt ends with, as a row that any dataset reads: its options, where the prompt lists them by letter,
 * and the right answer as programs write it.
 *
 * @example promptedRow('Q: Which?\nA. red\nB. blue\nAnswer:', 'B').choices // ['red', 'blue']
 */
export function promptedRow(prompt: string, gold: string): Row {
  const options = optionsIn(prompt)
  const question = options === null ? prompt : options.question
  const place = options === null ? -1 : placeOf(gold, options.choices)
  const answer = place === -1 ? gold : 'ABCDEFGHIJ'[place]!
  return {
    ...questionFields(question),
    answer,
    target: answer,
    ...(options === null
      ? {}
      : {
          choices: options.choices,
          options: options.choices,
          answerKey: answer,
          ...Object.fromEntries(options.choices.map((c, i) => [`choice${i + 1}`, c])),
        }),
  }
}

function placeOf(gold: string, choices: readonly string[]): number {
  const letter = /^\s*\(?([A-J])\)?\.?\s*$/.exec(gold)?.[1]
  if (letter !== undefined) return 'ABCDEFGHIJ'.indexOf(letter)
  return choices.findIndex((c) => c.trim() === gold.trim())
}

// the last run of lines that begin with A, B, C ...; examples before it are not asked
function optionsIn(prompt: string): { readonly question: string; readonly choices: readonly string[] } | null {
  const lines = prompt.split('\n')
  const letterOf = (line: string | undefined) => /^\s*\(?([A-J])[.):]\s*(.*)$/.exec(line ?? '')
  let start = -1
  for (let i = lines.length - 1; i >= 0 && start === -1; i -= 1) if (letterOf(lines[i])?.[1] === 'A') start = i
  if (start === -1) return null
  const choices: string[] = []
  for (const line of lines.slice(start, start + 10)) {
    const found = letterOf(line)
    if (found === null || found[1] !== 'ABCDEFGHIJ'[choices.length]) break
    choices.push(found[2]!)
  }
  if (choices.length < 2) return null
  const before = lines.slice(0, start).join('\n').trimEnd()
  const question = before.slice(before.lastIndexOf('\n\n') + 1).replace(/^\s*(?:Question|Q|题目|问题)\s*[:：]\s*/, '')
  return { question: question.trim(), choices }
}
