import type { Diagnostic } from '../base/index.ts'
import { type Fact, factAddress, foldName, type Registry } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { report } from './codes.ts'
import { type Placed, sentencesOf } from './comparison.ts'

// 据 Meta 披露, 根据 OpenAI 官方数据; according to Meta, as reported by OpenAI
const zh =
  /(?<![数占证])(?:根?据|援引|引用?自?)\s?([A-Za-z][\w.&-]*(?:\s[A-Z][\w.&-]*){0,2}|\p{Script=Han}{2,8}?)\s?(?:公司|官方|官网|团队|方面)?\s?的?(?:最新)?(?:公布|披露|发布|公告|数据|统计|报告|论文|模型卡|博客|介绍|说法|测算|称)/gu
const en =
  /\b(?:[Aa]ccording to|[Aa]s (?:reported|published|disclosed|stated) by|(?:[Dd]ata|[Ff]igures|[Nn]umbers) (?:from|by)|[Cc]iting)\s(?:the\s)?([A-Z][\w&-]*(?:\s[A-Z][\w&-]*){0,2})/g

/**
 * Tells of sentences that give a source for their numbers which none of the facts comes from: 据 OpenAI 披露 over a score that Meta
 * published.
 *
 * Only names that the registry has count, as publishers, companies or authorities; one number from that source is enough.
 */
export function checkAttributions(text: string, numbers: readonly Placed[], binder: Binder): readonly Diagnostic[] {
  return sentencesOf(text).flatMap(([from, to]): readonly Diagnostic[] => {
    const inside = numbers.filter((n) => n.start >= from && n.end <= to)
    const [first] = inside
    if (first === undefined) return []
    const sentence = text.slice(from, to)
    const named = [zh, en].flatMap((pattern) => [...sentence.matchAll(pattern)].map((m) => m[1]!))
    const said = new Set(named.flatMap((name) => publisherId(name, binder.registry) ?? []))
    // of two sources each may stand for a part of the sentence
    if (said.size !== 1 || named.length !== 1) return []
    const facts = inside.map((n) => n.derived.fact!.fact)
    const published = facts.filter((f) => f.evidence.kind === 'published')
    if (published.length < facts.length || facts.some((f) => isFrom(f, said, binder))) return []
    return [otherSource(named[0]!, facts[0]!, first, binder)]
  })
}

function isFrom(fact: Fact, said: ReadonlySet<string>, { registry, store, day }: Binder): boolean {
  return [fact, ...store.siblings(fact, day).current].some((f) => {
    const source = registry.source(f.evidence.source)
    const id = source === undefined ? undefined : publisherId(source.publisher, registry)
    // a source that nobody has named may be anybody's; a newspaper tells what others said, and offices issue acts together
    if (id === undefined || said.has(id) || source?.class === 'media') return true
    return source?.class === 'government' && [...said].every((s) => registry.entity(s)?.kind === 'government')
  })
}

// a publisher by the entity that bears its name, or by the name itself
function publisherId(name: string, registry: Registry): string | undefined {
  const entity = registry.entity(name)
  if (entity?.kind === 'company' || entity?.kind === 'government') return entity.id
  const folded = foldName(name)
  return registry.sources.some((s) => foldName(s.publisher) === folded) ? folded : undefined
}

function otherSource(name: string, fact: Fact, { at }: Placed, { registry }: Binder): Diagnostic {
  const publisher = registry.source(fact.evidence.source)?.publisher ?? fact.evidence.source
  return report(
    'report/attribution',
    {
      en: `the words give ${name} as the source, \`${factAddress(fact)}\` was published by ${publisher}`,
      zh: `文字称来源为 ${name}，而 \`${factAddress(fact)}\` 由 ${publisher} 公布`,
    },
    {
      at,
      hint: {
        en: `name ${publisher}, or bind what ${name} published`,
        zh: `请写明 ${publisher}，或绑定 ${name} 公布的事实`,
      },
    },
  )
}
