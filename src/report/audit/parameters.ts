/** What a number of a rule may be: a rate, a ceiling, an amount, a limit of the price, a number of kinds, a share. */
export type ParameterKind = 'rate' | 'cap' | 'amount' | 'limit' | 'count' | 'share'

/** A parameter of a policy with the topics that its number is told under. */
export interface Parameter {
  readonly measure: string
  readonly kind: ParameterKind
  readonly topics: readonly string[]
  /** topics under which it is another's */
  readonly without: readonly string[]
  /** the condition that its facts hold under, as `key=value`; empty where that is none */
  readonly scope: string
}

/** A place where a text names a topic. */
export interface TopicAt {
  readonly topic: string
  readonly group: string
  readonly start: number
  readonly end: number
}

/** The parameters of policies that are known, and the words that their topics go by. */
export interface Parameters {
  readonly list: readonly Parameter[]
  /** the topics that `text` names, in their order; the longest word at each place */
  readonly topicsIn: (text: string) => readonly TopicAt[]
}

type Row = Readonly<Record<string, string>>

/** The parameters that the rows of `parameters.csv` make, under the topics of `topics.csv`. */
export function createParameters(rows: readonly Row[], topics: readonly Row[]): Parameters {
  const words = topics
    .flatMap(({ topic = '', group = '', words: list = '' }) =>
      list.split('|').map((word) => ({ topic, group, word, source: sourceOf(word) })),
    )
    .filter((w) => w.word !== '')
    .sort((a, b) => b.word.length - a.word.length)
  const pattern = new RegExp(words.map((w) => `(${w.source})`).join('|') || '(?!)', 'gi')
  return Object.freeze({
    list: rows.map(({ measure = '', kind = '', topics: own = '', without = '', scope = '' }) => ({
      measure,
      kind: kind as ParameterKind,
      topics: partsOf(own),
      without: partsOf(without),
      scope,
    })),
    topicsIn: (text: string) =>
      [...text.matchAll(pattern)].map((m) => {
        const { topic, group } = words[m.slice(1).findIndex((x) => x !== undefined)]!
        return { topic, group, start: m.index, end: m.index + m[0].length }
      }),
  })
}

function partsOf(list: string): readonly string[] {
  return list.split(';').filter((x) => x !== '')
}

// a Latin word stands alone unless a `*` follows its beginning
function sourceOf(word: string): string {
  const bare = word.replace(/\*$/, '').replace(/[.+?^${}()|[\]\\]/g, '\\$&')
  return /[A-Za-z]/.test(word) ? `(?<![A-Za-z])${bare}${word.endsWith('*') ? '[a-z]*' : '(?![A-Za-z])'}` : bare
}
