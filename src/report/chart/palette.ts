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
