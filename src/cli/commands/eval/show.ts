import { resolve } from 'node:path'
import type { Lang } from '../../../base/index.ts'
import { outcomes, type Shown, show } from '../../../project/index.ts'
import type { Invocation } from '../../command.ts'
import { formatJson } from '../../format/json.ts'
import { paint, visible } from '../../format/text.ts'
import { wrongUse } from '../../usage.ts'
import { argument, numberOf, openLab, textOf } from './open.ts'
import { printResult } from './score.ts'

/** `assay eval show RUN`: samples by outcome with prompt, answer, extraction and why. */
export async function showVerb(invocation: Invocation): Promise<number> {
  const { options, lang, terminal } = invocation
  const folder = resolve(terminal.folder, argument(invocation, 0, 'the folder of a run', '运行目录'))
  const outcome = textOf(invocation, 'outcome')
  if (outcome !== '' && outcome !== 'disagreement' && !outcomes.includes(outcome as never))
    throw wrongUse(
      { en: `there is no outcome \`${outcome}\``, zh: `没有结局 \`${outcome}\`` },
      [...outcomes, 'disagreement'].join('`, `'),
    )
  const shown = await show(openLab(invocation), {
    folder,
    outcome,
    id: textOf(invocation, 'id'),
    limit: numberOf(invocation, 'limit') ?? 5,
  })
  if (options.json === true) {
    terminal.out(formatJson({ folder, ...shown }))
    return 0
  }
  if (shown.result !== null) printResult(shown.result, folder, lang, terminal)
  for (const sample of shown.samples) terminal.out(sampleText(sample, lang, terminal.color))
  if (shown.fitting > shown.samples.length)
    terminal.out(
      lang === 'zh'
        ? `另有 ${shown.fitting - shown.samples.length} 个样本\n`
        : `${shown.fitting - shown.samples.length} more samples\n`,
    )
  return 0
}

function sampleText({ score, record }: Shown, lang: Lang, color: boolean): string {
  const zh = lang === 'zh'
  const asked = record?.request?.messages?.at(-1)?.content ?? record?.request?.prompt ?? record?.sample.input ?? ''
  const answer =
    record?.output?.text ?? (record?.failure === undefined ? '' : `${record.failure.kind}: ${record.failure.message}`)
  const part = (name: string, text: string) =>
    `  ${paint(name, 36, color)}: ${visible(shorten(text)).replaceAll('·', '\n    ')}\n`
  return [
    `\n${paint(score.id, 1, color)}  ${score.outcome}  ${score.value}\n`,
    part(zh ? '提示' : 'prompt', asked),
    part(zh ? '回答' : 'answer', answer),
    part(zh ? '抽取' : 'extracted', score.answer ?? '–'),
    part(zh ? '目标' : 'target', score.target.join(' | ')),
    part(zh ? '原因' : 'why', score.why),
    ...(score.recorded === undefined ? [] : [part(zh ? '自带分数' : 'recorded', JSON.stringify(score.recorded))]),
  ].join('')
}

function shorten(text: string): string {
  return text.length > 1200 ? `${text.slice(0, 700)} […] ${text.slice(-400)}` : text
}
