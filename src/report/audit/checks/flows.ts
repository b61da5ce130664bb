import { toNumber } from '../../../base/index.ts'
import type { AuditDesk } from '../desk.ts'
import { slipOf } from '../digits.ts'
import { isQuoted } from '../prose/audit.ts'
import type { Sentence } from '../prose/sentence.ts'
import { textBetween } from './growth.ts'
import type { Paragraph } from './input.ts'

/**
 * Tells of a part that is a slip of the hand off, where the whole grew by its parts: 住户贷款增加 1.44 万亿元，其中，短期贷款增加
 * 1324 亿元，中长期贷款增加 1.31 万亿元; totaled 1,153 Bcf, with 232 Bcf in the one and 921 Bcf in the other.
 */
export function checkFlows({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    if (sentence.mentions.length < 3 || sentence.mentions.length > 40) continue
    if (sentence.text.includes('其中')) checkAmong(sentence, desk)
    if (sentence.text.includes('otal')) checkWith(sentence, desk)
  }
  if (from < to)
    checkBehind(
      desk.input.extract.text.slice(sentences[from]!.start, sentences[to - 1]!.end),
      sentences[from]!.start,
      desk,
    )
}

// 住户贷款减少 2170 亿元。其中，住房贷款减少 605 亿元，同比少增 …；经营贷款减少 521 亿元: the parts fill the next sentence
function checkBehind(text: string, start: number, desk: AuditDesk): void {
  for (let at = text.indexOf('。其中，'); at !== -1; at = text.indexOf('。其中，', at + 1)) {
    const before = text.lastIndexOf('。', at - 1) + 1
    const front = flowsIn(text.slice(before, at), start + before)
    const end = text.indexOf('。', at + 1)
    let from = at + 4
    const parts: Flow[] = []
    for (const piece of text.slice(from, end === -1 ? text.length : end).split(/[；;]/)) {
      const [first] = flowsIn(piece, start + from)
      if (first === undefined || first.at - start - from > 24) break
      parts.push(first)
      from += piece.length + 1
    }
    if (front.length === 1 && parts.length >= 2) checkParts(front[0]!, parts, desk)
  }
}

const part =
  /([^，。；;、\d（）]{2,16}?)(增加|净增|新增|减少|净减)\s?(\d[\d,]*(?:\.\d+)?)\s?(万亿|亿|万)?([元人户辆吨]|美元)/g
const parting = /[，,]其中[，,：:]?/

interface Flow {
  readonly digits: string
  readonly value: number
  readonly half: number
  readonly scale: number
  readonly unit: string
  readonly at: number
  readonly text: string
}

function flowsIn(text: string, at: number): readonly Flow[] {
  return [...text.matchAll(part)].map((m) => {
    const digits = m[3]!.replace(/,/g, '')
    const scale = m[4] === undefined ? 1 : m[4] === '万' ? 1e4 : m[4] === '亿' ? 1e8 : 1e12
    const way = m[2]!.includes('减') ? -1 : 1
    const lead = m[0].length - m[0].slice(m[1]!.length + m[2]!.length).trimStart().length
    return {
      digits,
      value: way * Number(digits) * scale,
      half: 0.5 * 10 ** -(digits.split('.')[1]?.length ?? 0) * scale,
      scale: way * scale,
      unit: m[5]!,
      at: at + m.index + lead,
      text: m[0].slice(lead),
    }
  })
}

function checkAmong(sentence: Sentence, desk: AuditDesk): void {
  // each whole with its parts ends at a semicolon or a full stop
  let at = 0
  for (const piece of sentence.text.split(/(?<=[；;。])/)) {
    const cut = parting.exec(piece)
    if (cut !== null) {
      const front = flowsIn(piece.slice(0, cut.index), sentence.start + at)
      const behind = cut.index + cut[0].length
      const parts = flowsIn(piece.slice(behind), sentence.start + at + behind)
      const whole = front.at(-1)
      // nothing but the whole and its span stands before
      if (
        whole !== undefined &&
        parts.length >= 2 &&
        !parting.test(piece.slice(behind)) &&
        piece.slice(0, cut.index).endsWith(whole.text.slice(-1))
      )
        checkParts(whole, parts, desk)
    }
    at += piece.length
  }
}

function checkParts(whole: Flow, parts: readonly Flow[], desk: AuditDesk): void {
  if (parts.some((p) => p.unit !== whole.unit || desk.isTold(p.at, p.at + p.text.length))) return
  const sum = parts.reduce((t, p) => t + p.value, 0)
  const slack = parts.reduce((t, p) => t + p.half, whole.half) * 1.1
  if (Math.abs(sum - whole.value) <= slack) return
  const slips = parts.flatMap((p) => {
    const right = whole.value - (sum - p.value)
    const shown = (right / p.scale).toFixed(p.digits.split('.')[1]?.length ?? 0)
    const slip = right / p.scale > 0 ? slipOf(p.digits, shown) : 'other'
    const isFar =
      Math.abs(p.value) > 20 * Math.abs(whole.value) &&
      parts.every((o) => o === p || Math.abs(o.value) < 3 * Math.abs(whole.value))
    return slip === 'exchange' || slip === 'power' ? [{ p, shown }] : isFar ? [{ p, shown: '' }] : []
  })
  const [only] = slips
  if (only === undefined || slips.length !== 1) return
  const { p, shown } = only
  desk.tell(
    shown === '' || Number(shown) * 9 < Number(p.digits) ? 'audit/scale-slip' : 'audit/sum',
    desk.place(p.at, p.at + p.text.length),
    {
      en: `\`${p.text}\` does not fit the other ${parts.length - 1} parts of \`${whole.text}\`${shown === '' ? '' : `, which leave ${shown}`}`,
      zh: `\`${p.text}\` 与 \`${whole.text}\` 的其余 ${parts.length - 1} 个分项不符${shown === '' ? '' : `，据此应为 ${shown}`}`,
    },
    { confidence: 0.82, printed: p.text, ...(shown === '' ? {} : { expected: shown }) },
  )
}

const whole = /\b(?:total(?:l)?ed|a total of)\s(?:about\s)?[$€£¥]?$/i
const within = /^,?\s(?:with|including|of which|comprising)\s[$€£¥]?$/i
const joint = /^(?:\s[A-Za-z]{1,8})?\s(?:in|from|at|for|of)\s[^,.;\d]{2,50}\sand\s[$€£¥]?$/i

function checkWith(sentence: Sentence, desk: AuditDesk): void {
  const { mentions } = sentence
  for (let n = 0; n + 2 < mentions.length; n += 1) {
    const [w, a, b] = mentions.slice(n, n + 3) as [
      (typeof mentions)[number],
      (typeof mentions)[number],
      (typeof mentions)[number],
    ]
    if ([w, a, b].some((m) => m.form !== 'digits' || m.high !== undefined || m.bound !== 'exact')) continue
    if (!whole.test(textBetween(sentence, w.numberStart - 20, w.numberStart))) continue
    if (!within.test(textBetween(sentence, w.numberEnd, a.numberStart).replace(/^\s?[A-Za-z]{1,8}(?=,)/, ''))) continue
    if (!joint.test(textBetween(sentence, a.numberEnd, b.numberStart)) || isQuoted(sentence, a)) continue
    if (a.unitText !== b.unitText || (w.unitText !== a.unitText && a.unitText !== '')) continue
    const [x, y, z] = [w, a, b].map((m) => toNumber(m.value)) as [number, number, number]
    const slack = [w, a, b].reduce((t, m) => t + 0.5 * 10 ** -(m.decimals ?? 0), 0)
    if (Math.abs(y + z - x) <= slack || desk.isTold(b.start, b.end)) continue
    const scale = toNumber(b.scale)
    const places = Math.max(0, (b.decimals ?? 0) + Math.round(Math.log10(scale)))
    const right = ((x - y) / scale).toFixed(places)
    if (x - y <= 0 || slipOf((z / scale).toFixed(places), right) !== 'exchange') continue
    const printed = textBetween(sentence, b.start, b.end)
    desk.tell(
      'audit/sum',
      desk.place(b.start, b.end),
      {
        en: `\`${printed}\` and \`${textBetween(sentence, a.start, a.end)}\` do not make \`${textBetween(sentence, w.start, w.end)}\`: that leaves ${right}`,
        zh: `\`${printed}\` 与 \`${textBetween(sentence, a.start, a.end)}\` 之和不等于 \`${textBetween(sentence, w.start, w.end)}\`，应为 ${right}`,
      },
      { confidence: 0.82, printed, expected: right },
    )
  }
}
