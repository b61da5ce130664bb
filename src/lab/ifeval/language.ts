import { random } from '../../base/index.ts'

/** How often each run of one to three characters stands in texts of each language. */
export interface LanguageProfiles {
  readonly languages: Readonly<
    Record<string, { readonly n: readonly number[]; readonly freq: Readonly<Record<string, number>> }>
  >
  /** characters that count as the first of their line */
  readonly cjk: readonly string[]
}

/** The code of a text's language, `null` when nothing of it can be told. */
export type Detect = (text: string) => string | null

const trials = 7
const most = 10_000
const vietnamese = 'AEIOUYaeiouyÂÊÔâêôĂăƠơƯư'
const marks = '\u0300\u0301\u0303\u0309\u0323'
const composed = [
  'ÀÈÌÒÙỲàèìòùỳẦỀỒầềồẰằỜờỪừ',
  'ÁÉÍÓÚÝáéíóúýẤẾỐấếốẮắỚớỨứ',
  'ÃẼĨÕŨỸãẽĩõũỹẪỄỖẫễỗẴẵỠỡỮữ',
  'ẢẺỈỎỦỶảẻỉỏủỷẨỂỔẩểổẲẳỞởỬử',
  'ẠẸỊỌỤỴạẹịọụỵẬỆỘậệộẶặỢợỰự',
]

/**
 * The detector of languages that naive Bayes over runs of characters is.
 *
 * Other programs draw the runs at random; here the draw is fixed by the text, so that a text has one language.
 *
 * @source Nakatani Shuyo (2010), language-detection, as in langdetect 1.0.9
 */
export function createDetector(profiles: LanguageProfiles): Detect {
  const names = Object.keys(profiles.languages)
  const table = new Map<string, Float64Array>()
  for (const [at, name] of names.entries()) {
    const { n, freq } = profiles.languages[name]!
    for (const gram in freq) {
      const size = gram.length
      if (size < 1 || size > 3) continue
      let row = table.get(gram)
      if (row === undefined) {
        row = new Float64Array(names.length)
        table.set(gram, row)
      }
      row[at] = freq[gram]! / n[size - 1]!
    }
  }
  const cjk = new Map(profiles.cjk.flatMap((line) => [...line].map((c) => [c, line[0]!] as const)))
  return (text) => {
    const grams = gramsOf(cleaned(text), cjk).flatMap((g) => table.get(g) ?? [])
    return grams.length === 0 ? null : likeliest(grams, names, text)
  }
}

function likeliest(grams: readonly Float64Array[], names: readonly string[], text: string): string {
  const chance = random(text.slice(0, 200))
  const total = new Float64Array(names.length)
  for (let trial = 0; trial < trials; trial += 1) {
    const normal = Math.sqrt(-2 * Math.log(1 - chance.next())) * Math.cos(2 * Math.PI * chance.next())
    const weight = (0.5 + normal * 0.05) / 10_000
    const p = new Float64Array(names.length).fill(1 / names.length)
    for (let i = 0; ; i += 1) {
      const row = grams[chance.below(grams.length)]!
      for (let j = 0; j < p.length; j += 1) p[j]! *= weight + row[j]!
      if (i % 5 === 0 && (normalize(p) > 0.99999 || i >= 1000)) break
    }
    for (let j = 0; j < p.length; j += 1) total[j]! += p[j]! / trials
  }
  let best = 0
  for (let j = 1; j < total.length; j += 1) if (total[j]! > total[best]!) best = j
  return total[best]! > 0.1 ? names[best]! : 'unknown'
}

function normalize(p: Float64Array): number {
  const sum = p.reduce((s, x) => s + x, 0)
  let high = 0
  for (let j = 0; j < p.length; j += 1) {
    p[j]! /= sum
    if (p[j]! > high) high = p[j]!
  }
  return high
}

// without addresses; without Latin letters where most of the text is none
function cleaned(text: string): readonly string[] {
  const plain = text
    .replace(/https?:\/\/[-_.?&~;+=/#0-9A-Za-z]{1,2076}/g, ' ')
    .replace(/[-_.0-9A-Za-z]{1,64}@[-_0-9A-Za-z]{1,255}[-_.0-9A-Za-z]{1,255}/g, ' ')
    .replace(
      new RegExp(`([${vietnamese}])([${marks}])`, 'gu'),
      (_, letter: string, mark: string) => [...composed[marks.indexOf(mark)]!][[...vietnamese].indexOf(letter)]!,
    )
  const characters = [...plain].slice(0, most).filter((c, i, all) => c !== ' ' || all[i - 1] !== ' ')
  const latin = characters.filter((c) => c >= 'A' && c <= 'z').length
  const other = characters.filter((c) => c >= '\u0300' && !(c >= '\u1e00' && c <= '\u1eff')).length
  return latin * 2 < other ? characters.filter((c) => c < 'A' || c > 'z') : characters
}

// runs that end in a word of capitals are left out
function gramsOf(characters: readonly string[], cjk: ReadonlyMap<string, string>): readonly string[] {
  const found: string[] = []
  let [grams, capital] = [[' '], false]
  for (const raw of characters) {
    const c = folded(raw, cjk)
    const last = grams.at(-1)!
    if (last === ' ') {
      grams = [' ']
      capital = false
      if (c === ' ') continue
    } else if (grams.length >= 3) grams.shift()
    grams.push(c)
    const isCapital = c !== c.toLowerCase()
    if (!isCapital) capital = false
    else if (last !== last.toLowerCase()) capital = true
    if (capital) continue
    for (let n = 1; n <= grams.length; n += 1) {
      const gram = grams.slice(-n).join('')
      if (gram !== ' ') found.push(gram)
    }
  }
  return found
}

function folded(c: string, cjk: ReadonlyMap<string, string>): string {
  const code = c.codePointAt(0)!
  if (code < 0x80) return /[A-Za-z]/.test(c) ? c : ' '
  if (code < 0x100) return '\u00a0«°»'.includes(c) ? ' ' : c
  if (code === 0x219) return '\u015f'
  if (code === 0x21b) return '\u0163'
  if (code >= 0x2000 && code <= 0x206f) return ' '
  if (code === 0x6cc) return '\u064a'
  if (code >= 0x1ea0 && code <= 0x1eff) return '\u1ec3'
  if (code >= 0x3040 && code <= 0x309f) return '\u3042'
  if (code >= 0x30a0 && code <= 0x30ff) return '\u30a2'
  if ((code >= 0x3100 && code <= 0x312f) || (code >= 0x31a0 && code <= 0x31bf)) return '\u3105'
  if (code >= 0x4e00 && code <= 0x9fff) return cjk.get(c) ?? c
  return code >= 0xac00 && code <= 0xd7af ? '\uac00' : c
}
