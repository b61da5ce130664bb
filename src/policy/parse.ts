import { append, type Diagnostic, type Found, isDay } from '../base/index.ts'
import { amended } from './amend.ts'
import { readClaim, readExamples, readRule } from './claim.ts'
import { report } from './codes.ts'
import { definitionKinds, readDefinition, unitOf } from './definition.ts'
import { keyword } from './keyword.ts'
import { type Line, parseLines } from './line.ts'
import {
  badLine,
  headOf,
  placeOf,
  type Reading,
  readExpr,
  splitCite,
  splitNames,
  unknownWord,
  wordsOf,
} from './reading.ts'
import {
  type Act,
  type Assumption,
  type Claim,
  type Clause,
  type Definition,
  type Derivation,
  type Example,
  type Expectation,
  type Modality,
  modalities,
  type Policy,
  type Rule,
  type Vocabulary,
  type Word,
} from './tree.ts'

const blockKinds = [
  'policy',
  'act',
  'clause',
  'words',
  'places',
  'assumption',
  'claim',
  ...definitionKinds,
  'rule',
  'derive',
  'examples',
  'expect',
]

interface Draft {
  readonly acts: Map<string, Act>
  readonly clauses: Map<string, Clause>
  readonly words: Map<string, Vocabulary>
  readonly assumptions: Map<string, Assumption>
  readonly claims: Map<string, Claim>
  readonly definitions: Map<string, Definition>
  readonly rules: Rule[]
  readonly derivations: Map<string, Derivation>
  readonly examples: Example[]
  readonly expectations: Expectation[]
  readonly places: { readonly name: string; readonly names: readonly string[] }[]
  head: Line | null
}

/**
 * The policy that a document writes in its ```` ```rules ```` blocks; prose between them is not read.
 *
 * Without `examples` those are passed over, as they are of a document that another adds to. With `parent` the document adds to that policy: what it defines anew under a name replaces, versions are appended.
 */
export function parsePolicy(file: string, text: string, parent?: Policy, examples = true): Found<Policy> {
  const tree = parseLines(file, text)
  const diagnostics: Diagnostic[] = []
  const reading: Reading = { file, diagnostics, span: tree.span }
  for (const { word, start } of tree.doubtful)
    badLine(reading, { start, text: word }, 'the word `rules` at a fence of rules', '规则区块的标记 `rules`')
  const draft = start(parent)
  // acts come first: what a version says of its day is that of its act
  const order = (line: Line) => (['policy', 'act', 'places'].includes(headOf(line).word) ? 0 : 1)
  const wanted = (line: Line) => examples || !['examples', 'expect'].includes(headOf(line).word)
  for (const line of tree.lines.filter(wanted).sort((a, b) => order(a) - order(b))) block(reading, draft, line)
  if (draft.head === null)
    diagnostics.push(
      report(
        'policy/bad-line',
        { en: `\`${file}\` has no block \`policy NAME\``, zh: `\`${file}\` 中没有 \`policy 名称\` 区块` },
        { at: tree.span(0, 0) },
      ),
    )
  return { value: finish(reading, draft, { file, text }, parent), diagnostics }
}

/** The name of the policy that a document adds to, or the empty text. */
export function parentOf(text: string): string {
  return /^\s*(?:extends|扩展)\s+(\S+)/m.exec(text)?.[1] ?? ''
}

function start(parent?: Policy): Draft {
  return {
    acts: new Map(parent?.acts),
    clauses: new Map(parent?.clauses),
    words: new Map(parent?.words),
    assumptions: new Map(parent?.assumptions),
    claims: new Map(parent?.claims),
    definitions: new Map(parent?.definitions),
    rules: [...(parent?.rules ?? [])],
    derivations: new Map(parent?.derivations),
    examples: [],
    expectations: [],
    places: [...(parent?.places ?? [])],
    head: null,
  }
}

function finish(
  reading: Reading,
  draft: Draft,
  { file, text }: { readonly file: string; readonly text: string },
  parent?: Policy,
): Policy {
  const children = draft.head?.children ?? []
  const lines = children.map(headOf)
  const get = (word: string): string => lines.find((l) => l.word === word)?.rest ?? ''
  const known = ['zh', 'en', 'also', 'in', 'currency', 'extends', 'note']
  for (const child of children) if (!known.includes(headOf(child).word)) unknownWord(reading, child, known)
  const id = draft.head === null ? file : headOf(draft.head).rest
  const [zh, en] = get('note').split(/\s+\/\s+/)
  const { head: _, ...rest } = draft
  const jurisdiction = get('in') || parent?.jurisdiction || ''
  return Object.freeze({
    ...rest,
    definitions: new Map([...draft.definitions].map(([name, d]) => [name, amended(d, jurisdiction)])),
    id,
    file,
    names: wordsOf(children, id),
    also: splitNames(get('also')),
    jurisdiction,
    currency: get('currency') || parent?.currency || '',
    extends: get('extends'),
    note: { zh: zh ?? '', en: en ?? zh ?? '' },
    texts: new Map(parent?.texts).set(file, text),
  })
}

function block(reading: Reading, draft: Draft, line: Line): void {
  const { word } = headOf(line)
  switch (word) {
    case 'policy':
      if (draft.head === null) draft.head = line
      else duplicate(reading, line, headOf(line).rest)
      return
    case 'act':
      put(reading, draft.acts, line, readAct(reading, line), (a) => a.id)
      return
    case 'clause':
      put(reading, draft.clauses, line, readClause(reading, line), (c) => `${c.act} ${c.id}`)
      return
    case 'words':
      put(reading, draft.words, line, readWords(reading, line), (w) => w.name)
      return
    case 'places':
      append(
        draft.places,
        line.children.map((c) => readPlace(c)),
      )
      return
    case 'assumption':
      put(reading, draft.assumptions, line, readAssumption(reading, line), (a) => a.name)
      return
    case 'claim':
      put(reading, draft.claims, line, readClaim(reading, line), (c) => c.name)
      return
    case 'rule': {
      const rule = readRule(reading, line)
      const old = draft.rules.findIndex((r) => r.name === rule?.name)
      if (rule !== null && old >= 0 && draft.rules[old]!.at.file === reading.file) duplicate(reading, line, rule.name)
      else if (rule !== null && old >= 0) draft.rules[old] = rule
      else if (rule !== null) draft.rules.push(rule)
      return
    }
    case 'derive':
      put(reading, draft.derivations, line, readDerivation(reading, line), (d) => d.name)
      return
    case 'examples':
      append(draft.examples, readExamples(reading, line))
      return
    case 'expect':
      append(
        draft.expectations,
        line.children.flatMap((c) => readExpectation(reading, c)),
      )
      return
    default:
      if ((definitionKinds as readonly string[]).includes(word))
        define(reading, draft, line, word as Definition['kind'])
      else unknownWord(reading, line, blockKinds)
  }
}

// a later file adds versions to a definition of the same name and kind
function define(reading: Reading, draft: Draft, line: Line, kind: Definition['kind']): void {
  const definition = readDefinition(reading, line, kind, draft.acts)
  if (definition === null) return
  const old = draft.definitions.get(definition.name)
  if (old !== undefined && old.at.file !== reading.file && old.kind === kind) {
    const versions = [...old.versions, ...definition.versions]
    draft.definitions.set(old.name, { ...old, versions, pauses: [...old.pauses, ...definition.pauses] })
    return
  }
  put(reading, draft.definitions, line, definition, (d) => d.name)
}

function put<T extends { readonly at: { readonly file: string } }>(
  reading: Reading,
  map: Map<string, T>,
  line: Line,
  item: T | null,
  key: (item: T) => string,
): void {
  if (item === null) return
  const name = key(item)
  if (map.get(name)?.at.file === reading.file) duplicate(reading, line, name)
  else map.set(name, item)
}

function duplicate(reading: Reading, line: Line, name: string): void {
  const { start } = headOf(line)
  reading.diagnostics.push(
    report(
      'policy/duplicate-name',
      { en: `\`${name}\` is defined twice`, zh: `\`${name}\` 定义了两次` },
      { at: reading.span(start, start + name.length) },
    ),
  )
}

function readAct(reading: Reading, line: Line): Act {
  const known = ['zh', 'en', 'number', 'by', 'dated', 'public', 'source', 'text', 'in', 'amends', 'state', 'note']
  const lines = line.children.map(headOf)
  for (const child of line.children) if (!known.includes(headOf(child).word)) unknownWord(reading, child, known)
  const get = (word: string): string => lines.find((l) => l.word === word)?.rest ?? ''
  const id = headOf(line).rest
  for (const word of ['dated', 'public']) {
    const child = line.children.find((c) => headOf(c).word === word)
    if (child === undefined && word === 'public') badLine(reading, line, 'a line `public DAY`', '一行 `public 日期`')
    else if (child !== undefined && !isDay(headOf(child).rest))
      badLine(reading, child, 'a day that exists', '真实存在的日期')
  }
  return {
    id,
    names: wordsOf(line.children, id),
    number: get('number'),
    by: get('by'),
    dated: get('dated') || get('public'),
    public: get('public'),
    source: get('source'),
    text: get('text'),
    jurisdiction: get('in'),
    amends: get('amends'),
    verified: keyword(get('state')) !== 'unverified',
    at: placeOf(reading, line),
  }
}

function readClause(reading: Reading, line: Line): Clause | null {
  const match = /^(\S+)\s+(§\S+)$/.exec(headOf(line).rest)
  if (match === null) {
    badLine(reading, line, '`clause ACT §CLAUSE`', '`条款 文件 §条款`')
    return null
  }
  const known = ['zh', 'en', 'quote', 'state', 'note']
  for (const child of line.children) if (!known.includes(headOf(child).word)) unknownWord(reading, child, known)
  const get = (word: string): string => line.children.map(headOf).find((l) => l.word === word)?.rest ?? ''
  const quotes = line.children
    .filter((c) => headOf(c).word === 'quote')
    .map((c) => ({ text: headOf(c).rest, at: placeOf(reading, c) }))
  const [act, id] = [match[1]!, match[2]!]
  const verified = keyword(get('state')) !== 'unverified'
  return { act, id, names: wordsOf(line.children, id), quotes, verified, note: get('note'), at: placeOf(reading, line) }
}

function readWords(reading: Reading, line: Line): Vocabulary {
  const words = line.children.flatMap((child): readonly Word[] => {
    const match = /^([^\s:：]+)\s*[:：]\s*(.*)$/.exec(child.text)
    if (match === null) {
      badLine(reading, child, '`WORD: 中文名 / English names`', '`词: 中文名 / 英文名`')
      return []
    }
    const [zh, en] = match[2]!.split(/\s+\/\s+/).map(splitNames)
    const names = { zh: zh?.[0] ?? match[1]!, en: en?.[0] ?? match[1]! }
    return [{ id: match[1]!, names, aliases: [...(zh ?? []), ...(en ?? [])] }]
  })
  return { name: headOf(line).rest, words, at: placeOf(reading, line) }
}

function readPlace(line: Line): { readonly name: string; readonly names: readonly string[] } {
  const [name, names] = line.text.split(/\s*[:：]\s*/)
  return { name: name!, names: splitNames((names ?? '').replace(/\s\/\s/g, ',')) }
}

function readAssumption(reading: Reading, line: Line): Assumption {
  const exprs = (word: string) =>
    line.children
      .filter((c) => headOf(c).word === word)
      .flatMap((c) => readExpr(reading, headOf(c).rest, headOf(c).start) ?? [])
  const known = ['zh', 'en', 'take', 'or', 'note']
  for (const child of line.children) if (!known.includes(headOf(child).word)) unknownWord(reading, child, known)
  const name = headOf(line).rest
  return {
    name,
    say: wordsOf(line.children, name),
    take: exprs('take')[0] ?? null,
    or: exprs('or'),
    at: placeOf(reading, line),
  }
}

function readDerivation(reading: Reading, line: Line): Derivation | null {
  const { rest, start } = headOf(line)
  const { body, cite } = splitCite(reading, rest, start)
  const match = /^([^\s:：]+)\s*[:：]\s*([^=]+?)\s*=\s*/.exec(body)
  const parts = (match?.[2] ?? '').split(/\s*[,，]\s*/)
  const unit = unitOf(parts[0] ?? '')
  if (match === null || unit === null) {
    badLine(reading, line, '`derive NAME: UNIT = EXPRESSION`', '`推算 名称: 单位 = 算式`')
    return null
  }
  const expr = readExpr(reading, body.slice(match[0].length), start + match[0].length)
  const modality = parts.map(keyword).find((p) => (modalities as readonly string[]).includes(p)) ?? 'exact'
  const per = parts.find((p) => /^(?:per|每)\s/.test(p))?.replace(/^\S+\s+/, '') ?? ''
  if (expr === null) return null
  const names = wordsOf(line.children, match[1])
  return { name: match[1]!, names, unit, modality: modality as Modality, expr, cite, per, at: placeOf(reading, line) }
}

function readExpectation(reading: Reading, line: Line): readonly Expectation[] {
  const expr = readExpr(reading, line.text, line.start)
  return expr === null ? [] : [{ expr, text: line.text, at: placeOf(reading, line) }]
}
