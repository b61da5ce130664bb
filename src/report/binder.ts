import type { Day, Diagnostic, Fix, Lang, Period, Span } from '../base/index.ts'
import { decimal, plain, round } from '../base/index.ts'
import {
  classify,
  type Derived,
  derive,
  type Fact,
  factAddress,
  report as factFinding,
  isDiagnostic,
  type Registry,
  type Resolved,
  type Store,
} from '../facts/index.ts'
import { report } from './codes.ts'
import type { Lexicon } from './lexicon.ts'
import type { SizeNames } from './size.ts'
import type { Binding, Naming } from './tree.ts'

/** What binding needs and fills while it goes through a report. */
export interface Binder {
  readonly store: Store
  readonly registry: Registry
  readonly day: Day
  /** what the report is about, as its front matter says */
  readonly period: Period
  readonly lang: Lang
  readonly lexicon: Lexicon
  /** names of all subjects, folded, the longest first */
  readonly subjectNames: readonly { readonly name: string; readonly id: string; readonly kind: string }[]
  /** names of the registry that have digits in them */
  readonly digitNames: readonly string[]
  readonly sizeNames: SizeNames
  /** names of measures in small letters: a number after one is a claim */
  readonly measureNames: ReadonlySet<string>
  readonly naming: Naming
  readonly file: string
  readonly starts: readonly number[]
  readonly bindings: Map<string, Binding>
  readonly diagnostics: Diagnostic[]
  /** literals that were empty in the source and what was filled in */
  readonly fills: Fix[]
  /** contradictions and dashes that were already told of */
  readonly told: Set<string>
  /** those of the findings that are told once in a report, with what they speak of */
  readonly once: Map<Diagnostic, string>
  /** what addresses came to, by address and the scope keys that may differ */
  readonly cache: Map<string, Derived | Diagnostic>
}

/** What `address` comes to, asked once for each address. */
export function deriveOnce(
  binder: Binder,
  address: string,
  despite: readonly string[],
  at: Span,
): Derived | Diagnostic {
  const key = `${despite.join(',')} ${address}`
  const known = binder.cache.get(key)
  if (known !== undefined) return isDiagnostic(known) ? { ...known, at } : known
  const result = derive(binder.store, address, { day: binder.day, despite, at })
  binder.cache.set(key, result)
  return result
}

// nothing, or plain digits with few places and no zero at an end
const short = /^(?:-?(?:0|[1-9]\d*)(?:\.\d{0,11}[1-9])?)?$/

/** Adds a binding and tells of what its facts bring with them: contradictions, facts still wanted. */
export function addBinding(
  binder: Binder,
  used: readonly Resolved[],
  binding: Omit<Binding, 'key' | 'others' | 'facts'>,
): string {
  const key = `n${binder.bindings.size + 1}`
  const facts = used.map((r) => r.fact)
  const groups = used.map((r) => binder.store.siblings(r.fact, binder.day))
  const others: Fact[] = []
  groups.forEach(({ current, older }, i) => {
    const { id } = facts[i]!
    for (const fact of current) if (fact.id !== id) others.push(fact)
    for (const fact of older) if (fact.id !== id) others.push(fact)
  })
  // a quotient has forty digits; twelve are more than any reader or spreadsheet keeps
  const value = short.test(binding.value) ? binding.value : plain(round(decimal(binding.value), 12))
  binder.bindings.set(key, Object.freeze({ ...binding, value, key, facts, others }))
  groups.forEach(({ current }, i) => {
    tellContradiction(binder, current, used[i]!, binding.at)
    tellWanted(binder, used[i]!.fact, binding.at)
  })
  return key
}

function tellContradiction(binder: Binder, current: readonly Fact[], used: Resolved, at: Span): void {
  const { fact } = used
  if (current.length < 2 || classify(current) !== 'inconsistent') return
  const address = factAddress(fact)
  const about = `contradiction ${address}`
  if (binder.told.has(about)) return
  binder.told.add(about)
  const list = (sep: string) => current.map((f) => `${factValue(f)} (${f.evidence.source})`).join(sep)
  const finding = report(
    'report/contradiction',
    {
      en: `sources of \`${address}\` contradict each other: ${list(', ')}`,
      zh: `\`${address}\` 的来源互相矛盾：${list('；')}`,
    },
    {
      at,
      hint: {
        en: `choose one with \`source=${fact.evidence.source}\`, and waive with the reason`,
        zh: `请用 \`source=${fact.evidence.source}\` 选定其一，并写明理由豁免`,
      },
    },
  )
  binder.once.set(finding, about)
  binder.diagnostics.push(finding)
}

function tellWanted(binder: Binder, fact: Fact, at: Span): void {
  if (fact.value.kind !== 'wanted') return
  binder.diagnostics.push(
    factFinding(
      'facts/wanted',
      { en: `\`${factAddress(fact)}\` still has to be found`, zh: `\`${factAddress(fact)}\` 仍待补充` },
      { at },
    ),
  )
}

/** Value of a fact in plain digits, or its text; a dash when nothing was reported. */
export function factValue(fact: Fact): string {
  return fact.value.kind === 'number'
    ? plain(decimal(fact.value.text))
    : fact.value.kind === 'text'
      ? fact.value.text
      : '–'
}
