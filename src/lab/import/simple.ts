import type { Row } from '../task/task.ts'
import { asRecord, type Prediction, textOutput } from './prediction.ts'
import { promptedRow } from './prompted.ts'

/**
 * The answers of a run of simple-evals: conversations beside pages that show the right answer and the score.
 *
 * The language of MGSM is told by the word that its prompt asks to put before the answer.
 *
 * @source openai/simple-evals, simple_evals.py: `_allresults.json` with `htmls` and `convos`; common.py: HTML_JINJA
 */
export function simpleEvals(record: Row): readonly Prediction[] | { readonly lacks: string } {
  const { convos, htmls } = record
  if (!Array.isArray(convos) || !Array.isArray(htmls)) return { lacks: 'convos and htmls' }
  return convos.flatMap((convo, i): readonly Prediction[] => {
    const turns = (Array.isArray(convo) ? convo : []).map(asRecord)
    const said = turns.filter((t) => t?.role === 'assistant').at(-1)
    const prompt = textOf(turns.filter((t) => t?.role === 'user').at(-1))
    if (said === undefined) return []
    const page = String(htmls[i] ?? '')
    const score = Number(shownIn(page, 'Score') ?? Number.NaN)
    const taken = shownIn(page, 'Extracted Answer')
    const answer = shownIn(page, 'Correct Answer') ?? ''
    const language = languageIn(prompt)
    return [
      {
        row: { ...promptedRow(prompt, answer), ...(language === undefined ? {} : { language }) },
        id: null,
        outputs: [textOutput(textOf(said))],
        failure: null,
        recorded: Number.isNaN(score) ? truth(shownIn(page, 'Score')) : { value: score },
        recordedAnswer: taken === null || taken === 'None' ? null : taken,
        key: String(i),
      },
    ]
  })
}

// a content is a text, or parts of which some are text
function textOf(turn: Row | null | undefined): string {
  const content = turn?.content
  if (typeof content === 'string') return content
  return Array.isArray(content) ? content.map((p) => String(asRecord(p)?.text ?? '')).join('') : ''
}

function truth(shown: string | null): Readonly<Record<string, number>> {
  return shown === 'True' ? { value: 1 } : shown === 'False' ? { value: 0 } : {}
}

const signs: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&#34;': '"',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
}

function shownIn(page: string, name: string): string | null {
  const found = new RegExp(`<p>${name}: ([\\s\\S]*?)</p>`).exec(page)?.[1]
  return found === undefined ? null : found.replace(/&(?:lt|gt|amp|quot|#34|#39);/g, (s) => signs[s]!)
}

const marks: Readonly<Record<string, string>> = {
  bn: 'উত্তর',
  de: 'Antwort',
  es: 'Respuesta',
  fr: 'Réponse',
  ja: '答え',
  ru: 'Ответ',
  sw: 'Jibu',
  te: 'సమాధానం',
  th: 'คำตอบ',
  zh: '答案',
}

function languageIn(prompt: string): string | undefined {
  return Object.entries(marks).find(([, mark]) => new RegExp(`["'“]${mark}\\s*[:：]`).test(prompt))?.[0]
}
