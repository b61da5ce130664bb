import { AssayError, type Diagnostic, type Effects, type Lang } from '../base/index.ts'
import { type Change, diffFacts, type Fact } from '../facts/index.ts'
import { type Document, trendFindings } from '../report/index.ts'
import { report } from './codes.ts'
import { type Desk, loadDesk, type Places } from './load.ts'
import { compileEdition, listEditions } from './reports.ts'

/** What differs between two issues. */
export interface Difference {
  readonly desk: Desk
  readonly lang: Lang
  readonly changes: readonly Change[]
  /** sentences of the later issue whose verb no longer fits */
  readonly sentences: readonly Diagnostic[]
  readonly diagnostics: readonly Diagnostic[]
}

/** The difference between the issues `before` and `after` of a desk, in one language. */
export async function diff(
  effects: Effects,
  places: Places,
  before: string,
  after: string,
  lang?: Lang,
): Promise<Difference> {
  const loaded = await loadDesk(effects, places)
  const desk = loaded.value
  const pick = async (issue: string) => {
    const editions = await listEditions(effects, desk, [issue])
    const edition = editions.find((e) => e.lang === (lang ?? desk.config.lang)) ?? editions[0]!
    const compiled = await compileEdition(effects, desk, edition)
    if (compiled.compiled === null) throw new AssayError(compiled.diagnostics)
    return compiled.compiled.document
  }
  const [old, now] = [await pick(before), await pick(after)]
  if (old.front.lang !== now.front.lang) {
    throw new AssayError([
      report('project/no-report', {
        en: `\`${before}\` and \`${after}\` have no common language`,
        zh: `\`${before}\` 与 \`${after}\` 没有共同的语言版本`,
      }),
    ])
  }
  const changes = diffFacts(factsOf(old), factsOf(now))
  return {
    desk,
    lang: now.front.lang,
    changes,
    sentences: trendFindings(now, changes, desk.lexicon),
    diagnostics: loaded.diagnostics,
  }
}

function factsOf(document: Document): readonly Fact[] {
  return [...new Map([...document.bindings.values()].flatMap((b) => b.facts).map((f) => [f.id, f])).values()]
}
