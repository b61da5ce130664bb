// Sentences that are right, each number in turn bound to another fact and printed as that fact: how many does `check` tell of?
// node bench/misbound.js [--verbose]
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { check, nodeEffects } from '../dist/index.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const work = mkdtempSync(join(tmpdir(), 'assay-misbound-'))
const desk = join(work, 'desk')
cpSync(join(root, 'examples/weekly'), desk, { recursive: true, filter: (p) => !/\/(?:dist|\.assay)/.test(p) })
for (const issue of readdirSync(join(desk, 'reports'))) rmSync(join(desk, 'reports', issue), { recursive: true })
cpSync(join(root, 'test/report/fine.md'), join(desk, 'reports/one/index.zh.md'))
writeFileSync(
  join(desk, 'assay.config.yaml'),
  readFileSync(join(desk, 'assay.config.yaml'), 'utf8').replace(/\npublisher:[\s\S]*?(?=\n\w|$)/, ''),
)
const text = readFileSync(join(desk, 'reports/one/index.zh.md'), 'utf8')
const [data, compiled] = [join(root, 'data'), join(root, 'dist/shipped.json')]
const effects = nodeEffects([desk, data, compiled])
const links = [...text.matchAll(/\[([\d.]+%)\]\(fact:([^)]+)\)/g)]
const nameOf = (address) => address.split('?')[0].split('/')
const facts = new Map(links.map((m) => [m[2], m[1]]))
const tell = async (changed) => {
  writeFileSync(join(desk, 'reports/one/index.zh.md'), changed)
  const { diagnostics } = await check(effects, { desk, data, compiled }, { reports: [], fix: false })
  return diagnostics.filter((d) => d.at?.file?.includes('index.zh') && d.severity !== 'note').length
}
const clean = await tell(text)
let [told, all] = [0, 0]
for (const link of links) {
  const [subject, measure] = nameOf(link[2])
  for (const [address, printed] of facts) {
    const [s, m] = nameOf(address)
    // another subject of the same measure, or another measure of the same subject
    if ((s === subject) === (m === measure)) continue
    const changed = `${text.slice(0, link.index)}[${printed}](fact:${address})${text.slice(link.index + link[0].length)}`
    const found = (await tell(changed)) > clean
    all += 1
    if (found) told += 1
    else if (process.argv.includes('--verbose'))
      console.log(`line ${text.slice(0, link.index).split('\n').length}: ${subject}/${measure} as ${s}/${m}`)
  }
}
console.log(`${told} of ${all} wrong bindings told of; ${clean} findings where nothing is wrong`)
rmSync(work, { recursive: true })
