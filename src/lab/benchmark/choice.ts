import { random, shuffled } from '../../base/index.ts'
import type { Capability, Output, Request } from '../models/model.ts'
import { defineProtocol, type Protocol } from '../protocol/protocol.ts'
import { familyOf, scoreFiltered } from '../scorer/filters.ts'
import { type LetterRule, scoreLetter } from '../scorer/letter.ts'
import { scoreChoice } from '../scorer/likelihood.ts'
import { scorePublished } from '../scorer/published.ts'
import { chat, complete, lettered, letters, paragraphs } from '../task/prompt.ts'
import { type Sample, type Score, say } from '../task/task.ts'
import { exemplars } from './field.ts'

/** A question with options, of which one is right. */
export interface Choice {
  readonly id: string
  readonly question: string
  readonly choices: readonly string[]
  /** place of the right option */
  readonly gold: number
  readonly group?: string
  readonly cluster?: string
  readonly data: Readonly<Record<string, unknown>>
}

/** A question with options as a sample; the options in the order that the protocol wants. */
export function choiceSample(choice: Choice, protocol: Pick<Protocol, 'optionOrder'>): Sample {
  const seed = /^seed:(.*)$/.exec(protocol.optionOrder)?.[1]
  const places = choice.choices.map((_, i) => i)
  const order = seed === undefined ? places : shuffled(places, random(`${seed}/${choice.id}`))
  return {
    id: choice.id,
    input: choice.question,
    target: [letters[order.indexOf(choice.gold)]!],
    choices: order.map((i) => choice.choices[i]!),
    ...(choice.group === undefined ? {} : { group: choice.group }),
    ...(choice.cluster === undefined ? {} : { cluster: choice.cluster }),
    data: seed === undefined ? choice.data : { ...choice.data, order },
  }
}

/** The letters of a sample's options. */
export function lettersOf(sample: Sample): string {
  return letters.slice(0, sample.choices?.length ?? 4)
}

const asked: Readonly<Record<string, (block: string, options: string) => string>> = {
  'choice/best-answer@1': (block) =>
    paragraphs(
      block,
      'Think it through step by step. End with the sentence "The best answer is X." where X is the letter of an option.',
    ),
  'choice/simple-evals@1': (block, options) =>
    paragraphs(
      `Answer this multiple choice question. The last line of your answer must have the form "Answer: LETTER" (without quotes), where LETTER is one of ${options}. Think step by step before you answer.`,
      block,
    ),
  'choice/answer-is@1': (block) =>
    paragraphs(
      'Think step by step about this multiple choice question, then end with "the answer is (X)", where X is the letter of the right option.',
      block,
    ),
  'choice/answer-colon@1': (block, options) =>
    paragraphs(
      block,
      `Think step by step. The last line of your answer is "ANSWER: X", where X is one of ${options}, and nothing follows it.`,
    ),
  'choice/letter@1': (block) => paragraphs(block, 'Answer with the letter of the right option alone.'),
  'choice/base@1': (block) => `${block}\nAnswer:`,
  'choice/question-answer@1': (block) => `Question: ${block}\nAnswer:`,
}

/** A multiple-choice question as a request: a chat, or continuations whose log-probabilities are asked for. */
export function choiceRequest(sample: Sample, protocol: Protocol, shots: readonly Sample[]): Request {
  const given = exemplars(shots, sample, protocol.shots)
  const options = lettersOf(sample)
  const template = asked[protocol.template] ?? asked['choice/letter@1']!
  if (protocol.extractor === 'log-likelihood@1') {
    const whole = protocol.template === 'choice/question-answer@1'
    const block = (s: Sample) => template(whole ? s.input : `${s.input}\n${lettered(s.choices ?? [])}`, options)
    const said = (s: Sample) => (whole ? s.choices![letters.indexOf(s.target[0]!)]! : s.target[0]!)
    const before = given.map((s) => `${block(s)} ${said(s)}`)
    const continuations = continuationsOf(sample, protocol).map((c) => ` ${c}`)
    return { ...complete(protocol, [...before, block(sample)].join('\n\n')), continuations }
  }
  const block = (s: Sample) => `${s.input}\n\n${lettered(s.choices ?? [])}`
  const before = given.map((s) => `${block(s)}\n\n${exemplarAnswer(s, protocol)}`)
  return chat(protocol, paragraphs(...before, template(block(sample), options)))
}

// the options themselves, or their letters, which all are of one length
function continuationsOf(sample: Sample, protocol: Protocol): readonly string[] {
  return protocol.template === 'choice/question-answer@1' ? (sample.choices ?? []) : [...lettersOf(sample)]
}

// with the reasoning that the dataset gives, where the protocol wants reasoning
function exemplarAnswer(shot: Sample, protocol: Protocol): string {
  const cot = shot.data.cot_content
  return protocol.cot && typeof cot === 'string' && cot !== '' ? cot : `The answer is (${shot.target[0]}).`
}

/** The score of an answer to a multiple-choice question under the protocol's rule. */
export function scoreChoiceAnswer(sample: Sample, output: Output, protocol: Protocol): Score {
  if (output.logprobs !== undefined || protocol.extractor === 'log-likelihood@1')
    return scoreChoice(output, continuationsOf(sample, protocol), letters.indexOf(sample.target[0]!))
  const asked = { targets: sample.target, letters: lettersOf(sample), choices: sample.choices ?? [] }
  const published = scorePublished(output.text, protocol.extractor, asked)
  if (published !== null) return published
  const family = familyOf(protocol.extractor)
  if (family !== null) return scoreFiltered(output.text, sample.target[0]!, family)
  const text = protocol.prefill === '' ? output.text : `${protocol.prefill}${output.text}`
  return scoreLetter(text, sample.target[0]!, protocol.extractor as LetterRule, lettersOf(sample))
}

/** Protocols of other harnesses for questions with options, each with one rule for the letter. */
export function choiceProtocols(...named: readonly (readonly [id: string, extractor: string])[]): readonly Protocol[] {
  return named.map(([id, extractor]) => {
    const cot = !alone.has(extractor)
    const template = cot ? 'choice/answer-colon@1' : 'choice/letter@1'
    return defineProtocol({ id, extractor, cot, template, maxTokens: cot ? 2048 : 16 })
  })
}

// rules for answers that are a letter and nothing else
const alone: ReadonlySet<string> = new Set(['helm-joint@1', 'first-capital@1', 'whole-text@1'])

/** What a multiple-choice protocol needs of a model. */
export function choiceNeeds(protocol: Protocol): readonly Capability[] {
  if (protocol.extractor === 'log-likelihood@1') return ['completion', 'logprobs']
  return protocol.prefill === '' ? ['chat'] : ['chat', 'prefill']
}

/** What one who knows would say to a multiple-choice question. */
export function choiceCanonical(sample: Sample, protocol: Protocol): Output {
  const letter = sample.target[0]!
  if (protocol.extractor === 'log-likelihood@1') {
    const right = letters.indexOf(letter)
    return {
      ...say(''),
      logprobs: sample.choices!.map((_, i) => ({ sum: i === right ? -1 : -100, greedy: i === right })),
    }
  }
  const said: Readonly<Record<string, string>> = {
    'best-answer-is@1': `The best answer is ${letter}.`,
    'simple-evals@1': `Answer: ${letter}`,
    'simple-evals-gpqa@1': `Answer: ${letter}`,
    'answer-colon@1': `ANSWER: ${letter}`,
    'inspect:choice@1': `ANSWER: ${letter}`,
    'helm-cot@1': `The correct answer is ${letter}.`,
    'filter:mmlu_flan_cot@1': `The answer is (${letter}).`,
    'filter:mmlu_cot_llama@1': `The best answer is ${letter}.`,
    'tiger-capital@1': `The answer is (${letter}).`,
    'tiger@1': `The answer is (${letter}).`,
    'answer-is@1': `The answer is (${letter}).`,
    'parenthesized@1': `The answer is (${letter})`,
  }
  return say(protocol.prefill === '' ? (said[protocol.extractor] ?? letter) : ` ${letter}`)
}
