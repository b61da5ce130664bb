import type { Extract, Unread, Words } from '../../base/index.ts'
import { type Fragment, layOut, type PageText } from './layout.ts'
import { type RuledTable, ruledTables } from './page-grid.ts'
import { type Drawn, type Matrix, rulesOf, times } from './page-rules.ts'

const mostPages = 2000
const mostFragments = 3_000_000

/** What pdf.js gives of a stretch of text. */
interface Item {
  readonly str?: string
  readonly transform?: readonly number[]
  readonly width?: number
  readonly height?: number
  readonly fontName?: string
}

/**
 * The text of a PDF in the order of reading, with its tables and the place of every stretch.
 *
 * A page that holds pictures and no text is told as not read. `cmaps` is the folder of the character maps without which
 * old Chinese files read as empty.
 */
export async function readPdf(file: string, bytes: Uint8Array, cmaps: string): Promise<Extract | Words> {
  if (!String.fromCharCode(...bytes.subarray(0, 1024)).includes('%PDF-'))
    return { en: 'it is no PDF, though its name says so', zh: '文件名为 PDF，内容却不是' }
  const { getDocumentProxy } = await import('unpdf')
  const pages: PageText[] = []
  const unread: Unread[] = []
  try {
    // pdf.js takes the bytes away from whoever gives them
    const document = await getDocumentProxy(new Uint8Array(bytes), {
      verbosity: 0,
      isEvalSupported: false,
      disableFontFace: true,
      useSystemFonts: false,
      stopAtErrors: false,
      ...(cmaps === '' ? {} : { cMapUrl: cmaps, cMapPacked: true }),
    })
    let fragments = 0
    for (let n = 1; n <= Math.min(document.numPages, mostPages) && fragments < mostFragments; n += 1) {
      const page = await pageOf(document, n, unread)
      if (page !== null) pages.push(page)
      fragments += page?.fragments.length ?? 0
    }
    if (document.numPages > mostPages)
      unread.push({ why: { en: `only the first ${mostPages} pages were read`, zh: `仅读取前 ${mostPages} 页` } })
    await document.destroy()
  } catch (error) {
    return whyNot(error)
  }
  if (pages.every((p) => p.fragments.length === 0)) return whyEmpty(pages.length, unread)
  const { text, blocks, marks, boxes } = layOut(pages)
  return Object.freeze({
    kind: 'extract',
    file,
    format: 'pdf',
    encoding: '',
    text,
    blocks,
    pages: marks,
    boxes,
    unread,
  })
}

type Document = Awaited<ReturnType<typeof import('unpdf')['getDocumentProxy']>>

async function pageOf(document: Document, n: number, unread: Unread[]): Promise<PageText | null> {
  try {
    const page = await document.getPage(n)
    const content = await page.getTextContent()
    const { width, height, upright, items } = asRead(page, content.items as readonly Item[])
    const plain = items.flatMap((item) => fragmentOf(item, height))
    const drawn = plain.length === 0 || mayHoldTable(plain) ? await drawnOn(page) : null
    // the fonts of a page are known once its drawing is
    const fonts = items.flatMap((item) => fragmentOf(item, height).map(() => item.fontName ?? ''))
    const fragments = drawn === null ? plain : withStrength(plain, fonts, page)
    const tables: readonly RuledTable[] = drawn === null ? [] : ruledTables(rulesOf(drawn, height, upright), fragments)
    if (fragments.length === 0 && drawn !== null) {
      const said = items.filter(isSaid).length
      // a stamp along the edge of a scanned page is none of its text
      const isPicture = said < fewest ? drawn.fnArray.some((fn) => pictures.has(fn)) : false
      if (said > 0 && !isPicture) unread.push({ page: n, why: notLevel })
      else if (drawn.fnArray.length > 4) unread.push({ page: n, why: picture })
    }
    page.cleanup()
    return { number: n, width, height, fragments, tables }
  } catch {
    unread.push({ page: n, why: { en: 'the page is damaged and was not read', zh: '该页已损坏，未读取' } })
    return null
  }
}

// pdf.js builds its fonts on a method that Node has from version 21 on
function withTransfer(): void {
  if ('transferToFixedLength' in ArrayBuffer.prototype) return
  Object.defineProperty(ArrayBuffer.prototype, 'transferToFixedLength', {
    configurable: true,
    writable: true,
    value(this: ArrayBuffer, length = this.byteLength): ArrayBuffer {
      const moved = new ArrayBuffer(length)
      new Uint8Array(moved).set(new Uint8Array(this, 0, Math.min(length, this.byteLength)))
      return moved
    },
  })
}

// the bold cut of Times is called Medi where LaTeX sets it, that of Computer Modern BX
const boldFont = /bold|black|heavy|demi|-medi(?:ital)?$|(?:^|\+)(?:cm|sf|ec)(?:ss)?bx/i

type Page = Awaited<ReturnType<Document['getPage']>>

function withStrength(fragments: readonly Fragment[], fonts: readonly string[], page: Page): readonly Fragment[] {
  const bold = new Set([...new Set(fonts)].filter((id) => boldFont.test(fontName(page, id))))
  return bold.size === 0 ? fragments : fragments.map((f, n) => (bold.has(fonts[n]!) ? { ...f, strong: true } : f))
}

function fontName({ commonObjs }: Page, id: string): string {
  const font: unknown = commonObjs.has(id) ? commonObjs.get(id) : null
  const name = font !== null && typeof font === 'object' && 'name' in font ? font.name : ''
  return typeof name === 'string' ? name : ''
}

// a page whose drawing cannot be read may still have text
async function drawnOn(page: Page): Promise<Drawn | null> {
  withTransfer()
  try {
    return await page.getOperatorList()
  } catch {
    return null
  }
}

// gaps within lines, where cells may be: what a page draws is looked at only then
function mayHoldTable(fragments: readonly Fragment[]): boolean {
  let gaps = 0
  for (const line of rowsOf(fragments))
    for (const [n, f] of line.entries()) {
      const next = line[n + 1]
      if (next !== undefined && next.x - f.x - f.width > f.size * 0.4) {
        gaps += 1
        break
      }
    }
  return gaps >= 2
}

function rowsOf(fragments: readonly Fragment[]): readonly (readonly Fragment[])[] {
  const rows = new Map<number, Fragment[]>()
  for (const f of fragments) {
    const key = Math.round(f.y)
    const row = rows.get(key)
    if (row === undefined) rows.set(key, [f])
    else row.push(f)
  }
  return [...rows.values()].map((r) => r.sort((a, b) => a.x - b.x))
}

/** A page turned so that its words run level; `upright` is `undefined` for one that is written so. */
interface Turned {
  readonly width: number
  readonly height: number
  readonly upright: Matrix | undefined
  readonly items: readonly Item[]
}

// the page as it is shown; one whose words nearly all run upright then, such as a wide table, as its reader holds it
function asRead(page: Page, items: readonly Item[]): Turned {
  const shown = turnedBy(page, items, page.rotate)
  const all = items.reduce((sum, { str = '' }) => sum + str.length, 0)
  const level = levelIn(shown)
  if (level * 5 >= all) return shown
  if (items.filter(isSaid).length < fewest) return shown
  const others = [90, 270, 180].map((turn) => turnedBy(page, items, page.rotate + turn))
  return others.reduce((best, t) => (levelIn(t) > levelIn(best) ? t : best), shown)
}

function turnedBy(page: Page, items: readonly Item[], turn: number): Turned {
  const rotation = turn % 360
  const { width, height, transform } = page.getViewport({ scale: 1, rotation })
  if (rotation === 0) return { width, height, upright: undefined, items }
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = transform
  const upright: Matrix = [a, -b, c, -d, e, height - f]
  return { width, height, upright, items: items.map((item) => turned(item, upright)) }
}

// how many letters run from left to right
function levelIn({ items }: Turned): number {
  return items.reduce(
    (sum, { str = '', transform: [a = 0, b = 0] = [] }) => sum + (a > Math.abs(b) * 5 ? str.length : 0),
    0,
  )
}

function turned(item: Item, upright: Matrix): Item {
  if (item.transform === undefined) return item
  return { ...item, transform: [...times(upright, item.transform)] }
}

function isSaid({ str = '' }: Item): boolean {
  return str.trim() !== ''
}

// a page of fewer pieces of text has stamps and marks alone
const fewest = 5

// the numbers that pdf.js gives to pictures and masks
const pictures: ReadonlySet<number> = new Set([83, 84, 85, 86, 87, 88, 89])

const picture: Words = {
  en: 'the page has no text and was not read: it is a picture',
  zh: '该页没有文字，仅有图片，未读取',
}

const notLevel: Words = {
  en: 'the text of the page does not run level and was not read',
  zh: '该页文字并非水平排列，未读取',
}

// text that does not run level is a watermark or the axis of a chart
function fragmentOf({ str, transform, width = 0, height = 0 }: Item, pageHeight: number): readonly Fragment[] {
  if (str === undefined || transform === undefined || str.trim() === '') return []
  const [a = 0, b = 0, , d = 0, x = 0, y = 0] = transform
  if (Math.abs(b) > Math.abs(a) * 0.2 || ![a, b, d, x, y, width].every(Number.isFinite)) return []
  const size = Math.abs(d) || height || 10
  return [
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    { text: str.replace(/[\u0000-\u0008\u000b-\u001f]/g, ''), x, y: pageHeight - y, width: Math.max(width, 1), size },
  ]
}

function whyEmpty(pages: number, unread: readonly Unread[]): Words {
  if (pages === 0) return { en: 'its pages are damaged', zh: '页面均已损坏' }
  if (unread.length === 0)
    return { en: 'its pages hold no text: they are empty or damaged', zh: '页面均无文字：空白或已损坏' }
  if (unread.every((u) => u.why === notLevel))
    return { en: 'the text of its pages does not run level', zh: '页面文字均非水平排列' }
  return { en: 'none of its pages has text: they are pictures', zh: '所有页面均无文字，仅有图片' }
}

function whyNot(error: unknown): Words {
  const name = error instanceof Error ? error.name : ''
  const message = error instanceof Error ? error.message : ''
  if (name === 'PasswordException' || /password/i.test(message)) return { en: 'it is encrypted', zh: '文件已加密' }
  return { en: 'the PDF is damaged or cut off', zh: 'PDF 已损坏或被截断' }
}
