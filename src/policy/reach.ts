import type { Span } from '../base/index.ts'
import type { Checking } from './checking.ts'
import { report } from './codes.ts'
import { type Expr, partsOf } from './expression.ts'
import { isIndexed, keyedBy, quotaKey } from './keyed.ts'
import { type Left, leftOf, literalOf, splitBy } from './left.ts'
import type { Definition, Policy, Rule, Step } from './tree.ts'
import { appliesAt } from './version.ts'

type Expressed = Step & { readonly expr: Expr }

interface Walk {
  readonly checking: Checking
  /** the words by which each table is read */
  readonly read: Map<Definition, Set<string>>
  readonly near: Span
}

/** Conditions that never hold after what stands before them, and tables that say nothing of a word by which they are read. */
export function checkReach(checking: Checking, looked: (file: string) => boolean): void {
  const { policy } = checking
  const read = new Map<Definition, Set<string>>()
  for (const rule of policy.rules) {
    // a rule that is not looked at still reads tables
    const heard = looked(rule.at.file) ? checking : { ...checking, diagnostics: [] }
    walkRule({ checking: heard, read, near: rule.at }, rule)
  }
  for (const { expr, at } of policy.derivations.values()) walk({ checking, read, near: at }, expr, new Map())
  for (const [definition, words] of read) if (looked(definition.at.file)) checkCover(checking, definition, words)
}

function walkRule(at: Walk, rule: Rule): void {
  const { policy } = at.checking
  const all = leftOf(policy, rule.claim)
  const before: Expressed[] = []
  for (const step of rule.steps) {
    if (step.kind === 'refuse') continue
    const here: Walk = { ...at, near: step.at }
    let left: Left = all
    for (const only of before)
      if (standsFor(policy, rule, only, step)) left = splitBy(policy, only.expr, left).yes ?? left
    walk(here, step.expr, left)
    // a name that a step gives anew is no longer what the claim says
    if (step.kind === 'let') all.delete(step.name)
    if (step.kind !== 'only') continue
    if (splitBy(policy, step.expr, left).yes === null) never(here, step.expr)
    else before.push(step)
  }
}

// what a later act or another place asks for decides nothing here
function standsFor(policy: Policy, rule: Rule, only: Step, step: Step): boolean {
  const act = (s: Step) => policy.acts.get((s.cite ?? rule.cite)?.act ?? '')
  const [earlier, later] = [act(only), act(step)]
  if (earlier === undefined || later === undefined) return earlier === later
  return earlier.public <= later.public && appliesAt(earlier.jurisdiction, later.jurisdiction, policy.jurisdiction)
}

function never({ checking, near }: Walk, expr: Expr): void {
  const at = checking.span(near, expr.start, expr.end)
  // a word that is none was told of
  if (checking.diagnostics.some((d) => d.at?.file === at.file && d.at.start >= at.start && d.at.end <= at.end)) return
  const words = {
    en: 'this never holds: what stands before it leaves no such case',
    zh: '这一条件永远不成立：前面的内容已排除这种情形',
  }
  checking.diagnostics.push(report('policy/unreachable', words, { at }))
}

function walk(at: Walk, expr: Expr, left: Left): void {
  const { policy } = at.checking
  if (expr.kind === 'if') {
    walk(at, expr.test, left)
    const { yes, no } = splitBy(policy, expr.test, left)
    if (yes === null) never(at, expr.test)
    else walk(at, expr.yes, yes)
    if (no !== null) walk(at, expr.no, no)
    return
  }
  if (expr.kind === 'binary' && (expr.op === 'and' || expr.op === 'or')) {
    walk(at, expr.left, left)
    const { yes, no } = splitBy(policy, expr.left, left)
    const next = expr.op === 'and' ? yes : no
    if (next !== null) walk(at, expr.right, next)
    return
  }
  if (expr.kind === 'lookup') note(at, expr.table, wordsFor(policy, expr.key, left))
  if (expr.kind === 'quota') note(at, expr.name, left.get(quotaKey(policy.definitions.get(expr.name))) ?? null)
  if (expr.kind === 'call' && expr.fn === 'sum') {
    const list = expr.args[0]!
    const versions = list.kind === 'name' ? (policy.definitions.get(list.name)?.versions ?? []) : []
    const members = versions.flatMap((v) => (v.content.kind === 'members' ? v.content.members : []))
    if (expr.args[1] !== undefined) walk(at, expr.args[1], new Map(left).set('each', new Set(members)))
    return
  }
  for (const part of partsOf(expr)) walk(at, part, left)
}

function wordsFor(policy: Policy, key: Expr, left: Left): ReadonlySet<string> | null {
  if (key.kind === 'name' && left.has(key.name)) return left.get(key.name)!
  const literal = literalOf(policy, key)
  return literal === null ? null : new Set([literal])
}

function note({ checking, read }: Walk, table: string, words: ReadonlySet<string> | null): void {
  const definition = checking.policy.definitions.get(table)
  if (definition === undefined || !isIndexed(definition) || words === null) return
  read.set(definition, new Set([...(read.get(definition) ?? []), ...words]))
}

function checkCover(checking: Checking, definition: Definition, words: ReadonlySet<string>): void {
  const known = keyedBy(checking.policy, definition)?.all
  for (const { content, at } of definition.versions) {
    if (content.kind !== 'cases' || content.cases.some((c) => c.keys === null)) continue
    const said = new Set(content.cases.flatMap((c) => c.keys ?? []))
    // what is no key of the table at all is told of where it stands
    const missing = [...words].filter((w) => !said.has(w) && (known?.includes(w) ?? false))
    if (missing.length === 0) continue
    const list = (comma: string) => missing.map((w) => `\`${w}\``).join(comma)
    const text = {
      en: `\`${definition.name}\` says nothing of ${list(', ')}`,
      zh: `\`${definition.name}\` 没有写明 ${list('、')}`,
    }
    const hint = {
      en: `add \`${missing[0]} -> …\` or \`other -> …\``,
      zh: `请加 \`${missing[0]} -> …\` 或 \`其他 -> …\``,
    }
    checking.diagnostics.push(report('policy/gap', text, { at, hint }))
  }
}
