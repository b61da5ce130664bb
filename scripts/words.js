// Writes the words that the splitter of sentences knows in lower case, from what this repository says of itself:
// `node scripts/words.js`. The lists beside them in data/lab/sentences-english.json are kept by hand.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const file = 'data/lab/sentences-english.json'
const texts = []
for (const folder of ['docs', 'src', 'test', 'bench', '.'])
  for (const entry of readdirSync(folder, { recursive: folder !== '.', withFileTypes: true })) {
    if (!entry.isFile() || !/\.(md|ts|js)$/.test(entry.name)) continue
    const text = readFileSync(join(entry.parentPath ?? entry.path, entry.name), 'utf8')
    // of code its comments
    texts.push(
      entry.name.endsWith('.md') ? text : [...text.matchAll(/(?:\/\/|^\s*\*) ?(.*)/gm)].map((m) => m[1]).join('\n'),
    )
  }
const plain = texts.join('\n').replace(/`[^`]*`|\S*[_/@]\S*/g, ' ')
const [small, names] = [new Set(), new Set()]
for (const { 1: before, 2: word } of plain.matchAll(/(^|[^\w.])([A-Za-z][a-z'-]+)(?!\w)/gm)) {
  if (/^[a-z]/.test(word)) small.add(word)
  else if (before !== '' && /[ (]/.test(before)) names.add(word.toLowerCase())
}
const kept = JSON.parse(readFileSync(file, 'utf8'))
// seen in lower case within a sentence; months and names that are words too are left open
const open = new Set([
  'may',
  'march',
  'mark',
  'will',
  'bill',
  'grant',
  'rose',
  'art',
  'frank',
  'jack',
  'bob',
  'pat',
  'sue',
  'china',
  'turkey',
  'polish',
])
const words = [...new Set([...kept.words, ...small])].filter((w) => !open.has(w)).sort()
kept.ortho = Object.fromEntries(words.map((w) => [w, 64]))
writeFileSync(file, `${JSON.stringify(kept)}\n`)
process.stdout.write(`${words.length} words\n`)
