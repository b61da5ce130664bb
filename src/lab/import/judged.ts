import type { Row } from '../task/task.ts'
import { type Prediction, textOutput } from './prediction.ts'

/**
 * The answer that a line of MT-Bench's judgements judges, with what the judge said of it and the rating that came with it.
 *
 * The question and the answers stand in the prompt of the judge: alone for the first turn, as a conversation for the
 * second. A rating of -1 is none.
 *
 * @source lm-sys/FastChat, llm_judge: `question_id, model, judge, user_prompt, judgment, score, turn` of model_judgment
 */
export function judgement(record: Row): readonly Prediction[] | { readonly lacks: string } {
  const id = record.question_id
  if (typeof id !== 'number' && typeof id !== 'string') return { lacks: 'question_id' }
  const turn = Number(record.turn ?? 1)
  if (turn !== 1 && turn !== 2) return { lacks: 'turn, which is 1 or 2' }
  const { questions, answers } = talkIn(String(record.user_prompt ?? ''))
  const rated = typeof record.score === 'number' && record.score >= 0
  const last = answers.at(-1)
  const model = String(record.model ?? '')
  const judge = (Array.isArray(record.judge) ? record.judge : [record.judge]).map(String)
  return [
    {
      row: { question_id: id, turns: questions, category: String(record.category ?? '') },
      id: String(id),
      outputs:
        last === undefined
          ? []
          : [
              {
                ...textOutput(last),
                served: model,
                ...(answers.length > 1 ? { earlier: answers.slice(0, -1).map(said) } : {}),
              },
            ],
      failure: last === undefined ? 'the prompt of the judge holds no answer' : null,
      recorded: rated ? { [`turn ${turn} / 10`]: (record.score as number) / 10 } : {},
      recordedAnswer: null,
      key: `${model}/${id}`,
      model,
      judgements: [{ turn, judge: judge[0] ?? '', text: String(record.judgment ?? '') }],
    },
  ]
}

/**
 * The answers of a line of MT-Bench's answers; the question comes from the dataset.
 *
 * @source lm-sys/FastChat, llm_judge: `question_id, model_id, choices: [{index, turns}]` of model_answer
 */
export function turnsAnswered(record: Row): readonly Prediction[] | { readonly lacks: string } {
  const id = record.question_id
  if (typeof id !== 'number' && typeof id !== 'string') return { lacks: 'question_id' }
  const model = String(record.model_id ?? '')
  const outputs = (record.choices as readonly Row[]).flatMap((choice) => {
    const turns = Array.isArray(choice?.turns) ? choice.turns.map(String) : []
    const last = turns.at(-1)
    if (last === undefined) return []
    return [
      { ...textOutput(last), served: model, ...(turns.length > 1 ? { earlier: turns.slice(0, -1).map(said) } : {}) },
    ]
  })
  if (outputs.length === 0) return { lacks: 'turns' }
  const none = { failure: null, recorded: {}, recordedAnswer: null }
  return [{ ...none, row: { question_id: id }, id: String(id), outputs, key: `${model}/${id}`, model }]
}

const said = (text: string) => ({ text, finish: 'unknown' as const })

// what stands between the marks that the published prompts put around questions and answers
function talkIn(prompt: string): { readonly questions: readonly string[]; readonly answers: readonly string[] } {
  const talk =
    /<\|The Start of Assistant A's Conversation with User\|>([\s\S]*?)<\|The End of Assistant A's Conversation/.exec(
      prompt,
    )
  if (talk !== null) {
    const parts = talk[1]!.split(/^### (User|Assistant A):\n/m)
    const of = (who: string) => parts.flatMap((p, i) => (p === who ? [(parts[i + 1] ?? '').trim()] : []))
    return { questions: of('User'), answers: of('Assistant A') }
  }
  const question = /\[Question\]\n([\s\S]*?)\n\n\[The Start of (?:Reference|Assistant)/.exec(prompt)?.[1]
  const answer = /\[The Start of Assistant's Answer\]\n([\s\S]*?)\n\[The End of Assistant's Answer\]/.exec(prompt)?.[1]
  return { questions: question === undefined ? [] : [question], answers: answer === undefined ? [] : [answer] }
}
