import { defineProtocol } from '../protocol/protocol.ts'
import { chat } from '../task/prompt.ts'
import { defineTask, type Score, say } from '../task/task.ts'
import { contentId, kept, text } from './field.ts'

/** AlpacaEval 2: how often an annotator prefers an answer to that of a baseline; annotations come from its own program. */
export const alpacaEval = defineTask({
  id: 'alpaca-eval',
  version: 1,
  title: { en: 'AlpacaEval: win rate from annotations', zh: 'AlpacaEval：由标注得出的胜率' },
  measure: 'alpacaeval-2',
  licence: 'CC-BY-NC-4.0',
  dataset: {
    kind: 'file',
    about: { en: 'alpaca_eval.json of tatsu-lab/alpaca_eval', zh: 'tatsu-lab/alpaca_eval 的 alpaca_eval.json' },
    fields: ['instruction'],
    sizes: { eval: 805 },
    sample: (row) => {
      const instruction = text(row, 'instruction')
      if (instruction === null) return { lacks: 'instruction' }
      const cluster = text(row, 'dataset') ?? ''
      const id = contentId('alpaca', instruction, cluster)
      return { id, input: instruction, target: [], data: kept(row) }
    },
  },
  protocols: [
    defineProtocol({
      id: 'tatsu-lab/alpaca-eval-2',
      template: 'alpaca/instruction@1',
      extractor: 'preference@1',
      maxTokens: 2048,
      judge: 'pairwise',
      thoughts: 'keep',
      unresolved: 'excluded',
    }),
  ],
  needs: () => ['chat'],
  request: (s, protocol) => chat(protocol, s.input),
  score: (_, output, __, { judgement }) => scorePreference(output.text, judgement),
  canonical: () => say('The better answer.'),
  chance: () => 0,
})

/**
 * An answer by the preference of an annotator, from 1 for the baseline to 2 for the answer; 0 and 1.5 are a draw, and what is no
 * preference is left out.
 *
 * @source tatsu-lab/alpaca_eval 0.6.6, metrics/helpers.py: describe_head2head
 */
function scorePreference(answer: string, judgement: string | null): Score {
  if (judgement === null)
    return { value: 0, outcome: 'not-run', answer, why: 'nobody has compared it; import annotations' }
  const given = /^\d+(?:\.\d+)?$/.test(judgement.trim()) ? Number(judgement) : Number.NaN
  const preference = given === 0 ? 1.5 : given
  if (!(preference >= 1 && preference <= 2))
    return { value: 0, outcome: 'unparsed', answer, why: `\`${judgement.slice(0, 60)}\` is no preference` }
  const value = preference - 1
  return {
    value,
    outcome: value > 0.5 ? 'correct' : 'incorrect',
    answer,
    why: `preference ${preference}`,
    parts: { 'discrete win rate': preference === 1.5 ? 0.5 : preference >= 1.5 ? 1 : 0 },
  }
}

/** Arena-Hard: verdicts of a judge in two games against the answer of a baseline; judgements come from its own program. */
export const arenaHard = defineTask({
  id: 'arena-hard',
  version: 1,
  title: { en: 'Arena-Hard: win rate from judgements', zh: 'Arena-Hard：由评审得出的胜率' },
  measure: 'arena-hard',
  licence: 'Apache-2.0',
  dataset: {
    kind: 'file',
    about: { en: 'question.jsonl of lmarena/arena-hard-auto', zh: 'lmarena/arena-hard-auto 的 question.jsonl' },
    fields: ['uid', 'prompt'],
    sizes: { 'v0.1': 500, 'v2.0': 750 },
    sample: (row) => {
      const id = text(row, 'uid', 'question_id')
      if (id === null) return { lacks: 'uid or question_id' }
      const turns = Array.isArray(row.turns) ? (row.turns[0] as { content?: unknown } | undefined)?.content : undefined
      const group = text(row, 'category', 'cluster')
      const input = text(row, 'prompt', 'instruction') ?? String(turns ?? '')
      return { id, input, target: [], ...(group === null ? {} : { group }), data: kept(row) }
    },
  },
  protocols: [
    defineProtocol({
      id: 'lmarena/arena-hard-auto',
      template: 'arena-hard/prompt@1',
      extractor: 'verdicts@1',
      maxTokens: 4096,
      judge: 'pairwise',
      thoughts: 'keep',
      unresolved: 'excluded',
    }),
  ],
  needs: () => ['chat'],
  request: (s, protocol) => chat(protocol, s.input),
  score: (_, output, __, { judgement }) => scoreVerdicts(output.text, judgement),
  canonical: () => say('The better answer.'),
  chance: () => 0,
})

// for whoever stands as A: what the verdict is worth, and how often it counts
const verdicts: Readonly<Record<string, readonly [worth: number, weight: number]>> = {
  'A>>B': [1, 3],
  'A>B': [1, 1],
  'A=B': [0.5, 1],
  'B=A': [0.5, 1],
  'A<B': [0, 1],
  'B>A': [0, 1],
  'A<<B': [0, 3],
  'B>>A': [0, 3],
  'B<A': [1, 1],
  'B<<A': [1, 3],
}

/**
 * An answer by the verdicts of two games, in the first of which it stands as B; a clear one counts three times.
 *
 * The published score is that of all games together, the part `win rate`; the headline is the mean over questions.
 *
 * @source lmarena/arena-hard-auto, show_result.py: load_judgments
 */
function scoreVerdicts(answer: string, judgement: string | null): Score {
  if (judgement === null)
    return { value: 0, outcome: 'not-run', answer, why: 'nobody has compared it; import judgements' }
  const labels = judgement.split('\n').map((l) => l.trim().replace(/^\[\[|\]\]$/g, ''))
  const read = labels.map((l) => (Object.hasOwn(verdicts, l) ? verdicts[l]! : null))
  const [first, second] = read
  if (labels.length !== 2 || !first || !second)
    return { value: 0, outcome: 'unparsed', answer, why: `verdicts ${labels.join(', ').slice(0, 60)}` }
  const won = (1 - first[0]) * first[1] + second[0] * second[1]
  const played = first[1] + second[1]
  const value = won / played
  return {
    value,
    outcome: value > 0.5 ? 'correct' : 'incorrect',
    answer,
    why: `verdicts ${labels.join(', ')}`,
    parts: { 'win rate': [won, played] },
  }
}
