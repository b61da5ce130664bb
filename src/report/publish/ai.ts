import type { Document, Front } from '../tree.ts'
import { failing, type PublishCheck, pass } from './input.ts'
import { mentions } from './wording.ts'

/** The record of a work that AI has helped to make, as it stands in the metadata of outputs. */
export type AiRecord = NonNullable<Front['ai']>

// no blanks, quotes, Chinese or control characters
const letters = /^[\x21\x23-\x5b\x5d-\x7e]*$/

/**
 * The record as the one line of JSON that outputs carry: seven texts, the producer being the first propagator.
 *
 * @source GB 45438-2025, appendix E: field names; values limited to 0x21, 0x23-0x5B, 0x5D-0x7E
 * @example aiJson({ label: 1, producer: 'p', id: 'i', notice: '' }) // '{"Label":"1","ContentProducer":"p","ProduceID":"i","ReservedCode1":"","ContentPropagator":"p","PropagateID":"i","ReservedCode2":""}'
 */
export function aiJson({
  label,
  producer,
  id,
}: Pick<AiRecord, 'label' | 'producer' | 'id'> & { readonly notice?: string }): string {
  return JSON.stringify({
    Label: String(label),
    ContentProducer: producer,
    ProduceID: id,
    ReservedCode1: '',
    ContentPropagator: producer,
    PropagateID: id,
    ReservedCode2: '',
  })
}

/** AI-01: where passages are marked, a notice with both words stands in the report. */
export const aiNotice: PublishCheck = (input) => {
  const { ai } = input.document.front
  const marked = markedBy(input.document) > 0
  if (ai === null)
    return marked
      ? failing(
          input,
          'passages are marked as made with AI, and the front matter has no `ai`',
          '有段落标记为人工智能辅助，而文件头没有 `ai`',
          {
            en: 'write `ai: { label: 1, producer: …, id: … }`',
            zh: '请写 `ai: { label: 1, producer: …, id: … }`',
          },
        )
      : pass
  if (!marked)
    return failing(input, '`ai` is set, and no passage is marked', '设置了 `ai`，但没有标记任何段落', {
      en: 'put the passages into `:::panel{ai=yes}`',
      zh: '请把相应段落放入 `:::panel{ai=yes}`',
    })
  const has = (list: string) => mentions(ai.notice, input.words.get(list) ?? [])
  return has('ai') && has('ai-made')
    ? pass
    : failing(
        input,
        `the notice “${ai.notice}” lacks a word for AI or for making`,
        `说明“${ai.notice}”缺少“人工智能”或“生成”字样`,
      )
}

/** AI-02: outputs are read back when they are built; before that nothing can be said of them. */
export const aiMetadata: PublishCheck = (input) =>
  input.document.front.ai === null
    ? pass
    : [{ kind: 'unknown', words: { en: 'outputs are read back when they are built', zh: '构建时写入并读回核对' } }]

/** AI-03: fields and letters of the record. */
export const aiRecord: PublishCheck = (input) => {
  const { ai } = input.document.front
  if (ai === null) return pass
  const found = [
    ...(ai.label >= 1 && ai.label <= 3
      ? []
      : failing(input, `\`label\` is ${ai.label}, 1 to 3 expected`, `\`label\` 为 ${ai.label}，应为 1 至 3`)),
    ...(['producer', 'id'] as const).flatMap((key) =>
      ai[key] !== '' && letters.test(ai[key])
        ? []
        : failing(
            input,
            `\`${key}\` is \`${ai[key]}\`, letters without blanks, quotes and Chinese expected`,
            `\`${key}\` 为 \`${ai[key]}\`，不得含空格、引号或中文`,
          ),
    ),
  ]
  return found.length === 0 ? pass : found
}

/** AI-04: a mark of the last build that was taken out needs a person who answers for it. */
export const aiKept: PublishCheck = (input) => {
  const { ai } = input.document.front
  if (input.journal.some((j) => j.rule === 'AI-04' && j.person !== '')) return pass
  const before = input.past.ai
  const marked = markedBy(input.document)
  if (before !== null && (ai === null || marked < before.marked))
    return failing(
      input,
      `the last build has ${before.marked} passages marked as made with AI, the report ${ai === null ? 'no mark' : marked}`,
      `上次构建有 ${before.marked} 处人工智能标记，现为 ${ai === null ? 0 : marked} 处`,
      {
        en: 'put the mark back, or sign that the passages are gone: `journal: [{ rule: AI-04, person: …, day: …, says: … }]`',
        zh: '请恢复标记，或签署说明相应段落已删除：`journal: [{ rule: AI-04, person: …, day: …, says: … }]`',
      },
    )
  // one build after another answers the same
  return ai === null
    ? pass
    : [
        {
          kind: 'unknown',
          words: {
            en: 'whether marks were taken out is seen in the history of the file',
            zh: '标记是否被删除须查看文件历史',
          },
        },
      ]
}

/** How many passages of a document are marked as made with AI. */
export function markedBy(document: Document): number {
  return document.blocks.filter((b) => b.kind === 'panel' && b.ai).length
}
