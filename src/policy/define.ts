import type { Span } from '../base/index.ts'
import { type Checking, checkCite, checkDeclared, checkNames, typed, unknown } from './checking.ts'
import { report } from './codes.ts'
import { type Expr, namesIn } from './expression.ts'
import { keyedBy } from './keyed.ts'
import type { Claim, Content, Definition, Input, Policy, Version } from './tree.ts'
import { definedType, type Type } from './type.ts'

/** What is wrong with a value, list, table, window, quota or pool: its head, then each of its versions. */
export function checkDefinition(checking: Checking, definition: Definition): void {
  checkHead(checking, definition)
  if (definition.kind === 'quota') checkKeys(checking, definition)
  for (const version of definition.versions) checkVersion(checking, definition, version)
}

function checkHead(checking: Checking, definition: Definition): void {
  const { policy, word } = checking
  const { at, event, kind, words, under } = definition
  const events = inputsOf(policy).flatMap((i) => (i.type.kind === 'date' ? i.name : []))
  if (event !== '' && !events.includes(event)) unknown(checking, event, events, word(at, event, 'at|按日'))
  if (under !== '' && !policy.assumptions.has(under))
    unknown(checking, under, policy.assumptions.keys(), word(at, under, 'under|依假设'))
  if ((kind !== 'list' && kind !== 'table') || words === '' || isKeyed(policy, words)) return
  unknown(checking, words, [...policy.words.keys(), ...keyInputs(policy)], word(at, words, 'by|of|按|取自'))
}

function inputsOf(policy: Policy): readonly Input[] {
  return [...policy.claims.values()].flatMap((c) => c.inputs)
}

function keyInputs(policy: Policy): readonly string[] {
  return inputsOf(policy).flatMap((i) => (i.type.kind === 'whole' ? i.name : []))
}

// grades are whole numbers, so a table may be keyed by an input that is no vocabulary
function isKeyed(policy: Policy, words: string): boolean {
  return policy.words.has(words) || inputsOf(policy).some((i) => i.name === words)
}

// what a quota is counted by must be known of every claim that draws on it
function checkKeys(checking: Checking, definition: Definition): void {
  const claims = drawing(checking.policy, definition.name)
  const common = (kinds: (input: Input) => boolean) =>
    claims[0]?.inputs.filter((i) => kinds(i) && claims.every((c) => c.inputs.some((o) => o.name === i.name))) ?? []
  for (const key of definition.keys) {
    const dated = key.kind === 'call' && key.fn === 'year'
    const inner = dated ? key.args[0]! : key
    const at = checking.span(definition.at, inner.start, inner.end)
    const inputs = common((i) => !dated || i.type.kind === 'date').map((i) => i.name)
    const known = dated ? inputs : ['consumer', ...inputs]
    if (inner.kind !== 'name') {
      const words = {
        en: 'a quota is counted by `consumer`, inputs and `year(DAY)`',
        zh: '限额按 `consumer`、输入项和 `year(日期)` 计数',
      }
      checking.diagnostics.push(report('policy/unit-mismatch', words, { at }))
    } else if (dated && common(() => true).some((i) => i.name === inner.name && i.type.kind !== 'date')) {
      const words = { en: `\`${inner.name}\` has no year`, zh: `\`${inner.name}\` 没有年份` }
      checking.diagnostics.push(report('policy/unit-mismatch', words, { at }))
    } else if (!known.includes(inner.name)) unknown(checking, inner.name, known, at)
  }
}

/** The claims whose rules draw on the quota `name`; all of them where none does. */
function drawing(policy: Policy, name: string): readonly Claim[] {
  const rules = policy.rules.filter((r) => r.steps.some((s) => s.kind !== 'refuse' && draws(s.expr, name)))
  const claims = rules.flatMap((r) => policy.claims.get(r.claim) ?? [])
  return claims.length > 0 ? [...new Set(claims)] : [...policy.claims.values()]
}

function draws(expr: Expr, name: string): boolean {
  let found = false
  namesIn(expr, (n, _, kind) => {
    found ||= kind === 'quota' && n === name
  })
  return found
}

function checkVersion(checking: Checking, definition: Definition, version: Version): void {
  const { policy, word } = checking
  const { content, at } = version
  checkCite(checking, version.cite, definition.name, at)
  const limits = content.kind === 'period' ? [content.from, content.to] : []
  for (const limit of [version.from, version.to, ...limits])
    if (limit !== null && typeof limit !== 'string' && !policy.assumptions.has(limit.assumption))
      unknown(checking, limit.assumption, policy.assumptions.keys(), word(at, limit.assumption))
  const keyed = keyedBy(policy, definition)
  // what an extension takes over is told of where it stands
  const own = (place: { readonly start: number; readonly end: number }) =>
    place.start >= at.start && place.end <= at.end
  for (const { key, near } of keyed === null ? [] : keysOf(content, at)) {
    if (keyed!.all.includes(key) || !own(near)) continue
    const place = word(near, key)
    if (place !== near || version.amendment !== 'extends') unknown(checking, key, keyed!.all, place)
  }
  for (const expr of exprsOf(content).filter(own)) {
    checkNames(checking, expr, at, new Set())
    const declared = definedType({ ...definition, modality: 'average' })
    const found = typed(checking, expr, at, new Map())
    checkDeclared(checking, definition.name, declared, plain(found, declared), checking.span(at, expr.start, expr.end))
  }
}

function keysOf(content: Content, at: Span): readonly { readonly key: string; readonly near: Span }[] {
  if (content.kind === 'members') return content.members.map((key) => ({ key, near: at }))
  if (content.kind !== 'cases') return []
  return content.cases.flatMap((c) => (c.keys ?? []).map((key) => ({ key, near: c.at })))
}

function exprsOf(content: Content): readonly Expr[] {
  if (content.kind === 'scalar') return [content.expr]
  if (content.kind === 'between') return [content.low, content.high]
  return content.kind === 'cases' ? content.cases.map((c) => c.expr) : []
}

function plain(type: Type, as: Type): Type {
  return type.kind === 'number' && type.unit === '1' && as.kind === 'number' ? { ...type, unit: as.unit } : type
}
