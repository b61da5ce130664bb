import {
  append,
  type Diagnostic,
  type Found,
  lineStarts,
  nearest,
  type Span,
  spanOf,
  type Words,
} from '../base/index.ts'
import { report } from './codes.ts'
import { type FrontMatter, parseFront } from './front.ts'
import { inlinesOf, plainText, type SpanAt } from './inline.ts'
import type {
  BlockContent,
  Blockquote,
  DefinitionContent,
  Table as MdTable,
  PhrasingContent,
  Root,
  RootContent,
} from './markdown.ts'
import { parseMarkdown } from './markdown.ts'
import type { RawBlock, RawExhibit, RawTable } from './raw.ts'
import type { Column, Front, Headline } from './tree.ts'
import { parseWaiver, type Waiver } from './waive.ts'

/** A report as it is written, nothing bound yet. */
export interface Parsed {
  readonly file: string
  readonly text: string
  readonly front: Front
  readonly headline: Headline
  readonly blocks: readonly RawBlock[]
  readonly waivers: readonly Waiver[]
  /** the front matter could not be read, so that day, language and waivers are not known */
  readonly broken: boolean
}

interface Reading {
  readonly file: string
  readonly text: string
  readonly at: SpanAt
  readonly waivers: Waiver[]
  readonly diagnostics: Diagnostic[]
  pending: Waiver[]
}

type Node = RootContent | BlockContent | DefinitionContent
type Directive = {
  readonly name: string
  readonly attributes?: Readonly<Record<string, string | null | undefined>> | null
  readonly children: readonly Node[]
}

/** The tree of a report; `lang` is that of the file name when the front matter has none. */
export function parseReport(file: string, text: string, lang: 'zh' | 'en'): Found<Parsed> {
  const starts = lineStarts(text)
  const at: SpanAt = (start, end) => spanOf(file, starts, start, end)
  const reading: Reading = { file, text, at, waivers: [], diagnostics: [], pending: [] }
  const deep = tooDeep(text, at)
  const root: Root = parseMarkdown(deep === null ? text : (/^---\n[\s\S]*?\n---\n/.exec(text)?.[0] ?? ''))
  if (deep !== null) reading.diagnostics.push(deep)
  const matter = frontOf(root, reading, lang)
  const blocks = blocksOf(root.children.filter((n) => n.type !== 'yaml') as Node[], reading)
  append(reading.waivers, matter.waivers)
  const value = {
    file,
    text,
    front: matter.front,
    headline: matter.headline,
    blocks,
    waivers: reading.waivers,
    broken: matter.broken,
  }
  return { value, diagnostics: reading.diagnostics }
}

// nobody nests fifty quotes, and the parser has no end of its own
const deepest = 50
const longestLine = 100_000

function tooDeep(text: string, at: SpanAt): Diagnostic | null {
  const nested = /^[ \t]*(?:[>*+-][ \t]*){50}|^[ \t]{400,}(?:[>*+-]|\d{1,9}[.)])[ \t]/m.exec(text)
  if (nested !== null) {
    const words = { en: `quotes or lists are nested more than ${deepest} deep`, zh: `引用或列表嵌套超过 ${deepest} 层` }
    return report('report/bad-directive', words, { at: at(nested.index, nested.index + nested[0].length) })
  }
  let start = 0
  for (let end = text.indexOf('\n'); ; end = text.indexOf('\n', start)) {
    const stop = end === -1 ? text.length : end
    if (stop - start > longestLine) {
      const words = {
        en: `a line has ${stop - start} characters, at most ${longestLine}`,
        zh: `一行有 ${stop - start} 个字符，最多 ${longestLine} 个`,
      }
      return report('report/bad-directive', words, {
        at: at(start, start + 1),
        hint: { en: 'break it into paragraphs', zh: '请分成段落' },
      })
    }
    if (end === -1) return null
    start = end + 1
  }
}

function frontOf(root: Root, reading: Reading, lang: 'zh' | 'en'): FrontMatter {
  const yaml = root.children.find((n) => n.type === 'yaml')
  const base = yaml ? reading.text.indexOf('\n', yaml.position?.start.offset ?? 0) + 1 : 0
  const found = parseFront(reading.file, reading.text, yaml?.value ?? '', base, lang)
  append(reading.diagnostics, found.diagnostics)
  return found.value
}

function blocksOf(nodes: readonly Node[], reading: Reading): readonly RawBlock[] {
  return nodes.flatMap((node) => {
    if (node.type === 'html') return htmlOf(node.value, spanOfNode(node, reading), reading)
    const block = blockOf(node, reading)
    const end = node.position?.end.offset ?? 0
    for (const waiver of reading.pending) reading.waivers.push({ ...waiver, range: { start: waiver.at.end, end } })
    reading.pending = []
    return block
  })
}

function htmlOf(value: string, at: Span, reading: Reading): readonly RawBlock[] {
  const waiver = parseWaiver(value, at)
  if (waiver === 'bad') {
    reading.diagnostics.push(
      report(
        'report/bad-directive',
        { en: 'a waiver cannot be read', zh: '豁免无法读取' },
        { at, hint: { en: 'write `<!-- assay waive CODE: reason -->`', zh: '请写 `<!-- assay waive 代码: 理由 -->`' } },
      ),
    )
  } else if (waiver !== null) reading.pending.push(waiver)
  else if (!value.trim().startsWith('<!--'))
    return [{ kind: 'paragraph', children: [{ kind: 'text', text: value, at }], at }]
  return []
}

function spanOfNode(node: Node, reading: Reading): Span {
  return reading.at(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0)
}

function blockOf(node: Node, reading: Reading): readonly RawBlock[] {
  const at = spanOfNode(node, reading)
  switch (node.type) {
    case 'heading':
      return [heading(node.depth, node.children, at, reading)]
    case 'paragraph':
      if (/^:{3,}$/.test(plainText(node.children).trim())) return strayFence(at, reading)
      return [{ kind: 'paragraph', children: inline(node.children, reading), at }]
    case 'list':
      return [
        {
          kind: 'list',
          ordered: node.ordered === true,
          start: node.start ?? 1,
          items: node.children.map((i) => blocksOf(i.children, reading)),
          at,
        },
      ]
    case 'blockquote':
      return [{ kind: 'quote', children: blocksOf((node as Blockquote).children, reading), at }]
    case 'code':
      return [{ kind: 'code', text: node.value, lang: node.lang ?? '', at }]
    case 'thematicBreak':
      return [{ kind: 'rule', at }]
    case 'table':
      return [tableOf(node, reading, at)]
    case 'footnoteDefinition':
      return notShown('footnote', '脚注', at, reading)
    default:
      return (node.type as string) === 'containerDirective' || (node.type as string) === 'leafDirective'
        ? directiveOf(node as unknown as Directive, reading, at)
        : []
  }
}

function notShown(en: string, zh: string, at: Span, reading: Reading): readonly RawBlock[] {
  reading.diagnostics.push(
    report(
      'report/bad-directive',
      { en: `a ${en} is not shown: its numbers could not be checked`, zh: `${zh}不会显示，其中的数字也无法核对` },
      {
        at,
        hint: {
          en: 'put its words into the text, or into a note `Note: …` of an exhibit',
          zh: '请写入正文，或写成图表下的 `注：…`',
        },
      },
    ),
  )
  return []
}

// a fence of colons that closes nothing: the directive around another needs more colons than it
function strayFence(at: Span, reading: Reading): readonly RawBlock[] {
  reading.diagnostics.push(
    report(
      'report/bad-directive',
      { en: 'a line of colons closes nothing', zh: '一行冒号没有对应的指令' },
      { at, hint: { en: 'give the outer directive more colons than the inner one', zh: '外层指令的冒号要多于内层' } },
    ),
  )
  return []
}

function inline(nodes: readonly PhrasingContent[], reading: Reading) {
  return inlinesOf(nodes, reading.text, reading.at)
}

// `{#id}` after a heading names its anchor; Markdown itself leaves it in the text
function heading(
  level: 1 | 2 | 3 | 4 | 5 | 6,
  nodes: readonly PhrasingContent[],
  at: Span,
  reading: Reading,
): RawBlock {
  const children = [...inline(nodes, reading)]
  const last = children.at(-1)
  const match = last?.kind === 'text' ? /\s*\{#([\w.-]+)\}\s*$/.exec(last.text) : null
  if (last?.kind === 'text' && match) children[children.length - 1] = { ...last, text: last.text.slice(0, match.index) }
  return { kind: 'heading', level, children, id: match?.[1] ?? '', number: '', at }
}

function tableOf(node: MdTable, reading: Reading, at: Span): RawTable {
  const [head, ...body] = node.children
  const columns: Column[] = (head?.children ?? []).map((cell, i) => ({
    children: inline(cell.children, reading),
    align: node.align?.[i] ?? 'left',
  }))
  const rows = body.map((row) => ({
    kind: 'row' as const,
    cells: row.children.map((c) => ({ children: inline(c.children, reading), note: '' })),
  }))
  return { kind: 'raw-table', columns, rows, at }
}

function directiveOf(node: Directive, reading: Reading, at: Span): readonly RawBlock[] {
  switch (node.name) {
    case 'figure':
    case 'table':
      return [exhibitOf(node, node.name, reading, at)]
    case 'panel':
      return [
        {
          kind: 'panel',
          role: node.attributes?.role ?? '',
          ai: /^(?:yes|true|1|assisted|generated)$/.test(node.attributes?.ai ?? ''),
          profiles: (node.attributes?.profile ?? '').split(/[ ,]+/).filter((p) => p !== ''),
          children: blocksOf(node.children, reading),
          at,
        },
      ]
    default: {
      const near = nearest(node.name, ['figure', 'table', 'panel'])[0]
      reading.diagnostics.push(
        report(
          'report/bad-directive',
          { en: `directive \`:::${node.name}\` is not known`, zh: `未知的指令 \`:::${node.name}\`` },
          { at, ...(near ? { hint: { en: `use \`:::${near}\``, zh: `可用 \`:::${near}\`` } } : {}) },
        ),
      )
      return []
    }
  }
}

const sourceStart = /^(来源|资料来源|数据来源|Sources?)\s*[:：]/i
const noteStart = /^(注|备注|说明|Notes?)\s*[:：]/i

function exhibitOf(node: Directive, role: 'figure' | 'table', reading: Reading, at: Span): RawExhibit {
  let caption: RawExhibit['caption'] = []
  let source: RawExhibit['source'] = []
  const notes: RawExhibit['notes'][number][] = []
  let spec: RawExhibit['spec'] = null
  let table: RawTable | null = null
  let seenCaption = false
  for (const child of node.children) {
    if (child.type === 'paragraph') {
      const words = plainText(child.children)
      const children = inline(child.children, reading)
      if (sourceStart.test(words)) source = children
      else if (noteStart.test(words) || seenCaption) notes.push(children)
      else caption = children
      seenCaption = true
    } else if (child.type === 'code' && spec === null) spec = specOf(child, reading)
    else if (child.type === 'table' && table === null) table = tableOf(child, reading, spanOfNode(child, reading))
    else if (child.type !== 'html') {
      reading.diagnostics.push(
        report(
          'report/bad-directive',
          { en: `a ${child.type} has no place in a ${role}`, zh: `${role} 中不能放 ${child.type}` },
          { at: spanOfNode(child, reading) },
        ),
      )
    }
  }
  const { id = '', ...rest } = node.attributes ?? {}
  for (const key in rest) if (role === 'table' || key !== 'type') unknownAttribute(key, role, reading, at)
  const attributes = Object.fromEntries(Object.entries(rest).map(([k, v]) => [k, v ?? '']))
  return { kind: 'exhibit', role, id: id ?? '', attributes, caption, source, notes, spec, table, at }
}

// where the attribute is a habit from elsewhere, the hint says what stands for it here
const instead: Readonly<Record<string, Words>> = {
  caption: { en: 'write the title as the first paragraph inside', zh: '请把标题写成指令内的第一段' },
  title: { en: 'write the title as the first paragraph inside', zh: '请把标题写成指令内的第一段' },
  source: { en: 'add a paragraph `Source: …` inside', zh: '请在指令内加一段 `来源：…`' },
}

function unknownAttribute(key: string, role: 'figure' | 'table', reading: Reading, at: Span): void {
  const known = role === 'figure' ? ['id', 'type'] : ['id']
  const near = nearest(key, known)[0] ?? known[0]!
  const hint = Object.hasOwn(instead, key) ? instead[key]! : { en: `use \`${near}\``, zh: `可用 \`${near}\`` }
  const words = { en: `attribute \`${key}\` of a ${role} is not known`, zh: `\`:::${role}\` 没有属性 \`${key}\`` }
  reading.diagnostics.push(report('report/bad-directive', words, { at, hint }))
}

function specOf(node: Extract<Node, { type: 'code' }>, reading: Reading): NonNullable<RawExhibit['spec']> {
  const at = spanOfNode(node, reading)
  return { text: node.value, offset: reading.text.indexOf('\n', at.start) + 1, at }
}
