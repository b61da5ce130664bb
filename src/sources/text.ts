import { type Diagnostic, type Found, lineStarts, type Span, spanOf, wholeFile } from '../base/index.ts'
import { report } from './codes.ts'

/** Encodings that a text may be declared to have. */
export const encodings: readonly string[] = ['utf-8', 'gbk', 'gb18030', 'utf-16le', 'utf-16be']

/**
 * `bytes` as text; UTF-16 is known by its mark, everything else is UTF-8 unless `encoding` says otherwise.
 *
 * Bytes that are no UTF-8 are never guessed: the finding offers GBK when they read as such, and the value is `null`.
 */
export function decodeText(file: string, bytes: Uint8Array, encoding?: string): Found<string | null> {
  if (encoding !== undefined && !encodings.includes(encoding.toLowerCase())) {
    return { value: null, diagnostics: [unknownEncoding(file, encoding)] }
  }
  const declared = encoding?.toLowerCase() ?? markedEncoding(bytes)
  const text = tryDecode(bytes, declared)
  if (text !== null) return { value: text, diagnostics: [] }
  return { value: null, diagnostics: [notReadable(file, bytes, declared)] }
}

/** The encoding that a file declares by its first bytes, or UTF-8. */
export function markedEncoding(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
}

/** `bytes` as text, or `null` where they are not in that encoding; those of a `part` may end within a character. */
export function tryDecode(bytes: Uint8Array, encoding: string, part = false): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: part })
  } catch {
    return null
  }
}

function notReadable(file: string, bytes: Uint8Array, declared: string): Diagnostic {
  const gbk = declared === 'utf-8' ? tryDecode(bytes, 'gb18030') : null
  const sample = gbk === null ? '' : (/[\u4e00-\u9fff]{2,12}/.exec(gbk)?.[0] ?? '')
  const upper = declared.toUpperCase()
  const hint =
    sample === ''
      ? { en: 'save the file as UTF-8', zh: '请把文件另存为 UTF-8' }
      : file.endsWith('.csv')
        ? {
            en: `save it as UTF-8; where a mapping or a feed names it, \`encoding: gbk\` reads it as \`${sample}…\``,
            zh: `请另存为 UTF-8；若有映射或接口文件引用它，设置 \`encoding: gbk\` 可读出 \`${sample}…\``,
          }
        : { en: `save it as UTF-8; as GBK it reads \`${sample}…\``, zh: `请另存为 UTF-8；按 GBK 可读出 \`${sample}…\`` }
  return report(
    'sources/not-utf8',
    { en: `\`${file}\` is not ${upper}`, zh: `\`${file}\` 不是 ${upper} 编码` },
    { at: declared === 'utf-8' ? badByte(file, bytes) : wholeFile(file), hint },
  )
}

// the first byte that is no UTF-8: everything before it is text
function badByte(file: string, bytes: Uint8Array): Span {
  // a letter that the prefix cuts in two is no fault
  const read = (end: number): string | null => {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, end), { stream: true })
    } catch {
      return null
    }
  }
  let good = 0
  let bad = bytes.length
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (read(middle) === null) bad = middle
    else good = middle
  }
  const before = read(good) ?? ''
  return spanOf(file, lineStarts(before), before.length, before.length)
}

function unknownEncoding(file: string, encoding: string): Diagnostic {
  return report(
    'sources/bad-mapping',
    {
      en: `encoding \`${encoding}\` is not one of ${encodings.join(', ')}`,
      zh: `编码 \`${encoding}\` 不在 ${encodings.join('、')} 之中`,
    },
    { at: wholeFile(file) },
  )
}
