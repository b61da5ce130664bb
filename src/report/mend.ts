import { type Diagnostic, editDistance, parseAmount, type Span } from '../base/index.ts'
import { derive, factAddress, isDiagnostic, parseAddress } from '../facts/index.ts'
import { agree } from './agree.ts'
import type { Binder } from './binder.ts'
import type { NumberInline } from './tree.ts'
import { truthOf } from './truth.ts'

const mostTypos = 2

/**
 * A finding of an address that names no fact or several, with what the literal knows of the right one.
 *
 * A slip of the pen is mended where just one address a letter or two away bears the literal out; of several facts the hint
 * names the one that does.
 */
export function mendAddress(finding: Diagnostic, number: NumberInline, bare: boolean, binder: Binder): Diagnostic {
  if (finding.at === undefined || number.text === '') return finding
  const fits = (address: string) => bearsOut(number, address, bare, binder)
  if (finding.code === 'facts/unknown-address') {
    const [head, query = ''] = splitAt(number.address, '?')
    const close = binder.store
      .near(number.address)
      .map((a) => (a.includes('?') ? a : `${a}${query}`))
      .filter((a) => editDistance(head, splitAt(a, '?')[0], mostTypos) <= mostTypos && a !== number.address)
      .filter(fits)
    const span = addressSpan(number)
    return close.length === 1 && span !== null ? { ...finding, fix: { span, text: close[0]! } } : finding
  }
  if (finding.code !== 'facts/ambiguous-address') return finding
  const query = parseAddress(number.address)
  if (isDiagnostic(query)) return finding
  const named = binder.store.find(query, binder.day).map((g) => factAddress(g.current[0]!))
  const borne = named.filter(fits)
  if (borne.length === 0 || borne.length === named.length) return finding
  const [first] = borne
  const hint = {
    en: `write \`${first}\`, which has this number, or another of them`,
    zh: `请写 \`${first}\`（其值与此相符）或其中另一条`,
  }
  return { ...finding, hint }
}

function splitAt(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark)
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at)]
}

function bearsOut(number: NumberInline, address: string, bare: boolean, binder: Binder): boolean {
  const { units } = binder.registry
  const mention = parseAmount(number.text, units)
  const derived = derive(binder.store, address, { day: binder.day })
  if (mention === null || isDiagnostic(derived) || derived.value === null || derived.interval === null) return false
  return agree(mention, truthOf(derived, binder.registry), units, bare).kind === 'agrees'
}

// `](fact:ADDRESS)` or `](<fact:ADDRESS>)`, where nothing in it is escaped and no title follows
function addressSpan({ at, textAt, address }: NumberInline): Span | null {
  const around = at.end - textAt.end - address.length
  const angle = around === '](<fact:>)'.length ? 1 : 0
  if (angle === 0 && around !== '](fact:)'.length) return null
  const start = textAt.end + '](fact:'.length + angle
  return { ...at, start, end: start + address.length, column: at.column + (start - at.start) }
}
