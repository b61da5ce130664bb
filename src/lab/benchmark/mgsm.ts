import { defineProtocol } from '../protocol/protocol.ts'
import { familyOf, scoreFiltered } from '../scorer/filters.ts'
import { westernDigits } from '../scorer/numeral.ts'
import { scorePublished } from '../scorer/published.ts'
import { chat } from '../task/prompt.ts'
import { defineTask, type Sample, type Score, say } from '../task/task.ts'
import { contentId, kept, text } from './field.ts'

/** The word for the answer and the request to think, by language. */
const languages: Readonly<Record<string, readonly [mark: string, ask: string]>> = {
  bn: ['উত্তর', 'এই গণিতের সমস্যাটি ধাপে ধাপে সমাধান করুন। শেষ লাইনে "উত্তর:" লিখে শুধু সংখ্যাটি দিন।'],
  de: ['Antwort', 'Löse die Aufgabe Schritt für Schritt. Schreibe in die letzte Zeile "Antwort:" und nur die Zahl.'],
  en: ['Answer', 'Solve the problem step by step. Write "Answer:" and the number alone in the last line.'],
  es: ['Respuesta', 'Resuelve el problema paso a paso. Escribe en la última línea "Respuesta:" y solo el número.'],
  fr: ['Réponse', 'Résous le problème étape par étape. Écris à la dernière ligne « Réponse: » et le nombre seul.'],
  ja: ['答え', '問題を順を追って解いてください。最後の行に「答え:」と数だけを書いてください。'],
  ru: ['Ответ', 'Реши задачу шаг за шагом. В последней строке напиши «Ответ:» и только число.'],
  sw: ['Jibu', 'Tatua swali hatua kwa hatua. Katika mstari wa mwisho andika "Jibu:" na namba tu.'],
  te: ['సమాధానం', 'సమస్యను దశలవారీగా పరిష్కరించండి. చివరి వరుసలో "సమాధానం:" అని రాసి సంఖ్య మాత్రమే ఇవ్వండి.'],
  th: ['คำตอบ', 'แก้โจทย์ทีละขั้น บรรทัดสุดท้ายเขียน "คำตอบ:" ตามด้วยตัวเลขเท่านั้น'],
  zh: ['答案', '请逐步解答这道题。最后一行写"答案:"，后面只写数字。'],
}

// the name of a dataset's file, or of samples of lm-evaluation-harness
const fileLanguage = /mgsm_(?:direct_|native_cot_|en_cot_|cot_native_)?([a-z]{2})(?![a-z])/

/** Grade-school word problems in eleven languages. */
export const mgsm = defineTask({
  id: 'mgsm',
  version: 1,
  title: { en: 'MGSM, 11 languages', zh: 'MGSM 多语言数学（11 种语言）' },
  measure: 'mgsm',
  licence: 'CC-BY-4.0',
  dataset: {
    kind: 'file',
    about: {
      en: 'the folder of mgsm_bn.tsv to mgsm_zh.tsv of google-research/url-nlp',
      zh: 'google-research/url-nlp 的 mgsm_bn.tsv 至 mgsm_zh.tsv 目录',
    },
    fields: ['question', 'answer'],
    header: ['question', 'answer'],
    sizes: { test: 2750 },
    sample: (row) => {
      const [question, answer] = [text(row, 'question'), text(row, 'answer_number', 'answer')]
      if (question === null) return { lacks: 'question' }
      if (answer === null || !/\d/.test(answer)) return { lacks: 'answer' }
      const language = text(row, 'language', 'lang') ?? fileLanguage.exec(String(row.__file ?? ''))?.[1] ?? 'en'
      if (!Object.hasOwn(languages, language)) return { lacks: `a language of ${Object.keys(languages).join(', ')}` }
      const target = answer.replaceAll(',', '').trim()
      // the same problem in another language stands and falls with it
      return {
        id: contentId(`mgsm-${language}`, question),
        input: question,
        target: [target],
        group: language,
        data: { ...kept(row), language },
      }
    },
  },
  protocols: [
    defineProtocol({
      id: 'meta/llama3.1',
      cot: true,
      template: 'mgsm/native@1',
      extractor: 'native-mark@1',
      maxTokens: 2048,
      averaging: 'macro',
    }),
    defineProtocol({
      id: 'openai/simple-evals',
      cot: true,
      template: 'mgsm/native@1',
      extractor: 'simple-evals-mgsm@1',
      maxTokens: 2048,
      temperature: 0.5,
      averaging: 'macro',
    }),
    ...['mgsm_direct', 'mgsm_en_cot', 'mgsm_native_cot'].map((name) =>
      defineProtocol({
        id: `lm-eval/${name}`,
        cot: name !== 'mgsm_direct',
        template: 'mgsm/native@1',
        extractor: `filter:${name}@1`,
        averaging: 'macro',
      }),
    ),
    ...(
      [
        ['opencompass/mgsm', 'compass-mgsm@1'],
        ['inspect/match', 'inspect:match numeric@1'],
        ['lighteval/mgsm', 'lighteval-expression@1'],
        ['lighteval/exact', 'whole-answer@1'],
      ] as const
    ).map(([id, extractor]) =>
      defineProtocol({ id, extractor, cot: true, template: 'mgsm/native@1', averaging: 'macro' }),
    ),
  ],
  needs: () => ['chat'],
  request: (s, protocol) => chat(protocol, `${languages[s.data.language as string]![1]}\n\n${s.input}`),
  score: (s, output, protocol) => {
    const family = familyOf(protocol.extractor)
    const asked = { targets: s.target, letters: '', choices: [] }
    if (family === null)
      return scorePublished(output.text, protocol.extractor, asked) ?? scoreMgsm(s, output.text, protocol.extractor)
    return scoreFiltered(output.text, s.target[0]!, family, s.data.language as string)
  },
  canonical: (s, p) => say(canonicalOf(s.data.language as string, s.target[0]!, p.extractor)),
  chance: () => 0,
})

// the sentences that the filters look for, where they differ from the plain one
const sentences: Readonly<Record<string, string>> = {
  de: 'Die Antwort lautet N.',
  es: 'La respuesta es N.',
  fr: 'La réponse est N.',
  ja: '答えはNです。',
  ru: 'Ответ — N.',
  sw: 'Jibu ni N.',
  te: 'సమాధానం N.',
  th: 'คำตอบคือ N',
  zh: '答案是 N。',
}

function canonicalOf(language: string, target: string, extractor: string): string {
  if (extractor === 'whole-answer@1') return target
  if (familyOf(extractor) === null) return `${languages[language]![0]}: ${target}`
  if (extractor === 'filter:mgsm_direct@1') return target
  const own = extractor === 'filter:mgsm_native_cot@1' ? sentences[language] : undefined
  return (own ?? 'The answer is N.').replace('N', target)
}

/**
 * The number after the last mark of the language, without commas and the zeros after its point.
 *
 * @source openai/simple-evals, mgsm_eval.py: parse_answer, score_mgsm
 */
function scoreMgsm(sample: Sample, output: string, extractor: string): Score {
  const mark = languages[sample.data.language as string]![0]
  if (!output.includes(mark)) return { value: 0, outcome: 'unparsed', answer: null, why: `no \`${mark}\`` }
  const given = output.split(mark).at(-1)!.trim()
  // digits of another script are another text to the published programs
  const after = extractor === 'native-mark@1' ? westernDigits(given) : given
  const numbers = after.replaceAll(',', '').match(/\p{Nd}+\.?\p{Nd}*/gu)
  if (numbers === null) return { value: 0, outcome: 'unparsed', answer: null, why: `no number after \`${mark}\`` }
  let answer = numbers.at(-1)!.replace(/\.+$/, '')
  if (extractor !== 'compass-mgsm@1' && answer.includes('.')) answer = answer.replace(/0+$/, '').replace(/\.+$/, '')
  const right = answer === sample.target[0]
  return {
    value: right ? 1 : 0,
    outcome: right ? 'correct' : 'incorrect',
    answer,
    why: right ? 'same number' : `${answer} is not ${sample.target[0]}`,
  }
}
