const wide =
  /[\u1100-\u115f\u2014\u2018\u2019\u201c\u201d\u2026\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u
const tall = /[A-ZMW@%]/
const thin = /[ .,:;'|!iljI()[\]]/

/** Whether a character takes a full em, as Chinese, Japanese and full-width ones do. */
export function isWide(character: string): boolean {
  return wide.test(character)
}

/**
 * The estimated width of a text in one line: a Chinese character is 1 em, a Latin one about 0.55 em.
 *
 * No font is read, so that a chart needs no machine. The estimate is a little generous for Noto Sans SC.
 *
 * @example widthOf('图表', 10) // 20
 */
export function widthOf(text: string, size: number): number {
  let em = 0
  for (const c of text) em += isWide(c) ? 1 : tall.test(c) ? 0.68 : thin.test(c) ? 0.32 : 0.56
  return em * size
}

/** `text` cut so that it fits into `room`, with an ellipsis where something is lost. */
export function truncate(text: string, size: number, room: number): string {
  if (widthOf(text, size) <= room) return text
  let kept = ''
  for (const c of text) {
    if (widthOf(`${kept}${c}…`, size) > room) break
    kept += c
  }
  return `${kept.trimEnd()}…`
}

/** Words and single Chinese characters: the pieces between which a line may end. */
function pieces(text: string): readonly string[] {
  const found: string[] = []
  for (const word of text.split(/(?<=[\s\-/_])/)) {
    let latin = ''
    for (const c of word) {
      if (!isWide(c)) {
        latin += c
        continue
      }
      if (latin !== '') found.push(latin)
      latin = ''
      // a closing mark may not start a line
      if (/[，。、；：！？）」』】》％”’]/.test(c) && found.length > 0) found[found.length - 1] += c
      else found.push(c)
    }
    if (latin !== '') found.push(latin)
  }
  return found
}

/**
 * `text` in lines of at most `room`, or `null` when a piece is too wide or more than `most` lines are needed.
 *
 * @example wrap('GPT-4 Omni', 10, 40, 2) // ['GPT-4', 'Omni']
 */
export function wrap(text: string, size: number, room: number, most: number): readonly string[] | null {
  const lines: string[] = []
  let current = ''
  for (const piece of pieces(text)) {
    if (widthOf(piece.trimEnd(), size) > room) return null
    if (widthOf((current + piece).trimEnd(), size) <= room) current += piece
    else {
      lines.push(current.trimEnd())
      current = piece
    }
  }
  lines.push(current.trimEnd())
  return lines.length > most ? null : lines
}
