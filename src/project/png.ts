import { AssayError } from '../base/index.ts'
import { type Picture, subsetFont } from '../report/index.ts'
import { report } from './codes.ts'
import { fontFiles, readFonts, withFiles } from './node.ts'

/** Draws a picture with the pinned fonts and no others. */
export type PngMaker = (picture: Picture) => Uint8Array

// 720 units are printed at 300 dots an inch over 6 inches
const width = 1800

/**
 * A maker of PNGs.
 *
 * @throws AssayError project/missing-font when the fonts are not installed; project/missing-engine without the library
 */
export async function createPngMaker(): Promise<PngMaker> {
  const files = fontFiles()
  const resvg = await import('@resvg/resvg-js').catch(() => null)
  if (resvg === null)
    throw new AssayError([
      report(
        'project/missing-engine',
        { en: 'the library that draws PNGs is not installed', zh: '未安装绘制 PNG 的库' },
        { hint: { en: 'run `npm install @resvg/resvg-js`', zh: '请执行 `npm install @resvg/resvg-js`' } },
      ),
    ])
  const fonts = await readFonts(files)
  // the library reads a font for each line of text: the letters of one picture are a thousandth of it
  return ({ svg }) =>
    withFiles(
      fonts.map((f) => subsetFont(f, svg)),
      (paths) => {
        const font = { fontFiles: [...paths], loadSystemFonts: false, defaultFontFamily: 'Noto Sans SC' }
        const options = { font, background: '#ffffff', fitTo: { mode: 'width' as const, value: width } }
        return new Uint8Array(new resvg.Resvg(svg, options).render().asPng())
      },
    )
}
