import { follows, type Linguist } from '../ifeval/check.ts'
import { createDetector, type LanguageProfiles } from '../ifeval/language.ts'
import { createPunkt, type PunktModel } from '../ifeval/punkt.ts'
import { defineProtocol } from '../protocol/protocol.ts'
import { chat } from '../task/prompt.ts'
import { defineTask, type Sample, type Score, say } from '../task/task.ts'
import type { Tools } from '../task/tools.ts'
import { contentId, kept, list, text } from './field.ts'

/** Instructions that a program can check, 25 kinds of them. */
export const ifeval = defineTask({
  id: 'ifeval',
  version: 1,
  title: { en: 'IFEval', zh: 'IFEval 指令遵循' },
  measure: 'ifeval',
  licence: 'Apache-2.0',
  dataset: {
    kind: 'file',
    about: {
      en: 'input_data.jsonl of google-research/instruction_following_eval',
      zh: 'google-research/instruction_following_eval 的 input_data.jsonl',
    },
    fields: ['key', 'prompt', 'instruction_id_list', 'kwargs'],
    sizes: { test: 541 },
    sample: (row) => {
      const prompt = text(row, 'prompt')
      const ids = list(row, 'instruction_id_list')
      if (prompt === null) return { lacks: 'prompt' }
      if (ids === null || ids.length === 0) return { lacks: 'instruction_id_list' }
      const given = list(row, 'kwargs')
      if (given === null || given.length !== ids.length) return { lacks: 'kwargs, one for each instruction' }
      const id = text(row, 'key') ?? contentId('ifeval', prompt)
      return { id, input: prompt, target: ids.map(String), data: kept(row) }
    },
  },
  protocols: [
    defineProtocol({ id: 'google/ifeval', template: 'ifeval/prompt@1', extractor: 'prompt-strict@1', maxTokens: 1280 }),
    defineProtocol({
      id: 'google/ifeval-loose',
      template: 'ifeval/prompt@1',
      extractor: 'prompt-loose@1',
      maxTokens: 1280,
    }),
    defineProtocol({ id: 'meta/llama3.1', template: 'ifeval/prompt@1', extractor: 'mean-of-four@1', maxTokens: 1280 }),
  ],
  needs: () => ['chat'],
  request: (s, protocol) => chat(protocol, s.input),
  score: (s, output, protocol, tools) => scoreIfeval(s, output.text, protocol.extractor, tools),
  canonical: () => say(''),
  chance: () => 0,
  resources: ['sentences-english', 'languages'],
})

let known: { readonly from: Tools['resource']; readonly linguist: Linguist } | null = null

function linguistOf(tools: Tools): Linguist {
  if (known?.from === tools.resource) return known.linguist
  let [sentences, detect] = [null as Linguist['sentences'] | null, null as Linguist['detect'] | null]
  const linguist: Linguist = {
    sentences: (t) => {
      sentences ??= createPunkt(tools.resource('sentences-english') as PunktModel)
      return sentences(t)
    },
    detect: (t) => {
      detect ??= createDetector(tools.resource('languages') as LanguageProfiles)
      return detect(t)
    },
  }
  known = { from: tools.resource, linguist }
  return linguist
}

// instructions whose check rests on a model of language: two implementations may differ on them
const tolerant: ReadonlySet<string> = new Set([
  'length_constraints:number_sentences',
  'change_case:capital_word_frequency',
  'language:response_language',
  'change_case:english_capital',
  'change_case:english_lowercase',
])

function scoreIfeval(sample: Sample, answer: string, extractor: string, tools: Tools): Score {
  const linguist = linguistOf(tools)
  const given = (list(sample.data, 'kwargs') ?? []) as readonly (Readonly<Record<string, unknown>> | null)[]
  const verdicts = [false, true].map((loose) =>
    sample.target.map((id, i) => follows(answer, id, given[i] ?? {}, linguist, loose)),
  )
  const undecided = sample.target.filter((_, i) => verdicts[0]![i] === null)
  if (undecided.length > 0)
    return {
      value: 0,
      outcome: 'error',
      answer: null,
      why: `${undecided.join(', ')}: an argument is missing that the original draws at random`,
    }
  const [strict, loose] = verdicts as unknown as [readonly boolean[], readonly boolean[]]
  const share = (v: readonly boolean[]) => v.filter(Boolean).length / v.length
  const all = (v: readonly boolean[]) => (v.every(Boolean) ? 1 : 0)
  const counted = (v: readonly boolean[]) => [v.filter(Boolean).length, v.length] as const
  const value =
    extractor === 'prompt-loose@1'
      ? all(loose)
      : extractor === 'mean-of-four@1'
        ? (all(strict) + all(loose) + share(strict) + share(loose)) / 4
        : all(strict)
  const failed = sample.target.filter((_, i) => !strict[i])
  return {
    value,
    outcome: all(extractor === 'prompt-loose@1' ? loose : strict) === 1 ? 'correct' : 'incorrect',
    answer: strict.map((s) => (s ? '1' : '0')).join(''),
    why:
      failed.length === 0
        ? 'all followed'
        : `not followed: ${failed.map((f) => (tolerant.has(f) ? `${f} (rests on a model of language)` : f)).join(', ')}`,
    parts: {
      prompt_level_strict_acc: all(strict),
      inst_level_strict_acc: counted(strict),
      prompt_level_loose_acc: all(loose),
      inst_level_loose_acc: counted(loose),
    },
  }
}
