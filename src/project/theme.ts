import { type Diagnostic, type Effects, type Found, readSpec, settingList, settingText } from '../base/index.ts'
import { readCoverage, type Theme } from '../report/index.ts'
import { report } from './codes.ts'
import { isInside } from './config.ts'

/** The file that says how a desk's reports look. */
export const themeFile = 'theme.yaml'

const keys: readonly string[] = ['accent', 'accent-dark', 'fonts', 'paper-fonts', 'logo', 'firm']
const largestLogo = 512 * 1024
const largestFont = 32 * 1024 * 1024

/** The theme that the desk's `theme.yaml` writes; `null` without the file. */
export async function loadTheme(effects: Effects, desk: string): Promise<Found<Theme | null>> {
  const bytes = await effects.read(`${desk}/${themeFile}`)
  if (bytes === null) return { value: null, diagnostics: [] }
  const spec = readSpec(themeFile, new TextDecoder().decode(bytes))
  spec.allow(keys)
  const accent = settingText(spec.value.accent) || '#1f4e79'
  const accentDark = settingText(spec.value['accent-dark']) || '#8ab8e6'
  for (const [key, colour, ground] of [
    ['accent', accent, '#ffffff'],
    ['accent-dark', accentDark, '#14181f'],
  ] as const) {
    const ratio = contrast(colour, ground)
    if (ratio === null)
      spec.fault(
        [key],
        `\`${key}\` is \`${colour}\`, a colour such as #1f4e79 expected`,
        `\`${key}\` 为 \`${colour}\`，应如 #1f4e79`,
      )
    else if (ratio < 4.5)
      spec.fault(
        [key],
        `\`${key}\` has a contrast of ${ratio.toFixed(1)} to its ground, at least 4.5 expected`,
        `\`${key}\` 与底色的对比度为 ${ratio.toFixed(1)}，至少应为 4.5`,
      )
  }
  const logo = await logoOf(effects, desk, settingText(spec.value.logo), (en, zh) => spec.fault(['logo'], en, zh))
  const paper: Uint8Array[] = []
  for (const [i, file] of settingList(spec.value['paper-fonts']).entries()) {
    const font = await fontOf(effects, desk, file, (en, zh) => spec.fault(['paper-fonts', i], en, zh))
    if (font !== null) paper.push(font)
  }
  const diagnostics = spec.faults.map(
    ({ en, zh, at, near }): Diagnostic =>
      report(
        'project/bad-config',
        { en, zh },
        { at, ...(near === undefined ? {} : { hint: { en: `use \`${near}\``, zh: `可用 \`${near}\`` } }) },
      ),
  )
  if (diagnostics.length > 0) return { value: null, diagnostics }
  const firm = settingText(spec.value.firm)
  const theme = { accent, accentDark, fonts: settingList(spec.value.fonts), paper, logo, firm }
  return { value: Object.freeze(theme), diagnostics }
}

// the fonts of a machine differ from those of the next one: only files of the desk are taken
async function fontOf(
  effects: Effects,
  desk: string,
  file: string,
  fault: (en: string, zh: string) => void,
): Promise<Uint8Array | null> {
  const bytes = isInside(file) ? await effects.read(`${desk}/${file}`) : null
  if (bytes === null) fault(`\`${file}\` is not on the desk`, `工作台中没有 \`${file}\``)
  else if (bytes.length > largestFont)
    fault(
      `\`${file}\` has ${bytes.length} bytes, at most ${largestFont}`,
      `\`${file}\` 有 ${bytes.length} 字节，最多 ${largestFont}`,
    )
  else if (readCoverage(bytes).family === '')
    fault(`\`${file}\` is no TrueType or OpenType font`, `\`${file}\` 不是 TrueType 或 OpenType 字体`)
  else return bytes
  return null
}

async function logoOf(
  effects: Effects,
  desk: string,
  file: string,
  fault: (en: string, zh: string) => void,
): Promise<Theme['logo']> {
  if (file === '') return null
  const type = /\.(svg|png)$/i.exec(file)?.[1]?.toLowerCase() as 'svg' | 'png' | undefined
  const bytes = isInside(file) ? await effects.read(`${desk}/${file}`) : null
  if (type === undefined) fault(`\`${file}\` is neither SVG nor PNG`, `\`${file}\` 不是 SVG 或 PNG`)
  else if (bytes === null) fault(`\`${file}\` is not on the desk`, `工作台中没有 \`${file}\``)
  else if (bytes.length > largestLogo)
    fault(
      `\`${file}\` has ${bytes.length} bytes, at most ${largestLogo}`,
      `\`${file}\` 有 ${bytes.length} 字节，最多 ${largestLogo}`,
    )
  else return { type, bytes }
  return null
}

/**
 * The contrast of two colours, 1 to 21; `null` when one is no `#rrggbb`.
 *
 * @source Web Content Accessibility Guidelines 2.2, relative luminance
 * @example contrast('#000000', '#ffffff') // 21
 */
export function contrast(a: string, b: string): number | null {
  const [x, y] = [luminance(a), luminance(b)]
  return x === null || y === null ? null : (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
}

function luminance(colour: string): number | null {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour)
  if (match === null) return null
  const [r, g, b] = match.slice(1).map((h) => {
    const share = Number.parseInt(h, 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
