import { defineProtocol, type Protocol } from '../protocol/protocol.ts'
import { sameMath } from '../scorer/algebra.ts'
import { betweenDollars, lastBoxed, normalizeFinal, readBySympy, sameStripped, stripAnswer } from '../scorer/latex.ts'
import { type Asked, scorePublished } from '../scorer/published.ts'
import { chat, paragraphs } from '../task/prompt.ts'
import { defineTask, type Sample, type Score, say } from '../task/task.ts'
import type { Tools } from '../task/tools.ts'
import { contentId, exemplars, kept, text, texts } from './field.ts'

/** Competition mathematics with free answers in LaTeX. */
export const math = defineTask({
  id: 'math',
  version: 1,
  title: { en: 'MATH', zh: 'MATH 竞赛数学' },
  measure: 'math',
  licence: 'MIT repository; never shipped',
  dataset: {
    kind: 'file',
    about: {
      en: 'the JSON files of hendrycks/math (a folder or lines), or math_test.csv of simple-evals',
      zh: 'hendrycks/math 的 JSON 目录或行文件，或 simple-evals 的 math_test.csv',
    },
    fields: ['problem', 'solution', 'level', 'type'],
    sizes: { test: 5000, 'math-500': 500 },
    sample: (row) => {
      const problem = text(row, 'problem', 'Question', 'question')
      if (problem === null) return { lacks: 'problem' }
      const solution = text(row, 'solution')
      const answer = text(row, 'answer', 'Answer') ?? (solution === null ? null : lastBoxed(solution))
      if (answer === null) return { lacks: 'solution with \\boxed, or answer' }
      const group = text(row, 'type', 'subject')
      const id = text(row, 'unique_id') ?? contentId('math', problem)
      return { id, input: problem, target: [answer], ...(group === null ? {} : { group }), data: kept(row) }
    },
  },
  protocols: [
    defineProtocol({
      id: 'meta/llama3.1',
      cot: true,
      template: 'math/boxed@1',
      extractor: 'boxed+algebra@1',
      maxTokens: 5120,
    }),
    defineProtocol({
      id: 'openai/simple-evals',
      cot: true,
      template: 'math/answer-line@1',
      extractor: 'answer-line+algebra@1',
      maxTokens: 2048,
      temperature: 0.5,
    }),
    defineProtocol({
      id: 'hendrycks/exact',
      cot: true,
      template: 'math/boxed@1',
      extractor: 'boxed@1',
      maxTokens: 5120,
    }),
    defineProtocol({
      id: 'lm-eval/hendrycks_math',
      template: 'math/problem-answer@1',
      extractor: 'dollars@1',
      stop: ['Problem:'],
    }),
    defineProtocol({
      id: 'lm-eval/minerva_math',
      shots: 4,
      exemplars: 'minerva',
      cot: true,
      template: 'math/problem-solution@1',
      extractor: 'minerva@2',
      stop: ['Problem:'],
    }),
    // as it was until 0.4.12, with and without asking whether both are the same text
    ...(
      [
        ['lm-eval/minerva_math-2024', 'minerva-parsed@1'],
        ['lm-eval/leaderboard_math', 'minerva@1'],
      ] as const
    ).map(([id, extractor]) =>
      defineProtocol({
        id,
        extractor,
        shots: 4,
        exemplars: 'minerva',
        cot: true,
        template: 'math/problem-solution@1',
        stop: ['Problem:'],
      }),
    ),
    ...(
      [
        ['helm/math', 'helm-math@1', false],
        ['helm/math-cot', 'helm-math-boxed@1', true],
        ['opencompass/math', 'compass-math@2', true],
        ['opencompass/math-v1', 'compass-math@1', true],
        ['opencompass/math-verify', 'compass-verify@1', true],
        ['lighteval/math', 'lighteval-latex@1', true],
        ['lighteval/math-500', 'lighteval-latex@2', true],
      ] as const
    ).map(([id, extractor, cot]) =>
      defineProtocol({ id, extractor, cot, template: cot ? 'math/boxed@1' : 'math/problem-answer@1' }),
    ),
  ],
  needs: () => ['chat'],
  request: (s, protocol, shots) => {
    const given = exemplars(shots, s, protocol.shots)
    const after = protocol.template === 'math/problem-answer@1' ? 'Answer:' : 'Solution:'
    if (after === 'Answer:' || protocol.template === 'math/problem-solution@1') {
      const solved = given.map((e) => `Problem:\n${e.input}\n\n${after}\n${String(e.data.solution ?? e.target[0])}`)
      return chat(protocol, paragraphs(...solved, `Problem:\n${s.input}\n\n${after}`))
    }
    const ask =
      protocol.template === 'math/answer-line@1'
        ? 'Solve the problem step by step. The last line of your answer must have the form "Answer: ANSWER" (without quotes).'
        : 'Solve the problem step by step. Put the final answer into \\boxed{}.'
    return chat(protocol, paragraphs(ask, s.input))
  },
  score: scoreMath,
  canonical: (s, protocol) => {
    const answer = s.target[0]!
    if (protocol.extractor.startsWith('minerva'))
      return say(`Final Answer: The final answer is $${answer}$. I hope it is correct.`)
    if (protocol.extractor === 'helm-math@1') return say(answer)
    if (protocol.extractor === 'compass-math@1') return say(`The final answer is $${answer}$`)
    if (protocol.extractor === 'dollars@1') return say(`$${answer}$`)
    return say(protocol.template === 'math/answer-line@1' ? `Answer: ${answer}` : `\\boxed{${answer}}`)
  },
  chance: () => 0,
  judge: (s, output, protocol) => {
    if (!/algebra/.test(protocol.extractor)) return null
    const answer = takeMath(output.text, protocol.extractor)
    // only what algebra leaves open is worth a judge
    if (answer === null || sameStripped(answer, s.target[0]!)) return null
    if (sameMath(stripAnswer(answer), stripAnswer(s.target[0]!)) !== 'unknown') return null
    return {
      messages: [
        {
          role: 'user',
          content: `Are these two mathematical expressions the same, perhaps after simple steps of algebra? Do not solve anything else. Answer with Yes or No alone.\n\nExpression 1: ${s.target[0]}\nExpression 2: ${answer}`,
        },
      ],
      maxTokens: 16,
      temperature: 0,
    }
  },
})

function askedOf({ target, data }: Sample): Asked {
  const references = texts(data, 'references')
  return { targets: target, letters: '', choices: [], ...(references === null ? {} : { references }) }
}

function takeMath(text: string, extractor: string): string | null {
  if (extractor === 'dollars@1') return betweenDollars(text)
  if (extractor.startsWith('minerva')) {
    const found = /Final Answer: The final answer is(.*?). I hope it is correct./s.exec(`${text}I hope it is correct.`)
    return found?.[1]?.trim() ?? '[invalidanswer]'
  }
  if (extractor === 'answer-line+algebra@1') return /Answer\s*:\s*([^\n]+)/iu.exec(text)?.[1]?.trim() ?? null
  const boxed = lastBoxed(text)
  if (boxed !== null || extractor === 'boxed@1') return boxed
  return (
    [...text.matchAll(/(?:final answer is|answer is|Answer:)\s*:?\s*([^\n]+?)\.?\s*(?:\n|$)/giu)].at(-1)?.[1] ?? null
  )
}

function bySympy(answer: string, gold: string): ReturnType<typeof sameMath> {
  const [a, b] = [readBySympy(answer), readBySympy(gold)]
  if (a === null || b === null) return 'unequal'
  return a === b ? 'equal' : sameMath(a, b)
}

function scoreMath(sample: Sample, output: { readonly text: string }, protocol: Protocol, tools: Tools): Score {
  const { extractor } = protocol
  const published = scorePublished(output.text, extractor, askedOf(sample))
  if (published !== null) return published
  const answer = takeMath(output.text, extractor)
  if (answer === null) return { value: 0, outcome: 'unparsed', answer, why: `${extractor} finds no answer` }
  const gold = sample.target[0]!
  const minerva = extractor.startsWith('minerva')
  const fold = minerva ? (t: string) => normalizeFinal(t, extractor === 'minerva@2') : stripAnswer
  const stripping = extractor === 'dollars@1' ? 'lm-eval' : 'hendrycks'
  const same =
    extractor === 'minerva-parsed@1' && readBySympy(fold(answer)) === null ? false : fold(answer) === fold(gold)
  const exact = minerva ? same : sameStripped(answer, gold, stripping)
  const algebra = exact ? 'equal' : minerva ? bySympy(fold(answer), fold(gold)) : sameMath(fold(answer), fold(gold))
  const strict = extractor === 'boxed@1' || extractor === 'dollars@1'
  const asked = !strict && !minerva && tools.judgement !== null
  // the published program has its judge decide everything, and takes nothing but a bare yes
  const decides = asked && extractor === 'answer-line+algebra@1'
  const judged = !asked
    ? null
    : decides
      ? tools.judgement!.trim().toLowerCase() === 'yes'
      : algebra === 'unknown'
        ? /^\W*yes\b/iu.test(tools.judgement!)
        : null
  const right = decides ? judged === true : exact || (!strict && algebra === 'equal') || judged === true
  return {
    value: right ? 1 : 0,
    outcome: right ? 'correct' : 'incorrect',
    answer,
    why: decides
      ? `the judge says ${judged ? 'the same' : 'not the same'}`
      : exact
        ? 'same after normalising'
        : strict
          ? 'differs after normalising'
          : judged === null
            ? `algebra says ${algebra}`
            : `the judge says ${judged ? 'the same' : 'not the same'}`,
    // Minerva's exact match asks algebra too
    parts: { exact_match: (minerva ? right : exact) ? 1 : 0, equivalent: right ? 1 : 0 },
  }
}
