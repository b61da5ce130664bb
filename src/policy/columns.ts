import { type Diagnostic, nearest, type Span } from '../base/index.ts'
import { type CellReader, cellReader } from './batch.ts'
import { report } from './codes.ts'
import { namesIn } from './expression.ts'
import { headedFor, inputFor } from './head.ts'
import { claimNamed } from './record.ts'
import { commonRole } from './role.ts'
import type { Claim, Input, Policy } from './tree.ts'

/** One claim that a row of a table holds, with the columns of its inputs. */
export interface Instance {
  readonly claim: Claim
  readonly columns: readonly {
    readonly column: number
    readonly input: number
    readonly read: CellReader
  }[]
  /** columns that are of this claim alone, such as `items.0.price` */
  readonly own: readonly number[]
}

/** What the columns of a table stand for. */
export interface Layout {
  readonly id: number
  readonly consumer: number
  readonly place: number
  /** column that names the claim of a row; -1 where all rows are alike */
  readonly kind: number
  /** the claims of a row; with a `kind` column one of each sort, of which the row is one */
  readonly instances: readonly Instance[]
  readonly diagnostics: readonly Diagnostic[]
}

/** What the columns `heads` of a table stand for; `at` is the place of the head row. */
export function layoutOf(policy: Policy, heads: readonly string[], at: Span): Layout {
  const parts = heads.map((h) => h.split(/[.[\]]+/).filter((p) => p !== ''))
  const role = (wanted: string) => parts.findIndex((p) => p.length === 1 && commonRole(p[0]!) === wanted)
  const common = { id: role('id'), consumer: role('consumer'), place: role('place'), kind: role('claim') }
  const nested = nestedIn(policy, parts)
  const claims = nested.size > 0 ? [] : common.kind === -1 ? likeliest(policy, parts) : [...policy.claims.values()]
  const groups = nested.size > 0 ? [...nested.values()] : claims.map((claim) => ({ claim, columns: [] as number[] }))
  const diagnostics: Diagnostic[] = []
  const used = new Set<number>(Object.values(common))
  const instances = groups.map(({ claim, columns }): Instance => {
    const found = heads.flatMap((_, column) => {
      const own = columns.includes(column)
      if (!own && ((parts[column]!.length > 1 && nested.size > 0) || commonRole(heads[column]!) !== null)) return []
      const path = own ? parts[column]!.slice(1).filter((p) => !/^\d+$/.test(p)) : parts[column]!
      const headed = headedFor(claim, path)
      if (headed === undefined) return []
      used.add(column)
      const { input, unit } = headed
      return [{ column, input: claim.inputs.indexOf(input), read: cellReader(policy, input, unit) }]
    })
    return { claim, columns: found, own: found.map((f) => f.column).filter((c) => columns.includes(c)) }
  })
  if (instances.length === 0) {
    const words = { en: 'the columns do not say what is claimed', zh: '各列未写明申请的是什么' }
    diagnostics.push(report('policy/no-claim', words, { at }))
  }
  const names = [...policy.claims.values()].flatMap((c) => c.inputs.flatMap((i) => [i.name, ...i.aliases]))
  for (const [column, head] of heads.entries()) {
    if (used.has(column) || commonRole(head) !== null || head === '') continue
    const near = nearest(head, names)[0]
    const hint = near === undefined ? {} : { hint: { en: `use \`${near}\``, zh: `可用 \`${near}\`` } }
    const words = { en: `column \`${head}\` is no field of the claim`, zh: `\`${head}\` 列不是该申请的字段` }
    diagnostics.push(report('policy/unknown-field', words, { at, ...hint }))
  }
  return { ...common, instances, diagnostics }
}

function nestedIn(
  policy: Policy,
  parts: readonly (readonly string[])[],
): Map<string, { claim: Claim; columns: number[] }> {
  const found = new Map<string, { claim: Claim; columns: number[] }>()
  for (const [column, path] of parts.entries()) {
    const claim = path.length > 1 ? claimNamed(policy, path[0]!) : undefined
    if (claim === undefined) continue
    const key = /^\d+$/.test(path[1]!) ? `${claim.name}.${path[1]}` : claim.name
    const group = found.get(key) ?? { claim, columns: [] }
    group.columns.push(column)
    found.set(key, group)
  }
  return found
}

function likeliest(policy: Policy, parts: readonly (readonly string[])[]): readonly Claim[] {
  const scored = [...policy.claims.values()]
    .map((claim) => ({ claim, score: new Set(parts.flatMap((p) => inputFor(claim, p) ?? [])).size }))
    .sort((a, b) => b.score - a.score)
  const [best, next] = scored
  return best === undefined || best.score === 0 || best.score === next?.score ? [] : [best.claim]
}

/** Columns that the rules of `claim` need and the table has not under any of their names, as far as they are `asked` for. */
export function missingColumns(
  policy: Policy,
  claim: Claim,
  heads: readonly string[],
  at: Span,
  asked: (input: string) => boolean = () => true,
): readonly Diagnostic[] {
  const present = new Set(
    heads.flatMap(
      (h) =>
        inputFor(
          claim,
          h.split(/[.[\]]+/).filter((p) => p !== ''),
        )?.name ?? [],
    ),
  )
  return neededInputs(policy, claim)
    .filter((input) => asked(input.name) && !given(claim, input, present))
    .map((input) => {
      const near = nearest(
        input.name,
        heads.filter((h) => inputFor(claim, [h]) === undefined),
      )[0]
      const words = {
        en: `the table has no column \`${input.name}\` (${input.names.en})`,
        zh: `表中没有 \`${input.name}\`（${input.names.zh}）列`,
      }
      const hint = near === undefined ? {} : { hint: { en: `rename \`${near}\``, zh: `可将 \`${near}\` 改名` } }
      return report('policy/missing-column', words, { at, ...hint })
    })
}

function neededInputs(policy: Policy, claim: Claim): readonly Input[] {
  const names = new Set<string>()
  // what only some place asks for is not missed elsewhere
  const everywhere = (act: string | undefined) =>
    ['', policy.jurisdiction].includes(policy.acts.get(act ?? '')?.jurisdiction ?? '')
  for (const rule of policy.rules)
    if (rule.claim === claim.name)
      for (const step of rule.steps)
        if (step.kind !== 'refuse' && step.kind !== 'also' && everywhere(step.cite?.act))
          namesIn(step.expr, (n) => names.add(n))
  return claim.inputs.filter((i) => names.has(i.name) && i.assume === null && !i.optional)
}

function given(claim: Claim, input: Input, present: ReadonlySet<string>): boolean {
  if (present.has(input.name)) return true
  if (input.otherwise === null) return false
  const needs: string[] = []
  namesIn(input.otherwise, (n) => needs.push(n))
  return needs.some((n) => present.has(n) && claim.inputs.find((i) => i.name === n)?.assume === null)
}
