import { type Diagnostic, type Words, wholeFile } from '../../base/index.ts'
import { report } from '../../policy/index.ts'
import { encodings, tryDecode } from '../../sources/index.ts'

/** What can be done about bytes that are no UTF-8: GBK is offered where they read as such, and never assumed. */
export function encodingHint(bytes: Uint8Array): Words {
  const sample = /[\u4e00-\u9fff]{2,12}/.exec(tryDecode(bytes, 'gb18030') ?? '')?.[0] ?? ''
  if (sample === '') return { en: 'save the whole file as UTF-8', zh: '请把整个文件另存为 UTF-8' }
  return {
    en: `save the whole file as UTF-8, or say \`--encoding gbk\`, which reads it as \`${sample}\``,
    zh: `请把整个文件另存为 UTF-8，或写 \`--encoding gbk\`，可读出 \`${sample}\``,
  }
}

/** The finding about a file in another encoding than the `declared` one. */
export function notDecoded(file: string, bytes: Uint8Array, declared: string): Diagnostic {
  if (!encodings.includes(declared)) {
    const words = {
      en: `encoding \`${declared}\` is not one of ${encodings.join(', ')}`,
      zh: `编码 \`${declared}\` 不在 ${encodings.join('、')} 之中`,
    }
    return report('policy/unread-input', words, { at: wholeFile(file) })
  }
  const name = declared.toUpperCase()
  const hint = declared === 'utf-8' ? encodingHint(bytes) : { en: 'name another encoding', zh: '请改用其他编码' }
  const words = { en: `\`${file}\` is not ${name}`, zh: `\`${file}\` 不是 ${name} 编码` }
  return report('policy/unread-input', words, { at: wholeFile(file), hint })
}

/** The finding about a row in another encoding than its file. */
export function garbledRow(file: string, line: number, bytes: Uint8Array, declared: string): Diagnostic {
  const name = declared.toUpperCase()
  const words = { en: `row ${line} is not ${name}; it is left out`, zh: `第 ${line} 行不是 ${name} 编码；该行未计算` }
  const hint = declared === 'utf-8' ? { hint: encodingHint(bytes) } : {}
  return report('policy/bad-input', words, { at: { file, start: 0, end: 0, line, column: 1 }, ...hint })
}

/** Whether a text holds the sign that stands for bytes which could not be read. */
export function isGarbled(text: string): boolean {
  return text.includes('\ufffd')
}
