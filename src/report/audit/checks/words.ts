import { foldName } from '../../../facts/index.ts'
import type { FoundName } from '../names.ts'
import { listOf, namesBeside } from '../prose/list.ts'
import type { Paragraph, Read } from './input.ts'

const further = /[、和与及]|[,，]\s?[A-Z]|\band\b/
const joined = /[、和与及]\s?$|\w, $|\band $/

/** Tells of lists under 分别 that differ in length. */
export function checkLists({ sentences, from, to, desk }: Paragraph): void {
  for (let s = from; s < to; s += 1) {
    const sentence = sentences[s]!
    for (let n = 0; n < sentence.mentions.length; n += 1) {
      if (sentence.mentions[n]!.respectively !== 0) continue
      const list = listOf(sentence, n)
      const names = namesBeside(sentence, list, 'entity')
      const gap =
        names.at(-1) === undefined
          ? ''
          : sentence.text.slice(names.at(-1)!.end - sentence.start, list[0]!.start - sentence.start)
      if (list.length < 2 || names.length < 2 || names.length === list.length || gap.length > 30 || /[。；;]/.test(gap))
        continue
      // a name that is not known stands in the row as well
      const front = sentence.text.slice(0, (names[0]?.start ?? sentence.start) - sentence.start)
      if (further.test(gap) || joined.test(front)) continue
      // two measures of each: 参数与得分分别为
      if (list.length % names.length === 0 && list.length > names.length) continue
      const printed = sentence.text.slice(names[0]!.start - sentence.start, list.at(-1)!.end - sentence.start)
      desk.tell(
        'audit/list',
        desk.place(names[0]!.start, list.at(-1)!.end),
        {
          en: `${names.length} names stand before ${list.length} numbers`,
          zh: `名称 ${names.length} 个，数值 ${list.length} 个，无法一一对应`,
        },
        { confidence: 0.8, printed },
      )
    }
  }
}

const versions = new Map<string, string>()
const mostVersions = 5_000

// the few names of a document, many times each
function versionOf(name: string): string {
  let version = versions.get(name)
  if (version === undefined) {
    version = /(?<![\d.])\d+(?:\.\d+)?(?![\dBKMx.])/.exec(foldName(name))?.[0] ?? ''
    if (versions.size < mostVersions) versions.set(name, version)
  }
  return version
}

/** Tells of names that also mean something older. */
export function checkNames({ desk, sentences }: Read): void {
  const used = new Map<string, Set<string>>()
  const all: { readonly x: FoundName; readonly printed: string }[] = []
  // a word that points back is no name
  for (const s of sentences)
    for (const x of s.names)
      if (x.kind === 'entity' && x.refers !== true)
        all.push({ x, printed: s.text.slice(x.start - s.start, x.end - s.start) })
  for (const { x, printed } of all) used.set(x.id, (used.get(x.id) ?? new Set()).add(versionOf(printed)))
  const told = new Set<string>()
  for (const { x, printed } of all) {
    const entity = desk.input.registry.entity(x.id)
    if (entity === undefined || entity.kind !== 'model' || told.has(x.id)) continue
    // a row that keeps several models apart has the name of one
    if (x.id.endsWith('.others')) continue
    const own = versionOf(entity.en)
    const said = versionOf(printed)
    // 2407 and 0125 are the marks of a release, not its version
    if (own === '' || said === '' || own === said || said.length >= 4) continue
    told.add(x.id)
    desk.tell(
      'audit/name',
      desk.place(x.start, x.end),
      {
        en: `\`${printed}\` is ${entity.en} by its maker's name${used.get(x.id)!.has(own) ? ', as the document calls it elsewhere' : ''}`,
        zh: `\`${printed}\` 的正式名称为 ${entity.zh}${used.get(x.id)!.has(own) ? '，文中别处亦如此称呼' : ''}`,
      },
      {
        confidence: 0.8,
        printed,
        expected: entity.en,
        repair: {
          message: { en: `write \`${entity.en}\``, zh: `请写 \`${entity.zh}\`` },
          edits: [{ start: x.start, end: x.end, text: entity.en }],
        },
      },
    )
  }
}
