import { defineProtocol } from '../protocol/protocol.ts'
import { gradeScore, namedGrade, readGrade } from '../scorer/abstain.ts'
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
      extractor: 'simple-evals-grade@1',
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
  score: (s, output, protocol, tools) => {
    const label = tools.judgement === null ? text(s.data, ...labels) : null
    const told = tools.judgement ?? label ?? text(s.data, ...grading)
    if (told === null)
      return { value: 0, outcome: 'not-run', answer: output.text, why: 'no judge was asked; name one with `--judge`' }
    // the published program looks for a letter alone, and finds the C of CORRECT
    const words = label !== null || protocol.extractor === 'judge-grade@1'
    const grade = (words ? namedGrade(told) : null) ?? readGrade(told)
    if (grade !== null) return gradeScore(grade, output.text, `judged ${grade}`)
    // there it counts as not attempted
    const open = gradeScore('not-attempted', output.text, `the judge gave no grade: ${told.slice(0, 100)}`)
    return { ...open, outcome: 'unparsed' }
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

// what files call the grade, and what the judge said in full
const labels = ['grade', 'grade_letter', 'grader_label', 'grader_grade', 'label', 'grading', 'judgement', 'judge_label']
const grading = ['origin_grade_response', 'grader_response', 'grading_response', 'judgment', 'judge_response']
