import type { Lang } from '../../base/index.ts'
import { dashes, fineDash, inks, palette } from './palette.ts'
import { element, escapeMarkup } from './svg.ts'

/** How one chart is drawn: `css` takes its colours from the page, `print` has them fixed. */
export interface ChartOptions {
  readonly lang: Lang
  readonly width: number
  readonly height: number
  /** draw the words that say that the data are made up */
  readonly synthetic: boolean
  readonly theme: 'css' | 'print'
  /** prefix of the element ids, unique on its page */
  readonly id: string
  /** where the evidence of a binding stands; marks become links to it */
  readonly hrefOf?: (binding: string) => string | undefined
}

/** The colours and letters of one chart. */
export interface Pen {
  readonly lang: Lang
  readonly id: string
  /** size of the letters */
  readonly size: number
  readonly ink: string
  readonly muted: string
  readonly grid: string
  readonly paper: string
  readonly accent: string
  readonly color: (series: number) => string
  readonly dash: (series: number, fine: boolean) => string | undefined
  readonly hrefOf: (binding: string) => string | undefined
}

/** The fonts of a chart; in print only the one that is embedded. */
export const fontFamilies = Object.freeze({
  css: "'Noto Sans SC', 'Source Han Sans SC', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif",
  print: "'Noto Sans SC'",
})

/** The pen for the theme of `options`. */
export function createPen(options: ChartOptions): Pen {
  const css = options.theme === 'css'
  const variable = (name: string, value: string) => (css ? `var(--${name}, ${value})` : value)
  const ink = (name: keyof typeof inks.light) => variable(name, inks.light[name])
  return {
    lang: options.lang,
    id: options.id,
    size: css ? 12 : 8,
    ink: ink('ink'),
    muted: ink('muted'),
    grid: ink('grid'),
    paper: ink('paper'),
    accent: ink('accent'),
    color: (series) => {
      const at = series % palette.light.length
      return variable(`chart-${at + 1}`, palette.light[at]!)
    },
    dash: (series, fine) => (fine ? fineDash : dashes[series % dashes.length]) || undefined,
    hrefOf: options.hrefOf ?? (() => undefined),
  }
}

/** One line of text. */
export function label(
  pen: Pen,
  words: string,
  x: number,
  y: number,
  more: { anchor?: 'start' | 'middle' | 'end'; color?: string; bold?: boolean; turn?: number; size?: number } = {},
): string {
  const anchor = more.anchor === 'start' ? undefined : more.anchor
  return element(
    'text',
    {
      x,
      y,
      fill: more.color ?? pen.ink,
      'font-size': more.size,
      'font-weight': more.bold ? 'bold' : undefined,
      'text-anchor': anchor,
      transform:
        more.turn === undefined
          ? undefined
          : `rotate(${more.turn} ${Math.round(x * 100) / 100} ${Math.round(y * 100) / 100})`,
    },
    escapeMarkup(words),
  )
}
