import { expect, test } from 'vitest'
import { isDrawn, logoWords, printedTheme } from '../../../src/report/publish/logo.ts'
import type { PublishResult } from '../../../src/report/publish/rule.ts'
import type { Theme } from '../../../src/report/tree.ts'

const plain = { accent: '#1f4e79', accentDark: '#8ab8e6', fonts: [], paper: [], firm: '' }
const svg = (inside: string): Theme => ({
  ...plain,
  logo: { type: 'svg', bytes: new TextEncoder().encode(`<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`) },
})
const png: Theme = { ...plain, logo: { type: 'png', bytes: Uint8Array.of(137, 80, 78, 71) } }

test.each([
  '<path d="M0 0h1"/>',
  '<image href="data:image/png;base64,AA=="/>',
  '<svg:path xmlns:svg="http://www.w3.org/2000/svg" d="M0 0h1"/>',
  '<PATH d="M0 0h1"/>',
  '<text>&#20080;&#20837;</text>',
  '<text><![CDATA[买入]]></text>',
  '<style>@font-face{font-family:a;src:url(data:font/woff2;base64,AA)}</style><text>甲</text>',
  '<rect width="1"/>'.repeat(9),
  '<polygon points="0,0 1,1 1,0"/>',
  '<defs><g id="a"><rect/></g></defs><use href="#a"/>',
])('shapes may be letters: %s', (inside) => {
  expect(isDrawn(svg(inside))).toBe(true)
})

test.each([
  '<rect width="9" height="9"/><text>甲乙</text>',
  '<!-- <path/> --><circle r="4"/>',
  '<style>path{}</style>',
])('nothing is drawn that may be a letter: %s', (inside) => {
  expect(isDrawn(svg(inside))).toBe(false)
})

test('letters under another encoding are not read', () => {
  const utf16 = {
    ...plain,
    logo: { type: 'svg', bytes: Buffer.from('<svg><text>买入</text></svg>', 'utf16le') },
  } as const
  expect(isDrawn(utf16)).toBe(true)
  const gbk = { ...plain, logo: { type: 'svg', bytes: Uint8Array.of(0x3c, 0xc2, 0xf2) } } as const
  expect(isDrawn(gbk)).toBe(true)
})

test('pixels are drawn, no logo is not', () => {
  expect(isDrawn(png)).toBe(true)
  expect(isDrawn({ ...plain, logo: null })).toBe(false)
  expect(isDrawn(null)).toBe(false)
})

test('the words of a logo are those between its marks', () => {
  expect(logoWords(svg('<text>甲乙</text><!-- 买入 -->'))).toBe('甲乙')
  expect(logoWords(png)).toBe('')
})

test('what nobody answered for is not printed without a licence', () => {
  const of = (check: string, result: PublishResult['result']) => [{ rule: { check }, result } as PublishResult]
  expect(printedTheme(png, of('no-rating', 'unknown'))?.logo).toBe(null)
  expect(printedTheme(png, of('no-rating', 'fail'))?.logo).toBe(null)
  expect(printedTheme(png, of('no-rating', 'pass'))?.logo).toBe(png.logo)
  expect(printedTheme(png, of('label', 'fail'))?.logo).toBe(png.logo)
  expect(printedTheme(svg('<text>甲</text>'), of('no-rating', 'unknown'))?.logo).not.toBe(null)
})
