import type { Span } from '../base/index.ts'
import { type Checking, checkNames, unknown } from './checking.ts'
import { report } from './codes.ts'
import { type Expr, partsOf } from './expression.ts'
import { foldField } from './field.ts'
import { spellings } from './keyword.ts'
import type { Act, Assumption, Claim, Content, Policy } from './tree.ts'
import { claimTypes, roundings, type Type, typeOf } from './type.ts'

/** What acts, places and assumptions name must be there, and a reading must be something that can be read. */
export function checkReferences(checking: Checking, looked: (file: string) => boolean): void {
  const { policy } = checking
  const own = (item: { readonly at: Span }) => looked(item.at.file)
  for (const act of [...policy.acts.values()].filter(own)) checkAct(checking, act)
  checkPlaces(checking, own)
  checkExamples(checking)
  const uses = usesOf(policy)
  for (const assumption of [...policy.assumptions.values()].filter(own)) checkAssumption(checking, assumption, uses)
}

function checkAct(checking: Checking, act: Act): void {
  const { policy, word } = checking
  for (const part of act.amends.split(/[,，、;；]/)) {
    const id = part.trim().split(/\s+/)[0]!
    if (id === '' || policy.acts.has(id)) continue
    unknown(checking, id, policy.acts.keys(), word(act.at, id, 'amends|修改'))
  }
}

const inWords = 'in|属于|地区'

function checkPlaces(checking: Checking, own: (item: { readonly at: Span }) => boolean): void {
  const { policy, word } = checking
  const known = placesOf(policy)
  const check = (place: string, near: Span): void => {
    if (place !== '' && !known.includes(place)) unknown(checking, place, known, word(near, place, inWords))
  }
  const acts = [...policy.acts.values()]
  for (const act of acts.filter(own)) check(act.jurisdiction, act.at)
  for (const rule of policy.rules.filter(own)) check(rule.jurisdiction, rule.at)
  // what an act says of its own place is told of there
  const ofActs = acts.map((a) => a.jurisdiction)
  for (const definition of policy.definitions.values())
    for (const item of [...definition.versions.filter(own), ...(own(definition) ? definition.pauses : [])])
      if (!ofActs.includes(item.jurisdiction)) check(item.jurisdiction, 'at' in item ? item.at : definition.at)
}

/** Every place that a rule may speak of: the policy's own, those that it names, and those around them. */
function placesOf(policy: Policy): readonly string[] {
  const all = [policy.jurisdiction, ...policy.places.map((p) => p.name)].filter((p) => p !== '')
  const around = (place: string) => place.split('/').map((_, i, parts) => parts.slice(0, i + 1).join('/'))
  return [...new Set(all.flatMap(around))]
}

const expecting = ['pays', 'asks', 'other', 'assumes', 'flags']

// examples that expect nothing would always pass; those that are published are there to be computed
function checkExamples(checking: Checking): void {
  const { policy, word } = checking
  const heads = new Map(policy.examples.map((e) => [e.head.start, e] as const))
  for (const example of heads.values()) {
    const claim = claimNamed(policy, example.claim)
    if (claim === undefined) {
      unknown(checking, example.claim, policy.claims.keys(), word(example.head, example.claim, 'examples|例子'))
      continue
    }
    const steps = policy.rules.flatMap((r) => (r.claim === claim.name ? r.steps : []))
    const columns = [...expecting, ...steps.flatMap((s) => (s.kind === 'also' ? s.name : []))]
    if (example.publish !== '' || columns.some((c) => Object.hasOwn(example.cells, c))) continue
    const words = { en: 'these examples expect nothing', zh: '这些例子没有写明应得的结果' }
    const hint = { en: 'add a column `pays`', zh: '请加一列 `pays`' }
    checking.diagnostics.push(report('policy/bad-line', words, { at: example.head, hint }))
  }
}

function claimNamed(policy: Policy, name: string): Claim | undefined {
  const folded = foldField(name)
  const fits = (c: Claim) => [c.name, c.names.zh, c.names.en, ...c.aliases].some((n) => foldField(n) === folded)
  return [...policy.claims.values()].find(fits)
}

interface Uses {
  readonly rounding: ReadonlySet<string>
  readonly day: ReadonlySet<string>
}

function usesOf(policy: Policy): Uses {
  const [rounding, day] = [new Set<string>(), new Set<string>()]
  const visit = (expr: Expr): void => {
    const how = expr.kind === 'call' && expr.fn === 'round' ? expr.args[2] : undefined
    if (how?.kind === 'name') rounding.add(how.name)
    for (const part of partsOf(expr)) visit(part)
  }
  for (const { steps } of policy.rules) for (const step of steps) if (step.kind !== 'refuse') visit(step.expr)
  for (const { expr } of policy.derivations.values()) visit(expr)
  for (const { expr } of policy.expectations) visit(expr)
  const periods = [...policy.definitions.values()].flatMap((d) => d.versions.flatMap((v) => [v, periodOf(v.content)]))
  for (const limit of periods.flatMap((p) => [p?.from ?? null, p?.to ?? null]))
    if (limit !== null && typeof limit !== 'string') day.add(limit.assumption)
  return { rounding, day }
}

function periodOf(content: Content): (Content & { readonly kind: 'period' }) | null {
  return content.kind === 'period' ? content : null
}

function checkAssumption(checking: Checking, assumption: Assumption, uses: Uses): void {
  const { name, take, or, at } = assumption
  const rounding = uses.rounding.has(name)
  if (take === null && (rounding || uses.day.has(name))) {
    const words = { en: `\`${name}\` takes no reading`, zh: `\`${name}\` 没有采用任何读法` }
    const hint = { en: 'write a line `take READING`', zh: '请写一行 `采用 读法`' }
    checking.diagnostics.push(report('policy/unit-mismatch', words, { at: checking.word(at, name), hint }))
  }
  const kind = take === null ? null : readingKind(checking.policy, take)
  for (const reading of take === null ? or : [take, ...or]) {
    const place = checking.span(at, reading.start, reading.end)
    if (rounding) checkRounding(checking, name, reading, place)
    else if (uses.day.has(name) && reading.kind !== 'date') notA(checking, place, name, 'a day', '日期')
    else {
      checkNames(checking, reading, at, new Set(inputTypes(checking.policy).keys()))
      const other = readingKind(checking.policy, reading)
      if (kind !== null && other !== 'any' && kind !== 'any' && other !== kind)
        notA(checking, place, name, `\`${kind}\` like the reading taken`, `与所采用读法同类（\`${kind}\`）`)
    }
  }
}

function readingKind(policy: Policy, reading: Expr): Type['kind'] {
  const types = inputTypes(policy)
  return typeOf(reading, { policy, local: (name) => types.get(name), mismatch: () => {} }).kind
}

// which of two days or amounts of a claim is meant may be left open too
function inputTypes(policy: Policy): ReadonlyMap<string, Type> {
  return new Map([...policy.claims.values()].flatMap((c) => [...claimTypes(c, policy)]))
}

function checkRounding(checking: Checking, of: string, reading: Expr, at: Span): void {
  if (reading.kind === 'name' && roundings.has(reading.name)) return
  const all = [...roundings]
  if (reading.kind !== 'name' || reading.name === 'yes' || reading.name === 'no')
    notA(
      checking,
      at,
      of,
      `a way of rounding (${all.map((r) => `\`${r}\``).join(', ')})`,
      `舍入方式（${all.join('、')}）`,
    )
  else unknown(checking, reading.name, all.flatMap(spellings), at)
}

function notA(checking: Checking, at: Span, name: string, en: string, zh: string): void {
  const found = checking.policy.texts.get(at.file)?.slice(at.start, at.end) ?? ''
  const words = {
    en: `a reading of \`${name}\` must be ${en}, found \`${found}\``,
    zh: `\`${name}\` 的读法应为${zh}，而不是 \`${found}\``,
  }
  checking.diagnostics.push(report('policy/unit-mismatch', words, { at }))
}
