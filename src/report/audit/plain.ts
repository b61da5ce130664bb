import type { Extract, ExtractBlock, Words } from '../../base/index.ts'
import type { Audited } from './audit.ts'
import type { Finding } from './claim.ts'

/** What one character of a text is read as; a character that stands for itself has 0. */
export type Reading = Uint16Array

// digits, letters and signs of full width
const wide = /[\uff05\uff0b\uff0d\uff0e\uff10-\uff19\uff1d\uff21-\uff3a\uff41-\uff5a]/
const wides = /[\uff05\uff0b-\uff0e\uff10-\uff19\uff1d\uff21-\uff3a\uff41-\uff5a]/g
// what every other sentence in traditional characters holds some of
const traditional =
  /[\u4f86\u500b\u5f8c\u6e1b\u9019\u4f54\u50b9\u5104\u5169\u570b\u5831\u5834\u5eab\u5f9e\u61c9\u64da\u6578\u6642\u6703\u6a5f\u70ba\u7522\u767c\u78bc\u7a31\u7d93\u7e3d\u8207\u842c\u8655\u8a08\u8a55\u8aaa\u8cbb\u8f03\u8f38\u9032\u904b\u9577\u958b\u9593\u95dc\u96fb\u9805\u984d\u985e\u9ad4\u9ede]/g
const least = 2

/** The reading of characters that the rows of `characters.csv` give: traditional ones as simplified ones. */
export function createReading(rows: readonly Readonly<Record<string, string>>[]): Reading {
  const reading = new Uint16Array(65_536)
  for (const { from = '', to = '' } of rows)
    for (let n = 0; n < from.length && n < to.length; n += 1) reading[from.charCodeAt(n)] = to.charCodeAt(n)
  return reading
}

/**
 * An extract as it is read: digits and letters of full width as those of ASCII, traditional characters as simplified ones, each in its
 * place, so that every offset holds. The same extract where it has none.
 *
 * `reading` is asked for where there are traditional characters.
 */
export async function plainExtract(extract: Extract, reading: () => Promise<Reading>): Promise<Extract> {
  const { text } = extract
  const isWide = wide.test(text)
  const signs = text.slice(0, 400_000).match(traditional)?.length ?? 0
  if (!isWide && signs < least) return extract
  const read = signs < least ? null : await reading()
  const plain = (own: string) => plainText(own, read)
  return { ...extract, text: plain(text), blocks: extract.blocks.map((b) => plainBlock(b, plain)) }
}

function plainBlock(block: ExtractBlock, plain: (text: string) => string): ExtractBlock {
  if (block.kind !== 'table') return block
  return {
    ...block,
    title: plain(block.title),
    rows: block.rows.map((row) => row.map((cell) => ({ ...cell, text: plain(cell.text) }))),
  }
}

const isWideDigit = (code: number) => code >= 0xff10 && code <= 0xff19
const piece = 8192

function plainText(text: string, reading: Reading | null): string {
  const simplified = reading === null ? text : simplify(text, reading)
  // most texts and cells hold none
  return wide.test(text) ? simplified.replace(wides, narrow) : simplified
}

function simplify(text: string, reading: Reading): string {
  const parts: string[] = []
  const codes = new Uint16Array(Math.min(piece, text.length))
  for (let from = 0; from < text.length; from += piece) {
    const count = Math.min(piece, text.length - from)
    for (let n = 0; n < count; n += 1) {
      const code = text.charCodeAt(from + n)
      codes[n] = reading[code] || code
    }
    parts.push(String.fromCharCode(...codes.subarray(0, count)))
  }
  return parts.join('')
}

function narrow(sign: string, at: number, text: string): string {
  const code = sign.charCodeAt(0)
  const isOpen = isWideDigit(code) || code >= 0xff21 || code === 0xff05 || code === 0xff1d
  const [before, behind] = [text.charCodeAt(at - 1), text.charCodeAt(at + 1)]
  // a point, a comma or a sign beside digits alone
  const isPoint = code === 0xff0e && isWideDigit(before) && isWideDigit(behind)
  const isSign = (code === 0xff0b || code === 0xff0d) && isWideDigit(behind)
  const isThousands =
    code === 0xff0c &&
    isWideDigit(before) &&
    [1, 2, 3].every((n) => isWideDigit(text.charCodeAt(at + n))) &&
    !isWideDigit(text.charCodeAt(at + 4))
  return isOpen || isPoint || isSign || isThousands ? String.fromCharCode(code - 0xfee0) : sign
}

/** What was found in `plain`, in the letters of the document itself. */
export function inOwnLetters(audited: Audited, extract: Extract, plain: Extract): Audited {
  if (extract === plain) return audited
  const own = ({ start, end }: { readonly start: number; readonly end: number }) => extract.text.slice(start, end)
  return {
    ...audited,
    extract,
    claims: audited.claims.map((c) => ({ ...c, text: own(c.at) })),
    findings: audited.findings.map((f) => findingIn(f, own(f.at), plain.text.slice(f.at.start, f.at.end))),
  }
}

function findingIn(finding: Finding, own: string, read: string): Finding {
  if (own === read || finding.printed !== read) return finding
  const said = (text: string) => text.replace(`\`${read}\``, () => `\`${own}\``)
  const message: Words = { en: said(finding.message.en), zh: said(finding.message.zh) }
  return { ...finding, printed: own, message }
}
