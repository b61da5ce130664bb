import type { Diagnostic, Span } from '../../base/index.ts'
import { report } from '../codes.ts'
import type { Inline } from '../tree.ts'
import { allBlocks, proseOf } from '../walk.ts'
import type { CheckInput } from './input.ts'

const wide = /[\u3000-\u303f\uff00-\uffef\u4e00-\u9fff]/

/** Asterisks that were read otherwise than meant, and bare web addresses that swallowed Chinese text. */
export function checkEmphasis(input: CheckInput): readonly Diagnostic[] {
  const { text } = input.parsed
  return allBlocks(input.document.blocks).flatMap((block) => proseOf(block).flatMap((inlines) => walk(inlines, text)))
}

function walk(inlines: readonly Inline[], text: string): readonly Diagnostic[] {
  return inlines.flatMap((inline): readonly Diagnostic[] => {
    switch (inline.kind) {
      case 'text':
        if (text.startsWith('![', inline.at.start)) return [image(inline.at)]
        return shownMarks(inline.at, text)
      case 'strong':
      case 'emphasis':
        return [
          ...(betweenDigits(inline.at, text)
            ? [emphasis(inline.at, '`*` between digits opens emphasis', '数字之间的 `*` 被当作强调标记')]
            : []),
          ...walk(inline.children, text),
        ]
      case 'link':
        return [...bareLink(inline.at, text), ...walk(inline.children, text)]
      case 'strike':
      case 'ref':
        return walk(inline.children, text)
      case 'code':
      case 'break':
      case 'number':
        return []
    }
  })
}

// a pair of marks with blanks inside, or of low lines beside Chinese, and a mark without its pair
const pairs = /\*\*[ \t]*([^*\s](?:[^*\n]*[^*\s])?)[ \t]*\*\*/g
const lows = /(?<![\w\\])(_{1,2})([^\s_](?:[^_\n]*[^\s_])?)\1(?![A-Za-z0-9_])/g

function shownMarks(at: Span, text: string): readonly Diagnostic[] {
  const written = text.slice(at.start, at.end)
  const found: Diagnostic[] = []
  const tell = (mark: string, start: number, length: number, fix?: string) => {
    const from = at.start + start
    const line = written.slice(0, start).split('\n')
    const column = line.length === 1 ? at.column + start : line.at(-1)!.length + 1
    const span = { ...at, start: from, end: from + length, line: at.line + line.length - 1, column }
    found.push(emphasis(span, `\`${mark}\` is shown as it stands`, `\`${mark}\` 会原样显示`, fix))
  }
  const rest = written.replace(/\\\*/g, '  ').replace(pairs, (pair, inner: string, start: number) => {
    tell('**', start, pair.length, `**${inner}**`)
    return ' '.repeat(pair.length)
  })
  for (const { index } of rest.matchAll(/\*\*/g)) tell('**', index, 2)
  for (const { index, 0: pair, 1: mark, 2: inner } of rest.matchAll(lows))
    if (wide.test(inner!)) tell(mark!, index, pair.length, mark === '_' ? `*${inner}*` : `**${inner}**`)
  return found
}

function emphasis(at: Span, en: string, zh: string, fix?: string): Diagnostic {
  const hint = {
    en: 'take out the blank beside it, write × between numbers, or escape the asterisk as `\\*`',
    zh: '请删去旁边的空格；数字之间请写 ×，或把星号写成 `\\*`',
  }
  return report(
    'report/emphasis',
    { en, zh },
    { at, ...(fix === undefined ? { hint } : { fix: { span: at, text: fix } }) },
  )
}

function image(at: Span): Diagnostic {
  const words = {
    en: 'a picture is not shown: its numbers could not be checked',
    zh: '图片不会显示：其中的数字无法核对',
  }
  return report('report/bad-directive', words, {
    at,
    hint: { en: 'draw it with `:::figure`', zh: '请用 `:::figure` 绘制' },
  })
}

function betweenDigits(at: Span, text: string): boolean {
  return (
    text[at.start] === '*' &&
    /\d\*{0,2}$/.test(text.slice(Math.max(0, at.start - 3), at.start)) &&
    /^\*{1,3}\d/.test(text.slice(at.start, at.start + 4))
  )
}

// a segment of a path may be Chinese from its first letter on, as in an encyclopedia; elsewhere the text has begun again
const address =
  /^(?:https?:\/\/)?[^/\s\u3000-\u303f\uff00-\uffef\u4e00-\u9fff]*(?:\/(?:[\u4e00-\u9fff][^/\u3000-\u303f\uff00-\uffef]*|[^/\u3000-\u303f\uff00-\uffef\u4e00-\u9fff]*))*/i

function bareLink(at: Span, text: string): readonly Diagnostic[] {
  const own = swallowed(at, text)
  return own === null ? [] : [autolink(own, at, text)]
}

/** The part of a bare web address that is one, or `null` where all of it is. */
function swallowed(at: Span, text: string): string | null {
  const written = text.slice(at.start, at.end)
  if (!/^(?:https?:\/\/|www\.)/i.test(written)) return null
  const own = address.exec(written)![0]
  if (own.length === written.length) return null
  return own.includes('(') ? own : own.replace(/[).,;:!?'"]+$/, '')
}

function autolink(own: string, at: Span, text: string): Diagnostic {
  const shown = text.slice(at.start, Math.min(at.end, at.start + 60))
  const clean = /^www\./i.test(own) ? `<http://${own}>` : `<${own}>`
  return report(
    'report/autolink',
    { en: `\`${shown}\` has swallowed text`, zh: `\`${shown}\` 吞掉了后面的文字` },
    { at, fix: { span: { ...at, end: at.start + own.length }, text: clean } },
  )
}
