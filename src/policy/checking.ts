import { type Diagnostic, lineStarts, nearest, type Span, spanOf, type Words } from '../base/index.ts'
import { report } from './codes.ts'
import { type Expr, namesIn } from './expression.ts'
import type { Cite, Policy } from './tree.ts'
import { looser, type Type, type Typing, typeOf } from './type.ts'

/** What the static checks share: the policy, the findings so far and the way to places. */
export interface Checking {
  readonly policy: Policy
  readonly diagnostics: Diagnostic[]
  /** the span of an expression's part in the file of `near` */
  readonly span: (near: Span, start: number, end: number) => Span
  /** where `word` stands in the line or, with its lines below, the block at `near`; behind one of the words `after` where those are given */
  readonly word: (near: Span, word: string, after?: string) => Span
}

/** A start for the checks of `policy`. */
export function startChecking(policy: Policy): Checking {
  const lines = new Map([...policy.texts].map(([file, text]) => [file, lineStarts(text)]))
  const span = (near: Span, start: number, end: number) => spanOf(near.file, lines.get(near.file) ?? [0], start, end)
  const word = (near: Span, text: string, after = ''): Span => {
    const source = policy.texts.get(near.file) ?? ''
    const found = wordPattern(text, after).exec(blockAt(source, near.start))
    return found === null ? near : span(near, near.start + found.index, near.start + found.index + text.length)
  }
  return { policy, diagnostics: [], span, word }
}

const part = '[\\p{L}\\p{N}_/-]'

function wordPattern(word: string, after: string): RegExp {
  const plain = word.replace(/[.*+?^${}()|[\]\\/]/g, (c) => `\\${c}`)
  const before = after === '' ? `(?<!${part}|[\\p{L}\\p{N}]\\.)` : `(?<=(?<!${part})(?:${after})[ \\t]+)`
  return new RegExp(`${before}${plain}(?!${part}|\\.[\\p{L}\\p{N}])`, 'u')
}

// up to the next line that is indented no more than the first
function blockAt(source: string, start: number): string {
  const lead = start - (source.lastIndexOf('\n', start - 1) + 1)
  const next = new RegExp(`\\n[ \\t\\u3000]{0,${lead}}[^ \\t\\u3000\\r\\n]`, 'u')
  const rest = source.slice(start)
  const end = next.exec(rest)?.index
  return end === undefined ? rest : rest.slice(0, end)
}

/** Tells that `name` is none of `known`, with the nearest that is, or all of them when they are few. */
export function unknown(checking: Checking, name: string, known: Iterable<string>, at: Span): void {
  const all = [...new Set(known)]
  const near = nearest(name, all)[0]
  const few = near === undefined && all.length > 0 && all.length <= 6
  const list = (comma: string) => all.map((k) => `\`${k}\``).join(comma)
  const hint =
    near !== undefined
      ? { hint: { en: `use \`${near}\``, zh: `可用 \`${near}\`` } }
      : few
        ? { hint: { en: `use ${all.length > 1 ? 'one of ' : ''}${list(', ')}`, zh: `可用 ${list('、')}` } }
        : {}
  const words = { en: `\`${name}\` is not defined`, zh: `\`${name}\` 未定义` }
  checking.diagnostics.push(report('policy/unknown-name', words, { at, ...hint }))
}

/** Tells that no act or clause is cited, or one that is not there. */
export function checkCite(checking: Checking, cite: Cite | null, of: string, at: Span): void {
  const { policy } = checking
  if (cite === null) {
    const words = { en: `\`${of}\` cites no clause`, zh: `\`${of}\` 没有引用条款` }
    const hint = { en: 'write `from ACT §CLAUSE`', zh: '请写 `from 文件 §条款`' }
    checking.diagnostics.push(report('policy/missing-clause', words, { at, hint }))
    return
  }
  if (!policy.acts.has(cite.act)) {
    unknown(checking, cite.act, policy.acts.keys(), checking.word(cite.at, cite.act))
    return
  }
  const key = `${cite.act} ${cite.clause}`
  if (policy.clauses.has(key)) return
  const near = nearest(key, policy.clauses.keys())[0]
  const words = { en: `there is no clause \`${key}\``, zh: `没有条款 \`${key}\`` }
  const hint = near === undefined ? {} : { hint: { en: `use \`${near}\``, zh: `可用 \`${near}\`` } }
  checking.diagnostics.push(report('policy/missing-clause', words, { at: cite.at, ...hint }))
}

function everyName(policy: Policy): Set<string> {
  const names = new Set(['yes', 'no', 'half-up', 'half-even', 'down', 'each', 'consumer'])
  for (const map of [policy.definitions, policy.derivations, policy.assumptions])
    for (const name of map.keys()) names.add(name)
  for (const words of policy.words.values()) for (const word of words.words) names.add(word.id)
  return names
}

/** Tells of every name in `expr` that is not defined. */
export function checkNames(checking: Checking, expr: Expr, near: Span, local: ReadonlySet<string>): void {
  const { policy, span, word } = checking
  const known = everyName(policy)
  namesIn(expr, (name, at, kind) => {
    const place = span(near, at.start, at.end)
    if (kind === 'quota' || kind === 'lookup' || kind === 'in') {
      const wanted = kind === 'in' ? 'list' : kind === 'quota' ? 'quota' : 'table'
      const found = policy.definitions.get(name)
      const all = [...policy.definitions.values()].filter((d) => d.kind === wanted).map((d) => d.name)
      if (found === undefined) unknown(checking, name, all, word(place, name))
      else if (kind !== 'lookup' && found.kind !== wanted) wrongKind(checking, name, wanted, all, word(place, name))
      return
    }
    if (!local.has(name) && !known.has(name)) unknown(checking, name, [...local, ...known], place)
  })
}

const kindWords = { list: '清单', quota: '限额', table: '表' } as const

function wrongKind(
  checking: Checking,
  name: string,
  wanted: keyof typeof kindWords,
  all: readonly string[],
  at: Span,
): void {
  const near = nearest(name, all)[0]
  const hint = near === undefined ? {} : { hint: { en: `use \`${near}\``, zh: `可用 \`${near}\`` } }
  const words = { en: `\`${name}\` is no ${wanted}`, zh: `\`${name}\` 不是${kindWords[wanted]}` }
  checking.diagnostics.push(report('policy/unit-mismatch', words, { at, ...hint }))
}

/** The type of `expr`; what does not go together is told of. */
export function typed(checking: Checking, expr: Expr, near: Span, local: ReadonlyMap<string, Type>): Type {
  const typing: Typing = {
    policy: checking.policy,
    local: (name) => local.get(name),
    mismatch: (at: Expr, words: Words, hint?: Words) =>
      checking.diagnostics.push(
        report('policy/unit-mismatch', words, {
          at: checking.span(near, at.start, at.end),
          ...(hint === undefined ? {} : { hint }),
        }),
      ),
  }
  return typeOf(expr, typing)
}

/** Tells that what is declared is not what was found. */
export function checkDeclared(checking: Checking, name: string, declared: Type, found: Type, at: Span): void {
  if (found.kind === 'any' || declared.kind === 'any') return
  const unit = (t: Type) => (t.kind === 'number' ? t.unit : t.kind)
  if (unit(declared) !== unit(found)) {
    const words = {
      en: `\`${name}\` is declared as \`${unit(declared)}\`, found \`${unit(found)}\``,
      zh: `\`${name}\` 声明为 \`${unit(declared)}\`，实为 \`${unit(found)}\``,
    }
    checking.diagnostics.push(report('policy/unit-mismatch', words, { at }))
  } else if (declared.kind === 'number' && found.kind === 'number') {
    // a cap among the parts makes no exact sum wrong, what is rough does
    const rough = found.modality === 'up-to' ? 'exact' : found.modality
    if (looser(declared.modality, rough) === declared.modality) return
    const words = {
      en: `\`${name}\` is declared ${declared.modality}, but rests on what is ${found.modality}`,
      zh: `\`${name}\` 声明为 ${declared.modality}，但依据的是 ${found.modality}`,
    }
    checking.diagnostics.push(report('policy/modality', words, { at }))
  }
}
