import { defineProtocol } from '../protocol/protocol.ts'
import { gradeScore, readGrade } from '../scorer/abstain.ts'
import { asksConfidence, chat, confidenceLine, paragraphs } from '../task/prompt.ts'
import { defineTask, say } from '../task/task.ts'
import { contentId, kept, text } from './field.ts'

/** Short questions of fact that may be left open, graded by a judge. */
export const simpleQa = defineTask({
  id: 'simpleqa',
  version: 1,
  title: { en: 'SimpleQA: facts and abstention', zh: 'SimpleQA：事实与弃答' },
  measure: 'simpleqa',
  licence: 'MIT',
  dataset: {
    kind: 'file',
    about: { en: 'simple_qa_test_set.csv of openai/simple-evals', zh: 'openai/simple-evals 的 simple_qa_test_set.csv' },
    fields: ['metadata', 'problem', 'answer'],
    sizes: { test: 4326 },
    sample: (row) => {
      const [problem, answer] = [text(row, 'problem', 'question'), text(row, 'answer')]
      if (problem === null) return { lacks: 'problem' }
      if (answer === null) return { lacks: 'answer' }
      return { id: contentId('simpleqa', problem), input: problem, target: [answer], data: kept(row) }
    },
  },
  protocols: [
    defineProtocol({
      id: 'openai/simple-evals',
      template: 'simpleqa/question@1',
      extractor: 'judge-grade@1',
      maxTokens: 2048,
      judge: 'grade@1',
    }),
    defineProtocol({
      id: 'assay/simpleqa-confidence',
      template: 'simpleqa/confidence@1',
      extractor: 'judge-grade@1',
      maxTokens: 2048,
      judge: 'grade@1',
    }),
  ],
  needs: () => ['chat'],
  request: (s, protocol) => chat(protocol, asksConfidence(protocol) ? paragraphs(s.input, confidenceLine) : s.input),
  score: (s, output, _, tools) => {
    const recorded = text(s.data, 'grade', 'grading', 'judgement')
    const told = tools.judgement ?? recorded
    const grade = told === null ? null : (named(told) ?? readGrade(told))
    if (told === null)
      return { value: 0, outcome: 'not-run', answer: output.text, why: 'no judge was asked; name one with `--judge`' }
    if (grade === null)
      return {
        value: 0,
        outcome: 'unparsed',
        answer: output.text,
        why: `the judge gave no grade: ${told.slice(0, 100)}`,
      }
    return gradeScore(grade, output.text, `judged ${grade}`)
  },
  canonical: (s) => say(s.target[0]!),
  chance: () => 0,
  judge: (s, output) => ({
    messages: [
      {
        role: 'user',
        content: `Grade the answer to a question against the right answer.\nA: the answer holds everything the right answer says and nothing that contradicts it.\nB: the answer says something that contradicts the right answer, even with doubts.\nC: the answer leaves the question open and contradicts nothing.\nFor numbers the last digit of the right answer must be met. Small errors in spelling do not matter. Answer with A, B or C alone.\n\nQuestion: ${s.input}\nRight answer: ${s.target[0]}\nAnswer: ${output.text}`,
      },
    ],
    maxTokens: 16,
    temperature: 0,
  }),
})

function named(grade: string) {
  const bare = grade.trim().toLowerCase().replaceAll('_', '-')
  return bare === 'correct' || bare === 'incorrect' || bare === 'not-attempted' ? bare : null
}
