import type { Mention } from '../../../base/index.ts'
import type { FoundName } from '../names.ts'
import { isJoined, runBehind, runOf } from './list.ts'
import type { Sentence } from './sentence.ts'

// between names and their numbers nothing but words without weight: scores of 88.6, 得分依次为 88.6
const linking =
  /^(?:[一二三四五六七八九十\d]{1,2}\s?[项个大款家]|这|该|上|中|里|的|测试|评测|基准|榜单|指标|任务|模型|成绩|得分|分数|表现|准确率|通过率|则|依次|分别|为|是|达到?|到|取得了?|拿到了?|拿下|得到|录得|获得|各|有|约|[\s，,：:]|\b(?:respectively|the|a|an|on|in|for|at|of|with|its|their|scores?|scored|scoring|results?|accuracy|benchmarks?|tests?|models?|is|are|was|were|gets?|got|reach(?:es|ed)?|hits?|posts?|posted|achieves?|achieved|records?|recorded|ha[sd]|have|come|comes|to|at)\b)*$/i
const linkingBehind = /^\s?(?:分|%)?\s?(?:on|in|for|at|under|by|of)\s(?:the\s)?$/i

/**
 * The numbers of `text`, those in a row with their place in it where as many names of one kind stand in a row beside
 * them: 在 MMLU、GPQA 上得分 87.3、50.7 needs no 分别.
 */
export function inTurn(text: string, names: readonly FoundName[], mentions: readonly Mention[]): readonly Mention[] {
  if (mentions.length < 2 || names.length < 2) return mentions
  let placed: Map<Mention, number> | null = null
  for (let from = 0; from < mentions.length; ) {
    let to = from
    while (to + 1 < mentions.length && isNext(text, mentions[to]!, mentions[to + 1]!)) to += 1
    if (to > from) {
      const row = mentions.slice(from, to + 1)
      if (row.some((m) => m.respectively === undefined) && isOfNames(text, names, row)) {
        placed ??= new Map()
        for (let n = 0; n < row.length; n += 1) placed.set(row[n]!, n)
      }
    }
    from = to + 1
  }
  if (placed === null) return mentions
  return mentions.map((m) => {
    const place = placed.get(m)
    return place === undefined ? m : { ...m, respectively: place }
  })
}

// of one kind: scores with decimals, or with one unit
function isNext(text: string, a: Mention, b: Mention): boolean {
  const isPlain = (m: Mention) => m.form === 'digits' && m.high === undefined && m.scaleText === ''
  return (
    isPlain(a) &&
    isPlain(b) &&
    (a.unitText === b.unitText || a.unitText === '') &&
    ((a.decimals ?? 0) > 0 || (b.decimals ?? 0) > 0) &&
    isJoined(text.slice(a.end, b.start))
  )
}

function isOfNames(text: string, names: readonly FoundName[], row: readonly Mention[]): boolean {
  const start = row[0]!.start
  const end = row.at(-1)!.end
  return (['entity', 'measure'] as const).some((kind) => {
    const own = names.filter((n) => n.kind === kind && n.isFirm !== true)
    const before = runOf(
      { text, start: 0 },
      own.filter((n) => n.end <= start),
    )
    if (before.length >= 2) return isTurn(before, row) && linking.test(between(text, names, before.at(-1)!.end, start))
    const behind = runBehind(
      { text, start: 0 },
      own.filter((n) => n.start >= end),
    )
    return isTurn(behind, row) && linkingBehind.test(text.slice(end, behind[0]!.start))
  })
}

function isTurn(run: readonly FoundName[], row: readonly Mention[]): boolean {
  return run.length === row.length && new Set(run.map((n) => n.id)).size > 1
}

// the text between two places without the names in it
function between(text: string, names: readonly FoundName[], from: number, to: number): string {
  let rest = ''
  let at = from
  for (const n of names) {
    if (n.start < at || n.end > to) continue
    rest += text.slice(at, n.start)
    at = n.end
  }
  return rest + text.slice(at, to)
}

const onBehind =
  /^\s?(?:%|points?|分)?\s?(?:on|in|for)\s(?:the\s)?([^;。；\n]{3,300}?)(?=,?\srespectively|[.;。；\n]|$)/i
const onBefore =
  /(?:在|\bon)\s?([^;。；\n]{3,300}?)\s?(?:上|中|,\s[A-Z][^,]{1,40}\s(?:scores?|gets?|reaches|achieves|has))/gi

/** The benchmarks that a list of as many numbers is of in turn, `null` for each that is not known; `null` where they are not as many. */
export function benchmarksInTurn(
  { text, start, names }: Pick<Sentence, 'text' | 'start' | 'names'>,
  list: readonly Mention[],
): readonly (string | null)[] | null {
  const [first, last] = [list[0]!, list.at(-1)!]
  const behind = onBehind.exec(text.slice(last.end - start))
  const before = [...text.slice(0, first.start - start).matchAll(onBefore)].at(-1)
  const found = behind ?? before
  if (found === null || found === undefined) return null
  const from = start + (behind === null ? found.index : last.end - start + found.index) + found[0].indexOf(found[1]!)
  const items: (string | null)[] = []
  let at = from
  for (const item of found[1]!.split(/(、|,\s(?:and\s)?|\sand\s|(?<=[\u4e00-\u9fffA-Za-z\d）)])\s?[和与及]\s?)/)) {
    const end = at + item.length
    // every second piece is what joins two
    if (!/^(?:、|,\s(?:and\s)?|\sand\s|\s?[和与及]\s?)$/.test(item))
      items.push(names.find((n) => n.kind === 'measure' && n.start >= at && n.end <= end)?.id ?? null)
    at = end
  }
  return items.length === list.length ? items : null
}
