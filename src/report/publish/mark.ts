import { escapeHtml, type Words } from '../../base/index.ts'
import { readInfo, withInfo } from '../pdf/record.ts'
import { readAttribute, withAttribute } from '../png/record.ts'
import type { Document } from '../tree.ts'
import { readProperty, withProperty } from '../xlsx/record.ts'
import { aiJson } from './ai.ts'
import { publishReport } from './codes.ts'

const name = 'AIGC'

/** An output with its kind. */
export interface Output {
  readonly kind: 'html' | 'pdf' | 'xlsx' | 'png'
  readonly bytes: Uint8Array
}

/**
 * `output` with the record of what AI has made of its document, and whether it reads back as written.
 *
 * A document without such passages is left as it is. The page carries its record from the start; the others get it here, last, since
 * their writers know of none.
 */
export function markOutput(
  document: Document,
  output: Output,
): { readonly bytes: Uint8Array; readonly fault: Words | null } {
  const { ai, date } = document.front
  if (ai === null) return { bytes: output.bytes, fault: null }
  const record = aiJson(ai)
  const bytes =
    output.kind === 'pdf'
      ? withInfo(output.bytes, name, record)
      : output.kind === 'xlsx'
        ? withProperty(output.bytes, name, record, date)
        : output.kind === 'png'
          ? withAttribute(output.bytes, name, record)
          : output.bytes
  const read = bytes === null ? null : readRecord({ kind: output.kind, bytes })
  return read === record
    ? { bytes: bytes!, fault: null }
    : {
        bytes: bytes ?? output.bytes,
        fault: { en: `the record in ${output.kind} does not read back`, zh: `${output.kind} 中的标识读回不一致` },
      }
}

/** The record in an output; `null` when there is none, or more than one. */
export function readRecord({ kind, bytes }: Output): string | null {
  switch (kind) {
    case 'pdf':
      return readInfo(bytes, name)
    case 'xlsx':
      return readProperty(bytes, name)
    case 'png':
      return readAttribute(bytes, name)
    case 'html': {
      const found = [...new TextDecoder().decode(bytes).matchAll(/<meta name="AIGC" content="([^"]*)">/g)]
      return found.length === 1 ? unescapeHtml(found[0]![1]!) : null
    }
  }
}

// the page escapes its record as it does every text
function unescapeHtml(text: string): string {
  for (const c of ['"', "'", '<', '>', '&']) text = text.replaceAll(escapeHtml(c), c)
  return text
}

/** The finding of an output whose record does not read back. */
export function markFinding(words: Words) {
  return publishReport('publish/rule', { en: `\`AI-02\` ${words.en}`, zh: `\`AI-02\` ${words.zh}` })
}
