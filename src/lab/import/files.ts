import { formatOf } from '../dataset/rows.ts'

// of a folder the files that hold predictions with their scores, by the first of these that names any
const kinds: readonly RegExp[] = [
  /\.results\.json(?:\.gz)?$/,
  /_eval_results\.json(?:\.gz)?$/,
  /\.jsonl_results\.jsonl(?:\.gz)?$/,
  /(?:^|\/)samples_[^/]*\.jsonl(?:\.gz)?$/,
  /_samples\.jsonl(?:\.gz)?$/,
  /(?:^|\/)(?:scenario_state|per_instance_stats)\.json(?:\.gz)?$/,
  /\.eval$/,
]

/**
 * The files of a folder that hold predictions, as the programs that write folders name them; all that can be read where none is named so.
 *
 * @example predictionFiles(['a.json', 'a.results.json']) // ['a.results.json']
 */
export function predictionFiles(files: readonly string[]): readonly string[] {
  for (const kind of kinds) {
    const named = files.filter((f) => kind.test(f))
    if (named.length > 0) return named
  }
  return files.filter((f) => formatOf(f) !== null)
}

/**
 * Files without those whose results are among them too: MultiPL-E keeps completions beside them.
 *
 * @example withoutAnswered(['a.json.gz', 'a.results.json.gz', 'b.json']) // ['a.results.json.gz', 'b.json']
 */
export function withoutAnswered(files: readonly string[]): readonly string[] {
  const there = new Set(files)
  return files.filter((f) => {
    const [, stem, ending] = /^(.*?)(\.json(?:\.gz)?)$/.exec(f) ?? []
    return stem === undefined || stem.endsWith('.results') || !there.has(`${stem}.results${ending}`)
  })
}
