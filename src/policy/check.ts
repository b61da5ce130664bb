import { type Diagnostic, lineStarts, nearest, type Span, spanOf, type Words } from '../base/index.ts'
import { report } from './codes.ts'
import { checkVersions } from './cover.ts'
import { type Expr, namesIn } from './expression.ts'
import type { Cite, Claim, Definition, Policy, Rule } from './tree.ts'
import { claimTypes, definedType, looser, type Type, type Typing, typeOf } from './type.ts'

interface Checking {
  readonly policy: Policy
  readonly diagnostics: Diagnostic[]
  /** the span of an expression's part in the file of `near` */
  readonly span: (near: Span, start: number, end: number) => Span
}

/**
 * What is wrong with a policy before anybody asks it.
 *
 * `looked` says of which files what they write is looked at. Names, clauses, units, modality, circles, gaps, overlaps and cases that are never reached.
 */
export function checkPolicy(policy: Policy, looked: (file: string) => boolean = () => true): readonly Diagnostic[] {
  const lines = new Map([...policy.texts].map(([file, text]) => [file, lineStarts(text)]))
  const span = (near: Span, start: number, end: number) => spanOf(near.file, lines.get(near.file) ?? [0], start, end)
  const checking: Checking = { policy, diagnostics: [], span }
  const own = (item: { readonly at: Span }) => looked(item.at.file)
  for (const clause of [...policy.clauses.values()].filter(own))
    if (!policy.acts.has(clause.act)) unknown(checking, clause.act, policy.acts.keys(), clause.at)
  for (const definition of [...policy.definitions.values()].filter(own)) checkDefinition(checking, definition)
  for (const derivation of [...policy.derivations.values()].filter(own)) {
    checkNames(checking, derivation.expr, derivation.at, new Set())
    checkCite(checking, derivation.cite, derivation.name, derivation.at)
    const type = typed(checking, derivation.expr, derivation.at, new Map())
    const declared: Type = { kind: 'number', unit: derivation.unit, modality: derivation.modality }
    checkDeclared(checking, derivation.name, declared, type, derivation.at)
  }
  for (const claim of [...policy.claims.values()].filter(own)) checkClaim(checking, claim)
  for (const rule of policy.rules.filter(own)) checkRule(checking, rule)
  for (const { expr, at } of policy.expectations) {
    checkNames(checking, expr, at, new Set())
    typed(checking, expr, at, new Map())
  }
  checkCircles(checking)
  return [...checking.diagnostics, ...checkVersions(policy)]
}

/** Quotations that are not in the stored text of their act; `textOf` gives that text, or `null` where none is stored. */
export function checkQuotes(policy: Policy, textOf: (act: string) => string | null): readonly Diagnostic[] {
  const bare = (text: string) => text.normalize('NFKC').replace(/\s+/g, '')
  return [...policy.clauses.values()].flatMap((clause) => {
    const stored = clause.quotes.length === 0 ? null : textOf(clause.act)
    if (stored === null) return []
    const text = bare(stored)
    return clause.quotes
      .filter((q) => !q.text.split('…').every((part) => text.includes(bare(part))))
      .map((q) =>
        report(
          'policy/quote-not-found',
          {
            en: `\`${q.text}\` is not in the stored text of \`${clause.act}\``,
            zh: `\`${q.text}\` 不在 \`${clause.act}\` 所存原文中`,
          },
          { at: q.at },
        ),
      )
  })
}

function unknown(checking: Checking, name: string, known: Iterable<string>, at: Span): void {
  const near = nearest(name, known)[0]
  const hint = near === undefined ? {} : { hint: { en: `use \`${near}\``, zh: `可用 \`${near}\`` } }
  const words = { en: `\`${name}\` is not defined`, zh: `\`${name}\` 未定义` }
  checking.diagnostics.push(report('policy/unknown-name', words, { at, ...hint }))
}

function checkCite(checking: Checking, cite: Cite | null, of: string, at: Span): void {
  const { policy } = checking
  if (cite === null) {
    const words = { en: `\`${of}\` cites no clause`, zh: `\`${of}\` 没有引用条款` }
    const hint = { en: 'write `from ACT §CLAUSE`', zh: '请写 `from 文件 §条款`' }
    checking.diagnostics.push(report('policy/missing-clause', words, { at, hint }))
    return
  }
  if (!policy.acts.has(cite.act)) {
    unknown(checking, cite.act, policy.acts.keys(), cite.at)
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

function checkNames(checking: Checking, expr: Expr, near: Span, local: ReadonlySet<string>): void {
  const { policy, span } = checking
  const known = everyName(policy)
  namesIn(expr, (name, at, kind) => {
    const place = span(near, at.start, at.end)
    if (kind === 'quota' || kind === 'lookup' || kind === 'in') {
      const wanted = kind === 'in' ? 'list' : kind === 'quota' ? 'quota' : 'table'
      const found = policy.definitions.get(name)
      if (found === undefined) {
        const names = [...policy.definitions.values()].filter((d) => d.kind === wanted).map((d) => d.name)
        unknown(checking, name, names, place)
      }
      return
    }
    if (!local.has(name) && !known.has(name)) unknown(checking, name, [...local, ...known], place)
  })
}

function typed(checking: Checking, expr: Expr, near: Span, local: ReadonlyMap<string, Type>): Type {
  const typing: Typing = {
    policy: checking.policy,
    local: (name) => local.get(name),
    mismatch: (at: Expr, words: Words) =>
      checking.diagnostics.push(report('policy/unit-mismatch', words, { at: checking.span(near, at.start, at.end) })),
  }
  return typeOf(expr, typing)
}

function checkDeclared(checking: Checking, name: string, declared: Type, found: Type, at: Span): void {
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

function checkDefinition(checking: Checking, definition: Definition): void {
  const { policy } = checking
  const events = [...policy.claims.values()].flatMap((c) =>
    c.inputs.filter((i) => i.type.kind === 'date').map((i) => i.name),
  )
  if (definition.event !== '' && !events.includes(definition.event))
    unknown(checking, definition.event, events, definition.at)
  if (
    (definition.kind === 'list' || definition.kind === 'table') &&
    definition.words !== '' &&
    !isKeyed(policy, definition.words)
  )
    unknown(checking, definition.words, policy.words.keys(), definition.at)
  const words = policy.words.get(definition.words)?.words.map((w) => w.id)
  for (const version of definition.versions) {
    checkCite(checking, version.cite, definition.name, version.at)
    const { content } = version
    for (const limit of [version.from, version.to])
      if (limit !== null && typeof limit !== 'string' && !policy.assumptions.has(limit.assumption))
        unknown(checking, limit.assumption, policy.assumptions.keys(), version.at)
    const keys =
      content.kind === 'members'
        ? content.members
        : content.kind === 'cases'
          ? content.cases.flatMap((c) => c.keys ?? [])
          : []
    if (words !== undefined) for (const key of keys) if (!words.includes(key)) unknown(checking, key, words, version.at)
    const exprs =
      content.kind === 'scalar' ? [content.expr] : content.kind === 'cases' ? content.cases.map((c) => c.expr) : []
    for (const expr of exprs) {
      checkNames(checking, expr, version.at, new Set())
      const declared = definedType({ ...definition, modality: 'average' })
      const found = typed(checking, expr, version.at, new Map())
      checkDeclared(checking, definition.name, declared, plain(found, declared), version.at)
    }
  }
}

// grades are whole numbers, so a table may be keyed by an input that is no vocabulary
function isKeyed(policy: Policy, words: string): boolean {
  return policy.words.has(words) || [...policy.claims.values()].some((c) => c.inputs.some((i) => i.name === words))
}

function plain(type: Type, as: Type): Type {
  return type.kind === 'number' && type.unit === '1' && as.kind === 'number' ? { ...type, unit: as.unit } : type
}

function checkClaim(checking: Checking, claim: Claim): void {
  const { policy } = checking
  const local = new Set(claim.inputs.map((i) => i.name))
  for (const input of claim.inputs) {
    if (input.type.kind === 'choice' && !policy.words.has(input.type.words))
      unknown(checking, input.type.words, policy.words.keys(), input.at)
    if (input.otherwise !== null) checkNames(checking, input.otherwise, input.at, local)
    if (input.assume !== null && !policy.assumptions.has(input.assume.under))
      unknown(checking, input.assume.under, policy.assumptions.keys(), input.at)
  }
}

function checkRule(checking: Checking, rule: Rule): void {
  const { policy } = checking
  const claim = policy.claims.get(rule.claim)
  if (claim === undefined) {
    unknown(checking, rule.claim, policy.claims.keys(), rule.at)
    return
  }
  const types = claimTypes(claim, policy)
  let given = false
  for (const step of rule.steps) {
    if (step.cite !== null || rule.cite === null) checkCite(checking, step.cite ?? rule.cite, rule.name, step.at)
    if (step.kind === 'refuse') {
      given = true
      if (!policy.definitions.has(step.name)) unknown(checking, step.name, policy.definitions.keys(), step.at)
      continue
    }
    checkNames(checking, step.expr, step.at, new Set([...types.keys(), 'pay']))
    const type = typed(checking, step.expr, step.at, types)
    if ((step.kind === 'only' || step.kind === 'unclear') && type.kind !== 'truth' && type.kind !== 'any')
      checking.diagnostics.push(
        report('policy/unit-mismatch', { en: '`only if` needs a condition', zh: '`仅当` 后应为条件' }, { at: step.at }),
      )
    if (step.kind === 'only' && given)
      checking.diagnostics.push(
        report(
          'policy/unreachable',
          { en: 'a condition behind `give` decides nothing', zh: '`给予` 之后的条件不起作用' },
          { at: step.at },
        ),
      )
    if (step.kind === 'give') {
      given = true
      const as: Type = { kind: 'number', unit: policy.currency, modality: 'up-to' }
      checkDeclared(checking, rule.name, as, type, step.at)
      if (step.pool !== '' && policy.definitions.get(step.pool)?.kind !== 'pool')
        unknown(
          checking,
          step.pool,
          [...policy.definitions.values()].filter((d) => d.kind === 'pool').map((d) => d.name),
          step.at,
        )
      types.set('pay', type)
    } else if (step.kind === 'let' || step.kind === 'also') types.set(step.name, type)
  }
}

function checkCircles(checking: Checking): void {
  const { policy } = checking
  const reads = (name: string): readonly string[] => {
    const exprs = [policy.derivations.get(name)?.expr ?? []].flat()
    const definition = policy.definitions.get(name)
    for (const version of definition?.versions ?? []) {
      if (version.content.kind === 'scalar') exprs.push(version.content.expr)
      if (version.content.kind === 'cases') exprs.push(...version.content.cases.map((c) => c.expr))
    }
    const found: string[] = []
    for (const expr of exprs) namesIn(expr, (n) => found.push(n))
    return found.filter((n) => policy.derivations.has(n) || policy.definitions.has(n))
  }
  const done = new Set<string>()
  const visit = (name: string, path: readonly string[]): void => {
    if (path.includes(name)) {
      const circle = [...path.slice(path.indexOf(name)), name].map((n) => `\`${n}\``).join(' → ')
      const at = policy.derivations.get(name)?.at ?? policy.definitions.get(name)?.at
      const words = { en: `definitions need each other in a circle: ${circle}`, zh: `定义相互循环引用：${circle}` }
      checking.diagnostics.push(report('policy/circular', words, at ? { at } : {}))
      return
    }
    if (done.has(name)) return
    for (const next of reads(name)) visit(next, [...path, name])
    done.add(name)
  }
  for (const name of [...policy.derivations.keys(), ...policy.definitions.keys()]) visit(name, [])
}
