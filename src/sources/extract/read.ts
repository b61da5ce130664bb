import { AssayError, type Diagnostic, type Extract, type Format, type Words, wholeFile } from '../../base/index.ts'
import { report } from '../codes.ts'
import { decodeForeign } from './decode.ts'
import { readText } from './text.ts'

/** What a reader may need from the machine. */
export interface ReadOptions {
  /** folder of the character maps that old Chinese PDFs need, with a `/` at its end; without it they read as empty */
  readonly cmaps?: string
}

/** No more bytes than this are read of one document. */
export const largestDocument = 256 * 1024 * 1024

/** The format of a document by its bytes first, by its name second; `null` for one that is none of them. */
export function formatOf(file: string, bytes: Uint8Array): Format | null {
  const head = String.fromCharCode(...bytes.subarray(0, 1024))
  if (head.slice(0, 1024).includes('%PDF-')) return 'pdf'
  const name = file.toLowerCase()
  if (head.startsWith('PK')) return name.endsWith('.docx') ? 'docx' : name.endsWith('.xlsx') ? 'xlsx' : 'xlsx'
  if (/\.(?:html?|xhtml)$/.test(name) || /^\s*(?:<!doctype html|<html[\s>])/i.test(head)) return 'html'
  if (/\.(?:md|markdown)$/.test(name)) return 'markdown'
  if (/\.(?:csv|tsv)$/.test(name)) return 'csv'
  if (name.endsWith('.json')) return 'json'
  return 'text'
}

/**
 * The text and tables of a foreign document.
 *
 * @throws AssayError sources/unreadable when nothing of it can be read
 */
export async function readForeign(file: string, bytes: Uint8Array, options: ReadOptions = {}): Promise<Extract> {
  void options
  if (bytes.length > largestDocument) throw unreadable(file, tooLarge(bytes.length))
  if (bytes.length === 0) throw unreadable(file, { en: 'it is empty', zh: '文件为空' })
  const decoded = decodeForeign(bytes)
  if (decoded === null) throw unreadable(file, { en: 'its bytes are no text', zh: '其内容不是文本' })
  return readText(file, decoded)
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
