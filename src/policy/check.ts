import type { Diagnostic, Span } from '../base/index.ts'
import { append } from '../base/index.ts'
import { type Checking, checkCite, checkDeclared, checkNames, startChecking, typed, unknown } from './checking.ts'
import { report } from './codes.ts'
import { checkVersions } from './cover.ts'
import { checkDefinition } from './define.ts'
import { namesIn } from './expression.ts'
import { checkReach } from './reach.ts'
import { checkReferences } from './reference.ts'
import type { Claim, Policy, Rule } from './tree.ts'
import { claimTypes, type Type } from './type.ts'

/**
 * What is wrong with a policy before anybody asks it.
 *
 * `looked` says of which files what they write is looked at. Names, clauses, units, modality, circles, gaps, overlaps and cases that are never reached.
 */
export function checkPolicy(policy: Policy, looked: (file: string) => boolean = () => true): readonly Diagnostic[] {
  const checking = startChecking(policy)
  const own = (item: { readonly at: Span }) => looked(item.at.file)
  for (const clause of [...policy.clauses.values()].filter(own))
    if (!policy.acts.has(clause.act))
      unknown(checking, clause.act, policy.acts.keys(), checking.word(clause.at, clause.act))
  checkReferences(checking, looked)
  for (const definition of [...policy.definitions.values()].filter(own)) checkDefinition(checking, definition)
  for (const derivation of [...policy.derivations.values()].filter(own)) {
    const { expr, at } = derivation
    checkNames(checking, derivation.expr, derivation.at, new Set())
    checkCite(checking, derivation.cite, derivation.name, derivation.at)
    const type = typed(checking, derivation.expr, derivation.at, new Map())
    const declared: Type = { kind: 'number', unit: derivation.unit, modality: derivation.modality }
    checkDeclared(checking, derivation.name, declared, type, checking.span(at, expr.start, expr.end))
  }
  for (const claim of [...policy.claims.values()].filter(own)) checkClaim(checking, claim)
  for (const rule of policy.rules.filter(own)) checkRule(checking, rule)
  for (const { expr, at } of policy.expectations) {
    checkNames(checking, expr, at, new Set())
    typed(checking, expr, at, new Map())
  }
  checkCircles(checking)
  checkReach(checking, looked)
  return [...checking.diagnostics, ...checkVersions(policy)]
}

/** The stored texts that acts name and `has` does not know: what is quoted from them cannot be looked up. */
export function checkTexts(policy: Policy, has: (act: string) => boolean): readonly Diagnostic[] {
  const { word } = startChecking(policy)
  return [...policy.acts.values()].flatMap((act) => {
    if (act.text === '' || has(act.id)) return []
    const words = {
      en: `\`${act.text}\` is not there, so no quotation from \`${act.id}\` can be looked up`,
      zh: `没有文件 \`${act.text}\`，无法核对 \`${act.id}\` 的引文`,
    }
    const hint = {
      en: 'give the path of the stored text from the folder of the rule file, or from that of the desk',
      zh: '请写所存原文的路径，从规则文件所在文件夹或工作台文件夹算起',
    }
    return [report('policy/quote-not-found', words, { at: word(act.at, act.text, 'text|原文文件'), hint })]
  })
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

function checkClaim(checking: Checking, claim: Claim): void {
  const { policy } = checking
  const local = new Set(claim.inputs.map((i) => i.name))
  for (const input of claim.inputs) {
    if (input.type.kind === 'choice' && !policy.words.has(input.type.words))
      unknown(checking, input.type.words, policy.words.keys(), checking.word(input.at, input.type.words))
    if (input.otherwise !== null) checkNames(checking, input.otherwise, input.at, local)
    if (input.assume !== null && !policy.assumptions.has(input.assume.under))
      unknown(
        checking,
        input.assume.under,
        policy.assumptions.keys(),
        checking.word(input.at, input.assume.under, 'under|依假设'),
      )
  }
}

function checkRule(checking: Checking, rule: Rule): void {
  const { policy } = checking
  const claim = policy.claims.get(rule.claim)
  if (claim === undefined) {
    unknown(checking, rule.claim, policy.claims.keys(), checking.word(rule.at, rule.claim, 'for|用于'))
    return
  }
  const types = claimTypes(claim, policy)
  let given = false
  if (rule.cite !== null) checkCite(checking, rule.cite, rule.name, rule.at)
  for (const step of rule.steps) {
    if (step.cite !== null || rule.cite === null) checkCite(checking, step.cite ?? rule.cite, rule.name, step.at)
    if (step.kind === 'refuse') {
      given = true
      if (!policy.definitions.has(step.name))
        unknown(checking, step.name, policy.definitions.keys(), checking.word(step.at, step.name))
      continue
    }
    checkNames(checking, step.expr, step.at, new Set([...types.keys(), 'pay']))
    const type = typed(checking, step.expr, step.at, types)
    const place = checking.span(step.at, step.expr.start, step.expr.end)
    if ((step.kind === 'only' || step.kind === 'unclear') && type.kind !== 'truth' && type.kind !== 'any')
      checking.diagnostics.push(
        report('policy/unit-mismatch', { en: '`only if` needs a condition', zh: '`仅当` 后应为条件' }, { at: place }),
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
      checkDeclared(checking, rule.name, as, type, place)
      if (step.pool !== '' && policy.definitions.get(step.pool)?.kind !== 'pool')
        unknown(
          checking,
          step.pool,
          [...policy.definitions.values()].filter((d) => d.kind === 'pool').map((d) => d.name),
          checking.word(step.at, step.pool, 'out\\s+of|支取自'),
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
      if (version.content.kind === 'cases')
        append(
          exprs,
          version.content.cases.map((c) => c.expr),
        )
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
