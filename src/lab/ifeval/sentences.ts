const starters =
  '(Mr|Mrs|Ms|Dr|Prof|Capt|Cpt|Lt|He\\s|She\\s|It\\s|They\\s|Their\\s|Our\\s|We\\s|But\\s|However\\s|That\\s|This\\s|Wherever)'
const letter = '([A-Za-z])'

const before: readonly (readonly [RegExp, string | ((match: string) => string)])[] = [
  [/\n/g, ' '],
  [/(Mr|St|Mrs|Ms|Dr)[.]/g, '$1<prd>'],
  [/[.](com|net|org|io|gov|edu|me)/g, '<prd>$1'],
  [/([0-9])[.]([0-9])/g, '$1<prd>$2'],
  [/\.{2,}/g, (match) => `${'<prd>'.repeat(match.length)}<stop>`],
  [/Ph\.D\./g, 'Ph<prd>D<prd>'],
  [/\s([A-Za-z])[.] /g, ' $1<prd> '],
  [new RegExp(`([A-Z][.][A-Z][.](?:[A-Z][.])?) ${starters}`, 'g'), '$1<stop> $2'],
  [new RegExp(`${letter}[.]${letter}[.]${letter}[.]`, 'g'), '$1<prd>$2<prd>$3<prd>'],
  [new RegExp(`${letter}[.]${letter}[.]`, 'g'), '$1<prd>$2<prd>'],
  [new RegExp(` (Inc|Ltd|Jr|Sr|Co)[.] ${starters}`, 'g'), ' $1<stop> $2'],
  [/ (Inc|Ltd|Jr|Sr|Co)[.]/g, ' $1<prd>'],
  [/ ([A-Za-z])[.]/g, ' $1<prd>'],
  [/\.”/g, '”.'],
  [/\."/g, '".'],
  [/!"/g, '"!'],
  [/\?"/g, '"?'],
  [/([.?!])/g, '$1<stop>'],
  [/<prd>/g, '.'],
]

/** The sentences of a text by rules alone, as the check of key sentences cuts them. */
export function ruledSentences(text: string): readonly string[] {
  let marked = ` ${text}  `
  for (const [pattern, by] of before) marked = marked.replace(pattern, by as string)
  const found = marked.split('<stop>').map((s) => s.trim())
  return found.at(-1) === '' ? found.slice(0, -1) : found
}
