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
        return inline.text.includes('**') ? [emphasis(inline.at, '`**` is shown as it stands', '`**` 会原样显示')] : []
      case 'emphasis':
        return [
          ...(betweenDigits(inline.at, text)
            ? [emphasis(inline.at, '`*` between digits opens emphasis', '数字之间的 `*` 被当作强调标记')]
            : []),
          ...walk(inline.children, text),
        ]
      case 'link':
        return [
          ...(swallowed(inline.href, inline.at, text) ? [autolink(inline.href, inline.at)] : []),
          ...walk(inline.children, text),
        ]
      case 'strong':
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

function emphasis(at: Span, en: string, zh: string): Diagnostic {
  return report(
    'report/emphasis',
    { en, zh },
    {
      at,
      hint: {
        en: 'write × between numbers, or escape the asterisk as `\\*`',
        zh: '数字之间请写 ×，或把星号写成 `\\*`',
      },
    },
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
  return text[at.start] === '*' && /\d/.test(text[at.start - 1] ?? '') && /\d/.test(text[at.start + 1] ?? '')
}

function swallowed(href: string, at: Span, text: string): boolean {
  const bare = text[at.start] !== '[' && text[at.start] !== '<'
  return bare && wide.test(decode(href))
}

function decode(href: string): string {
  try {
    return decodeURI(href)
  } catch {
    return href
  }
}

function autolink(href: string, at: Span): Diagnostic {
  const shown = decode(href)
  const end = shown.search(wide)
  const clean = shown.slice(0, end)
  const span = { ...at, end: at.start + end }
  return report(
    'report/autolink',
    { en: `\`${shown.slice(0, 60)}\` has swallowed text`, zh: `\`${shown.slice(0, 60)}\` 吞掉了后面的文字` },
    { at, hint: { en: `write \`<${clean}>\``, zh: `请写 \`<${clean}>\`` }, fix: { span, text: `<${clean}>` } },
  )
}
