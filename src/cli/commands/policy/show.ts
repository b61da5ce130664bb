import type { Lang } from '../../../base/index.ts'
import { append } from '../../../base/index.ts'
import { amountWords, type PolicyBasis, type PolicyResult, shownWords, type TraceStep } from '../../../project/index.ts'
import { paint, visible } from '../../format/text.ts'

/** A result with its trace as a person reads it. */
export function resultText(result: PolicyResult, lang: Lang, color: boolean): string {
  const zh = lang === 'zh'
  const amount = amountWords(result, lang)
  const lines = [
    paint(
      visible(`${result.id}  ${amount}${amount === (zh ? '未知' : 'unknown') ? '' : ` ${result.currency}`}`),
      1,
      color,
    ),
  ]
  const several = result.parts.length > 0
  for (const part of several ? result.parts : [result]) {
    if (several) lines.push(`  ${'path' in part ? part.path : ''}  ${amountWords(part, lang)}`)
    // a clause is quoted where it is first cited
    const quoted = new Set<string>()
    for (const step of part.trace) {
      append(lines, stepLines(step, lang, !quoted.has(step.quote)))
      quoted.add(step.quote)
    }
    for (const [name, value] of Object.entries(part.shares)) lines.push(`    ${name}: ${shownWords(value, lang)}`)
    for (const flag of part.flags) lines.push(`  ${zh ? '注意' : 'note'}: ${flag[lang]}`)
    for (const a of part.assumptions) lines.push(`  ${zh ? '假设' : 'assumption'} ${a.name}: ${a[lang]}`)
    for (const r of part.readings)
      lines.push(`    ${zh ? '另一读法' : 'other reading'} ${r.assumption} = ${r.reading}: ${amountWords(r, lang)}`)
    for (const [i, q] of part.questions.entries())
      lines.push(`  ${zh ? '待问' : 'question'} ${i + 1}: ${q.ask[lang]} (${q.path})`)
  }
  return `${lines.map(visible).join('\n')}\n`
}

/** Steps that every rule has, as a Chinese reader is told of them. */
const chinese: Readonly<Record<string, string>> = { condition: '条件', 'in force': '是否有效', pay: '给付' }

function stepLines(step: TraceStep, lang: Lang, quote: boolean): readonly string[] {
  const plain = step.step === undefined ? step.rule : step.step
  const name = lang === 'zh' ? (chinese[plain] ?? plain) : plain
  const said = step.say?.[lang] ?? ''
  const mark = step.verified ? '' : lang === 'zh' ? ' 未核' : ' unverified'
  const unit = step.unit === undefined ? '' : ` ${step.unit === 'percent' ? '%' : step.unit}`
  const formula = step.formula === undefined ? '' : ` = ${step.formula}`
  const act = step.act === '' ? '' : `  [${step.number || step.act} ${step.clause}${mark}]`
  const head = `    ${name}${formula}: ${shownWords(step.value, lang)}${unit}${act}`
  return [
    head,
    ...(said === '' ? [] : [`      ${said}`]),
    ...(step.quote === '' || !quote
      ? []
      : [
          `      ${step.quote
            .split(' … ')
            .map((q) => `「${q}」`)
            .join(' ')}${step.note === undefined ? '' : ` (${noteIn(step.note, lang)})`}`,
        ]),
  ]
}

/** A note in the reader's language, of one that may be written in both: `中文 / English`. */
export function noteIn(note: string, lang: Lang): string {
  const [zh = note, en = note] = note.split(' / ', 2)
  return lang === 'zh' ? zh : en
}

/** What totals rest on, as JSON. */
export function basisJson({ unverified, assumptions, unrounded }: PolicyBasis) {
  return { unverified, assumptions: assumptions.map((a) => ({ name: a.name, ...a.say })), unrounded }
}

/** What totals rest on: what was not verified, and what was assumed, each once. */
export function basisLines({ unverified, assumptions, unrounded }: PolicyBasis, lang: Lang): readonly string[] {
  const zh = lang === 'zh'
  return [
    ...unverified.map((u) => {
      const said = noteIn(u.note, lang)
      const note = said === '' ? '' : zh ? `（${said}）` : ` (${said})`
      return `  ${zh ? '未核' : 'unverified'} ${u.name}  ${u[lang]}  [${u.act} ${u.clause}]${note}`
    }),
    ...assumptions.map((a) => `  ${zh ? '假设' : 'assumption'} ${a.name}: ${a.say[lang]}`),
    ...unrounded.map((rule) =>
      zh
        ? `  注意: ${rule} 未写明取整，金额四舍五入到分`
        : `  note: ${rule} states no rounding, so amounts are rounded half up to the fen`,
    ),
  ]
}
