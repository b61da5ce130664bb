/**
 * Eight colours that differ for colour-blind readers too, after Okabe and Ito, darkened or lightened until each has a
 * contrast of at least 3 to 1 against the paper: `light` on white, `dark` on `#14181f`.
 *
 * @source M. Okabe, K. Ito: Color Universal Design, 2008; WCAG 2.2, 1.4.11 non-text contrast
 */
export const palette = Object.freeze({
  light: Object.freeze(['#0072b2', '#d55e00', '#00875f', '#a8417d', '#9a6700', '#2b8cc4', '#4a4a4a', '#6a51a3']),
  dark: Object.freeze(['#56b4e9', '#ff8a3d', '#2fc796', '#e18fbd', '#e6b422', '#8fd0f5', '#c8c8c8', '#b5a3e6']),
})

/** The colours of letters, lines and paper in each theme, for charts and for the page around them. */
export const inks = Object.freeze({
  light: Object.freeze({ ink: '#1a1a1a', muted: '#595959', grid: '#dfe3e8', paper: '#ffffff', accent: '#1f4e79' }),
  dark: Object.freeze({ ink: '#e6edf3', muted: '#a3acb8', grid: '#333c48', paper: '#14181f', accent: '#8ab8e6' }),
})

/**
 * The colours of a theme as declarations of CSS variables, which a chart of the theme `css` refers to.
 *
 * @example colorVariables('light').slice(0, 13) // '--ink:#1a1a1a'
 */
export function colorVariables(theme: 'light' | 'dark'): string {
  const series = palette[theme].map((color, i) => [`chart-${i + 1}`, color] as const)
  return [...Object.entries(inks[theme]), ...series].map(([name, color]) => `--${name}:${color}`).join(';')
}

/** Dashes by series, so that lines differ without colour; the first is solid. */
export const dashes: readonly string[] = [
  '',
  '9 3',
  '6 2 1.5 2',
  '14 3',
  '4.5 2',
  '9 2 1.5 2 1.5 2',
  '12 2 4 2',
  '6.5 4',
]

/** The dash of a series that its author wants dashed. */
export const fineDash = '2 2.2'
