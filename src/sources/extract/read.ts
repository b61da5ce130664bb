import {
  AssayError,
  type Diagnostic,
  type Extract,
  type Format,
  plural,
  type Unread,
  type Words,
  wholeFile,
} from '../../base/index.ts'
import { report } from '../codes.ts'
import { type Decoded, decodeForeign } from './decode.ts'

/** What a reader may need from the machine. */
export interface ReadOptions {
  /** folder of the character maps that old Chinese PDFs need, with a `/` at its end; without it they read as empty */
  readonly cmaps?: string
  /** whether the cell of a sheet is the number that it holds, with all its places, rather than as it shows */
  readonly held?: boolean
}

/** No more bytes than this are read of one document. */
export const largestDocument = 256 * 1024 * 1024

/** The format of a document by its bytes first, by its name second. */
export function formatOf(file: string, bytes: Uint8Array): Format {
  const head = String.fromCharCode(...bytes.subarray(0, 1024))
  const name = file.toLowerCase()
  if (head.includes('%PDF-') || (name.endsWith('.pdf') && !/^\s*</.test(head))) return 'pdf'
  if (head.startsWith('PK')) return hasPart(bytes, 'word/') && !name.endsWith('.xlsx') ? 'docx' : 'xlsx'
  if (/\.(?:html?|xhtml)$/.test(name) || /^(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html[\s>])/i.test(head)) return 'html'
  if (/\.(?:md|markdown)$/.test(name)) return 'markdown'
  if (/\.(?:csv|tsv)$/.test(name)) return 'csv'
  if (name.endsWith('.json')) return 'json'
  return 'text'
}

// names stand in clear in the first local header and in the directory at the end
function hasPart(bytes: Uint8Array, name: string): boolean {
  const clear = (part: Uint8Array) => String.fromCharCode(...part).includes(name)
  return clear(bytes.subarray(0, 4096)) || clear(bytes.subarray(Math.max(0, bytes.length - 16_384)))
}

/**
 * The text and tables of a foreign document.
 *
 * @throws AssayError sources/unreadable when nothing of it can be read
 */
export async function readForeign(file: string, bytes: Uint8Array, options: ReadOptions = {}): Promise<Extract> {
  if (bytes.length > largestDocument) throw unreadable(file, tooLarge(bytes.length))
  if (bytes.length === 0) throw unreadable(file, { en: 'it is empty', zh: '文件为空' })
  const read = await readAs(formatOf(file, bytes), file, bytes, options)
  if (!('kind' in read)) throw unreadable(file, read)
  if (read.text.trim() === '') throw unreadable(file, { en: 'it has no text', zh: '其中没有文字' })
  return read
}

// readers and what they stand on are loaded for their own format only
async function readAs(
  format: Format,
  file: string,
  bytes: Uint8Array,
  { cmaps = '', held }: ReadOptions,
): Promise<Extract | Words> {
  if (format === 'pdf') return (await import('./pdf.ts')).readPdf(file, bytes, cmaps)
  if (format === 'xlsx') return (await import('./xlsx.ts')).readXlsx(file, bytes, held)
  if (format === 'docx') return (await import('./docx.ts')).readDocx(file, bytes)
  const decoded = decodeForeign(bytes)
  if (decoded === null) return { en: 'its bytes are no text', zh: '其内容不是文本' }
  const read = await readDecoded(format, file, decoded)
  if (!('kind' in read) || decoded.lost === 0) return read
  return { ...read, unread: [...read.unread, broken(decoded, read.text)] }
}

// how many letters nobody can read any more, and where the first of them is
function broken({ lost, encoding }: Decoded, text: string): Unread {
  const start = Math.max(0, text.indexOf('\ufffd'))
  const why = {
    en: `${plural(lost, 'place')} with bytes that are no ${encoding.toUpperCase()}, shown as \ufffd`,
    zh: `${lost} 处字节不合 ${encoding.toUpperCase()} 编码，以 \ufffd 显示`,
  }
  return { why, start }
}

async function readDecoded(format: Format, file: string, decoded: Decoded): Promise<Extract | Words> {
  switch (format) {
    case 'html':
      return (await import('./html.ts')).readHtml(file, decoded)
    case 'markdown':
      return (await import('./markdown.ts')).readMarkdown(file, decoded)
    case 'csv':
      return (await import('./csv.ts')).readCsv(file, decoded)
    case 'json':
      return (await import('./json.ts')).readJson(file, decoded)
    default:
      return (await import('./text.ts')).readText(file, decoded)
  }
}

/** Why a document of `bytes` is refused. */
export function tooLarge(bytes: number): Words {
  const size = Math.round(bytes / 1024 / 1024)
  return { en: `it has ${size} MB, at most 256 are read`, zh: `文件大小为 ${size} MB，最多读取 256 MB` }
}

/** What is thrown at a document of which nothing can be read. */
export function unreadable(file: string, why: Words): AssayError {
  const finding: Diagnostic = report(
    'sources/unreadable',
    { en: `\`${file}\` cannot be read: ${why.en}`, zh: `\`${file}\` 无法读取：${why.zh}` },
    { at: wholeFile(file) },
  )
  return new AssayError([finding])
}
