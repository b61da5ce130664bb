import { type Html, html } from '../../base/index.ts'
import type { Document, Front, Theme } from '../tree.ts'
import { wordsOf } from './words.ts'

/** The colours and fonts of a house as rules that follow the plain ones; nothing without a theme. */
export function themeStyle(theme: Theme | null): string {
  if (theme === null) return ''
  const fonts = theme.fonts.map((f) => `"${f.replace(/[^\w\u4e00-\u9fff -]/g, '')}"`).join(',')
  return [
    `:root{--accent:${theme.accent}}`,
    `@media screen and (prefers-color-scheme:dark){:root{--accent:${theme.accentDark}}}`,
    ...(fonts === ''
      ? []
      : [`body{font-family:${fonts},"Noto Sans SC","Source Han Sans SC","PingFang SC",system-ui,sans-serif}`]),
    '.logo{height:32px;margin:0 0 12px}',
  ].join('')
}

/** The logo of a house inside the page; nothing without one. */
export function logo(theme: Theme | null): Html | null {
  if (theme === null || theme.logo === null) return null
  const { type, bytes } = theme.logo
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  const data = `data:image/${type === 'svg' ? 'svg+xml' : 'png'};base64,${btoa(binary)}`
  return html`<p><img class="logo" alt="${theme.firm}" src="${data}"></p>`
}

/** The name that covers and pages bear. */
export function firmOf(document: Document): string {
  return document.theme?.firm || document.front.publisher
}

/** What a corrected version changes, with the version before it; nothing for a first version. */
export function correction(front: Front): Html | null {
  const { corrects } = front
  if (corrects === null) return null
  const words = wordsOf(front.lang)
  const before = `../../${encodeURIComponent(corrects.report)}/${front.lang}/report.html`
  return html`<section class="banner" role="note"><p><strong>${words.correction}</strong> ${words.version} ${String(front.version)} · <a href="${before}">${corrects.report} ${words.version} ${String(corrects.version)}</a></p><ul>${corrects.changes.map((c) => html`<li>${c}</li>`)}</ul></section>`
}
