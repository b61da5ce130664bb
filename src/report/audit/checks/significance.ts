import type { AuditDesk } from '../desk.ts'
import { gate } from '../prose/gate.ts'
import type { Sentence } from '../prose/sentence.ts'
import type { Paragraph } from './input.ts'

const any = gate(/significan|显著/i)
const claim =
  /\b(?:is|are|was|were|remains?)\s(?:therefore\s|thus\s|hence\s|statistically\s|highly\s|also\s)*significant(?:ly)?\b|(?<!不|未|无|非|否)(?:统计上)?(?:是|为|均)?显著(?:的|高于|优于|低于|差异)?/i
const denial =
  /\b(?:not|n't|no|nor|neither|never|insignificant|non-significant|whether|if|would|could|unless|hardly|barely)\b|不|未|无|非|是否|若|如果/i
// a level that is none of the usual ones
const level =
  /\b(?:10|15|20)\s?%\s(?:level|significance)|\b(?:90|85|80)\s?%|0\.1\b|α|alpha|(?:10|15|20)\s?%\s?(?:的)?(?:显著性)?水平/i
const pValue = /\bp\s?[=≈＝]\s?(0?\.\d+)/i
const span =
  /(?:interval|CI|区间)[^.;。；\d+−-]{0,30}(?:from\s|of\s|[[(（【]\s?|为|是|由|从)?\s?([-−+]\s?\d+(?:\.\d+)?)\s?[%％]?\s?(?:to|至|到|,|，|、|~|～)\s?\+?(\d+(?:\.\d+)?)/i

/** Tells of a difference that is called significant though its own interval holds zero or its p is above 0.05. */
export function checkSignificance({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    if (any(sentence)) checkClaim(sentence, desk)
  }
}

function checkClaim({ text, start }: Sentence, desk: AuditDesk): void {
  const said = claim.exec(text)
  if (said === null || denial.test(text) || level.test(text) || (text.match(/significan|显著/gi) ?? []).length !== 1)
    return
  // one test of one sentence: of two p nobody knows which is meant
  if ((text.match(/\bp\s?[<>=≈＝]/gi) ?? []).length > 1) return
  const p = pValue.exec(text)
  const zero = span.exec(text)
  const isAbove = p !== null && Number(p[1]) > 0.05
  const holdsZero = zero !== null && /^[-−]/.test(zero[1]!) && Number(zero[2]) > 0
  if (!isAbove && !holdsZero) return
  const at = start + said.index
  const end = at + said[0].length
  if (desk.isTold(at, end)) return
  const why = holdsZero
    ? { en: 'its interval holds zero', zh: '其区间含零' }
    : { en: `p is ${p![1]}`, zh: `p 为 ${p![1]}` }
  desk.tell(
    'audit/flip',
    desk.place(at, end),
    {
      en: `\`${said[0]}\` is denied by the numbers of the sentence: ${why.en}`,
      zh: `\`${said[0]}\` 与句中数值不符：${why.zh}`,
    },
    { confidence: 0.88, printed: said[0] },
  )
}
