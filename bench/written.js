// Documents in the language of reports, written with their faults before they were read: recall by class and format,
// findings beside the faults, and false alarms on the same documents without faults. node bench/written.js SET [--verbose] [--format txt]
import { fileURLToPath } from 'node:url'
import { nodeEffects, openAuditor } from '../dist/index.js'
import { docx, formats as first, laterFormats, twoColumns } from './audit/formats.js'
import { judge, parseWritten, structuralClasses, unitClasses, writtenSet } from './audit/written.js'

const set = Number(process.argv[2])
const single = process.argv.includes('--single')
const verbose = process.argv.includes('--verbose')
const option = (name) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined)
const data = fileURLToPath(new URL('../data', import.meta.url))
const compiled = fileURLToPath(new URL('../dist/shipped.json', import.meta.url))
const auditor = await openAuditor(nodeEffects([data, compiled]), { desk: data, data, compiled })
const writers = {
  txt: first.txt,
  md: laterFormats.md,
  html: first.html,
  xlsx: first.xlsx,
  docx,
  pdf: first.pdf,
  'columns.pdf': twoColumns,
}
const kept = Object.entries(writers).filter(([name]) => option('--format') === undefined || name === option('--format'))
const classes = new Map()
const beside = { faulty: 0, clean: 0, numbers: 0, checked: 0, documents: 0 }
const audit = (format, bytes) => auditor.audit(`report.${format}`, bytes)
const note = (kind, format, told) => {
  const row = classes.get(kind) ?? new Map()
  const [a, b] = row.get(format) ?? [0, 0]
  row.set(format, [a + (told ? 1 : 0), b + 1])
  classes.set(kind, row)
}
for (const { name, source } of writtenSet(set)) {
  if (option('--only') !== undefined && !name.includes(option('--only'))) continue
  for (const [format, write] of kept) {
    const clean = await audit(format, await write(parseWritten(name, source, false).document))
    const count = parseWritten(name, source, true).plants.length
    // each fault alone in its document, or all of them at once
    for (const which of single ? Array.from({ length: count }, (_, n) => n) : [true]) {
      const faulty = parseWritten(name, source, which)
      const plants = single ? [faulty.plants[which]] : faulty.plants
      const judged = judge(plants, await audit(format, await write(faulty.document)), clean)
      for (const [i, p] of judged.places.entries()) {
        note(p.kind, format, judged.told.has(i))
        if (verbose && !judged.told.has(i)) console.log(`MISSED ${name} ${format} ${p.kind}: ${p.wrong}`)
      }
      beside.faulty += judged.beside.length
      if (verbose) for (const f of judged.beside) console.log(`BESIDE ${name} ${format} ${f.code}: ${f.message.en}`)
    }
    const alarms = clean.findings.filter((f) => f.severity !== 'note')
    beside.clean += alarms.length
    beside.numbers += clean.coverage.found
    beside.checked += clean.coverage.checked
    beside.documents += 1
    if (verbose) for (const f of alarms) console.log(`ALARM ${name} ${format} ${f.code}: ${f.message.en}`)
  }
}
const percent = ([a, b]) => (b === 0 ? '–' : `${((100 * a) / b).toFixed(1)} %`)
const sum = (rows) => rows.reduce(([a, b], [c, d]) => [a + c, b + d], [0, 0])
const names = kept.map(([n]) => n)
console.log(`| set ${set} | faults | ${names.join(' | ')} | all |\n|---|---|${names.map(() => '---|').join('')}---|`)
for (const [kind, row] of [...classes].sort())
  console.log(
    `| ${kind} | ${row.get(names[0])[1]} | ${names.map((n) => percent(row.get(n))).join(' | ')} | ${percent(sum([...row.values()]))} |`,
  )
const group = (test) => sum([...classes].filter(([k]) => test(k)).flatMap(([, row]) => [...row.values()]))
const all = group(() => true)
console.log(
  `all ${percent(all)} of ${all[1]}; unit slips ${percent(group((k) => unitClasses.has(k)))}; structural ${percent(group((k) => structuralClasses.has(k)))}; typos in cells ${percent(group((k) => k === 'cell'))}; digits in sentences ${percent(group((k) => k === 'digit'))}; flips ${percent(group((k) => k === 'flip'))}`,
)
console.log(`precision ${percent([all[0], all[0] + beside.faulty])} (${beside.faulty} findings beside the faults)`)
console.log(
  `clean: ${beside.documents} documents, ${beside.numbers} numbers (${percent([beside.checked, beside.numbers])} checked), ${beside.clean} false alarms, ${((200 * beside.clean) / beside.numbers).toFixed(2)} per 200 numbers`,
)
